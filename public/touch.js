// Tells the page's program which word a reader points at; browsers have ways of their own to say it.

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
