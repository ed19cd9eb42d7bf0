// A new edition on the host, and a line that breaks or a host that is half old: every visit is answered from exactly one
// edition, with a network and without, until the new one is here whole.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { QUERY, editions, isOf, kept, visit } from "./editions.mjs";
import { host } from "./hosts.mjs";
import { eventually, launch } from "./reader.mjs";

let browser;
after(() => browser?.close());

/** Tells a story of a reader who has the old edition, from a host that has the new one from now on. */
function update(name, tell) {
  test(name, { timeout: 150_000 }, async () => {
    browser ??= await launch();
    const { old, next } = editions();
    const { state, stop, drop, address } = await host(old.site);
    const context = await browser.newContext({ locale: "ar", reducedMotion: "reduce" });
    context.setDefaultTimeout(20_000);
    try {
      const page = await context.newPage();
      await visit(page, address, QUERY);
      state.folder = next.site;
      await tell({ page, context, state, drop, address, old, next });
    } finally {
      await context.close();
      await stop();
    }
  });
}

/** What is asked for by an update: all but the packs, which a page asks for. */
const OF_UPDATE = /^(?!library\/[0-9a-f]|sw\.js)/;
const whole = (reply) => reply;
const unreachable = (reply) => ({ ...reply, status: 0 });

const named = /-[0-9a-f]{16}\./;
/** What an update asks for: the list, and what it has under a new name or under a name that any edition may have. */
const wanted = (old, next) => {
  const here = (name) => named.test(name) && old.app.some(([known]) => known === name);
  return ["edition.json", ...next.app.map(([name]) => name).filter((name) => !here(name))].sort();
};

/** Loads the page over and over, and breaks one request of the update each time, until none is left; `look` is called after each. Where an
    update is `resumed` without a page that is loaded, none is loaded after the last: it may be here before. */
async function breakEach({ page, state, address, old, next }, fault, look, resumed = false) {
  const broken = [];
  const all = wanted(old, next);
  for (;;) {
    if (resumed && broken.length === all.length) break;
    // A page that is open for long asks for the update itself, which might then be here before the page is loaded.
    await page.goto("about:blank");
    // The first request that was not broken yet, whenever it is made; what an update has got it need not ask for again.
    let hit;
    state.dress = (reply) => {
      if (!hit && OF_UPDATE.test(reply.name) && !broken.includes(reply.name)) broken.push((hit = reply.name));
      return reply.name === hit ? { ...reply, ...fault } : reply;
    };
    await isOf(page, address, old);
    await eventually(async () => assert.ok(hit || (await page.locator(".new-edition").count()) > 0));
    if (!hit) break;
    assert.deepEqual(await kept(page), [old.edition], hit);
    await look(hit);
  }
  assert.deepEqual(broken.sort(), all, "every request of the update was broken once");
}

update("an update cut halfway through each of its requests leaves the old edition; then two tabs are of one each", async (story) => {
  const { page, context, state, drop, address, old, next } = story;
  const offline = () => {
    state.dress = unreachable;
    drop();
  };
  await breakEach(story, { cut: true }, async () => {
    offline();
    await isOf(page, address, old);
  });
  state.dress = whole;
  const other = await context.newPage();
  await isOf(other, address, next);
  const again = async (tab, edition) => {
    await tab.locator("#query").fill("");
    await tab.locator(".hit").first().waitFor({ state: "detached" });
    await tab.locator("#query").fill(QUERY);
    await isOf(tab, address, edition, { load: false });
  };
  await again(page, old);
  offline();
  await again(page, old);
  await again(other, next);
  // Anew, the old tab is of the new edition, without a network as well.
  await page.getByRole("button", { name: "افتحها الآن" }).click();
  await eventually(() => isOf(page, address, next, { load: false }));
  assert.deepEqual(await kept(page), [next.edition, old.edition]);
});

for (const [fault, said] of [[{ status: 0 }, "refused"], [{ status: 404, body: Buffer.from("gone") }, "answered with 404"]]) {
  update(`an update ${said} at each of its requests leaves the old edition, and is whole when it is answered`, async (story) => {
    const { page, state, drop, address, old, next } = story;
    await breakEach(story, fault, async () => {
      state.dress = unreachable;
      drop();
      await isOf(page, address, old);
    });
    state.dress = whole;
    await isOf(page, address, next);
  });
}

update("an update that stands still halfway through each of its requests leaves the old edition, and is begun anew after a while", async (story) => {
  const { page, state, drop, address, old, next } = story;
  await breakEach(story, { stall: true }, async (name) => {
    // Whatever is asked for last is left to the browser to give up.
    if (name !== "library/manifest.wrq") return drop();
    const { left } = state;
    await eventually(() => assert.ok(state.left > left));
    drop();
  }, true);
  state.dress = whole;
  await eventually(() => isOf(page, address, next));
});

update("a host on which one file is still old, or that has the start page in its place, gives no edition, and a whole one when it is new", async ({ page, state, address, old, next }) => {
  const before = (name) => [name, readFileSync(join(old.site, name))];
  const files = [before("index.html"), before("library/manifest.wrq"), before("edition.json"), ["edition.json", readFileSync(join(next.site, "index.html"))]];
  for (const [stale, body] of files) {
    let asked = 0;
    state.dress = (reply) => {
      if (reply.name !== stale) return reply;
      asked += 1;
      return { ...reply, status: 200, body };
    };
    await isOf(page, address, old);
    await eventually(() => assert.ok(asked > 0, stale));
    assert.deepEqual(await kept(page), [old.edition], stale);
    await isOf(page, address, old);
  }
  state.dress = whole;
  await isOf(page, address, old);
  await page.locator(".new-edition").waitFor();
  await isOf(page, address, next);
});
