/** What git says when it fails, in sentences of ours: what, where, how to fix. Never a credential, never a terminal code. */
import type { GitAnswer } from "./git-process.ts";

/** Words for the sentences. */
export interface Place {
  /** The remote without credentials. */
  readonly origin: string;
  readonly branch: string;
}

/** A failure that the caller must hear of. */
export class GitError extends Error {
  override readonly name: string = "GitError";
}

/** Somebody has to change a setting before any run can write: told before a host is asked. */
export class SetupError extends GitError {}

/** The folder is in no repository that results could be committed to. */
export class NoRepositoryError extends SetupError {}

export function gitError(action: string, answer: GitAnswer, place: Place): GitError {
  return new GitError(`${action}: ${stopText(answer, place) ?? knownText(answer, place) ?? unknownText(answer)}`);
}

/** Whether somebody else pushed meanwhile, so that taking theirs and redoing ours will do. */
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
      return `${origin} did not answer in time; look at the network between here and there, and at its status page`;
    case "size":
      return "git printed more than was expected of it; look at the size of the results files";
    case "signal":
      return "stopped before it was done";
    default:
      return undefined;
  }
}

const known: readonly [said: RegExp, sentence: (place: Place) => string][] = [
  [
    /GH006|protected branch|repository rule violations|GH013/i,
    ({ branch }) =>
      `the branch ${branch} is protected; push the results to a branch of their own with the input "branch"`,
  ],
  [
    /GH001|exceeds GitHub's file size limit/,
    () => "a results file is larger than GitHub takes (100 MB); split the inventory",
  ],
  [
    /hook declined/,
    ({ origin, branch }) =>
      `${origin} refuses pushes to ${branch} by a hook of its own; ask who runs it, or use another "branch"`,
  ],
  [
    /refusing to update checked out branch/,
    ({ branch }) => `the remote has ${branch} checked out; push to a bare repository`,
  ],
  [/shallow update not allowed/, () => 'the clone is too shallow for this remote; check out with "fetch-depth: 0"'],
  [
    /'origin' does not appear to be a git|No such remote|No configured push destination/i,
    () => "there is no remote called origin; add one (git remote add origin URL), or pass push: false",
  ],
  [
    /returned error: 400|[Dd]uplicate header/,
    ({ origin }) =>
      `${origin} finds two credentials in one request; pass the token either to actions/checkout or to us`,
  ],
  [
    /Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission (to \S+ )?denied|Invalid username or|not authorized|Write access to repository not granted/i,
    ({ origin }) =>
      `${origin} does not let us in; give the job "permissions: contents: write", and either leave actions/checkout its "persist-credentials" or pass "token"`,
  ],
  [
    /Host key verification failed/,
    ({ origin }) => `the SSH host key of ${origin} is not known; add it to ~/.ssh/known_hosts`,
  ],
  [
    /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    ({ origin }) => `the name of ${origin} cannot be resolved; look at the runner's network and DNS`,
  ],
  [
    /server certificate|SSL certificate|certificate verif/i,
    ({ origin }) => `the certificate of ${origin} is not trusted here`,
  ],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|does not exist/i,
    ({ origin }) => `${origin} is not there, or hidden from us; look at the URL and at what the token may see`,
  ],
  [
    /Failed to connect|Connection (refused|timed out|reset)|Operation too slow|Empty reply|early EOF|hung up|unable to access|Could not read from remote/i,
    ({ origin }) => `${origin} cannot be reached; look at the network between here and there`,
  ],
  [/No space left on device/, () => "the disk is full; free some space"],
  [
    /Read-only file system|unable to create temporary file|insufficient permission/,
    () => "the repository cannot be written by this user",
  ],
  [
    /\.lock': File exists/,
    () => "another git is at work in this repository, or one died there; if none is, delete its .lock file",
  ],
  [
    /bad object|unable to read|corrupt|loose object/,
    () => "the local repository is damaged; run git fsck, or clone it anew",
  ],
];

function knownText({ stdout, stderr }: GitAnswer, place: Place): string | undefined {
  const text = `${stdout}\n${stderr}`;
  return known.find(([said]) => said.test(text))?.[1](place);
}

const longestShown = 200;

/** The first line that looks like a reason, made harmless: it is git's, or even the remote's. */
function unknownText({ code, stderr }: GitAnswer): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const reason = lines.find((line) => /^(remote: )?(fatal|error):/.test(line)) ?? lines[0];
  if (reason === undefined) return `git ended with code ${code}`;
  const line = withoutCredentials(reason.replace(/[\u0000-\u001f\u007f-\u009f]/g, " "));
  return `git says "${line.slice(0, longestShown).trim()}"`;
}
