// The page's side of keeping a library for when there is no network: the service worker has the caches, the page says
// what to keep in them and hears how far it is. What the page's program calls is global.

import { edition } from "./engine.js";

/** A service worker that says nothing for so long, in milliseconds, was ended by the browser: a busy host may have it wait for
    most of that. */
const SILENT = 90_000;

/** Why nothing can be kept, if so: 1 in a file, 2 over plain http, 3 the browser does not let us, 4 in a preview; or 0. */
globalThis.keepable = () => {
  if (!location.protocol.startsWith("http")) return 1;
  if (!globalThis.isSecureContext) return 2;
  if (!navigator.serviceWorker || !globalThis.caches) return 3;
  return edition ? 0 : 4;
};

/** The service worker, at work. */
async function keeper() {
  // One that is there is given back, also without a network.
  const { active, waiting, installing } = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" });
  if (active) return active;
  const coming = waiting ?? installing;
  return new Promise((done, fail) => {
    const look = () => {
      if (coming.state === "redundant") fail(new Error("no service worker"));
      else if (/^activat/.test(coming.state)) done(coming);
    };
    coming.addEventListener("statechange", look);
    look();
  });
}

/** The ports through which answers are awaited. */
const open = new Set();

/** Asks the service worker; resolves to its answer, or to a word for why there is none. `told` hears how many bytes have come. */
globalThis.askKeeper = async (ask, what, told) => {
  let port;
  try {
    const worker = await keeper();
    const { port1, port2 } = new MessageChannel();
    open.add((port = port1));
    return await new Promise((answer) => {
      let timer;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(answer, SILENT, "network");
      };
      port.onmessage = ({ data: { done, failed, got } }) => {
        alive();
        if (got !== undefined) return told?.(got);
        clearTimeout(timer);
        answer(failed ?? done);
      };
      alive();
      worker.postMessage({ ask, what: what ?? edition }, [port2]);
    });
  } catch (error) {
    console.info(error);
    return "network";
  } finally {
    open.delete(port);
    port?.close();
  }
};

/** Breaks off what is being kept. */
globalThis.stopKeeping = () => {
  for (const port of open) port.postMessage("stop");
};

/** What the browser says of its room: whether it has promised not to take what is kept (1), has not (0) or does not say
    (-1); the bytes this site takes and those it may take. It is asked for the promise if `ask`. */
globalThis.keepRoom = async (ask) => {
  const { storage } = navigator;
  const promised = await (ask ? storage?.persist?.() : storage?.persisted?.())?.catch(() => undefined);
  const { usage = 0, quota = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return [promised === undefined ? -1 : Number(promised), usage, quota];
};

/** What there is to mind: 1 Safari on a phone or tablet, 2 Safari elsewhere, both of which forget after a week what is not on the
    home screen or in the Dock; or 0. */
globalThis.keepMind = () => {
  if (!/^Apple/.test(navigator.vendor) || navigator.standalone || matchMedia("(display-mode: standalone)").matches) return 0;
  return "standalone" in navigator ? 1 : 2;
};
