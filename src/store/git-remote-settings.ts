/** The remote `origin` as the repository's settings have it. */
import { SetupError } from "./git-errors.ts";
import type { Git } from "./git-process.ts";
import type { Setting } from "./git-settings.ts";

export interface Remote {
  /** Where rows are pushed to. */
  readonly url: string;
  /** Where the settings fetch from, if that is another address. */
  readonly fetchUrl: string | undefined;
  /** Settings that make git also fetch from the push address, if the repository has a different fetch address. */
  readonly readSettings: readonly Setting[];
}

/** undefined: there is none. */
export async function openRemote(git: Git): Promise<Remote | undefined> {
  const pushed = await git({ args: ["remote", "get-url", "--push", "origin"] });
  if (pushed.code !== 0) return undefined;
  const url = lineOf(pushed.stdout);
  const mirror = await git({ args: ["config", "--type=bool", "remote.origin.mirror"] });
  if (lineOf(mirror.stdout) === "true")
    throw new SetupError(
      "push: origin is a mirror (remote.origin.mirror), and a push to it would delete branches there; run in a clone that is no mirror, or git config --unset remote.origin.mirror",
    );
  const fetched = lineOf((await git({ args: ["remote", "get-url", "origin"] })).stdout);
  if (fetched === url) return { url, fetchUrl: undefined, readSettings: [] };
  return { url, fetchUrl: fetched, readSettings: await redirected(git, url) };
}

/** The whole address as it is written is the longest that `insteadOf` can match. */
async function redirected(git: Git, url: string): Promise<readonly Setting[]> {
  const written = await git({ args: ["config", "--get", "remote.origin.url"] });
  return [[`url.${url}.insteadOf`, lineOf(written.stdout)]];
}

function lineOf(text: string): string {
  return text.replace(/\n$/, "");
}
