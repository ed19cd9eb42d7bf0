// Relevance on public question sets, and the variants that must or must not meet. Checks the floors;
// with --write also puts the figures into bench/relevance.md. The data is not part of the project:
// where it is not beside it, this says so and does nothing.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const command = join(target, "release", "warraq");
const data = resolve(root, "../shared/data");

/** What light stemming with BM25 reaches on the same files: P@1, MRR@10. */
const FLOORS = {
  arcd: [0.764, 0.834],
  tydiqa: [0.875, 0.914],
  mlqa: [0.617, 0.688],
  combined: [0.639, 0.707],
};
/** Of the 30 pairs of variants, how many must be judged right. */
const VARIANTS = 26;

if (!existsSync(data)) {
  console.log(`skipped: there is no ${data}`);
  process.exit(0);
}

const sites = join(target, "relevance");
rmSync(sites, { recursive: true, force: true });
mkdirSync(sites, { recursive: true });

/** Runs the command and reads the JSON it prints. */
function warraq(...parts) {
  const run = spawnSync(command, [...parts, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  // A failed judgement ends with 1 and still says what it found.
  if (run.status > 1 || run.stdout === "") throw new Error(`warraq ${parts.join(" ")}:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

const digits = (number) => number.toFixed(3);
const rows = [];
const short = [];
for (const [set, [precision, rank]] of Object.entries(FLOORS)) {
  const folder = join(data, "retrieval", set);
  const site = join(sites, set);
  warraq("build", join(folder, "corpus.jsonl.gz"), "-o", site, "--no-app");
  const figures = warraq(
    "eval", site, "--queries", join(folder, "queries.jsonl"), "--qrels", join(folder, "qrels.tsv"),
  );
  const { p_1, mrr_10, ndcg_10, recall_10, recall_100, empty } = figures.measures;
  rows.push([set, ...[p_1, mrr_10, ndcg_10, recall_10, recall_100, empty].map(digits)]);
  if (p_1 < precision) short.push(`${set}: P@1 is ${digits(p_1)}, light stemming has ${precision}`);
  if (mrr_10 < rank) short.push(`${set}: MRR@10 is ${digits(mrr_10)}, light stemming has ${rank}`);
}

const news = join(sites, "news");
const report = warraq("build", join(data, "news", "news-10k.jsonl.gz"), "-o", news, "--no-app");
const variants = warraq("eval", news, "--variants", join(data, "variants.tsv"));
if (variants.right < VARIANTS) short.push(`variants: ${variants.right} right, ${VARIANTS} wanted`);

const table = [
  "| set | P@1 | MRR@10 | nDCG@10 | recall@10 | recall@100 | no answer |",
  "| --- | --- | --- | --- | --- | --- | --- |",
  ...rows.map((row) => `| ${row.join(" | ")} |`),
  "",
  `Variants judged right: ${variants.right} of ${variants.of}.`,
].join("\n");
console.log(table);

if (process.argv.includes("--write")) {
  const text = `# Relevance

Development questions, passages with titles, any of the words (\`warraq eval\`). Written by \`make bench\`.

${table}

Light stemming with BM25 reaches, P@1 and MRR@10: ${Object.entries(FLOORS)
    .map(([set, [p, m]]) => `${set} ${p} ${m}`)
    .join(", ")}; variants 22 of 30. Below these the tests fail.

# Ten thousand news articles

${report.pages} pages, ${report.words} words, ${report.classes.join(" / ")} spellings / forms / lemmas / roots.
${(report.text_bytes / 1e6).toFixed(1)} MB of text, ${(report.bytes / 1e6).toFixed(1)} MB of library in ${report.files} files.
Built in ${report.seconds.toFixed(1)} s with ${(report.peak_bytes / 1e6).toFixed(0)} MB at most, on 2 cores.
`;
  writeFileSync(join(root, "bench", "relevance.md"), text);
}
for (const fault of short) console.error(fault);
process.exit(short.length > 0 ? 1 : 0);
