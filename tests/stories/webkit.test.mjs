// The library in WebKit, the engine of Safari.

import assert from "node:assert/strict";
import { test } from "node:test";
import { carried } from "./carried.mjs";
import { printed } from "./folio.mjs";
import { at, sample, serve } from "./site.mjs";
import { WebKit, without } from "./webkit.mjs";

const [ENTER, ESCAPE] = ["\uE007", "\uE00C"];

const skip = await without();
if (skip) console.log(skip);

/** A story in WebKit. */
function story(name, size, tell) {
  test(name, { skip, timeout: 180_000 }, async () => {
    const browser = await WebKit.open(size);
    try {
      await tell(browser);
    } finally {
      await browser.close();
    }
  });
}

/** Finds the button of this name. */
const press = (browser, name) =>
  browser.until((name) => {
    const button = [...document.querySelectorAll("button")].find((button) => button.textContent.trim().startsWith(name) && button.checkVisibility());
    button?.click();
    return button !== undefined;
  }, name);

story("WebKit: searching and reading", { width: 1280, height: 900 }, async (browser) => {
  const host = await serve(sample());
  try {
    await browser.goto(host.address);
    await browser.see(".shelf-page");
    await browser.type("#query", "مخطوطة");
    await browser.see(".hit .passages p mark");
    await browser.until(() => !document.querySelector(".hits[aria-busy], .hit:not(:has(.passages p))"));
    await browser.shot("search");
    const found = await browser.evaluate(() => document.querySelectorAll(".hit").length);
    assert.ok(found > 2, `${found}`);
    await browser.click(".hit h2 a");
    await browser.see(".sheet mark.current");
    await browser.until(() => {
      const { top, bottom } = document.querySelector(".sheet mark.current").getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    });
    await browser.shot("page");
    // Asked about with a key, a word of the text is taken apart.
    await browser.evaluate(() => document.querySelector(".sheet mark.current").focus());
    await browser.press(ENTER);
    await browser.until(() => document.querySelector("#word")?.innerText.includes("الجذر"));
    await browser.press(ESCAPE);
    await browser.until(() => !document.querySelector("#word"));
    await browser.evaluate(() => history.back());
    await browser.until((found) => document.querySelectorAll(".hit").length === found, found);
  } finally {
    await host.stop();
  }
});

story("WebKit: pages one below the other, words found in them, a highlight, in English", { width: 500, height: 900 }, async (browser) => {
  const host = await serve(printed("printed-webkit"));
  try {
    await browser.goto(host.address + at("page", "كتاب-الوراقين#3", { number: 2 }));
    await browser.see(".text p");
    await browser.press("s");
    await press(browser, "متصلة");
    await press(browser, "English");
    await browser.press(ESCAPE);
    await browser.until(() => document.documentElement.dir === "ltr" && document.querySelectorAll(".leaf h1").length > 1);
    await browser.evaluate(() => scrollBy({ top: document.querySelectorAll(".leaf")[1].getBoundingClientRect().top + 300, behavior: "instant" }));
    await browser.until(() => document.querySelector(".leaf[data-here] h1").innerText === "باب 4");
    await browser.press("f");
    await browser.type("#find", "الناسخ");
    await browser.until(() => [...document.querySelectorAll(".leaf .sheet")].every((sheet) => sheet.querySelector("mark")?.innerText === "الناسخ"));
    assert.equal(await browser.evaluate(() => document.querySelector("#hit-1").closest(".leaf").querySelector("h1").innerText), "باب 4");
    await browser.press(ESCAPE);
    await browser.until(() => !document.querySelector(".leaf mark"));
    await browser.evaluate(() => {
      const text = document.querySelector(".leaf[data-here] .text p:nth-of-type(2)").firstChild;
      getSelection().setBaseAndExtent(text, 0, text, 12);
    });
    await press(browser, "Highlight");
    await browser.until(() => CSS.highlights.get("kept")?.size === 1);
    await browser.shot("strip");
  } finally {
    await host.stop();
  }
});

story("WebKit: what is kept is searched when the host is gone", { width: 1280, height: 900 }, async (browser) => {
  const host = await serve(sample());
  try {
    await browser.goto(`${host.address}#/offline`);
    await press(browser, "احفظ");
    await browser.until(() => document.querySelector("main").innerText.includes("حُفظ كلّه"));
    await host.stop();
    await browser.goto(host.address + at("search", "", { q: "مخطوطة" }));
    await browser.see(".hit .passages p mark");
  } finally {
    await host.stop();
  }
});

story("WebKit: one file from the disk", { width: 1280, height: 900 }, async (browser) => {
  await browser.goto(carried("carried-webkit"));
  await browser.see(".shelf-page");
  await browser.type("#query", "مخطوطة");
  await browser.see(".hit .passages p mark");
  await browser.click(".hit h2 a");
  await browser.see(".sheet mark.current");
  await browser.shot("carried");
});
