// A plain static host on a free port, which sends parts of files as most do, at will behind a slow line: so long before each answer, and so many
// bytes a second shared by all connections. It keeps account of every byte and when it was sent.
//
// No line is simulated below HTTP: no handshakes, no losses, and HTTP/1.1, of which a browser opens six
// connections.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** A slow line: ms before each answer, and bytes in a ms (1.6 Mbit/s). */
export const SLOW = { delay: 150, rate: 200 };
/** A fast one, on which it is still seen what waits for what. */
export const FAR = { delay: 30, rate: 1e6 };
/** Bytes sent at a time, about what a packet carries. */
const PIECE = 1_400;

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};
/** What a host compresses if it compresses. */
const PACKED = new Set([".css", ".html", ".js", ".json", ".mjs", ".wasm"]);

const now = () => performance.timeOrigin + performance.now();

/** Sends what waits, in turns, as fast as the line allows. */
class Line {
  waiting = [];
  spare = 0;
  last = now();

  constructor(rate) {
    this.rate = rate;
  }

  add(send) {
    this.waiting.push(send);
    if (this.waiting.length === 1) {
      this.last = now();
      this.spare = 0;
      this.pump();
    }
  }

  pump() {
    const time = now();
    this.spare += (time - this.last) * this.rate;
    this.last = time;
    while (this.spare > 0 && this.waiting.length > 0) {
      const send = this.waiting.shift();
      const { bytes, more } = send();
      this.spare -= bytes;
      if (more) this.waiting.push(send);
    }
    if (this.waiting.length > 0) setTimeout(() => this.pump(), 4);
  }
}

/**
 * Serves the files of `folder`, and `html` as the front page, at once or behind a `line`. With `gzip`, what can be compressed is.
 * `traffic` has an entry for each piece sent: when, and how many bytes, heads of answers included; `ended` tells
 * when the last piece of each path was.
 */
export async function host(folder, html, { gzip = false, line = undefined } = {}) {
  const queue = line && new Line(line.rate);
  const traffic = [];
  const ended = new Map();
  const packed = new Map();

  const find = (path) => {
    if (path === "/") return [Buffer.from(html), ".html"];
    const name = normalize(decodeURIComponent(path)).replace(/^[/\\]+/, "");
    if (name.split(sep).includes("..")) return undefined;
    try {
      return [readFileSync(join(folder, name)), extname(name)];
    } catch {
      return undefined;
    }
  };

  const pack = (path, body) => {
    if (!packed.has(path)) packed.set(path, gzipSync(body));
    return packed.get(path);
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = find(pathname);
    const zip = gzip && found && PACKED.has(found[1]);
    const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const whole = zip ? pack(pathname, found[0]) : (found?.[0] ?? Buffer.from("not found"));
    const part = found && !zip && asked ? [Number(asked[1]), Math.min(Number(asked[2]) + 1, whole.length)] : undefined;
    const body = part ? whole.subarray(...part) : whole;
    response.writeHead(found ? (part ? 206 : 200) : 404, {
      "content-type": TYPES[found?.[1]] ?? "application/octet-stream",
      "content-length": body.length,
      // As most hosts do.
      ...(zip ? {} : { "accept-ranges": "bytes" }),
      ...(part ? { "content-range": `bytes ${part[0]}-${part[1] - 1}/${whole.length}` } : {}),
      "cache-control": "max-age=600",
      // A page by itself gets a clock of 5 µs, others one of 100.
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      ...(zip ? { "content-encoding": "gzip" } : {}),
    });
    if (!line) {
      response.end(body);
      traffic.push({ time: now(), bytes: body.length + response._header.length });
      ended.set(pathname, now());
      return;
    }
    setTimeout(() => {
      let sent = 0;
      queue.add(() => {
        if (response.destroyed) return { bytes: 0, more: false };
        const piece = body.subarray(sent, sent + PIECE);
        const head = sent === 0 ? response._header.length : 0;
        sent += piece.length;
        const more = sent < body.length;
        if (more) response.write(piece);
        else {
          response.end(piece);
          ended.set(pathname, now());
        }
        traffic.push({ time: now(), bytes: piece.length + head });
        return { bytes: piece.length + head, more };
      });
    }, line.delay);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    traffic,
    ended,
    stop: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}
