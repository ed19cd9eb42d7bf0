// The sample library in one file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { command, root, target } from "./site.mjs";

/** Builds it; the address at which it is opened from the disk. Stories that may be told at the same time name it differently. */
export function carried(name = "carried") {
  const file = join(target, "stories", `${name}.html`);
  mkdirSync(join(target, "stories"), { recursive: true });
  const run = spawnSync(command, ["build", join(root, "samples"), "-o", file, "--single-file", "--title", "مكتبة ورّاق", "-q"], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return pathToFileURL(file).href;
}
