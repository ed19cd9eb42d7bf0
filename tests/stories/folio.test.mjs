// The printed page beside the text, reading on without turning, and two pages side by side.

import assert from "node:assert/strict";
import { at, drawn, eventually, story } from "./harness.mjs";
import { printed } from "./folio.mjs";

/** Opens a page of the printed book by its number in the library, from 0. */
async function open(reader, number) {
  await reader.goto(at("page", `كتاب-الوراقين#${number + 1}`, { number }));
  await reader.page.locator(".text p").first().waitFor();
  await reader.drawn();
}

async function english(page) {
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await page.locator("html[lang=en] .text p").first().waitFor();
  await drawn(page);
}

/** The numbers in the margin, as they are written there. */
const numbers = (page) => page.locator(".sheet .printed").evaluateAll((signs) => signs.map((sign) => getComputedStyle(sign, "::before").content));

for (const [width, scheme, locale] of [[1280, "light", "ar"], [1280, "dark", "en"], [390, "light", "ar"], [390, "dark", "en"]]) {
  story(`printed pages stand beside the text where they begin, at ${width} px in ${locale}`, { site: printed, width, scheme, locale }, async (reader) => {
    const { page } = reader;
    await open(reader, 3);
    if (locale === "en") await english(page);
    const digits = locale === "ar" ? "ar-EG" : "en";
    const write = new Intl.NumberFormat(digits, { useGrouping: false });
    const told = await numbers(page);
    assert.equal(told.length, 15);
    assert.ok(told.every((text, place) => text.includes(write.format(43 + place))), told.join(" "));
    assert.equal(await page.locator('.sheet [role="doc-pagebreak"]').count(), 15);
    // Beside the column and within the window; the words are as they would be without.
    assert.ok(await reader.fits());
    assert.ok(await page.locator(".printed").evaluateAll((signs) => signs.every((sign) => getComputedStyle(sign).display === "inline")));
    const text = await page.locator(".text p").nth(1).innerText();
    assert.ok(!/[0-9٠-٩[]/.test(text), text);
    const places = await page.evaluate(() => {
      const sheet = document.querySelector(".text").getBoundingClientRect();
      return { right: sheet.right, window: innerWidth };
    });
    assert.ok(places.right < places.window);
    await page.locator(".byline").getByText(locale === "ar" ? `ج ${write.format(1)} ص ${write.format(43)}–${write.format(57)}` : "vol. 1, pp. 43–57").waitFor();
    await reader.shot(`printed-${width}-${scheme}-${locale}`);
  });
}

story("from the contents to a page of a volume, to where it begins", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 0);
  await page.getByRole("button", { name: "المحتويات" }).click();
  const form = page.getByRole("form", { name: "إلى صفحة المطبوع" });
  await form.getByLabel("الجزء").fill("2");
  await form.getByLabel("الصفحة", { exact: true }).fill("٤٠");
  await reader.shot("printed-contents-1280-light-ar");
  await page.keyboard.press("Enter");
  const sign = page.locator(".printed.current");
  await eventually(async () => assert.equal(await sign.getAttribute("aria-label"), "ج ٢ ص ٤٠"));
  await eventually(async () => {
    const { top, height } = await sign.evaluate((sign) => ({ top: sign.getBoundingClientRect().top, height: innerHeight }));
    assert.ok(top > 60 && top < height, `${top} of ${height}`);
  });
  assert.match(reader.place(), /printed=2\.40/);
  // A link of such a kind leads there by itself.
  const place = page.url();
  await page.goto("about:blank");
  await page.goto(place);
  await eventually(async () => assert.equal(await sign.getAttribute("aria-label"), "ج ٢ ص ٤٠"));
  const panel = page.getByRole("form", { name: "إلى صفحة المطبوع" });
  if (!(await panel.isVisible())) await page.getByRole("button", { name: "المحتويات" }).click();
  await panel.getByLabel("الصفحة", { exact: true }).fill("900");
  await page.keyboard.press("Enter");
  await panel.getByText("ليست هذه الصفحة في الكتاب").waitFor();
});

story("what is copied says on which printed page it begins", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 1);
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("button", { name: "مع مصدره" }).click();
  await page.keyboard.press("Escape");
  const copied = await page.evaluate(async () => {
    const block = document.querySelectorAll(".text p")[3];
    const range = document.createRange();
    range.selectNodeContents(block);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    return event.clipboardData.getData("text/plain");
  });
  assert.match(copied, /ج ١ ص ١٨،/);
  await page.locator(".tools .cite").click();
  await page.getByText(/ج .?1.?، ص .?15–29/).first().waitFor();
});

/** Reads on, without turning pages. */
async function continuous(reader) {
  const { page } = reader;
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("button", { name: "متصلة" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".leaf[data-here]").waitFor();
}

/** The title of the page that is read, as the page, the window and the address tell it. */
async function read(reader, title) {
  const { page } = reader;
  await eventually(async () => {
    assert.equal(await page.locator(".leaf[data-here] h1").innerText(), title);
    assert.ok((await page.title()).startsWith(title), await page.title());
    assert.equal(await page.locator(".crumbs .here").innerText(), title);
  });
}

story("reading goes on without turning, and the address follows; it survives a reload", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 0);
  await continuous(reader);
  await read(reader, "باب 1");
  const entries = await page.evaluate(() => history.length);
  const titles = () => page.locator(".leaf h1").allInnerTexts();
  await eventually(async () => assert.ok((await titles()).length >= 2));
  for (let chapter = 2; chapter <= 8; chapter += 1) {
    await eventually(async () => {
      await page.mouse.wheel(0, 500);
      assert.equal(await page.locator(".leaf[data-here] h1").innerText(), `باب ${chapter}`);
    });
  }
  await read(reader, "باب 8");
  assert.match(reader.place(), /\/7\//);
  assert.equal(await page.evaluate(() => history.length), entries);
  // Far pages are taken out, and nothing moves by it.
  await eventually(async () => assert.ok(!(await titles()).includes("باب 1"), (await titles()).join()));
  assert.ok((await titles()).length <= 7);
  assert.equal(await page.locator(".leaf").first().evaluate((leaf) => leaf.getBoundingClientRect().height > 500), true);
  await reader.shot("onward-1280-light-ar");
  // Up again: they are there when the reader is.
  await eventually(async () => {
    await page.mouse.wheel(0, -900);
    assert.equal(await page.locator(".leaf[data-here] h1").innerText(), "باب 2");
  });
  await read(reader, "باب 2");
  const words = () => page.evaluate(() => placeNow().slice(2)[0]);
  await page.waitForTimeout(800);
  const [place, before] = [page.url(), await words()];
  await page.reload();
  await read(reader, "باب 2");
  assert.equal(page.url(), place);
  await eventually(async () => assert.ok(Math.abs((await words()) - before) <= 1, `${await words()} after ${before}`));
  // The page before is there on demand, and what is read stays where it is.
  const top = () => page.locator(".leaf[data-here] .text p").nth(2).evaluate((p) => Math.round(p.getBoundingClientRect().top));
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(200);
  const stood = await top();
  await page.getByRole("button", { name: "الصفحة السابقة" }).evaluate((button) => button.click());
  await eventually(async () => assert.ok((await titles()).includes("باب 1")));
  assert.ok(Math.abs((await top()) - stood) <= 60, `${await top()} after ${stood}`);
});

/** Scrolls on until a page is read that has this title. */
async function readOn(reader, title) {
  const { page } = reader;
  await page.locator(".leaf", { has: page.getByRole("heading", { level: 1, name: title }) }).evaluate((leaf) => scrollBy({ top: leaf.getBoundingClientRect().top + 700, behavior: "instant" }));
  await read(reader, title);
  await reader.drawn();
}

story("of pages one below the other the next comes when the one before it is all there, so that nothing moves", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 2);
  await continuous(reader);
  const [drawing, early] = await page.evaluate(async (place) => {
    location.hash = place;
    let [drawing, early] = [0, 0];
    const has = (selector) => document.querySelector(selector) !== null;
    const done = () => document.querySelector(".leaf h1")?.innerText === "باب 8" && document.querySelectorAll(".leaf").length >= 2 && !has(".text[aria-busy]");
    while (!done()) {
      await new Promise(requestAnimationFrame);
      if (has(".leaf .text[aria-busy]")) drawing += 1;
      if (has(".leaf:has(.text[aria-busy]) ~ .leaf")) early += 1;
    }
    return [drawing, early];
  }, at("page", "كتاب-الوراقين#8", { number: 7 }));
  assert.ok(drawing > 0);
  assert.equal(early, 0);
});

story("words found in pages one below the other leave them where they are", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 2);
  await continuous(reader);
  await readOn(reader, "باب 4");
  await page.locator(".leaf h1", { hasText: "باب 5" }).waitFor({ state: "attached" });
  await reader.drawn();
  const scrolled = await page.evaluate(() => {
    for (const part of document.querySelectorAll(".leaf .sheet, .leaf [data-b]")) part.stayed = true;
    return scrollY;
  });
  const kept = (parts) => page.locator(parts).evaluateAll((all) => all.filter((part) => part.stayed).length);
  const [sheets, blocks] = [await kept(".leaf .sheet"), await kept(".leaf [data-b]")];
  assert.ok(sheets >= 3 && blocks >= 3 * 14, `${sheets} ${blocks}`);
  const marked = () => page.locator(".leaf .sheet").evaluateAll((all) => all.map((sheet) => [...new Set([...sheet.querySelectorAll("mark")].map((mark) => mark.innerText))].join()));
  const everywhere = (word) => eventually(async () => assert.deepEqual([...new Set(await marked())], [word]));
  await page.keyboard.press("f");
  // In the titles alone: no block of a text is drawn anew.
  await page.locator("#find").fill("باب");
  await everywhere("باب");
  assert.equal(await kept(".leaf [data-b]"), blocks);
  await page.locator("#find").fill("الناسخ");
  await everywhere("الناسخ");
  assert.equal(await kept(".leaf .sheet"), sheets);
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  await read(reader, "باب 4");
  await reader.drawn();
  await eventually(async () => {
    const ids = await page.locator(".leaf mark[id]").evaluateAll((marks) => marks.map((mark) => mark.id));
    assert.deepEqual(ids, ids.map((_, number) => `hit-${number + 1}`));
    assert.equal(ids.length, await page.locator(".leaf[data-here] mark").count());
  });
  await page.keyboard.press("Enter");
  await page.locator(".leaf[data-here] #hit-1.current").waitFor();
  await page.keyboard.press("Escape");
  await everywhere("");
  assert.equal(await kept(".leaf .sheet"), sheets);
});

story("who goes on page by page, or with another beside, goes on from the page they read", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 2);
  await continuous(reader);
  await readOn(reader, "باب 4");
  await page.getByRole("button", { name: "الإعدادات" }).click();
  await page.getByRole("button", { name: "صفحة صفحة" }).click();
  await page.keyboard.press("Escape");
  const title = page.locator(".page > .sheet h1");
  await eventually(async () => assert.equal(await title.innerText(), "باب 4"));
  assert.equal(await page.locator(".crumbs .here").innerText(), "باب 4");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal(await title.innerText(), "باب 3"));
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal(await title.innerText(), "باب 2"));
  await continuous(reader);
  await readOn(reader, "باب 3");
  await page.locator(".beside").getByRole("link", { name: /صفحتان.*باب 5/ }).click();
  await eventually(async () => assert.equal(await title.innerText(), "باب 3"));
  await eventually(async () => assert.equal(await page.locator(".second h1").innerText(), "باب 5"));
});

story("marked words, notes and keys go by the page that is read on to", { site: printed, width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader, 2);
  await continuous(reader);
  await page.keyboard.press("f");
  await page.locator("#find").fill("الورق");
  await page.locator(".leaf[data-here] #hit-1").waitFor();
  await page.keyboard.press("Escape");
  await open(reader, 2);
  await page.keyboard.press("ArrowLeft");
  await read(reader, "باب 4");
  await page.keyboard.press("f");
  await page.locator("#find").fill("الورق");
  await page.locator(".leaf[data-here] #hit-1").waitFor();
  await read(reader, "باب 4");
  await page.keyboard.press("Enter");
  await page.locator("#hit-1.current").waitFor();
  const ids = await page.locator(".leaf mark[id]").evaluateAll((marks) => marks.map((mark) => mark.id));
  assert.equal(new Set(ids).size, ids.length);
  await reader.shot("onward-find-390-light-ar");
  await page.keyboard.press("b");
  await page.keyboard.press("ArrowRight");
  assert.ok(await reader.fits());
});

story("two pages side by side, turned together, and still there after a reload", { site: printed }, async (reader) => {
  const { page } = reader;
  await open(reader, 4);
  const button = page.getByRole("button", { name: "صفحتان جنب\u064Bا إلى جنب" });
  await button.click();
  const second = page.locator(".second h1");
  await eventually(async () => assert.equal(await second.innerText(), "باب 6"));
  assert.match(reader.place(), /beside=5\//);
  const [first, other] = await Promise.all([".page > .sheet", ".second .sheet"].map((sheet) => page.locator(sheet).boundingBox()));
  assert.ok(other.x + other.width <= first.x, "the second is on the left");
  await reader.shot("pair-1280-light-ar");
  await page.keyboard.press("ArrowLeft");
  await eventually(async () => {
    assert.equal(await page.locator(".page > .sheet h1").innerText(), "باب 6");
    assert.equal(await second.innerText(), "باب 7");
  });
  await page.reload();
  await eventually(async () => assert.equal(await second.innerText(), "باب 7"));
  // Where there is no room, one below the other.
  await page.setViewportSize({ width: 390, height: 844 });
  await eventually(async () => {
    const [first, other] = await Promise.all([".page > .sheet", ".second .sheet"].map((sheet) => page.locator(sheet).boundingBox()));
    assert.ok(other.y >= first.y + first.height);
  });
  assert.ok(await reader.fits());
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await reader.shot("pair-1440-dark-ar");
  await page.locator(".second").getByRole("button", { name: "الصفحة التالية" }).click();
  await eventually(async () => assert.equal(await second.innerText(), "باب 8"));
  await page.locator(".second").getByRole("button", { name: "أغلق" }).or(page.locator(".second-close button")).first().click();
  await eventually(async () => assert.equal(await page.locator(".second").count(), 0));
  assert.ok(!reader.place().includes("beside"));
});

story("what is looked for and what is highlighted is seen in every page on display", { site: printed }, async (reader) => {
  const { page } = reader;
  const painted = () => page.evaluate(() => [...(CSS.highlights.get("kept") ?? [])].map((range) => range.startContainer.parentElement.closest(".sheet").querySelector("h1").innerText));
  await open(reader, 5);
  await page.locator(".text p").first().evaluate((paragraph) => {
    const range = document.createRange();
    const text = [...paragraph.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.length > 20);
    range.setStart(text, 0);
    range.setEnd(text, 20);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.getByRole("toolbar", { name: "ما حددته" }).getByRole("button", { name: "تعليم", exact: true }).click();
  await eventually(async () => assert.deepEqual(await painted(), ["باب 6"]));
  // The page before it, and it beside that.
  await reader.goto("#/");
  await reader.goto(at("page", "كتاب-الوراقين#5", { number: 4, beside: "5/كتاب-الوراقين#6", q: "الحبر" }));
  await page.locator(".second mark").first().waitFor();
  await eventually(async () => assert.deepEqual(await painted(), ["باب 6"]));
  const marks = await page.locator(".second mark").allInnerTexts();
  assert.ok(marks.every((mark) => mark.includes("حبر")), marks.join());
  assert.equal(await page.locator(".second mark[id]").count(), 0, "those of the first are walked");
  await reader.shot("pair-marks-1280-light-ar");
  await page.keyboard.press("f");
  await page.locator("#find").fill("الناسخ");
  await eventually(async () => assert.deepEqual([...new Set(await page.locator(".second mark").allInnerTexts())], ["الناسخ"]));
  await page.keyboard.press("Escape");
  // Read on without turning, it is painted before it is come to.
  await reader.goto("#/");
  await open(reader, 4);
  await continuous(reader);
  await read(reader, "باب 5");
  await page.locator(".leaf h1", { hasText: "باب 6" }).waitFor({ state: "attached" });
  await eventually(async () => assert.deepEqual(await painted(), ["باب 6"]));
  await read(reader, "باب 5");
});

story("the card of a word tells how often it is in the page, the book and the library", { site: printed, width: 390, height: 844 }, async (reader) => {
  const { page } = reader;
  await open(reader, 0);
  await page.locator(".text p").first().click({ position: { x: 300, y: 20 } });
  const table = page.locator("#word .word-counts");
  await table.waitFor();
  await eventually(async () => assert.ok(!(await table.innerText()).includes("…")));
  const rows = await table.locator("tr:not(:first-child)").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.innerText.replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)).replace(/\D/g, "")))),
  );
  assert.equal(rows.length, 4);
  // The library is one book.
  for (const [inPage, inBook, all] of rows) assert.ok(inPage > 0 && inPage < inBook && inBook === all, rows.join(" | "));
  await reader.shot("word-counts-390-light-ar");
});
