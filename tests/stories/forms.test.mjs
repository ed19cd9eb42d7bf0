// The forms of a word, ticked and unticked by hand, in the query for good.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

const bare = (word) => word.normalize("NFC").replace(/[\p{M}\u0640]/gu, "").replace(/[أإآٱ]/g, "ا");
const form = (page, name) => page.locator(".ticks").getByRole("checkbox", { name: new RegExp(`^${name}\\s`) });

story("a form that is ticked off is found no more, marked no more, and stands in the query", {}, async (reader) => {
  const { page } = reader;
  await reader.search("التحالف");
  await page.locator(".forms summary").first().click();
  await form(page, "بالتحالف").click();
  const query = "التحالف[-بالتحالف]";
  await reader.answered(query);
  assert.equal(reader.place(), `#/search?q=${query}`);
  assert.equal(await page.locator("#query").inputValue(), query);
  await eventually(async () => {
    const marked = (await reader.marks(".hit")).map(bare);
    assert.ok(marked.length > 0 && !marked.includes("بالتحالف"), marked.join(" "));
  });
  // What was ticked off is still there to be ticked again.
  assert.equal(await form(page, "بالتحالف").isChecked(), false);
  assert.equal(await form(page, "للتحالف").isChecked(), true);
  await eventually(async () => assert.ok(await form(page, "بالتحالف").evaluate((tick) => tick === document.activeElement), "the focus stays on the tick"));
  await reader.shot("forms-wide");
  // The page that is read has no mark on it either.
  await page.locator(".hit h2 a").first().click();
  await page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
  assert.ok(!(await reader.marks(".sheet")).map(bare).includes("بالتحالف"));
  await page.goBack();
  await form(page, "بالتحالف").click();
  await reader.answered("التحالف");
});

story("one form and no other is one press; so is all of them again", { width: 390 }, async (reader) => {
  const { page } = reader;
  await reader.search("جذر:كتب");
  await page.locator(".word > summary").first().click();
  await page.locator(".forms summary").first().click();
  await page.getByRole("link", { name: "مكتبة وحدها", exact: true }).click();
  await reader.answered("جذر:كتب[=مكتبة]");
  const marked = async () => [...new Set((await reader.marks(".hit")).map(bare))].toSorted();
  await eventually(async () => assert.deepEqual(await marked(), ["مكتبة"]));
  assert.ok(await reader.fits());
  await reader.shot("forms-narrow");
  await form(page, "كتاب").click();
  await reader.answered("جذر:كتب[=مكتبة =كتاب]");
  await eventually(async () => assert.deepEqual(await marked(), ["كتاب", "مكتبة"]));
  await page.getByRole("link", { name: "كل الصيغ" }).first().click();
  await reader.answered("جذر:كتب");
});

story("the chosen forms stay when the word is turned", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("search", "", { q: "خط كتاب[-الكتاب]" }));
  await reader.answered("خط كتاب[-الكتاب]");
  await page.locator("details.word").nth(1).locator("[data-depth=root]").click();
  await reader.answered("خط جذر:كتاب[-الكتاب]");
});
