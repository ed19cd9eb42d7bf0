// Starts the page: fetches its program behind the worker's, puts the styles up that come with it, and runs it.
import { init } from "program";
import { rest, style } from "shipped";
import { ask, edition, fetchFile, kept, nearly, startWorker, unpackRest } from "./engine.js";
import { keepUp, tellBroken } from "./edition.js";
import { HASTE, light, now, soon } from "./later.js";
import "./focus.js";
import "./keep.js";
import "./reading.js";
import "./touch.js";

/** How long a worker may be silent, in milliseconds. */
const SILENT = 20_000;

let free;
/** Resolves when what the reader came for is here, and the line is free for more. */
const quiet = new Promise((resolve) => {
  free = resolve;
  setTimeout(resolve, SILENT);
});

globalThis.startWorker = startWorker;
try {
  const first = startWorker();
  first.addEventListener("message", ({ data }) => data === "quiet" && free());
  let failed = false;
  first.onerror = () => (failed = true);
  globalThis.firstWorker = () => (failed ? startWorker() : first);
} catch (error) {
  console.error(error);
}

/** The rest of the page's program, which was called for. */
function called(slot) {
  // For those who look on: what calls so early should not wait.
  globalThis.late = slot;
  try {
    return now();
  } catch (error) {
    tellBroken();
    throw error;
  }
}

try {
  // Not before the worker's part is nearly here: the two would share the line, and the worker, which has
  // packs to ask for, would come later.
  await nearly;
  // Who comes to another place than a search needs all of it; from a service worker it is there at once.
  const more = now && (kept || !light(location.hash)) ? soon(ask, HASTE).catch(() => undefined) : undefined;
  const bytes = await unpackRest(await fetchFile(rest));
  const sheet = new CSSStyleSheet();
  const text = new TextDecoder().decode(bytes.subarray(0, style));
  // A library in one file has its fonts inside.
  sheet.replaceSync(globalThis.carriedStyle?.(text) ?? text);
  document.adoptedStyleSheets = [sheet];
  const program = await WebAssembly.compile(bytes.subarray(style));
  const all = await more;
  const add = await init(program, now && ((slot) => all ?? called(slot)));
  keepUp(edition);
  if (now) quiet.then(async () => add(all ?? (await soon(ask)))).catch(console.info);
} catch (error) {
  console.error(error);
  document.documentElement.classList.add("failed");
  // The link alone would lose the place that is after the address's #.
  document.querySelector("#boot a")?.addEventListener("click", (click) => {
    click.preventDefault();
    location.reload();
  });
}
