// No silent zero: what is said and offered where nothing is found.

import assert from "node:assert/strict";
import { ask, at, sample, story } from "./harness.mjs";

const arabic = new Intl.NumberFormat("ar-EG");

/** What is offered, each with its address. */
const offers = (reader) => reader.page.locator(".nothing .offers a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

story("a word that is not there: what was tried, in how many pages, and what is near", {}, async (reader) => {
  const { page } = reader;
  await reader.search("زقزوق");
  await page.getByRole("heading", { name: "لم نجد شيئ\u064Bا" }).waitFor();
  assert.equal(await reader.total(), "لم نجد شيئ\u064Bا");
  await reader.sees("بحثنا عن «زقزوق» بعمق «تصريفات الكلمة»");
  await reader.sees(`وفتشنا ${arabic.format(ask("stats", sample()).pages)} صفحة.`);
  await reader.sees("ليست في المكتبة");
  await reader.sees("لعلك أردت:");
  const near = page.locator(".nothing .offers a bdi");
  assert.ok((await near.allInnerTexts()).includes("رقوق"));
  await near.getByText("رقوق", { exact: true }).click();
  await reader.answered("رقوق");
  assert.equal(await page.locator("#query").inputValue(), "رقوق");
  assert.ok((await reader.hits()).includes("أخبار/رقوق-برمنغهام"));
});

story("a word that is there at another depth", {}, async (reader) => {
  const { page } = reader;
  await reader.search("رهب");
  await reader.sees("لم نجد شيئ\u064Bا");
  await reader.sees("وبعمق آخر تجد:");
  await page.getByRole("link", { name: /رهب — الجذر/ }).click();
  await reader.answered("جذر:رهب");
  assert.deepEqual(await reader.hits(), ["أخبار/التحالف-الدولي-ضد-داعش"]);
});

story("whatever is offered finds something", {}, async (reader) => {
  const queries = ["زقزوق", "المكتبه الرقميه زقزوق", "كتتاب", "وراقق", "تمبكتوو", '"مقالات ذات صلة"', '"زر الذهاب"', "=كتااب", "رهب"];
  let offered = 0;
  for (const query of queries) {
    await reader.search(query);
    if ((await reader.hits()).length > 0) continue;
    await reader.page.locator(".nothing").waitFor();
    for (const place of await offers(reader)) {
      offered++;
      await reader.goto(place);
      await reader.page.locator(".hit").first().waitFor({ timeout: 3000 }).catch(() => assert.fail(`${query}: offered and not there: ${decodeURIComponent(place)}`));
    }
  }
  assert.ok(offered > 5, `${offered} offers`);
});

story("a keyboard set to the other language, and a space left out", {}, async (reader) => {
  const { page } = reader;
  await reader.search(";jhf");
  await reader.sees("لعلك أردت:");
  await page.locator(".nothing .offers a bdi").getByText("كتاب", { exact: true }).click();
  await reader.answered("كتاب");
  assert.ok((await reader.hits()).length > 0);
  await reader.search("خطالنسخ");
  await reader.sees("بحثنا عنها أيض\u064Bا");
  assert.ok((await reader.hits()).length > 0);
});

story("where nothing is near there is still advice", {}, async (reader) => {
  await reader.search("xyzzyplugh");
  await reader.sees("لم نجد شيئ\u064Bا");
  assert.deepEqual(await offers(reader), []);
  await reader.sees("جر\u0651ب كلمات أقل، أو كلمة أخرى في معناها.");
});

story("nothing in one book: the whole library is offered", {}, async (reader) => {
  await reader.goto(at("search", "", { q: "ويندوز", book: "شعر" }));
  await reader.page.locator(".nothing").waitFor();
  await reader.page.locator(".nothing").getByRole("link", { name: "ابحث في المكتبة كلها" }).click();
  await reader.answered("ويندوز");
  assert.deepEqual(await reader.hits(), ["المكتبات/حكاية-الحرف-في-الحاسوب"]);
});

story("what was cut from the end of the pages is not found", {}, async (reader) => {
  for (const query of ['"مقالات ذات صلة"', '"زر الذهاب إلى الأعلى"', '"الاشتراك في النشرة البريدية"']) {
    await reader.search(query);
    await reader.sees("لم نجد شيئ\u064Bا");
    assert.deepEqual(await reader.hits(), []);
  }
});

story("hostile and odd queries are answered like any", {}, async (reader) => {
  const queries = ["<img src=x onerror=alert(1)>", '"', '""', "-", "*", "جذر:", "=", "\u0640\u0640\u0640", "\u064E\u064F", "a&b=c#d%", "كتاب".repeat(200), "؟؟؟ ،،،"];
  for (const query of queries) {
    await reader.search(query);
    assert.match(await reader.total(), /^(لم نجد شيئ\u064Bا$|صفحة|صفحتان|[٠-٩]+ صفح)/, query.slice(0, 20));
    assert.ok(await reader.fits(), `${query.slice(0, 20)} fits the window`);
  }
});
