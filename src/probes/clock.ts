/** The time of another machine's clock, from the Date header of its answer: in whole seconds, delayed by the network. */
import { requestText } from "../http/client.ts";
import { valuesOf } from "../http/raw-head.ts";

/** undefined: no answer, or an answer without a date. */
export async function askDate(url: URL, limitMs: number): Promise<Date | undefined> {
  const options = { signal: AbortSignal.timeout(limitMs), limit: { bytes: 0, exceeded: "a body was not expected" } };
  const request = { method: "HEAD", headers: { "user-agent": "server-monitor" } };
  const response = await requestText(url, request, options).catch(() => undefined);
  const time = Date.parse(response === undefined ? "" : (valuesOf(response.headers, "date")[0] ?? ""));
  return Number.isNaN(time) ? undefined : new Date(time);
}
