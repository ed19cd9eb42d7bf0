// All that a library is for, with a keyboard alone. Wherever the focus goes it is seen, and it is never lost.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";

/** Where the focus is, and how it shows. */
const focus = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const outlined = (element) => element && getComputedStyle(element).outlineStyle !== "none" && parseFloat(getComputedStyle(element).outlineWidth) > 0;
    return {
      name: `${element.tagName.toLowerCase()}#${element.id}.${element.className} ${(element.getAttribute("aria-label") ?? element.textContent).slice(0, 40)}`,
      lost: element === document.body,
      // What holds others and no Tab comes to: the text, the contents, a sheet.
      whole: ["content", "contents", "word"].includes(element.id) || element.tagName === "DIALOG",
      // A field may show it by what is around it.
      shown: outlined(element) || outlined(element.closest("form, label, fieldset, summary")),
      inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

/** The focus is somewhere, and is seen unless it is on the text as a whole. */
async function held(page, after) {
  const now = await focus(page);
  assert.ok(!now.lost, `after ${after} the focus is nowhere`);
  if (!now.whole) assert.ok(now.shown && now.inView, `after ${after}: ${JSON.stringify(now)}`);
  return now;
}

/** Presses a key; the focus is held when all has come to rest, and told where. */
async function press(page, key) {
  await page.keyboard.press(key);
  return eventually(() => held(page, key));
}

/** Goes on with Tab until this is in focus. */
async function tabTo(page, what, key = "Tab") {
  const passed = [];
  try {
    for (let step = 0; step < 60; step += 1) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      passed.push((await press(page, key)).name);
    }
    assert.fail(`not reached by ${key}`);
  } catch (error) {
    throw new Error(`${error.message}, behind\n${passed.join("\n")}`, { cause: error });
  }
}

/** Waits until what is shown has not changed for a while: Enter asks once more, and hits may change their places. */
const rest = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        let timer = setTimeout(done, 500);
        const again = () => {
          clearTimeout(timer);
          timer = setTimeout(done, 500);
        };
        new MutationObserver(again).observe(document.querySelector("main"), { childList: true, subtree: true });
      }),
  );

const search = async (page, query) => {
  await press(page, "Slash");
  await page.keyboard.type(query);
  await press(page, "Enter");
};

story("search, read, mark and go back with the keyboard alone", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.locator(".shelf-page").first().waitFor();
  await search(page, "المخطوطات");
  await reader.answered("المخطوطات");
  await rest(page);
  await held(page, "the answer");
  const first = page.locator(".hit h2 a").first();
  const title = await first.innerText();
  await tabTo(page, first);
  await press(page, "Enter");
  await page.locator(".sheet mark.current").waitFor();
  await held(page, "opening the page");
  const current = () => page.locator(".sheet mark.current").getAttribute("id");
  const was = await current();
  await press(page, "n");
  await eventually(async () => assert.notEqual(await current(), was));
  await held(page, "the next word found");

  const bookmark = page.locator(".tools").getByRole("button", { name: "ضع إشارة" });
  await tabTo(page, bookmark);
  await press(page, "Enter");
  assert.equal(await bookmark.getAttribute("aria-pressed"), "true");
  assert.ok(await bookmark.evaluate((element) => element === document.activeElement), "the button keeps the focus");

  // What lies over the page takes the focus, keeps it, and gives it back.
  for (const [key, name] of [["Shift+Slash", "#keys"], ["s", "#settings"]]) {
    await press(page, key);
    const dialog = page.locator(`${name}[open]`);
    await dialog.waitFor();
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press("Tab");
      // After its last element is the browser's own, which is nowhere in the page.
      const inside = await page.evaluate((name) => document.activeElement === document.body || document.activeElement.closest(name) !== null, name);
      assert.ok(inside, `${name} keeps the focus`);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.ok(await bookmark.evaluate((element) => element === document.activeElement), `${name} gives the focus back`);
  }

  await press(page, "c");
  await page.locator(".contents").waitFor();
  await held(page, "opening the contents");
  await press(page, "Escape");
  await page.locator(".contents").waitFor({ state: "detached" });
  await held(page, "closing the contents");
  await press(page, "f");
  await page.keyboard.type("حبر");
  await press(page, "Escape");
  await page.locator("#find").waitFor({ state: "hidden" });
  await held(page, "closing the search of the page");
  await press(page, "ArrowLeft");
  await eventually(async () => assert.notEqual(await page.locator(".sheet h1").innerText(), title));
  await held(page, "turning the page");

  for (let step = 0; step < 4 && !reader.place().startsWith("#/search"); step += 1) {
    // The browser's own keys for it do not reach a browser without a window.
    await page.goBack();
    await eventually(() => held(page, "going back"));
  }
  await reader.answered("المخطوطات");
  await eventually(async () => assert.ok(await first.evaluate((element) => element === document.activeElement), "back on the link that led away"));
  await held(page, "going back");
  await tabTo(page, page.locator('a[href="#/notes"]').first(), "Shift+Tab");
  await press(page, "Enter");
  await reader.sees(title);
  await held(page, "the notes");
});

story("every stop of Tab is seen, and after the last there is no way to be caught", {}, async (reader) => {
  const { page } = reader;
  for (const place of ["#/", at("search", "", { q: "كتاب" }), at("page", "المكتبات/صيانة-المخطوطات", { q: "المخطوطات" }), "#/notes", "#/lines?q=ورق"]) {
    await page.goto("about:blank");
    await reader.goto(place);
    await page.locator("main h1, main h2, .kwic-link").first().waitFor();
    await page.waitForTimeout(300);
    let stops = 0;
    for (; stops < 200; stops += 1) {
      await page.keyboard.press("Tab");
      const now = await focus(page);
      // Past the last element is the browser's own.
      if (now.lost) break;
      if (!now.whole) assert.ok(now.shown && now.inView, `${place}, stop ${stops}: ${JSON.stringify(now)}`);
    }
    assert.ok(stops > 4 && stops < 200, `${stops} stops in ${place}`);
  }
});

story("what lies over a place is put away when it is left", {}, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.locator(".shelf-page").first().waitFor();
  for (const [key, name] of [["Shift+Slash", "#keys"], ["s", "#settings"]]) {
    await page.evaluate(() => (location.hash = "#/notes"));
    await page.locator(".shelf-page").first().waitFor({ state: "detached" });
    await press(page, key);
    await page.locator(`${name}[open]`).waitFor();
    await page.goBack();
    await page.locator(".shelf-page").first().waitFor();
    await page.locator(`${name}[open]`).waitFor({ state: "detached" });
    await eventually(() => held(page, `leaving ${name}`));
    // It opens again.
    await press(page, key);
    await page.locator(`${name}[open]`).waitFor();
    await press(page, "Escape");
  }
});
