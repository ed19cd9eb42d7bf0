// Starts the worker with what the page hands it: the compiled program, the manifest if it came, whether the
// host sends parts of files, and the place at which the reader is, from # on. The program takes all but the first from `given`, and listens itself from then on.
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
