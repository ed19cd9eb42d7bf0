// The bare page of a bench: no interface, only an engine's `ask(query, kind)` in front of this text. It
// must give `{ answered, shown, passages, total }`: the times at which the ids of the best pages were known,
// ten of them with titles, and (if the engine has them) passages of these; how many pages were found; and in
// `text`, anyhow, their titles. Where the order may change behind an answer, `settled` says until when.
// A kind of query the engine does not know gives nothing.

/** Milliseconds from the start of an answer to each of its stages. */
const since = (began, { answered, shown, passages, settled, total }) => ({
  answered: answered - began,
  shown: shown - began,
  passages: passages && passages - began,
  settled: settled && settled - began,
  total,
});

/** Asks all queries, one after the other. */
globalThis.askAll = async (queries) => {
  const answers = [];
  for (const [kind, query] of queries) {
    // Each query on its own turn, as a reader's is.
    await new Promise((done) => setTimeout(done));
    const began = performance.now();
    const answer = await ask(query, kind);
    answers.push(answer && since(began, answer));
  }
  return answers;
};

const first = new URL(location.href).searchParams;
if (first.has("q")) globalThis.visit = await ask(first.get("q"), first.get("kind") ?? "mid");
else globalThis.ready = true;
