// What every bench needs: seeded chance, articles read line by line, a child whose seconds and peak memory
// are told, folders weighed, and figures put into words and tables.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { target } from "../../tests/stories/site.mjs";

/** Where the benches keep what they make. */
export const place = (...names) => {
  const folder = join(target, "bench");
  mkdirSync(folder, { recursive: true });
  return join(folder, ...names);
};

/** How many MB of zeros a processor of this machine hashes a second by SHA-256: what times of two runs are to be compared by. */
export function yardstick() {
  const bytes = Buffer.alloc(1 << 28);
  const began = performance.now();
  createHash("sha256").update(bytes).digest();
  return bytes.length / 1e3 / (performance.now() - began);
}

/** Numbers from 0 to 1, the same ones for the same seed. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => mix((state = (state + 0x9e3779b9) >>> 0)) / 2 ** 32;
}

/** A number scrambled to 32 bits that look random. */
export function mix(number) {
  let n = number >>> 0;
  n = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2ae35);
  return (n ^ (n >>> 16)) >>> 0;
}

/** A text scrambled likewise. */
export function hash(text, seed = 0) {
  let n = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) n = Math.imul(n ^ text.charCodeAt(at), 0x01000193);
  return mix(n);
}

/** The objects of a `.jsonl` or `.jsonl.gz`, `most` of them. */
export async function* articles(path, most = Infinity) {
  const file = createReadStream(path);
  const lines = createInterface({ input: path.endsWith(".gz") ? file.pipe(createGunzip()) : file, crlfDelay: Infinity });
  let count = 0;
  for await (const line of lines) {
    if (count === most) break;
    if (line.trim() === "") continue;
    count += 1;
    yield JSON.parse(line);
  }
  lines.close();
  file.destroy();
}

/** Runs a command to its end: seconds by the clock and of processors, which other work on the machine sways less, and
    the most memory any one of its processes held, in MB; and what it printed. */
export function timed(command, args) {
  if (!existsSync("/usr/bin/time")) throw new Error("GNU time is missing: on Debian, apt-get install time");
  const report = place("time.txt");
  rmSync(report, { force: true });
  const began = performance.now();
  const run = spawnSync("/usr/bin/time", ["-f", "%M %U %S", "-o", report, command, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = (performance.now() - began) / 1000;
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${run.status}:\n${run.stderr}`);
  const [memory, user, system] = readFileSync(report, "utf8").trim().split(" ").map(Number);
  return { seconds, busy: user + system, memory: (memory * 1024) / 1e6, printed: run.stdout };
}

/** Files of a folder and all below it: path from there, and bytes. */
export function weigh(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? weigh(folder, path) : [{ path, bytes: statSync(join(folder, path)).size }];
  });
}

export const total = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);

/** The value that so large a share of the numbers is not above. */
export function quantile(numbers, share) {
  if (numbers.length === 0) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}
export const median = (numbers) => quantile(numbers, 0.5);

const grouped = (number, digits) => number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
export const whole = (number) => (number === undefined ? "–" : grouped(number, 0));
export const kilo = (bytes) => (bytes === undefined ? "–" : grouped(bytes / 1000, bytes < 100_000 ? 1 : 0));
export const mega = (bytes) => (bytes === undefined ? "–" : grouped(bytes / 1e6, bytes < 1e8 ? 1 : 0));
/** Milliseconds to two figures, or to the millisecond. */
export const millis = (number) => {
  if (number === undefined) return "–";
  return number < 10 ? number.toFixed(number < 1 ? 2 : 1) : grouped(number, 0);
};

/** A Markdown table: its head and its rows, each a list of cells. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The value of `--NAME value` on the command line, or what it is unless given. */
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : process.argv[at + 1];
}
export const flag = (name) => process.argv.includes(`--${name}`);
