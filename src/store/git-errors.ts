/** Turns git's errors into our own messages: what, where, how to fix. They contain no credential and no terminal escape. */
import type { GitAnswer } from "./git-process.ts";

/** Words for the sentences. */
export interface Place {
  /** The remote without credentials. */
  readonly origin: string;
  readonly branch: string;
}

/** A failure of git that the caller must report. */
export class GitError extends Error {
  override readonly name: string = "GitError";
}

/** No run can write until somebody changes a setting: reported before any host is checked. */
export class SetupError extends GitError {}

/** The folder is in no repository that results could be committed to. */
export class NoRepositoryError extends SetupError {}

export function gitError(action: string, answer: GitAnswer, place: Place): GitError {
  return new GitError(`${action}: ${stopText(answer, place) ?? knownText(answer, place) ?? unknownText(answer)}`);
}

/** Whether somebody else has pushed in the meantime, so that fetching and building the commit again helps. */
export function isOutrun({ code, stdout, stderr }: GitAnswer): boolean {
  return code !== 0 && outrun.test(stdout + stderr);
}

const outrun =
  /\[rejected\]|\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists/;

/** A URL as it may be shown: without user and password. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, "$1");
}

function stopText({ stopped }: GitAnswer, { origin }: Place): string | undefined {
  switch (stopped) {
    case "deadline":
      return `${origin} did not answer in time; check the network and its status page`;
    case "size":
      return "git printed more than expected; check the size of the results files";
    case "signal":
      return "stopped before it was finished";
    default:
      return undefined;
  }
}

const known: readonly [said: RegExp, sentence: (place: Place) => string][] = [
  [
    /GH006|protected branch|repository rule violations|GH013/i,
    ({ branch }) =>
      `the branch ${branch} is protected; push the results to a separate branch with the input \`branch\``,
  ],
  [
    /GH001|exceeds GitHub's file size limit/,
    () => "a results file is larger than GitHub's limit (100 MB); split the inventory",
  ],
  [
    /hook declined/,
    ({ origin, branch }) =>
      `${origin} refuses pushes to ${branch} with a hook; ask its administrator, or push to another branch with the input \`branch\``,
  ],
  [
    /refusing to update checked out branch/,
    ({ branch }) => `the remote has ${branch} checked out; push to a bare repository`,
  ],
  [/shallow update not allowed/, () => 'the clone is too shallow for this remote; check out with "fetch-depth: 0"'],
  [
    /'origin' does not appear to be a git|No such remote|No configured push destination/i,
    () => "there is no remote called origin; add one (git remote add origin URL), or pass `push: false`",
  ],
  [
    /returned error: 400|[Dd]uplicate header/,
    ({ origin }) =>
      `${origin} got two tokens; either set "persist-credentials: false" in actions/checkout, or remove "token" from this step`,
  ],
  [
    /Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission (to \S+ )?denied|Invalid username or|not authorized|Write access to repository not granted/i,
    ({ origin }) =>
      `${origin} refuses access; give the job "permissions: contents: write", and either keep "persist-credentials" of actions/checkout or set \`token\``,
  ],
  [
    /Host key verification failed/,
    ({ origin }) => `the SSH host key of ${origin} is not known; add it to ~/.ssh/known_hosts`,
  ],
  [
    /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    ({ origin }) => `the name of ${origin} cannot be resolved; check the runner's network and DNS`,
  ],
  [
    /server certificate|SSL certificate|certificate verif/i,
    ({ origin }) => `the certificate of ${origin} is not trusted here`,
  ],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|does not exist/i,
    ({ origin }) => `${origin} does not exist, or the token cannot read it; check the URL and the rights of the token`,
  ],
  [
    /Failed to connect|Connection (refused|timed out|reset)|Operation too slow|Empty reply|early EOF|hung up|unable to access|Could not read from remote/i,
    ({ origin }) => `${origin} cannot be reached; check the network`,
  ],
  [/No space left on device/, () => "the disk is full; free some space"],
  [
    /Read-only file system|unable to create temporary file|insufficient permission/,
    () => "the repository cannot be written by this user",
  ],
  [
    /\.lock': File exists/,
    () =>
      "another git process is running in this repository, or one crashed there; if none is running, delete its .lock file",
  ],
  [
    /bad object|unable to read|corrupt|loose object/,
    () => "the local repository is damaged; run git fsck, or clone it again",
  ],
];

function knownText({ stdout, stderr }: GitAnswer, place: Place): string | undefined {
  const text = `${stdout}\n${stderr}`;
  return known.find(([said]) => said.test(text))?.[1](place);
}

const longestShown = 200;

/** The first line that looks like a reason, escaped: it is text of git or of the remote. */
function unknownText({ code, stderr }: GitAnswer): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const reason = lines.find((line) => /^(remote: )?(fatal|error):/.test(line)) ?? lines[0];
  if (reason === undefined) return `git ended with code ${code}`;
  const line = withoutCredentials(reason.replace(/[\u0000-\u001f\u007f-\u009f]/g, " "));
  return `git says "${line.slice(0, longestShown).trim()}"`;
}
