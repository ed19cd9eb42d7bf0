// Makes Orama's index. It keeps whole documents, texts and all, as it does unless one takes them out.
//
//     node bench/peers/orama.make.mjs ARTICLES FOLDER

import { insert, save } from "@orama/orama";
import { articles } from "../kit/run.mjs";
import { keep } from "./made.mjs";
import { empty } from "./orama.index.js";

const [, , corpus, folder] = process.argv;
const index = empty();
for await (const { id, title, text } of articles(corpus)) await insert(index, { id, title, text }, "arabic");
keep(folder, JSON.stringify(save(index)));
