// What a reader leaves in a book and finds again: the place, bookmarks, highlights, notes, links to passages.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, eventually, story } from "./harness.mjs";
import { target } from "./site.mjs";

const PAPER = "الوراقون/صناعة-الورق";

/** Selects words of a paragraph of the text: from the first letters `from` to the last letters `to`. */
const select = (page, number, from, to) =>
  page.locator(".text p").nth(number).evaluate(
    (paragraph, [from, to]) => {
      const text = paragraph.firstChild;
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      paragraph.scrollIntoView({ block: "center" });
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    },
    [from, to],
  );

/** What is painted under a name. */
const painted = (page, name) => page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map(String), name);

async function open(reader) {
  await reader.goto(at("page", PAPER));
  await reader.page.locator(".text p").first().waitFor();
  await reader.drawn();
}

const bar = (page, name) => page.getByRole("toolbar", { name: "ما حددته" }).getByRole("button", { name, exact: true });

story("words are highlighted, whole, and stay so when the page is opened again", {}, async (reader) => {
  const { page } = reader;
  await open(reader);
  const text = await page.locator(".text p").first().innerText();
  const words = text.split(" ");
  // From within the second word into the fourth.
  const from = words[0].length + 2;
  await select(page, 0, from, words.slice(0, 3).join(" ").length + 2);
  await bar(page, "تعليم").click();
  const whole = words.slice(1, 4).join(" ");
  await eventually(async () => assert.ok((await painted(page, "kept")).some((found) => whole.startsWith(found) && found.length >= whole.length - 1), whole));
  await reader.shot("highlight-1280-light");
  await page.reload();
  await page.locator(".text p").first().waitFor();
  await reader.drawn();
  await eventually(async () => assert.equal((await painted(page, "kept")).length, 1));
  // Without marks they are the same words.
  await page.keyboard.press("t");
  await eventually(async () => assert.equal((await painted(page, "kept")).length, 1));
});

story("words found in a page leave the rest of it as it was", {}, async (reader) => {
  const { page } = reader;
  await open(reader);
  const words = (await page.locator(".text p").first().innerText()).split(" ");
  await select(page, 0, words[0].length + 1, words.slice(0, 5).join(" ").length);
  await bar(page, "تعليم").click();
  await eventually(async () => assert.equal((await painted(page, "kept")).length, 1));
  const before = await painted(page, "kept");
  const scrolled = await page.evaluate(() => {
    for (const block of document.querySelectorAll(".sheet [data-b]")) block.stayed = true;
    return scrollY;
  });
  await page.keyboard.press("f");
  await page.locator("#find").fill(words[3]);
  await page.locator(".text p").first().locator("mark").first().waitFor();
  await reader.drawn();
  const blocks = await page.locator(".sheet [data-b]").evaluateAll((blocks) => blocks.map((block) => [block.querySelector("mark") !== null, block.stayed === true]));
  assert.ok(blocks.some(([marked]) => marked) && blocks.some(([marked]) => !marked), JSON.stringify(blocks));
  for (const [marked, stayed] of blocks) assert.equal(stayed, !marked);
  await eventually(async () => assert.deepEqual(await painted(page, "kept"), before));
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await page.locator(".sheet mark").count(), 0));
  await eventually(async () => assert.deepEqual(await painted(page, "kept"), before));
});

story("a note is written, listed, saved to a file, taken away and brought back from the file", {}, async (reader) => {
  const { page } = reader;
  await open(reader);
  await select(page, 1, 0, 20);
  await bar(page, "ملاحظة").click();
  await page.getByRole("textbox", { name: "ملاحظتك" }).fill("انظر الفهرست");
  await page.keyboard.press("Escape");
  await page.locator("#writing[open]").waitFor({ state: "detached" });
  // A field that was closed has the focus until the next frame.
  await page.waitForFunction(() => !document.activeElement.closest("dialog"));
  await page.keyboard.press("b");
  await page.getByRole("button", { name: "ضع إشارة" }).and(page.locator("[aria-pressed=true]")).waitFor();
  await page.getByRole("link", { name: "علاماتي" }).click();
  const notes = page.locator(".note-list > li");
  await eventually(async () => assert.equal(await notes.count(), 2));
  await page.getByText("انظر الفهرست").waitFor();
  await reader.shot("notes-1280-light");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "حفظ في ملف" }).click();
  mkdirSync(join(target, "stories"), { recursive: true });
  const file = join(target, "stories", "notes.json");
  await (await download).saveAs(file);
  assert.equal(JSON.parse(readFileSync(file, "utf8")).notes.length, 2);
  const remove = page.locator(".note-list").getByRole("button", { name: "حذف" });
  await remove.first().click();
  await remove.first().click();
  await eventually(async () => assert.equal(await notes.count(), 0));
  await page.getByRole("button", { name: "تراجع عن الحذف" }).click();
  await eventually(async () => assert.equal(await notes.count(), 1));
  await page.locator("input[type=file]").setInputFiles(file);
  await eventually(async () => assert.equal(await notes.count(), 2));
  const other = join(target, "stories", "other.json");
  writeFileSync(other, "{}");
  await page.locator("input[type=file]").setInputFiles(other);
  await reader.sees("ليس هذا ملف علامات حفظه هذا البرنامج.");
  await notes.filter({ hasText: "انظر الفهرست" }).getByRole("link").first().click();
  await page.locator(".sheet h1").waitFor();
  await reader.drawn();
  await eventually(async () => assert.equal((await painted(page, "linked")).length, 1));
});

story("a note whose passage is gone stays, and says so", {}, async (reader) => {
  const { page } = reader;
  await open(reader);
  const note = { id: "1", page: PAPER, title: "ورق", book: "", at: "3.1.0.2.1-2", quote: "كلام حذف", text: "", made: 1, changed: 1 };
  const lost = { ...note, id: "2", page: "لا صفحة", at: "", quote: "" };
  const file = join(target, "stories", "lost.json");
  mkdirSync(join(target, "stories"), { recursive: true });
  writeFileSync(file, JSON.stringify({ kind: "warraq-notes", version: 1, notes: [note, lost] }));
  await reader.goto("#/notes");
  await page.locator("input[type=file]").setInputFiles(file);
  await reader.sees("تغير النص ولم نجد فيه هذا الموضع");
  await reader.sees("الصفحة لم تعد في المكتبة");
});

story("a link to a passage leads to it", {}, async (reader) => {
  const { page } = reader;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(reader);
  const last = (await page.locator(".text p").count()) - 1;
  await select(page, last, 0, 12);
  await bar(page, "نسخ الرابط").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /[?&]at=/);
  await reader.goto("#/");
  await page.goto(link);
  await page.locator(".text p").first().waitFor();
  await reader.drawn();
  await eventually(async () => assert.equal((await painted(page, "linked")).length, 1));
  await eventually(async () => assert.ok(await page.locator(".text p").nth(last).evaluate((p) => p.getBoundingClientRect().top < innerHeight)));
});

story("copied text says where it is from if the reader wants it", {}, async (reader) => {
  const { page } = reader;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(reader);
  const copied = async () => {
    await select(page, 0, 0, 20);
    await page.keyboard.press("Control+c");
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.doesNotMatch(await copied(), /#\/page/);
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("dialog", { name: "الإعدادات" }).getByRole("button", { name: "مع مصدره" }).click();
  await page.keyboard.press("Escape");
  const text = await copied();
  assert.match(text, /صناعة الورق»/);
  assert.match(text, /#\/page\//);
});

story("the shelf offers to go on where one was", { width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader);
  await page.mouse.wheel(0, 900);
  await eventually(async () => assert.ok(await page.evaluate(() => scrollY > 300)));
  await page.waitForTimeout(900);
  const before = await page.evaluate(() => placeNow()[2]);
  assert.ok(before > 0);
  await reader.goto("#/");
  const go = page.locator(".begun a");
  await go.filter({ hasText: /الصفحة [٠-٩]+ من [٠-٩]+/ }).waitFor();
  await reader.shot("begun-390-light");
  await go.first().click();
  await page.locator(".sheet h1").waitFor();
  // The block that was read begins in sight.
  const top = (number) => page.evaluate((number) => document.querySelector(`[data-b="${number}"]`).getBoundingClientRect().top / innerHeight, number);
  await eventually(async () => assert.ok(await top(before) > 0 && await top(before) < 1));
});
