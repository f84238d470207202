/** GitHub's rate limits: how long a refused request has to wait. Pure. */
import type { Refusal } from "./refusal.ts";

export interface Limit {
  readonly waitMs: number;
  /** `secondary`: too many requests at a time; `hourly`: the hour's share is used up. */
  readonly which: "secondary" | "hourly";
}

/** GitHub's documentation asks for a minute if the answer gives no time. */
const unnamedWaitMs = 60_000;
/** Between GitHub's clock and the end of a limit. */
const marginMs = 1000;

/** undefined: the refusal has another reason. */
export function limitOf(refusal: Refusal, now: Date): Limit | undefined {
  const { status, header, message } = refusal;
  if (status !== 403 && status !== 429) return undefined;
  const clock = dateOf(header("date")) ?? now.getTime();
  const after = retryAfterMs(header("retry-after"), clock);
  if (after !== undefined) return { waitMs: after, which: "secondary" };
  const reset = header("x-ratelimit-reset") ?? "";
  if (header("x-ratelimit-remaining") === "0" && /^\d{1,12}$/.test(reset))
    return { waitMs: Math.max(0, Number(reset) * 1000 - clock) + marginMs, which: "hourly" };
  const isSecondary = status === 429 || /secondary rate limit|abuse detection/i.test(message);
  return isSecondary ? { waitMs: unnamedWaitMs, which: "secondary" } : undefined;
}

/** Seconds, or the date of HTTP. */
function retryAfterMs(value: string | undefined, clock: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = dateOf(value);
  return date === undefined ? unnamedWaitMs : Math.max(0, date - clock) + marginMs;
}

function dateOf(value: string | undefined): number | undefined {
  const time = Date.parse(value ?? "");
  return Number.isNaN(time) ? undefined : time;
}
