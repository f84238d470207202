const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  dayAndTime,
  dayWords
} from "./chunk-GGIYJPNK.js";
import {
  codeOf,
  fileError,
  readIfPresent,
  require_promises,
  writeDurably
} from "./chunk-DW3CTYXK.js";
import {
  require_node_os
} from "./chunk-HKREXPDG.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  require_promises as require_promises2
} from "./chunk-IUBTW42K.js";
import {
  alertDetail,
  alertFinding
} from "./chunk-LOZTQLEE.js";
import {
  alertKinds
} from "./chunk-5ONKPWTS.js";
import {
  markdownCode,
  subjectText,
  terminalText
} from "./chunk-EZ7I46YA.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-BR6ED527.js";

// at-first-use:node:child_process
var require_node_child_process = __commonJS({
  "at-first-use:node:child_process"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:child_process");
    for (const name of ["ChildProcess", "_forkChild", "exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

// src/report/month/markdown.ts
var longestWords = 80;
var plain = /^(?!.*www\.|.*:[a-z\d+-]+:|\d+[.)](?: |$))[a-z\d](?:[a-z\d ,.()%-]|:(?=[a-z\d ])|\/(?=[a-z\d])|(?<=[a-z\d])_(?=[a-z\d]))*$/i;
function markdownWords(words) {
  const line = terminalText(words);
  const shown = line.length > longestWords ? `${line.slice(0, longestWords)}\u2026` : line;
  return plain.test(shown) ? shown : markdownCode(shown);
}
function table([header = [], ...rows]) {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
function folded(summary, paragraphs) {
  return [`<details>
<summary>${summary}</summary>`, ...paragraphs, "</details>"].join("\n\n");
}
function atMost(most, lines, more) {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), more(lines.length - most)];
}
function unbroken(words) {
  return words.replaceAll(" ", "\xA0");
}
function grouped(number) {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

// src/report/cause-words.ts
var meanings = {
  "ping:unreachable": "no answer to pings",
  "http:dns": "the page's name did not resolve",
  "http:refused": "the page's port refused connections",
  "http:timeout": "the page did not answer in time",
  "http:tls": "the page's certificate was not valid",
  "http:failed": "the page broke off",
  "ssh:dns": "its name did not resolve",
  "ssh:refused": "the SSH port refused connections",
  "ssh:timeout": "SSH did not answer in time",
  "ssh:closed": "SSH hung up",
  "ssh:protocol": "what answered was no SSH server",
  "ssh:auth": "SSH refused the login",
  "ssh:host-key-unknown": "the SSH host key was unknown",
  "ssh:host-key-changed": "the SSH host key had changed",
  "ssh:key-unreadable": "our own SSH key could not be read",
  "ssh:algorithms": "SSH had no algorithm in common with us",
  "probe:incomplete": "the probe broke off",
  "probe:oversize": "the probe's answer was too long",
  "monitor:offline": "the monitor itself was cut off"
};
var meaningOf = new Map(Object.entries(meanings));
var mostCauses = 2;
function causeWords(errors, quote) {
  return telling(errors).slice(0, mostCauses).map((code) => meaningOf.get(code) ?? quote(code)).join(", ");
}
function telling(errors) {
  return errors.length > 1 ? errors.filter((code) => code !== "ping:unreachable") : errors;
}

// src/report/month/month-needs.ts
function needsOf(report, quote) {
  const needs = [...alertNeeds(report, quote), ...ongoingNeeds(report, quote), ...diskNeeds(report)];
  const byHost = Map.groupBy(
    needs.toSorted((a, b) => a.rank - b.rank),
    ({ host }) => host
  );
  return [...byHost].map(([host, found]) => ({ host, words: found.map(({ words }) => words) }));
}
function hostNeeds(host, report, quote) {
  const alerts = report.alerts.filter((alert) => alert.host === host.host);
  return needsOf({ ...report, hosts: [host], alerts }, quote)[0]?.words ?? [];
}
function alertNeeds({ alerts, from }, quote) {
  return alerts.map((alert) => ({
    host: alert.host,
    rank: alertKinds.indexOf(alert.kind),
    words: alertWords(alert, from, quote)
  }));
}
function alertWords(alert, near, quote) {
  const finding = alert.kind === "down" ? "down" : quote(alertFinding(alert));
  const since = alert.kind === "cert" ? "" : ` since ${dayAndTime(alert.since, near)}`;
  return [
    `${finding}${since}${inBrackets(quote(alertDetail(alert)))}`,
    ...alert.flapping ? ["comes and goes"] : []
  ].join(", ");
}
function ongoingNeeds({ hosts, alerts, from }, quote) {
  const told = new Set(alerts.filter(({ kind }) => kind === "down").map(({ host }) => host));
  return hosts.flatMap(({ host, outages }) => {
    const outage = outages.find(({ ongoing }) => ongoing);
    if (outage === void 0 || told.has(host)) return [];
    const why = telling(outage.errors).map(quote).join(", ");
    return [{ host, rank: 0, words: `down since ${dayAndTime(outage.from, from)}${inBrackets(why)}` }];
  });
}
function inBrackets(text) {
  return text === "" ? "" : ` (${text})`;
}
function diskNeeds({ hosts, from }) {
  return hosts.flatMap(
    ({ host, diskFull }) => diskFull === void 0 ? [] : [{ host, rank: alertKinds.length, words: forecastWords(diskFull, from) }]
  );
}
function forecastWords(diskFull, near) {
  return `disk full about ${dayWords(diskFull, near)}`;
}

// src/store/git-process.ts
var import_node_child_process = __toESM(require_node_child_process(), 1);
var deadlineMs = 6e4;
var graceMs = 2e3;
var usualMaxBytes = 1024 * 1024;
var overrides = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.autocrlf=false",
  "core.askPass=",
  "commit.gpgSign=false",
  "push.gpgSign=false",
  "submodule.recurse=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=20"
].flatMap((setting) => ["-c", setting]);
function gitIn(folder, environment) {
  const inherited = { ...pick(environment), ...fixed };
  return (call) => run(["-C", folder, ...overrides, ...call.args], { ...inherited, ...call.environment }, call);
}
var passed = /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_CONFIG_HOME|SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND|GIT_EXEC_PATH|GIT_SSL_CAINFO|SSL_CERT_(FILE|DIR)|GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(https?|all|no)_proxy|(HTTPS?|ALL|NO)_PROXY)$/;
var fixed = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "", GIT_LITERAL_PATHSPECS: "1" };
function pick(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passed.test(name)));
}
function run(args, environment, call) {
  return new Promise((resolve3, reject) => {
    const child = (0, import_node_child_process.spawn)("git", args, { env: { ...environment }, stdio: ["pipe", "pipe", "pipe"], detached: true });
    const leash = leashOn(child.pid, call.signal);
    const maxBytes = call.maxBytes ?? usualMaxBytes;
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => collect(stream, maxBytes, leash.stop));
    child.stdin.on("error", () => void 0);
    child.stdin.end(call.input ?? "");
    child.on("error", (cause) => {
      leash.drop();
      reject(startError(cause));
    });
    child.on("close", (code) => {
      leash.drop();
      resolve3({ code: code ?? -1, stdout: stdout?.() ?? "", stderr: stderr?.() ?? "", stopped: leash.reason() });
    });
  });
}
function leashOn(group, signal) {
  let reason;
  let force;
  const stop = (why) => {
    if (reason !== void 0) return;
    reason = why;
    end(group, "SIGTERM");
    force = setTimeout(() => end(group, "SIGKILL"), graceMs);
  };
  const deadline = setTimeout(() => stop("deadline"), deadlineMs);
  const abort = () => stop("signal");
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  const drop = () => {
    clearTimeout(deadline);
    clearTimeout(force);
    signal?.removeEventListener("abort", abort);
  };
  return { stop, drop, reason: () => reason };
}
function collect(stream, maxBytes, stop) {
  const chunks = [];
  let bytes = 0;
  stream.on("data", (chunk) => {
    bytes += chunk.length;
    if (bytes > maxBytes) stop("size");
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
function startError(cause) {
  if (codeOf(cause) === "ENOENT") return new Error("git: is not installed; install it on the runner", { cause });
  return new Error(`git: cannot be started (${codeOf(cause) ?? "unknown trouble"})`, { cause });
}
function end(group, signal) {
  try {
    if (group !== void 0) process.kill(-group, signal);
  } catch {
  }
}

// src/store/git.ts
var import_promises4 = __toESM(require_promises2(), 1);

// src/store/git-commit.ts
var import_promises = __toESM(require_promises(), 1);
var import_node_os = __toESM(require_node_os(), 1);
var import_node_path = __toESM(require_node_path(), 1);

// src/store/git-errors.ts
var GitError = class extends Error {
  name = "GitError";
};
function gitError(action, answer, place) {
  return new GitError(`${action}: ${stopText(answer, place) ?? knownText(answer, place) ?? unknownText(answer)}`);
}
function isOutrun({ code, stdout, stderr }) {
  return code !== 0 && outrun.test(stdout + stderr);
}
var outrun = /\[rejected\]|\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists/;
function withoutCredentials(text) {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, "$1");
}
function stopText({ stopped }, { origin }) {
  switch (stopped) {
    case "deadline":
      return `${origin} did not answer within a minute; the rows are kept for the next run`;
    case "size":
      return "git printed more than was expected of it; look at the size of the results files";
    case "signal":
      return "stopped before it was done";
    default:
      return void 0;
  }
}
var known = [
  [
    /GH006|protected branch|repository rule violations|GH013/i,
    ({ branch }) => `the branch ${branch} is protected; push the results to a branch of their own with the input "branch"`
  ],
  [
    /GH001|exceeds GitHub's file size limit/,
    () => "a results file is larger than GitHub takes (100 MB); split the inventory"
  ],
  [
    /hook declined/,
    ({ origin, branch }) => `${origin} refuses pushes to ${branch} by a hook of its own; ask who runs it, or use another "branch"`
  ],
  [
    /refusing to update checked out branch/,
    ({ branch }) => `the remote has ${branch} checked out; push to a bare repository`
  ],
  [/shallow update not allowed/, () => 'the clone is too shallow for this remote; check out with "fetch-depth: 0"'],
  [
    /'origin' does not appear to be a git|No such remote|No configured push destination/i,
    () => "there is no remote called origin; add one (git remote add origin URL), or pass push: false"
  ],
  [
    /returned error: 400|[Dd]uplicate header/,
    ({ origin }) => `${origin} finds two credentials in one request; pass the token either to actions/checkout or to us`
  ],
  [
    /Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission (to \S+ )?denied|Invalid username or|not authorized|Write access to repository not granted/i,
    ({ origin }) => `${origin} does not let us in; give the job "permissions: contents: write", and either leave actions/checkout its "persist-credentials" or pass "token"`
  ],
  [
    /Host key verification failed/,
    ({ origin }) => `the SSH host key of ${origin} is not known; add it to ~/.ssh/known_hosts`
  ],
  [
    /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    ({ origin }) => `the name of ${origin} cannot be resolved; look at the runner's network and DNS`
  ],
  [
    /server certificate|SSL certificate|certificate verif/i,
    ({ origin }) => `the certificate of ${origin} is not trusted here`
  ],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|does not exist/i,
    ({ origin }) => `${origin} is not there, or hidden from us; look at the URL and at what the token may see`
  ],
  [
    /Failed to connect|Connection (refused|timed out|reset)|Operation too slow|Empty reply|early EOF|hung up|unable to access|Could not read from remote/i,
    ({ origin }) => `${origin} cannot be reached; the rows are kept for the next run`
  ],
  [/No space left on device/, () => "the disk is full; free some space"],
  [
    /Read-only file system|unable to create temporary file|insufficient permission/,
    () => "the repository cannot be written by this user"
  ],
  [
    /\.lock': File exists/,
    () => "another git is at work in this repository, or one died there; if none is, delete its .lock file"
  ],
  [
    /bad object|unable to read|corrupt|loose object/,
    () => "the local repository is damaged; run git fsck, or clone it anew"
  ]
];
function knownText({ stdout, stderr }, place) {
  const text = `${stdout}
${stderr}`;
  return known.find(([said]) => said.test(text))?.[1](place);
}
var longestShown = 200;
function unknownText({ code, stderr }) {
  const lines = stderr.split(/[\r\n]+/).filter((line2) => line2.trim() !== "");
  const reason = lines.find((line2) => /^(remote: )?(fatal|error):/.test(line2)) ?? lines[0];
  if (reason === void 0) return `git ended with code ${code}`;
  const line = withoutCredentials(reason.replace(/[\u0000-\u001f\u007f-\u009f]/g, " "));
  return `git says "${line.slice(0, longestShown).trim()}"`;
}

// src/store/git-commit.ts
var maxBlobBytes = 128 * 1024 * 1024;
async function must(git, action, place, call) {
  const answer = await git(call);
  if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(action, answer, place);
  return answer;
}
async function buildCommit(git, plan) {
  const entries = await writeBlobs(git, plan);
  if (entries.length === 0) return void 0;
  const tree = await writeTree(git, plan, entries);
  const parents = plan.base === void 0 ? [] : ["-p", plan.base];
  const answer = await must(git, "commit the results", plan.place, {
    args: ["commit-tree", tree, ...parents, "-F", "-"],
    input: `${subjectText(plan.subject)}
`,
    environment: identity(plan.environment)
  });
  return answer.stdout.trim();
}
async function readEntries(git, place, tree, paths) {
  const args = ["ls-tree", "-z", "--full-tree", tree, "--", ...paths];
  const { stdout } = await must(git, "read the results of the branch", place, { args });
  return stdout.split("\0").filter(Boolean).map(readEntry);
}
async function readBlob(git, { place, texts }, entry) {
  if (entry === void 0) return void 0;
  const known2 = texts.get(entry.blob);
  if (known2 !== void 0) return known2;
  const call = { args: ["cat-file", "blob", entry.blob], maxBytes: maxBlobBytes };
  const { stdout } = await must(git, `read ${entry.path}`, place, call);
  texts.set(entry.blob, stdout);
  return stdout;
}
function indexLines(entries) {
  return entries.map(({ mode, blob, path }) => `${mode} ${blob}	${path}\0`).join("");
}
function readEntry(line) {
  const [, mode = "", blob = "", path = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
  if (mode.startsWith("100")) return { mode, blob, path };
  throw new GitError(`${path}: is not a regular file in the branch; remove it there`);
}
async function writeBlobs(git, { base, changes, place, texts }) {
  const paths = changes.map(({ path }) => path);
  const present = base === void 0 ? [] : await readEntries(git, place, base, paths);
  const written = [];
  for (const { path, merge } of changes) {
    const entry = present.find((each) => each.path === path);
    const theirs = await readBlob(git, { place, texts }, entry);
    const merged = merge(theirs);
    if (merged === theirs) continue;
    const call = { args: ["hash-object", "-w", "--stdin"], input: merged };
    const { stdout } = await must(git, `store ${path}`, place, call);
    texts.set(stdout.trim(), merged);
    written.push({ mode: entry?.mode ?? "100644", blob: stdout.trim(), path });
  }
  return written;
}
async function writeTree(git, { base, place }, entries) {
  const folder = await (0, import_promises.mkdtemp)((0, import_node_path.join)((0, import_node_os.tmpdir)(), "server-monitor-"));
  const environment = { GIT_INDEX_FILE: (0, import_node_path.join)(folder, "index") };
  const step = (args, input) => must(git, "build the commit", place, { args: ["-c", "core.splitIndex=false", ...args], input, environment });
  try {
    if (base !== void 0) await step(["read-tree", base]);
    await step(["update-index", "--add", "-z", "--index-info"], indexLines(entries));
    return (await step(["write-tree", "--missing-ok"])).stdout.trim();
  } finally {
    await (0, import_promises.rm)(folder, { recursive: true, force: true });
  }
}
var bot = { NAME: "github-actions[bot]", EMAIL: "41898282+github-actions[bot]@users.noreply.github.com" };
function identity(environment) {
  const names = ["GIT_AUTHOR", "GIT_COMMITTER"].flatMap(
    (who) => Object.entries(bot).map(([what, value]) => [`${who}_${what}`, value])
  );
  return Object.fromEntries(names.map(([name, value]) => [name, environment[name] || value]));
}

// src/store/git-location.ts
var import_promises2 = __toESM(require_promises(), 1);
var import_node_path2 = __toESM(require_node_path(), 1);
async function locate(folder, environment) {
  const path = (0, import_node_path2.resolve)(folder);
  const git = gitIn(await nearestFolder(path), environment);
  const kind = await git({ args: ["rev-parse", "--is-bare-repository", "--is-inside-work-tree"] });
  checkKind(kind, path);
  const { stdout } = await git({ args: ["rev-parse", "--show-toplevel"] });
  const root = await (0, import_promises2.realpath)(stdout.trimEnd());
  const results = (0, import_node_path2.relative)(root, await realFolder(path));
  if (results === ".." || results.startsWith(`..${import_node_path2.sep}`))
    throw new GitError(`results: ${path} leads out of the repository ${root}; replace the symbolic link by a folder`);
  return { root, results: results.split(import_node_path2.sep).join("/") };
}
function checkKind(kind, path) {
  const mend = "run in a clone, or pass push: false";
  if (/dubious ownership/.test(kind.stderr))
    throw new GitError(
      `results: ${path} is in a repository of another user; run git config --global --add safe.directory FOLDER`
    );
  if (/not a git repository/.test(kind.stderr))
    throw new GitError(`results: ${path} is not in a git repository; ${mend}`);
  if (kind.code !== 0) throw gitError("results", kind, { origin: "origin", branch: "HEAD" });
  const [bare, inside] = kind.stdout.split("\n");
  if (bare === "true") throw new GitError(`results: ${path} is in a bare repository; ${mend}`);
  if (inside !== "true") throw new GitError(`results: ${path} is not in the work tree of its repository; ${mend}`);
}
async function nearestFolder(path) {
  const stats = await (0, import_promises2.lstat)(path).catch((cause) => {
    if (codeOf(cause) === "ENOENT") return void 0;
    throw fileError(path, "cannot be looked at", cause);
  });
  if (stats?.isDirectory()) return path;
  if (stats === void 0 || stats.isSymbolicLink()) return nearestFolder((0, import_node_path2.dirname)(path));
  throw new GitError(`results: ${path} is not a folder; move it away, or name another`);
}
async function realFolder(path) {
  try {
    return await (0, import_promises2.realpath)(path);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") throw fileError(path, "cannot be looked at", cause);
  }
  if (await isLink(path)) throw new GitError(`results: ${path} is a symbolic link to nowhere; replace it by a folder`);
  return (0, import_node_path2.join)(await realFolder((0, import_node_path2.dirname)(path)), (0, import_node_path2.basename)(path));
}
async function isLink(path) {
  return (await (0, import_promises2.lstat)(path).catch(() => void 0))?.isSymbolicLink() === true;
}

// src/store/git-loose-objects.ts
var usualMaxKib = 8 * 1024;
async function packLooseObjects(git, maxKib = usualMaxKib) {
  if (await looseKib(git) < maxKib || await isPartial(git)) return;
  const limits = ["--threads=1", "--window-memory=128m"];
  await git({ args: ["repack", "-d", "-l", "-n", "-q", "--no-write-bitmap-index", "--geometric=2", ...limits] });
}
async function looseKib(git) {
  const { stdout } = await git({ args: ["count-objects", "-v"] });
  return Number(/^size: (\d+)$/m.exec(stdout)?.[1] ?? 0);
}
async function isPartial(git) {
  const keys = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
  return (await git({ args: ["config", "--get-regexp", keys] })).code === 0;
}

// src/store/git-remote.ts
function push(git, { branch }, commit, more = []) {
  const options = ["--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", ...more];
  return git({ args: ["push", ...options, "origin", `${commit}:refs/heads/${branch}`] });
}
async function fetchTip(git, place) {
  const ref = `refs/heads/${place.branch}`;
  const listed = await must(git, `look at ${place.branch}`, place, { args: ["ls-remote", "origin", ref] });
  const tip = listed.stdout.split("\n").map((line) => line.split("	")).find(([, name]) => name === ref)?.[0];
  if (tip === void 0 || (await git({ args: ["cat-file", "-e", `${tip}^{tree}`] })).code === 0) return tip;
  const tracking = `refs/remotes/origin/${place.branch}`;
  const options = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", ...await depth(git, tracking)];
  const answer = await git({ args: ["fetch", ...options, "origin", `+${ref}:${tracking}`] });
  if (isOutrun(answer)) return "outrun";
  if (answer.code !== 0 || answer.stopped !== void 0) throw gitError(`fetch ${place.branch}`, answer, place);
  const args = ["rev-parse", "--verify", `${tracking}^{commit}`];
  return (await must(git, `fetch ${place.branch}`, place, { args })).stdout.trim();
}
async function depth(git, tracking) {
  if (!await isShallow(git)) return [];
  const known2 = await git({ args: ["rev-parse", "--verify", "--quiet", tracking] });
  return known2.code === 0 ? [] : ["--depth=1"];
}
async function isShallow(git) {
  return (await git({ args: ["rev-parse", "--is-shallow-repository"] })).stdout.trim() === "true";
}
function branchOfRunner(environment) {
  const [ref, name] = [environment["GITHUB_REF"], environment["GITHUB_REF_NAME"]];
  if (ref !== void 0) return /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  return environment["GITHUB_REF_TYPE"] === "branch" ? name : void 0;
}
async function defaultBranch(git, origin) {
  const action = "look for the default branch";
  const args = ["ls-remote", "--symref", "origin", "HEAD"];
  const { stdout } = await must(git, action, { origin, branch: "HEAD" }, { args });
  const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(stdout) ?? [];
  if (branch === void 0)
    throw new GitError('push: HEAD is detached and origin has no default branch; say which with the input "branch"');
  return branch;
}
async function checkName(git, branch) {
  const { code } = await git({ args: ["check-ref-format", `refs/heads/${branch}`] });
  if (code !== 0) throw new GitError('branch: is not a name that git accepts for a branch; mend the input "branch"');
}

// src/store/git-token.ts
async function tokenEnvironment(git, url, token, environment) {
  const server = serverOf(url);
  if (token === void 0 || server === void 0 || !isMeantFor(server, environment)) return {};
  const configured = await git({ args: ["config", "--get-urlmatch", "http.extraheader", url] });
  if (configured.code === 0) return {};
  const index = Number(environment["GIT_CONFIG_COUNT"] ?? 0) || 0;
  const basic = Buffer.from(`x-access-token:${token.reveal()}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: String(index + 1),
    [`GIT_CONFIG_KEY_${index}`]: `http.${server.origin}/.extraheader`,
    [`GIT_CONFIG_VALUE_${index}`]: `AUTHORIZATION: basic ${basic}`
  };
}
function serverOf(url) {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return void 0;
  return parsed.username === "" && parsed.password === "" ? parsed : void 0;
}
function isMeantFor(server, environment) {
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname)) return true;
  const github = URL.parse(environment["GITHUB_SERVER_URL"] ?? "");
  return server.protocol === "https:" && (github === null || github.host === server.host);
}

// src/store/git-work-tree.ts
var import_promises3 = __toESM(require_promises(), 1);
var import_node_os2 = __toESM(require_node_os(), 1);
var import_node_path3 = __toESM(require_node_path(), 1);
async function readHead(git) {
  const branch = await git({ args: ["symbolic-ref", "--quiet", "HEAD"] });
  const commit = await git({ args: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"] });
  const local = branch.stdout.trim().replace(/^refs\/heads\//, "");
  return {
    branch: branch.code === 0 ? local : void 0,
    commit: commit.code === 0 ? commit.stdout.trim() : void 0
  };
}
async function bringUpToDate(update) {
  const { git, place, commit } = update;
  const head = await readHead(git);
  if (head.branch !== place.branch || !await isForward(git, head, commit)) return;
  const old = head.commit ?? await emptyTree(git);
  const files = await planFiles(update, old);
  if (files === void 0 || !await isHarmless(update, old, files)) return;
  for (const { path, present, text } of files) if (present !== text) await writeDurably(path, text);
  if (!await moveIndex(update, old, files, {})) return;
  await git({ args: ["update-ref", "-m", "server-monitor: fast-forward", "HEAD", commit, head.commit ?? ""] });
  await git({ args: ["update-index", "-q", "--refresh"] });
}
async function isKept(update, change, { present, committed }) {
  const theirs = await readBlob(update.git, update, committed);
  if (present === theirs || present === change?.merge(theirs)) return true;
  return present !== void 0 && change?.mayReplace?.(present) === true;
}
async function isForward(git, head, commit) {
  if (head.commit === void 0) return true;
  if (head.commit === commit) return false;
  return (await git({ args: ["merge-base", "--is-ancestor", head.commit, commit] })).code === 0;
}
async function planFiles(update, old) {
  const { git, root, place, commit, changes } = update;
  const paths = changes.map(({ path }) => path);
  const staged = await git({ args: ["diff-index", "--cached", "--quiet", old, "--", ...paths] });
  if (staged.code !== 0) return void 0;
  const [before, after] = [await readEntries(git, place, old, paths), await readEntries(git, place, commit, paths)];
  const files = [];
  for (const entry of after) {
    const path = (0, import_node_path3.join)(root, entry.path);
    const [present, text] = [await readIfPresent(path), await readBlob(git, update, entry) ?? ""];
    const change = changes.find((each) => each.path === entry.path);
    const committed = before.find((each) => each.path === entry.path);
    if (present !== text && !await isKept(update, change, { present, committed })) return void 0;
    files.push({ path, present, text, entry });
  }
  return files;
}
async function isHarmless(update, old, files) {
  const folder = await (0, import_promises3.mkdtemp)((0, import_node_path3.join)((0, import_node_os2.tmpdir)(), "server-monitor-"));
  try {
    const index = (0, import_node_path3.join)(folder, "index");
    const { stdout } = await update.git({ args: ["rev-parse", "--git-path", "index"] });
    await (0, import_promises3.copyFile)((0, import_node_path3.resolve)(update.root, stdout.trimEnd()), index).catch(ignoreMissing);
    return await moveIndex(update, old, files, { dryRun: true, environment: { GIT_INDEX_FILE: index } });
  } finally {
    await (0, import_promises3.rm)(folder, { recursive: true, force: true });
  }
}
async function moveIndex({ git, commit }, old, files, { dryRun = false, environment = {} }) {
  await git({ args: ["update-index", "-q", "--refresh"], environment });
  const input = indexLines(files.map(({ entry }) => entry));
  const ours = await git({ args: ["update-index", "--add", "-z", "--index-info"], input, environment });
  if (ours.code !== 0) return false;
  const args = ["read-tree", "-m", "-u", ...dryRun ? ["-n"] : [], old, commit];
  return (await git({ args, environment })).code === 0;
}
async function emptyTree(git) {
  return (await git({ args: ["hash-object", "-t", "tree", "--stdin"] })).stdout.trim();
}
function ignoreMissing(cause) {
  if (codeOf(cause) !== "ENOENT") throw cause;
}

// src/store/git.ts
async function openRepository(folder, options) {
  const { root, results } = await locate(folder, options.environment);
  const git = gitIn(root, options.environment);
  const remote = await git({ args: ["remote", "get-url", "--push", "origin"] });
  const url = remote.code === 0 ? remote.stdout.trimEnd() : void 0;
  const origin = url === void 0 ? root : withoutCredentials(url);
  const workshop = { ...options, root, results, origin, git, url };
  return {
    ...{ root, results, origin },
    publish: (order) => publish(workshop, order),
    rehearse: (branch, signal) => rehearse(workshop, branch, signal),
    tidy: () => packLooseObjects(git)
  };
}
var maxTries = 8;
async function publish(workshop, order) {
  checkPaths(workshop.results, order.changes);
  const target = { ...await aim(workshop, order), texts: /* @__PURE__ */ new Map() };
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const pushed = await tryOnce(target, order);
    if (pushed !== void 0) {
      const { tip, commit } = pushed;
      if (tip !== void 0) await follow({ ...target, root: workshop.root, commit: tip, changes: order.changes });
      return { commit };
    }
    if (attempt < maxTries)
      await (0, import_promises4.setTimeout)(Math.random() * 100 * 2 ** Math.min(attempt, 4), void 0, { signal: order.signal });
  }
  throw new GitError(
    `push to ${target.place.branch}: somebody else was faster ${maxTries} times; the rows are kept for the next run. Let one job at a time write to this branch (concurrency)`
  );
}
async function follow(update) {
  await bringUpToDate(update).catch(() => void 0);
}
function checkPaths(results, changes) {
  const folder = results === "" ? "" : `${results}/`;
  const stray = changes.find(({ path }) => !path.startsWith(folder));
  if (stray !== void 0) throw new Error(`${stray.path}: is not in ${folder}, and nothing else is committed`);
}
async function rehearse(workshop, branch, signal) {
  const { online, place, head } = await aim(workshop, { branch, signal });
  const tip = await fetchTip(online, place) ?? head.commit;
  if (tip === void 0 || tip === "outrun") return place.branch;
  const answer = await push(online, place, tip, ["--dry-run"]);
  if (answer.code !== 0) throw gitError(`push to ${place.branch}`, answer, place);
  return place.branch;
}
async function aim(workshop, { branch, signal }) {
  const { origin, url, token, environment } = workshop;
  if (url === void 0)
    throw new GitError(
      "push: there is no remote called origin; add one (git remote add origin URL), or pass push: false"
    );
  const git = (call) => workshop.git({ signal, ...call });
  const shown = await tokenEnvironment(git, url, token, environment);
  const online = (call) => git({ ...call, environment: { ...shown, ...call.environment } });
  const head = await readHead(git);
  const chosen = branch ?? head.branch ?? branchOfRunner(environment) ?? await defaultBranch(online, origin);
  await checkName(git, chosen);
  return { git, online, head, environment, place: { origin, branch: chosen } };
}
async function tryOnce(target, { subject, changes }) {
  const { online, environment, place, texts } = target;
  const fetched = await fetchTip(online, place);
  if (fetched === "outrun") return void 0;
  const base = fetched ?? await unpublished(target);
  const commit = await buildCommit(online, { base, subject, changes, environment, place, texts });
  if (commit === void 0) return { commit, tip: fetched };
  const answer = await push(online, place, commit);
  if (answer.code === 0) return { commit, tip: commit };
  if (isOutrun(answer)) return void 0;
  throw gitError(`push to ${place.branch}`, answer, place);
}
async function unpublished({ git, head, place }) {
  return head.branch === place.branch && !await isShallow(git) ? head.commit : void 0;
}

// src/report/status/trend.ts
function newBins(length) {
  return Array.from({ length }, () => ({ sum: 0, values: 0 }));
}
function tally(bins, index, cell) {
  const bin = bins[index];
  if (bin === void 0 || cell === void 0 || cell === "") return;
  const value = Number(cell);
  if (!Number.isFinite(value)) return;
  bin.sum += value;
  bin.values += 1;
}
function meansOf(bins) {
  return bins.map(({ sum, values }) => values === 0 ? void 0 : sum / values);
}
var levels = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587";
function sparkline(means) {
  const known2 = means.filter((mean) => mean !== void 0);
  const [least, most] = [Math.min(...known2), Math.max(...known2)];
  if (known2.length < 2 || most - least < most / 4) return "";
  return means.map((mean) => mean === void 0 ? "\xB7" : levels[levelOf(mean, most)]).join("");
}
function levelOf(value, most) {
  return Math.min(levels.length - 1, Math.floor(value / most * levels.length));
}
function dayStrip(days) {
  return days.map(square).join("\u2060");
}
function square({ up, trouble, down }) {
  if (up + trouble + down === 0) return "\u2B1C";
  if (down >= up + trouble) return "\u{1F7E5}";
  return trouble + down > 0 ? "\u{1F7E8}" : "\u{1F7E9}";
}

export {
  require_node_child_process,
  markdownWords,
  table,
  folded,
  atMost,
  unbroken,
  grouped,
  causeWords,
  needsOf,
  hostNeeds,
  alertWords,
  newBins,
  tally,
  meansOf,
  sparkline,
  dayStrip,
  gitIn,
  openRepository
};
