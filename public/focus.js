// Keeps the focus in the page. When what has it is taken away or hidden, as a link of a place that is left, it is on the new
// place, and Tab goes on from there and not from the head of the page; back at a place, it is on the link that led
// away. Puts away what lies over a place that is left.

/** What had the focus last. */
let held;
/** By what another place was come to: that place may have a link to itself, which is not the same. */
let away;
/** By which link a place was left, and the one of them to be back on. */
const left = new Map();
let wanted;

addEventListener("focusin", ({ target }) => (held = target));
// Who goes on from where they are is not called back.
for (const deed of ["keydown", "pointerdown"]) addEventListener(deed, () => (wanted = undefined), true);

addEventListener("hashchange", ({ oldURL, newURL }) => {
  if (held?.href === newURL) left.set(oldURL, newURL);
  if (oldURL.split("?")[0] !== newURL.split("?")[0]) away = held;
  wanted = left.get(newURL);
  for (const name of ["settings", "keys", "cite"]) document.getElementById(name)?.close();
});

function mend() {
  const { activeElement } = document;
  const lost = !activeElement || activeElement === document.body;
  if (!lost && activeElement.id !== "content") return;
  // What is still there was left by the reader.
  const gone = lost && held && held.getClientRects().length === 0;
  // A list that is drawn anew has the same link again.
  const to = wanted ?? (gone && held !== away ? held.href : undefined);
  const link = to && Array.from(document.querySelectorAll("main a[href]")).find(({ href }) => href === to);
  if (link || gone) (link ?? document.getElementById("content"))?.focus({ preventScroll: true });
}

let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  // What is drawn anew may get its focus back by itself in the next frame.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    }),
  );
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "hidden", "open"] });
