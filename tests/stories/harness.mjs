// What every story needs: a library, a plain host for it, a real browser, and a watch on all that goes
// wrong unsaid. A story fails on any console error, uncaught error, failed request or request to
// another host, unless it says beforehand that this is what it is about.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
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
    return { address: await address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
  answers = [];

  constructor(page, address) {
    const home = new URL(address).origin;
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on("crash", () => this.faults.push("the page crashed"));
    page.on("request", (request) => {
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
 * (expressions for the faults the story is about: they must happen, and only they may).
 */
export function story(name, options, tell) {
  test(name, { timeout: PATIENCE }, async () => {
    const { site = sample, base, slow, width = 1280, height = 800, scheme = "light", locale = "ar", expected = [] } = options;
    const host = await serve(typeof site === "function" ? site() : site, { base, slow });
    let context;
    try {
      context = await (await open()).newContext({
        viewport: { width, height },
        colorScheme: scheme,
        locale,
        reducedMotion: "reduce",
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const watch = new Watch(page, host.address);
      await tell(new Reader(page, host.address, watch));
      judge(watch.faults, expected);
    } finally {
      await context?.close();
      await host.stop();
    }
  });
}

/** Fails on a fault that was not expected, and on an expected one that did not happen. */
function judge(faults, expected) {
  const surprises = faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  if (surprises.length > 0) throw new Error(`the browser complained:\n${surprises.join("\n")}`);
  const missing = expected.filter((pattern) => !faults.some((fault) => pattern.test(fault)));
  if (missing.length > 0) throw new Error(`expected and did not happen: ${missing.join(", ")}`);
}
