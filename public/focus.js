// Keeps the focus in the page: when what has it is taken away or hidden, as the link of a place that is left, the focus is on
// the new place, and the next Tab goes on from there and not from the head of the page.

/** What had the focus last. */
let held;
addEventListener("focusin", ({ target }) => (held = target));

function mend() {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  // What is still there was left by the reader.
  if (!held || held.getClientRects().length > 0) return;
  held = undefined;
  document.getElementById("content")?.focus({ preventScroll: true });
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
