// What every story needs: a library, a plain host for it, a real browser, and a watch on all that goes
// wrong unsaid. A story fails on any console error, uncaught error, failed request or request to
// another host, unless it says beforehand that this is what it is about.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const command = join(target, "release", "warraq");
const shots = join(target, "shots");
const built = join(target, "stories");

/** How long one story may take, with everything in it, on a slow machine. */
const PATIENCE = 60_000;

/** The sample library, as `scripts/site` leaves it. */
export function sample() {
  const site = join(root, "site");
  if (!existsSync(join(site, "index.html"))) throw new Error("there is no site/ yet: run scripts/site first");
  return site;
}

/** Builds a library from folders or files, whose paths start at the root of the project. */
export function library(name, sources, options = []) {
  const site = join(built, name);
  rmSync(site, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  const paths = [sources].flat().map((source) => resolve(root, source));
  const run = spawnSync(command, ["build", ...paths, "-o", site, ...options], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`warraq build ended with ${run.status}:\n${run.stderr}`);
  return site;
}

/** A file or folder of the data kept beside the project, or nothing, said aloud, where that is absent. */
export function shared(path) {
  const found = resolve(root, "../shared", path);
  if (existsSync(found)) return found;
  console.log(`skipped: there is no ../shared/${path}`);
  return undefined;
}

/** What the command answers, as JSON. */
export function ask(...args) {
  const run = spawnSync(command, [...args, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`warraq ${args.join(" ")} ended with ${run.status}:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** The address of a place, as the app writes it. */
export function at(kind, id = "", { number = 0, ...options } = {}) {
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined);
  const query = pairs.map(([name, value]) => `${name}=${encode(String(value))}`).join("&");
  const path = kind === "search" ? "search" : `${kind}/${number}/${encode(id)}`;
  return `#/${path}${query && `?${query}`}`;
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

/** A copy of a site for a story to damage. */
export function copy(site, name) {
  const folder = join(built, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  cpSync(site, folder, { recursive: true });
  return folder;
}

/** Serves a site on a free port; `stop` ends it. */
export async function serve(site, { base = "/", slow = false } = {}) {
  const flags = ["serve", site, "--port", "0", "--base", base, ...(slow ? ["--slow"] : [])];
  const host = spawn(command, flags, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = new Promise((found, failed) => {
    const listen = (chunk) => {
      said += chunk;
      const match = /^http:\/\/\S+$/m.exec(said);
      if (match && said.includes("\n", match.index)) found(match[0]);
    };
    host.stdout.setEncoding("utf8").on("data", listen);
    host.stderr.setEncoding("utf8").on("data", listen);
    host.on("error", failed);
    host.on("exit", (status) => failed(new Error(`warraq serve ended with ${status}:\n${said}`)));
  });
  const stop = () =>
    new Promise((done) => {
      if (host.exitCode !== null || host.signalCode !== null) return done();
      host.once("exit", done);
      host.kill();
    });
  try {
    await warm(await address);
    return { address: await address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Opens some connections one after the other. On a busy machine the host may leave one waiting of
 * several that come at once, as a browser's do, unless it has had as many before.
 */
async function warm(address) {
  const { hostname, port } = new URL(address);
  const open = [];
  for (let i = 0; i < 12; i++) {
    const socket = connect(Number(port), hostname);
    open.push(socket);
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, "data");
  }
  for (const socket of open) socket.destroy();
}

let browser;

/** One browser for all the stories of a file. */
async function open() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return browser;
}

after(async () => {
  await browser?.close();
  browser = undefined;
});

/** Keeps account of what a page asked for and of what went wrong in it. */
class Watch {
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
    const box = this.page.getByRole("searchbox").first();
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
    await this.page.locator(".hit:not(:has(.passages p))").first().waitFor({ state: "detached" });
  }

  /** The ids of the pages found, in order. */
  hits() {
    return this.page.locator(".hit").evaluateAll((hits) => hits.map((hit) => hit.dataset.id));
  }

  /** How many were found, as the page tells it. */
  total() {
    return this.page.locator("main").getByRole("status").innerText();
  }

  /** The marked words in a part of the page, in order. */
  marks(part = "main") {
    return this.page.locator(`${part} mark`).allInnerTexts();
  }

  /** Marked words that are less than a whole word: letters or vowel signs go on at a border. */
  torn() {
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

/**
 * A story: a reader comes to a library and does things.
 *
 * Options: `site` (a folder, or a function that makes one; the sample library unless given), `base`
 * (the path it is hosted at), `slow`, `width`, `height`, `scheme` (light or dark), `locale`, `expected`
 * (expressions for the faults the story is about: they must happen), `allowed` (for those that may).
 */
export function story(name, options, tell) {
  test(name, { timeout: PATIENCE }, async () => {
    const { site = sample, base, slow, width = 1280, height = 800, scheme = "light", locale = "ar", expected = [], allowed = [] } = options;
    const browser = await open();
    const host = await serve(typeof site === "function" ? site() : site, { base, slow });
    let context;
    try {
      context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        locale,
        reducedMotion: "reduce",
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const watch = new Watch(page, host.address);
      await tell(new Reader(page, host.address, watch));
      judge(watch.faults, expected, allowed);
    } finally {
      await context?.close();
      await host.stop();
    }
  });
}

/** Fails on a fault that was not expected, and on an expected one that did not happen. */
function judge(faults, expected, allowed) {
  const known = [...expected, ...allowed];
  const surprises = faults.filter((fault) => !known.some((pattern) => pattern.test(fault)));
  if (surprises.length > 0) throw new Error(`the browser complained:\n${surprises.join("\n")}`);
  const missing = expected.filter((pattern) => !faults.some((fault) => pattern.test(fault)));
  if (missing.length > 0) throw new Error(`expected and did not happen: ${missing.join(", ")}`);
}
