// Reading as in a book: type, marks, notes of the text, contents, turning, keys, print.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

const VOCALISED = "الخط/قصة-النقط-والشكل";
const NOTES = "الوراقون/الحواشي-والهوامش";
const POEMS = "شعر/الكتاب-في-عيون-الشعراء";

async function open(reader, id, there = ".text p") {
  await reader.goto(at("page", id));
  await reader.page.locator(there).first().waitFor();
  await reader.drawn();
}

const family = (page) => page.locator(".text p").first().evaluate((p) => getComputedStyle(p).fontFamily);
const loaded = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family.replaceAll('"', ""));
  });

story("faces are loaded when they are chosen, and show in the specimen and the text", {}, async (reader) => {
  const { page } = reader;
  await open(reader, VOCALISED);
  for (const face of ["Warraq Naskh", "Warraq Clear"]) assert.ok(!(await loaded(page)).includes(face), face);
  await page.getByRole("button", { name: "الإعدادات" }).click();
  const dialog = page.getByRole("dialog", { name: "الإعدادات" });
  for (const [name, face] of [["نسخ", "Warraq Naskh"], ["شهرزاد", "Warraq Clear"], ["بلا زوائد", "Warraq UI"]]) {
    await dialog.getByRole("button", { name, exact: true }).click();
    assert.ok((await family(page)).startsWith(`"${face}"`), face);
    await eventually(async () => assert.ok((await loaded(page)).includes(face), face));
    await reader.shot(`face-${face.split(" ")[1]}-1280-light`);
  }
  await dialog.getByRole("button", { name: "مستوية" }).click();
  assert.equal(await page.locator(".text p").first().evaluate((p) => getComputedStyle(p).textAlign), "justify");
  const width = () => page.locator(".sheet").evaluate((sheet) => sheet.getBoundingClientRect().width);
  const before = await width();
  await dialog.getByRole("group", { name: "طول السطر" }).getByRole("button", { name: "أقل" }).click();
  assert.ok((await width()) < before);
  await page.reload();
  await page.locator(".text p").first().waitFor();
  await reader.drawn();
  assert.ok((await family(page)).startsWith('"Warraq UI"'));
});

story("tashkeel goes and comes and the reader stays at the same words", { width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader, VOCALISED);
  await page.mouse.wheel(0, 1200);
  await eventually(async () => assert.ok(await page.evaluate(() => scrollY > 600)));
  const block = () => page.evaluate(() => placeNow()[2]);
  const before = await block();
  for (let time = 0; time < 4; time += 1) {
    await page.keyboard.press("t");
    await page.waitForTimeout(150);
    // The line at the top may be the last of a block or the first of the next.
    assert.ok(Math.abs((await block()) - before) <= 1, `${await block()} after ${before}`);
  }
});

story("a mark of a note opens the note beside it; Escape closes it and the focus comes back", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES, ".note-mark");
  const mark = page.getByRole("button", { name: "حاشية 1" });
  await mark.click();
  const note = page.locator(".note-card:popover-open");
  await note.filter({ hasText: "التعليق، والتخريج" }).waitFor();
  const near = await page.evaluate(() => {
    const [mark, card] = [".note-mark", ".note-card:popover-open"].map((part) => document.querySelector(part).getBoundingClientRect());
    return Math.min(Math.abs(card.top - mark.bottom), Math.abs(mark.top - card.bottom));
  });
  assert.ok(near < 60, `${near} px away`);
  await reader.shot("note-1280-light");
  await page.keyboard.press("Escape");
  await note.waitFor({ state: "detached" }).catch(() => undefined);
  assert.equal(await note.count(), 0);
  assert.ok(await mark.evaluate((mark) => mark === document.activeElement));
});

story("on a phone a note is a sheet at the foot", { width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES, ".note-mark");
  await page.getByRole("button", { name: "حاشية 1" }).click();
  await page.locator(".note-card:popover-open").waitFor();
  assert.ok(await reader.fits());
  await reader.shot("note-390-light");
});

story("verse stands in two columns, and in one where there is no room", {}, async (reader) => {
  const { page } = reader;
  await open(reader, POEMS, ".line");
  const halves = () =>
    page.locator(".line:not(.whole)").first().evaluate((line) => [...line.children].map((half) => Math.round(half.getBoundingClientRect().top)));
  const [first, second] = await halves();
  assert.ok(Math.abs(first - second) < 3, "side by side");
  await page.setViewportSize({ width: 360, height: 800 });
  const [upper, lower] = await halves();
  assert.ok(lower > upper, "one below the other");
  assert.ok(await reader.fits());
});

story("contents lead to pages, headings and a page by its number", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.getByRole("button", { name: "المحتويات" }).click();
  const contents = page.getByRole("navigation", { name: "المحتويات" });
  const here = contents.locator("[aria-current=page]");
  await here.waitFor();
  await reader.shot("contents-1280-light");
  const heading = contents.locator("li li a").last();
  const words = await heading.innerText();
  await heading.click();
  await eventually(async () => {
    const top = await page.locator(".text").getByRole("heading", { name: words, exact: true }).evaluate((h) => h.getBoundingClientRect().top);
    assert.ok(top > 40 && top < 500, `${top}`);
  });
  await contents.getByLabel("إلى الصفحة رقم").first().fill("٢");
  await page.keyboard.press("Enter");
  await page.locator(".page-of").filter({ hasText: "الصفحة ٢ من" }).waitFor();
  await page.getByRole("navigation", { name: "موضع الصفحة" }).getByRole("link").nth(1).click();
  await page.locator(".shelf-page").first().waitFor();
  // All pages of this book are by the same and from the same: that is said once. Each has a date of its own.
  const rows = page.locator(".shelf-page");
  assert.ok((await rows.count()) > 3);
  assert.deepEqual(await page.locator(".shelf-page :is(.author, .source)").allInnerTexts(), ["هيئة تحرير ورّاق", "دفاتر الوراقة"]);
  assert.equal(await rows.first().locator(".author").count(), 1);
  assert.equal(await rows.locator("time").count(), await rows.count());
});

story("on a phone the contents are a drawer, which Escape closes", { width: 390, height: 844, scheme: "dark" }, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.getByRole("button", { name: "المحتويات" }).click();
  const contents = page.getByRole("navigation", { name: "المحتويات" });
  await contents.locator("[aria-current=page]").waitFor();
  await reader.shot("contents-390-dark");
  assert.ok(await reader.fits());
  await page.keyboard.press("Escape");
  await contents.waitFor({ state: "detached" });
});

story("pages are turned by keys: the next is to the left", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  const next = await page.locator(".turns [rel=next] .turn-title").innerText();
  const title = await page.locator(".sheet h1").innerText();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("heading", { level: 1, name: next, exact: true }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
});

story("the sheet of keys opens by its key and closes by Escape", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.keyboard.press("Shift+Slash");
  const sheet = page.getByRole("dialog", { name: "مفاتيح" });
  await sheet.waitFor();
  await reader.shot("keys-1280-light");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
});

story("words are found in the page at each depth, and walked", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.keyboard.press("f");
  const box = page.getByRole("searchbox", { name: "البحث في الصفحة" });
  await box.fill("كتب");
  await page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
  const lemma = await page.locator(".sheet mark").count();
  await page.locator(".find select").selectOption("root");
  await eventually(async () => assert.ok((await page.locator(".sheet mark").count()) > lemma));
  await box.press("Enter");
  await page.locator("mark.current#hit-1").waitFor();
  assert.ok(await page.locator(".rail-hit").count());
  await reader.shot("find-1280-light");
  await box.press("Escape");
  await page.locator(".sheet mark").first().waitFor({ state: "detached" });
  assert.equal(await page.locator(".find").count(), 0);
});

story("the text stands alone, and does so no longer at Escape", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.keyboard.press("z");
  await page.locator(".top").waitFor({ state: "hidden" });
  await reader.shot("quiet-1280-light");
  await page.getByRole("button", { name: "أغلق" }).first().click();
  await page.locator(".top").waitFor();
});

story("digits are those the reader chooses", {}, async (reader) => {
  const { page } = reader;
  await open(reader, NOTES);
  await page.locator(".page-of").filter({ hasText: /[٠-٩]/ }).waitFor();
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("dialog", { name: "الإعدادات" }).getByRole("button", { name: "0123" }).click();
  await page.locator(".page-of").filter({ hasText: /الصفحة [0-9]+ من [0-9]+/ }).waitFor();
});

story("all of a page is printed, though not all of it is drawn yet", {}, async (reader) => {
  const { page } = reader;
  await reader.search("صناعة الورق");
  const [early, printed] = await page.evaluate(async () => {
    document.querySelector(".hit h2 a").click();
    while (!document.querySelector(".text[aria-busy]")) await new Promise(requestAnimationFrame);
    const blocks = () => document.querySelectorAll(".text [data-b]").length;
    const early = blocks();
    dispatchEvent(new Event("beforeprint"));
    await Promise.resolve();
    return [early, blocks()];
  });
  await reader.drawn();
  const all = await page.locator(".text [data-b]").count();
  assert.ok(early < all, `${early} of ${all}`);
  assert.equal(printed, all);
});

story("what is printed has the book and the page at its head", {}, async (reader) => {
  const { page } = reader;
  await reader.search("صناعة الورق");
  await page.locator(".hit h2 a").first().click();
  const title = await page.locator(".sheet h1").innerText();
  await reader.drawn();
  const printed = await page.pdf();
  const head = () => page.evaluate(() => document.documentElement.style.getPropertyValue("--head-page"));
  assert.equal(await head(), `"${title}"`);
  // The heads are in what was printed, not only told of after it.
  await page.evaluate(() => addEventListener("beforeprint", () => document.documentElement.removeAttribute("style")));
  assert.ok((await page.pdf()).length < printed.length);
});
