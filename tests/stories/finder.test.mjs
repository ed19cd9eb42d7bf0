// Finding without knowing how: suggestions, kept searches, the query builder.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, eventually, story } from "./harness.mjs";
import { target } from "./site.mjs";

const options = (page) => page.getByRole("option");
const type = async (page, text) => {
  const box = page.getByRole("combobox").first();
  await box.click();
  await box.pressSequentially(text, { delay: 20 });
  return box;
};

story("words are offered while one types, and taken by keys", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const box = await type(page, "المخطو");
  await options(page).first().waitFor();
  // Titles may come before words.
  await eventually(async () => {
    const offered = await options(page).locator(".suggested").allInnerTexts();
    assert.ok(offered.some((word) => word.startsWith("المخطوط")), offered.join(" "));
  });
  const [line, row] = await Promise.all([box.boundingBox(), page.getByRole("listbox").boundingBox()]);
  assert.ok(row.y >= line.y + line.height - 1 && row.height < 60, `${row.y} below ${line.y}`);
  await reader.shot("suggestions-1280-light");
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  const first = options(page).first();
  assert.equal(await first.getAttribute("aria-selected"), "true");
  assert.equal(await box.getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  const word = await first.locator(".suggested").innerText();
  await page.keyboard.press("Enter");
  await reader.answered(word);
  assert.equal(await box.inputValue(), word);
  assert.equal(await options(page).count(), 0);
  assert.equal(await box.getAttribute("aria-expanded"), "false");
});

story("authors and books that begin so are offered, too", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const box = await type(page, "خط تحر");
  const author = options(page).filter({ hasText: "مؤلف" }).first();
  await author.waitFor();
  const name = await author.locator(".suggested").innerText();
  await author.click();
  await eventually(async () => assert.equal(await box.inputValue(), `خط مؤلف:"${name}"`));
  await page.locator(".hit").first().waitFor();
  await box.fill("أخبا");
  const book = options(page).filter({ hasText: "كتاب" }).filter({ hasText: "أخبار" }).last();
  await book.click();
  await eventually(() => assert.match(reader.place(), /^#\/book\//));
});

story("pages are offered by their titles, and lead to where the words are marked", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await type(page, "قصة النق");
  const titled = options(page).filter({ hasText: "صفحة" });
  await titled.first().waitFor();
  const titles = await titled.locator(".suggested").allInnerTexts();
  for (const title of titles) assert.match(title.replace(/\p{M}/gu, ""), /قصة.*نقط/);
  await reader.shot("suggestions-pages-1280-light");
  await titled.first().click();
  await eventually(() => assert.match(reader.place(), /^#\/page\//));
  await eventually(async () => assert.equal(await page.locator(".sheet h1").innerText(), titles[0]));
  await page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
});

story("suggestions are put away by Escape, and what is typed stays", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const box = await type(page, "خط النس");
  await options(page).first().waitFor();
  await page.keyboard.press("Escape");
  await options(page).first().waitFor({ state: "detached" });
  assert.equal(await box.inputValue(), "خط النس");
  await page.keyboard.press("ArrowDown");
  await options(page).first().waitFor();
  // Only the last word is completed.
  await options(page).first().click();
  await eventually(async () => assert.match(await box.inputValue(), /^خط النس./));
});

story("on a phone suggestions are one row, and the results stay in sight", { width: 390 }, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await type(page, "كتا");
  await options(page).first().waitFor();
  await page.locator(".hit .passages p").first().waitFor();
  const list = await page.getByRole("listbox").boundingBox();
  assert.ok(list.height < 60, `${list.height}`);
  const hit = await page.locator(".hit").first().boundingBox();
  assert.ok(hit.y < page.viewportSize().height / 2, `${hit.y}`);
  assert.ok((await options(page).first().boundingBox()).height >= 44);
  await reader.shot("suggestions-390-light");
});

story("suggestions are switched off for good", {}, async (reader) => {
  const { page } = reader;
  await reader.goto("#/search");
  await page.getByLabel("اقترح كلمات وأنا أكتب").uncheck();
  await page.reload();
  await type(page, "المخطو");
  await page.locator(".hit .passages p").first().waitFor();
  assert.equal(await options(page).count(), 0);
});

story("searches asked lately are offered in the empty line, and forgotten one by one and all", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  for (const query of ["ورق", "حبر", "خط"]) {
    await reader.ask(query);
    await page.keyboard.press("Enter");
    await reader.answered(query);
  }
  const box = page.locator("#query");
  await page.getByRole("link", { name: "مكتبة ور\u0651اق" }).first().click();
  await box.click();
  await options(page).first().waitFor();
  assert.deepEqual((await options(page).locator(".suggested").allInnerTexts()).slice(0, 3), ["خط", "حبر", "ورق"]);
  await reader.shot("recent-1280-light");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await eventually(async () => assert.deepEqual((await options(page).locator(".suggested").allInnerTexts()).slice(0, 2), ["حبر", "ورق"]));
  await options(page).last().click();
  await page.getByRole("button", { name: "أزل حبر" }).click();
  const list = page.locator(".kept-recent .kept-link");
  await eventually(async () => assert.deepEqual(await list.allInnerTexts(), ["ورق"]));
  await page.getByRole("button", { name: "امح\u064F ما بحثت\u064E عنه" }).click();
  await eventually(async () => assert.equal(await list.count(), 0));
});

story("a search is saved with a star, taken to a file and brought back", {}, async (reader) => {
  const { page } = reader;
  await reader.search("ورق", { depth: "root" });
  const star = page.locator("#star");
  await star.click();
  await eventually(async () => assert.equal(await star.getAttribute("aria-pressed"), "true"));
  await reader.goto("#/search");
  const saved = page.getByRole("region", { name: "عمليات بحث محفوظة" }).or(page.locator(".kept-part")).first();
  assert.match(await saved.innerText(), /ورق/);
  assert.match(await saved.innerText(), /جذر/);
  await reader.shot("kept-1280-light");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "احفظها في ملف" }).click();
  const file = await (await download).path();
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).saved.length, 1);
  await page.getByRole("button", { name: "أزل ورق" }).click();
  await saved.waitFor({ state: "detached" });
  mkdirSync(join(target, "files"), { recursive: true });
  const copy = join(target, "files", "searches.json");
  writeFileSync(copy, readFileSync(file));
  await page.locator(".kept input[type=file]").setInputFiles(copy);
  await page.locator(".kept-part .kept-link").click();
  await reader.answered("ورق", { depth: "root" });
});

story("fields write the query, and read the one that is there", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("search", "", { q: "خط -الكوفي" }));
  await page.locator(".hit").first().waitFor();
  const opener = page.locator("#builder-opener");
  await opener.click();
  assert.equal(await page.getByLabel("كل هذه الكلمات").inputValue(), "خط");
  assert.equal(await page.getByLabel("بدون هذه الكلمات").inputValue(), "الكوفي");
  const box = page.locator("#query");
  await page.getByLabel("أي كلمة من هذه").pressSequentially("ورق حبر");
  await eventually(async () => assert.equal(await box.inputValue(), "خط ورق | حبر -الكوفي"));
  assert.equal(await page.getByLabel("أي كلمة من هذه").inputValue(), "ورق حبر");
  await page.locator(".builder").getByRole("button", { name: "الجذر" }).click();
  await eventually(async () => assert.equal(await box.inputValue(), "جذر:خط جذر:ورق | جذر:حبر -الكوفي"));
  await reader.answered("جذر:خط جذر:ورق | جذر:حبر -الكوفي");
  await reader.shot("builder-1280-light");
  await box.fill("عنوان:خط سنة:2015");
  await eventually(async () => assert.equal(await page.getByLabel("في العنوان").inputValue(), "خط"));
  assert.equal(await page.getByLabel("من سنة").inputValue(), "2015");
  await page.getByLabel("في العنوان").press("Escape");
  await page.locator(".builder").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "builder-opener");
});

story("all places of a page unfold under its hit, each leading to its word", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  const hit = page.locator(".hit:has(.places-opener)").first();
  const opener = hit.locator(".places-opener");
  await opener.click();
  const places = hit.locator(".place");
  await places.first().waitFor();
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  assert.ok((await places.count()) > 1);
  assert.equal(await places.count(), await hit.locator(".place mark").count());
  await reader.shot("places-1280-light");
  const last = places.last();
  const word = await last.locator("mark").innerText();
  await last.click();
  await page.locator("mark.current").waitFor();
  assert.equal(await page.locator("mark.current").innerText(), word);
});

story("results stand together by their books, the best first", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  const best = await page.locator(".hit").first().getAttribute("data-id");
  const total = await reader.total();
  await page.locator("#group").click();
  const groups = page.locator("section.group");
  await groups.first().waitFor();
  await reader.drawn();
  await page.locator(".hit:not(:has(.passages p))").first().waitFor({ state: "detached" });
  assert.match(reader.place(), /group=book/);
  assert.equal(await reader.total(), total);
  assert.equal(await groups.first().locator(".hit").first().getAttribute("data-id"), best);
  for (const group of await groups.all()) {
    const hits = await group.locator(".hit").count();
    assert.ok(hits >= 1 && hits <= 3, `${hits}`);
  }
  await reader.shot("groups-1280-light");
  const group = groups.filter({ has: page.locator(".more-in-book") }).first();
  const title = await group.locator(".group-head a").innerText();
  const shown = await group.locator(".hit").evaluateAll((hits) => hits.map((hit) => hit.dataset.id));
  await group.locator(".more-in-book").click();
  await groups.first().waitFor({ state: "detached" });
  await page.locator(".hit").nth(shown.length).waitFor();
  assert.deepEqual((await reader.hits()).slice(0, shown.length), shown);
  for (const of of await page.locator(".hit .in-book").allInnerTexts()) assert.ok(of.includes(title), `${of} in ${title}`);
});

for (const [width, scheme, language] of [[390, "dark", "ar"], [1280, "light", "en"]]) {
  story(`builder, groups and places at ${width} px, ${scheme}, ${language}`, { width, scheme }, async (reader) => {
    const { page } = reader;
    await page.addInitScript((language) => localStorage.setItem("warraq-prefs", `1 language=${language}`), language);
    await reader.goto(at("search", "", { q: "كتاب", group: "book" }));
    await page.locator("section.group .passages p").first().waitFor();
    await page.locator(".places-opener").first().click();
    await page.locator(".place").first().waitFor();
    await reader.shot(`groups-${width}-${scheme}-${language}`);
    await page.locator("#builder-opener").click();
    await page.locator(".builder").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0);
    await reader.shot(`builder-${width}-${scheme}-${language}`);
  });
}
