// The page and the command give the same answers, query by query: the same pages in the same order,
// the same totals, the same titles and passages with the same words marked.

import assert from "node:assert/strict";
import { ask, eventually, library, sample, shared, story } from "./harness.mjs";

const arabic = new Intl.NumberFormat("ar-EG");

/** Text as it is laid out: any white space is one space, none at the ends. */
const laid_out = (text) => text.replace(/\s+/g, " ").trim();

/** Text with its marks in brackets. */
function bracketed(text, marks) {
  const bytes = Buffer.from(text);
  let out = "";
  let at = 0;
  for (const { start, end } of marks) {
    out += `${bytes.subarray(at, start)}[${bytes.subarray(start, end)}]`;
    at = end;
  }
  return out + bytes.subarray(at);
}

/** What the command answers, as the page should show it. */
function expected(site, query, { depth = "lemma", words = "all" }) {
  const { ids, answer, records, snippets } = ask("search", site, "--limit", "10", "--depth", depth, "--words", words, "--", query);
  const { total } = answer;
  const count = total === 0 ? "لم نجد شيئ\u064Bا" : (["صفحة واحدة", "صفحتان"][total - 1] ?? `${arabic.format(total)} صفح`);
  const hits = ids.map((id, i) => {
    const snippet = snippets.find((snippet) => snippet.page === records[i].page);
    const passages = snippet.passages.map(
      ({ text, marks, cut_before, cut_after }) => laid_out(`${cut_before ? "… " : ""}${bracketed(text, marks)}${cut_after ? " …" : ""}`),
    );
    return { id, title: bracketed(records[i].title, snippet.title_marks), passages };
  });
  const terms = answer.terms.map((term) => term.text);
  return { count, hits, terms, near: answer.suggestions.map(({ word }) => word), relaxed: answer.relaxed };
}

/** What the page shows. */
async function shown(reader) {
  const page = await reader.page.evaluate(() => {
    const bracketed = (element) =>
      [...element.childNodes].map((node) => (node.nodeName === "MARK" ? `[${node.textContent}]` : node.nodeType === Node.TEXT_NODE ? node.data : "")).join("");
    const all = (part, of, within = document) => [...within.querySelectorAll(part)].map(of);
    return {
      hits: all(".hit", (hit) => ({
        id: hit.dataset.id,
        title: bracketed(hit.querySelector("h2 a")),
        passages: all(".passages p", bracketed, hit),
      })),
      terms: all(".query-words .chip", (chip) => chip.textContent),
      near: all(".nothing .offers bdi", (word) => word.textContent),
    };
  });
  const relaxed = (await reader.page.getByText("لا صفحة تجمع الكلمات كلها").count()) > 0;
  for (const hit of page.hits) hit.passages = hit.passages.map(laid_out);
  return { ...page, relaxed, count: await reader.total() };
}

async function compare(reader, site, queries) {
  let found = 0;
  const differ = [];
  for (const [query, options = {}] of queries.map((query) => [query].flat())) {
    const want = expected(site, query, options);
    found += want.hits.length;
    await reader.search(query, options);
    await eventually(async () => {
      const got = await shown(reader);
      assert.ok(got.count.startsWith(want.count), `${query}: ${got.count} is not ${want.count}`);
      assert.deepEqual({ ...got, count: want.count }, want, query);
    }, 4000).catch((error) => differ.push(error));
  }
  const told = differ.map((error) => error.message.split("\n").slice(0, 30).join("\n"));
  if (told.length > 0) throw new Error(`the page and the command differ:\n${told.join("\n")}`);
  assert.ok(found > queries.length, "most queries find something");
}

const form = { depth: "form" };
const root = { depth: "root" };
const spelling = { depth: "spelling" };
const any = { words: "any" };

story("over the samples", {}, async (reader) => {
  await compare(reader, sample(), [
    "كتاب", ["كتاب", spelling], ["كتاب", form], ["كتاب", root], "التحالف", "افريقيا", ["افريقيا", form],
    '"غرب أفريقيا"', '"شارع المتنبي"', '"خير جليس"', "جذر:كتب", "جذر:كتب خط", "شونيز", "=ك\u064Fت\u064Fب", "=ك\u064Fت\u0650ب", "مسألة",
    "الصلاة", "خير جليس", "قاعة المطالعة", ["قاعة المطالعة", any], "وزير", ["مخطوطة", root], "مكتب*",
    "مخطوط -تمبكتو", 'كتاب -"سوق الوراقين"', "الاشتراك في النشرة البريدية", "من الذي كتب في", "زقزوق", "رهب", "223هـ", "٢٢٣",
  ]);
});

const seeds = shared("seeds");
if (seeds) {
  const site = library("seeds-answers", seeds);
  story("over the seeds", { site }, async (reader) => {
    await compare(reader, site, [
      "التحالف", "للتحالف", "تحالف", ["تحالف", form], "افريقيا", '"غرب أفريقيا"', "جذر:رهب", "=الإرهاب", "الإرهابية",
      "داعش -موريتانيا", "هزيمة التنظيم", ["هزيمة موريتانيا سرت", any], "التح*", "نوفمبر 2020", "83", '"مقالات ذات صلة"', "الكويكبات",
      "ليبيا", ["ليبيا", spelling], "أعضاء التحالف",
    ]);
  });
}
