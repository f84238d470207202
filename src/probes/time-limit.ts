/** A time limit for one attempt, in addition to the signal of the whole probe. */

/** Runs an attempt with a signal that aborts with the given one or when the time is up. Removes its timer and listener. */
export async function withinLimit<Result>(
  signal: AbortSignal,
  limitMs: number,
  attempt: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await attempt(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
