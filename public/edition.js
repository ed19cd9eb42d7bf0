// The page's side of the service worker: has it installed once the reader has been answered, and says when a new
// edition of the library is ready.

/** How long the line is left to what the reader has come for, in milliseconds. */
const AFTER = 3000;

/** What is said, and the words of its buttons: to load the page anew, and to go on without. */
const NEW = {
  ar: ["صدرت طبعة جديدة من هذه المكتبة وهي جاهزة.", "افتحها الآن", "لاحق\u{64b}ا"],
  en: ["A new edition of this library is ready.", "Open it now", "Later"],
};
const BROKEN = {
  ar: ["انقطع الاتصال قبل أن تكتمل المكتبة.", "حم\u{651}ل الصفحة من جديد", "لاحق\u{64b}ا"],
  en: ["The connection broke before the library was complete.", "Load the page again", "Later"],
};

/** How long a new service worker is waited for that is to take over, in milliseconds. */
const TAKING_OVER = 3000;

/** Loads the page anew, from the newest service worker. */
async function anew() {
  const { waiting } = (await navigator.serviceWorker?.getRegistration().catch(() => {})) ?? {};
  if (waiting) {
    waiting.postMessage({ over: true });
    await new Promise((wake) => {
      waiting.onstatechange = () => waiting.state === "activated" && wake();
      setTimeout(wake, TAKING_OVER);
    });
  }
  location.reload();
}

/** Says that a part of the program did not come. */
export const tellBroken = () => tell(BROKEN);

/** Says something once, in the language of the page. */
function tell(words) {
  if (document.querySelector(".new-edition")) return;
  const [said, now, later] = words[document.documentElement.lang] ?? words.ar;
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
  notice.append(line, button(now, anew), button(later, () => notice.remove()));
  document.body.append(notice);
}

/** Keeps this library for when there is no network, and up to date, where the browser can: not from a file, and not
    over plain http from another machine. */
export function keepUp(edition) {
  const { serviceWorker } = navigator;
  if (!edition || !serviceWorker || !location.protocol.startsWith("http")) return;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.edition && data.edition !== edition) tell(NEW);
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
