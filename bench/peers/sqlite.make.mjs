// Makes a database with an index of words and positions but without the texts, and a table of titles.
//
//     node bench/peers/sqlite.make.mjs ARTICLES FOLDER

import open from "@sqlite.org/sqlite-wasm";
import { articles } from "../kit/run.mjs";
import { keep } from "./made.mjs";

const [, , corpus, folder] = process.argv;
const sqlite = await open();
const db = new sqlite.oo1.DB(":memory:");
db.exec(`
  CREATE TABLE pages (number INTEGER PRIMARY KEY, id TEXT, title TEXT);
  CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 2");
  BEGIN;
`);
const page = db.prepare("INSERT INTO pages VALUES (?, ?, ?)");
const words = db.prepare("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)");
let number = 0;
for await (const { id, title, text } of articles(corpus)) {
  number += 1;
  page.bind([number, id, title]).stepReset();
  words.bind([number, title, text]).stepReset();
}
page.finalize();
words.finalize();
db.exec("COMMIT; INSERT INTO words (words) VALUES ('optimize'); VACUUM;");
keep(folder, sqlite.capi.sqlite3_js_db_export(db));
