// How a visit begins: what is asked for, in which order, under which rules of a host; and what is given up.

import assert from "node:assert/strict";
import { at, eventually, sample, story } from "./harness.mjs";
import { larger } from "./larger.mjs";

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'";

/** The paths asked for so far, from where the site begins. */
const asked = (reader) => reader.watch.requests.map((request) => request.url().replace(reader.address, "").replace(/#.*/, ""));

story("a host may forbid every script but the site's own", {}, async (reader) => {
  const { page } = reader;
  await page.context().route(/./, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": STRICT } });
  });
  await reader.search("مخطوطة");
  assert.ok((await reader.hits()).length > 0);
  const face = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
  assert.match(face, /Warraq UI/, "the styles that come with the program are there");
  // The rest of the program may still be on its way through here.
  await page.context().unrouteAll({ behavior: "wait" });
});

story("a search asks for little, and for nothing twice", {}, async (reader) => {
  await reader.search("تجليد");
  await reader.page.evaluate(() => document.fonts.ready);
  const paths = asked(reader);
  assert.deepEqual(paths, [...new Set(paths)], "nothing is asked for twice");
  const program = paths.filter((path) => !/^(library\/|favicon|later-)/.test(path));
  assert.ok(program.length <= 11, program.join(" "));
  assert.deepEqual(program.filter((path) => /(book|latin|more)-/.test(path)), [], "results are in the face of the interface");
});

story("the packs of a search are asked for before the page's program is there", { site: larger }, async (reader) => {
  const { page } = reader;
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await page.context().route(/\/app-[0-9a-f]+\.lz$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(reader.address + at("search", "", { q: "مخطوطة" }));
  // The manifest has what a small library needs; of a larger one the words are to be asked for.
  await eventually(async () => assert.ok(asked(reader).filter((path) => /^library\/[0-9a-f]{16}/.test(path)).length >= 2));
  assert.equal(await page.locator("main").count(), 0);
  go();
  await reader.answered("مخطوطة");
});

/** Functions that were called for before their part of the program was there: target/engine/ has their names. */
const early = async ({ page }) => {
  const late = (of) => async (place) => {
    const slot = await place.evaluate(() => globalThis.late);
    return slot === undefined ? [] : [`${of}.json: ${slot}`];
  };
  const lists = await Promise.all([late("app")(page), ...page.workers().map(late("worker"))]);
  return lists.flat();
};
const LATER = /\/later-(app|worker)-[0-9a-f]+\.lz$/;

for (const [name, site] of [["small", sample], ["larger", larger]]) {
  for (const parts of [false, true]) {
    story(`what a search needs is there without the rest of the programs: ${name} library, ${parts ? "parts" : "whole files"}`, { site, parts }, async (reader) => {
      const { page } = reader;
      let go;
      const held = new Promise((resolve) => (go = resolve));
      await page.context().route(LATER, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${reader.address}#/`);
      await page.locator("main h1").first().waitFor();
      await reader.search("مخطوطة");
      await page.goto(reader.address + at("search", "", { q: "صناعة الورق" }));
      await reader.answered("صناعة الورق");
      await eventually(async () => assert.ok((await reader.marks(".hit")).length > 0));
      assert.deepEqual(await early(reader), [], "scripts/watch is to be run: what a search runs is in the part that waits");
      go();
      await page.goto(`${reader.address}#/spread?q=${encodeURIComponent("الورق")}`);
      await page.locator("main svg").first().waitFor();
    });
  }
}

for (const [name, place] of [
  ["a phrase", at("search", "", { q: '"صناعة الورق"' })],
  ["a phrase in other marks", at("search", "", { q: "«صناعة الورق»" })],
  ["a root", at("search", "", { q: "جذر:كتب" })],
  ["the beginning of a word", at("search", "", { q: "مخطو*" })],
  ["a page without a word", at("search", "", { q: "الورق -الحبر" })],
  ["a word as written", at("search", "", { q: "=الورق" })],
  ["the newest", at("search", "", { q: "الورق", order: "newest" })],
  ["one book", at("search", "", { q: "الورق", in: "الحبر" })],
]) {
  story(`who comes for ${name} does not wait for a program in the middle of it`, {}, async (reader) => {
    await reader.page.goto(reader.address + place);
    await eventually(async () => assert.ok((await reader.marks(".hit")).length > 0));
    assert.deepEqual(await early(reader), []);
  });
}

story("who comes to a text has all of the programs at once", {}, async (reader) => {
  await reader.search("مخطوطة");
  const place = await reader.page.locator(".hit h2 a").first().getAttribute("href");
  const fresh = await reader.page.context().newPage();
  await fresh.goto(reader.address + place);
  await fresh.locator(".sheet mark").first().waitFor();
  assert.deepEqual(await early({ page: fresh }), []);
});

story("a part of the program that does not come is told of", { expected: [/^failed: .*later-app/, /ERR_FAILED/], allowed: [/./] }, async (reader) => {
  const { page } = reader;
  await page.context().route(/\/later-app-[0-9a-f]+\.lz$/, (route) => route.abort());
  await reader.search("مخطوطة");
  await page.locator("header.top button").last().click();
  await page.getByRole("status").filter({ hasText: "انقطع الاتصال قبل أن تكتمل المكتبة" }).waitFor();
  await page.context().unroute(/\/later-app-[0-9a-f]+\.lz$/);
  await page.getByRole("button", { name: "حمّل الصفحة من جديد" }).click();
  await reader.answered("مخطوطة");
});

story("what only a query taken back has asked for is given up", { site: larger, parts: false }, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.locator("main h1").first().waitFor();
  const failed = [];
  page.on("requestfailed", (request) => failed.push(request.failure()?.errorText));
  const held = [];
  await page.context().route(/\/library\//, (route) => void held.push(route));
  await reader.ask("مخطوطة");
  await eventually(async () => assert.ok(held.length > 0));
  await reader.ask("");
  await eventually(async () => assert.deepEqual([...new Set(failed)], ["net::ERR_ABORTED"]));
  await page.context().unroute(/\/library\//);
  await reader.ask("مخطوطة");
  await reader.answered("مخطوطة");
});

story("begun many times over, a visit begins each time", {}, async (reader) => {
  const { page } = reader;
  for (let time = 0; time < 20; time += 1) {
    await page.goto("about:blank");
    await reader.search(time % 2 === 0 ? "مخطوطة" : "ورق");
  }
});
