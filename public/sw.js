// Keeps the library for when there is no network, and takes a new edition of it whole or not at all.
//
// `warraq build` writes edition.json, the list of an edition's files: those of the app with their SHA-256, which must all
// be here before any page is shown of them, and those of the library with their sizes. Each edition has a cache of its own. Which
// one is shown is a single entry, written when an edition is complete; so a page, its programs and its manifest are
// always of one edition. The packs of the library are named by their content, are the same thing in every edition, and
// have a cache together. Nothing is kept that is not what its edition says.

import { patient } from "./patient.js";

const SCOPE = new URL(registration.scope).pathname;
/** Caches belong to the whole host, so their names begin with the place of this library. */
const cacheOf = (name) => `warraq ${SCOPE} ${name}`;
const PACKS = cacheOf("packs");
const STATE = cacheOf("state");
/** Editions kept beside the one shown, for pages that are open. */
const BEFORE = 2;

/** The editions that are here whole, the one shown first. */
async function editions() {
  const state = await caches.open(STATE);
  return (await (await state.match("editions"))?.json()) ?? [];
}

/** Is the app of an edition here? A browser short of room may have taken its cache, and left the entry. */
const has = async (edition) => (await editions()).includes(edition) && caches.has(cacheOf(edition));

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));

/** What went wrong, as a word for the page. */
class Fault extends Error {
  constructor(word, message = word) {
    super(message);
    this.word = word;
  }
}

/** A line that brings nothing for so long, in milliseconds, is given up: whoever waits for it could begin anew. */
const STALLED = 10_000;

/** Bytes and type of a file of the host, never an old one of the browser's own cache. `line` ends it; `told` hears how many
    bytes are here. */
async function fresh(name, line = new AbortController(), told = () => {}) {
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => line.abort(), STALLED);
  };
  try {
    const ask = patient(async (...request) => {
      alive();
      const response = await fetch(...request);
      // One that is busy may ask for a pause as long.
      clearTimeout(timer);
      return response;
    });
    const response = await ask(name, { cache: "no-store", signal: line.signal });
    alive();
    if (!response.ok) throw new Fault(response.status === 404 || response.status === 410 ? "missing" : "network", `${name}: ${response.status}`);
    const parts = [];
    const reader = response.body.getReader();
    let got = 0;
    for (let part; !(part = await reader.read()).done; alive()) {
      parts.push(part.value);
      told((got += part.value.length));
    }
    const bytes = await new Blob(parts).arrayBuffer();
    return { bytes, type: response.headers.get("content-type") ?? "" };
  } finally {
    clearTimeout(timer);
  }
}
const freshEdition = async () => JSON.parse(new TextDecoder().decode((await fresh("edition.json")).bytes));

let taking;
/** Takes the edition that the host has now, if it is not here. One that breaks off goes on where it was. */
function renew() {
  return (taking ??= take().finally(() => (taking = undefined)));
}

async function take() {
  const edition = await freshEdition();
  const known = await editions();
  if (known[0] !== edition.edition || !(await has(edition.edition))) {
    const cache = await caches.open(cacheOf(edition.edition));
    for (const [name, hash] of edition.app) {
      if (await cache.match(name)) continue;
      // A name with a hash in it is the same file in every edition.
      const kept = NAMED.test(name) ? await find(name) : undefined;
      const { bytes, type } = kept ? { bytes: await kept.arrayBuffer(), type: kept.headers.get("content-type") } : await fresh(name);
      // A host that is being written to, or answers everything with its start page.
      if ((await sha256(bytes)) !== hash) throw new Error(`${name} is not of edition ${edition.edition}`);
      await cache.put(name, new Response(bytes, { headers: { "content-type": type } }));
    }
    await show(edition, known);
  }
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage({ edition: edition.edition });
}

/** Shows a whole edition from now on, and forgets those too old for any page to be of. */
async function show(edition, known) {
  const state = await caches.open(STATE);
  const kept = [edition.edition, ...known.filter((name) => name !== edition.edition)].slice(0, 1 + BEFORE);
  await state.put(`list-${edition.edition}`, new Response(JSON.stringify(edition)));
  await state.put("editions", new Response(JSON.stringify(kept)));
  const mine = new Set([PACKS, STATE, ...kept.map(cacheOf)]);
  for (const name of await caches.keys()) if (name.startsWith(cacheOf("")) && !mine.has(name)) await caches.delete(name);
  const wanted = new Set();
  for (const name of kept) {
    const list = await (await state.match(`list-${name}`))?.json();
    for (const [pack] of list?.library ?? []) wanted.add(pack);
  }
  const packs = await caches.open(PACKS);
  for (const { url } of await packs.keys()) if (!wanted.has(nameOf(new URL(url)))) await packs.delete(url);
}

/** Files whose name has a hash of what is in them. */
const NAMED = /-[0-9a-f]{16}\.\w+$/;
const FOLDER = "library/";
const PACK = /^library\/[^/]+\.wrq$/;
/** The name of a file below this library. */
const nameOf = (url) => url.pathname.slice(SCOPE.length);

/** A file of the app from the newest edition that has it. */
async function find(name) {
  for (const edition of await editions()) {
    const found = await (await caches.open(cacheOf(edition))).match(name);
    if (found) return found;
  }
}

/** The start page of the edition shown; a newer one is looked for meanwhile. */
async function start(event) {
  const found = await find("index.html");
  event.waitUntil(renew().catch(() => {}));
  return found ?? fetch(event.request);
}

/** The manifest of one edition: of another there is none. */
async function manifest(event, edition) {
  const known = await caches.has(cacheOf(edition));
  const found = known && (await (await caches.open(cacheOf(edition))).match("library/manifest.wrq"));
  if (found) return found;
  const now = await freshEdition();
  if (now.edition !== edition) return new Response("", { status: 410 });
  const { bytes } = await fresh("library/manifest.wrq");
  const [, hash] = now.app.find(([name]) => name === "library/manifest.wrq");
  return (await sha256(bytes)) === hash ? new Response(bytes) : new Response("", { status: 410 });
}

/** A pack, or a part of it: as kept, or from the host, and then kept. */
async function pack(event, name) {
  const { request } = event;
  const packs = await caches.open(PACKS);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "");
  const whole = request.cache === "reload" ? undefined : await packs.match(name);
  if (whole && !range) return whole;
  if (whole) {
    const part = (await whole.arrayBuffer()).slice(Number(range[1]), Number(range[2]) + 1);
    return new Response(part, { status: 206, headers: { "accept-ranges": "bytes" } });
  }
  const key = range ? `${name}?${range[1]}-${range[2]}` : name;
  const kept = request.cache === "reload" || !range ? undefined : await packs.match(key);
  if (kept) return new Response(kept.body, { status: 206, headers: { "accept-ranges": "bytes" } });
  const response = await fetch(request);
  const asked = response.status === (range ? 206 : 200);
  // A start page in the place of a pack is no pack.
  if (asked && !/^text\/html/.test(response.headers.get("content-type") ?? "")) {
    const copy = response.clone();
    const keep = async () => packs.put(key, new Response(await copy.arrayBuffer(), { headers: { "accept-ranges": "bytes" } }));
    // A full disk keeps what it has.
    event.waitUntil(keep().catch(() => {}));
  }
  return response;
}

/** Everything else: what the app has. */
async function file(event, name) {
  return (await find(name)) ?? fetch(event.request);
}

onfetch = (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(SCOPE)) return;
  const name = nameOf(url);
  if (event.request.mode === "navigate") {
    if (name === "" || name === "index.html") event.respondWith(start(event));
  } else if (name === "library/manifest.wrq") {
    if (url.search) event.respondWith(manifest(event, url.search.slice(1)));
  } else if (PACK.test(name)) {
    event.respondWith(pack(event, name));
  } else if (NAMED.test(name)) {
    event.respondWith(file(event, name));
  }
};

// Another service worker takes over when the pages of the one before are closed, or when a reader wants the new edition: one
// that is ended under a page has been seen to leave the page's next load hanging.
oninstall = (event) => event.waitUntil(renew());
/** Keeps what the pages that are open were answered from before there was a service worker. */
async function keepSeen() {
  const [edition] = await editions();
  const channel = new BroadcastChannel(`warraq ${edition}`);
  const replies = [];
  channel.onmessage = ({ data }) => Array.isArray(data) && replies.push(...data);
  channel.postMessage("seen?");
  await new Promise((wake) => setTimeout(wake, 1000));
  channel.close();
  for (const [url, range] of replies) {
    const name = nameOf(new URL(url));
    if (!PACK.test(name) || name === "library/manifest.wrq") continue;
    const waits = [];
    const request = new Request(url, range ? { headers: { range } } : {});
    await pack({ request, waitUntil: (promise) => waits.push(promise) }, name).catch(() => {});
    await Promise.all(waits);
  }
}
onactivate = (event) => event.waitUntil(keepSeen().catch(() => {}));

/** What is kept: the bytes of each pack by its name, or -1 if it is here whole; and if the app of this edition is here. */
async function kept(edition) {
  const here = new Map();
  const packs = await caches.open(PACKS);
  for (const { url } of await packs.keys()) {
    const { pathname, search } = new URL(url);
    const name = pathname.slice(SCOPE.length + FOLDER.length);
    const [first, last] = search.slice(1).split("-").map(Number);
    if (!search) here.set(name, -1);
    else if (here.get(name) !== -1) here.set(name, (here.get(name) ?? 0) + last - first + 1);
  }
  return { app: await has(edition), files: Object.fromEntries(here) };
}

/** Keeps a whole pack, and lets go of its parts. What is here is not fetched again. */
async function keep({ name, bytes: size }, line, told) {
  const packs = await caches.open(PACKS);
  const file = FOLDER + name;
  if (!(await packs.match(file))) {
    const { bytes, type } = await fresh(file, line, told);
    // A start page in the place of a pack, or half of one.
    if (bytes.byteLength !== size || /^text\/html/.test(type)) throw new Fault("missing");
    try {
      await packs.put(file, new Response(bytes, { headers: { "accept-ranges": "bytes" } }));
    } catch (error) {
      throw new Fault("full", String(error));
    }
  }
  for (const request of await packs.keys(file, { ignoreSearch: true })) if (new URL(request.url).search) await packs.delete(request);
}

/** Lets go of packs, whole and in parts. */
async function drop(names) {
  const packs = await caches.open(PACKS);
  for (const name of names) await packs.delete(FOLDER + name, { ignoreSearch: true });
}

/** What a page asks for that shows what is kept; it is answered through the port that comes with it. */
const ANSWERS = {
  /** The app comes first: packs are of no use without. */
  app: async (edition) => {
    if (!(await has(edition))) await renew();
  },
  kept,
  keep,
  drop,
};

onmessage = (event) => {
  const [port] = event.ports;
  const { look, ask, what, over } = event.data ?? {};
  if (over) skipWaiting();
  if (look) event.waitUntil(renew().catch(() => {}));
  if (!port || !Object.hasOwn(ANSWERS, ask)) return;
  const line = new AbortController();
  port.onmessage = () => line.abort();
  const answer = ANSWERS[ask](what, line, (got) => port.postMessage({ got }));
  event.waitUntil(
    answer.then(
      (done = true) => port.postMessage({ done }),
      (error) => port.postMessage({ failed: line.signal.aborted ? "network" : (error.word ?? (error.name === "QuotaExceededError" ? "full" : "network")) }),
    ),
  );
};
