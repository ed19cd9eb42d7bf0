// What axe finds in every place of the app, in both themes and both languages of the interface: nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { at, story } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every place: its name, its address, and what shows that it is there. */
const PLACES = [
  ["shelf", "#/", ".shelf-page"],
  ["search with hits", at("search", "", { q: "مخطوطة" }), ".hit .passages p"],
  ["search with no hits", at("search", "", { q: "قسطنطينوفسكي" }), "main h1, main h2"],
  ["page", at("page", "المكتبات/صيانة-المخطوطات", { q: "المخطوطات" }), ".sheet mark"],
  ["settings", "#/settings", "main h1"],
];

for (const scheme of ["light", "dark"]) {
  for (const locale of ["ar", "en"]) {
    story(`axe finds nothing: ${scheme}, ${locale}`, { scheme, locale }, async (reader) => {
      const { page } = reader;
      for (const [name, place, sign] of PLACES) {
        await reader.goto(place);
        await page.locator(sign).first().waitFor();
        await page.evaluate(axe);
        const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const said = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
        assert.deepEqual(said, [], name);
      }
    });
  }
}

story("at four times its size the text needs no scrolling from side to side", { width: 320, height: 640 }, async (reader) => {
  for (const [name, place, sign] of PLACES) {
    await reader.goto(place);
    await reader.page.locator(sign).first().waitFor();
    assert.ok(await reader.fits(), name);
  }
});
