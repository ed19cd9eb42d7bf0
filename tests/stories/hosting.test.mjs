// Any folder of any plain host: subpaths, no ranges, a slow line, an unreachable one.

import assert from "node:assert/strict";
import { at, eventually, story } from "./harness.mjs";
import { larger } from "./larger.mjs";

/** A reader's way through a library: shelf, search, page, back. */
async function tour(reader) {
  const { page } = reader;
  await reader.goto();
  await page.locator(".shelf-page").first().waitFor();
  await reader.ask("مخطوطة");
  await reader.answered("مخطوطة");
  const hits = await reader.hits();
  assert.ok(hits.includes("المكتبات/صيانة-المخطوطات"));
  await page.locator(".hit h2 a").first().click();
  await page.locator(".sheet mark.current").waitFor();
  await page.goBack();
  await reader.answered("مخطوطة");
  assert.deepEqual(await reader.hits(), hits);
}

story("under a path, nothing is asked for outside it", { base: "/a/b/" }, async (reader) => {
  await tour(reader);
  assert.match(reader.page.url(), /^http:\/\/127\.0\.0\.1:\d+\/a\/b\/#\/search/);
  const paths = reader.watch.requests.map((request) => new URL(request.url()).pathname);
  assert.ok(paths.length > 10);
  assert.deepEqual(paths.filter((path) => !path.startsWith("/a/b/")), []);
});

story("an address under a path opens where it says, and opens again", { base: "/a/b/" }, async (reader) => {
  const { page } = reader;
  await reader.goto(at("page", "المكتبات/صيانة-المخطوطات", { hit: 2, q: "المخطوطات" }));
  await page.locator("#hit-2.current").waitFor();
  await page.reload();
  await page.locator("#hit-2.current").waitFor();
});

story("no part of a file is ever asked for, and every file once", {}, async (reader) => {
  await tour(reader);
  const asked = reader.watch.requests;
  assert.ok(asked.length > 10);
  for (const request of asked) assert.equal(request.headers().range, undefined, request.url());
  const packs = (await reader.received()).filter((file) => file.path.startsWith("library/")).map((file) => file.path);
  assert.ok(packs.length >= 4, packs.join(" "));
  assert.deepEqual(packs, [...new Set(packs)], "no file of the library is fetched twice");
  for (const answer of reader.watch.answers) assert.notEqual(answer.status(), 206);
});

story("shelf and results need no stored page", {}, async (reader) => {
  await reader.goto();
  await reader.page.locator(".shelf-page").first().waitFor();
  const bytes = (await reader.received()).filter((file) => file.path.startsWith("library/")).reduce((sum, file) => sum + file.bytes, 0);
  // The manifest, which holds what a first search needs.
  assert.ok(bytes < 48_000, `${bytes} bytes of the library for the shelf`);
});

story("a slow line: something is said at once, and the answer comes", { slow: true }, async (reader) => {
  const { page } = reader;
  page.setDefaultTimeout(40_000);
  await page.goto(reader.address + at("search", "", { q: "مخطوطة" }), { waitUntil: "commit" });
  await reader.sees(/نفتح المكتبة…/);
  await page.locator("main").waitFor();
  await reader.answered("مخطوطة");
  assert.ok((await reader.hits()).length > 0);
  await page.locator(".hit h2 a").first().click();
  await page.locator(".sheet mark.current").waitFor();
});

story("a visit begun where the host is out of reach says so, and goes on when it is there", { expected: [/^failed: .*net::ERR_INTERNET_DISCONNECTED/, /^console: Failed to load resource/] }, async (reader) => {
  const { page } = reader;
  await reader.goto();
  await page.locator(".shelf-page").first().waitFor();
  await page.context().setOffline(true);
  await reader.ask("مخطوطة");
  const alert = page.getByRole("alert");
  await alert.filter({ hasText: "تعذر الوصول إلى المكتبة" }).waitFor();
  await alert.filter({ hasText: "تحقق من اتصالك بالشبكة" }).waitFor();
  await page.context().setOffline(false);
  await alert.getByRole("button", { name: "أعد المحاولة" }).click();
  await reader.answered("مخطوطة");
  await eventually(async () => assert.ok((await reader.marks(".hit")).length > 0));
});

/** Status and bytes of the files of the library that came, but for the manifest. */
const packs = async (reader) => {
  const answers = reader.watch.answers.filter((answer) => /library\/[0-9a-f]{16}/.test(answer.url()));
  return Promise.all(answers.map(async (answer) => ({ file: answer.url(), status: answer.status(), bytes: Number(await answer.headerValue("content-length")) })));
};

for (const parts of [false, true]) {
  story(parts ? "a host that sends parts of files is asked for parts" : "of a host that sends files whole each is asked for once", { site: larger, parts }, async (reader) => {
    await reader.search("الخط");
    const hits = await reader.hits();
    const came = await packs(reader);
    const whole = came.filter(({ status }) => status === 200);
    assert.equal(whole.length, new Set(whole.map(({ file }) => file)).size, "no file comes twice");
    const partial = came.filter(({ status }) => status === 206);
    if (parts) {
      assert.ok(partial.length > 0, "passages come as parts");
      assert.ok(partial.every(({ bytes }) => bytes < 24_000), "parts are small");
    } else assert.deepEqual(partial, []);
    await reader.page.locator(".hit h2 a, .hit h3 a").first().click();
    await reader.page.locator("article").first().waitFor();
    assert.ok(hits.length === 10 && (await reader.marks("article")).length > 0);
  });
}

story("a host that says it sends parts and does not is believed once", { site: larger, parts: true, allowed: [/416/] }, async (reader) => {
  let asked = 0;
  await reader.page.context().route(/library\/[0-9a-f]{16}/, async (route) => {
    const headers = { ...route.request().headers() };
    if (headers.range) asked += 1;
    delete headers.range;
    await route.continue({ headers });
  });
  await reader.search("الخط");
  assert.ok((await reader.hits()).length === 10 && asked > 0);
});
