/** The sign of life for a service outside GitHub that misses it when it does not come. */
import { requestPage } from "../probes/http.ts";
import { noHeartbeatWords } from "../report/heartbeat-words.ts";
import { terminalText } from "../safe-text.ts";
import type { Call } from "./call.ts";

/** After a check whose rows are safe. */
export async function sendHeartbeat(call: Call): Promise<void> {
  const { heartbeatUrl } = call.inputs;
  if (heartbeatUrl !== undefined) await request(heartbeatUrl, call);
}

/** After a fault of ours, which Healthchecks tells at once where others wait for the heartbeat that does not come. */
export async function sendFailure(call: Call): Promise<void> {
  const { heartbeatUrl } = call.inputs;
  if (heartbeatUrl !== undefined && isOfHealthchecks(heartbeatUrl)) await request(failureOf(heartbeatUrl), call);
}

/** The first check of a month says it, for who reads the summary. */
export function heartbeatNotes(newest: Date | undefined, { inputs, now }: Call): string[] {
  const isNewMonth = newest?.toISOString().slice(0, 7) !== now.toISOString().slice(0, 7);
  return inputs.heartbeatUrl === undefined && isNewMonth ? [noHeartbeatWords] : [];
}

/** `https://hc-ping.com/UUID`; on a server of one's own `/ping/UUID` or `/ping/KEY/NAME`. */
function isOfHealthchecks({ hostname, pathname }: URL): boolean {
  return hostname === "hc-ping.com" || /^\/ping\/(?:[\da-f-]{36}|[\w-]{22}\/[\w-]+)\/?$/.test(pathname);
}

function failureOf(url: URL): URL {
  const failure = new URL(url);
  failure.pathname = `${url.pathname.replace(/\/$/, "")}/fail`;
  return failure;
}

const limitMs = 10_000;

/** Whether it arrives is no reason to call a check failed. */
async function request(url: URL, { reporter }: Call): Promise<void> {
  const options = { verify: true, limitMs, signal: AbortSignal.timeout(limitMs), trace: () => {} };
  const { value, problems } = await requestPage(url, options);
  for (const { detail } of problems) reporter.warn(`the input \`heartbeat-url\`: ${terminalText(detail)}`);
  if (value !== undefined && value.status >= 300)
    reporter.warn(`the input \`heartbeat-url\`: it answers ${value.status}`);
}
