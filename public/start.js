// Starts a program of this site: the page's own, or the worker's. This script's address says which,
// as WebAssembly cannot load itself.
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
