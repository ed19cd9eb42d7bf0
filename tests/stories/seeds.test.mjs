// Two articles saved from the web as plain text, furniture and all.

import assert from "node:assert/strict";
import { at, library, shared, story } from "./harness.mjs";

const seeds = shared("seeds");
const site = () => library("seeds", seeds);
const WEST = "000_9adc9e8bec470001";
const LOOK = "004_cdf81963bf0107ee";
const set = (words) => [...new Set(words)].toSorted();

if (seeds) {
  story("the seeds have their titles, source and dates", { site }, async (reader) => {
    const { page } = reader;
    await reader.goto();
    await page.locator(".shelf-page").first().waitFor();
    const row = (id) => page.locator(`.shelf-page[data-id="${id}"]`).innerText();
    const [west, look] = [await row(WEST), await row(LOOK)];
    assert.ok(west.includes("داعش يتمدد في غرب أفريقيا فهل يصمد أمام التحالف الدولي"), west);
    assert.ok(look.includes("نظرة على التحالف الدولي ضد داعش"), look);
    // Both have it, so it is said once.
    assert.equal([west, look].filter((text) => text.includes("أخبار ليبيا24")).length, 1, `${west} ${look}`);
    assert.ok(west.includes("يذكر ١٠ نوفمبر ٢٠٢٠"), west);
    assert.match(look, /يذكر (٢ مارس ٢٠١٧|٢٦ يوليو ٢٠١٦)/);
    await page.locator(`.shelf-page[data-id="${LOOK}"] a`).click();
    await page.getByRole("heading", { level: 1, name: "نظرة على التحالف الدولي ضد داعش" }).waitFor();
    for (const name of ["تشكيل التحالف", "مهمة التحالف", "تاريخ انضمام ليبيا للتحالف", "مساهمة ليبيا في التحالف"]) {
      await page.getByRole("heading", { level: 2, name, exact: true }).waitFor();
    }
    const about = await page.locator(".beside").innerText();
    for (const date of ["٢٦ يوليو ٢٠١٦", "٢ مارس ٢٠١٧"]) assert.ok(about.includes(date), `${date} in ${about}`);
  });

  story("no furniture of the web stands in either page, nor is it found", { site }, async (reader) => {
    const { page } = reader;
    const ends = { [WEST]: "التي تهدد جميع دول العالم دون استثناء.", [LOOK]: "منها الاستقرار والسلام والتنمية والتكامل." };
    for (const [id, end] of Object.entries(ends)) {
      await reader.goto(at("page", id));
      await page.locator(`.sheet h1`).waitFor();
      await reader.sees(end);
      const text = await page.locator(".sheet").innerText();
      assert.doesNotMatch(text, /مقالات ذات صلة|زر الذهاب/);
      assert.ok(text.trimEnd().endsWith(end), text.slice(-80));
    }
    for (const query of ['"مقالات ذات صلة"', '"زر الذهاب"', "مقالات"]) {
      await reader.search(query);
      await reader.sees("لم نجد شيئ\u064Bا");
      assert.deepEqual(await reader.hits(), []);
    }
  });

  story("the alliance, however it is written", { site }, async (reader) => {
    for (const query of ["التحالف", "للتحالف", "تحالف"]) {
      await reader.search(query);
      assert.equal(await reader.total(), "صفحتان");
      assert.deepEqual(set(await reader.hits()), [WEST, LOOK]);
      assert.ok((await reader.marks(`.hit[data-id="${LOOK}"]`)).length > 0);
    }
    await reader.goto(at("page", LOOK, { q: "تحالف" }));
    await reader.page.locator("mark").first().waitFor();
    assert.deepEqual(set(await reader.marks(".text")), ["التحالف", "للتحالف"]);
    assert.deepEqual(await reader.torn(), []);
  });

  story("Africa with and without its hamza, as a word and in a phrase", { site }, async (reader) => {
    const { page } = reader;
    for (const query of ["افريقيا", "أفريقيا", "إفريقيا"]) {
      await reader.search(query);
      assert.deepEqual(await reader.hits(), [WEST], query);
    }
    await page.locator(".hit h2 a").click();
    await page.locator(".text mark").first().waitFor();
    await reader.drawn();
    assert.deepEqual(set(await reader.marks(".text")), ["أفريقيا", "إفريقيا"]);
    const phrases = (await page.locator(".sheet").innerText()).match(/غرب [أإ]فريقيا/g).length;
    await reader.search('"غرب أفريقيا"');
    assert.deepEqual(await reader.hits(), [WEST]);
    await page.locator(".hit h2 a").click();
    await page.locator(".text mark").first().waitFor();
    await reader.drawn();
    const marked = (await reader.marks(".sheet")).join(" ");
    assert.equal(marked.match(/غرب [أإ]فريقيا/g)?.length, phrases, marked);
    assert.ok(marked.includes("غرب إفريقيا") && marked.includes("غرب أفريقيا"));
  });

  story("a root finds the noun and the adjective", { site }, async (reader) => {
    await reader.search("جذر:رهب");
    assert.deepEqual(set(await reader.hits()), [WEST, LOOK]);
    await reader.page.locator(`.hit[data-id="${LOOK}"] h2 a`).click();
    await reader.page.locator(".text mark").first().waitFor();
    await reader.drawn();
    const marked = await reader.marks(".text");
    for (const word of ["الإرهاب", "الإرهابية", "الإرهابي"]) assert.ok(marked.includes(word), `${word} in ${marked}`);
  });
}
