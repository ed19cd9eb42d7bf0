// What the reader sees when a file of the site is wrong: always words, never a blank page; and once
// the file is put right, trying again is enough.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copy, sample, story } from "./harness.mjs";

const HTML = "<!doctype html><html><title>index</title><body>Not here</body></html>";
const MISSING = [/^status 404: /];

const damages = {
  "cut short": (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)),
  // In each of the packs that are parts of it.
  "changed in some bytes": (file) => {
    const bytes = readFileSync(file);
    for (let at = bytes.length - 1; at >= 0; at -= 1000) bytes[at] ^= 1;
    writeFileSync(file, bytes);
  },
  "empty": (file) => writeFileSync(file, ""),
  "an HTML page": (file) => writeFileSync(file, HTML),
  "absent": (file) => rmSync(file),
  "of another version": (file) => {
    const bytes = readFileSync(file);
    bytes[4] ^= 0x40;
    writeFileSync(file, bytes);
  },
};

/** A copy of the sample library in which files can be damaged and put right. */
function workshop(name) {
  const site = copy(sample(), name);
  return {
    site,
    packs: () => readdirSync(join(site, "library")).filter((file) => file !== "manifest.wrq").map((file) => `library/${file}`),
    damage: (files, how) => files.forEach((file) => damages[how](join(site, file))),
    repair: (files) => files.forEach((file) => copyFileSync(join(sample(), file), join(site, file))),
  };
}

/** The message on the page: its head, once it is there. There is something else to read, too. */
async function message(reader, head) {
  const alert = reader.page.getByRole("alert");
  await alert.getByRole("heading", { name: head }).waitFor();
  assert.match(await alert.innerText(), /[\u0621-\u064A]{3}.*\n/);
  assert.ok(await alert.isVisible());
  return alert;
}

/** How often each file was asked for. */
const asked = (reader, files) =>
  files.map((file) => reader.watch.requests.filter((request) => request.url().endsWith(file)).length);

const cases = [
  ["cut short", "ملف من ملفات المكتبة تالف أو ناقص", [], 2],
  ["changed in some bytes", "ملف من ملفات المكتبة تالف أو ناقص", [], 2],
  ["empty", "ملف من ملفات المكتبة تالف أو ناقص", [], 2],
  ["an HTML page", "وجدنا ملف\u064Bا آخر مكان ملف من المكتبة", [], 2],
  ["absent", "ملف من ملفات المكتبة غير موجود", MISSING, 1],
];

for (const [i, [how, head, expected, times]] of cases.entries()) {
  let shop;
  story(`packs ${how}: said while searching, and trying again helps`, { site: () => (shop = workshop(`packs-${i}`)).site, expected }, async (reader) => {
    const { page } = reader;
    const { packs, damage, repair } = shop;
    await reader.goto();
    await page.locator(".shelf-page").first().waitFor();
    const had = asked(reader, packs());
    const wrong = packs().filter((_, i) => had[i] === 0);
    assert.ok(wrong.length > 0);
    damage(wrong, how);
    await reader.ask("مخطوطة");
    const alert = await message(reader, head);
    const tried = asked(reader, wrong).filter((count) => count > 0);
    // Once for the words as they are typed, and once when they rest.
    assert.ok(tried.length > 0 && tried.every((count) => count === times || count === 2 * times), `asked for ${tried} times`);
    assert.match(await alert.innerText(), /[0-9a-f]{16}\.wrq/, "whoever looks into it is told which file");
    repair(wrong);
    await alert.getByRole("button", { name: "أعد المحاولة" }).click();
    await reader.answered("مخطوطة");
    assert.ok((await reader.marks(".hit")).length > 0);
  });
}

const openings = [
  ["manifest", "absent", "ملف من ملفات المكتبة غير موجود", [...MISSING, /^console: Failed to load resource/]],
  ["manifest", "an HTML page", "وجدنا ملف\u064Bا آخر مكان ملف من المكتبة", []],
  ["manifest", "cut short", "ملف من ملفات المكتبة تالف أو ناقص", []],
  ["manifest", "empty", /تالف أو ناقص|وجدنا ملف\u064Bا آخر/, []],
  ["manifest", "of another version", "هذه المكتبة مبنية لإصدار آخر من البرنامج", []],
  ["packs", "cut short", "ملف من ملفات المكتبة تالف أو ناقص", []],
  ["packs", "an HTML page", "وجدنا ملف\u064Bا آخر مكان ملف من المكتبة", []],
  ["packs", "of another version", /لإصدار آخر|تالف/, []],
  ["packs", "absent", "ملف من ملفات المكتبة غير موجود", MISSING],
];

for (const [i, [what, how, head, expected]] of openings.entries()) {
  let shop;
  story(`${what} ${how}: said in place of the shelf, and trying again helps`, { site: () => (shop = workshop(`opening-${i}`)).site, expected }, async (reader) => {
    const { page } = reader;
    const { packs, damage, repair } = shop;
    const files = what === "packs" ? packs() : ["library/manifest.wrq"];
    damage(files, how);
    await reader.goto("#/search?q=ويندوز");
    const alert = await message(reader, head);
    await page.locator("#query").waitFor();
    assert.ok(await reader.fits());
    repair(files);
    await alert.getByRole("button").click();
    await reader.answered("ويندوز");
    assert.deepEqual(await reader.hits(), ["المكتبات/حكاية-الحرف-في-الحاسوب"]);
  });
}

story("a pack replaced in the browser's cache alone is fetched past it, and the reader notices nothing", {}, async (reader) => {
  const { page } = reader;
  const wrong = [];
  // The first answer for each pack is another file, as an old cache would give it.
  await page.context().route(/library\/[0-9a-f]{16}\.wrq/, (route) => {
    const url = route.request().url();
    if (wrong.includes(url)) return route.continue();
    wrong.push(url);
    return route.fulfill({ status: 200, contentType: "text/html", body: HTML });
  });
  await reader.goto("#/search?q=ويندوز");
  await reader.answered("ويندوز");
  assert.deepEqual(await reader.hits(), ["المكتبات/حكاية-الحرف-في-الحاسوب"]);
  assert.ok(wrong.length > 0);
});

/** Files of the program that are absent or replaced, and what the reader is told. */
const programs = [
  ["worker", "js", "absent"],
  ["worker", "js", "an HTML page"],
  ["worker", "lz", "absent"],
  ["worker", "lz", "cut short"],
  ["app", "js", "absent"],
  ["app", "lz", "absent"],
  ["app", "lz", "an HTML page"],
];

for (const [i, [stem, ending, how]] of programs.entries()) {
  let shop;
  // What the browser itself says of a broken program differs from one release to the next.
  const allowed = [/^status 404/, /^console/, /^uncaught/, /^failed: .*worker/];
  story(`the program: ${stem}.${ending} ${how}: said in Arabic, and loading again helps`, { site: () => (shop = workshop(`program-${i}`)).site, allowed }, async (reader) => {
    const { page } = reader;
    const { site, damage, repair } = shop;
    const file = readdirSync(site).find((name) => name.startsWith(`${stem}-`) && name.endsWith(`.${ending}`));
    assert.ok(file, `there is ${stem}.${ending}`);
    damage([file], how);
    await page.goto(`${reader.address}#/search?q=ويندوز`);
    const told = page.locator("body").getByRole("heading", { name: /تعذر تشغيل (المكتبة|محرك البحث) في متصفحك|توقف محرك البحث عن العمل/ });
    await told.waitFor({ timeout: 40_000 });
    repair([file]);
    const again = page.getByRole("button", { name: /أعد المحاولة|حم\u0651ل الصفحة من جديد/ }).or(page.getByRole("link", { name: "حم\u0651ل الصفحة من جديد" }));
    await again.click();
    // Without the start script there is but a plain link, to the front page.
    if (stem === "app" && ending === "js") return page.locator(".shelf-page").first().waitFor();
    await reader.answered("ويندوز");
    assert.deepEqual(await reader.hits(), ["المكتبات/حكاية-الحرف-في-الحاسوب"]);
  });
}
