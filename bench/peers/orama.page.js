// Orama in the page; it asks for all words, takes each as a beginning, and has no phrases and no roots.

import { load, search } from "@orama/orama";
import { inflate } from "./inflate.page.js";
import { empty } from "./orama.index.js";

const opening = inflate()
  .then((answer) => answer.json())
  .then((data) => {
    const index = empty();
    load(index, data);
    return index;
  });

export async function ask(query, kind) {
  if (kind === "phrase" || kind === "root") return undefined;
  const found = await search(await opening, { term: query, threshold: 0, limit: 10 });
  const shown = performance.now();
  return { answered: shown, shown, total: found.count, text: found.hits.map(({ document }) => document.title).join("\n") };
}
