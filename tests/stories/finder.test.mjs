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
  const offered = await options(page).locator(".suggested").allInnerTexts();
  assert.ok(offered.some((word) => word.startsWith("المخطوط")), offered.join(" "));
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
