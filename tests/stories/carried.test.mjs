// A library in one file, opened from the disk: searched and read as from a host, and nothing is asked for.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { carried } from "./carried.mjs";
import { drawn, launch } from "./reader.mjs";

let browser;
after(() => browser?.close());

const ways = [
  ["with a worker of its own", () => {}],
  ["where a file is given no workers", () => delete globalThis.Worker],
];

for (const [way, before] of ways) {
  test(`one file is searched and read ${way}`, { timeout: 120_000 }, async () => {
    browser ??= await launch();
    const page = await browser.newPage({ locale: "ar" });
    const faults = [];
    const asked = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("request", (request) => /^(data|blob):/.test(request.url()) || asked.push(request.url().replace(/#.*/, "")));
    await page.addInitScript(before);
    const address = carried();
    await page.goto(address);
    await page.locator(".shelf-page").first().waitFor();
    assert.equal(await page.title(), "مكتبة ورّاق");
    await page.locator("#query").fill("مخطوطة");
    await page.locator(".hit .passages p").first().waitFor();
    await drawn(page);
    const found = await page.locator(".hit").count();
    await page.locator(".hit h2 a").first().click();
    await page.locator(".sheet mark.current").waitFor();
    await page.goBack();
    await page.locator(".hit .passages p").first().waitFor();
    await drawn(page);
    assert.equal(await page.locator(".hit").count(), found);
    await page.reload();
    await page.locator(".hit .passages p").first().waitFor();
    // Nothing of it has to be kept: it is all here.
    await page.evaluate(() => (location.hash = "#/offline"));
    await page.locator(".notice", { hasText: "ملفّ واحد" }).waitFor();
    assert.equal(await page.locator("main button").count(), 0);
    assert.deepEqual(faults, []);
    assert.deepEqual([...new Set(asked)], [address]);
    await page.close();
  });
}
