// The first thing a reader sees: the shelf of the sample library.

import assert from "node:assert/strict";
import { story } from "./harness.mjs";

story("the shelf shows the books and fits the window", {}, async (reader) => {
  await reader.goto();
  await reader.sees("الوراقون");
  assert.ok(await reader.fits(), "the shelf is wider than its window");
  await reader.shot("shelf");
});
