// MiniSearch in the page; it asks for all words, and has no phrases and no roots.

import MiniSearch from "minisearch";
import { inflate } from "./inflate.page.js";

const opening = inflate()
  .then((answer) => answer.text())
  .then((json) => MiniSearch.loadJSON(json, { fields: ["title", "text"], storeFields: ["title"] }));

export async function ask(query, kind) {
  if (kind === "phrase" || kind === "root") return undefined;
  const index = await opening;
  const found = index.search(query, { combineWith: "AND", prefix: kind === "typed" });
  const shown = performance.now();
  return { answered: shown, shown, total: found.length, text: found.slice(0, 10).map(({ title }) => title).join("\n") };
}
