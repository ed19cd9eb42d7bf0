// Hosts of many kinds, good and bad: those that are here as programs, and one in Node that can be made to behave like
// the others or to fail as told. Each is started with a folder and gives its address and a way to stop it.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./site.mjs";

/** What common hosts say of a file, by the ending of its name. */
const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  txt: "text/plain",
};

/**
 * A host in Node. Its `state` can be changed while it runs: `folder`, which it hands out, and `dress`, which is given each
 * reply as `{ name, status, headers, body, request, folder }` and returns the one to send. `status` 0 cuts the line with no
 * answer; `cut` and `stall` send half of the body and then cut the line or leave it hanging. `asked` has the names asked for,
 * `left` says how many of the lines that hang have ended since; `drop` cuts all that are open.
 */
export async function host(folder, { base = "/", dress = (reply) => reply, hostname = "127.0.0.1" } = {}) {
  const state = { folder, dress, asked: [], left: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host.example").pathname);
    const name = path.startsWith(base) ? path.slice(base.length) || "index.html" : undefined;
    state.asked.push(name);
    const reply = state.dress(find(state.folder, name, request));
    if (reply.stall) response.once("close", () => (state.left += 1));
    send(response, reply);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const drop = () => server.closeAllConnections();
  const stop = async () => {
    drop();
    await new Promise((done) => server.close(done));
  };
  return { state, stop, drop, address: new URL(encodeURI(base), `http://${hostname}:${server.address().port}`).href };
}

function find(folder, name, request) {
  const read = (name) => {
    const file = name !== undefined && join(folder, name);
    return file && statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
  };
  const body = read(name);
  const missing = body ? undefined : read("404.html");
  const type = body ? (TYPES[/\w+$/.exec(name)?.[0]] ?? "application/octet-stream") : missing ? TYPES.html : TYPES.txt;
  return { name, status: body ? 200 : 404, headers: { "content-type": type }, body: body ?? missing ?? Buffer.from("404"), request, folder };
}

function send(response, { status, headers, body, cut, stall }) {
  if (status === 0) return response.destroy();
  if (!cut && !stall) return response.writeHead(status, headers).end(body);
  response.writeHead(status, { ...headers, "content-length": body.length });
  response.write(body.subarray(0, body.length >> 1), () => cut && response.destroy());
}

/** Compresses all it sends, whatever it is; with its length or, as hosts do that compress as they send, without. */
export const gzipped = (withLength) => (reply) => {
  const body = gzipSync(reply.body);
  const length = withLength ? { "content-length": body.length } : { "transfer-encoding": "chunked" };
  return { ...reply, body, headers: { ...reply.headers, "content-encoding": "gzip", vary: "accept-encoding", ...length } };
};

/** Answers every missing path with the start page and 200, as hosts do that are set up for apps with a router. */
export const startPageForAll = (reply) => {
  if (reply.status !== 404) return reply;
  return { ...reply, status: 200, headers: { "content-type": TYPES.html }, body: readFileSync(join(reply.folder, "index.html")) };
};

/** Refuses the first request for each of the files that `which` matches: asked too much, and then not ready. */
export function busy(which, retryAfter) {
  const refused = new Set();
  const dress = (reply) => {
    if (!which.test(reply.name) || refused.has(reply.name)) return reply;
    refused.add(reply.name);
    const headers = { "content-type": TYPES.html, ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }) };
    return { ...reply, status: refused.size % 2 === 1 ? 429 : 503, headers, body: Buffer.from("<!doctype html><title>busy</title>") };
  };
  return { dress, refused };
}

/** The rules of a `_headers` file: a path at the start of a line, and indented below it the headers for it. */
export function rules(text) {
  const found = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    const header = /^\s+([\w-]+):\s*(.*)$/.exec(line);
    if (header) found.at(-1).headers.push([header[1].toLowerCase(), header[2]]);
    else found.push({ path: line.trim(), headers: [] });
  }
  return found;
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** How hosts read the path of a rule. */
export const PATTERNS = {
  /** A step that begins with a colon is any step; a lone star is all that follows, one in a step is anything. */
  netlify(path) {
    const step = (step) => (step.startsWith(":") ? "[^/]+" : step.split("*").map(escape).join(".*"));
    const steps = path.split("/").filter(Boolean);
    const last = steps.at(-1) === "*" ? steps.pop() : undefined;
    return new RegExp(`^${steps.map((part) => `\\/${step(part)}`).join("")}${last ? "(\\/.*)?" : "\\/?"}$`, "iu");
  },
  /** A colon and a word are a part of a step, wherever they stand; a star is anything. */
  cloudflare(path) {
    const parts = path.split(/(\*|:[A-Za-z]\w*)/);
    return new RegExp(`^${parts.map((part) => (part === "*" ? ".*" : /^:[A-Za-z]/.test(part) ? "[^/]+" : escape(part))).join("")}$`, "u");
  },
};

/** The headers that a host gives a path by its rules; it joins what several rules say of one header. */
export function headersFor(text, kind, path) {
  const headers = {};
  for (const rule of rules(text).filter(({ path: pattern }) => PATTERNS[kind](pattern).test(path))) {
    for (const [name, value] of rule.headers) headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** Netlify or Cloudflare Pages, as far as a browser sees: `_headers` is applied, and not handed out. */
export const ruled = (kind) => (reply) => {
  const { pathname } = new URL(reply.request.url, "http://host.example");
  const revalidate = { "cache-control": "public, max-age=0, must-revalidate" };
  const headers = { ...reply.headers, ...revalidate, ...headersFor(readFileSync(join(reply.folder, "_headers"), "utf8"), kind, pathname) };
  // Cloudflare has one address for a page.
  if (kind === "cloudflare" && reply.status === 200 && /\.html$/.test(pathname)) {
    const location = pathname.replace(/index\.html$|\.html$/, "");
    return { ...reply, status: 308, headers: { ...headers, location }, body: Buffer.alloc(0) };
  }
  return { ...reply, headers };
};

/** Starts a program that serves; `ready` finds the port in what it says, or tries until it answers. */
async function program(name, args, ready) {
  const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = new Promise((done) => child.once("exit", done));
  const stop = async () => {
    child.kill();
    await ended;
  };
  const end = Date.now() + 10_000;
  for (;;) {
    const port = await ready(said);
    if (port) return { address: `http://127.0.0.1:${port}/`, stop };
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${name} does not serve:\n${said}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Python's own server, which is what is there when nothing else is. */
export const python = (folder) =>
  program("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", folder], (said) => /port (\d+)/.exec(said)?.[1]);

/** A port that nobody listens at. */
export const freePort = () =>
  new Promise((found) => {
    const socket = createSocket().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => found(port));
    });
  });

/** Where Debian's nginx is: installed, or unpacked by scripts/setup. */
const nginxHome = ["/", join(root, ".setup", "nginx")].find((home) => existsSync(join(home, "usr/sbin/nginx")));

/** nginx with the settings that Debian gives it; only where it listens, what it serves and where it writes are ours. */
export async function nginx(folder) {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), "warraq-nginx-"));
  const own = `server { listen 127.0.0.1:${port}; root ${folder}; index index.html; location / { try_files $uri $uri/ =404; } }`;
  const written = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${home}/${kind};`).join("\n");
  const settings = readFileSync(join(nginxHome, "etc/nginx/nginx.conf"), "utf8")
    // Whoever may read the folder.
    .replace(/^user .*$/m, process.getuid() === 0 ? "user root;" : "")
    .replace(/^pid .*$/m, `pid ${home}/pid;`)
    .replaceAll("/var/log/nginx", home)
    .replace(/include \/etc\/nginx\/(modules-enabled|conf\.d|sites-enabled)\/\*.*;/g, "")
    .replaceAll("/etc/nginx/", join(nginxHome, "etc/nginx/"))
    .replace(/^http \{/m, `http {\n${own}\n${written}`);
  writeFileSync(join(home, "conf"), settings);
  const answers = () => fetch(`http://127.0.0.1:${port}/`).then(() => port, () => undefined);
  const served = await program(join(nginxHome, "usr/sbin/nginx"), ["-e", join(home, "error.log"), "-c", join(home, "conf"), "-g", "daemon off;"], answers);
  const stop = async () => {
    await served.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { ...served, stop };
}

/** Why a host that is a program cannot be tried here; nothing if it can. */
export function lacks(program) {
  if (program === "nginx") return nginxHome ? undefined : "there is no nginx of Debian";
  const folders = (process.env.PATH ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, program))) ? undefined : `there is no ${program}`;
}
