// What reading asks of the browser about places in a text: which block is in view, what is selected, what is to
// be painted. A block is an element with the number of the block in `data-b`.

// Where several pages are one below the other, it is the text of the one that is read.
const sheet = () => document.querySelector(".leaf[data-here] .sheet") ?? document.querySelector(".sheet");
const blocks = () => [...(sheet()?.querySelectorAll("[data-b]") ?? [])];
/** Where texts begin, under the bar at the top of the window; pixels of the window. */
const top = () => (document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0) + 12;

/** Has the faces of texts come while a text does: after it, they would have all its lines broken anew. */
globalThis.textFaces = () => {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--face-text");
  for (const weight of [400, 700]) document.fonts.load(`${weight} 1em ${family}`, "ا.").catch(() => {});
};

/** The first block in view: its place among the blocks, how much of it is above, and its number. */
globalThis.placeNow = () => {
  const all = blocks();
  const at = all.findIndex((block) => block.getBoundingClientRect().bottom > top());
  if (at < 0) return undefined;
  const { top: upper, height } = all[at].getBoundingClientRect();
  return [at, (top() - upper) / Math.max(height, 1), Number(all[at].dataset.b)];
};

/** Scrolls so that what was there is there again. */
globalThis.placeBack = ([at, part]) => {
  // What is not yet laid out has a guessed height; the second time it is laid out.
  for (let time = 0; time < 2; time += 1) {
    const box = blocks()[at]?.getBoundingClientRect();
    if (box) scrollBy({ top: box.top + part * box.height - top(), behavior: "instant" });
  }
};

let rest;
document.addEventListener("selectionchange", () => {
  clearTimeout(rest);
  rest = setTimeout(() => dispatchEvent(new Event("passage")), 200);
});

/** What is selected in a text: the block it begins in, the text of the block before it, itself, and where it ends
    in the window. */
globalThis.passage = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const parts = blocks()
    .filter((block) => range.intersectsNode(block))
    .map((block) => {
      const part = document.createRange();
      part.selectNodeContents(block);
      const whole = part.cloneRange();
      if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
      if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
      whole.setEnd(part.startContainer, part.startOffset);
      return { number: Number(block.dataset.b), before: whole.toString(), text: part.toString() };
    })
    .filter(({ text }) => text.trim());
  if (!parts.length) return undefined;
  const { left, right, bottom } = range.getBoundingClientRect();
  return [parts[0].number, parts[0].before, parts.map(({ text }) => text).join("\n"), (left + right) / 2 + scrollX, bottom + scrollY];
};

/** The letters of a block of a text from one to another, counted in units of UTF-16. */
function letters(text, number, start, end) {
  const element = text?.querySelector(`[data-b="${number}"]`);
  if (!element) return undefined;
  const range = document.createRange();
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walk.nextNode(); node; passed += node.length, node = walk.nextNode()) {
    if (!begun && start < passed + node.length) {
      range.setStart(node, start - passed);
      begun = true;
    }
    if (begun && end <= passed + node.length) {
      range.setEnd(node, end - passed);
      return range;
    }
  }
  return undefined;
}

/** The highlights of each text on display. */
const kept = new WeakMap();

/** Paints passages of a page, which are given by block, start and end, one after the other: its highlights, or, if `linked`, what a
    link leads to. Nothing in the text is changed by it, so that letters go on joining. */
globalThis.paint = ([linked, page, ...numbers]) => {
  const text = document.querySelector(`.sheet[data-page="${page}"]`);
  if (!globalThis.Highlight || !text) return;
  const ranges = [];
  for (let i = 0; i < numbers.length; i += 3) {
    const range = letters(text, numbers[i], numbers[i + 1], numbers[i + 2]);
    if (range) ranges.push(range);
  }
  if (linked) return CSS.highlights.set("linked", new Highlight(...ranges));
  kept.set(text, ranges);
  const all = [...document.querySelectorAll(".sheet")].flatMap((text) => kept.get(text) ?? []);
  CSS.highlights.set("kept", new Highlight(...all));
};

/** Brings a passage into view. */
globalThis.bringPassage = (number, start, end) => {
  // Twice, as in placeBack.
  for (let time = 0; time < 2; time += 1) {
    const box = letters(sheet(), number, start, end)?.getBoundingClientRect();
    if (box) scrollBy({ top: box.top - top() - innerHeight / 5, behavior: "instant" });
  }
};

/** How far down the document each marked word is, of 1. */
globalThis.markPlaces = () => {
  const all = document.documentElement.scrollHeight;
  return Float64Array.from((sheet()?.querySelectorAll('mark[id^="hit"]') ?? []), (mark) => (mark.getBoundingClientRect().top + scrollY) / all);
};

// --- pages one below the other, each in a box ---

const strip = () => document.getElementById("strip");
const here = () => strip()?.querySelector(":scope > [data-here]");

/** A new box at the end, or at the beginning. */
globalThis.leafAdd = (end) => {
  const leaf = document.createElement("div");
  leaf.className = "leaf";
  if (!strip()) return undefined;
  strip()[end ? "append" : "prepend"](leaf);
  return leaf;
};

/** Where the page is that is read, before another is shown; and that it is there again when that is shown. */
globalThis.leafHold = () => here()?.getBoundingClientRect().top;
globalThis.leafFree = (leaf, before) => {
  leaf.style.minBlockSize = "";
  const moved = (here()?.getBoundingClientRect().top ?? 0) - (before ?? 0);
  if (before !== undefined && Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
};

/** A box keeps its height when what is in it is taken out. */
globalThis.leafFix = (leaf) => {
  leaf.style.minBlockSize = `${leaf.getBoundingClientRect().height}px`;
};

globalThis.leafEdges = (leaf) => {
  const { top, bottom } = leaf.getBoundingClientRect();
  return [top, bottom];
};

/** The page of this box is read. Its marked words alone have ids, which are numbers within a page. */
globalThis.leafHere = (leaf) => {
  for (const other of strip().children) {
    other.toggleAttribute("data-here", other === leaf);
    for (const mark of other.querySelectorAll("mark")) {
      const [from, to] = other === leaf ? ["data-hit", "id"] : ["id", "data-hit"];
      if (!mark.hasAttribute(from)) continue;
      mark.setAttribute(to, mark.getAttribute(from));
      mark.removeAttribute(from);
    }
  }
  globalThis.leafGrown();
};

/** A text has grown: how far down the document things are has changed. */
globalThis.leafGrown = () => dispatchEvent(new Event("leaves"));

globalThis.leafBring = (leaf) => scrollBy({ top: leaf.getBoundingClientRect().top - top(), behavior: "instant" });

/** How far the window is scrolled, as if the page that is read were the first. */
globalThis.leafScroll = () => {
  const [leaf, first] = [here(), strip()?.firstElementChild];
  return scrollY - (leaf ? leaf.getBoundingClientRect().top - first.getBoundingClientRect().top : 0);
};

// Text copied from a page says where it is from, if the reader wants it.
document.addEventListener("copy", (event) => {
  const { source } = document.documentElement.dataset;
  if (!source || !globalThis.passage()) return;
  // Of several pages of print, the one on which it begins.
  const range = getSelection().getRangeAt(0);
  const signs = [...document.querySelectorAll(".sheet .printed")];
  const sign = signs.findLast((sign) => range.comparePoint(sign, 0) < 0) ?? signs[0];
  const told = source.replace("\uFFFC", sign?.ariaLabel ?? "");
  event.clipboardData.setData("text/plain", `${getSelection()}\n\n${told}`);
  event.preventDefault();
});

/** Puts a text where it can be pasted from. Over plain http pages have no clipboard: there the browser is told to copy, and
    given this text for what is selected. */
globalThis.copyText = (text) => {
  // A browser that does not let us has asked its reader.
  if (navigator.clipboard) return navigator.clipboard.writeText(text).catch(() => {});
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("copy", give, true);
  document.execCommand("copy");
  removeEventListener("copy", give, true);
};

/** The text of the file chosen in a field, which may then be chosen again. */
globalThis.chosenFile = async ({ target }) => {
  const text = await target.files[0]?.text();
  target.value = "";
  return text;
};

// The next page of a book of Arabic is to the left: a finger that moves to the right brings it.
let start;
addEventListener("touchstart", ({ touches, target, timeStamp }) => {
  const text = touches.length === 1 && target.closest?.(".sheet") && !target.closest(".table");
  start = text ? { x: touches[0].clientX, y: touches[0].clientY, timeStamp } : undefined;
}, { passive: true });
addEventListener("touchend", ({ changedTouches: [touch], timeStamp }) => {
  if (!start || !getSelection().isCollapsed) return;
  const [across, down] = [touch.clientX - start.x, touch.clientY - start.y];
  const turned = Math.abs(across) > 70 && Math.abs(down) < 50 && timeStamp - start.timeStamp < 700;
  start = undefined;
  if (turned) dispatchEvent(new Event(across > 0 ? "turnforth" : "turnback"));
}, { passive: true });

/** Gives the whole screen to the text, or takes it back, where the browser lets us. */
globalThis.fullScreen = (on) => {
  if (on) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
};
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) dispatchEvent(new Event("fullscreenleft"));
});
