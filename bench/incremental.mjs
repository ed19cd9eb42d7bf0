// What a build with a cache costs when little has changed: nothing, one article, one more, one less, what is said
// of all of them. Each is built after a build of the articles as they were, and what it made is compared with what a build
// without a cache makes, byte for byte. Prints Markdown; with --write also into bench/incremental.md.
//
//     node bench/incremental.mjs [--pages 31000] [--rounds 3] [--write]

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { command, root } from "../tests/stories/site.mjs";
import { corpus } from "./corpus.mjs";
import { flag, median, mega, option, place, table, timed, total, weigh, whole } from "./kit/run.mjs";

const pages = Number(option("pages", 31_000));
const rounds = Number(option("rounds", 3));
const [file, texts, cache, site, plain] = ["incremental.jsonl", "incremental-texts", "incremental-cache", "incremental", "incremental-whole"].map((name) => place(name));

const remove = (...paths) => paths.forEach((path) => rmSync(path, { recursive: true, force: true }));
remove(texts, cache, site, plain);
if (!(await corpus(pages, file))) process.exit(0);
mkdirSync(texts);
const lines = readFileSync(file, "utf8").trimEnd().split("\n");
remove(file);

/** Puts the articles and what is said of them where they are read. */
function set(articles, about) {
  writeFileSync(join(texts, "news.jsonl"), `${articles.join("\n")}\n`);
  if (about) writeFileSync(join(texts, "library.toml"), about);
  else remove(join(texts, "library.toml"));
}

/** An article, by its number in the round, and the beginning of another. */
const some = (round) => Math.floor(((round + 1) * lines.length) / (rounds + 2));
const begun = (round) => JSON.parse(lines[some(round) + 7]).text.slice(0, 400);
const without = (at, ...instead) => [...lines.slice(0, at), ...instead, ...lines.slice(at + 1)];

const CHANGES = [
  ["nothing changed", () => [lines]],
  [
    "a paragraph added to one",
    (round) => {
      const article = JSON.parse(lines[some(round)]);
      return [without(some(round), JSON.stringify({ ...article, text: `${article.text}\n\n${begun(round)}` }))];
    },
  ],
  ["one added", (round) => [[...lines, JSON.stringify({ id: `new-${round}`, title: "خبر", text: begun(round) })]]],
  ["one removed", (round) => [without(some(round))]],
  ["a tag for all of them", (round) => [lines, `tags = ["دفعة ${round}"]\n`]],
];

/** Builds; the figures of the command beside those of its process. */
function build(to, ...more) {
  const run = timed(command, ["build", texts, "-o", to, "--no-app", "--json", ...more]);
  return { ...run, ...JSON.parse(run.printed) };
}
const cached = () => build(site, "--cache", cache);

/** True if two sites are the same, byte for byte. */
function same(one, other) {
  const files = weigh(one).map(({ path }) => path);
  const others = weigh(other).map(({ path }) => path);
  return `${files.sort()}` === `${others.sort()}` && files.every((path) => readFileSync(join(one, path)).equals(readFileSync(join(other, path))));
}

const results = new Map();
const add = (name, run) => results.set(name, [...(results.get(name) ?? []), run]);
for (let round = 0; round < rounds; round += 1) {
  set(lines);
  add("all, without a cache", build(plain));
  remove(cache);
  add("all, with a new cache", cached());
  for (const [name, change] of CHANGES) {
    set(lines);
    cached();
    set(...change(round));
    add(name, cached());
    if (round > 0) continue;
    build(plain);
    if (!same(site, plain)) throw new Error(`${name}: the site is another than without a cache`);
  }
  console.error(`round ${round + 1} of ${rounds}`);
}

const half = (runs, figure) => median(runs.map(figure));
const full = results.get("all, without a cache");
const share = (runs, figure) => `${(half(runs, figure) / half(full, figure)).toFixed(2)}`;
const rows = [...results].map(([name, runs]) => {
  const seconds = [({ seconds }) => seconds, ({ busy }) => busy];
  const stages = ["reading", "learning", "indexing", "writing"].map((stage) => half(runs, (run) => run.stages[stage]).toFixed(2));
  return [name, ...seconds.flatMap((figure) => [half(runs, figure).toFixed(2), share(runs, figure)]), ...stages];
});
const head = ["build", "s", "of all", "processor s", "of all", "reading", "learning", "indexing", "writing"];
const text = `# When little has changed

${whole(pages)} news articles in one file, \`warraq build --cache\`, on two cores; medians of ${rounds}, the parts in seconds by the clock. Written by
\`make bench-incremental\`, which also compares each site with that of a build without a cache, byte for byte. The load was ${loadavg()[0].toFixed(1)} at the end: above 2 the seconds by the
clock are too long, and those of processors are to go by.

${table(head, rows)}

The cache takes ${mega(total(weigh(cache)))} MB beside ${mega(total(weigh(texts)))} MB of texts and a library of ${mega(total(weigh(join(site, "library"))))} MB.

Where nothing has changed, the files of the library that is there are taken once their hashes are found right. Where a word has changed, lemmas and roots are
learned again, for every count of a word has a say in every other word's lemma: that is the part that no cache makes shorter. What is
kept of the rest: the words of every article, every pack whose words are as they were, and the related pages of every page none of whose
telling words is in a page that changed. Another number of pages changes how rare every word is, and with it all related pages.
`;
console.log(text);
if (flag("write")) writeFileSync(join(root, "bench", "incremental.md"), text);
remove(texts, cache, site, plain);
