// How it looks, as far as a program can tell; and pictures of every place, to be looked at.

import assert from "node:assert/strict";
import { at, story } from "./harness.mjs";

const POEMS = "شعر/الكتاب-في-عيون-الشعراء";
const TABLE = "المعاجم/كيف-نرتب-المعجم";

/** The places, and what is there when they are. */
const places = {
  shelf: ["#/", ".shelf-page"],
  book: [at("book", "المكتبات"), ".shelf-page"],
  syntax: ["#/search", ".syntax"],
  search: [at("search", "", { q: "كتاب" }), ".hit mark"],
  words: [at("search", "", { q: "جذر:كتب خط" }), ".hit mark"],
  nothing: [at("search", "", { q: "زقزوق" }), ".nothing .offers"],
  page: [at("page", POEMS, { hit: 2, q: "خير جليس" }), "mark.current"],
  vocalised: [at("page", "الخط/قصة-النقط-والشكل"), ".text p"],
  table: [at("page", TABLE, { q: "المعجم" }), ".text table"],
  absent: [at("page", "لا صفحة"), "[role=alert]"],
};

/** What can be tapped and is less than 40 px high or wide. Links in running text are text. */
const small = (page) =>
  page.locator("button, .button, .choice, summary, .home, #query").evaluateAll((all) =>
    all
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ control, box }) => control.checkVisibility() && box.width > 0 && (box.width < 40 || box.height < 40))
      .map(({ control, box }) => `${control.className || control.localName} ${Math.round(box.width)}×${Math.round(box.height)}`),
  );

/**
 * Marks that take room of their own, which would part the letters of a word. They are asked for in one step: what is taken out of the page
 * between two has no style, and is none of them.
 */
const wide = (page) =>
  page.evaluate(() => {
    const sides = ["paddingLeft", "paddingRight", "marginLeft", "marginRight", "borderLeftWidth", "borderRightWidth"];
    return [...document.querySelectorAll("mark")].flatMap((mark) => {
      const style = getComputedStyle(mark);
      const room = sides.filter((side) => parseFloat(style[side]) !== 0).map((side) => `${side} ${style[side]}`);
      return style.display === "inline" && room.length === 0 ? [] : [`${mark.textContent}: ${style.display} ${room}`];
    });
  });

/** Parts that stick out of the window sideways, or whose text sticks out of them. */
const outside = (page) =>
  page.locator("body *").evaluateAll((all) =>
    all
      // What moves sideways under the finger is a row of its own.
      .filter((element) => !["auto", "scroll"].includes(getComputedStyle(element.closest(".controls") ?? element).overflowX) || element.matches(".controls"))
      .filter((element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest(".hidden, .table, svg, .skip"))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
      })
      .map((element) => `${element.localName}.${element.className}`),
  );

for (const [width, height] of [[1280, 800], [390, 844], [320, 640]]) {
  for (const scheme of ["light", "dark"]) {
    story(`every place at ${width} px, ${scheme}`, { width, height, scheme }, async (reader) => {
      const { page } = reader;
      for (const [name, [place, there]] of Object.entries(places)) {
        await reader.goto(place);
        await page.locator(there).first().waitFor();
        assert.ok(await reader.fits(), `${name} fits`);
        assert.deepEqual(await outside(page), [], `${name}: nothing sticks out`);
        assert.deepEqual(await small(page), [], `${name}: large enough to tap`);
        assert.deepEqual(await wide(page), [], `${name}: marks take no room`);
        await reader.shot(`${name}-${width}-${scheme}`);
      }
      await page.getByRole("button", { name: "الإعدادات" }).click();
      await page.getByRole("dialog").waitFor();
      assert.deepEqual(await small(page), [], "settings: large enough to tap");
      await reader.shot(`settings-${width}-${scheme}`);
    });
  }
}

story("letters join across the border of a mark: a marked text is as long as the same unmarked", {}, async (reader) => {
  const { page } = reader;
  /** The length of each paragraph on one line. */
  const lengths = () =>
    page.locator(".text p").evaluateAll((all) =>
      all.map((p) => {
        p.style.cssText = "white-space: nowrap; inline-size: max-content";
        return p.getBoundingClientRect().width;
      }),
    );
  await reader.goto(at("page", TABLE));
  await page.locator(".text p").first().waitFor();
  await reader.drawn();
  await page.evaluate(() => document.fonts.ready);
  const plain = await lengths();
  await reader.goto("#/");
  await reader.goto(at("page", TABLE, { q: "جذر:رتب المعجم كلمة حرف" }));
  await page.locator(".text mark").first().waitFor();
  await reader.drawn();
  assert.ok((await page.locator(".text mark").count()) > 10);
  const marked = await lengths();
  assert.equal(marked.length, plain.length);
  for (const [i, length] of marked.entries()) assert.ok(Math.abs(length - plain[i]) < 1, `paragraph ${i}: ${plain[i]} and ${length} px`);
});

story("what is laid out is in the faces of the book, not in what the system has", {}, async (reader) => {
  await reader.goto(at("page", POEMS));
  await reader.page.locator(".text p").first().waitFor();
  await reader.drawn();
  const loaded = await reader.page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family.replaceAll('"', ""));
  });
  for (const face of ["Warraq Book", "Warraq UI"]) assert.ok(loaded.includes(face), loaded.join(", "));
});
