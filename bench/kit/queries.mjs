// A fixed mix of queries drawn from the articles themselves, by a seed: rare, middling and common words, two
// and three words of one article, titles, phrases, words typed letter by letter, and roots.

import { chance } from "./run.mjs";

const WORD = /[ء-غف-ي]+/g;
/** Roots everyone writes of. */
const ROOTS = ["كتب", "علم", "عمل", "درس", "حكم", "قول", "سلم", "جمع", "خرج", "دخل"];
/** How many queries of each kind; of `typed`, how many words. */
const COUNTS = { rare: 30, mid: 30, common: 20, two: 30, three: 20, title: 20, phrase: 20, typed: 8 };
export const KINDS = [...Object.keys(COUNTS), "root"];

const words = (text) => text.match(WORD) ?? [];

/** In how many articles each word is. */
function frequencies(texts) {
  const pages = new Map();
  for (const text of texts) for (const word of new Set(words(text))) pages.set(word, (pages.get(word) ?? 0) + 1);
  return pages;
}

/**
 * The mix, as pairs of kind and query, and one middling word for first visits.
 * The words of titles alone are taken, as signs mean something to some engines.
 */
export function queries(articles, seed = 7) {
  const texts = articles.map(({ title, text }) => `${title} ${text}`);
  const pages = frequencies(texts);
  const share = (word) => pages.get(word) / texts.length;
  const random = chance(seed);
  const draw = (list) => list[Math.floor(random() * list.length)];
  const band = (from, to) => [...pages.keys()].filter((word) => word.length >= 4 && share(word) >= from && share(word) < to);

  const rare = [...pages.keys()].filter((word) => word.length >= 4 && pages.get(word) >= 2 && pages.get(word) <= 5);
  const middling = band(0.005, 0.02);
  const common = band(0.05, 0.3);
  const plain = (word) => word.length >= 4 && share(word) >= 0.002 && share(word) < 0.05;

  /** Some words of one article, in its order. */
  const some = (count) => {
    for (;;) {
      const fit = [...new Set(words(draw(texts)))].filter(plain);
      if (fit.length < count * 4) continue;
      const start = Math.floor(random() * (fit.length - count * 3));
      return Array.from({ length: count }, (_, step) => fit[start + step * 3]).join(" ");
    }
  };
  const phrase = () => {
    for (;;) {
      const text = draw(articles).text;
      const pairs = [...text.matchAll(/(?<![^\s])[ء-غف-ي]{3,} [ء-غف-ي]{4,}(?![^\s])/g)].map(([pair]) => pair);
      const fit = pairs.filter((pair) => pair.split(" ").every(plain));
      if (fit.length > 0) return draw(fit);
    }
  };
  const title = () => {
    for (;;) {
      const found = words(draw(articles).title);
      if (found.length >= 3 && found.length <= 10) return found.join(" ");
    }
  };
  const makers = {
    rare: () => [draw(rare)],
    mid: () => [draw(middling)],
    common: () => [draw(common)],
    two: () => [some(2)],
    three: () => [some(3)],
    title: () => [title()],
    phrase: () => [phrase()],
    typed: () => {
      const word = draw(middling);
      return Array.from({ length: word.length - 1 }, (_, letters) => word.slice(0, letters + 2));
    },
  };
  const drawn = Object.entries(COUNTS).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => makers[kind]().map((query) => [kind, query])).flat(),
  );
  // The word whose share is nearest to the middle of 1 to 2 %, and which no particle is written on to.
  const bare = band(0.01, 0.02).filter((word) => word.length >= 5 && !/^(?:[وفبكل]|ال)/.test(word));
  const far = (word) => Math.abs(share(word) - 0.015);
  const word = bare.sort((a, b) => far(a) - far(b) || (a < b ? -1 : 1))[0];
  return { mix: [...drawn, ...ROOTS.map((root) => ["root", root])], word, share: share(word) };
}
