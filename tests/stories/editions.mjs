// Two editions of one library, made by different programs, and what shows which of them a page is of.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, library, root, target } from "./site.mjs";
import { drawn, eventually } from "./reader.mjs";

/** Words that both editions have, each in a page of its own; and the titles of those pages. */
export const COMMON = "مخطوطة";
const QUERY = "طبعات المكتبة";
const TITLES = { old: "ورقة الطبعة الأولى", next: "ورقة الطبعة الثانية" };

/** The app as it is, or as another release of it would be: all that is named by its content has another name. */
function app(kind) {
  const folder = process.env.WARRAQ_APP ?? join(root, "dist");
  if (kind === "old") return folder;
  const other = join(target, "stories", "app-next");
  rmSync(other, { recursive: true, force: true });
  cpSync(folder, other, { recursive: true });
  const files = readdirSync(other).filter((name) => /\.(js|lz|css|html)$/.test(name));
  const named = files.filter((name) => /-[0-9a-f]{16}\./.test(name));
  const rename = (name) => name.replace(/[0-9a-f]{16}/, (hash) => createHash("sha256").update(hash).digest("hex").slice(0, 16));
  for (const file of files.filter((name) => !name.endsWith(".lz"))) {
    const text = readFileSync(join(other, file), "utf8");
    writeFileSync(join(other, file), named.reduce((text, name) => text.replaceAll(name, rename(name)), text));
  }
  // The service worker is another, too.
  appendFileSync(join(other, "sw.js"), "self.release = 2;\n");
  for (const name of named) renameSync(join(other, name), join(other, rename(name)));
  return other;
}

/** Builds an edition: the samples, and a page that only it has. */
function edition(kind) {
  const texts = join(target, "stories", `edition-${kind}`);
  mkdirSync(texts, { recursive: true });
  writeFileSync(join(texts, "ورقة.md"), `---\ntitle: ${TITLES[kind]}\n---\n\nهذه ورقة من طبعات المكتبة، وفيها ${COMMON}.\n`);
  const site = library(`site-${kind}`, ["samples", texts], ["--title", TITLES[kind], "--app", app(kind), "-q"]);
  return { kind, site, title: TITLES[kind], ...JSON.parse(readFileSync(join(site, "edition.json"), "utf8")) };
}

let made;
/** Both, built when they are first asked for. */
export const editions = () => (made ??= { old: edition("old"), next: edition("next") });

/** The editions the browser has whole, the one shown first. */
export const kept = (page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith(" state"));
    const entry = names.length && (await (await caches.open(names[0])).match("editions"));
    return entry ? entry.json() : [];
  });

/** A first visit, after which the library and what was seen of it are kept. */
export async function visit(page, address, query = COMMON) {
  const asked = [];
  page.on("request", (request) => /\/library\/[0-9a-f]/.test(request.url()) && asked.push(request.url()));
  await page.goto(address + at("search", "", { q: query }));
  await page.locator(".hit .passages p").first().waitFor();
  await eventually(async () => assert.notEqual((await kept(page)).length, 0), 30_000);
  // What the visit was answered from is kept a moment later.
  const packs = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((name) => name.endsWith(" packs"));
      return name ? (await (await caches.open(name)).keys()).map(({ url }) => url) : [];
    });
  await eventually(async () => {
    const there = await packs();
    assert.ok(asked.length > 0);
    assert.deepEqual(asked.filter((url) => !there.includes(url)), []);
  });
}

/** Loads the page anew, searches for what both editions have, and checks that all it is made of and answers is of this one. */
export async function isOf(page, address, { edition, kind, app }, { load = true } = {}) {
  if (load) {
    await page.goto("about:blank");
    await page.goto(address + at("search", "", { q: QUERY }));
  }
  await page.locator(".hit .passages p mark").first().waitFor();
  await drawn(page);
  const titles = await page.locator(".hit h2, .hit h3").allInnerTexts();
  for (const [other, title] of Object.entries(TITLES)) {
    assert.equal(titles.some((found) => found.includes(title)), other === kind, `${title} in ${titles}`);
  }
  const { name, files } = await page.evaluate(() => ({
    name: document.querySelector('meta[name="edition"]').content,
    files: performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname.slice(1)),
  }));
  assert.equal(name, edition);
  const known = new Set(app.map(([name]) => name));
  const program = [...files, ...page.workers().map((worker) => new URL(worker.url()).pathname.slice(1))].filter((file) => /\.(js|lz|css|woff2)$/.test(file) && file !== "sw.js");
  assert.ok(program.length > 3);
  assert.deepEqual(program.filter((file) => !known.has(file)), [], "the program is of the same edition");
}
export { QUERY };
