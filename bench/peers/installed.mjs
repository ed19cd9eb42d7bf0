// The peers' packages: where they are, which versions, and their installing at the first use.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** A file of a package. */
export const installed = (name, ...path) => join(here, "node_modules", name, ...path);

export const versionOf = (name) => JSON.parse(readFileSync(installed(name, "package.json"), "utf8")).version;

/** Installs what the lock file says, if it is not all there. */
export function install() {
  const wanted = Object.entries(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies);
  const there = wanted.every(([name, version]) => existsSync(installed(name, "package.json")) && versionOf(name) === version);
  if (there) return;
  console.error("installing the peers into bench/peers/node_modules");
  const run = spawnSync("npm", ["ci"], { cwd: here, stdio: ["ignore", "inherit", "inherit"] });
  if (run.status !== 0) throw new Error(`npm ci in bench/peers ended with ${run.status}`);
}
