// Pagefind as one of the engines: its own program over pages of HTML, its own script in the page.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { articles, place, timed, weigh } from "../kit/run.mjs";
import { installed, versionOf } from "./installed.mjs";

export const name = "Pagefind";
export const version = () => versionOf("pagefind");

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** An article as a page, a line as a paragraph. */
function html({ title, text }) {
  const paragraphs = text.split(/\n+/).map((line) => line.trim()).filter(Boolean);
  const body = paragraphs.map((line) => `<p>${escaped(line)}</p>`).join("\n");
  return `<!doctype html>
<html lang="ar"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body data-pagefind-body><h1>${escaped(title)}</h1>
${body}
</body></html>
`;
}

/** Pages are written beforehand: a site has them anyway. */
export async function build(corpus, folder) {
  const pages = place("html");
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  for await (const article of articles(corpus)) writeFileSync(join(pages, `${article.id}.html`), html(article));
  rmSync(folder, { recursive: true, force: true });
  const measured = timed(process.execPath, [installed("pagefind", "lib", "runner", "bin.cjs"), "--site", pages, "--output-path", join(folder, "pagefind"), "--quiet"]);
  rmSync(pages, { recursive: true, force: true });
  return measured;
}

export const script = () => `
const opening = import("./pagefind/pagefind.js").then(async (pagefind) => {
  await pagefind.init();
  return pagefind;
});
async function ask(query, kind) {
  if (kind === "root") return;
  const pagefind = await opening;
  const found = await pagefind.search(kind === "phrase" ? '"' + query + '"' : query);
  const answered = performance.now();
  // Title and passage come together.
  const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  const shown = performance.now();
  return { answered, shown, passages: shown, total: found.results.length, text: pages.map((page) => page.meta.title).join("\\n") };
}
`;

/** Without its interfaces. */
export const artefacts = (folder) => weigh(folder).filter(({ path }) => !/pagefind-(?:ui|modular-ui|component-ui|highlight)/.test(path));
