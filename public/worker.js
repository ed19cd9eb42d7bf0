// Starts the worker with what the page hands it: the compiled program, the manifest if it came, and the place at
// which the reader is, from # on. The program takes the last two from `given`, and listens itself from then on.
import { init } from "program";

onmessage = async ({ data: { program, error, ...given } }) => {
  // The page's own program may be faster and speak first.
  if (!program && !error) return;
  try {
    if (error) throw new Error(error);
    globalThis.given = given;
    await init(program);
  } catch (error) {
    // Out of the promise, so that the page hears of it.
    setTimeout(() => {
      throw error;
    });
  }
};
