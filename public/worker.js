// Starts the worker with what the page hands it: the compiled program, the manifest if it came, and the place at
// which the reader is, from # on. The program takes the last two from `given`, and listens itself from then on.
import { init } from "program";
import { patient } from "./patient.js";

onmessage = async ({ data: { program, error, edition, ...given } }) => {
  // The page's own program may be faster and speak first.
  if (!program && !error) return;
  try {
    if (error) throw new Error(error);
    globalThis.given = given;
    const ask = patient(globalThis.fetch.bind(globalThis));
    // The manifest is that of the page's edition; a host passes over what is after the question mark.
    const seen = [];
    globalThis.fetch = (name, init) => {
      seen.push([name, init?.headers?.get("range")]);
      return ask(edition && name.endsWith("/manifest.wrq") ? `${name}?${edition}` : name, init);
    };
    // A service worker that comes after the first answers wants what they were made from.
    if (edition) {
      const channel = new BroadcastChannel(`warraq ${edition}`);
      channel.onmessage = ({ data }) => data === "seen?" && channel.postMessage(seen);
    }
    await init(program);
  } catch (error) {
    // Out of the promise, so that the page hears of it.
    setTimeout(() => {
      throw error;
    });
  }
};
