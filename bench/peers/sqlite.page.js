// SQLite's FTS5 in the page; it has no roots, and counts what it finds only if asked, which costs.

import open from "@sqlite.org/sqlite-wasm";
import { inflate } from "./inflate.page.js";

const index = inflate().then((answer) => answer.arrayBuffer());

const opening = (async () => {
  const sqlite = await open({ locateFile: (file) => new URL(file, location.href).href });
  const bytes = new Uint8Array(await index);
  const db = new sqlite.oo1.DB(":memory:");
  const memory = sqlite.wasm.allocFromTypedArray(bytes);
  const flags = sqlite.capi.SQLITE_DESERIALIZE_FREEONCLOSE | sqlite.capi.SQLITE_DESERIALIZE_READONLY;
  db.checkRc(sqlite.capi.sqlite3_deserialize(db.pointer, "main", memory, bytes.length, bytes.length, flags));
  return db.prepare(
    "SELECT id, pages.title FROM words JOIN pages ON number = words.rowid WHERE words MATCH ? ORDER BY rank LIMIT 10",
  );
})();

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

export async function ask(query, kind) {
  if (kind === "root") return undefined;
  const find = await opening;
  const each = () => query.split(" ").map(quoted).join(" ");
  find.bind(kind === "phrase" ? quoted(query) : kind === "typed" ? `${quoted(query)}*` : each());
  const titles = [];
  while (find.step()) titles.push(find.get(1));
  find.reset();
  const shown = performance.now();
  return { answered: shown, shown, total: titles.length === 0 ? 0 : undefined, text: titles.join("\n") };
}
