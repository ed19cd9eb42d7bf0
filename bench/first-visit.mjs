// What a first visit costs: bytes and requests from a cold start at the address of a search until ten
// results are shown, and until their passages are, on a slow line (`warraq serve --slow`: 1.6 Mbit/s,
// 150 ms before each answer, nothing compressed), from a host that sends parts of files, as most do, and from one that
// does not. Prints a Markdown table; with --write also puts it
// into bench/first-visit.md.
//
//     node bench/first-visit.mjs [--write]

import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Reader, Watch, launch } from "../tests/stories/reader.mjs";
import { at, command, library, root, serve, shared, target } from "../tests/stories/site.mjs";

const QUERIES = ["التحالف", '"الأمم المتحدة"', "جذر:كتب"];

const source = shared("data/news/news-10k.jsonl.gz");
if (!source) process.exit(0);

/** The library, built anew only if the command is newer than it. */
function build() {
  const manifest = join(target, "stories", "first-visit", "library", "manifest.wrq");
  const fresh = existsSync(manifest) && statSync(manifest).mtimeMs > statSync(command).mtimeMs;
  return fresh ? join(target, "stories", "first-visit") : library("first-visit", source);
}

/** What was printed. */
const lines = [];
const say = (line) => {
  lines.push(line);
  console.log(line);
};

const kilo = (bytes) => (bytes / 1000).toFixed(1);
const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);

/** Requests and bytes of the files of one kind. */
const sum = (files, kind) => {
  const some = files.filter(kind);
  return { requests: some.length, bytes: some.reduce((bytes, file) => bytes + file.bytes, 0) };
};
const of_library = (file) => file.path.startsWith("library/");
const of_program = (file) => !of_library(file);

/** Run in the page before its own scripts: notes when ten results are in it, and when all have passages, by its own clock; a
    driver that looks again and again would be up to half a second late. */
function watch() {
  globalThis.seen = {};
  new MutationObserver(() => {
    const hits = document.querySelectorAll(".hit").length;
    if (hits >= 10) seen.titles ??= performance.now();
    if (hits >= 10 && !document.querySelector(".hit:not(:has(.passages p))")) seen.passages ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
}

async function visit(browser, host, query) {
  const context = await browser.newContext({ locale: "ar" });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(watch);
  const page = await context.newPage();
  const reader = new Reader(page, host.address, new Watch(page, host.address));
  const came = new Set();
  page.on("requestfinished", (request) => came.add(request));
  await page.goto(host.address + at("search", "", { q: query }), { waitUntil: "commit" });
  await page.locator(".hit").nth(9).waitFor();
  const before = new Set(came);
  await reader.answered(query);
  const seen = await page.evaluate(() => globalThis.seen);
  const [results, passages] = [seen.titles, seen.passages].map(seconds);
  const files = await reader.received();
  const early = files.filter((_, i) => before.has(reader.watch.answers[i].request()));
  await context.close();
  return { results, passages, early, files };
}

const browser = await launch();
const site = build();
try {
  say("| host | query | program and fonts, ten results | library, ten results | after | library, with passages | after | program in all |");
  say("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const parts of [true, false]) {
    const host = await serve(site, { slow: true, parts });
    for (const query of QUERIES) {
      const { results, passages, early, files } = await visit(browser, host, query);
      const cell = ({ requests, bytes }) => `${kilo(bytes)} kB in ${requests}`;
      const [program, first, all, whole] = [sum(early, of_program), sum(early, of_library), sum(files, of_library), sum(files, of_program)].map(cell);
      say(`| ${parts ? "sends parts" : "whole files"} | ${query} | ${program} | ${first} | ${results} s | ${all} | ${passages} s | ${whole} |`);
    }
    await host.stop();
  }
} finally {
  await browser.close();
}
if (process.argv.includes("--write")) {
  const text = `# What a first visit costs

From a cold start at the address of a search in a library of ten thousand news articles, on a slow line
(1.6 Mbit/s, 150 ms before each answer), nothing compressed by the host. Written by \`make bench\`; the seconds
are those of a two-core machine.

${lines.join("\n")}
`;
  writeFileSync(join(root, "bench", "first-visit.md"), text);
}
