// Cuts a program of WebAssembly in two: what a first visit runs, and the rest, which comes when the first has had
// its say. Both share one memory and one table of functions. A function of the rest that is called before the rest
// is here is fetched there and then: a call never fails, it may only wait.
//
// Which functions can wait is known by watching (scripts/watch) and kept in scripts/later/, by name and by what they are made of:
// closures are only numbered, so that one that is new takes another's name. A function that was not seen then is in the
// first part.

import { createHash } from "node:crypto";

/** The keys of a program's functions, in order, from their names and the program's text: crates are known by their names, not by
    the hash of their build, and of what a function is made of the instructions count, not whom they call and which
    addresses they have. */
export function keysOf(names, text) {
  const functions = [...new Program(text).functions.values()];
  return names.map((name, at) => {
    const made = functions[at].text.replace(/\$[^\s)]+/g, "").replace(/-?\b[\d.]+\b/g, "");
    const known = `${name.replace(/\[[0-9a-f]+\]/g, "")}\n${made}`;
    return createHash("sha256").update(known).digest().subarray(0, 6).toString("base64url");
  });
}

/** The keys of functions that can wait, those of the others given: a key may be several functions'. */
export function listed(later, first) {
  const others = new Set(first);
  return [...new Set(later)].filter((key) => !others.has(key)).sort();
}

/** A program as text, taken apart. */
class Program {
  constructor(text) {
    this.head = [];
    this.imports = [];
    /** By name: what it takes and gives, and its text. */
    this.functions = new Map();
    const lines = text.split("\n");
    for (let at = 1; at < lines.length; at++) {
      const line = lines[at];
      const imported = /^ \(import .*\(func (\$\S+)(.*)\)\)$/.exec(line);
      const own = /^ \(func (\$\S+)(.*)$/.exec(line);
      if (imported) this.imports.push({ name: imported[1], type: imported[2], line });
      else if (own) {
        const start = at;
        while (!/^ \)$|^ \(func .*\)\)$/.test(lines[at]) && !(at === start && balanced(line))) at += 1;
        this.functions.set(own[1], { type: signature(own[2]), text: lines.slice(start, at + 1).join("\n") });
      } else if (/^ \(/.test(line)) this.head.push(line);
    }
  }

  /** The only line like this. */
  line(pattern) {
    const found = this.head.filter((line) => pattern.test(line));
    if (found.length !== 1) throw new Error(`${found.length} lines like ${pattern}`);
    return found[0];
  }
}

const balanced = (line) => line.split("(").length === line.split(")").length;
/** Parameters and results without names. */
const signature = (text) => [...text.matchAll(/\((param|result) ([^)]*)\)/g)].map(([, kind, rest]) => ({ kind, types: rest.split(" ").filter((word) => !word.startsWith("$")) }));
const written = (type) => type.map(({ kind, types }) => `(${kind} ${types.join(" ")})`).join(" ");
const called = (text) => new Set([...text.matchAll(/\(call (\$[^\s)]+)/g)].map(([, name]) => name));

/** A function that calls another through the table. */
function stub(name, type, slot) {
  const count = type.filter(({ kind }) => kind === "param").flatMap(({ types }) => types).length;
  const given = Array.from({ length: count }, (_, at) => `(local.get ${at})`).join(" ");
  return ` (func ${name} ${written(type)} (call_indirect $0 ${written(type)} ${given} (i32.const ${slot})))`;
}

/** The text of a program that notes which functions run: a byte for each at this place, in the order of `named`. */
export const NOTES = 16;
export function watched(text) {
  let at = 0;
  // Below the stack, where no program comes that is not about to fail anyway.
  const note = () => `\n  (i32.store8 (i32.const ${NOTES + at++}) (i32.const 1))\n`;
  return text.replace(/^ \(func \$.*(?:\n  \(local .*)*/gm, (head) => head + note());
}

/** The two parts as text. `waits` says by a function's place whether it can wait; `slotted` are the places in the table
    of functions that the first part may call of the rest, each with its place among the functions. */
export function split(text, waits) {
  const program = new Program(text);
  const names = [...program.functions.keys()];
  // wasm-bindgen looks for what it exports in the first part.
  const exported = new Set(program.head.flatMap((line) => /^ \(export .*\(func (\$\S+?)\)\)/.exec(line)?.[1] ?? []));
  const later = new Set(names.filter((name, at) => waits(at) && !exported.has(name)));
  const first = names.filter((name) => !later.has(name));

  const elements = program.line(/^ \(elem \$0 /);
  const [, offset, list] = /\(i32\.const (\d+)\) func (.*)\)$/.exec(elements);
  const slots = list.split(" ");
  const base = Number(offset);
  /** Where a function is in the table; it gets a place if it has none. */
  const places = new Map();
  slots.forEach((name, at) => places.has(name) || places.set(name, base + at));
  const place = (name) => {
    if (!places.has(name)) {
      places.set(name, base + slots.length);
      slots.push(name);
    }
    return places.get(name);
  };

  const wanted = new Set();
  const needed = new Set();
  for (const name of first) for (const other of called(program.functions.get(name).text)) if (later.has(other)) wanted.add(other);
  for (const name of later) for (const other of called(program.functions.get(name).text)) if (program.functions.has(other) && !later.has(other)) needed.add(other);
  for (const name of [...wanted, ...needed]) place(name);

  const stand = (name) => `$wait${name.slice(1)}`;
  const waiting = [...later].filter((name) => places.has(name));
  const stands = waiting.map((name) => ` (import "b" "${places.get(name)}" (func ${stand(name)} ${written(program.functions.get(name).type)}))`);
  const table = program.line(/^ \(table \$0 /);
  const size = base + slots.length;
  const global = program.line(/^ \(global /);
  const memory = program.line(/^ \(memory /);
  const tables = program.head.filter((line) => /^ \(table /.test(line));
  const shared = [
    ` (export "memory" (memory $0))`,
    ` (export "table" (table $0))`,
    ` (export "stack" (global $global$0))`,
    ...(tables.length > 1 ? [` (export "objects" (table $1))`] : []),
  ];
  const heads = program.head.map((line) => {
    if (line === table) return ` (table $0 ${size} ${size} funcref)`;
    if (line === elements) return ` (elem $0 (table $0) (i32.const ${base}) func ${slots.map((name) => (later.has(name) ? stand(name) : name)).join(" ")})`;
    return line;
  });
  const one = [
    "(module",
    ...heads.filter((line) => /^ \(type /.test(line)),
    ...program.imports.map(({ line }) => line),
    ...stands,
    ...heads.filter((line) => !/^ \(type /.test(line)),
    ...shared,
    ...first.map((name) => program.functions.get(name).text),
    ...[...wanted].map((name) => stub(name, program.functions.get(name).type, place(name))),
    ")",
  ];

  const segments = [];
  for (const name of waiting) for (let at = 0; at < slots.length; at++) if (slots[at] === name) segments.push([base + at, name]);
  segments.sort(([a], [b]) => a - b);
  const runs = [];
  for (const [at, name] of segments) {
    const run = runs.at(-1);
    if (run && run.at + run.names.length === at) run.names.push(name);
    else runs.push({ at, names: [name] });
  }
  const other = /\(table \$1 (.*)\)$/.exec(tables.find((line) => /^ \(table \$1 /.test(line)) ?? "")?.[1];
  const two = [
    "(module",
    ...heads.filter((line) => /^ \(type /.test(line)),
    ...program.imports.map(({ line }) => line),
    ` (import "c" "memory" (memory $0 ${/\$0 (.*)\)$/.exec(memory)[1]}))`,
    ` (import "c" "table" (table $0 ${size} ${size} funcref))`,
    ...(other ? [` (import "c" "objects" (table $1 ${other}))`] : []),
    ` (import "c" "stack" (global $global$0 ${/(\(mut \w+\))/.exec(global)[1]}))`,
    ...runs.map(({ at, names }, n) => ` (elem $${n} (table $0) (i32.const ${at}) func ${names.join(" ")})`),
    ...[...later].map((name) => program.functions.get(name).text),
    ...[...needed].map((name) => stub(name, program.functions.get(name).type, place(name))),
    ")",
  ];
  const slotted = waiting.map((name) => [places.get(name), names.indexOf(name)]);
  return { first: one.join("\n"), later: two.join("\n"), slotted };
}
