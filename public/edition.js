// The page's side of the service worker: has it installed once the reader has been answered, and says when a new
// edition of the library is ready.

/** How long the line is left to what the reader has come for, in milliseconds. */
const AFTER = 3000;

const WORDS = {
  ar: ["صدرت طبعة جديدة من هذه المكتبة وهي جاهزة.", "افتحها الآن", "لاحق\u{64b}ا"],
  en: ["A new edition of this library is ready.", "Open it now", "Later"],
};

/** Says so once, in the language of the page. */
function tell() {
  if (document.querySelector(".new-edition")) return;
  const [said, now, later] = WORDS[document.documentElement.lang] ?? WORDS.ar;
  const notice = document.createElement("aside");
  notice.className = "new-edition";
  notice.setAttribute("role", "status");
  const button = (words, deed) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.onclick = deed;
    return button;
  };
  const line = document.createElement("p");
  line.textContent = said;
  notice.append(line, button(now, () => location.reload()), button(later, () => notice.remove()));
  document.body.append(notice);
}

/** Keeps this library for when there is no network, and up to date, where the browser can: not from a file, and not
    over plain http from another machine. */
export function keepUp(edition) {
  const { serviceWorker } = navigator;
  if (!edition || !serviceWorker || !location.protocol.startsWith("http")) return;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.edition && data.edition !== edition) tell();
  });
  serviceWorker.startMessages();
  const install = async () => {
    try {
      const { active } = await serviceWorker.register("sw.js", { updateViaCache: "none" });
      // One that is there already looks for a new edition.
      active?.postMessage({ look: edition });
    } catch (error) {
      console.info(error);
    }
  };
  setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(install), AFTER);
}
