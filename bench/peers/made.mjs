// What the engines that have no builder share: a script of node that makes the index, and a page whose script
// is bundled into one file. The index is kept gzipped and inflated by the page.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { timed, weigh } from "../kit/run.mjs";
import { installed, versionOf } from "./installed.mjs";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** An engine whose index `NAME.make.mjs` makes and whose page is `NAME.page.js`. */
export function made(name, file, dependency) {
  const version = () => versionOf(dependency);
  const build = (corpus, folder) => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const measured = timed(process.execPath, ["--max-old-space-size=8192", here(`${file}.make.mjs`), corpus, folder]);
    const flags = ["--bundle", "--minify", "--format=esm", "--log-level=error", `--outfile=${join(folder, "engine.js")}`];
    execFileSync(installed("esbuild", "bin", "esbuild"), [here(`${file}.page.js`), ...flags]);
    return measured;
  };
  return { name, version, build, script: () => 'import { ask } from "./engine.js";', artefacts: (folder) => weigh(folder) };
}

/** Keeps an index as a page gets it. */
export const keep = (folder, bytes) => writeFileSync(join(folder, "index.gz"), gzipSync(bytes));
