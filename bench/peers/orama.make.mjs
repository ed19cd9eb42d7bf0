// Makes Orama's index. The texts it keeps beside its index are taken out, as nobody else's has them.
//
//     node bench/peers/orama.make.mjs ARTICLES FOLDER

import { insert, save } from "@orama/orama";
import { articles } from "../kit/run.mjs";
import { keep } from "./made.mjs";
import { empty } from "./orama.index.js";

const [, , corpus, folder] = process.argv;
const index = empty();
for await (const { id, title, text } of articles(corpus)) await insert(index, { id, title, text }, "arabic");
const saved = save(index);
for (const document of Object.values(saved.docs.docs)) document.text = "";
keep(folder, JSON.stringify(saved));
