// Searching: what is found, what is marked, and why.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

const set = (words) => [...new Set(words)].toSorted();
/** A word without vowel signs, tatweel and hamza seats. */
const bare = (word) => word.normalize("NFC").replace(/[\p{M}\u0640]/gu, "").replace(/[أإآٱ]/g, "ا");

story("results come while one types", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  const box = page.locator("#query");
  await box.click();
  await box.pressSequentially("التحا", { delay: 20 });
  await page.locator(".query-words").getByText("ما يبدأ بها").waitFor();
  await page.locator(".hit mark").first().waitFor();
  await box.pressSequentially("لف", { delay: 20 });
  await eventually(async () => assert.equal(await reader.total(), "صفحتان"));
  assert.equal(reader.place(), "#/search?q=التحالف");
  assert.equal(await page.title(), "التحالف — مكتبة ور\u0651اق");
  await reader.drawn();
  assert.deepEqual(set(await reader.hits()), ["about", "أخبار/التحالف-الدولي-ضد-داعش"]);
  // All that was typed in one go is one place of the history.
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "مكتبة ور\u0651اق" }).waitFor();
  assert.equal(await box.inputValue(), "");
});

story("the key of the slash leads to the query line, Enter searches", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.keyboard.press("/");
  await page.keyboard.type("ويندوز");
  await page.keyboard.press("Enter");
  await reader.answered("ويندوز");
  assert.equal(await reader.total(), "صفحة واحدة");
  assert.deepEqual(await reader.hits(), ["المكتبات/حكاية-الحرف-في-الحاسوب"]);
});

story("the three ways to write a word with its clitics find the same, and whole words are marked", {}, async (reader) => {
  for (const query of ["التحالف", "للتحالف", "تحالف"]) {
    await reader.search(query);
    assert.deepEqual(set(await reader.hits()), ["about", "أخبار/التحالف-الدولي-ضد-داعش"], query);
    const marked = set(await reader.marks());
    for (const word of ["التحالف", "للتحالف", "بالتحالف"]) assert.ok(marked.includes(word), `${word} in ${marked}`);
    assert.deepEqual(await reader.torn(), []);
  }
});

story("every hit says why it was found", {}, async (reader) => {
  const why = async (id) => (await reader.page.locator(`.hit[data-id="${id}"] .reasons`).innerText()).replace(/\s+/g, " ");
  await reader.search("التحالف");
  assert.match(await why("about"), /^التحالف ← بالتحالف \(?تصريفات الكلمة\)?$/);
  assert.match(await why("أخبار/التحالف-الدولي-ضد-داعش"), /التحالف .*← .*للتحالف.* \(?تصريفات الكلمة/);
  await reader.search("ويندوز");
  assert.match(await why("المكتبات/حكاية-الحرف-في-الحاسوب"), /^ويندوز \(?كما ك\u064Fتبت\)?$/);
  await reader.search("جذر:رهب");
  assert.match(await why("أخبار/التحالف-الدولي-ضد-داعش"), /رهب ← .*الإرهاب.* \(?الجذر/);
});

story("a word is explained: root, count and forms, each leading on", {}, async (reader) => {
  const { page } = reader;
  await reader.search("التحالف");
  const card = page.locator("details.word");
  assert.equal(await card.locator(".chip").innerText(), "التحالف");
  assert.match(await card.innerText(), /الجذر:\s*ح ل ف/);
  await card.locator(".forms summary").click();
  const form = card.locator(".forms").getByRole("link", { name: "للتحالف وحدها", exact: true });
  await form.click();
  await reader.answered("التحالف[=للتحالف]");
  assert.equal(await page.locator("#query").inputValue(), "التحالف[=للتحالف]");
  assert.deepEqual(set(await reader.marks(".hit")), ["للتحالف"]);
});

story("the depth of the whole query: each finds what the one before finds and more", {}, async (reader) => {
  const { page } = reader;
  const found = [];
  await reader.search("جليس");
  for (const depth of ["spelling", "form", "lemma", "root"]) {
    const choice = page.locator(`.depths [data-depth=${depth}]`);
    const promised = await choice.locator(".count").innerText();
    await choice.click();
    await reader.answered("جليس", { depth: depth === "lemma" ? undefined : depth });
    assert.equal(reader.place(), `#/search?q=جليس${depth === "lemma" ? "" : `&depth=${depth}`}`);
    const hits = await reader.hits();
    assert.equal(new Intl.NumberFormat("ar-EG").format(hits.length), promised, depth);
    found.push(hits);
  }
  for (const [i, hits] of found.entries()) {
    for (const hit of found[i - 1] ?? []) assert.ok(hits.includes(hit), `${hit} at depth ${i}`);
  }
  assert.ok(found[3].length > found[0].length);
});

story("the depth of one word rewrites the query", {}, async (reader) => {
  const { page } = reader;
  await reader.search("قاعة المطالعة");
  const card = page.locator("details.word").nth(1);
  assert.equal(await card.locator(".chip").innerText(), "المطالعة");
  await card.locator("[data-depth=root]").click();
  await reader.answered("قاعة جذر:المطالعة");
  assert.equal(await page.locator("#query").inputValue(), "قاعة جذر:المطالعة");
  await page.locator('details.word:nth-of-type(2) [data-depth=root][aria-current="true"]').waitFor();
  assert.equal(await page.locator('.depths [aria-current="true"]').getAttribute("data-depth"), "lemma");
  await page.locator("details.word").nth(1).locator("[data-depth=lemma]").click();
  await reader.answered("قاعة المطالعة");
  assert.equal(await page.locator("#query").inputValue(), "قاعة المطالعة");
});

story("a root finds its whole family", {}, async (reader) => {
  await reader.search("جذر:كتب");
  const marked = set((await reader.marks()).map(bare));
  assert.ok(marked.length > 10, marked.join(" "));
  assert.deepEqual(await reader.torn(), []);
  await reader.goto(at("page", "المكتبات/كيف-يعمل-الفهرس", { q: "جذر:كتب" }));
  await reader.page.locator("mark").first().waitFor();
  const read = set((await reader.marks(".sheet")).map(bare));
  for (const word of ["كتاب", "كاتب", "مكتبة", "مكتوب", "كتابة"]) {
    assert.ok(read.some((mark) => mark.replace(/^و?(ال)?/, "") === word), `${word} in ${read.join(" ")}`);
  }
});

story("all the words, or any", {}, async (reader) => {
  const { page } = reader;
  await reader.search("قاعة المطالعة");
  const all = await reader.hits();
  assert.deepEqual(set(all), ["المكتبات/دار-العلم", "المكتبات/قاعات-المطالعة"]);
  assert.match(await reader.total(), /^صفحتان،? و.+ فيها بعض/);
  await page.getByRole("link", { name: "أي كلمة" }).click();
  await reader.answered("قاعة المطالعة", { words: "any" });
  const any = await reader.hits();
  assert.deepEqual(any.slice(0, 2).toSorted(), set(all), "those with both come first");
  assert.ok(any.length > 2);
  const lacks = page.locator(".hit").filter({ hasText: "ليس فيها:" });
  assert.equal(await lacks.count(), any.length - 2);
  await page.getByRole("link", { name: "كل الكلمات" }).click();
  await reader.answered("قاعة المطالعة");
  assert.deepEqual(await reader.hits(), all);
});

story("a query no page answers whole is relaxed, and says so", {}, async (reader) => {
  await reader.search("ويندوز شونيز بولاق");
  await reader.sees("لا صفحة تجمع الكلمات كلها؛ هذه صفحات فيها بعضها.");
  assert.ok((await reader.hits()).length > 0);
});

story("a word that must not be there", {}, async (reader) => {
  const found = {};
  for (const query of ["مخطوط", "بغداد", "مخطوط -بغداد"]) {
    await reader.search(query);
    found[query] = await reader.hits();
    assert.ok(found[query].length > 0 && found[query].length < 20, `${query}: ${found[query].length}`);
  }
  const { مخطوط: all, بغداد: without, "مخطوط -بغداد": rest } = found;
  assert.deepEqual(set(rest), set(all.filter((id) => !without.includes(id))));
  assert.ok(rest.length < all.length);
  await reader.page.locator(".query-words").getByText("مستبعدة").waitFor();
  assert.ok(!(await reader.marks()).some((word) => word.includes("بغداد")));
});

story("the beginning of a word: its forms, and at the depth of the lemma their families", {}, async (reader) => {
  await reader.search("مكتب*", { depth: "form" });
  const forms = set((await reader.marks()).map(bare));
  assert.ok(forms.length > 1, forms.join(" "));
  for (const word of forms) assert.match(word, /^مكتب/u);
  await reader.page.locator(".query-words").getByText("ما يبدأ بها").waitFor();
  await reader.search("مكتب*");
  const family = set((await reader.marks()).map(bare));
  for (const word of ["المكتبة", "مكتبات"]) assert.ok(family.includes(word), `${word} in ${family}`);
  assert.deepEqual(await reader.torn(), []);
});

story("a phrase is found whichever way its words are written", {}, async (reader) => {
  await reader.search('"غرب أفريقيا"');
  assert.deepEqual(set(await reader.hits()), ["nashra-03", "أخبار/التحالف-الدولي-ضد-داعش", "أخبار/مخطوطات-تمبكتو"]);
  // A phrase is one mark, from its first word to its last.
  assert.deepEqual(set(await reader.marks()), ["غرب أفريقيا", "غرب إفريقيا", "غرب افريقيا"]);
  assert.deepEqual(await reader.torn(), []);
});

story("a name is found with and without its hamza", {}, async (reader) => {
  for (const query of ["افريقيا", "أفريقيا", "إفريقيا"]) {
    await reader.search(query, { depth: "form" });
    const hits = await reader.hits();
    for (const id of ["nashra-03", "أخبار/التحالف-الدولي-ضد-داعش", "أخبار/مخطوطات-تمبكتو"]) assert.ok(hits.includes(id), `${query}: ${id}`);
    assert.deepEqual(set(await reader.marks()), ["أفريقيا", "إفريقيا", "افريقيا"]);
  }
});

story("marks that are typed must agree, marks left out are free", {}, async (reader) => {
  await reader.search("=ك\u064Fت\u064Fب");
  const marked = await reader.marks();
  assert.ok(marked.length > 0);
  for (const word of marked) assert.match(word, /^ك\u064Fت\u064Fب/u);
  assert.ok((await reader.hits()).includes("الخط/قصة-النقط-والشكل"));
});

story("the query line is explained where nothing is asked", {}, async (reader) => {
  const { page } = reader;
  await reader.goto("#/search");
  await page.getByRole("heading", { name: "كيف تبحث" }).waitFor();
  await page.getByRole("link", { name: "جذر:كتب" }).click();
  await reader.answered("جذر:كتب");
  assert.equal(await page.locator("#query").inputValue(), "جذر:كتب");
  assert.equal((await reader.hits()).length, 10);
});

story("questions that the library was written to answer", {}, async (reader) => {
  const africa = ["أخبار/التحالف-الدولي-ضد-داعش", "أخبار/مخطوطات-تمبكتو", "nashra-03", "المكتبات/حكاية-الحرف-في-الحاسوب", "المكتبات/خزانة-القرويين"];
  const check = async (query, pages) => {
    await reader.search(query);
    const hits = await reader.hits();
    for (const page of pages) assert.ok(hits.includes(page), `${query}: ${page} in ${hits}`);
  };
  await check("افريقيا", [...africa, "المكتبات/مكتبات-الأطفال", "المكتبات/كيف-يعمل-الفهرس", "الخط/أقلام-الخط-العربي", "about"]);
  await check("شونيز", ["الخط/قصة-النقط-والشكل", "المكتبات/كيف-يعمل-الفهرس", "about"]);
  await check("مسألة", ["المعاجم/كيف-نرتب-المعجم"]);
  await check("الصلاة", ["المعاجم/كيف-نرتب-المعجم", "about"]);
  await check("خير جليس", ["شعر/الكتاب-في-عيون-الشعراء"]);
  await check("الإيداع القانوني", ["nashra-05"]);
  await check("وزير", ["المكتبات/دار-العلم", "nashra-05", "nashra-06", "الوراقون/صناعة-الورق", "المكتبات/مكتبات-الأطفال"]);
  await check("مخطوطة", ["أخبار/مخطوطات-تمبكتو", "المكتبات/صيانة-المخطوطات"]);
});
