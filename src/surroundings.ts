/** What the environment says of the machine, of who started us, and of GitHub: read once, as typed values. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { ProxySettings } from "./http/client.ts";
import { repositoryName } from "./input-values.ts";

/** What the machine says of itself and of the person or runner who started us. */
export interface Surroundings {
  readonly home: string;
  /** Where programs keep what must outlive a run: XDG_STATE_HOME. */
  readonly stateHome: string;
  /** What answers as long as the internet can be reached from here: GitHub's API, or the proxy before it. */
  readonly internet: URL;
  readonly github: GitHubSurroundings;
  /** The environment without our inputs, for git and ping to pick from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface GitHubSurroundings {
  readonly apiUrl: URL;
  /** Where people look at it. */
  readonly serverUrl: URL;
  /** `owner/name`; undefined where no runner says. */
  readonly repository: string | undefined;
  /** For the API. undefined: it is reached directly. */
  readonly proxy: ProxySettings | undefined;
}

export function readSurroundings(environment: NodeJS.ProcessEnv): Surroundings {
  const home = environment["HOME"] || homedir();
  const stateHome = environment["XDG_STATE_HOME"] || join(home, ".local", "state");
  const internet = internetLandmark(environment);
  return { home, stateHome, internet, github: readGitHub(environment), environment: { ...environment } };
}

function readGitHub(environment: NodeJS.ProcessEnv): GitHubSurroundings {
  const { GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = environment;
  return {
    apiUrl: URL.parse(GITHUB_API_URL ?? "") ?? new URL("https://api.github.com"),
    serverUrl: URL.parse(GITHUB_SERVER_URL ?? "") ?? new URL("https://github.com"),
    repository: repositoryName(GITHUB_REPOSITORY ?? ""),
    proxy: readProxy(environment),
  };
}

/** As Node has it: a proxy is used where NODE_USE_ENV_PROXY=1 says so. */
function readProxy(environment: NodeJS.ProcessEnv): ProxySettings | undefined {
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY, NODE_USE_ENV_PROXY } = environment;
  const url = https_proxy || HTTPS_PROXY;
  return NODE_USE_ENV_PROXY === "1" && url ? { url, except: no_proxy ?? NO_PROXY ?? "" } : undefined;
}

/** Git goes through the proxy, too; beyond it nothing can be asked for without speaking to it. */
function internetLandmark(environment: NodeJS.ProcessEnv): URL {
  const { https_proxy, HTTPS_PROXY, GITHUB_API_URL } = environment;
  const given = [https_proxy, HTTPS_PROXY, GITHUB_API_URL].flatMap((text) => URL.parse(text ?? "") ?? []);
  return given.find(({ protocol }) => /^https?:$/.test(protocol)) ?? new URL("https://api.github.com");
}
