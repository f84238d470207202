/** What another machine's clock says, by the Date header of its answer: whole seconds, and as old as the answer's way here. */
import { request as requestPlain } from "node:http";
import { request } from "node:https";

/** undefined: it answers without a date, or not at all. */
export function askDate(url: URL, limitMs: number): Promise<Date | undefined> {
  const ask = url.protocol === "http:" ? requestPlain : request;
  return new Promise((resolve) => {
    const asked = ask(url, { method: "HEAD", signal: AbortSignal.timeout(limitMs), agent: false }, (response) => {
      asked.destroy();
      const time = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(time) ? undefined : new Date(time));
    });
    asked.on("error", () => resolve(undefined)).end();
  });
}
