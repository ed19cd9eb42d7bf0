// Sites to read, the command that makes them and answers from them, and a plain host for them.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const command = join(target, "release", "warraq");
const built = join(target, "stories");

/** The sample library, as `scripts/site` leaves it. */
export function sample() {
  const site = join(root, "site");
  if (!existsSync(join(site, "index.html"))) throw new Error("there is no site/ yet: run scripts/site first");
  return site;
}

/** Builds a library from folders or files, whose paths start at the root of the project. */
export function library(name, sources, options = []) {
  const site = join(built, name);
  rmSync(site, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  const paths = [sources].flat().map((source) => resolve(root, source));
  const run = spawnSync(command, ["build", ...paths, "-o", site, ...options], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`warraq build ended with ${run.status}:\n${run.stderr}`);
  return site;
}

/** A file or folder of the data kept beside the project, or nothing, said aloud, where that is absent. */
export function shared(path) {
  const found = resolve(root, "../shared", path);
  if (existsSync(found)) return found;
  console.log(`skipped: there is no ../shared/${path}`);
  return undefined;
}

/** What the command answers, as JSON. */
export function ask(verb, ...args) {
  const run = spawnSync(command, [verb, "--json", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`warraq ${verb} ${args.join(" ")} ended with ${run.status}:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** The address of a place, as the app writes it. */
export function at(kind, id = "", { number = 0, ...options } = {}) {
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined);
  const query = pairs.map(([name, value]) => `${name}=${encode(String(value))}`).join("&");
  const path = kind === "search" ? "search" : `${kind}/${number}/${encode(id)}`;
  return `#/${path}${query && `?${query}`}`;
}

/** A copy of a site for a story to damage. */
export function copy(site, name) {
  const folder = join(built, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  cpSync(site, folder, { recursive: true });
  return folder;
}

/** Serves a site on a free port; `stop` ends it. */
export async function serve(site, { base = "/", slow = false, parts = false } = {}) {
  const flags = ["serve", site, "--port", "0", "--base", base, ...(slow ? ["--slow"] : []), ...(parts ? ["--parts"] : [])];
  const host = spawn(command, flags, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = new Promise((found, failed) => {
    const listen = (chunk) => {
      said += chunk;
      const match = /^http:\/\/\S+$/m.exec(said);
      if (match && said.includes("\n", match.index)) found(match[0]);
    };
    host.stdout.setEncoding("utf8").on("data", listen);
    host.stderr.setEncoding("utf8").on("data", listen);
    host.on("error", failed);
    host.on("exit", (status) => failed(new Error(`warraq serve ended with ${status}:\n${said}`)));
  });
  const stop = () =>
    new Promise((done) => {
      if (host.exitCode !== null || host.signalCode !== null) return done();
      host.once("exit", done);
      host.kill();
    });
  try {
    return { address: await address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
