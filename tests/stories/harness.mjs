// What every story needs: a library, a plain host for it, a real browser, and a watch on all that goes
// wrong unsaid. A story fails on any console error, uncaught error, failed request or request to
// another host, unless it says beforehand that this is what it is about.

import { after, test } from "node:test";
import { Reader, Watch, launch } from "./reader.mjs";
import { sample, serve } from "./site.mjs";

export { drawn, eventually } from "./reader.mjs";
export { ask, at, copy, library, root, sample, shared } from "./site.mjs";

/** How long one story may take, with everything in it, on a slow machine. */
const PATIENCE = 150_000;

/** One browser for all the stories of a file. */
let browser;

after(async () => {
  await browser?.close();
  browser = undefined;
});

/**
 * A story: a reader comes to a library and does things.
 *
 * Options: `site` (a folder, or a function that makes one; the sample library unless given), `host` (what starts a host of it;
 * `warraq serve` unless given), `skip` (why it cannot be told here), `base`
 * (the path it is hosted at), `slow`, `parts` (the host sends parts of files), `width`, `height`, `scheme` (light or dark), `locale`, `expected`
 * (expressions for the faults the story is about: they must happen), `allowed` (for those that may), `offline` (the service worker is let in).
 */
export function story(name, options, tell) {
  test(name, { timeout: PATIENCE, skip: options.skip ?? false }, async () => {
    const { site = sample, host: start = serve, base, slow, parts, width = 1280, height = 800, scheme = "light", locale = "ar", expected = [], allowed = [], offline = false } = options;
    browser ??= await launch();
    const host = await start(typeof site === "function" ? site() : site, { base, slow, parts });
    let context;
    try {
      context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        locale,
        reducedMotion: "reduce",
        // Elsewhere stories are about what the host does.
        serviceWorkers: offline ? "allow" : "block",
      });
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      const watch = new Watch(page, host.address);
      await tell(new Reader(page, host.address, watch), host);
      judge(watch.faults, expected, allowed);
    } finally {
      await context?.close();
      await host.stop();
    }
  });
}

/** Fails on a fault that was not expected, and on an expected one that did not happen. */
function judge(faults, expected, allowed) {
  const known = [...expected, ...allowed];
  const surprises = faults.filter((fault) => !known.some((pattern) => pattern.test(fault)));
  if (surprises.length > 0) throw new Error(`the browser complained:\n${surprises.join("\n")}`);
  const missing = expected.filter((pattern) => !faults.some((fault) => pattern.test(fault)));
  if (missing.length > 0) throw new Error(`expected and did not happen: ${missing.join(", ")}`);
}
