/** The environment: the machine, the user or runner, and GitHub. Read once, as typed values. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { ProxySettings } from "./http/client.ts";
import { repositoryName } from "./input-values.ts";

/** The machine, and the user or runner that started this program. */
export interface Surroundings {
  readonly home: string;
  /** Folder for state that is kept between runs: XDG_STATE_HOME. */
  readonly stateHome: string;
  /** The address that shows whether the internet is reachable: GitHub's API, or the proxy. */
  readonly internet: URL;
  readonly github: GitHubSurroundings;
  /** The environment without our inputs, for git and ping. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface GitHubSurroundings {
  readonly apiUrl: URL;
  /** The address of GitHub for people. */
  readonly serverUrl: URL;
  /** `owner/name`; undefined outside a runner. */
  readonly repository: string | undefined;
  /** Of the workflow's run; undefined outside a runner. */
  readonly runId: string | undefined;
  /** Proxy for the API. undefined: none. */
  readonly proxy: ProxySettings | undefined;
}

export function readSurroundings(environment: NodeJS.ProcessEnv): Surroundings {
  const home = environment["HOME"] || homedir();
  const stateHome = environment["XDG_STATE_HOME"] || join(home, ".local", "state");
  const internet = internetLandmark(environment);
  return { home, stateHome, internet, github: readGitHub(environment), environment: { ...environment } };
}

function readGitHub(environment: NodeJS.ProcessEnv): GitHubSurroundings {
  const { GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
  return {
    apiUrl: URL.parse(GITHUB_API_URL ?? "") ?? new URL("https://api.github.com"),
    serverUrl: URL.parse(GITHUB_SERVER_URL ?? "") ?? new URL("https://github.com"),
    repository: repositoryName(GITHUB_REPOSITORY ?? ""),
    runId: /^\d{1,20}$/.exec(GITHUB_RUN_ID ?? "")?.[0],
    proxy: readProxy(environment),
  };
}

/** As in Node: a proxy is used only with NODE_USE_ENV_PROXY=1. */
function readProxy(environment: NodeJS.ProcessEnv): ProxySettings | undefined {
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY, NODE_USE_ENV_PROXY } = environment;
  const url = https_proxy || HTTPS_PROXY;
  return NODE_USE_ENV_PROXY === "1" && url ? { url, except: no_proxy ?? NO_PROXY ?? "" } : undefined;
}

/** Behind a proxy only the proxy can be reached directly. Git uses it too. */
function internetLandmark(environment: NodeJS.ProcessEnv): URL {
  const { https_proxy, HTTPS_PROXY, GITHUB_API_URL } = environment;
  const given = [https_proxy, HTTPS_PROXY, GITHUB_API_URL].flatMap((text) => URL.parse(text ?? "") ?? []);
  return given.find(({ protocol }) => /^https?:$/.test(protocol)) ?? new URL("https://api.github.com");
}
