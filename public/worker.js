// Starts the worker with what the page hands it: the compiled program, the manifest if it came, and the place at
// which the reader is, from # on. The program takes the last two from `given`, and listens itself from then on.
import { init } from "program";
import { HASTE, now, plain, soon } from "./later.js";
import { patient } from "./patient.js";

/** How long nothing must have been asked for before the line is free, in milliseconds. */
const QUIET = 800;

/** The rest of the program, which was called for. */
function called(slot) {
  // For those who look on: what calls so early should not wait.
  globalThis.late = slot;
  return now();
}

onmessage = async ({ data: { program, error, edition, kept, ...given } }) => {
  // The page's own program may be faster and speak first.
  if (!program && !error) return;
  try {
    if (error) throw new Error(error);
    globalThis.given = given;
    const ask = patient(globalThis.fetch.bind(globalThis));
    // The manifest is that of the page's edition; a host passes over what is after the question mark.
    const seen = [];
    let free;
    const quiet = new Promise((resolve) => (free = resolve));
    let [asking, met, resting] = [0, false, undefined];
    // Nothing is under way, and the page's own program is there and has asked for what it shows.
    const rest = () => {
      clearTimeout(resting);
      if (met && asking === 0) resting = setTimeout(free, QUIET);
    };
    addEventListener("message", ({ data }) => {
      met ||= data instanceof Uint8Array;
      rest();
    });
    globalThis.fetch = (name, init) => {
      seen.push([name, init?.headers?.get("range")]);
      asking += 1;
      const ended = () => {
        asking -= 1;
        rest();
      };
      rest();
      const answer = ask(edition && name.endsWith("/manifest.wrq") ? `${name}?${edition}` : name, init);
      answer.then(ended, ended);
      return answer;
    };
    // A service worker that comes after the first answers wants what they were made from.
    if (edition) {
      const channel = new BroadcastChannel(`warraq ${edition}`);
      channel.onmessage = ({ data }) => data === "seen?" && channel.postMessage(seen);
    }
    // Who comes for more than the pages with some words needs all of it; from a service worker it is there at once.
    const all = now && (kept || !plain(given.place)) ? await soon(ask, HASTE).catch(() => undefined) : undefined;
    const add = await init(program, now && ((slot) => all ?? called(slot)));
    // The page's script waits for this, too.
    quiet.then(async () => {
      postMessage("quiet");
      if (now) await add(all ?? (await soon(ask)));
    }).catch(console.info);
  } catch (error) {
    // Out of the promise, so that the page hears of it.
    setTimeout(() => {
      throw error;
    });
  }
};
