// WebKit, the engine of Safari, driven by the WebDriver protocol (https://www.w3.org/TR/webdriver2/) in a window of a
// screen that nobody sees.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { freePort } from "./hosts.mjs";
import { eventually as soon, shots } from "./reader.mjs";

/** How long anything may take to be there, in milliseconds. */
const PATIENCE = 45_000;
const eventually = (act) => soon(act, PATIENCE);

const NEEDED = ["WebKitWebDriver", "Xvfb"];
const path = (process.env.PATH ?? "").split(delimiter);
const missing = NEEDED.filter((program) => !path.some((folder) => existsSync(join(folder, program))));

/** Why WebKit cannot be tried here; false if it can. */
export async function without() {
  if (missing.length > 0) return `${missing.join(" and ")} not there: WebKit is not tried`;
  try {
    await (await WebKit.open()).close();
    return false;
  } catch (error) {
    return `WebKit opens no window here, and is not tried: ${error.message}`;
  }
}

/** What a program prints first. */
const said = (program) =>
  new Promise((heard, failed) => {
    program.stdout.once("data", (data) => heard(String(data).trim()));
    program.once("error", failed);
    program.once("exit", (status) => failed(new Error(`it ended with ${status}`)));
  });

/** A window of WebKit. */
export class WebKit {
  #programs = [];
  #address;

  /** Opens a window of so many pixels. */
  static async open(size) {
    const browser = new WebKit();
    try {
      await browser.#begin(size);
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  async #begin({ width = 1280, height = 900 } = {}) {
    const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24"], { stdio: ["ignore", "pipe", "ignore"] });
    this.#programs.push(screen);
    const port = await freePort();
    // Whoever runs the tests as root has no sandbox to put it in.
    const env = { ...process.env, DISPLAY: `:${await said(screen)}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LANG: "C.UTF-8" };
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
    this.#programs.push(driver);
    const all = `http://127.0.0.1:${port}`;
    await eventually(async () => assert.equal((await fetch(`${all}/status`)).status, 200));
    const { sessionId } = await ask("POST", `${all}/session`, { capabilities: { alwaysMatch: {} } });
    this.#address = `${all}/session/${sessionId}`;
    await this.#post("window/rect", { x: 0, y: 0, width, height });
  }

  async close() {
    if (this.#address) await ask("DELETE", this.#address).catch(() => {});
    for (const program of this.#programs.reverse()) program.kill();
  }

  #post(what, body) {
    return ask("POST", `${this.#address}/${what}`, body);
  }

  /** Opens an address anew. */
  async goto(url) {
    await this.#post("url", { url: "about:blank" });
    await this.#post("url", { url });
  }

  /** What a function gives in the page. */
  evaluate(act, ...args) {
    return this.#post("execute/sync", { script: `return (${act})(...arguments)`, args });
  }

  /** Waits for an element. */
  async see(selector) {
    try {
      return await eventually(async () => Object.values(await this.#post("element", { using: "css selector", value: selector }))[0]);
    } catch (error) {
      const text = await this.evaluate(() => document.body.innerText.slice(0, 300)).catch(String);
      throw new Error(`no ${selector} in: ${text}`, { cause: error });
    }
  }

  /** Waits until something is true in the page. */
  until(act, ...args) {
    return eventually(async () => assert.ok(await this.evaluate(act, ...args), String(act)));
  }

  async click(selector) {
    await this.#post(`element/${await this.see(selector)}/click`, {});
  }

  async type(selector, text) {
    await this.#post(`element/${await this.see(selector)}/value`, { text });
  }

  /** Presses one key after the other. */
  press(...keys) {
    const strokes = keys.flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    return this.#post("actions", { actions: [{ type: "key", id: "keys", actions: strokes }] });
  }

  /** A picture for those who want to look. */
  async shot(name) {
    const picture = await ask("GET", `${this.#address}/screenshot`);
    mkdirSync(shots, { recursive: true });
    writeFileSync(join(shots, `webkit-${name}.png`), Buffer.from(picture, "base64"));
  }
}

async function ask(method, url, body) {
  const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
