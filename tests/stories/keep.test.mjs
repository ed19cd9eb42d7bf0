// The place where a reader keeps the library, or books of it, for when there is no network.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { at, eventually, library, sample, story } from "./harness.mjs";
import { busy, host } from "./hosts.mjs";
import { root, target } from "./site.mjs";

/** Words of the many pages, none of which is in all of them. */
const WORDS = "ورق حبر قلم مداد رق مخطوط ناسخ خزانة فهرس جلد تذهيب خط نسخ كوفي رقعة مسطرة دواة محبرة وراق كتاب".split(" ");

let made;
/** A library of books large enough to have files of their own; the text of no page packs well. */
function many() {
  if (made) return made;
  const texts = join(target, "stories", "keep-texts");
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
  const word = () => Array.from({ length: 3 + random(5) }, () => letters[random(letters.length)]).join("");
  for (const [number, name] of ["أوراق", "أحبار", "أقلام"].entries()) {
    mkdirSync(join(texts, name), { recursive: true });
    for (let page = 0; page < 60; page += 1) {
      const text = Array.from({ length: 2400 }, (_, at) => (at % 9 ? word() : WORDS[random(WORDS.length)])).join(" ");
      writeFileSync(join(texts, name, `${String(page).padStart(3, "0")}.md`), `---\ntitle: ${name} ${page + 1}\n---\n\n${text} علامة${"ابج"[number]}.\n`);
    }
  }
  return (made = library("site-keep", texts, ["--title", "مكتبة الحفظ", "-q"]));
}

/** What a story of this place needs: a service worker, and a host that can be made to fail. */
const options = (site, more = {}) => ({ site, host: (folder) => host(folder), offline: true, allowed: [/^failed/, /^console/, /^status/], ...more });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What axe finds. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

/** Goes to the place and waits until it shows what is kept. */
async function visit(reader) {
  await reader.goto("#/offline");
  await reader.page.locator(".keep-row").first().waitFor({ timeout: 60_000 });
}

const row = (page, title) => page.locator(".keep-row").filter({ has: page.getByText(title, { exact: true }) });
const WHOLE = /المكتبة كل|The whole library/;
const all = (page) => page.locator(".keep-row").filter({ hasText: WHOLE });
const keep = (row) => row.getByRole("button", { name: /احفظ|أكمل|Keep|Complete/ });
const remove = (row) => row.getByRole("button", { name: /أزل|Remove/ });
const isKept = (row) => row.and(row.page().locator("[data-kept]")).waitFor({ timeout: 60_000 });

/** No network: the host does not answer, and the browser knows. */
async function cut({ page }, { state, drop }) {
  state.dress = (reply) => ({ ...reply, status: 0 });
  drop();
  await page.context().setOffline(true);
  await page.goto("about:blank");
}

/** The files in the cache of packs, whole and in parts. */
const cached = (page) =>
  page.evaluate(async () => {
    const name = (await caches.keys()).find((name) => name.endsWith(" packs"));
    return name ? (await (await caches.open(name)).keys()).map(({ url }) => url.replace(/.*library\//, "")) : [];
  });

/** The packs of a site, as files. */
const packs = (site) => readdirSync(join(site, "library")).filter((name) => /^[0-9a-f]{16}\.wrq$/.test(name));

/** Opens every page of a book, from the first to the last by the way to the next. */
async function readAll(reader, id, pages, mark) {
  const { page } = reader;
  await reader.goto(at("book", id));
  await page.locator(".pages a").first().click();
  const seen = new Set();
  for (let number = 1; number <= pages; number += 1) {
    await page.locator(".sheet h1").waitFor();
    await eventually(async () => {
      const title = await page.locator(".sheet h1").innerText();
      assert.ok(!seen.has(title));
      seen.add(title);
    });
    if (mark) assert.match(await page.locator(".sheet").innerText(), mark);
    if (number < pages) await page.locator(".turn-to[rel=next]").click();
  }
  assert.equal(seen.size, pages);
}

story("a book that is kept is read from its first page to its last without a network, and searched in", options(many), async (reader, host) => {
  const { page } = reader;
  await visit(reader);
  const [kept, other] = [row(page, "أحبار"), row(page, "أوراق")];
  assert.match(await keep(kept).innerText(), /احفظ/);
  await keep(kept).click();
  await isKept(kept);
  await reader.sees("حُفظ كلّه.");
  assert.equal(await other.getAttribute("data-kept"), null);
  await reader.shot("offline-book", { fullPage: true });
  await cut(reader, host);
  await readAll(reader, "أحبار", 60, /علامةب/);
  await reader.search("علامةب");
  await page.locator(".hit .passages mark").first().waitFor();
  // Of the other books all pages are found; it is said that their texts are not here.
  await reader.search("علامةا");
  await reader.sees("نصّ هذه الصفحة غير محفوظ، ولا شبكة.");
  assert.equal(await page.locator(".hit h2").count(), 10);
});

story("the whole library that is kept answers any search and opens any page without a network", options(sample), async (reader, host) => {
  const { page } = reader;
  const { state } = host;
  await visit(reader);
  // A host that is asked too much is asked again.
  const { dress, refused } = busy(/^library\/[0-9a-f]{16}/, "0");
  state.dress = dress;
  await keep(all(page)).click();
  await isKept(all(page));
  assert.ok(refused.size > 0);
  const here = await cached(page);
  const files = packs(sample());
  assert.deepEqual(files.filter((file) => !here.includes(file)), []);
  // What was there in parts is there whole, and once.
  assert.deepEqual(here.filter((file) => file.includes("?")), []);
  await cut(reader, host);
  for (const q of ["مخطوطة", "جذر:كتب", '"خط النسخ"', "مخطوط*", "وزن:مفاعل"]) {
    await reader.search(q);
    assert.ok((await reader.marks(".hit")).length > 0, q);
  }
  await reader.goto("#/");
  await page.locator(".shelf-page").first().waitFor();
  const pages = await page.locator(".shelf-page a, a.shelf-page").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const place of pages) {
    await reader.goto(place);
    await page.locator(".sheet h1").waitFor();
  }
});

story("what is broken off in the middle goes on where it was", options(many), async (reader, { state }) => {
  const { page } = reader;
  await visit(reader);
  const files = packs(many());
  // The host is slow with what comes late, so that it can be broken off.
  const held = new Set();
  state.dress = (reply) => {
    const pack = /^library\/([0-9a-f]{16}\.wrq)$/.exec(reply.name)?.[1];
    if (!pack) return reply;
    held.add(pack);
    return held.size > 2 ? { ...reply, stall: true } : reply;
  };
  await keep(all(page)).click();
  const bar = page.getByRole("progressbar");
  await bar.waitFor();
  await eventually(async () => assert.ok(Number(await bar.getAttribute("aria-valuenow")) > 0));
  assert.ok(Number(await bar.getAttribute("aria-valuemax")) > Number(await bar.getAttribute("aria-valuenow")));
  await reader.shot("offline-progress");
  await eventually(async () => assert.ok((await cached(page)).filter((file) => !file.includes("?")).length > 0));
  await page.getByRole("button", { name: "أوقف" }).click();
  await reader.sees(/توقّف الحفظ/);
  assert.equal(await bar.count(), 0);
  const before = (await cached(page)).filter((file) => !file.includes("?"));
  assert.ok(before.length < files.length);
  assert.equal(await all(page).getAttribute("data-kept"), null);
  state.dress = (reply) => reply;
  state.asked.length = 0;
  await page.reload();
  await page.locator(".keep-row").first().waitFor();
  await keep(all(page)).click();
  await isKept(all(page));
  const again = state.asked.filter((name) => before.some((file) => name === `library/${file}`));
  assert.deepEqual(again, [], "what is here is not fetched again");
});

story("what is kept is let go of: a book, and all", options(many), async (reader) => {
  const { page } = reader;
  await visit(reader);
  await keep(row(page, "أوراق")).click();
  await isKept(row(page, "أوراق"));
  await keep(row(page, "أحبار")).click();
  await isKept(row(page, "أحبار"));
  await remove(row(page, "أوراق")).click();
  await reader.sees("أُزيل.");
  assert.equal(await row(page, "أوراق").getAttribute("data-kept"), null);
  await isKept(row(page, "أحبار"));
  assert.ok((await cached(page)).length > 0);
  await remove(row(page, "أحبار")).click();
  await eventually(async () => assert.deepEqual(await cached(page), []));
});

story("a browser without room says so and keeps what it had", options(many), async (reader) => {
  const { page } = reader;
  await visit(reader);
  await keep(row(page, "أحبار")).click();
  await isKept(row(page, "أحبار"));
  const before = await cached(page);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(reader.address);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await keep(row(page, "أوراق")).click();
  await reader.sees(/لم يجد المتصفّح مكانًا/);
  await reader.shot("offline-full", { fullPage: true });
  const now = await cached(page);
  assert.deepEqual(before.filter((file) => !now.includes(file)), []);
  await isKept(row(page, "أحبار"));
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await keep(row(page, "أوراق")).click();
  await isKept(row(page, "أوراق"));
});

story("what the browser took away is not said to be kept", options(many), async (reader) => {
  const { page } = reader;
  await visit(reader);
  await keep(row(page, "أوراق")).click();
  await isKept(row(page, "أوراق"));
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.reload();
  await page.locator(".keep-row").first().waitFor();
  await row(page, "أوراق").getByText("أزاله المتصفّح").waitFor();
  assert.equal(await row(page, "أوراق").getAttribute("data-kept"), null);
  await keep(row(page, "أوراق")).click();
  await isKept(row(page, "أوراق"));
});

story("after an update with other packs a library is partly kept until it is completed", options(sample), async (reader, { state }) => {
  const { page } = reader;
  await visit(reader);
  await keep(all(page)).click();
  await isKept(all(page));
  const texts = join(target, "stories", "keep-more");
  mkdirSync(texts, { recursive: true });
  writeFileSync(join(texts, "زيادة.md"), "---\ntitle: زيادة\n---\n\nورقة زيدت على المكتبة.\n");
  state.folder = library("site-keep-next", [join(root, "samples"), texts], ["--title", "مكتبة ورّاق", "-q"]);
  const { edition } = JSON.parse(readFileSync(join(state.folder, "edition.json"), "utf8"));
  // The old edition is shown while the new one comes, and says when it is ready.
  await page.reload();
  await page.locator(".new-edition").waitFor();
  await page.reload();
  await page.locator(`meta[name=edition][content="${edition}"]`).waitFor({ state: "attached" });
  const button = all(page).getByRole("button", { name: /أكمل الحفظ/ });
  await button.waitFor();
  assert.match(await all(page).innerText(), /عندك .* من/);
  await reader.shot("offline-partly", { fullPage: true });
  await button.click();
  await isKept(all(page));
});

story("where the browser keeps nothing the place says why", { allowed: [/^console/], host: (folder) => host(folder, { hostname: "library.example" }) }, async (reader) => {
  await reader.goto("#/offline");
  await reader.sees(/على جهاز آخر/);
  assert.equal(await reader.page.locator(".keep-row").count(), 0);
});

for (const [standalone, words] of [[false, /المس زرّ المشاركة/], [undefined, /Dock/]]) {
  story(`Safari's readers are told what it forgets: ${standalone === undefined ? "at a desk" : "on a phone"}`, options(sample), async (reader) => {
    await reader.page.addInitScript((standalone) => {
      Object.defineProperty(navigator, "vendor", { value: "Apple Computer, Inc." });
      if (standalone !== undefined) Object.defineProperty(navigator, "standalone", { value: standalone });
    }, standalone);
    await visit(reader);
    await reader.sees(words);
    await reader.sees(/سبعة أيام/);
  });
}

for (const [width, scheme] of [[390, "light"], [1280, "dark"], [390, "dark"], [1280, "light"]]) {
  story(`the place looks as it should: ${width}, ${scheme}`, options(many, { width, scheme }), async (reader) => {
    const { page } = reader;
    await visit(reader);
    await reader.shot(`offline-${width}-${scheme}`, { fullPage: true });
    assert.ok(await reader.fits());
    assert.deepEqual(await violations(page), []);
    await keep(all(page)).click();
    await isKept(all(page));
    await page.keyboard.press("s");
    await page.getByRole("dialog").getByRole("button", { name: "English", exact: true }).click();
    await page.keyboard.press("Escape");
    await reader.sees("Reading offline");
    await all(page).getByText("Kept").waitFor();
    await reader.shot(`offline-${width}-${scheme}-en`, { fullPage: true });
    assert.ok(await reader.fits());
    assert.deepEqual(await violations(page), []);
    await page.locator("html").evaluate(() => (location.hash = "#/"));
    await page.locator(".shelf-page").first().waitFor();
    await reader.shot(`offline-shelf-${width}-${scheme}`);
    await page.getByRole("link", { name: "Reading offline" }).click();
    await all(page).waitFor();
  });
}
