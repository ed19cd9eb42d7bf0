// A reader in a real browser, and a watch on all that goes wrong unsaid.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { at, target } from "./site.mjs";

/** Where pictures are kept, to be looked at. */
export const shots = join(target, "shots");

/** A name that leads to this machine, but not as `localhost`: to the browser it is another, and plain http to it unsafe. */
export const ELSEWHERE = "library.example";

/** The browser. */
export const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** With these it asks for nothing of its own. */
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts it. */
export function launch() {
  return chromium.launch({
    executablePath: BROWSER,
    headless: true,
    // Without a locale of Unicode, which readers have, files are not saved under Arabic names.
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    args: [...FLAGS, `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`],
  });
}

/** Checks until it holds; fails as it failed last. */
export async function eventually(check, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(50);
    }
  }
}

/** Keeps account of what a page asked for and of what went wrong in it. */
export class Watch {
  faults = [];
  requests = [];
  answers = [];

  constructor(page, address) {
    const home = new URL(address).origin;
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on("crash", () => this.faults.push("the page crashed"));
    page.on("request", (request) => {
      this.requests.push(request);
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== home) this.faults.push(`request to another host: ${url.href}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // A page that is left gives up what it was still asking for.
      if (why !== "net::ERR_ABORTED") this.faults.push(`failed: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.faults.push(`status ${response.status()}: ${response.url()}`);
      this.answers.push(response);
    });
  }

  /** Path and bytes of everything received so far, in order; the path is from where the site begins. */
  async received(address) {
    const sizes = this.answers.map(async (answer) => {
      const body = await answer.body().catch(() => Buffer.alloc(0));
      return { path: answer.url().replace(address, ""), bytes: body.length };
    });
    return Promise.all(sizes);
  }
}

/** Waits until all hits of an answer or blocks of a text are drawn, which are drawn a few before each frame. */
export const drawn = (page) => page.locator(".hits[aria-busy], .text[aria-busy]").first().waitFor({ state: "detached" });

/** A reader at a page, with what a reader does. */
export class Reader {
  constructor(page, address, watch) {
    Object.assign(this, { page, address, watch });
  }

  /** Goes to a place of the library, such as `#/` or `#/search?q=…`, and waits until the app is up. */
  async goto(place = "") {
    await this.page.goto(this.address + place);
    await this.page.locator("html.failed, main").first().waitFor();
  }

  /** Types a query into the search box, as a person does. */
  async ask(query) {
    const box = this.page.locator("#query");
    await box.fill(query);
  }

  /** Goes to a search and waits until its answer is there, passages and all. */
  async search(q, { depth, words, from } = {}) {
    await this.goto(at("search", "", { q, depth, words, from }));
    await this.answered(q, { depth, words });
  }

  /** Waits until what is shown answers this query: the choices lead on from it. */
  async answered(q, { depth, words } = {}) {
    const place = at("search", "", { q, depth, words });
    await this.page.locator(`.depths [aria-current="true"][href="${place}"]`).waitFor();
    await this.drawn();
    await this.page.locator(".hit:not(:has(.passages p))").first().waitFor({ state: "detached" });
  }

  /** Waits until all of the answer or the text is drawn. */
  drawn() {
    return drawn(this.page);
  }

  /** The ids of the pages found, in order. */
  async hits() {
    await this.drawn();
    return this.page.locator(".hit").evaluateAll((hits) => hits.map((hit) => hit.dataset.id));
  }

  /** How many were found, as the page tells it. */
  total() {
    return this.page.locator("main").getByRole("status").innerText();
  }

  /** The marked words in a part of the page, in order. */
  async marks(part = "main") {
    await this.drawn();
    return this.page.locator(`${part} mark`).allInnerTexts();
  }

  /** Marked words that are less than a whole word: letters or vowel signs go on at a border. */
  async torn() {
    await this.drawn();
    return this.page.locator("main mark").evaluateAll((marks) =>
      marks.flatMap((mark) => {
        const around = document.createRange();
        around.selectNodeContents(mark.parentNode);
        around.setEndBefore(mark);
        const start = around.toString().length;
        const text = mark.parentNode.textContent;
        const end = start + mark.textContent.length;
        const goesOn = (sign) => /[\p{L}\p{M}\u0640]/u.test(sign ?? "");
        return goesOn(text[start - 1]) || goesOn(text[end]) ? [text.slice(start - 10, end + 10)] : [];
      }),
    );
  }

  /** The text of the whole page as it is shown. */
  text() {
    return this.page.locator("body").innerText();
  }

  /** Waits until the page shows `words` (a string or an expression). */
  async sees(words) {
    await this.page.getByText(words).first().waitFor();
  }

  /** The place in the library: what is after the `#` of the address. */
  place() {
    return decodeURIComponent(new URL(this.page.url()).hash);
  }

  /** Does the page fit its window from side to side? */
  fits() {
    return this.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  }

  /** Keeps a picture of what is shown, to be looked at: target/shots/NAME.png. */
  async shot(name, options = {}) {
    mkdirSync(shots, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.screenshot({ path: join(shots, `${name}.png`), ...options });
  }

  /** Path and bytes of every file received so far. */
  received() {
    return this.watch.received(this.address);
  }
}
