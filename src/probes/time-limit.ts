/** The time one attempt may take, beside the signal that ends the whole probe of its host. */

/** Runs an attempt under a signal that aborts with the given one or when the time is up. Leaves no timer and no listener. */
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
