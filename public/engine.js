// Fetches and unpacks the worker's program and starts workers with it. The page fetches for its worker, as
// only the page's own requests can use what index.html has asked for ahead.
import { engine, from, rest, script, unpacker } from "shipped";
import { patient } from "./patient.js";

/** fetch, but patient. */
export const ask = patient((...request) => globalThis.fetch(...request));

const named = document.querySelector('meta[name="edition"]');

/** The build this page is of, which `warraq build` writes into it; nothing in a preview. */
export const edition = named?.content;

/** True if a service worker answers. It does not see a request for which everything waits (later.js): what might be asked for
    so must be here before. It is kept, so that costs no network. */
export const kept = (() => {
  try {
    return Boolean(navigator.serviceWorker?.controller);
  } catch {
    // A frame without an origin of its own may not even ask.
    return false;
  }
})();

/** The bytes still to come when the next file is asked for: what a slow line brings while it waits for an answer. */
const NEAR = 48 << 10;

/** A file as scripts/ship describes it. `near` is called when most of it is here. */
export async function fetchFile({ name, packed }, near) {
  const response = await ask(name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const bytes = new Uint8Array(packed);
  const reader = response.body.getReader();
  let got = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (got + value.length > packed) throw new Error(`${name}: too long`);
    bytes.set(value, got);
    got += value.length;
    if (got + NEAR >= packed) near?.();
  }
  if (got < packed) throw new Error(`${name}: cut short`);
  return bytes;
}

/** Where the unpacked bytes begin. */
const out = from + engine.packed + rest.packed;
const machine = WebAssembly.instantiate(Uint8Array.from(atob(unpacker), (letter) => letter.charCodeAt(0))).then(({ instance }) => {
  const { memory } = instance.exports;
  memory.grow(Math.ceil((out + engine.bytes + rest.bytes) / 65536));
  return { ...instance.exports, bytes: new Uint8Array(memory.buffer) };
});

let near;
/** Resolves when most of the worker's file is here, or never will be. */
export const nearly = new Promise((resolve) => (near = resolve));

const program = fetchFile(engine, near).finally(near).then(async (packed) => {
  const { bytes, start, unpack } = await machine;
  bytes.set(packed, from);
  start(out);
  unpack(engine.bytes);
  return WebAssembly.compile(bytes.subarray(out, out + engine.bytes));
});

/** What the second file holds: it goes on where the first ends. */
export async function unpackRest(packed) {
  await program;
  const { bytes, unpack } = await machine;
  bytes.set(packed, from + engine.packed);
  unpack(engine.bytes + rest.bytes);
  return bytes.subarray(out + engine.bytes, out + engine.bytes + rest.bytes);
}

/** FNV-1a, 32 bits, in hex. */
const sum = (bytes) => (bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>> 0).toString(16);

/**
 * The manifest of the library, and whether its host sends parts of files; or nothing: then the worker asks for it itself
 * and has words for what is wrong. The page of an edition has asked for it ahead, and it may be kept under the edition's
 * name; what came while the host was being renewed, and is another edition's, is asked for past all caches.
 */
async function manifest(cache = edition ? "default" : "no-store") {
  try {
    const response = await ask(`library/manifest.wrq${edition ? `?${edition}` : ""}`, { cache });
    const parts = response.headers.get("accept-ranges") === "bytes";
    if (!response.ok) return undefined;
    const bytes = await response.arrayBuffer();
    const other = cache === "default" && sum(new Uint8Array(bytes)) !== named.dataset.manifest;
    return other ? manifest("reload") : { manifest: bytes, parts };
  } catch {}
}

/** A worker of this build. It is given its program, the manifest and the place at which the reader is. */
export function startWorker() {
  const worker = new Worker(script);
  Promise.all([program, manifest()]).then(
    ([program, given]) => worker.postMessage({ program, ...given, edition, kept, place: location.hash }),
    (error) => worker.postMessage({ error: String(error) }),
  );
  return worker;
}
