// Asks again where a host says that it is asked too much (429) or is not ready (503): after what its Retry-After
// says, or else after twice the time of the last pause. Used in place of fetch by the page, its worker and the
// service worker.

/** Pauses, in milliseconds. */
const PAUSES = [500, 1000, 2000, 4000];
/** No pause is longer: a reader who waits for more takes it for broken. */
const LONGEST = 10_000;

/** Makes a fetch that waits. The last answer is given as it is. */
export const patient = (fetch) => async (...request) => {
  for (const pause of PAUSES) {
    const response = await fetch(...request);
    if (response.status !== 429 && response.status !== 503) return response;
    // Seconds; a date, which is allowed too, is not a number.
    const said = Number(response.headers.get("retry-after") ?? NaN) * 1000;
    await response.body?.cancel();
    const signal = request[1]?.signal;
    await new Promise((wake, fail) => {
      setTimeout(wake, Math.min(said >= 0 ? said : pause, LONGEST));
      signal?.addEventListener("abort", () => fail(signal.reason));
    });
  }
  return fetch(...request);
};
