// Visits to the bare page of an engine in a real browser: a first one, cold, with what it fetches and in how
// many rounds; a long one, warm, with the time of every answer; and one that is not watched, for the memory at its end.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BROWSER, FLAGS, launch } from "../../tests/stories/reader.mjs";
import { root } from "../../tests/stories/site.mjs";
import { SLOW, host } from "./line.mjs";
import { median } from "./run.mjs";

const SHELL = readFileSync(join(root, "bench", "kit", "page.js"), "utf8");
/** The longest wait for one thing, in ms. */
const PATIENCE = 900_000;

/** The bare page around an engine's script. In its head stands what the engine's own page asks for ahead. */
export const bare = (script, head = "") => `<!doctype html>
<html lang="ar"><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">${head}
<script type="module">
${script}
${SHELL}</script>
</html>
`;

/** What the clocks of browser and host may differ by, in ms; every answer takes far longer. */
const SLACK = 5;

/** How many requests stand in the longest row of which each began when the one before had ended. */
function rounds(requests) {
  const depth = new Map();
  const inOrder = [...requests].sort((a, b) => a.began - b.began);
  for (const request of inOrder) {
    const before = inOrder.filter((other) => other.ended <= request.began + SLACK && depth.has(other));
    depth.set(request, 1 + Math.max(0, ...before.map((other) => depth.get(other))));
  }
  return Math.max(0, ...depth.values());
}

/** When a request was made, as the browser says, and when the last of its answer was sent, as the host says, which
    is the exacter of the two; in ms since 1970. */
function span(request, ended) {
  const path = new URL(request.url()).pathname;
  return { path, began: request.timing().startTime, ended: ended.get(path) };
}

/** What was fetched until `time`. */
function until(time, requests, traffic) {
  const made = requests.filter((request) => request.began <= time);
  return {
    bytes: traffic.filter((piece) => piece.time <= time).reduce((sum, piece) => sum + piece.bytes, 0),
    requests: made.length,
    rounds: rounds(made.filter((request) => request.ended <= time + 1)),
  };
}

/** Waits for something in a page, but no longer than until an error that nobody caught there. */
function watched(page) {
  const fault = new Promise((_, failed) => page.once("pageerror", failed));
  fault.catch(() => {});
  return (wanted) => Promise.race([wanted, fault]);
}

/** A first visit with one query, in a browser context that has nothing. */
export async function cold(browser, { folder, script, head, query, kind = "mid", line = SLOW, gzip = false }) {
  const files = await host(folder, bare(script, head), { line, gzip });
  const context = await browser.newContext({ locale: "ar" });
  try {
    const page = await context.newPage();
    const unbroken = watched(page);
    const came = [];
    page.on("requestfinished", (request) => came.push(request));
    await page.goto(`${files.address}?${new URLSearchParams({ q: query, kind })}`, { waitUntil: "commit" });
    const visit = await (await unbroken(page.waitForFunction(() => globalThis.visit, null, { timeout: PATIENCE, polling: 50 }))).jsonValue();
    const origin = await page.evaluate(() => performance.timeOrigin);
    await pause(100);
    const requests = came.map((request) => span(request, files.ended));
    const stage = (time) => time && { ms: time, ...until(origin + time, requests, files.traffic) };
    return { total: visit.total, text: visit.text, answered: stage(visit.answered), shown: stage(visit.shown), passages: stage(visit.passages), requests, origin };
  } finally {
    await context.close();
    await files.stop();
  }
}

/** A process and all that it has begun. */
function family(pid) {
  const children = (id) => {
    try {
      return readFileSync(`/proc/${id}/task/${id}/children`, "utf8").trim().split(" ").filter(Boolean);
    } catch {
      // It has just ended.
      return [];
    }
  };
  return [pid, ...children(pid).flatMap(family)];
}

/** Memory that a process wrote to itself, in MB: without its program. */
function written(pid) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return (Number(/^Private_Dirty:\s+(\d+) kB/m.exec(rollup)[1]) * 1024) / 1e6;
}

/**
 * Memory of the renderer, in MB, after all queries were asked so many times over in a browser that nobody drives: one
 * whose requests are watched keeps what came, for who watches. At the end the page asks for what the host does not have.
 */
export async function alone({ folder, script }, queries, rounds = 4) {
  const over = "/over";
  const visit = `for (let round = 0; round < ${rounds}; round += 1) await askAll(${JSON.stringify(queries)}); await fetch(".${over}");`;
  const files = await host(folder, bare(script).replace(/(?=<\/script>\s*<\/html>\s*$)/, () => visit));
  const profile = mkdtempSync(join(tmpdir(), "bench-"));
  const browser = spawn(BROWSER, [...FLAGS, "--headless", `--user-data-dir=${profile}`, files.address], { stdio: "ignore" });
  try {
    for (const until = Date.now() + PATIENCE; !files.ended.has(over); await pause(100)) {
      if (Date.now() > until || browser.exitCode !== null) throw new Error("the visit came to no end");
    }
    const isRenderer = (pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
    return Math.max(...family(browser.pid).filter(isRenderer).map(written));
  } finally {
    const gone = once(browser, "exit");
    browser.kill();
    await gone;
    await files.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 9 });
  }
}

/** A long visit at a host without a line before it. `round` asks all queries once, `close` ends it. */
export async function stay({ folder, script }) {
  const files = await host(folder, bare(script));
  const browser = await launch();
  const close = async () => {
    await browser.close();
    await files.stop();
  };
  try {
    const page = await browser.newPage({ locale: "ar" });
    const unbroken = watched(page);
    page.setDefaultTimeout(PATIENCE);
    await page.goto(files.address, { waitUntil: "commit" });
    await unbroken(page.waitForFunction(() => globalThis.ready, null, { timeout: PATIENCE, polling: 50 }));
    const round = (queries) => unbroken(page.evaluate((queries) => globalThis.askAll(queries), queries));
    return { round, requests: () => files.traffic.length, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Several engines warm: each is asked all queries once to fetch what they need, and then `again` times measured. They
 * take turns round by round, so that whatever else the machine does meets them alike.
 */
export async function warm(engines, queries, again = 3) {
  const stays = [];
  try {
    const results = [];
    for (const engine of engines) {
      const visit = await stay(engine);
      stays.push(visit);
      const first = await visit.round(queries);
      results.push({ first, measured: [], fetched: visit.requests() });
    }
    for (let round = 0; round < again; round += 1) {
      for (const [at, visit] of stays.entries()) {
        results[at].measured.push(await visit.round(queries));
      }
    }
    for (const [at, visit] of stays.entries()) results[at].late = visit.requests() - results[at].fetched;
    return results;
  } finally {
    for (const visit of stays) await visit.close();
  }
}

/** The times of one stage of each query that `chosen` takes: its own median over the rounds. */
export const times = ({ measured }, stage, chosen = () => true) =>
  measured[0].flatMap((_, number) => {
    if (!chosen(number)) return [];
    const each = measured.map((round) => round[number]?.[stage]).filter((time) => time !== undefined && time !== null);
    return each.length > 0 ? [median(each)] : [];
  });
