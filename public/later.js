// The part of a program that waits until the reader has been answered (scripts/split.mjs): fetched when the line is
// free, or at once if the program calls for it before.
import { from, later, unpacker } from "waits";

const letters = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);

/** The program's part, unpacked. */
function opened(packed) {
  const { memory, start, unpack } = new WebAssembly.Instance(new WebAssembly.Module(letters(atob(unpacker)))).exports;
  const out = from + packed.length;
  memory.grow(Math.ceil((out + later.bytes) / 65536));
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(packed, from);
  start(out);
  unpack(later.bytes);
  return bytes.subarray(out, out + later.bytes);
}

function sized(packed) {
  if (packed.length !== later.packed) throw new Error(`${later.name}: ${packed.length} bytes`);
  return packed;
}

/** A place to which one comes for what the page's first part can do: the shelf, or a search that nothing narrows. */
export const light = (place) => !later || /^(#\/?(search(\?q=[^&]*)?)?)?$/.test(place);

/** One for which the worker's is enough: there are no signs in the query, only words. */
export const plain = (place) => {
  const query = new URLSearchParams(place.replace(/^[^?]*/, "")).get("q") ?? "";
  return !later || (light(place) && /^[\p{L}\p{M}\p{N}\s]*$/u.test(query));
};

/** Pauses before it is asked for, for those who wait for it, in milliseconds: what does not come then is fetched when
    it is called for. */
export const HASTE = [0, 1000];

/** The part, compiled, while everything waits for it; nothing where nothing waits. */
export const now =
  later &&
  (() => {
    let fault;
    for (const pause of HASTE) {
      // What waits here cannot be woken: it has to look at the clock.
      for (const end = performance.now() + pause; performance.now() < end; );
      try {
        const request = new XMLHttpRequest();
        request.open("GET", later.name, false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
        if (request.status !== 200) throw new Error(`${later.name}: ${request.status}`);
        return new WebAssembly.Module(opened(sized(letters(request.responseText))));
      } catch (error) {
        fault = error;
      }
    }
    throw fault;
  });

/** Pauses before it is asked for again where it does not come, in milliseconds. */
const PAUSES = [0, 2000, 10_000, 60_000];

/** The part, compiled, when it is here. */
export async function soon(ask, pauses = PAUSES) {
  let fault;
  for (const pause of pauses) {
    if (pause) await new Promise((wake) => setTimeout(wake, pause));
    try {
      const response = await ask(later.name, { priority: "low" });
      if (!response.ok) throw new Error(`${later.name}: ${response.status}`);
      return await WebAssembly.compile(opened(sized(new Uint8Array(await response.arrayBuffer()))));
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}
