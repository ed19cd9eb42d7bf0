// What axe finds in every place of the app and over it, in both themes and both languages of the interface: nothing. And
// what it cannot see: that nothing moves for readers who want no motion, and that text at four times its size needs no
// scrolling from side to side.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { at, eventually, story } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const corpus = (kind, options) => at("search", "", options).replace("#/search", `#/${kind}`);
const PAGE = at("page", "المكتبات/صيانة-المخطوطات", { q: "المخطوطات" });
const HITS = at("search", "", { q: "مخطوطة" });

/** Every place: its name, its address, what shows that it is there; and what lies over it, how it is opened and closed. */
const PLACES = [
  ["shelf", "#/", ".shelf-page"],
  ["search with hits", HITS, ".hit .passages p"],
  ["search with no hits", at("search", "", { q: "قسطنطينوفسكي" }), "main h1, main h2"],
  ["page", PAGE, ".sheet mark"],
  ["lines", corpus("lines", { q: "كتاب" }), ".line, .kwic-link"],
  ["spread", corpus("spread", { q: "كتاب" }), "main table, main .spread"],
  ["neighbours", corpus("neighbours", { q: "ورق" }), "main table"],
  ["notes", "#/notes", "main h1"],
  ["offline", "#/offline", ".offline .notice"],
  ["the card of a word", PAGE, ".sheet mark", async (page) => {
    await page.locator(".sheet mark").first().click();
    await page.locator(".word-card").waitFor();
  }],
  ["settings", PAGE, ".sheet mark", async (page) => {
    await page.keyboard.press("s");
    await page.locator("dialog[open]").waitFor();
  }],
  ["keys", HITS, ".hit .passages p", async (page) => {
    await page.keyboard.press("Shift+Slash");
    await page.locator("#keys[open]").waitFor();
  }],
  ["citations", HITS, ".hit .passages p", async (page) => {
    await page.getByRole("button", { name: /توثيق|Cite/ }).first().click();
    await page.locator("#cite .citation").nth(3).waitFor();
  }],
];

/** Goes to a place and opens what lies over it. */
async function open(reader, [, place, sign, over]) {
  // What lay over the last place is gone with it.
  await reader.page.goto("about:blank");
  await reader.goto(place);
  await reader.page.locator(sign).first().waitFor();
  await over?.(reader.page);
}

/** What axe finds, by these of its rules or by all. */
async function violations(page, rules) {
  await page.evaluate(axe);
  const runOnly = rules && { type: "rule", values: rules };
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { resultTypes: ["violations"], ...(runOnly && { runOnly }) }), runOnly);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

/** The interface is Arabic until its reader chooses; the choice is kept. */
async function inEnglish(reader) {
  const { page } = reader;
  await reader.goto("#/");
  await page.locator(".shelf-page").first().waitFor();
  await page.keyboard.press("s");
  await page.getByRole("dialog").getByRole("button", { name: "English", exact: true }).click();
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
}

for (const scheme of ["light", "dark"]) {
  for (const locale of ["ar", "en"]) {
    story(`axe finds nothing: ${scheme}, ${locale}`, { scheme, locale }, async (reader) => {
      const { page } = reader;
      if (locale === "en") await inEnglish(reader);
      for (const place of PLACES) {
        await open(reader, place);
        assert.deepEqual(await violations(page), [], place[0]);
      }
    });
  }
}

story("at four times its size the text needs no scrolling from side to side", { width: 320, height: 640 }, async (reader) => {
  for (const place of PLACES) {
    await open(reader, place);
    assert.ok(await reader.fits(), place[0]);
    // What is narrower than its contents can be scrolled with a keyboard.
    assert.deepEqual(await violations(reader.page, ["scrollable-region-focusable", "target-size"]), [], place[0]);
    await reader.shot(`narrow-${place[0].replaceAll(" ", "-")}`);
  }
});

story("for readers who want no motion nothing moves", {}, async (reader) => {
  const { page } = reader;
  const moving = () =>
    page.evaluate(() => {
      const seconds = (times) => Math.max(...times.split(",").map(parseFloat));
      const moves = (style) => seconds(style.transitionDuration) > 0.01 || style.animationName !== "none" || style.scrollBehavior === "smooth";
      const names = [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
        [undefined, "::before", "::after", "::backdrop"].filter((part) => moves(getComputedStyle(element, part))).map((part) => `${element.tagName}.${element.className}${part ?? ""}`),
      );
      return [...new Set(names)];
    });
  for (const place of PLACES) {
    await open(reader, place);
    assert.deepEqual(await moving(), [], place[0]);
  }
  await page.goto("about:blank");
  await reader.goto(PAGE);
  await page.locator(".sheet mark").first().waitFor();
  await reader.drawn();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(".to-top").click();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await eventually(async () => assert.ok(await page.locator(".to-top").isHidden()));
});
