/** What another machine's clock says, by the Date header of its answer: whole seconds, and as old as the answer's way here. */
import { requestText } from "../http/client.ts";
import { valuesOf } from "../http/raw-head.ts";

/** undefined: it answers without a date, or not at all. */
export async function askDate(url: URL, limitMs: number): Promise<Date | undefined> {
  const options = { signal: AbortSignal.timeout(limitMs), limit: { bytes: 0, exceeded: "no body is wanted" } };
  const request = { method: "HEAD", headers: { "user-agent": "server-monitor" } };
  const response = await requestText(url, request, options).catch(() => undefined);
  const time = Date.parse(response === undefined ? "" : (valuesOf(response.headers, "date")[0] ?? ""));
  return Number.isNaN(time) ? undefined : new Date(time);
}
