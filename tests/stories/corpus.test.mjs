// All that a search finds: its lines, its spread, its neighbours; what can be saved and cited of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ask, at, eventually, library, sample, shared, story } from "./harness.mjs";
import { larger } from "./larger.mjs";

const place = (kind, options) => at("search", "", options).replace("#/search", `#/${kind}`);

/** Goes to the lines of a query and waits until they are read. */
async function lines(reader, q, options = {}) {
  await reader.goto(place("lines", { ...options, q }));
  await reader.page.locator(".kwic-link").first().waitFor();
  await eventually(async () => assert.match(await reader.page.locator("main [role=status]").first().innerText(), / في /), 100_000);
}

/** All lines, read by scrolling through them: page, before, word, after. */
async function all(reader) {
  const { page } = reader;
  const count = Number(await page.locator(".kwic").getAttribute("aria-rowcount")) - 1;
  const found = new Map();
  for (let y = 0; found.size < count; y += 600) {
    await page.evaluate((to) => window.scrollTo(0, to), y);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const rows = await page.locator(".kwic-lines .kwic-row").evaluateAll((rows) =>
      rows.map((row) => {
        const text = (part) => row.querySelector(part).textContent;
        return [Number(row.getAttribute("aria-rowindex")), row.dataset.page, text(".kwic-before"), text(".kwic-word"), text(".kwic-after")];
      }),
    );
    for (const [number, ...row] of rows) found.set(number, row);
    assert.ok(y < 600 * (count + 60), `${found.size} of ${count} lines`);
  }
  return Array.from({ length: count }, (_, number) => found.get(number + 2));
}

/** The same by the command. */
function told(site, q, ...options) {
  const { lines } = ask("lines", site, q, ...options);
  return lines.map(([id, line]) => [id, (line.cut_before ? "… " : "") + line.before.trim(), line.word, line.after.trim() + (line.cut_after ? " …" : "")]);
}

story("a concordance has the lines of the command, in every order", {}, async (reader) => {
  for (const [q, depth] of [["كتاب", "lemma"], ["خط", "root"], ['"خط النسخ"', "lemma"], ['"ورق حبر"~5', "lemma"]]) {
    for (const sort of ["page", "before", "after", "word", "newest", "oldest"]) {
      await lines(reader, q, { sort: sort === "page" ? undefined : sort, depth: depth === "lemma" ? undefined : depth });
      const expected = told(sample(), q, "--order", sort, "--depth", depth);
      assert.ok(expected.length > 0, q);
      assert.deepEqual(await all(reader), expected, `${q} ${sort}`);
    }
  }
});

story("what is before a word is on its right, what is after it on its left, and both touch it", {}, async (reader) => {
  const { page } = reader;
  await lines(reader, "كتاب");
  const rows = await page.locator(".kwic-lines .kwic-row").evaluateAll((rows) =>
    rows.slice(0, 20).map((row) => {
      const box = (part) => row.querySelector(part)?.getBoundingClientRect() ?? { left: 0, right: 0, width: 0 };
      return [box(".kwic-before .stretch"), box(".kwic-link"), box(".kwic-after .stretch")].map(({ left, right, width }) => ({ left, right, width }));
    }),
  );
  for (const [before, word, after] of rows) {
    if (before.width) assert.ok(before.left >= word.right && before.left - word.right < 12, JSON.stringify([before, word]));
    if (after.width) assert.ok(after.right <= word.left && word.left - after.right < 12, JSON.stringify([after, word]));
  }
  await reader.shot("lines-wide");
});

story("a line opens the page at its word, and the way back leads to the lines", {}, async (reader) => {
  const { page } = reader;
  await reader.search("كتاب");
  await page.getByRole("link", { name: "الشواهد" }).click();
  await page.locator(".kwic-link").first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 900));
  const row = page.locator(".kwic-lines .kwic-row", { has: page.locator("#line-30") });
  await row.waitFor();
  const word = await row.locator(".kwic-word").innerText();
  // How far it was scrolled is remembered when scrolling rests.
  await eventually(async () => assert.ok((await page.evaluate(() => history.state)) > 400));
  // Anywhere in the row.
  const { x, y, height } = await row.boundingBox();
  await page.mouse.click(x + 20, y + height / 2);
  await page.locator("mark.current").waitFor();
  assert.equal(await page.locator("mark.current").innerText(), word);
  await page.goBack();
  await page.locator(".kwic-link").first().waitFor();
  assert.equal(reader.place(), "#/lines?q=كتاب");
  await eventually(async () => assert.ok((await page.evaluate(() => window.scrollY)) > 400));
});

story("keys lead through the lines, and few of them are in the document", { site: larger }, async (reader) => {
  const { page } = reader;
  await lines(reader, "كتاب");
  const count = Number(await page.locator(".kwic").getAttribute("aria-rowcount")) - 1;
  assert.ok(count > 1000, `${count} lines`);
  const inDocument = () => page.locator(".kwic-lines .kwic-row").count();
  assert.ok((await inDocument()) < 100);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.locator("#line-0").focus();
  for (const [key, id] of [["ArrowDown", "line-1"], ["PageDown", "line-11"], ["End", `line-${count - 1}`], ["ArrowUp", `line-${count - 2}`], ["Home", "line-0"]]) {
    await page.keyboard.press(key);
    await eventually(async () => assert.equal(await focused(), id));
    await eventually(async () => assert.ok(await page.locator(`#${id}`).evaluate((it) => it.getBoundingClientRect().top > 0 && it.getBoundingClientRect().bottom < innerHeight)));
  }
  assert.ok((await inDocument()) < 100);
});

story("where they are spread: drawn, told and followed", {}, async (reader) => {
  const { page } = reader;
  await reader.goto(place("spread", { q: "كتاب" }));
  await page.locator(".drawing rect.bar").first().waitFor();
  const { answer } = ask("search", sample(), "كتاب", "--facets", "--limit", "1");
  for (const [head, field] of [["المصادر", "source"], ["المؤلفون", "author"]]) {
    const values = answer.facets.find((facet) => facet.field === field)?.values;
    if (!values) continue;
    const rows = await page.getByRole("table", { name: head }).locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.firstChild.textContent));
    assert.deepEqual(rows.toSorted(), values.map((value) => value.value).toSorted());
  }
  assert.ok(await reader.fits());
  await reader.shot("spread-wide", { fullPage: true });
  await page.getByRole("link", { name: "في كل ألف صفحة" }).click();
  await eventually(async () => assert.match(reader.place(), /rate=1/));
  const value = page.locator(".counts tbody a").last();
  await value.click();
  await page.locator(".hit").first().waitFor();
  assert.match(reader.place(), /^#\/search\?q=كتاب (مؤلف|مصدر|سنة):/);
});

story("the words beside a word, and where they are", { site: larger }, async (reader) => {
  const { page } = reader;
  await reader.goto(place("neighbours", { q: "ورق" }));
  await page.locator(".neighbours tbody tr").first().waitFor();
  assert.equal(await page.locator(".neighbours tbody tr").filter({ has: page.getByText("في", { exact: true }) }).count(), 0);
  await reader.shot("neighbours-wide");
  await page.locator(".neighbours tbody a").first().click();
  await page.locator(".hit mark").first().waitFor();
  assert.match(reader.place(), /^#\/search\?q="ورق .+"~5$/);
});

/** What a click saves. */
async function saved(reader, name) {
  const [download] = await Promise.all([reader.page.waitForEvent("download"), reader.page.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

story("lines and results are saved", {}, async (reader) => {
  await lines(reader, "كتاب");
  const expected = told(sample(), "كتاب");
  const tsv = await saved(reader, "TSV");
  assert.equal(tsv.name, "warraq-كتاب.tsv");
  const rows = tsv.text.trimEnd().split("\n").slice(1).map((row) => row.split("\t"));
  assert.deepEqual(rows.map((row) => row[1]), expected.map((row) => row[2]));
  const csv = await saved(reader, "CSV");
  assert.ok(csv.text.startsWith("\u{FEFF}") && csv.text.includes("\r\n"));
  const html = await saved(reader, "HTML");
  assert.match(html.text, /<html lang="ar" dir="rtl">/);
  assert.equal(html.text.match(/<mark>/g).length, expected.length);
  await reader.search("كتاب");
  const total = ask("search", sample(), "كتاب").answer.total;
  await reader.page.locator(".save > summary").click();
  const results = await saved(reader, "TSV");
  assert.equal(results.text.trimEnd().split("\n").length - 1, Math.min(total, 200));
});

story("a page is cited from its hit and while it is read", {}, async (reader) => {
  const { page } = reader;
  await reader.search("التحالف");
  const title = await page.locator(".hit h2").first().innerText();
  await page.locator(".hit").first().getByRole("button", { name: "توثيق" }).click();
  const sheet = page.locator("#cite");
  await sheet.locator(".citation").nth(3).waitFor();
  const isolates = /[\u2066-\u2069]/gu;
  const texts = (await sheet.locator(".citation").allInnerTexts()).map((text) => text.replace(isolates, ""));
  assert.ok(texts[0].includes(`«${title}»`), texts[0]);
  assert.ok(texts[1].includes(`“${title}.”`), texts[1]);
  assert.match(texts[2], /^@(misc|incollection)\{[a-zA-Z0-9-]+,/);
  assert.match(texts[3], /^TY {2}- /);
  for (const text of texts) assert.ok(text.includes(`${reader.address}#/page/`), text);
  await reader.shot("cite-wide");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await sheet.getByRole("button", { name: /BibTeX/ }).click();
  await eventually(async () => assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), texts[2].trim()));
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await page.locator(".hit h2 a").first().click();
  await page.locator(".tools").getByRole("button", { name: "توثيق" }).click();
  await sheet.locator(".citation").nth(3).waitFor();
  assert.equal((await sheet.locator(".citation").allInnerTexts())[2], texts[2]);
});

for (const [look, options] of [["light", { width: 390, height: 844 }], ["dark", { width: 390, height: 844, scheme: "dark" }], ["dark-wide", { scheme: "dark" }], ["english", {}], ["english-narrow", { width: 390, height: 844 }]]) {
  story(`they fit the window: ${look}`, options, async (reader) => {
    const { page } = reader;
    if (look.startsWith("english")) {
      await reader.goto();
      await page.getByRole("button", { name: "الإعدادات" }).click();
      await page.getByRole("button", { name: "English" }).click();
    }
    for (const [kind, first] of [["lines", ".kwic-link"], ["spread", ".bar"], ["neighbours", ".neighbours td"]]) {
      await reader.goto(place(kind, { q: "كتاب" }));
      await page.locator(first).first().waitFor();
      assert.ok(await reader.fits(), kind);
      await reader.shot(`${kind}-${look}`);
    }
  });
}

const news = shared("data/news/news-10k.jsonl.gz");
let made;
const ofNews = () => (made ??= library("news-10k", news, ["--title", "أخبار"]));

if (news) {
  story("thousands of news: the best lines first, the rest when they are asked for", { site: ofNews }, async (reader) => {
    const { page } = reader;
    const count = async () => Number(await page.locator(".kwic").getAttribute("aria-rowcount")) - 1;
    await reader.goto(place("lines", { q: "حكومة" }));
    const rest = page.getByRole("button", { name: "اقرأ الباقي" });
    await rest.waitFor({ timeout: 100_000 });
    const best = await count();
    await reader.shot("lines-news-best");
    await rest.click();
    const { lines, pages } = ask("lines", ofNews(), "حكومة");
    assert.ok(pages > 1000 && best < lines.length, `${pages} pages, ${best} of ${lines.length} lines`);
    await eventually(async () => assert.equal(await count(), lines.length), 100_000);
    await reader.shot("lines-news");
  });
}

const hadith = shared("data/hadith/darimi-dev.jsonl.gz");
const nasab = shared("data/books/0285IbnYazidMubarrad.NasabCadnan.Shamela0028170-ara1.mARkdown.gz");
let old;
const oldBooks = () => (old ??= library("old-books", [hadith, nasab], ["--title", "كتب"]));

if (hadith && nasab) {
  story("old books with all their marks: the lines of the command, and the printed pages cited", { site: oldBooks }, async (reader) => {
    const { page } = reader;
    for (const q of ['"رسول الله"', "بني"]) {
      await lines(reader, q, { sort: "after" });
      const rest = page.getByRole("button", { name: "اقرأ الباقي" });
      if (await rest.isVisible()) await rest.click();
      const expected = told(oldBooks(), q, "--order", "after");
      const count = async () => Number(await page.locator(".kwic").getAttribute("aria-rowcount")) - 1;
      await eventually(async () => assert.equal(await count(), expected.length), 60_000);
      await page.evaluate(() => window.scrollTo(0, 0));
      await eventually(async () => {
        const words = await page.locator(".kwic-link").allInnerTexts();
        assert.deepEqual(words.slice(0, 20), expected.slice(0, 20).map((line) => line[2]));
      });
    }
    await reader.shot("lines-old-books");
    await reader.search("قحطان");
    await page.locator(".hit").first().getByRole("button", { name: "توثيق" }).click();
    assert.match(await page.locator("#cite .citation").first().innerText(), /ص /);
  });
}
