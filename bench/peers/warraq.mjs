// Warraq as one of the engines: its own worker out of a site that `warraq build` made, without the interface.
// All that knows how the worker is started and what it is told is in this file and in warraq.page.js.

import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { command, root } from "../../tests/stories/site.mjs";
import { timed, weigh } from "../kit/run.mjs";

export const name = "Warraq";
export const version = () => /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];

export async function build(corpus, folder) {
  const built = await timed(command, ["build", corpus, "-o", folder, "--no-pages", "--quiet"]);
  copyFileSync(join(root, "target", "engine", "engine.js"), join(folder, "engine.js"));
  return built;
}

export const script = () => readFileSync(join(root, "bench", "peers", "warraq.page.js"), "utf8");

/** What the start page of a site says of its edition and asks for ahead. */
export const head = (folder) => readFileSync(join(folder, "index.html"), "utf8").match(/<(?:meta name="edition"|link rel="preload")[^>]*>/g).join("");

/** What a site needs for searching: the library and the worker's program. */
export const artefacts = (folder) => weigh(folder).filter(({ path }) => path.startsWith("library/") || /^(?:engine|worker)/.test(path));

/** Bytes of the manifest. */
export const manifest = (folder) => weigh(folder).find(({ path }) => path === "library/manifest.wrq")?.bytes;
