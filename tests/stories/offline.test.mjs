// Without a network after a visit; a new edition is taken whole or not at all, wherever the line breaks.

import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { copy, library, sample } from "./harness.mjs";
import { eventually, launch } from "./reader.mjs";

let browser;
after(() => browser?.close());

/** A host under control: `folder` can be changed, and `cut` says which requests get no answer. */
async function host(folder) {
  const state = { folder, cut: () => false, asked: [] };
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname).slice(1) || "index.html";
    state.asked.push(name);
    if (state.cut(name)) return request.socket.destroy();
    const file = join(state.folder, name);
    const there = statSync(file, { throwIfNoEntry: false })?.isFile();
    const type = /html$/.test(name) ? "text/html" : /js$/.test(name) ? "text/javascript" : /css$/.test(name) ? "text/css" : "application/octet-stream";
    response.writeHead(there ? 200 : 404, { "content-type": type });
    response.end(there ? readFileSync(file) : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => (server.closeAllConnections(), server.close());
  return { state, stop, address: `http://127.0.0.1:${server.address().port}/` };
}

/** Name of the edition a page is of. */
const editionOf = (page) => page.evaluate(() => document.querySelector('meta[name="edition"]').content);
/** The editions the browser has whole, the one shown first. */
const kept = (page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith(" state"));
    const entry = names.length && (await (await caches.open(names[0])).match("editions"));
    return entry ? entry.json() : [];
  });

async function visit(page, address) {
  await page.goto(address);
  await page.locator(".shelf-page").first().waitFor();
  await search(page);
  await eventually(async () => assert.equal((await kept(page)).length > 0, true), 30_000);
  // What the visit was answered from is kept a moment later.
  await eventually(async () => assert.ok(await page.evaluate(async () => (await caches.keys()).some((name) => name.endsWith(" packs")))));
  await page.waitForTimeout(2500);
}

async function search(page) {
  await page.getByRole("searchbox").first().fill("مخطوطة");
  await page.locator(".hit .passages p").first().waitFor();
}

test("after a visit the library opens and searches without a network", { timeout: 120_000 }, async () => {
  browser ??= await launch();
  const { state, stop, address } = await host(sample());
  const context = await browser.newContext({ locale: "ar" });
  const page = await context.newPage();
  await visit(page, address);
  state.cut = () => true;
  await page.goto("about:blank");
  await page.goto(address);
  await page.locator(".shelf-page").first().waitFor();
  await search(page);
  await context.close();
  stop();
});

test("an update that is cut at any request leaves one edition", { timeout: 300_000 }, async () => {
  browser ??= await launch();
  const old = sample();
  const next = library("next", "samples", ["--title", "الطبعة الثانية", "-q"]);
  const { state, stop, address } = await host(old);
  const context = await browser.newContext({ locale: "ar" });
  const page = await context.newPage();
  await visit(page, address);
  const first = await editionOf(page);
  state.folder = next;
  const names = ["edition.json", "index.html", "site.webmanifest", "library/manifest.wrq"];
  for (const name of names) {
    state.cut = (asked) => asked === name;
    state.asked = [];
    await page.reload();
    await search(page);
    await eventually(() => assert.ok(state.asked.includes(name), `${name} of ${state.asked}`));
    await page.waitForTimeout(300);
    assert.equal(await editionOf(page), first);
    assert.deepEqual(await kept(page), [first], name);
  }
  state.cut = () => false;
  await page.reload();
  await page.locator(".new-edition").waitFor();
  assert.equal(await editionOf(page), first);
  await page.locator(".new-edition button").first().click();
  await eventually(async () => assert.notEqual(await editionOf(page), first));
  await search(page);
  assert.equal(await page.title().then((title) => title.includes("الطبعة الثانية")), true);
  await context.close();
  stop();
});

test("a host with an old start page, or one for everything, gives no edition", { timeout: 120_000 }, async () => {
  browser ??= await launch();
  const next = library("next", "samples", ["--title", "الطبعة الثانية", "-q"]);
  const mixed = copy(next, "mixed");
  writeFileSync(join(mixed, "index.html"), readFileSync(join(sample(), "index.html")));
  const { state, stop, address } = await host(sample());
  const context = await browser.newContext({ locale: "ar" });
  const page = await context.newPage();
  await visit(page, address);
  const first = await editionOf(page);
  state.folder = mixed;
  await page.reload();
  await search(page);
  await page.waitForTimeout(1500);
  assert.deepEqual(await kept(page), [first]);
  await context.close();
  stop();
});
