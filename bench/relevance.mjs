// How well libraries answer and know their words, on public data: every figure of bench/relevance.md.
// Checks the floors; with --write also measures other searches beside this one and each part of the
// ranking, which takes some minutes more, and puts all into bench/relevance.md. The data is not part of
// the project: where it is not beside it, this says so and does nothing.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const command = join(target, "release", "warraq");
const data = resolve(root, "../shared/data");
const write = process.argv.includes("--write");

if (!existsSync(data)) {
  console.log(`skipped: there is no ${data}`);
  process.exit(0);
}

const home = join(target, "relevance");
rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });

/** Runs the command and reads the JSON it prints. */
function warraq(...parts) {
  const run = spawnSync(command, [...parts, "--json"], { encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`warraq ${parts.join(" ")}:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** Builds a library from a file; what the build reports, with the site's folder. */
function build(name, file) {
  const site = join(home, name);
  return { site, ...warraq("build", file, "-o", site, "--no-app") };
}

const text = (path) => (path.endsWith(".gz") ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, "utf8"));
const lines = (path) => text(path).split("\n").filter(Boolean);
const records = (path) => lines(path).map((line) => JSON.parse(line));

/** Writes records as a source of pages, or as questions. */
function jsonl(name, rows) {
  const path = join(home, `${name}.jsonl`);
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return path;
}

/** The rows of a table by its columns' names. */
function table(path) {
  const [head, ...rows] = lines(path).map((line) => line.split("\t"));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

const set = (name) => join(data, "retrieval", name);
const judged = (folder) => ["--queries", join(folder, "queries.jsonl"), "--qrels", join(folder, "qrels.tsv")];

const figures = [];
const faults = [];

/** Keeps a figure. Below its floor (or above, if less is better) the run fails. */
function figure(name, value, floor, aim, less = false) {
  figures.push({ name, value, floor, aim, less });
  if (floor !== undefined && (less ? value > floor : value < floor)) {
    faults.push(`${name}: ${digits(value)}, the floor is ${digits(floor)}`);
  }
}

const digits = (number) => (number === undefined ? "" : Number.isInteger(number) ? String(number) : number.toFixed(3));

// --- questions ---

const rows = [];

/** Asks the questions of a set; a row of measures. */
function questions(name, site, folder, ...options) {
  const found = warraq("eval", site, ...judged(folder), ...options);
  const { p_1, mrr_10, ndcg_10, recall_10, recall_100, empty } = found.measures;
  rows.push([name, ...[p_1, mrr_10, ndcg_10, recall_10, recall_100, empty].map(digits)]);
  return found;
}

const combined = set("combined");
const untitled = jsonl("untitled-passages", records(join(combined, "corpus.jsonl.gz")).map(({ title, ...page }) => page));
const bare = build("untitled", untitled).site;
const plain = questions("combined, no titles", bare, combined, "--errors", "mix", ...(write ? ["--baseline", "--ablate"] : []));
figure("combined without titles, MRR@10", plain.measures.mrr_10, 0.755, 0.775);
const titled = questions("combined", build("combined", join(combined, "corpus.jsonl.gz")).site, combined, ...(write ? ["--ablate"] : []));
figure("combined with titles, MRR@10", titled.measures.mrr_10, 0.765, 0.79);
/** MRR@10 of the sets when these floors were set, less what chance may take. */
const SETS = { arcd: 0.885, tydiqa: 0.94, mlqa: 0.745 };
for (const [name, floor] of Object.entries(SETS)) {
  const found = questions(name, build(name, join(set(name), "corpus.jsonl.gz")).site, set(name));
  figure(`${name}, MRR@10`, found.measures.mrr_10, floor);
}
figure("questions with one error, loss of MRR@10", plain.errors.drop, 0.03, 0.02, true);

// --- small libraries, beside light stemming ---

/** The passages and questions of a set as libraries of `size` passages that lie together in it. */
function pieces(name, size, most) {
  const pages = records(join(set(name), "corpus.jsonl.gz"));
  const asked = records(join(set(name), "queries.jsonl"));
  const relevant = table(join(set(name), "qrels.tsv"));
  const found = [];
  for (let from = 0; from + size <= pages.length && found.length < most; from += size) {
    const part = pages.slice(from, from + size);
    const ids = new Set(part.map((page) => page.id));
    const here = relevant.filter((row) => ids.has(row.doc_id));
    const wanted = new Set(here.map((row) => row.query_id));
    if (wanted.size > 0) found.push({ part, here, queries: asked.filter((query) => wanted.has(query.id)) });
  }
  return found;
}

/** MRR@10 over all questions of many small libraries: this project's, and light10's with or without titles, its k1
    and b the usual ones, for there is too little to tune them on. */
function small(size, names, most) {
  const [sum, libraries] = [{ own: 0, light: [0, 0], questions: 0 }, names.flatMap((name) => pieces(name, size, most))];
  for (const { part, here, queries } of libraries) {
    const site = build("small", jsonl("small-passages", part)).site;
    const folder = join(home, "small-questions");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "queries.jsonl"), queries.map((query) => `${JSON.stringify(query)}\n`).join(""));
    const judgements = here.map((row) => `${row.query_id}\t${row.doc_id}\t${row.relevance}\n`).join("");
    writeFileSync(join(folder, "qrels.tsv"), `query_id\tdoc_id\trelevance\n${judgements}`);
    const found = warraq("eval", site, ...judged(folder), "--baseline");
    const light = found.baselines.filter((row) => row.name === "light10").map((row) => row.usual.mrr_10);
    sum.own += found.measures.mrr_10 * found.queries;
    light.forEach((mrr, variant) => (sum.light[variant] += mrr * found.queries));
    sum.questions += found.queries;
  }
  // The better of the two over all libraries, not library by library, which would be choosing by the answer.
  const [own, light] = [sum.own, Math.max(...sum.light)].map((mrr) => mrr / sum.questions);
  figure(`${libraries.length} libraries of ${size} passages, ${sum.questions} questions, MRR@10 above light10 (${digits(light)})`, own - light, 0);
}

small(2, ["arcd", "tydiqa", "mlqa"], 80);
small(100, ["arcd", "tydiqa", "mlqa"], 4);
small(1000, ["combined"], 2);

// --- words ---

const news = build("news", join(data, "news", "news-10k.jsonl.gz"));
const gold = (name) => join(data, "morphology", name);
const beside = write ? ["--baseline"] : [];
const padt = warraq("eval", news.site, "--morphology", gold("padt-dev.tsv.gz"), ...beside);
figure("PADT, lemma F1 (learned from news)", padt.systems[0].lemma.f1, 0.7, 0.78);
figure("PADT, lemma precision", padt.systems[0].lemma.precision, 0.85);
figure("PADT, root F1", padt.systems[0].root.f1, 0.8);

/** A library of the Qur'an's own words, as often as each is there. */
function quran(column) {
  const words = table(gold("quran-dev.tsv.gz")).flatMap((row) => Array(Number(row.count)).fill(row[column]));
  const pages = [];
  for (let from = 0; from < words.length; from += 1000) pages.push({ id: `q${from}`, text: words.slice(from, from + 1000).join(" ") });
  return build(`quran-${column}`, jsonl(`quran-${column}-words`, pages)).site;
}

const today = warraq("eval", quran("form_simple"), "--morphology", gold("quran-dev.tsv.gz"), ...beside).systems[0];
const uthmani = warraq("eval", quran("form"), "--morphology", gold("quran-dev.tsv.gz"), "--uthmani").systems[0];
figure("Qur'an, root F1 (present-day spelling, learned from itself)", today.root.f1, 0.8, 0.86);
figure("Qur'an, lemma F1", today.lemma.f1);
figure("Qur'an in Uthmani spelling, root F1 below present-day", today.root.f1 - uthmani.root.f1, 0.05, 0.02, true);
figure("Qur'an in Uthmani spelling, lemma F1 below present-day", today.lemma.f1 - uthmani.lemma.f1, 0.05, 0.02, true);
const modern = warraq("eval", news.site, "--morphology", gold("quran-dev.tsv.gz")).systems[0];
figure("Qur'an, root F1 (learned from news)", modern.root.f1);

const plurals = ["arramooz", "unimorph"].map((name) => warraq("eval", news.site, "--plurals", gold(`plurals-${name}-dev.tsv`), ...beside));
const joined = (report, kind, system = "Warraq") => report.rows.find((row) => row.system === system && row.kind === kind && row.group === "living");
for (const [at, name] of ["Arramooz", "UniMorph"].entries()) {
  const broken = joined(plurals[at], "broken");
  figure(`broken plurals of ${name} joined by root`, broken.root, 0.65, 0.8);
  figure(`broken plurals of ${name} joined by lemma`, broken.lemma, 0.25, 0.6);
}
figure("sound plurals of UniMorph joined by lemma", joined(plurals[1], "sound").lemma, 0.9, 0.97);
figure("duals of PADT joined by lemma", padt.systems[0].duals, undefined, 0.97);

const typos = warraq("eval", news.site, "--typos", join(data, "typos.tsv")).kinds[0];
figure("misspelt words: the word meant offered first", typos.first, 0.8, 0.88);
figure("misspelt words: among the first five", typos.first_five, 0.92, 0.97);
const variants = warraq("eval", news.site, "--variants", join(data, "variants.tsv"));
figure(`variants judged right, of ${variants.of}`, variants.right, 28, 30);

// --- what is said of it ---

const grid = (head, body) => [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
const limit = (value, less) => (value === undefined ? "" : `${less ? "≤" : "≥"} ${digits(value)}`);
const measures = ["P@1", "MRR@10", "nDCG@10", "recall@10", "recall@100"];
const questionTable = grid(["set", ...measures, "no answer"], rows);
const figureTable = grid(
  ["figure", "floor", "aim", "here"],
  figures.map(({ name, value, floor, aim, less }) => [name, limit(floor, less), limit(aim, less), digits(value)]),
);
console.log(`${questionTable}\n\n${figureTable}`);

if (write) {
  const others = plain.baselines.map(({ name, titles, k1, b, measures: m }) => [
    `${name}${titles ? ", titles indexed" : ""}`, k1.toFixed(1), b.toFixed(2),
    ...[m.p_1, m.mrr_10, m.ndcg_10, m.recall_10, m.recall_100].map(digits),
  ]);
  const own = plain.measures;
  const beside = grid(
    ["search", "k1", "b", ...measures],
    [["Warraq", "", "", ...[own.p_1, own.mrr_10, own.ndcg_10, own.recall_10, own.recall_100].map(digits)], ...others.filter(([name]) => !name.includes("titles"))],
  );
  const parts = plain.ablation.map((row, at) => [row.part, digits(row.gives), digits(titled.ablation[at].gives)]);
  const errors = plain.errors.kinds.map((row) => [row.kind, row.questions, ...[row.clean_mrr_10, row.mrr_10, row.drop].map(digits)]);
  const classes = padt.systems.map(({ name, lemma, root: roots, duals, plurals: many }) => [
    name, ...[lemma.precision, lemma.recall, lemma.f1, roots.precision, roots.recall, roots.f1, duals, many].map(digits),
  ]);
  const plural = ["Warraq", "Snowball Arabic", "light10"].map((system) => [
    system,
    ...[joined(plurals[0], "broken", system), joined(plurals[1], "broken", system), joined(plurals[1], "sound", system)]
      .flatMap((row) => [row.lemma, row.root]).map(digits),
  ]);
  writeFileSync(
    join(root, "bench", "relevance.md"),
    `# Relevance

Written by \`make bench\`, from development data; what each figure means is in [docs/ANALYSIS.md](../docs/ANALYSIS.md).
Below a floor \`make test\` fails.

${figureTable}

## Questions

Any of the words (\`warraq eval\`), passages with titles unless said otherwise.

${questionTable}

## Beside other searches

The combined set without titles, all over the same words and passages, in the same run. The others rank by BM25, their k1
and b the best of 30 for these very questions. Snowball is that of the crate rust-stemmers; 3-grams are all sequences of three
characters of a word, borders marked.

${beside}

## One error in each question

The combined set without titles; 45 % hamza, ة or ى, 40 % one letter, 9 % two words joined, 6 % a word split; seed ${plain.errors.seed}.

${grid(["kind", "questions", "MRR@10 clean", "misspelt", "loss"], errors)}

## What each part of the ranking gives

MRR@10 of the combined set less that without the part.

${grid(["part", "no titles", "titles"], parts)}

## Word classes

PADT, classes learned from ten thousand news articles; pairwise on distinct forms. Duals and plurals: joined to their singular.

${grid(["classes", "lemma P", "R", "F1", "root P", "R", "F1", "duals", "plurals"], classes)}

Share of plurals joined to their singular, both words in use in the news.

${grid(["classes", "broken (Arramooz), lemma", "root", "broken (UniMorph), lemma", "root", "sound (UniMorph), lemma", "root"], plural)}

## Ten thousand news articles

${news.pages} pages, ${news.words} words, ${news.classes.join(" / ")} spellings / forms / lemmas / roots.
${(news.text_bytes / 1e6).toFixed(1)} MB of text, ${(news.bytes / 1e6).toFixed(1)} MB of library in ${news.files} files.
Built in ${news.seconds.toFixed(1)} s with ${(news.peak_bytes / 1e6).toFixed(0)} MB at most, on 2 cores.
`,
  );
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
