/** Passes the token to git: in the environment of the process that needs it, never in an argument or a URL. */
import type { Secret } from "../inventory/secret.ts";
import type { Environment, Git } from "./git-process.ts";
import type { Setting } from "./git-settings.ts";

/** Settings with which git sends the token to this remote; none if it must not be sent or is not needed. */
export async function tokenSettings(
  git: Git,
  url: string,
  token: Secret | undefined,
  environment: Environment,
): Promise<readonly Setting[]> {
  const server = serverOf(url);
  if (token === undefined || server === undefined || !isMeantFor(server, environment)) return [];
  // Two such headers in one request make GitHub answer 400, and actions/checkout may have left its own.
  const configured = await git({ args: ["config", "--get-urlmatch", "http.extraheader", url] });
  if (configured.code === 0) return [];
  const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString("base64");
  return [[`http.${server.origin}/.extraheader`, `AUTHORIZATION: basic ${basic}`]];
}

/** undefined if the remote is not HTTP, or the URL has its own credentials. */
function serverOf(url: string): URL | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  return parsed.username === "" && parsed.password === "" ? parsed : undefined;
}

/**
 * Only over https, and on a runner only to the GitHub server of the token. Loopback is allowed: it does not leave the
 * machine.
 */
function isMeantFor(server: URL, environment: Environment): boolean {
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname)) return true;
  const github = URL.parse(environment["GITHUB_SERVER_URL"] ?? "");
  return server.protocol === "https:" && (github === null || github.host === server.host);
}
