// Words that never were, made from words that are: the particles and endings written on to a word are kept, and
// what is between them becomes a new word of plausible letters. The same word of the same copy always becomes the
// same; two forms of one stem keep one stem.

import { hash, mix } from "./run.mjs";

const BEFORE = /^(?:[وف]?(?:ال|بال|كال|لل|[بلك](?=[ء-ي]{4}))|[وف](?=[ء-ي]{4}))/;
const AFTER = /(?:هما|تها|تهم|ها|هم|هن|كم|نا|ات|ون|ين|ان|ية|ته|ة|ه)$/;
/** Letters by about how often a stem has them; none of the long vowels. */
const LETTERS = "ررررلللممممنننبببععددددسسسقققتتتكككفففححجججهشصصخططزضثغذظ";
const VOWELS = "ااايو";
/** Stems: `C` stands for a consonant, `V` for a long vowel, the rest for itself. */
const SHAPES = ["CVCC", "CCVC", "مCCVC", "تCCVC", "CCCVC", "CVCCC", "CCVCVC", "CVCVCC", "CCCCVC", "CVCCVC", "CCVCCVC", "CVCVCVC"];

/** A word as what is before its stem, the stem, and what is after. */
export function parts(word) {
  const before = BEFORE.exec(word)?.[0] ?? "";
  const rest = word.slice(before.length);
  const after = AFTER.exec(rest)?.[0] ?? "";
  const stem = rest.slice(0, rest.length - after.length);
  return stem.length >= 3 ? [before, stem, after] : [before, rest, ""];
}

/** A stem of plausible letters, told by a number. */
function invent(seed) {
  let state = seed;
  const draw = (list) => {
    state = mix(state + 0x9e3779b9);
    return list[state % list.length];
  };
  let last = "";
  return [...draw(SHAPES)]
    .map((sign) => {
      if (sign !== "C") return sign === "V" ? draw(VOWELS) : sign;
      let letter = draw(LETTERS);
      // No consonant follows itself in an Arabic root.
      while (letter === last) letter = draw(LETTERS);
      return (last = letter);
    })
    .join("");
}

/** The word that stands for `word` in a copy of which this share of the stems is new. */
export function altered(word, copy, share, seed) {
  const [before, stem, after] = parts(word);
  const number = hash(stem, mix(seed + copy));
  if (number / 2 ** 32 >= share) return word;
  return before + invent(mix(number ^ mix(copy + seed))) + after;
}

/** Counts distinct words in little memory, to about one in a hundred. */
export class Distinct {
  registers = new Uint8Array(1 << 14);

  add(word) {
    const number = hash(word, 0x5bd1e995);
    const place = number >>> 18;
    const more = mix(hash(word, 0x1b873593));
    const rank = Math.clz32(more) + 1;
    if (rank > this.registers[place]) this.registers[place] = rank;
  }

  count() {
    const size = this.registers.length;
    let sum = 0;
    let empty = 0;
    for (const rank of this.registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty += 1;
    }
    const estimate = ((0.7213 / (1 + 1.079 / size)) * size * size) / sum;
    return empty > 0 && estimate < 2.5 * size ? size * Math.log(size / empty) : estimate;
  }
}
