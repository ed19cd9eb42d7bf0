// Makes large collections out of the news articles: repeated as often as needed, with a vocabulary that grows as
// that of real texts does (Heaps: V ~ k·n^0.6). In every repetition after the first a share of the stems is
// replaced by new ones, always the same for the same seed; frequent words stay what they are. Memory does not grow with
// the number of pages. With --hadith the vocalized texts are repeated as they are.
//
//     node bench/corpus.mjs PAGES FILE.jsonl[.gz] [--seed 7] [--hadith]

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { createGzip } from "node:zlib";
import { shared } from "../tests/stories/site.mjs";
import { articles, flag, option, whole } from "./kit/run.mjs";
import { Distinct, altered } from "./kit/vocabulary.mjs";

const GROWTH = 0.6;
/** So many of the most frequent words never change: they are the grammar of the language. */
const HEAD = 2_000;
const WORD = /[ء-غف-ي]{2,}/g;

/** Texts as numbers: what is between words is odd, words are even. */
class Pieces {
  words = [];
  counts = [];
  gaps = [];
  #words = new Map();
  #gaps = new Map();

  #number(text, map, list) {
    let number = map.get(text);
    if (number === undefined) {
      number = list.push(text) - 1;
      map.set(text, number);
    }
    return number;
  }

  of(text) {
    const pieces = [];
    let at = 0;
    const gap = (end) => end > at && pieces.push(2 * this.#number(text.slice(at, end), this.#gaps, this.gaps) + 1);
    for (const match of text.matchAll(WORD)) {
      gap(match.index);
      const number = this.#number(match[0], this.#words, this.words);
      this.counts[number] = (this.counts[number] ?? 0) + 1;
      pieces.push(2 * number);
      at = match.index + match[0].length;
    }
    gap(text.length);
    return Int32Array.from(pieces);
  }

  text(pieces, words) {
    let text = "";
    for (const piece of pieces) text += piece & 1 ? this.gaps[piece >> 1] : words[piece >> 1];
    return text;
  }
}

/** The words of copy number `copy`, counted from 0. */
function vocabulary(pieces, copy, seed) {
  if (copy === 0) return pieces.words;
  const least = [...pieces.counts].sort((a, b) => b - a)[HEAD] ?? 0;
  const grown = (copy + 1) ** GROWTH - copy ** GROWTH;
  const free = pieces.counts.filter((count) => count <= least).length;
  const share = Math.min(1, (grown * pieces.words.length) / Math.max(1, free));
  return pieces.words.map((word, number) => (pieces.counts[number] <= least ? altered(word, copy, share, seed) : word));
}

/** The slope of the straight line through points, on paper that is logarithmic both ways. */
function slope(points) {
  const logs = points.map((point) => point.map(Math.log));
  const mean = (side) => logs.reduce((sum, point) => sum + point[side], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const along = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return along / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** The articles of a large collection, and what came of its vocabulary in `growth`. */
async function* grown(source, pages, seed, growth) {
  const pieces = new Pieces();
  const base = [];
  for await (const { id, title, text } of articles(source, pages)) base.push({ id, title: pieces.of(title), text: pieces.of(text) });
  const distinct = new Distinct();
  let tokens = 0;
  for (let page = 0, words; page < pages; page += 1) {
    const copy = Math.floor(page / base.length);
    const article = base[page % base.length];
    if (page % base.length === 0) words = vocabulary(pieces, copy, seed);
    for (const part of [article.title, article.text]) {
      for (const piece of part) {
        if (piece & 1) continue;
        tokens += 1;
        distinct.add(words[piece >> 1]);
      }
    }
    const id = copy === 0 ? article.id : `${article.id}-${copy}`;
    yield { id, title: pieces.text(article.title, words), text: pieces.text(article.text, words) };
    // One copy's own curve says little of the growth from copy to copy.
    if ((page + 1) % base.length === 0 || page + 1 === pages) growth.push([tokens, distinct.count()]);
  }
}

async function* repeated(source, pages) {
  const base = [];
  for await (const { id, title, text } of articles(source, pages)) base.push({ id, title, text });
  for (let page = 0; page < pages; page += 1) {
    const copy = Math.floor(page / base.length);
    const article = base[page % base.length];
    yield copy === 0 ? article : { ...article, id: `${article.id}-${copy}` };
  }
}

/** Writes a collection of so many pages; gives words, distinct words and the exponent of their growth. Nothing without the data. */
export async function corpus(pages, file, { seed = 7, hadith = false } = {}) {
  const source = shared(hadith ? "data/hadith/darimi-dev.jsonl.gz" : "data/news/news-10k.jsonl.gz");
  if (!source) return undefined;
  const growth = [];
  const lines = new PassThrough({ highWaterMark: 1 << 20 });
  const ways = file.endsWith(".gz") ? [createGzip({ level: 1 })] : [];
  const written = pipeline(lines, ...ways, createWriteStream(file));
  for await (const article of hadith ? repeated(source, pages) : grown(source, pages, seed, growth)) {
    if (!lines.write(`${JSON.stringify(article)}\n`)) await once(lines, "drain");
  }
  lines.end();
  await written;
  const [words, distinct] = growth.at(-1) ?? [];
  return { words, distinct, exponent: growth.length > 1 ? slope(growth) : undefined };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [pages, file] = [Number(process.argv[2]), process.argv[3]];
  if (!(pages > 0) || !file) {
    console.error("usage: node bench/corpus.mjs PAGES FILE.jsonl[.gz] [--seed 7] [--hadith]");
    process.exit(2);
  }
  const made = await corpus(pages, file, { seed: Number(option("seed", 7)), hadith: flag("hadith") });
  if (made?.words) {
    const growth = made.exponent === undefined ? "no repetition" : `grows as n^${made.exponent.toFixed(3)}`;
    console.log(`${whole(pages)} pages, ${whole(made.words)} words, about ${whole(made.distinct)} distinct; ${growth}`);
  }
}
