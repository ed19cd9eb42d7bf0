// Makes the two halves of a program that wasm-bindgen leaves, the WebAssembly and its script, as small as
// they can be: what neither half uses of the other goes, and what they have in common gets short names.

/** What a program of WebAssembly calls its sections. */
const CUSTOM = 0;
const IMPORT = 2;
const EXPORT = 7;
const CODE = 10;

/** The functions that word what a program says when it fails and ends. The page says it to its reader. */
const WORDING =
  /^core::panicking::|^core::(str|slice)::.*_fail(_rt)?$|^core::(result|option)::\w+_failed$|^core::cell::panic_|::handle_(alloc_)?error$|std::panicking::|::capacity_overflow$/;
/** A function without variables that ends the program. */
const END = Buffer.from([0, 0, 11]);

/** Reads numbers and names one after the other. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * 2 ** shift;
      if (byte < 128) return number;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name() {
    return this.take(this.number()).toString("utf8");
  }

  /** The bytes of the limits of a memory or table. */
  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}

const name = (text) => Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);

/** The sections of a program, in order. */
function sections(wasm) {
  const reader = new Reader(wasm, 8);
  const all = [];
  while (reader.at < wasm.length) {
    const id = reader.number();
    all.push({ id, body: reader.take(reader.number()) });
  }
  return all;
}

/** The kind of an import is read and what follows it passed by; returns the kind. */
function kindOfImport(reader) {
  const kind = reader.number();
  if (kind === 0) reader.number();
  else if (kind === 1) reader.take(1) && reader.limits();
  else if (kind === 2) reader.limits();
  else reader.take(2);
  return kind;
}

/** The names of functions by number, as the linker left them. */
function names(body) {
  const reader = new Reader(body);
  const all = new Map();
  if (reader.name() !== "name") return all;
  while (reader.at < body.length) {
    const [kind, length] = [reader.number(), reader.number()];
    const part = new Reader(reader.take(length));
    if (kind !== 1) continue;
    for (let left = part.number(); left > 0; left -= 1) all.set(part.number(), part.name());
  }
  return all;
}

/** The names of functions by number, and how many of the functions are imported: they are the first. */
function namesIn(parts) {
  const named = new Map(parts.filter(({ id }) => id === CUSTOM).flatMap(({ body }) => [...names(body)]));
  let first = 0;
  const imports = new Reader(parts.find(({ id }) => id === IMPORT).body);
  for (let left = imports.number(); left > 0; left -= 1) {
    imports.name();
    imports.name();
    if (kindOfImport(imports) === 0) first += 1;
  }
  return { named, first };
}

/** The names of a program's own functions, in order; what has none is called by its number. */
export function functionNames(wasm) {
  const parts = sections(wasm);
  const { named, first } = namesIn(parts);
  const count = new Reader(parts.find(({ id }) => id === CODE).body).number();
  return Array.from({ length: count }, (_, at) => named.get(first + at) ?? `${at}`);
}

/** The program with nothing to say when it fails: it just ends. Needs the names of its functions. */
export function silenced(wasm) {
  const parts = sections(wasm);
  const { named, first } = namesIn(parts);
  let silent = 0;
  const code = parts.find(({ id }) => id === CODE);
  const reader = new Reader(code.body);
  const bodies = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const body = reader.take(reader.number());
    // Names may have the hash of their crate in them.
    const name = (named.get(first + bodies.length) ?? "").replace(/\[[0-9a-f]+\]/g, "");
    silent += WORDING.test(name) ? 1 : 0;
    bodies.push(WORDING.test(name) ? END : body);
  }
  if (silent === 0) throw new Error("the program has no names of functions, or Rust has others now");
  code.body = Buffer.concat([number(bodies.length), ...bodies.flatMap((body) => [number(body.length), body])]);
  return joined(wasm, parts);
}

const joined = (wasm, parts) =>
  Buffer.concat([wasm.subarray(0, 8), ...parts.flatMap(({ id, body }) => [number(id), number(body.length), body])]);

/** The program with other imports and exports: each is given as [module, name] or as its name, and may get another
    name; an export without a name goes. */
export function renamed(wasm, imported, exported) {
  const parts = sections(wasm).map(({ id, body }) => {
    const change = id === IMPORT ? imports : id === EXPORT ? exports : undefined;
    return { id, body: change ? change(body) : body };
  });
  return joined(wasm, parts);

  function imports(body) {
    const reader = new Reader(body);
    const entries = [];
    for (let left = reader.number(); left > 0; left -= 1) {
      const [module, field] = imported(reader.name(), reader.name());
      const start = reader.at;
      kindOfImport(reader);
      entries.push(name(module), name(field), body.subarray(start, reader.at));
    }
    return Buffer.concat([number(entries.length / 3), ...entries]);
  }

  function exports(body) {
    const reader = new Reader(body);
    const entries = [];
    for (let left = reader.number(); left > 0; left -= 1) {
      const field = exported(reader.name());
      const start = reader.at;
      reader.take(1);
      reader.number();
      if (field !== undefined) entries.push(name(field), body.subarray(start, reader.at));
    }
    return Buffer.concat([number(entries.length / 2), ...entries]);
  }
}

/** What the script gives the program, as esbuild writes it, and one entry of that: its name and what it is. */
const GIVEN = /^function __wbg_get_imports\(\) \{\n[^]*?^\}\n/m;
const ENTRY = /^ {4}(\w+): (?:function[^\n]*\{\n[^]*?^ {4}\}|[^\n{]+?),?\n/gm;

/** Short names, the shortest first. */
function* shorts() {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const letter of letters) yield letter;
  for (const first of letters) for (const letter of letters) yield first + letter;
}

/**
 * Script and program, cut. `script` is what wasm-bindgen wrote for the web, `shake` drops what a script does not
 * use, `optimize` what a program does not. The script then has one export, `init`. It takes the compiled program and, if
 * that is the first part of one (scripts/split.mjs), what gives the rest at once, compiled, for a call of the function of
 * this place in the table; it resolves to a function that
 * takes the rest when it is there. With `watch` the running program can be looked at.
 */
export async function cut(script, wasm, shake, optimize, { watch = false } = {}) {
  // How a program is fetched is known better by those who use this.
  const own = script.indexOf("async function __wbg_load(");
  if (own < 0) throw new Error("wasm-bindgen writes another script than this knows");
  const init = `
// What the collector found is kept until the rest is here: nobody waits for it, and in a page that was left the rest would never come.
let found = [];
function dropping(drop) {
  return (state) => (found ? found.push(() => drop(state)) : drop(state));
}
function complete() {
  const all = found;
  found = undefined;
  all?.forEach((drop) => drop());
}

export async function init(program, now) {
  const imports = __wbg_get_imports();
  let own;
  const add = (slot) => {
    if (found) new WebAssembly.Instance(now(slot), { ...imports, c: own });
    complete();
  };
  // What stands in for a function of the rest: a call of it has the rest come at once.
  const stand = (slot) => (...given) => {
    add(slot);
    return own.table.get(Number(slot))(...given);
  };
  const stands = new Proxy({}, { get: (_, slot) => stand(slot) });
  const instance = await WebAssembly.instantiate(program, { ...imports, b: stands });
  own = instance.exports;
  ${watch ? "globalThis.watched = own;" : ""}
  __wbg_finalize_init(instance, program);
  if (!now) complete();
  return async (rest) => {
    if (!found) return;
    await WebAssembly.instantiate(rest, { ...imports, c: own });
    complete();
  };
}
`;
  const bare = script
    .slice(0, own)
    .replace(/^(export |if \(Symbol\.dispose\) .*)/gm, "")
    // All browsers that can show the page have it.
    .replace(/\(typeof FinalizationRegistry === .*\n.*\n +: new FinalizationRegistry\((.*)\);/g, "/* @__PURE__ */ new FinalizationRegistry(/* @__PURE__ */ dropping($1));");
  if (bare.includes("typeof FinalizationRegistry")) throw new Error("wasm-bindgen drops things in another way than this knows");
  let text = await shake(bare + init);

  // Exports nobody calls go, then what only they needed, and then the imports that are left without a caller.
  const used = new Set([...text.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
  wasm = await optimize(renamed(wasm, (...names) => names, (name) => (used.has(name) ? name : undefined)));
  const imports = new Map();
  const exports = new Map();
  const [inward, outward] = [shorts(), shorts()];
  wasm = renamed(
    wasm,
    (_, name) => {
      imports.set(name, inward.next().value);
      return ["a", imports.get(name)];
    },
    (name) => {
      exports.set(name, outward.next().value);
      return exports.get(name);
    },
  );
  let found = 0;
  const given = (entry, name) => {
    if (!imports.has(name)) return "";
    found += 1;
    return entry.replace(name, imports.get(name)).replace(/,?\n$/, ",\n");
  };
  text = text.replace(GIVEN, (block) => block.replace(ENTRY, given).replace(/"\.\/\w+_bg\.js": /, "a: "));
  if (found !== imports.size) throw new Error(`${found} of ${imports.size} imports were found in the script`);
  text = text.replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name)}`);
  return { script: await shake(text), wasm };
}
