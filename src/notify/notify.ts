/** Sends one notification to the address of `notify-url`. The address is a secret: no error names any of it. */
import type { LookupAddress } from "node:dns";
import { setTimeout as sleep } from "node:timers/promises";
import { canonicalAddress, isPublicAddress } from "../address.ts";
import { lookUpAll } from "../connect.ts";
import { type ProxySettings, requestText } from "../http/client.ts";
import { problemOf } from "../http/failure.ts";
import { terminalText } from "../safe-text.ts";
import type { Notification } from "./notification.ts";
import { type Service, serviceAt } from "./services.ts";

export interface NotifyOptions {
  /** For https. undefined: none. */
  readonly proxy?: ProxySettings | undefined;
  /** Before each further attempt. */
  readonly pausesMs?: readonly number[];
}

/** What went wrong, in one sentence. undefined: the service has taken it. Never throws for what a server does. */
export async function notify(
  notification: Notification,
  url: URL,
  { proxy, pausesMs = [2000, 8000] }: NotifyOptions = {},
): Promise<string | undefined> {
  const service = serviceAt(url);
  let failure: Failure | undefined;
  for (const pauseMs of [0, ...pausesMs]) {
    await sleep(pauseMs);
    failure = await post(notification, url, service, proxy);
    if (failure?.mayPass !== true) break;
  }
  return failure && `notify-url: ${service.name} ${failure.what}; ${failure.fix}`;
}

interface Failure {
  /** `answers 404` */
  readonly what: string;
  readonly fix: string;
  /** The message was certainly not taken, and another attempt may help. */
  readonly mayPass?: boolean;
}

const limitMs = 10_000;
const answerLimit = { bytes: 64 * 1024, exceeded: "the answer is too long" };

async function post(
  notification: Notification,
  url: URL,
  service: Service,
  proxy: ProxySettings | undefined,
): Promise<Failure | undefined> {
  const signal = AbortSignal.timeout(limitMs);
  const body = JSON.stringify(service.body(notification, url));
  const headers = { "content-type": "application/json", "user-agent": "server-monitor" };
  const target = service.target?.(url) ?? url;
  try {
    const pinned = url.protocol === "http:" ? await addressesOf(url) : undefined;
    if (pinned?.some(isPublic)) return withoutTls;
    const options = { signal, limit: answerLimit, ...(pinned === undefined ? { proxy } : { pinned }) };
    const { status } = await requestText(target, { method: "POST", headers, body }, options);
    return status >= 200 && status < 300 ? undefined : refusal(status);
  } catch (error) {
    return signal.aborted ? noAnswer : failureOf(error);
  }
}

/** The connection uses exactly these, because a second lookup could return others. */
function addressesOf({ hostname }: URL): Promise<readonly LookupAddress[]> {
  return lookUpAll(hostname.replace(/^\[(.*)\]$/, "$1"));
}

function isPublic({ address }: LookupAddress): boolean {
  const canonical = canonicalAddress(address);
  return canonical === undefined || isPublicAddress(canonical);
}

const withoutTls: Failure = { what: "has a public address", fix: "use https, because http is not encrypted" };

const noAnswer: Failure = {
  what: `did not answer within ${limitMs / 1000} s`,
  fix: "check that this machine reaches it",
};

const checkAddress = "check that the secret holds the whole address of the webhook";

const refusals: readonly [statuses: (status: number) => boolean, fix: string, mayPass?: boolean][] = [
  [(status) => status >= 300 && status < 400, "it redirects: use the address that it redirects to"],
  [(status) => status === 401 || status === 403, "it refuses the access: check the token in the address"],
  [(status) => status === 404 || status === 410, "the webhook is gone: create it again and update the secret"],
  [(status) => status === 429, "it limits how often it is called: check who else uses this webhook", true],
  [(status) => status >= 500, "it has a problem of its own: see its status page", true],
];

function refusal(status: number): Failure {
  const [, fix = checkAddress, mayPass = false] = refusals.find(([matches]) => matches(status)) ?? [];
  return { what: `answers ${status}`, fix, mayPass };
}

function failureOf(error: unknown): Failure {
  const { code, detail } = problemOf(error);
  const mayPass = code === "http:dns" || code === "http:refused";
  return { what: `was not reached: ${terminalText(detail)}`, fix: checkAddress, mayPass };
}
