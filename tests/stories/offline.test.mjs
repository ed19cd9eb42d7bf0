// Without a network after a visit. What becomes of a new edition is told in update.test.mjs.

import assert from "node:assert/strict";
import { COMMON, visit } from "./editions.mjs";
import { story } from "./harness.mjs";
import { host, ruled } from "./hosts.mjs";

for (const kind of ["netlify", "cloudflare"]) {
  const options = {
    // Under all that a host may ask of a browser, and at a path.
    host: (folder) => host(folder, { dress: ruled(kind), base: kind === "netlify" ? "/" : "/~دار/my library/" }),
    offline: true,
    allowed: [/^failed/, /^console/],
  };
  story(`after a visit the library opens and searches without a network: under the rules of ${kind}`, options, async (reader, { state, drop }) => {
    const { page } = reader;
    await visit(page, reader.address);
    state.dress = (reply) => ({ ...reply, status: 0 });
    drop();
    await page.goto("about:blank");
    await reader.goto();
    await page.locator(".shelf-page").first().waitFor();
    await reader.search(COMMON);
    assert.ok((await reader.marks(".hit")).length > 0);
  });
}
