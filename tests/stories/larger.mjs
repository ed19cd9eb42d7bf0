// A library too large to come whole with its manifest: the sentences of the sample library, mixed anew into many pages, and
// among them words that only these pages have. The same pages each time.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { library, root, target } from "./site.mjs";

const PAGES = 1_500;
const SENTENCES = 8;
const SOURCES = ["نشرة الورق", "مجلة الخط", "دفتر المكتبة", "سجل المعاجم", "أوراق الشعر"];
const LETTERS = [..."بتثجحخدذرزسشصضطظعغفقكلمنهوي"];

/** Numbers from 0 to below 1 that look thrown (mulberry32). */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The sentences of the samples, without what stands in front of them. */
function sentences() {
  const files = readdirSync(join(root, "samples"), { recursive: true }).filter((file) => file.endsWith(".md"));
  const texts = files.sort().map((file) => readFileSync(join(root, "samples", file), "utf8").replace(/^---\n[^]*?\n---\n/, ""));
  return texts.flatMap((text) => text.split(/[.\n]+/)).filter((sentence) => sentence.trim().split(/\s+/).length > 4);
}

let made;
/** Files of stories run side by side, each with its own. */
const mine = `larger-${basename(process.argv[1], ".test.mjs")}`;

/** The site, built when it is first asked for. */
export function larger() {
  if (made) return made;
  const throwDice = dice(7);
  const one = (list) => list[Math.floor(throwDice() * list.length)];
  const word = () => Array.from({ length: 5 }, () => one(LETTERS)).join("");
  const known = sentences();
  const lines = Array.from({ length: PAGES }, (_, number) => {
    const text = Array.from({ length: SENTENCES }, () => `${one(known).trim()} ${word()} ${word()}.`);
    const date = `${1990 + Math.floor(throwDice() * 30)}-0${1 + Math.floor(throwDice() * 9)}-11`;
    return JSON.stringify({ id: `page-${number}`, title: `ورقة ${number + 1}`, text: text.join("\n\n"), source: one(SOURCES), date });
  });
  const folder = join(target, "stories", `${mine}-texts`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "أوراق.jsonl");
  writeFileSync(file, lines.join("\n"));
  made = library(mine, file, ["--title", "مكتبة أكبر"]);
  return made;
}
