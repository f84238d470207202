/** Why a request failed, as one sentence that says how to fix it. Never shows the token or the request. Pure. */

import { at, textAt } from "../json.ts";
import { terminalText } from "../safe-text.ts";
import { BadAnswer } from "./transport.ts";

export class GitHubError extends Error {
  readonly status: number | undefined;
  /** Whether every further request would fail for the same reason. */
  readonly isFinal: boolean;

  constructor(message: string, status: number | undefined, isFinal: boolean) {
    super(message);
    this.status = status;
    this.isFinal = isFinal;
  }

  /** Whether the request may have succeeded although its answer was lost. */
  get isUnsettled(): boolean {
    return !this.isFinal && (this.status === undefined || this.status >= 500);
  }

  /** Whether only this request was refused because of its content, and others may succeed. */
  get isRefused(): boolean {
    return !this.isFinal && !this.isUnsettled;
  }

  /** Whether its target no longer exists: deleted, or moved to another repository. */
  get isGone(): boolean {
    return !this.isFinal && (this.status === 404 || this.status === 410);
  }
}

/** What the API answered instead of a success; status undefined: it did not answer. */
export interface Refusal {
  readonly status: number | undefined;
  readonly header: (name: string) => string | undefined;
  /** GitHub's message. Untrusted. */
  readonly message: string;
  readonly cause: unknown;
}

/** Reads what Octokit throws, which marks a lost connection as status 500 without a response. */
export function refusalOf(error: unknown): Refusal {
  const answered = at(error, "response") !== undefined;
  const status = at(error, "status");
  return {
    status: answered && typeof status === "number" ? status : undefined,
    header: (name) => textAt(error, "response", "headers", name),
    message: textAt(error, "response", "data", "message") ?? "",
    cause: at(error, "cause") ?? error,
  };
}

export function errorOf(refusal: Refusal, repository: string): GitHubError {
  const { status } = refusal;
  if (status === undefined) return new GitHubError(networkWords(refusal.cause), undefined, isAbort(refusal.cause));
  const [words, isFinal] = answerWords(refusal, status, repository);
  return new GitHubError(words, status, isFinal);
}

function answerWords(refusal: Refusal, status: number, repository: string): [words: string, isFinal: boolean] {
  if (status === 401) return ["the token is not valid or has expired: check the input `token`", true];
  if (status === 403) return forbiddenWords(refusal);
  if (isWithoutIssues(refusal, status))
    return [`issues are disabled in ${repository}: enable them in its settings, or set \`issues: false\``, true];
  if (status === 404)
    return [
      `${repository} or its issue was not found: the token may not see it; add \`permissions: { issues: write }\` to the job`,
      false,
    ];
  if (status >= 500) return [`GitHub's API has a problem (status ${status})`, false];
  return [`GitHub refused it (status ${status}): ${quoted(refusal.message)}`, false];
}

function isWithoutIssues({ message }: Refusal, status: number): boolean {
  return (status === 404 || status === 410) && /issues (are|has been|have been) disabled/i.test(message);
}

/** The answer names the needed permissions even if the refusal has another reason, so the message decides. */
function forbiddenWords({ message }: Refusal): [words: string, isFinal: boolean] {
  if (/archived|read-only/i.test(message)) return ["the repository is archived: it accepts no issues", true];
  if (/not accessible|must have|permission/i.test(message))
    return ["the token may not write issues: add `permissions: { issues: write }` to the job", true];
  return [`GitHub forbids it (status 403): ${quoted(message)}`, false];
}

function quoted(message: string): string {
  return message === "" ? "no reason given" : JSON.stringify(terminalText(message).slice(0, 200));
}

function isAbort(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "AbortError";
}

/** Only codes: the texts of network errors quote addresses and text of the server. */
function networkWords(cause: unknown): string {
  if (cause instanceof BadAnswer) return cause.message;
  if (isAbort(cause)) return "no time was left for it in this run";
  if (cause instanceof Error && cause.name === "TimeoutError") return "GitHub's API did not answer in time";
  const code = textAt(cause, "cause", "code") ?? textAt(cause, "code") ?? "";
  const reason = /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : "";
  return `GitHub's API could not be reached${reason}`;
}
