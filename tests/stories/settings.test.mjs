// What a reader can set, and that it is kept.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

const VOCALISED = "الخط/قصة-النقط-والشكل";

async function open(reader, place = at("page", VOCALISED)) {
  await reader.goto(place);
  await reader.page.locator(".sheet h1").waitFor();
  await reader.drawn();
  await reader.page.getByRole("button", { name: "الإعدادات" }).click();
  await reader.page.getByRole("dialog", { name: "الإعدادات" }).waitFor();
}

const size = (page) => page.locator(".text p").first().evaluate((p) => parseFloat(getComputedStyle(p).fontSize));
const colours = (page) =>
  page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color].map((colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b));
  });
const choose = (page, name) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

story("another language finds the reader where they were among the results", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  await page.locator(".hit").nth(8).scrollIntoViewIfNeeded();
  const y = () => page.evaluate(() => scrollY);
  const before = await y();
  assert.ok(before > 500);
  // A click would be preceded by scrolling.
  await page.keyboard.press("s");
  await choose(page, "English");
  await page.keyboard.press("Escape");
  await page.locator('html[lang="en"]').waitFor();
  await reader.drawn();
  // Names in another script break lines elsewhere.
  await eventually(async () => assert.ok(Math.abs((await y()) - before) < 100, `${await y()} was ${before}`));
});

story("who came back, scrolled up and finds a word in the page is not taken down again", { width: 390 }, async (reader) => {
  const { page } = reader;
  await reader.search("الورق");
  await page.locator(".hit h2 a").first().click();
  await page.locator(".related a").first().waitFor();
  await reader.drawn();
  // The page may yet go to its first word found.
  await eventually(async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok((await page.evaluate(() => history.state)) > 500);
  });
  const before = await page.evaluate(() => scrollY);
  await page.locator(".related a").first().click();
  await eventually(async () => assert.equal(await page.evaluate(() => scrollY), 0));
  await page.goBack();
  await eventually(async () => assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) < 4));
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press("f");
  await page.locator("#find").fill("زرافة");
  await eventually(async () => assert.equal(await page.locator(".sheet mark").count(), 0));
  await page.waitForTimeout(400);
  assert.ok((await page.evaluate(() => scrollY)) < before - 300);
});

story("letters grow and shrink, up to an end, and stay so", {}, async (reader) => {
  const { page } = reader;
  await open(reader);
  const before = await size(page);
  const larger = page.getByRole("button", { name: "أكبر", exact: true });
  await larger.click();
  const after = await size(page);
  assert.ok(after > before, `${before} to ${after}`);
  while (await larger.isEnabled()) await larger.click();
  const most = await size(page);
  assert.ok(most > after);
  const smaller = page.getByRole("button", { name: "أصغر", exact: true });
  while (await smaller.isEnabled()) await smaller.click();
  const least = await size(page);
  assert.ok(least < before && least >= 16, `${least} px at least`);
  await page.reload();
  await page.locator(".sheet h1").waitFor();
  await reader.drawn();
  assert.equal(await size(page), least);
});

story("light, dark and the colour of paper", { scheme: "light" }, async (reader) => {
  const { page } = reader;
  await open(reader);
  const seen = {};
  for (const name of ["فاتح", "داكن", "ورقي"]) {
    await choose(page, name);
    assert.equal(await page.getByRole("dialog").getByRole("button", { name, exact: true }).getAttribute("aria-pressed"), "true");
    seen[name] = await colours(page);
  }
  const [paper, ink] = [0, 1];
  assert.ok(seen["فاتح"][paper] > seen["فاتح"][ink], "dark on light");
  assert.ok(seen["داكن"][paper] < seen["داكن"][ink], "light on dark");
  assert.ok(seen["ورقي"][paper] < seen["فاتح"][paper] && seen["ورقي"][paper] > seen["ورقي"][ink], "between them");
  await page.reload();
  await page.locator(".sheet h1").waitFor();
  await reader.drawn();
  assert.deepEqual(await colours(page), seen["ورقي"]);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await colours(page), seen["ورقي"], "what was chosen goes before the system");
});

story("as long as nothing is chosen, the colours are the system's", { scheme: "dark" }, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const dark = await colours(page);
  assert.ok(dark[0] < dark[1]);
  await page.emulateMedia({ colorScheme: "light" });
  await eventually(async () => {
    const light = await colours(page);
    assert.ok(light[0] > light[1]);
  });
});

story("in English the frame turns round, the texts do not", {}, async (reader) => {
  const { page } = reader;
  await open(reader, at("page", VOCALISED, { q: "كتاب" }));
  await choose(page, "English");
  const root = page.locator("html");
  await eventually(async () => assert.equal(await root.getAttribute("dir"), "ltr"));
  assert.equal(await root.getAttribute("lang"), "en");
  await page.getByRole("dialog", { name: "Settings" }).getByRole("button", { name: "Close" }).click();
  const direction = (part) => page.locator(part).first().evaluate((element) => getComputedStyle(element).direction);
  assert.equal(await direction(".text p"), "rtl");
  assert.equal(await direction(".sheet h1"), "rtl");
  assert.equal(await direction("header.top"), "ltr");
  assert.match(await page.locator(".hit-of").innerText(), /^(\d+ places?|\d+ of \d+)$/);
  await page.reload();
  await page.getByRole("heading", { level: 2, name: "Related pages" }).waitFor();
  assert.equal(await root.getAttribute("dir"), "ltr");
  await reader.search("التحالف");
  assert.equal(await reader.total(), "2 pages");
  assert.equal(await direction(".passages"), "rtl");
  // Nothing Arabic is left of the interface itself.
  for (const name of ["الإعدادات", "ابحث", "أغلق"]) assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0);
  await page.getByRole("button", { name: "Settings" }).click();
  await choose(page, "العربية");
  await eventually(async () => assert.equal(await root.getAttribute("dir"), "rtl"));
});

story("vowel signs can be put away; the marked words stay marked", {}, async (reader) => {
  const { page } = reader;
  await open(reader, at("page", VOCALISED, { q: "كتاب", hit: 1 }));
  const text = page.locator(".text");
  const all = await page.locator(".sheet mark").count();
  assert.match(await text.innerText(), /[\u064B-\u0652]/);
  // What is set changes the text, not all that is around it.
  await page.locator(".sheet").evaluate((sheet) => (sheet.stayed = true));
  await choose(page, "مخفي");
  await eventually(async () => assert.doesNotMatch(await text.innerText(), /[\u064B-\u0652]/));
  await reader.drawn();
  assert.match(await text.innerText(), /كانت الكتابة العربية في أول أمرها رسما بلا نقط ولا شكل\./);
  assert.equal(await page.locator(".sheet mark").count(), all);
  assert.deepEqual(await reader.torn(), []);
  assert.ok(await page.locator(".sheet").evaluate((sheet) => sheet.stayed === true), "the page is not drawn anew");
  await eventually(async () => assert.equal(await page.locator("#hit-1.current").count(), 1));
  await page.reload();
  await page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
  assert.doesNotMatch(await text.innerText(), /[\u064B-\u0652]/);
});

story("the settings close by Escape and by their button", { width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader);
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "أغلق" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await dialog.waitFor();
  assert.ok(await reader.fits());
});
