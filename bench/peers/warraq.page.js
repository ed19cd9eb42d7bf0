// Warraq's worker, spoken to in its own protocol. Messages are postcard: numbers and tags of enums as varints
// of seven bits a byte, strings and lists behind their length. Of the answers only the beginning is read.

const LEMMA = 2;

const listeners = new Map();
let ready;
const opened = new Promise((done, failed) => (ready = { done, failed }));
// The page's own part of starting a worker, as scripts/ship leaves it; it fetches the worker's program at once.
const { startWorker } = await import("./engine.js");
const worker = startWorker();
worker.onerror = (event) => ready.failed(new Error(event.message ?? "no worker"));
// What is no answer is a word to the page's own script.
worker.onmessage = ({ data }) => typeof data !== "string" && hear(data, performance.now());

const varint = (number) => (number < 128 ? [number] : [(number & 127) | 128, ...varint(number >>> 7)]);
const string = (text) => {
  const bytes = new TextEncoder().encode(text);
  return [...varint(bytes.length), ...bytes];
};

/** Request::Hello. */
const hello = () => [0];
/** Request::Ask(id, Question::Search(SearchRequest)): query, depth, all words, typing; any book, no books,
    no filters, by relevance, no facets; from 0, ten. */
const search = (id, query, typing) => [1, ...varint(id), 1, ...string(query), LEMMA, 0, typing ? 1 : 0, 0, 0, 0, 0, 0, 0, 10];

/** Reads what is needed of a Response. */
function hear(data, time) {
  const bytes = new Uint8Array(data.buffer ?? data);
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const tag = number();
  if (tag === 0) worker.postMessage(new Uint8Array(hello()));
  else if (tag === 1) ready.done();
  else if (tag !== 4) ready.failed(new Error(`the worker said ${new TextDecoder().decode(bytes)}`));
  else {
    const [id, reply] = [number(), number()];
    const last = bytes.at(-1) === 1;
    // Reply::Found: pages in all, four yes or no, two numbers, and the hits.
    const found = reply === 1 ? { total: number(), relaxed: number(), guessed: number(), provisional: number() } : undefined;
    // Reply::Snippets: a list.
    const passages = reply === 2 ? number() : 0;
    listeners.get(id)?.({ reply, found, passages, last, time, bytes });
  }
}

let count = 0;
async function ask(query, kind) {
  await opened;
  const id = (count += 1);
  const text = { phrase: `"${query}"`, root: `جذر:${query}` }[kind] ?? query;
  return new Promise((done, failed) => {
    const seen = [];
    listeners.set(id, (part) => {
      seen.push(part);
      if (part.reply > 2) failed(new Error(`no answer to ${text}`));
      if (!part.last) return;
      listeners.delete(id);
      const founds = seen.filter(({ found }) => found);
      const [first] = founds;
      // The hits come with the records of their pages.
      done({
        answered: first.time,
        shown: first.time,
        // All of them; what comes after tells more of the words.
        passages: seen.find(({ passages }) => passages >= Math.min(10, founds.at(-1).found.total))?.time,
        total: founds.at(-1).found.total,
        settled: founds.at(-1).time,
        text: new TextDecoder().decode(first.bytes),
      });
    });
    worker.postMessage(new Uint8Array(search(id, text, kind === "typed")));
  });
}
