// A word asked about: what it is made of, and where that leads.

import assert from "node:assert/strict";
import { ask, at, eventually, sample, story } from "./harness.mjs";

const PAPER = "الوراقون/صناعة-الورق";

/** A place in the middle of a word of the text, in pixels of the window; the word is brought into view. */
async function place(reader, word) {
  const found = await reader.page.locator(".text").evaluate((text, word) => {
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = ` ${node.data} `.search(new RegExp(`[^\\p{L}]${word}[^\\p{L}]`, "u"));
      if (at < 0 || node.parentElement.closest("mark")) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      node.parentElement.scrollIntoView({ block: "center" });
      const box = range.getBoundingClientRect();
      return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    }
    return undefined;
  }, word);
  assert.ok(found, `${word} is not in the text`);
  return found;
}

/** Some word of a text that is not marked and has parts: the first that the command takes apart. */
async function composed(reader) {
  const words = await reader.page.locator(".text").innerText();
  for (const word of words.match(/[\p{L}]{5,}/gu)) {
    const told = ask("explain", sample(), word);
    if (told.known && told.parts.length > 1 && told.root) return [word, told];
  }
  throw new Error("no word of the text has parts");
}

const card = (reader) => reader.page.getByRole("dialog", { name: "بطاقة الكلمة" });

story("any word of a text is taken apart at a click, as the command does it", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("page", PAPER));
  await page.locator(".text p").first().waitFor();
  await reader.drawn();
  const [word, told] = await composed(reader);
  const { x, y } = await place(reader, word);
  await page.mouse.click(x, y);
  await card(reader).waitFor();
  assert.equal(await card(reader).locator("h2").innerText(), word);
  assert.deepEqual(await card(reader).locator(".parts b").allInnerTexts(), told.parts.map((part) => part.text));
  const facts = await card(reader).locator("dd b").allInnerTexts();
  assert.equal(facts[0], told.stem);
  assert.ok(facts.includes(told.root), `${facts}`);
  const counts = await card(reader).locator(".choice .count").allInnerTexts();
  const arabic = new Intl.NumberFormat("ar-EG");
  assert.deepEqual(counts, told.occurrences.filter((times) => times > 0).map((times) => arabic.format(times)));
  // The family names nothing twice.
  const family = await card(reader).locator(".family a").allInnerTexts();
  assert.equal(new Set(family).size, family.length);
  // A click beside the text puts it away.
  await page.locator(".trail").click({ position: { x: 2, y: 2 } });
  await card(reader).waitFor({ state: "detached" });
});

story("the depths of the card lead to searches", {}, async (reader) => {
  const { page } = reader;
  await reader.search("الورق");
  await page.locator(`.hit[data-id="${PAPER}"] h2 a`).click();
  await page.locator(".text mark").first().click();
  await card(reader).waitFor();
  const word = await card(reader).locator("h2").innerText();
  await card(reader).locator('[data-depth="root"]').click();
  await reader.answered(word, { depth: "root" });
  await card(reader).waitFor({ state: "detached" });
});

story("with the keyboard: Enter opens the card of a marked word, Escape puts it away and the focus back", {}, async (reader) => {
  const { page } = reader;
  await reader.search("الورق");
  await page.locator(`.hit[data-id="${PAPER}"] h2 a`).click();
  const mark = page.locator("#hit-2");
  await mark.focus();
  await page.keyboard.press("Enter");
  await card(reader).waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "word"));
  assert.equal(await card(reader).locator("h2").innerText(), await mark.innerText());
  await page.keyboard.press("Escape");
  await card(reader).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "hit-2");
  // Other keys do what they did.
  await page.keyboard.press("n");
  await eventually(async () => assert.match(reader.place(), /[?&]hit=\d/));
});

story("reasons of a hit can be asked about, selecting and following links cannot be mistaken for it", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  await page.locator(".reasons b").first().click();
  await card(reader).waitFor();
  assert.equal(await card(reader).locator("h2").innerText(), "كتاب");
  await page.keyboard.press("Escape");
  await card(reader).waitFor({ state: "detached" });
  const passage = page.locator(".passages p").first();
  await passage.selectText();
  const box = await passage.boundingBox();
  await passage.dispatchEvent("click", { clientX: box.x + box.width / 2, clientY: box.y + 10 });
  assert.equal(await card(reader).count(), 0);
});

for (const [width, height, scheme] of [[390, 844, "light"], [390, 844, "dark"], [1280, 800, "light"], [1280, 800, "dark"]]) {
  story(`the card fits ${width} pixels, ${scheme}`, { width, height, scheme }, async (reader) => {
    const { page } = reader;
    await reader.search("الوراقين");
    await page.locator(".hit h2 a").first().click();
    await page.locator(".text mark").first().click();
    await card(reader).waitFor();
    assert.ok(await reader.fits());
    const box = await card(reader).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0, JSON.stringify(box));
    await reader.shot(`word-${width}-${scheme}`);
  });
}

story("the card in English", { locale: "en" }, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  await page.getByRole("button", { name: /الإعدادات|Settings/ }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".reasons b").first().click();
  const english = page.getByRole("dialog", { name: "About the word" });
  await english.waitFor();
  assert.match(await english.innerText(), /root\s+ك ت ب/);
  await reader.shot("word-english");
});
