// The front page and the kinds of page that can be opened from it.

import assert from "node:assert/strict";
import { ask, at, sample, story } from "./harness.mjs";

const arabic = new Intl.NumberFormat("ar-EG");

/** The row of a page on the shelf. */
const row = (reader, title) =>
  reader.page.locator(".shelf-page").filter({ has: reader.page.getByRole("link", { name: title, exact: true }) });

/** Opens a page by its title. */
async function open(reader, title) {
  await reader.page.getByRole("link", { name: title, exact: true }).first().click();
  await reader.page.locator(".sheet h1").filter({ hasText: title }).waitFor();
  await reader.drawn();
}

story("the shelf says what is in the library", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.getByRole("heading", { level: 1, name: "مكتبة ور\u0651اق" }).waitFor();
  const stats = ask("stats", sample());
  const facts = await page.locator(".shelf-head").innerText();
  for (const number of [stats.books.length, stats.pages]) assert.ok(facts.includes(arabic.format(number)), facts);
  await page.locator(".shelf-page").first().waitFor();
  assert.equal(await page.title(), "مكتبة ور\u0651اق");
  assert.equal(await page.locator(".book").count(), stats.books.length);
  for (const book of stats.books.filter((book) => book.id)) {
    await page.getByRole("heading", { level: 2, name: book.title, exact: true }).waitFor();
  }
});

story("pages stand there with source and date, what all have by the first alone; a date only mentioned is said to be so", {}, async (reader) => {
  await reader.goto();
  const check = async (title, said, date, without) => {
    await row(reader, title).waitFor();
    const text = await row(reader, title).innerText();
    assert.ok(text.includes(date), `${date} in ${text}`);
    for (const part of without) assert.ok(!text.includes(part), `no ${part} in ${text}`);
    const list = reader.page.locator(".pages").filter({ has: row(reader, title) });
    const first = await list.locator(".shelf-page").first().innerText();
    for (const part of said) {
      assert.ok(first.includes(part), `${part} in ${first}`);
      assert.equal((await list.innerText()).split(part).length, 2, `${part} is said once`);
    }
  };
  await check("التحالف الدولي ضد داعش: ما هو وماذا يفعل؟", ["نشرة الوراق"], "يذكر ١٠ نوفمبر ٢٠٢٠", []);
  await check("من الخ\u0650ر\u064Eق إلى الكتاب، صناعة الورق", ["هيئة تحرير ور\u0651اق", "دفاتر الوراقة"], "١٠ يونيو ٢٠٢١", ["يذكر"]);
  await check("رقوق برمنغهام: ورقتان من مصحف قديم", ["نشرة الوراق"], "٦ شوال ١٤٣٦ هـ", ["يذكر"]);
  await check("الإيداع القانوني", ["نشرة المكتبات"], "١٠ أبريل ٢٠٢٤", ["يذكر"]);
});

story("a book shows all its pages and can be searched alone", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const books = ask("stats", sample()).books;
  const book = books.find((book) => book.id === "المكتبات");
  await page.getByRole("link", { name: `الصفحات كلها: ${arabic.format(book.pages)}` }).first().click();
  await page.getByRole("heading", { level: 1, name: book.title, exact: true }).waitFor();
  await page.locator(".shelf-page").first().waitFor();
  assert.equal(await page.locator(".shelf-page").count(), book.pages);
  assert.equal(await page.title(), `${book.title} — مكتبة ور\u0651اق`);

  await page.getByRole("link", { name: "ابحث في هذا الكتاب" }).click();
  await page.locator(".scope").filter({ hasText: book.title }).waitFor();
  await reader.ask("كتاب");
  await page.locator(".hit").first().waitFor();
  const within = await reader.hits();
  assert.deepEqual(within.toSorted(), ask("search", sample(), "كتاب", "--book", book.id, "--limit", "10").ids.toSorted());
  await page.getByRole("link", { name: "ابحث في المكتبة كلها" }).click();
  await page.locator(".scope").waitFor({ state: "detached" });
  const all = await reader.hits();
  assert.ok(all.some((id) => !within.includes(id)), "pages of other books are found, too");
});

story("a page of full vocalisation keeps every sign", {}, async (reader) => {
  await reader.goto();
  await open(reader, "ق\u0650ص\u064E\u0651ة\u064F الن\u064E\u0651ق\u0652ط\u0650 و\u064Eالش\u064E\u0651ك\u0652ل\u0650");
  await reader.sees("ك\u064Eان\u064Eت\u0650 ال\u0652ك\u0650ت\u064Eاب\u064Eة\u064F ال\u0652ع\u064Eر\u064Eب\u0650ي\u064E\u0651ة\u064F ف\u0650ي أ\u064Eو\u064E\u0651ل\u0650 أ\u064Eم\u0652ر\u0650ه\u064Eا ر\u064Eس\u0652م\u064Bا ب\u0650ل\u064Eا ن\u064Eق\u0652ط\u064D و\u064Eل\u064Eا ش\u064Eك\u0652ل\u064D.");
  await reader.page.getByRole("heading", { level: 2, name: "ن\u064Fق\u064Eط\u064F أ\u064Eب\u0650ي ال\u0652أ\u064Eس\u0652و\u064Eد\u0650" }).waitFor();
  assert.match(reader.place(), /^#\/page\/\d+\/الخط\/قصة-النقط-والشكل$/);
});

/** Where the two halves of the first verse line of two stand. */
async function halves(reader) {
  await reader.goto();
  await open(reader, "الكتاب في عيون الشعراء");
  const parts = reader.page.locator(".verse .line:not(.whole)").first().locator("> span");
  assert.deepEqual(await parts.allInnerTexts(), [
    "أ\u064Eع\u064Eز\u064F\u0651 م\u064Eكان\u064D في الد\u064F\u0651نى س\u064Eرج\u064F ساب\u0650ح\u064D",
    "و\u064Eخ\u064Eير\u064F ج\u064Eليس\u064D في الز\u064E\u0651مان\u0650 ك\u0650تاب\u064F",
  ]);
  return [await parts.nth(0).boundingBox(), await parts.nth(1).boundingBox()];
}

story("verse stands in two columns, the first half on the right", {}, async (reader) => {
  const [first, second] = await halves(reader);
  assert.ok(Math.abs(first.y - second.y) < 2, "on one line");
  assert.ok(first.x >= second.x + second.width, "the first half is on the right");
});

story("on a phone the halves of a verse stand one below the other", { width: 390, height: 844 }, async (reader) => {
  const [first, second] = await halves(reader);
  assert.ok(second.y >= first.y + first.height - 1, "the second half is below");
  assert.ok(second.x + second.width < first.x + first.width, "and begins further left");
});

story("table, list and notes are what they were", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await open(reader, "كيف نرتب المعجم؟ مسألة قديمة بثوب جديد");
  const table = page.getByRole("table").first();
  assert.ok((await table.getByRole("columnheader").count()) >= 2);
  assert.ok((await table.getByRole("row").count()) >= 3);
  assert.ok(!(await page.locator(".text").innerText()).includes("|"), "no bar of the table's source is left");

  await reader.goto();
  await open(reader, "من الخ\u0650ر\u064Eق إلى الكتاب، صناعة الورق");
  const items = page.locator(".sheet .list li");
  assert.equal(await items.count(), 6);
  assert.match(await items.first().innerText(), /^[1١]\.\s+ت\u064Fجمع خ\u0650ر\u064Eق/u);

  await reader.goto();
  await open(reader, "الحواشي والهوامش، ما يقال على حافة الكتاب");
  const notes = page.getByRole("region", { name: "الحواشي" }).getByRole("listitem");
  assert.equal(await notes.count(), 2);
  assert.match(await notes.first().innerText(), /ومن أسمائها عند المحققين المعاصرين/);
  assert.ok(!/\[\^|\*\*/.test(await page.locator(".text").innerText()), "no sign of the notes' source is left");
});

story("files in windows-1256 and UTF-16 are read right", {}, async (reader) => {
  await reader.goto(at("page", "المكتبات/حكاية-الحرف-في-الحاسوب"));
  await reader.sees(/ويندوز/);
  assert.ok(!(await reader.text()).includes("\uFFFD"));
  await reader.goto(at("page", "المكتبات/قاعات-المطالعة"));
  await reader.page.locator(".sheet h1").filter({ hasText: "قاعات المطالعة" }).waitFor();
  await reader.drawn();
  assert.ok(!(await reader.text()).includes("\uFFFD"));
});
