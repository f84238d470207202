/**
 * What a command with alerts talks to: a repository with rows of earlier checks, GitHub's API and a mail server that wants
 * TLS and a login. All of it ends with the test.
 */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { HostType } from "../../src/inventory/host.ts";
import { headerOf } from "../../src/row/row.ts";
import { type ActionRan, type Runner, runAction } from "./action.ts";
import { newSecret } from "./canaries.ts";
import { Certificates } from "./certificates.ts";
import { temporaryFolder } from "./folder.ts";
import { bareRemote, clone } from "./git-remote.ts";
import { type GitHubApi, type LoggedRequest, repository, startGitHub } from "./github-api.ts";
import { type MailServer, type ReceivedMail, startMail } from "./smtp.ts";

/** The programs that all this needs, for `describeWith`. */
export const alertingTools = ["git", "ping", "openssl"];

type Cells = Readonly<Record<string, string>>;
export type Inputs = Readonly<Record<string, string>>;

/** What the earlier checks found of a host: the newest last, the first also in all checks before those given. */
export interface Earlier {
  readonly host: string;
  readonly type?: HostType;
  readonly rows: readonly Cells[];
}

export const well: Cells = { ping_ms: "0.1", ping_max_ms: "0.2", loss: "0" };
export const dead: Cells = { loss: "100", errors: "ping:unreachable" };
/** Nobody answers there: the broadcast address of loopback. */
export const nobody = "127.255.255.255";

/** More than rules take for the usual interval, which the runs of a test in its seconds must not become. */
const earlierChecks = 9;
const intervalMinutes = 20;

/** Files of checks every 20 minutes until `minutesAgo`. */
export function rowsOfEarlier(hosts: readonly Earlier[], minutesAgo = intervalMinutes): Record<string, string> {
  const files: Record<string, string> = {};
  for (let check = earlierChecks - 1; check >= 0; check -= 1) {
    const time = new Date(Date.now() - (minutesAgo + check * intervalMinutes) * 60_000).toISOString();
    for (const { host, type = "ping", rows } of hosts) {
      const path = `results/${type}_${time.slice(2, 4)}${time.slice(5, 7)}.csv`;
      const cells: Cells = { ...(rows.at(-1 - check) ?? rows[0]), time: `${time.slice(0, 19)}Z`, host };
      files[path] ??= csvLine(headerOf(type));
      files[path] += csvLine(headerOf(type).map((column) => cells[column] ?? ""));
    }
  }
  return files;
}

function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(",")}\n`;
}

/** A run, and what came of it outside. */
export interface Told extends ActionRan {
  readonly requests: readonly LoggedRequest[];
  readonly mails: readonly ReceivedMail[];
}

export interface Correspondents {
  readonly github: GitHubApi;
  readonly mail: MailServer;
  /** Of the action, so that issues and mails work. */
  readonly inputs: Inputs;
  readonly environment: Readonly<Record<string, string>>;
}

export interface AlertingRunner extends Runner, Correspondents {
  readonly remote: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs the action; what is given here stands instead of the above. */
  readonly run: (inputs: Inputs, environment?: Readonly<Record<string, string>>) => Promise<Told>;
}

const username = "monitor@example.com";

/** GitHub's API and a mail server, and how they are told to a command. */
export async function correspondents(token = "ghs_actions", password = newSecret()): Promise<Correspondents> {
  const certificates = new Certificates();
  onTestFinished(() => certificates.remove());
  const certificate = certificates.make();
  const mail = await startMail(certificate, { login: { username, password } });
  const github = await startGitHub();
  github.logins.set(token, "github-actions[bot]");
  const environment = {
    ...{ GITHUB_API_URL: github.url.href, GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: "https://github.com" },
    NODE_EXTRA_CA_CERTS: certificate.certFile,
  };
  const inputs = {
    ...{ token, "smtp-username": username, "smtp-password": password },
    ...{ "smtp-host": "127.0.0.1", "smtp-port": String(mail.port), "email-to": "ops@example.org" },
  };
  return { github, mail, environment, inputs };
}

/** `files` are in the repository from the start. */
export async function alertingRunner(files: Readonly<Record<string, string>>): Promise<AlertingRunner> {
  const home = temporaryFolder();
  const remote = bareRemote(home, { "README.md": "hello\n", ...files });
  const workspace = clone(remote, join(home, "work"));
  const { github, mail, environment, inputs } = await correspondents();
  const run: AlertingRunner["run"] = async (given, more = {}) => {
    const [asked, sent] = [github.requests.length, mail.received.length];
    github.now = new Date();
    const ran = await runAction({ ...inputs, ...given }, { workspace, home, environment: { ...environment, ...more } });
    return { ...ran, requests: github.requests.slice(asked), mails: mail.received.slice(sent) };
  };
  return { remote, workspace, home, environment, github, mail, run, inputs };
}

/** Its labels are there from the start: writes have pauses between them. */
export function knowLabels(github: GitHubApi, ...kinds: readonly string[]): void {
  for (const name of ["server-monitor", ...kinds.map((kind) => `alert:${kind}`)])
    github.labels.set(name, { color: "ededed", description: null });
}

/** The annotations of a run that are errors. */
export function errorsOf({ stdout }: ActionRan): string[] {
  return [...stdout.matchAll(/^::error(?: [^:]*)?::(.*)$/gm)].map(([, words = ""]) => words);
}

export function warningsOf({ stdout }: ActionRan): string[] {
  return [...stdout.matchAll(/^::warning(?: [^:]*)?::(.*)$/gm)].map(([, words = ""]) => words);
}
