/**
 * How one request travels, on Node's own fetch: a time limit for every attempt, every body read to its end and bounded,
 * redirects repeated with their method, and a success that is no JSON is a failure.
 *
 * A body left unread on a closing connection can crash Node's fetch (undici #5360), and Octokit takes broken JSON with
 * status 200 for a text. Proxies are Node's: it heeds HTTPS_PROXY where NODE_USE_ENV_PROXY=1 is set.
 */

/** A hundred issues with the longest bodies, twice over. */
const longestAnswer = 16 * 1024 * 1024;
const mostRedirects = 3;

/** All that is read of an answer's head. */
const usefulHeaders = ["date", "link", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"];

/** What came back is no answer of the API. Its message is ours. */
export class BadAnswer extends Error {}

export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

export function boundedFetch(requestMs: number, overall: AbortSignal): Fetch {
  const visit = async (url: URL, options: RequestInit, redirects: number): Promise<Response> => {
    overall.throwIfAborted();
    const signal = AbortSignal.any([overall, AbortSignal.timeout(requestMs)]);
    const response = await fetch(url, { ...options, redirect: "manual", signal });
    const text = await readAll(response);
    const target = redirectOf(response, url);
    if (target === undefined) return answerOf(response, text);
    if (redirects === mostRedirects) throw new BadAnswer("the API redirects in circles");
    return visit(target, options, redirects + 1);
  };
  return (url, options) => visit(new URL(url), options, 0);
}

/** A repository that was renamed or moved. The token goes nowhere else. */
function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  if (![301, 302, 307, 308].includes(status)) return undefined;
  const target = URL.parse(headers.get("location") ?? "", from.href);
  if (target?.origin !== from.origin) throw new BadAnswer("the API redirects to another server; see `GITHUB_API_URL`");
  return target;
}

async function readAll(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new BadAnswer("the answer is longer than any of GitHub's");
  }
  return text + decoder.decode();
}

function answerOf({ status, headers }: Response, text: string): Response {
  if (status === 204 || status === 304) return new Response(null, { status });
  const json = isJson(text);
  if (status < 300 && !json) throw new BadAnswer(`the answer (status ${status}) is not JSON`);
  const useful = usefulHeaders.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const type = json ? "application/json" : "text/plain";
  return new Response(text, { status, headers: [...useful, ["content-type", type]] });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
