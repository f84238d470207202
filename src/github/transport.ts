/**
 * Sends one request: every attempt has a time limit, every body a size limit, and redirects keep their method. A success that
 * is not JSON counts as a failure, because Octokit returns broken JSON with status 200 as text.
 */
import { type ProxySettings, type Request, type Response, requestText } from "../http/client.ts";
import { HttpFailure } from "../http/failure.ts";
import { type Headers, valuesOf } from "../http/raw-head.ts";

/** A hundred issues with the longest bodies, twice over. */
const limit = { bytes: 16 * 1024 * 1024, exceeded: "the answer is longer than any of GitHub's" };
const mostRedirects = 3;

/** The only response headers that are read. */
const usefulHeaders = ["date", "link", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"];

/** The response is not an answer of the API. The message quotes nothing of it. */
export class BadAnswer extends Error {}

/** What Octokit uses of a `Response`. */
export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: () => Promise<string>;
}

export type Fetch = (url: string, request: Request) => Promise<Answer>;

export function boundedFetch(requestMs: number, overall: AbortSignal, proxy?: ProxySettings): Fetch {
  const visit = async (url: URL, { method, headers, body }: Request, redirects: number): Promise<Answer> => {
    overall.throwIfAborted();
    const request = { method, headers, ...(body === undefined ? {} : { body }) };
    const signal = AbortSignal.any([overall, AbortSignal.timeout(requestMs)]);
    const response = await requestText(url, request, { signal, limit, proxy }).catch(inOurWords);
    const target = redirectOf(response, url);
    if (target === undefined) return answerOf(response, url);
    if (redirects === mostRedirects) throw new BadAnswer("the API redirects in a loop");
    return visit(target, request, redirects + 1);
  };
  return (url, request) => visit(new URL(url), request, 0);
}

function inOurWords(error: unknown): never {
  throw error instanceof HttpFailure ? new BadAnswer(`GitHub's API could not be reached: ${error.message}`) : error;
}

/** Redirects come from renamed or moved repositories. The token is never sent to another server. */
function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  if (![301, 302, 307, 308].includes(status)) return undefined;
  const target = URL.parse(valuesOf(headers, "location")[0] ?? "", from.href);
  if (target?.origin !== from.origin) throw new BadAnswer("the API redirects to another server; see `GITHUB_API_URL`");
  return target;
}

function answerOf({ status, headers, text }: Response, url: URL): Answer {
  const json = isJson(text);
  if (status < 300 && status !== 204 && !json) throw new BadAnswer(`the answer (status ${status}) is not JSON`);
  const type: [string, string] = ["content-type", json ? "application/json" : "text/plain"];
  return { status, url: url.href, headers: new Map([...usefulOf(headers), type]), text: async () => text };
}

function usefulOf(headers: Headers): [string, string][] {
  return usefulHeaders.flatMap((name): [string, string][] => {
    const values = valuesOf(headers, name);
    return values.length === 0 ? [] : [[name, values.join(", ")]];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
