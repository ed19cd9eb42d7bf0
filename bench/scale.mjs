// How Warraq grows: for each size a collection is made and built, weighed by kind, and searched in a real browser;
// what a query fetches, and how long it takes when nothing is fetched any more. The queries are the same ones at
// every size. Then two formulas of which every text is full, in the vocalized texts. Prints Markdown; with --write
// also into bench/scale.md.
//
//     node bench/scale.mjs [--sizes 1000,10000,31000] [--formulas 20000] [--keep] [--write]
//
// Collections and libraries are removed again unless --keep is given; the large ones take gigabytes for a while.

import { rmSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { launch } from "../tests/stories/reader.mjs";
import { ask, root, shared } from "../tests/stories/site.mjs";
import { corpus } from "./corpus.mjs";
import { KINDS, queries } from "./kit/queries.mjs";
import { articles, flag, kilo, median, mega, millis, option, place, quantile, table, total, weigh, whole, yardstick } from "./kit/run.mjs";
import { FAR } from "./kit/line.mjs";
import { alone, cold, times, warm } from "./kit/visit.mjs";
import * as warraq from "./peers/warraq.mjs";

const SIZES = "1000,10000,31000,100000,310000,1000000";
/** The queries are drawn from so many articles, which are in every collection. */
const FIRST = 1_000;
/** Above this a collection is kept compressed. */
const LARGE = 100_000;
/** Of each kind, so many are asked cold. */
const COLD = 2;
const FORMULAS = ["«قال رسول الله»", "«الله»", "قال رسول الله", "الله"];

const source = shared("data/news/news-10k.jsonl.gz");
if (!source) process.exit(0);
const sizes = option("sizes", SIZES).split(",").map(Number);
const script = warraq.script();

const list = [];
for await (const article of articles(source, Math.min(FIRST, ...sizes))) list.push(article);
const { mix } = queries(list);
const some = KINDS.flatMap((kind) => mix.filter(([other]) => other === kind).slice(0, COLD));

/** What the machine does in a second, to tell a slow one from a slow program. */
const speed = yardstick();

const say = (what) => console.error(what);
const half = (numbers) => quantile(numbers, 0.5);
const most = (numbers) => quantile(numbers, 0.95);

/** Makes and builds a collection and has `look` look at its site. */
async function library(name, pages, options, look) {
  const file = place(`${name}-${pages}.jsonl${pages > LARGE ? ".gz" : ""}`);
  const folder = place(`scale-${name}-${pages}`);
  try {
    say(`${whole(pages)} pages of ${name}: making`);
    const made = await corpus(pages, file, options);
    if (!made) return undefined;
    say("building");
    const built = await warraq.build(file, folder);
    if (!flag("keep")) rmSync(file);
    say(`${built.seconds.toFixed(1)} s, ${whole(built.memory)} MB`);
    return { pages, made, built, ...(await look(folder)) };
  } finally {
    if (!flag("keep")) for (const path of [file, folder]) rmSync(path, { recursive: true, force: true });
  }
}

/** Every one of some queries, each by a visitor who has nothing yet, on a fast line. */
async function fetched(folder) {
  const browser = await launch();
  const visits = [];
  try {
    for (const [kind, query] of some) visits.push(await cold(browser, { folder, script, head: warraq.head(folder), query, kind, line: FAR }));
  } finally {
    await browser.close();
  }
  return visits;
}

async function measure(folder) {
  const files = weigh(join(folder, "library"));
  const stats = ask("stats", folder);
  say("visits");
  const visits = await fetched(folder);
  say("warm");
  const [asked] = await warm([{ folder, script }], mix.flatMap((query) => [query, query]));
  say("memory");
  const memory = await alone({ folder, script }, mix);
  const each = (rounds, place) => ({ measured: rounds.map((round) => round.filter((_, number) => number % 2 === place)) });
  const [anew, again] = [each([asked.first], 0), each(asked.measured, 1)];
  return { files, stats, visits, manifest: warraq.manifest(folder), anew, again, memory, load: loadavg()[0] };
}

const both = (numbers) => `${millis(half(numbers))} / ${millis(most(numbers))}`;
// Kinds of packs come and go with the format; whatever there is has a column.
const packs = ({ stats }) => Object.fromEntries((stats.packs ?? []).map(({ kind, bytes }) => [kind, bytes]));
/** All that is known so far. */
function report(results, formulas) {
  const kinds = [...new Set(results.flatMap((result) => Object.keys(packs(result))))];
  const row = (result, ...cells) => [whole(result.pages), ...cells];

  const build = table(
    ["pages", "words", "distinct", "s", "processor s", "pages a s", "peak MB", "library MB", "bytes a page", "files", "manifest kB"],
    results.map((result) => {
      const { pages, made, built, files, manifest } = result;
      const speed = [built.seconds.toFixed(1), built.busy.toFixed(1), whole(pages / built.seconds), whole(built.memory)];
      return row(result, whole(made.words), whole(made.distinct), ...speed, mega(total(files)), whole(total(files) / pages), whole(files.length), kilo(manifest));
    }),
  );
  const bytes = table(
    ["pages", ...kinds.map((kind) => `${kind} kB`)],
    results.map((result) => row(result, ...kinds.map((kind) => kilo(packs(result)[kind])))),
  );
  const first = table(
    ["pages", "kB to ten titles", "requests", "dependent rounds", "kB with passages", "requests"],
    results.map((result) => {
      const pair = (figure, word) => {
        const numbers = result.visits.map(figure).filter((number) => number !== undefined);
        return `${word(half(numbers))} / ${word(most(numbers))}`;
      };
      const titles = [pair(({ shown }) => shown.bytes, kilo), pair(({ shown }) => shown.requests, whole), pair(({ shown }) => shown.rounds, whole)];
      return row(result, ...titles, pair(({ passages }) => passages?.bytes, kilo), pair(({ passages }) => passages?.requests, whole));
    }),
  );
  const warmed = table(
    ["pages", "first: ten titles", "again: ten titles", "order settled", "with passages", "renderer MB", "load"],
    results.map((result) => {
      const again = ["shown", "settled", "passages"].map((stage) => both(times(result.again, stage)));
      return row(result, both(times(result.anew, "shown")), ...again, whole(result.memory), result.load.toFixed(1));
    }),
  );
  const { exponent } = results.at(-1).made;
  return `# How it grows

News articles repeated with new words among the old${exponent ? `, so that distinct words grow as n^${exponent.toFixed(2)}` : ""}, title and text, on two cores. Written by
\`make bench-scale\`. Two figures are those of half and of nineteen of twenty of the queries.

## Build

${build}

${bytes}

The budget is 512 MB. What grows with the vocabulary and with the pages is in memory whatever it is (\`index/src/build/budget.rs\`), so a library
some times larger than a million pages takes more.

## Fetched by one query that finds nothing cached

From a bare page that starts the worker, program included, nothing compressed by the host; ${some.length} queries of all kinds.

${first}

## Answers, ms

${mix.length} queries of all kinds, each asked twice, one after the other: for the first time, from a host without a line before it; and again, when
nothing is fetched and read any more. What a query does not need is forgotten above 64 MB, so that in a large library one query has the lists of
another forgotten. The renderer's memory is what it wrote to itself after all queries four times over in a browser that nobody drives: it is what one query
needs at most, for a program's memory is not given back. The load tells of other work on the machine: above 1, times are too long.
In this run one processor hashed ${whole(speed)} MB a second by SHA-256; times of two runs are to be compared by that.

What bounds the slowest in a large library is that numbers are exact: how many pages have all the words, how many some, and how many at each
depth. So every posting of every word of a title is looked at twice, millions of a million pages; only what is kept of them is little. Words of
which the best pages are known ahead are spared that until the first titles are there.

${warmed}
${formulas}`;
}

/** The formulas, warm, in texts that are full of them. */
async function formulas(pages) {
  const asked = FORMULAS.map((query) => ["mid", query]);
  const result = await library("hadith", pages, { hadith: true }, async (folder) => {
    const [answers] = await warm([{ folder, script }], asked, 5);
    return { asked: answers };
  });
  if (!result) return "";
  const { first, measured } = result.asked;
  const stage = (name, number) => millis(median(measured.map((round) => round[number][name] ?? round[number].shown)));
  const rows = FORMULAS.map((query, number) => [query, whole(first[number].total), ...["shown", "settled", "passages"].map((name) => stage(name, number))]);
  return `
## Formulas

${whole(pages)} vocalized texts, ${result.built.seconds.toFixed(1)} s to build. Warm, ms, the median of five.

${table(["query", "pages found", "ten titles", "order settled", "with passages"], rows)}
`;
}

/** Writes after every size, as the large ones take long. */
const write = (text) => {
  if (flag("write")) writeFileSync(join(root, "bench", "scale.md"), text);
  return text;
};

const results = [];
for (const size of sizes) {
  results.push(await library("news", size, {}, measure));
  write(report(results, ""));
}
const pages = Number(option("formulas", 20_000));
console.log(write(report(results, pages > 0 ? await formulas(pages) : "")));
