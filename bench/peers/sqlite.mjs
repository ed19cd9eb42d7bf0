// SQLite's FTS5 in Wasm as one of the engines.

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { installed } from "./installed.mjs";
import { made } from "./made.mjs";

const engine = made("SQLite FTS5", "sqlite", "@sqlite.org/sqlite-wasm");

export const { name, version, script, artefacts } = engine;

export function build(corpus, folder) {
  const measured = engine.build(corpus, folder);
  copyFileSync(installed("@sqlite.org/sqlite-wasm", "dist", "sqlite3.wasm"), join(folder, "sqlite3.wasm"));
  return measured;
}
