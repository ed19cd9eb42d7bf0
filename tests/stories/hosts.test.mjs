// The same visit on every kind of host: it opens, searches, opens a page, opens it again by its address, and an address
// that is not there is answered as that host does. docs/PUBLISHING.md has the table.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { QUERY, editions, isOf } from "./editions.mjs";
import { at, copy, eventually, sample, story } from "./harness.mjs";
import { busy, gzipped, headersFor, host, lacks, nginx, python, ruled, startPageForAll } from "./hosts.mjs";
import { larger } from "./larger.mjs";
import { ELSEWHERE } from "./reader.mjs";

const dressed = (dress, options) => (folder) => host(folder, { dress, ...options });

/**
 * Name, how it is started, and what is there at an address that is not: `words` of the host, `ours` (the page of the
 * library, from which one finds back), or the `start` page.
 */
const HOSTS = [
  ["Python's http.server", python, "words", lacks("python3")],
  ["nginx as Debian sets it up", nginx, "words", lacks("nginx")],
  ["one that packs everything", dressed(gzipped(true)), "ours"],
  ["one that packs everything and tells no length", dressed(gzipped(false)), "ours"],
  ["one that has the start page for every address", dressed(startPageForAll), "start"],
  ["a path with a blank and Arabic letters", (folder) => host(folder, { base: "/~دار/my library/v1.2/" }), "ours"],
  ["plain http from another machine", (folder) => host(folder, { hostname: ELSEWHERE }), "ours"],
  ["Netlify's rules", dressed(ruled("netlify")), "ours"],
  ["Cloudflare's rules", dressed(ruled("cloudflare")), "ours"],
];

/** What the browser says of an address that is not there, and of a start page in the place of a script. */
const NOTHING_THERE = [/^status 404/, /^console: .*404/, /^console: .*MIME type/];

/** From a page that is not there back to the library, by its own links. */
async function findBack(page) {
  const heading = page.getByRole("heading", { name: "ليس هنا شيء" });
  await heading.waitFor();
  for (let step = 0; step < 4; step += 1) {
    await page.getByRole("link", { name: step === 0 ? "اذهب إلى أول المكتبة" : "فاصعد درجة" }).click();
    await heading.or(page.locator(".shelf-page")).first().waitFor();
    if (await page.locator(".shelf-page").count()) return;
  }
  assert.fail("no link of the page leads to the library");
}

for (const [name, start, missing, skip] of HOSTS) {
  story(`a visit, from ${name}`, { site: larger, host: start, skip, allowed: NOTHING_THERE }, async (reader) => {
    const { page } = reader;
    await reader.goto();
    await page.locator(".shelf-page").first().waitFor();
    await reader.ask("الخط");
    await reader.answered("الخط");
    assert.equal((await reader.hits()).length, 10);
    assert.ok((await reader.marks(".hit")).length > 0);
    await page.locator(".hit h2 a, .hit h3 a").first().click();
    await page.locator(".sheet mark.current").waitFor();
    await page.reload();
    await page.locator(".sheet mark.current").waitFor();
    assert.equal(await page.evaluate(() => isSecureContext), !reader.address.includes(ELSEWHERE));
    const beside = await page.goto(`${reader.address}nowhere`);
    assert.equal(beside.status(), missing === "start" ? 200 : 404);
    // One step down the files are where the start page looks for them.
    if (missing === "start") return page.locator(".shelf-page").first().waitFor();
    await page.goto(`${reader.address}nowhere/at/all`);
    if (missing === "ours") await findBack(page);
  });
}

story("an address deep below a host that has the start page for every address is told not to open", { host: dressed(startPageForAll), allowed: NOTHING_THERE }, async (reader) => {
  await reader.page.goto(`${reader.address}nowhere/at/all`);
  await reader.page.getByRole("heading", { name: "تعذر تشغيل المكتبة في متصفحك" }).waitFor();
});

story("a start page in the place of a pack is told as such, and no page is shown of it", { site: () => copy(sample(), "start-for-pack"), host: dressed(startPageForAll) }, async (reader, { state }) => {
  const { page } = reader;
  await reader.goto();
  await page.locator(".shelf-page").first().waitFor();
  const library = join(state.folder, "library");
  for (const name of readdirSync(library).filter((name) => name !== "manifest.wrq")) rmSync(join(library, name));
  await reader.ask("مخطوطة");
  const alert = page.getByRole("alert");
  await alert.getByRole("heading", { name: "وجدنا ملف\u064Bا آخر مكان ملف من المكتبة" }).waitFor();
  state.folder = sample();
  await alert.getByRole("button", { name: "أعد المحاولة" }).click();
  await reader.answered("مخطوطة");
});

for (const [said, retryAfter] of [["a second", "1"], ["nothing", undefined], ["a date", "Fri, 27 Nov 2026 20:00:00 GMT"]]) {
  const { dress, refused } = busy(/\.(lz|wrq)$/, retryAfter);
  const allowed = [/^status (429|503)/, /^console: .*status of (429|503)/];
  story(`a host that is asked too much and says to wait for ${said} is waited for, and the reader notices nothing`, { host: dressed(dress), allowed }, async (reader) => {
    await reader.search("مخطوطة");
    assert.ok((await reader.marks(".hit")).length > 0);
    assert.ok(refused.size >= 4, [...refused].join(" "));
    assert.equal(await reader.page.getByRole("alert").count(), 0);
  });
}

/** A host whose manifest is of the edition before when it is first asked for, as while it is being renewed. */
function renewed(folder) {
  const before = readFileSync(join(editions().old.site, "library", "manifest.wrq"));
  let asked = 0;
  return host(folder, { dress: (reply) => (reply.name === "library/manifest.wrq" && (asked += 1) === 1 ? { ...reply, body: before } : reply) });
}

story("a manifest that is not of the page's own edition is asked for once more", { site: () => editions().next.site, host: renewed }, async (reader) => {
  const { page, address, watch } = reader;
  await page.goto(address + at("search", "", { q: QUERY }));
  await isOf(page, address, editions().next, { load: false });
  const manifests = watch.answers.filter((answer) => answer.url().includes("/library/manifest.wrq"));
  assert.equal(manifests.length, 2);
});

story("over plain http from another machine a citation is copied, too", { host: (folder) => host(folder, { hostname: ELSEWHERE }) }, async (reader) => {
  const { page } = reader;
  await reader.search("التحالف");
  await page.locator(".hit").first().getByRole("button", { name: "توثيق" }).click();
  const sheet = page.locator("#cite");
  const citation = await sheet.locator(".citation").nth(2).innerText();
  await sheet.getByRole("button", { name: /BibTeX/ }).click();
  await page.keyboard.press("Escape");
  await page.locator("#query").fill("");
  await page.locator("#query").press("Control+v");
  await eventually(async () => assert.ok((await page.locator("#query").inputValue()).startsWith(citation.slice(0, 20))));
});

test("the rules of _headers mean the same to both hosts, and only what is named by its content keeps", () => {
  const text = readFileSync(join(sample(), "_headers"), "utf8");
  const files = readdirSync(sample(), { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name).slice(sample().length));
  assert.ok(paths.length > 30);
  for (const path of ["/", ...paths]) {
    const [one, other] = ["netlify", "cloudflare"].map((kind) => headersFor(text, kind, encodeURI(path)));
    assert.deepEqual(one, other, path);
    assert.equal(one["x-content-type-options"], "nosniff", path);
    assert.ok(one["content-security-policy"].startsWith("default-src 'none'"), path);
    const named = /-[0-9a-f]{16}\.(js|lz|css|woff2)$/.test(path);
    const keeps = named ? "public, max-age=31536000, immutable" : path === "/library/manifest.wrq" ? "no-cache" : undefined;
    assert.equal(one["cache-control"], keeps, path);
  }
});
