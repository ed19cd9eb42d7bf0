// From a hit to the page, through its marked words, onwards and back.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

const arabic = new Intl.NumberFormat("ar-EG");
const PAPER = "الوراقون/صناعة-الورق";

/** How far the window is scrolled. */
const scrolled = (page) => page.evaluate(() => window.scrollY);

/** The hit bar tells this hit, and it alone is marked as the current one, in view and clear of what floats. */
async function at_hit(reader, number, all) {
  await eventually(async () => {
    assert.equal(await reader.page.locator(".hit-of").innerText(), `${arabic.format(number)} من ${arabic.format(all)}`);
    const current = await reader.page.locator(".current").evaluateAll((found) =>
      found.map((mark) => {
        const { top, bottom, left, right } = mark.getBoundingClientRect();
        const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return { id: mark.id, seen: middle === mark };
      }),
    );
    assert.deepEqual(current, [{ id: `hit-${number}`, seen: true }]);
  });
}

/** Opens the page of this id from the results of a query, and counts what is marked in it. */
async function open(reader, query, id) {
  await reader.search(query);
  await reader.page.locator(`.hit[data-id="${id}"] h2 a`).click();
  await reader.page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
  return reader.page.locator(".sheet mark").count();
}

story("a hit opens at its first marked word; buttons and keys walk them all, round at the ends", {}, async (reader) => {
  const { page } = reader;
  const all = await open(reader, "الورق", PAPER);
  assert.ok(all > 4, `${all} marks`);
  assert.deepEqual(await reader.torn(), []);
  await at_hit(reader, 1, all);
  const next = page.getByRole("button", { name: "الموضع التالي" });
  const previous = page.getByRole("button", { name: "الموضع السابق" });
  await next.click();
  await at_hit(reader, 2, all);
  await next.click();
  await at_hit(reader, 3, all);
  assert.match(reader.place(), /[?&]hit=3(&|$)/);
  await page.keyboard.press("n");
  await at_hit(reader, 4, all);
  await page.keyboard.press("p");
  await at_hit(reader, 3, all);
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await at_hit(reader, 1, all);
  await previous.click();
  await at_hit(reader, all, all);
  await page.keyboard.press("j");
  await at_hit(reader, 1, all);
});

story("on a phone the current word is not under the bars", { width: 390, height: 844 }, async (reader) => {
  const all = await open(reader, "الورق", PAPER);
  for (let hit = 1; hit < Math.min(all, 6); hit++) {
    await at_hit(reader, hit, all);
    await reader.page.getByRole("button", { name: "الموضع التالي" }).click();
  }
});

story("the words found are listed with their counts, each leading to its first place", {}, async (reader) => {
  const { page } = reader;
  const all = await open(reader, "جذر:ورق", PAPER);
  const words = page.locator(".found-words li");
  const counts = await words.locator(".count").allInnerTexts();
  assert.equal(counts.map((text) => [...text].reduce((n, d) => n * 10 + "٠١٢٣٤٥٦٧٨٩".indexOf(d), 0)).reduce((a, b) => a + b), all);
  const word = words.last().getByRole("link");
  const spelling = await word.innerText();
  await word.click();
  await eventually(async () => assert.equal(await page.locator("mark.current").innerText(), spelling));
});

story("a page opened by its address shows the hit that is named in it, also when loaded anew", {}, async (reader) => {
  const { page } = reader;
  const place = at("page", PAPER, { number: 3, hit: 3, q: "الورق", depth: "form" });
  await reader.goto(place);
  await page.locator("mark.current").waitFor();
  await reader.drawn();
  const all = await page.locator(".sheet mark").count();
  await at_hit(reader, 3, all);
  const before = [await reader.marks(".sheet"), await page.locator(".sheet").innerText()];
  await page.reload();
  await page.locator("mark.current").waitFor();
  await at_hit(reader, 3, all);
  assert.deepEqual([await reader.marks(".sheet"), await page.locator(".sheet").innerText()], before);
  assert.equal(new URL(page.url()).hash, place);
});

story("a search opened by its address is the same when loaded anew", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("search", "", { q: "كتاب", depth: "root", from: 10 }));
  await page.locator(".hit").first().waitFor();
  const look = async () => [await reader.hits(), await reader.total(), await page.locator(".depths [aria-current]").getAttribute("data-depth")];
  const before = await look();
  assert.equal(before[2], "root");
  assert.ok(before[0].length > 0);
  await page.locator("nav.more").getByText(/^١١–[٠-٩]+ من [٠-٩]+$/).waitFor();
  await page.reload();
  await page.locator(".hit").first().waitFor();
  await reader.drawn();
  assert.deepEqual(await look(), before);
  await page.getByRole("link", { name: "السابقة" }).click();
  await page.locator("nav.more").getByText(/^١–١٠ من [٠-٩]+$/).waitFor();
  await reader.drawn();
  const first = await reader.hits();
  assert.equal(first.length, 10);
  assert.ok(before[0].every((id) => !first.includes(id)), "no page is on two lists");
});

story("back leads to the same results where one was, by the button of the browser and by the link", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  const hits = await reader.hits();
  const go_back = [() => page.goBack(), () => page.locator(".trail").getByRole("link", { name: /النتائج/ }).click()];
  for (const back of go_back) {
    const link = page.locator(".hit h2 a").nth(9);
    await link.scrollIntoViewIfNeeded();
    // The place is remembered when scrolling rests.
    const before = await scrolled(page);
    await eventually(async () => assert.equal(await page.evaluate(() => history.state), before));
    await link.click();
    await page.locator(".sheet h1").waitFor();
    await reader.drawn();
    await page.keyboard.press("n");
    await back();
    await reader.answered("كتاب");
    assert.deepEqual(await reader.hits(), hits);
    await eventually(async () => assert.ok(Math.abs((await scrolled(page)) - before) < 4, `${await scrolled(page)} was ${before}`));
    assert.equal(await page.locator("#query").inputValue(), "كتاب");
  }
});

story("related pages, and the pages before and after", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("page", PAPER));
  await page.locator(".sheet h1").waitFor();
  await reader.drawn();
  const related = page.locator(".related .shelf-page");
  assert.ok((await related.count()) >= 3);
  const title = await related.first().getByRole("link").first().innerText();
  await related.first().getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  assert.equal(await page.title(), `${title} — مكتبة ور\u0651اق`);
  await page.goBack();
  const here = page.getByRole("heading", { level: 1, name: "من الخ\u0650ر\u064Eق إلى الكتاب، صناعة الورق" });
  await here.waitFor();
  const next = page.locator(".turns [rel=next]");
  const following = await next.locator(".turn-title").innerText();
  await next.click();
  await page.getByRole("heading", { level: 1, name: following, exact: true }).waitFor();
  assert.equal(await scrolled(page), 0);
  await page.locator(".turns [rel=prev]").click();
  await here.waitFor();
});

story("from far down a button leads to the top", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("page", "الخط/قصة-النقط-والشكل"));
  await page.locator(".sheet h1").waitFor();
  await reader.drawn();
  const button = page.getByRole("button", { name: "إلى الأعلى" });
  await button.waitFor({ state: "hidden" });
  await page.keyboard.press("End");
  await button.click();
  await eventually(async () => assert.equal(await scrolled(page), 0));
  await button.waitFor({ state: "hidden" });
});

story("a link whose number is out of date still finds its page", {}, async (reader) => {
  for (const number of [0, 36, 9999, 4294967295]) {
    await reader.goto("#/");
    await reader.goto(at("page", PAPER, { number }));
    await reader.page.getByRole("heading", { level: 1, name: "من الخ\u0650ر\u064Eق إلى الكتاب، صناعة الورق" }).waitFor();
  }
});

story("links to what is not there say so and lead on", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(at("page", "لا/صفحة", { number: 2 }));
  await page.getByRole("alert").filter({ hasText: "هذه الصفحة ليست في المكتبة" }).waitFor();
  await page.getByRole("alert").getByRole("link", { name: "المكتبة" }).click();
  await page.locator(".shelf-page").first().waitFor();
  await reader.goto(at("book", "لا كتاب"));
  await reader.sees("ليس في المكتبة كتاب بهذا الاسم.");
  for (const place of ["#/nowhere/5", "#nothing", "#/page", "#/%%%"]) {
    await reader.goto(place);
    if (place === "#/page") await reader.sees("هذه الصفحة ليست في المكتبة");
    else await page.getByRole("heading", { level: 1, name: "مكتبة ور\u0651اق" }).waitFor();
  }
});
