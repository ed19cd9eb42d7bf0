// Starts a program of this site: the page's own, or the worker's. This script's address says which,
// as WebAssembly cannot load itself. It also tells the page which word a reader points at.
const address = new URL(import.meta.url);
const { js, wasm } = Object.fromEntries(address.searchParams);

if (globalThis.document) {
  // The worker's files keep their names, so the name of the page's own program stands in their address:
  // a page never gets the worker of an older build out of a cache.
  const worker = new URL(`start.js?js=worker.js&wasm=worker_bg.wasm&v=${js}`, address);
  globalThis.startWorker = () => new Worker(worker, { type: "module" });
  try {
    const first = startWorker();
    let failed = false;
    first.onerror = () => (failed = true);
    globalThis.firstWorker = () => (failed ? startWorker() : first);
  } catch (error) {
    console.error(error);
  }
}

// The words of texts and the reasons of hits can be asked about.
const ASKABLE = ".sheet h1, .text, .passages, .reasons b, .reasons .answer";
let asked;

/** The word under a click, or the one in focus when a key is pressed: the text before the place and behind it, and
    where in the document that is. Nothing if there is no word; null if the event is none for words. */
globalThis.wordAt = (event) => {
  const target = event.type === "click" ? event.target : document.activeElement;
  if (event.type !== "click") {
    if (!target?.matches("mark[tabindex], .reasons [tabindex]")) return null;
    const { left, right, bottom } = target.getBoundingClientRect();
    asked = target;
    return ["", target.textContent, (left + right) / 2 + scrollX, bottom + scrollY];
  }
  if (target.closest("#word, dialog")) return null;
  asked = undefined;
  if (!target.closest(ASKABLE) || target.closest("a, button") || !getSelection().isCollapsed) return;
  const { clientX: x, clientY: y } = event;
  const place = document.caretPositionFromPoint?.(x, y);
  const caret = place ? undefined : document.caretRangeFromPoint?.(x, y);
  const text = place?.offsetNode ?? caret?.startContainer;
  const at = place?.offset ?? caret?.startOffset;
  if (text?.nodeType !== Node.TEXT_NODE) return;
  // Beside a line the nearest letter is found, and is not meant.
  const letters = document.createRange();
  letters.setStart(text, Math.max(0, at - 1));
  letters.setEnd(text, Math.min(text.length, at + 1));
  const box = [...letters.getClientRects()].find((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  return box && [text.data.slice(0, at), text.data.slice(at), x + scrollX, box.bottom + scrollY];
};

/** Puts the focus back where a word was asked about with a key. */
globalThis.wordLeft = () => asked?.focus();

try {
  const v = address.searchParams.get("v");
  const at = (file) => new URL(v ? `${file}?v=${v}` : file, address);
  const bytes = fetch(at(wasm));
  const program = await import(at(js));
  await program.default({ module_or_path: bytes });
} catch (error) {
  if (globalThis.document) {
    console.error(error);
    document.documentElement.classList.add("failed");
    // The link alone would lose the place that is after the address's #.
    document.querySelector("#boot a")?.addEventListener("click", (click) => {
      click.preventDefault();
      location.reload();
    });
  } else {
    // Out of the promise, so that the page hears of it.
    setTimeout(() => {
      throw error;
    });
  }
}
