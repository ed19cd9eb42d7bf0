// What reading costs on a slow machine: a book of a thousand pages, the processor slowed down four times. How long it takes
// from a click to the text at its beginning, middle and end, and the longest stretch for which the page could not answer
// its reader while they scroll, type and turn pages, as the browser tells of tasks over 50 ms; and the same while they search
// 10,000 news articles. Prints a Markdown table; with
// --write also puts it into bench/reading.md.
//
//     node bench/reading.mjs [--write]

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { whole, yardstick } from "./kit/run.mjs";
import { launch } from "../tests/stories/reader.mjs";
import { library, root, serve, shared, target } from "../tests/stories/site.mjs";
import { printedBook } from "../tests/stories/folio.mjs";

const PAGES = 1_000;
const SLOWER = 4;

function build() {
  const folder = join(target, "stories", "reading-texts");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "كتاب-كبير.mARkdown"), printedBook(PAGES, 14));
  return library("reading", folder, ["-q"]);
}

const speed = yardstick();

/** What was printed. */
const lines = [];
const say = (line) => {
  lines.push(line);
  console.log(line);
};

const address = (host, number) => `${host.address}#/page/${number}/${encodeURIComponent(`كتاب-كبير#${number + 1}`)}`;

/** The longest task since the last time, in milliseconds; of none over 50 ms, that. */
const longest = (page) =>
  page.evaluate(() => {
    const tasks = globalThis.tasks.splice(0);
    return tasks.length ? `${Math.round(Math.max(...tasks))} ms` : "under 50 ms";
  });

/** A page on a slow machine that notes its tasks. */
async function slow(browser, prefs) {
  const context = await browser.newContext({ locale: "ar", viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(60_000);
  await context.addInitScript((line) => {
    localStorage.setItem("warraq-prefs", line);
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
  }, prefs);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return { context, page };
}

async function scroll(page) {
  for (let step = 0; step < 25; step += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(60);
  }
}

/** A search typed, scrolled through, taken at another depth, opened and left. */
async function search(browser, host, query) {
  const { context, page } = await slow(browser, "1");
  await page.goto(`${host.address}#/`);
  await page.locator("main a").first().waitFor();
  await page.waitForTimeout(4000);
  await longest(page);
  await page.locator("#query").click();
  await page.locator("#query").pressSequentially(query, { delay: 120 });
  await page.locator(".hit .passages p mark").first().waitFor();
  await page.waitForTimeout(1000);
  const typing = await longest(page);
  await page.mouse.move(640, 500);
  await scroll(page);
  const scrolling = await longest(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(".depths a").last().click();
  await page.locator('.depths a[aria-current="true"]').last().waitFor();
  await page.waitForTimeout(1500);
  const depth = await longest(page);
  await page.locator(".hit h2 a").first().click();
  await page.locator(".sheet mark").first().waitFor();
  await page.waitForTimeout(1000);
  const opening = await longest(page);
  await page.goBack();
  await page.locator(".hit .passages p mark").first().waitFor();
  await page.waitForTimeout(1000);
  const back = await longest(page);
  await context.close();
  return { typing, scrolling, depth, opening, back };
}

async function at(browser, host, onward, number) {
  const { context, page } = await slow(browser, `1 onward=${onward ? "yes" : "no"}`);
  await page.goto(`${host.address}#/`);
  await page.locator("main a").first().waitFor();
  await page.waitForTimeout(1500);
  const opened = await page.evaluate(async ([place, name]) => {
    const began = performance.now();
    location.hash = place;
    while (![...document.querySelectorAll(".sheet h1")].some((title) => title.innerText === name)) await new Promise(requestAnimationFrame);
    return Math.round(performance.now() - began);
  }, [new URL(address(host, number)).hash, `باب ${number + 1}`]);
  await page.waitForTimeout(1000);
  await longest(page);
  await scroll(page);
  const scrolling = await longest(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press("f");
  await page.locator("#find").pressSequentially("الورق", { delay: 80 });
  await page.locator("#hit-1").waitFor();
  await page.waitForTimeout(500);
  const typing = await longest(page);
  await page.keyboard.press("Escape");
  await page.locator("main").click({ position: { x: 5, y: 5 } });
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press(number > 10 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(600);
  }
  const turning = await longest(page);
  await context.close();
  return { opened, scrolling, typing, turning };
}

const browser = await launch();
const host = await serve(build(), { parts: true });
try {
  say("| pages | page | to its text | longest task scrolling | typing | turning |");
  say("| --- | --- | --- | --- | --- | --- |");
  for (const onward of [false, true]) {
    for (const number of [0, PAGES / 2, PAGES - 1]) {
      const { opened, scrolling, typing, turning } = await at(browser, host, onward, number);
      say(`| ${onward ? "continuous" : "one by one"} | ${number + 1} | ${opened} ms | ${scrolling} | ${typing} | ${turning} |`);
    }
  }
  const news = shared("data/news/news-10k.jsonl.gz");
  if (news) {
    const host = await serve(library("reading-news", news, ["-q"]), { parts: true });
    say("");
    say("| query on 10,000 articles | longest task typing | scrolling | at another depth | opening | going back |");
    say("| --- | --- | --- | --- | --- | --- |");
    for (const query of ["التحالف", "الأمم المتحدة", "رئيس الوزراء العراقي"]) {
      const { typing, scrolling, depth, opening, back } = await search(browser, host, query);
      say(`| ${query} | ${typing} | ${scrolling} | ${depth} | ${opening} | ${back} |`);
    }
    await host.stop();
  }
} finally {
  await browser.close();
  await host.stop();
}
if (process.argv.includes("--write")) {
  const text = `# What reading costs

A book of ${PAGES.toLocaleString("en")} pages, and a processor slowed down ${SLOWER} times: from a click to the text, and the longest task of the
page while its reader scrolls 10,000 pixels, finds a word and turns three pages; then the same for searches. Written by \`node bench/reading.mjs --write\`.
In this run one processor hashed ${whole(speed)} MB a second by SHA-256; times of two runs are to be compared by that.

${lines.join("\n")}

An answer is drawn a few hits before each frame, one alone when frames are late, and a hit that is as it was is left alone; who comes back to an
answer finds it as it was. A page of text is drawn as its window is filled, or to the word found in it, then block by block; where words are found in
it, only the blocks are drawn anew in which others are marked. So the longest tasks are those that lay out and paint one hit with its passages or
half a window of text, whose lines have to be broken before anything of it can be shown. Of pages one below the other
the last is drawn so, too, and the next is asked for when it is all there; a page that the reader turns to, or comes back to, is drawn whole, as
what is read must not move while it grows. The column on typing begins with a jump back over those 10,000 pixels: where pages are
one below the other, those that had been taken out come back whole.
`;
  writeFileSync(join(root, "bench", "reading.md"), text);
}
