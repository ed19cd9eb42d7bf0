// Narrowing the results: values of fields with their counts, words within the results, orders.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, eventually, shared, library, story } from "./harness.mjs";
import { larger } from "./larger.mjs";
import { target } from "./site.mjs";

/** The first number of a text. */
const number = (text) => Number(/[٠-٩٬]+/.exec(text)[0].replace(/٬/g, "").replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)));
const total = async (reader) => number(await reader.total());
const value = (page, field, name) => page.locator(`.facet[data-field="${field}"]`).getByRole("checkbox", { name });
const counted = async (page, field, name) => number(await page.locator(`.facet[data-field="${field}"] label`).filter({ hasText: name }).locator(".count").innerText());

story("values with counts: one, two of a field, another field; each a chip that takes it off", { site: larger }, async (reader) => {
  const { page } = reader;
  await reader.search("الورق");
  const all = await total(reader);
  await page.getByRole("button", { name: "تصفية النتائج" }).click();
  const one = await counted(page, "source", "مجلة الخط");
  const two = await counted(page, "source", "دفتر المكتبة");
  await value(page, "source", /مجلة الخط/).click();
  await eventually(async () => assert.equal(await total(reader), one));
  // The others of the field can still be had besides, and their counts are what they bring.
  await eventually(async () => assert.equal(await counted(page, "source", "دفتر المكتبة"), two));
  await value(page, "source", /دفتر المكتبة/).click();
  await eventually(async () => assert.equal(await total(reader), one + two));
  assert.equal(reader.place(), "#/search?q=الورق&is=source:مجلة الخط&is=source:دفتر المكتبة");
  await eventually(async () => assert.equal(await page.locator(".set-chip").count(), 2));
  await reader.shot("facets-wide");
  const year = page.locator('.facet[data-field="year"] label').first();
  const inYear = number(await year.locator(".count").innerText());
  await year.click();
  await eventually(async () => assert.equal(await total(reader), inYear));
  await page.reload();
  await eventually(async () => assert.equal(await total(reader), inYear));
  await page.locator(".set-chip").first().click();
  await eventually(async () => assert.equal(await page.locator(".set-chip").count(), 2));
  await page.getByRole("link", { name: "أزلها كلها" }).click();
  await eventually(async () => assert.equal(await total(reader), all));
  assert.equal(reader.place(), "#/search?q=الورق");
});

story("words within the results narrow them, as a chip", { site: larger }, async (reader) => {
  const { page } = reader;
  await reader.search("الورق");
  const all = await total(reader);
  await page.getByRole("button", { name: "تصفية النتائج" }).click();
  await page.getByRole("searchbox", { name: "ابحث في النتائج" }).fill("الحبر");
  await page.keyboard.press("Enter");
  await page.locator(".set-chip", { hasText: "الحبر" }).waitFor();
  await eventually(async () => assert.ok((await total(reader)) < all));
  assert.equal(reader.place(), "#/search?q=الورق&in=الحبر");
  const narrowed = await total(reader);
  await reader.search("الورق الحبر");
  assert.equal(await total(reader), narrowed);
});

story("newest, oldest, as in the book", { site: larger }, async (reader) => {
  const { page } = reader;
  const years = () => page.locator(".hit-origin").evaluateAll((all) => all.map((it) => Number(/[٠-٩]{4}/.exec(it.innerText)[0].replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)))));
  await reader.search("الورق");
  for (const [order, sign] of [["newest", -1], ["oldest", 1]]) {
    await page.locator(`[data-order=${order}]`).click();
    await page.locator(`[data-order=${order}][aria-current="true"]`).waitFor();
    await reader.drawn();
    const found = await years();
    assert.deepEqual(found, found.toSorted((a, b) => sign * (a - b)), order);
  }
  await page.locator("[data-order=page]").click();
  await page.locator('[data-order=page][aria-current="true"]').waitFor();
  await reader.drawn();
  const pages = await page.locator(".hit").evaluateAll((hits) => hits.map((hit) => Number(hit.dataset.page)));
  assert.deepEqual(pages, pages.toSorted((a, b) => a - b));
});

/** A library of three books, of two of whose authors it is said in which years they died, or of none. */
function books(name, said) {
  const texts = join(target, "stories", `${name}-texts`);
  rmSync(texts, { recursive: true, force: true });
  for (const [book, died] of [["المتأخر", 911], ["المجهول"], ["المتقدم", 99]]) {
    mkdirSync(join(texts, book), { recursive: true });
    writeFileSync(join(texts, book, "library.toml"), `author = "صاحب ${book}"\n${said && died ? `died = ${died}\n` : ""}`);
    writeFileSync(join(texts, book, "باب.md"), `---\ntitle: باب من ${book}\n---\n\nكتب الوراق في ${book} كلاما عن الحبر.\n`);
  }
  return library(name, texts);
}
const generations = () => books("generations", true);
const unknown = () => books("unknown-authors", false);

story("works of authors who lived earlier first, where that is known; no order by dates nobody has", { site: generations }, async (reader) => {
  const { page } = reader;
  await reader.search("الحبر");
  assert.equal(await page.locator("[data-order=newest]").count(), 0);
  await page.locator("[data-order=author]").click();
  await page.locator('[data-order=author][aria-current="true"]').waitFor();
  await reader.drawn();
  const titles = await page.locator(".hit h2").allInnerTexts();
  assert.deepEqual(titles.map((title) => title.trim()), ["باب من المتقدم", "باب من المتأخر", "باب من المجهول"]);
  await page.reload();
  await page.locator('[data-order=author][aria-current="true"]').waitFor();
  await reader.shot("order-author");
});

story("no order by the lives of authors of whom nothing is known", { site: unknown }, async (reader) => {
  await reader.search("الحبر");
  const orders = await reader.page.locator("[data-order]").evaluateAll((all) => all.map((order) => order.dataset.order));
  assert.deepEqual(orders, ["relevance", "page"]);
});

story("on a phone the fields are a sheet, which Escape closes", { width: 390 }, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  const opener = page.getByRole("button", { name: "تصفية النتائج" });
  await opener.click();
  await page.locator(".facet label").first().waitFor();
  await reader.shot("facets-narrow");
  assert.ok(await reader.fits());
  await page.locator("#within").focus();
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await page.locator("#facets").isVisible(), false));
  assert.ok(await opener.evaluate((it) => it === document.activeElement));
});

const news = shared("data/news/news-10k.jsonl.gz");
if (news) {
  story("ten thousand articles: a source and a year", { site: () => library("news", news, ["-q"]) }, async (reader) => {
    const { page } = reader;
    await reader.goto(at("search", "", { q: "الحكومة" }));
    await reader.answered("الحكومة");
    await page.getByRole("button", { name: "تصفية النتائج" }).click();
    for (const field of ["source", "year"]) {
      const label = page.locator(`.facet[data-field="${field}"] label`).first();
      const promised = number(await label.locator(".count").innerText());
      await label.click();
      await eventually(async () => assert.equal(await total(reader), promised));
      await eventually(async () => assert.ok(await label.locator("input").isChecked()));
    }
    await reader.shot("facets-news");
  });
}
