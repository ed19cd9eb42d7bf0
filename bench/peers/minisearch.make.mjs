// Makes MiniSearch's index, as it is unless configured; only titles are stored.
//
//     node bench/peers/minisearch.make.mjs ARTICLES FOLDER

import MiniSearch from "minisearch";
import { articles } from "../kit/run.mjs";
import { keep } from "./made.mjs";

const [, , corpus, folder] = process.argv;
const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["title"] });
for await (const { id, title, text } of articles(corpus)) index.add({ id, title, text });
keep(folder, JSON.stringify(index));
