/**
 * GitHub's REST API through Octokit: authentication, time limits and retries. Octokit's retry plugin repeats requests that are
 * safe to repeat after 5xx and lost connections. Rate limits are handled here, within a time budget, because the plugin gives
 * up on 403 and retries a 429 too soon.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import type { ProxySettings } from "../http/client.ts";
import type { Secret } from "../inventory/secret.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";
import { type Limit, limitOf } from "./limits.ts";
import { errorOf, GitHubError, type Refusal, refusalOf } from "./refusal.ts";
import { boundedFetch } from "./transport.ts";

export interface GitHubSettings {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  readonly apiUrl: URL;
  /** `owner/name` */
  readonly repository: string;
  readonly token: Secret;
  readonly proxy?: ProxySettings | undefined;
}

export interface Patience {
  /** One attempt, to the last byte. */
  readonly requestMs: number;
  /** All requests of a run, with their pauses. */
  readonly totalMs: number;
  /** Between two requests that write: GitHub asks for a second. */
  readonly writePauseMs: number;
  /** Before the first repetition; then four times that. */
  readonly retryMs: number;
  /** All waiting for limits. */
  readonly limitWaitMs: number;
}

export const usualPatience: Patience = {
  requestMs: 20_000,
  totalMs: 120_000,
  writePauseMs: 1000,
  retryMs: 1000,
  limitWaitMs: 60_000,
};

/** For what a run can do without. */
export const hastyPatience: Patience = {
  ...usualPatience,
  requestMs: 5000,
  totalMs: 10_000,
  retryMs: 200,
  limitWaitMs: 0,
};

/** create: not repeated automatically after a lost answer, see `makeOnce`. change: safe to send twice. */
export type Manner = "read" | "change" | "create";

export interface Answer {
  readonly data: unknown;
  /** Address of the next page. */
  readonly next: string | undefined;
}

const mostRetries = 2;
/** A request failed, and repeating it now does not help. */
const clientFaults = [400, 401, 403, 404, 410, 422, 429, 451];
const apiVersion = "2022-11-28";

export class GitHubClient {
  readonly settings: GitHubSettings;
  readonly #patience: Patience;
  readonly #now: Date;
  readonly #octokit: Octokit;
  readonly #started = performance.now();
  #limitWaitMs: number;
  #lastWrite = Number.NEGATIVE_INFINITY;
  #end: GitHubError | undefined;

  constructor(settings: GitHubSettings, now: Date, patience: Patience = usualPatience) {
    this.settings = settings;
    this.#patience = patience;
    this.#now = now;
    this.#limitWaitMs = patience.limitWaitMs;
    this.#octokit = octokitFor(settings, patience);
  }

  /** `route` as in GitHub's documentation, or a method and an address of the API. Throws GitHubError, and nothing else. */
  async send(manner: Manner, route: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    // Every further request would fail too, and GitHub bans clients that ignore its limits.
    if (this.#end !== undefined) throw this.#end;
    if (manner !== "read") await this.#pauseBeforeWrite();
    try {
      return await this.#request(manner, route, parameters);
    } catch (error) {
      const refusal = withoutToken(refusalOf(error), this.settings.token);
      if (await this.#waitedFor(refusal)) return this.send(manner, route, parameters);
      const told = errorOf(refusal, this.settings.repository);
      if (told.isFinal) this.#end = told;
      throw told;
    }
  }

  /** Creates something exactly once: if the answer was lost, it is searched for before it is created again. */
  async makeOnce<Made>(make: () => Promise<Made>, find: () => Promise<Made | undefined>): Promise<Made> {
    for (let retry = 1; ; retry += 1) {
      try {
        return await make();
      } catch (error) {
        if (!(error instanceof GitHubError) || !error.isUnsettled) throw error;
        await pause(retry ** 2 * this.#patience.retryMs);
        const made = await find();
        if (made !== undefined) return made;
        if (retry > mostRetries) throw error;
      }
    }
  }

  async #request(manner: Manner, route: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> {
    const [owner = "", repo = ""] = this.settings.repository.split("/");
    const isOfRepository = route.includes("{owner}");
    const { data, headers } = await this.#octokit.request(route, {
      ...(isOfRepository ? { owner, repo } : {}),
      ...parameters,
      headers: { "x-github-api-version": apiVersion },
      // A number here would make the plugin repeat every failure.
      ...(manner === "create" ? { request: { retries: 0 } } : {}),
    });
    return { data, next: nextPage(headers.link, this.settings.apiUrl) };
  }

  async #pauseBeforeWrite(): Promise<void> {
    const rest = this.#lastWrite + this.#patience.writePauseMs - performance.now();
    if (rest > 0) await pause(rest);
    this.#lastWrite = performance.now();
  }

  /** A refused request has changed nothing, so it may be sent again after the wait. */
  async #waitedFor(refusal: Refusal): Promise<boolean> {
    const elapsed = performance.now() - this.#started;
    const now = new Date(this.#now.getTime() + elapsed);
    const limit = limitOf(refusal, now);
    if (limit === undefined) return false;
    // Even a wait of 0 s uses some of the budget; otherwise a server that asks for 0 s would be retried forever.
    const cost = Math.max(limit.waitMs, 1000);
    if (cost > Math.min(this.#limitWaitMs, this.#patience.totalMs - elapsed)) {
      this.#end = limitError(limit, now);
      throw this.#end;
    }
    this.#limitWaitMs -= cost;
    await pause(limit.waitMs);
    return true;
  }
}

/** A server may echo the token in its answer. */
function withoutToken(refusal: Refusal, token: Secret): Refusal {
  return { ...refusal, message: refusal.message.replaceAll(token.reveal(), "[secret]") };
}

function octokitFor({ apiUrl, token, proxy }: GitHubSettings, patience: Patience): Octokit {
  const overall = new AbortController();
  setTimeout(() => overall.abort(), patience.totalMs).unref();
  const RetryingOctokit = Octokit.plugin(retry);
  return new RetryingOctokit({
    auth: token.reveal(),
    baseUrl: apiUrl.href.replace(/\/+$/, ""),
    userAgent: "server-monitor",
    request: { fetch: boundedFetch(patience.requestMs, overall.signal, proxy) },
    retry: { doNotRetry: clientFaults, retries: mostRetries, retryAfterBaseValue: patience.retryMs },
  });
}

/** From the `Link` header. The token goes to no other server. */
function nextPage(link: string | undefined, apiUrl: URL): string | undefined {
  const [, address = ""] = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "") ?? [];
  return URL.parse(address)?.origin === apiUrl.origin ? address : undefined;
}

function limitError({ waitMs, which }: Limit, now: Date): GitHubError {
  const what = which === "hourly" ? "GitHub's hourly rate limit is used up" : "GitHub asks to slow down";
  const until = zonedWords(new Date(now.getTime() + Math.min(waitMs, 86_400_000)), utcClock(now));
  return new GitHubError(`${what}: it accepts requests again in ${durationWords(waitMs)}, at ${until}`, 429, true);
}
