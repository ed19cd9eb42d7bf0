// Stands in for a host where the whole site is one file, opened from a disk: there nothing can be fetched and no
// worker has an address. Files are elements of the page, in base64; only what is asked for is decoded. start.js,
// which comes after, and the programs know nothing of it.

const elements = new Map(Array.from(document.querySelectorAll("script[data-file]"), (element) => [element.dataset.file, element]));

/** Some bytes of a file, or all of it. Three bytes are four signs, so a part is decoded by itself. */
function bytesOf(name, from = 0, to) {
  // A script element has one text, which is not copied.
  const text = elements.get(name)?.firstChild?.data;
  if (text === undefined) return undefined;
  const first = Math.floor(from / 3);
  const signs = text.slice(first * 4, to === undefined ? undefined : Math.ceil(to / 3) * 4);
  const decoded = atob(signs);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at++) bytes[at] = decoded.charCodeAt(at);
  return bytes.subarray(from - first * 3, to === undefined ? undefined : to - first * 3);
}

/** What a host would answer: bytes, and if they are a part of the file. */
function answer(name, range) {
  const part = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
  const bytes = part ? bytesOf(name, Number(part[1]), Number(part[2]) + 1) : bytesOf(name);
  return bytes ? { bytes, status: part ? 206 : 200 } : { bytes: new Uint8Array(), status: 404 };
}

globalThis.fetch = async (name, { headers } = {}) => {
  const { bytes, status } = answer(name.replace(/\?.*/, ""), headers?.range);
  return new Response(bytes, { status, headers: { "accept-ranges": "bytes" } });
};

/** Runs before the worker's own script: its fetch asks the page, through the port it is handed first. */
function inside(scope, take) {
  const waiting = new Map();
  let last = 0;
  const port = new Promise((got) =>
    take((port) => {
      port.onmessage = ({ data: { id, bytes, status } }) => {
        const headers = { "accept-ranges": "bytes" };
        waiting.get(id)?.(new scope.Response(bytes, { status, headers }));
        waiting.delete(id);
      };
      got(port);
    }),
  );
  scope.fetch = async (name, init) => {
    const id = ++last;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    (await port).postMessage({ id, name, range: init?.headers?.get("range") });
    return answer;
  };
}

/** Hands over the port through which a worker asks for files. */
function answering(post) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: { id, name, range } }) => {
    const { bytes, status } = answer(name, range);
    const copy = bytes.slice();
    port1.postMessage({ id, bytes: copy, status }, [copy.buffer]);
  };
  post({ files: port2 }, [port2]);
}

const text = (name) => new TextDecoder().decode(bytesOf(name));

/** A worker from the page's own memory. */
function fromBlob(script) {
  const take = `(use) => addEventListener("message", function hear({ data }) {
    if (!data.files) return;
    removeEventListener("message", hear);
    use(data.files);
  })`;
  const source = `(${inside})(self, ${take});\n${text(script)}`;
  const worker = new Native(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  answering((message, ports) => worker.postMessage(message, ports));
  return worker;
}

/** The same program in a frame of the page, for browsers that give a file no workers: it answers as well, but the page
    waits for it. */
function inFrame(script) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  const scope = frame.contentWindow;
  const { port1, port2 } = new MessageChannel();
  const hears = (data) => scope.onmessage?.({ data });
  const worker = new EventTarget();
  worker.onmessage = worker.onerror = null;
  inside(scope, (use) => answering((message) => use(message.files)));
  port1.onmessage = (event) => (worker.onmessage ? worker.onmessage(event) : setTimeout(() => worker.onmessage?.(event)));
  scope.postMessage = (data, ports) => port2.postMessage(data, ports);
  scope.onerror = (message) => worker.onerror?.(new ErrorEvent("error", { message }));
  // What the frame's program is handed must be of the frame's own kind.
  const own = (data) => {
    if (data instanceof Uint8Array) return new scope.Uint8Array(data);
    if (data?.manifest) return { ...data, manifest: new scope.Uint8Array(new Uint8Array(data.manifest)).buffer };
    return data;
  };
  worker.postMessage = (data) => setTimeout(() => hears(own(data)));
  worker.terminate = () => frame.remove();
  const element = scope.document.createElement("script");
  element.textContent = text(script);
  scope.document.head.append(element);
  return worker;
}

const Native = globalThis.Worker;
globalThis.Worker = function (script) {
  try {
    return fromBlob(script);
  } catch (error) {
    console.info(error);
    return inFrame(script);
  }
};

// The page's program asks whether what it was given is a worker.
Object.defineProperty(globalThis.Worker, Symbol.hasInstance, { value: () => true });

/** The styles of the app, with the fonts in them. */
globalThis.carriedStyle = (styles) =>
  styles.replace(/fonts\/[\w-]+\.woff2/g, (name) => `data:font/woff2;base64,${elements.get(name)?.firstChild?.data ?? ""}`);
