// Warraq beside other engines of static search: the same articles, the same browser, the same line, in one
// go. Builds each engine's index, visits it cold on a slow line, asks it a mix of queries warm, and prints
// Markdown; with --write also into bench/peers.md. The peers are installed at the first use.
//
//     node bench/peers.mjs [--pages 10000] [--only warraq,pagefind] [--gzip] [--write]
//
// --only leaves the others out; --gzip lets the host compress scripts and Wasm, which it does not otherwise.

import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { launch } from "../tests/stories/reader.mjs";
import { root } from "../tests/stories/site.mjs";
import { corpus } from "./corpus.mjs";
import { KINDS, queries } from "./kit/queries.mjs";
import { articles, flag, millis, option, place, quantile, table, total, whole, kilo, mega } from "./kit/run.mjs";
import { alone, cold, times, warm } from "./kit/visit.mjs";
import { install } from "./peers/installed.mjs";

const NAMES = ["warraq", "pagefind", "minisearch", "orama", "sqlite"];
/** First visits of each; of an engine that takes longer than this, one is enough. */
const VISITS = 3;
const LONG = 10_000;

/** A text on one line. */
const flat = (text) => text.replace(/\s+/g, " ").trim();

const pages = Number(option("pages", 10_000));
const gzip = flag("gzip");
const only = option("only", NAMES.join(",")).split(",");

const file = place(`news-${pages}.jsonl`);
if (!(await corpus(pages, file))) process.exit(0);
const list = [];
for await (const article of articles(file)) list.push(article);
const { mix, word, share } = queries(list);
const titles = new Set(list.map(({ title }) => flat(title)).filter((title) => title.length > 9));


install();

/** First visits; the one in the middle. */
async function firstVisits(engine, folder) {
  const browser = await launch();
  const visits = [];
  try {
    while (visits.length < VISITS && !(visits[0]?.shown.ms > LONG)) {
      visits.push(await cold(browser, { folder, script: engine.script(folder), head: engine.head?.(folder), query: word, gzip }));
    }
  } finally {
    await browser.close();
  }
  return visits.sort((a, b) => a.shown.ms - b.shown.ms)[Math.floor((visits.length - 1) / 2)];
}

/** All of an engine that can be measured by itself. */
async function measure(name) {
  const engine = await import(`./peers/${name}.mjs`);
  const folder = place(`${name}-${pages}`);
  const say = (what) => console.error(`${engine.name}: ${what}`);
  say("build");
  const built = await engine.build(file, folder);
  const files = engine.artefacts(folder);
  say(`${built.seconds.toFixed(1)} s, ${whole(built.memory)} MB; first visits`);
  const visit = await firstVisits(engine, folder);
  for (const { path, began, ended } of visit.requests) say(`  ${whole(began - visit.origin)} to ${whole(ended - visit.origin)} ms: ${path}`);
  // That the titles are really there is seen in what the engine said, whatever its form.
  const said = flat(visit.text);
  const named = [...titles].filter((title) => said.includes(title)).length;
  say(`shown after ${whole(visit.shown.ms)} ms`);
  return { engine, version: engine.version(), folder, built, files, visit, named };
}

const load = () => loadavg()[0].toFixed(1);
const before = load();
const results = [];
for (const name of NAMES.filter((name) => only.includes(name))) results.push(await measure(name));
const between = load();
console.error("all: warm");
const answers = await warm(results.map(({ engine, folder }) => ({ folder, script: engine.script(folder) })), mix);
for (const [at, asked] of answers.entries()) results[at].asked = asked;
for (const result of results) {
  const { engine, folder } = result;
  console.error(`${engine.name}: memory`);
  result.memory = await alone({ folder, script: engine.script(folder) }, mix);
}
const empty = await alone({ folder: results[0].folder, script: "" }, []);
for (const { engine, asked } of results) if (asked.late > 0) console.error(`${engine.name}: ${asked.late} requests while measured`);
const loads = [before, between, load()].join(", ");

/** The times of a stage in the kinds of query that are told. */
const timesOf = (asked, stage, kinds) => times(asked, stage, (number) => kinds.includes(mix[number][0]));

const ours = results.find(({ engine }) => engine.name === "Warraq");
const theirs = results.find(({ engine }) => engine.name === "Pagefind");
/** A row more: ours by Pagefind's, for each figure. */
const rows = (figures, words) => {
  const cells = (result) => figures.map((figure, at) => words[at](figure(result)));
  const ratio = ([a, b]) => (a > 0 && b > 0 ? (a / b).toFixed(a / b < 0.1 ? 3 : 2) : "–");
  const all = results.map((result) => [result.engine.name, ...cells(result)]);
  if (!ours || !theirs) return all;
  return [...all, ["**Warraq / Pagefind**", ...figures.map((figure) => ratio([figure(ours), figure(theirs)]))]];
};

const figures = (head, columns) => table([head, ...columns.map(([name]) => name)], rows(columns.map(([, figure]) => figure), columns.map(([, , word]) => word)));

const build = figures("engine", [
  ["build s", ({ built }) => built.seconds, (value) => value.toFixed(1)],
  ["processor s", ({ built }) => built.busy, (value) => value.toFixed(1)],
  ["peak MB", ({ built }) => built.memory, whole],
  ["artefacts MB", ({ files }) => total(files), mega],
  ["files", ({ files }) => files.length, whole],
  ["renderer MB after the mix", ({ memory }) => memory, whole],
]);
const first = figures("engine", [
  ["ids known ms", ({ visit }) => visit.answered.ms, whole],
  ["kB", ({ visit }) => visit.answered.bytes, kilo],
  ["ten titles ms", ({ visit }) => visit.shown.ms, whole],
  ["kB to titles", ({ visit }) => visit.shown.bytes, kilo],
  ["requests", ({ visit }) => visit.shown.requests, whole],
  ["dependent rounds", ({ visit }) => visit.shown.rounds, whole],
  ["with passages ms", ({ visit }) => visit.passages?.ms, whole],
  ["kB to passages", ({ visit }) => visit.passages?.bytes, kilo],
]);

/** Half, nineteen of twenty, ninety-nine of a hundred. */
const spread = (list) => [0.5, 0.95, 0.99].map((part) => millis(quantile(list, part))).join(" / ");
const warmRows = (stage) => {
  const columns = [...KINDS.map((kind) => [kind]), KINDS.filter((kind) => kind !== "root")];
  const cells = ({ asked }) => columns.map((kinds) => spread(timesOf(asked, stage, kinds)));
  const some = results.filter(({ asked }) => timesOf(asked, stage, KINDS).length > 0);
  const all = some.map((result) => [result.engine.name, ...cells(result)]);
  if (ours && theirs) {
    const middle = ({ asked }, kinds) => [0.5, 0.95].map((part) => quantile(timesOf(asked, stage, kinds), part));
    const ratio = (kinds) => middle(ours, kinds).map((time, at) => (time / middle(theirs, kinds)[at]).toFixed(2));
    all.push(["**Warraq / Pagefind**", ...columns.map((kinds) => (kinds[0] === "root" && kinds.length === 1 ? "–" : ratio(kinds).join(" / ")))]);
  }
  return table(["engine", ...KINDS, "all but roots"], all);
};

const found = table(
  ["engine", "version", "pages found on the first visit", "titles of articles in the answer"],
  results.map(({ engine, version, visit, named }) => [engine.name, version, whole(visit.total ?? undefined), named]),
);

const misses = table(
  ["engine", ...KINDS],
  results.map(({ engine, asked }) => [
    engine.name,
    ...KINDS.map((kind) => {
      const answers = asked.first.filter((answer, number) => mix[number][0] === kind && answer);
      return answers.length === 0 ? "–" : `${answers.filter(({ total }) => total === 0).length} of ${answers.length}`;
    }),
  ]),
);
const settled = ours && timesOf(ours.asked, "settled", KINDS);

const above = ({ memory }) => memory - empty;
const text = `# Beside the peers

${whole(pages)} news articles, title and text, in one run on two cores, in one real Chromium. Written by \`make bench-peers\`; times are
good as ratios within this run, and too long where the machine had other work (its load at the start, before the warm answers and at the end:
${loads}; 1 is undisturbed). Bytes and counts are exact. The host compresses ${gzip ? "scripts and Wasm" : "nothing"}; Warraq and Pagefind compress their own index, those of the others are shipped gzipped.

${found}

## Build, and what it leaves

Artefacts are what searching needs: index and engine, no interface. Memory of the builder is that of its largest process, of the renderer what it wrote to itself, after all queries four times over in a browser that nobody drives.

${build}

What bounds Warraq's build is the words' analysis, which no other engine does, and that reading and learning have stretches for one processor:
with both busy all the time it would take half of its processor seconds.

A page that does nothing has a renderer of ${whole(empty)} MB in the same browser${ours && theirs ? `: beyond that Warraq's takes ${(above(ours) / above(theirs)).toFixed(2)} of Pagefind's` : ""}. Warraq's is its
program, the lists as they are read, and the room that the largest query needed, which a program of WebAssembly never gives back.

## First visit

A bare page without an interface, nothing cached, 150 ms before each answer, 1.6 Mbit/s for all connections together. One word that is
in ${(100 * share).toFixed(1)} % of the pages. Bytes are those on the wire, heads of answers included.
A dependent round is a request that was made only when another had been answered. The page has in its head what Warraq's own page asks for
ahead: the worker's program and the manifest.

${first}

Warraq's rounds are the page, its script, the worker's script and the words. A worker made of text in the page's script would be one
less, for a weaker content security policy (\`worker-src blob:\`), and no sooner: its program, asked for with the page's script, is still on its way then.

## Warm answers until ten results have titles, ms: p50 / p95 / p99

Asked before, so that nothing is fetched any more; from the call in the page to the answer in the page, worker and messages included where there
is a worker. ${mix.length} queries; each one's own median of three. The engines took turns. MiniSearch, Orama and SQLite hold everything in memory, Pagefind and Warraq what was asked for.
The trip to the worker and back is in every one of Warraq's and most of a short one. Its phrases are looked for in all forms of their words, which
is several lists with their places for each word; Pagefind's are the words as typed.

${warmRows("shown")}
${settled ? `\nWarraq's first answer may be provisional; its order is settled after ${spread(settled)} ms.\n` : ""}
Queries without any answer:

${misses}

## Warm answers until passages are there, ms: p50 / p95 / p99

${warmRows("passages")}
`;
console.log(text);
if (flag("write")) writeFileSync(join(root, "bench", "peers.md"), text);
