// A printed book of two volumes in OpenITI's mARkdown: its chapters end on pages of the print, and within the longer ones
// others begin.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { library, target } from "./site.mjs";

const LINES = [
  "الورق صناعة قديمة دخلت بغداد فكثر الوراقون وكثرت الكتب",
  "والكاتب يكتب بالحبر الأسود على ورق مصقول",
  "وفي السوق دكاكين ينسخ فيها الناسخ ما يطلبه القارئ",
  "والخط لسان اليد وبهجة الضمير وسفير العقول",
  "ومن الكتب ما يقرأ مرة ومنها ما يعاد إليه كل عام",
];

/** `chapters` chapters of `paragraphs` paragraphs; a printed page ends in the middle of each paragraph. */
export function printedBook(chapters, paragraphs) {
  let page = 0;
  let volume = 1;
  const text = ["######OpenITI#", "#META#Header#End#"];
  for (let chapter = 1; chapter <= chapters; chapter += 1) {
    if (chapter === Math.floor(chapters / 2) + 1) [volume, page] = [2, 0];
    text.push(`### | باب ${chapter}`);
    for (let paragraph = 0; paragraph < paragraphs; paragraph += 1) {
      page += 1;
      const line = (shift) => LINES[(chapter + paragraph + shift) % LINES.length];
      const mark = `PageV${String(volume).padStart(2, "0")}P${String(page).padStart(3, "0")}`;
      text.push(`# ${line(0)} ${line(1)} ${line(2)} ${mark} ${line(3)} ${line(4)}.`);
    }
  }
  return text.join("\n");
}

const made = {};

/** The site of it, built when it is first asked for: 12 chapters of 14 paragraphs, 168 printed pages. */
export function printed(name = "printed") {
  if (made[name]) return made[name];
  const folder = join(target, "stories", `${name}-texts`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "كتاب-الوراقين.mARkdown"), printedBook(12, 14));
  made[name] = library(name, folder, ["-q", "--title", "مكتبة المطبوعات"]);
  return made[name];
}
