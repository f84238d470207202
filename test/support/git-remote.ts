/** Git repositories for tests, made with the real git: bare remotes, clones, and what actions/checkout leaves behind. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { basename, dirname, join } from "node:path";

/** As a developer's machine has it, whatever the machine of the test is set to. */
function gitEnvironment(home: string): Record<string, string> {
  const person = { NAME: "Ada", EMAIL: "ada@example.org" };
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    ...Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((who) =>
        Object.entries(person).map(([key, value]) => [`GIT_${who}_${key}`, value]),
      ),
    ),
  };
}

/** Runs git and gives what it printed. Throws with git's own words if it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  const text = execFileSync("git", ["-C", folder, ...args], {
    maxBuffer: 2 ** 28,
    env: gitEnvironment(folder),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return text.trimEnd();
}

/** A bare repository with a first commit on main. */
export function bareRemote(
  parent: string,
  files: Readonly<Record<string, string>> = { "README.md": "hello\n" },
): string {
  const remote = emptyRemote(parent);
  const added = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${dataOf(text)}`);
  const now = Math.floor(Date.now() / 1000);
  const commit = `commit refs/heads/main\ncommitter Ada <ada@example.org> ${now} +0000\n${dataOf("first")}${added.join("")}`;
  execFileSync("git", ["-C", remote, "fast-import", "--quiet"], { input: commit, env: gitEnvironment(parent) });
  return remote;
}

/** As `git fast-import` reads it. */
function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

export function emptyRemote(parent: string): string {
  const remote = join(parent, "remote.git");
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
  return remote;
}

export function clone(remote: string, folder: string, ...options: readonly string[]): string {
  execFileSync("git", ["clone", "--quiet", ...options, remote, folder], { stdio: "ignore" });
  return folder;
}

/** What actions/checkout does: one commit deep, gc off, HEAD detached (pull requests, tags) or on the branch. */
export function checkout(remote: string, folder: string, branch?: string): string {
  execFileSync("git", ["init", "--quiet", folder]);
  git(folder, "remote", "add", "origin", remote);
  git(folder, "config", "--local", "gc.auto", "0");
  return checkoutAgain(folder, branch);
}

/** The next job on the same runner: local branches, changes and untracked files go. */
export function checkoutAgain(folder: string, branch?: string): string {
  git(
    folder,
    "fetch",
    "--quiet",
    "--no-tags",
    "--prune",
    "--depth=1",
    "origin",
    "+refs/heads/main:refs/remotes/origin/main",
  );
  git(folder, "checkout", "--quiet", "--force", "--detach", "refs/remotes/origin/main");
  for (const local of git(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split("\n"))
    if (local !== "") git(folder, "branch", "--quiet", "-D", local);
  if (branch !== undefined)
    git(folder, "checkout", "--quiet", "--force", "-B", branch, `refs/remotes/origin/${branch}`);
  git(folder, "clean", "-ffdx", "--quiet");
  return folder;
}

/** Writes files and commits exactly them. */
export function commitFiles(folder: string, files: Readonly<Record<string, string>>, subject: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, "add", "--", ...Object.keys(files));
  git(folder, "commit", "--quiet", "-m", subject);
}

/** Somebody else's push to main. */
export function pushFromElsewhere(remote: string, folder: string, files: Readonly<Record<string, string>>): void {
  clone(remote, folder);
  commitFiles(folder, files, "from elsewhere");
  git(folder, "push", "--quiet", "origin", "HEAD:main");
}

/** A file of a branch; undefined if it has none. */
export function fileOf(repository: string, path: string, branch = "main"): string | undefined {
  const listed = git(repository, "ls-tree", "--name-only", branch, "--", path);
  return listed === "" ? undefined : `${git(repository, "show", `${branch}:${path}`)}\n`;
}

export interface HttpRemote {
  readonly url: string;
  /** The Authorization headers of all requests, "" for none. */
  readonly seen: string[];
  readonly close: () => Promise<void>;
}

/** Serves a bare repository over HTTP to those who bring one of the tokens; 401 for the others, as GitHub does. */
export async function serveRemote(remote: string, token: string): Promise<HttpRemote> {
  git(remote, "config", "http.receivepack", "true");
  const expected = `basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? "");
    // Two headers of one name come joined by a comma here; GitHub answers those with 400.
    const given = request.rawHeaders.filter((name) => name.toLowerCase() === "authorization").length;
    if (given > 1) return void response.writeHead(400).end();
    if (request.headers.authorization?.toLowerCase() !== expected.toLowerCase())
      return void response.writeHead(401, { "WWW-Authenticate": 'Basic realm="test"' }).end();
    const url = new URL(request.url ?? "", "http://remote");
    const backend = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env["PATH"] ?? "",
        GIT_PROJECT_ROOT: dirname(remote),
        GIT_HTTP_EXPORT_ALL: "1",
        REMOTE_USER: "x-access-token",
        REQUEST_METHOD: request.method ?? "",
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    backend.on("close", () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf("\r\n\r\n");
      const headers = output
        .subarray(0, end)
        .toString()
        .split("\r\n")
        .map((line) => line.split(": "));
      const status = headers.find(([name]) => name === "Status")?.[1];
      for (const [name = "", value = ""] of headers) if (name !== "Status") response.setHeader(name, value);
      response.writeHead(Number.parseInt(status ?? "200", 10)).end(output.subarray(end + 4));
    });
  });
  await listen(server);
  const port = portOf(server.address());
  return {
    url: `http://127.0.0.1:${port}/${remote.split("/").at(-1)}`,
    seen,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface DaemonRemote {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a bare repository from processes that are not killed with whoever pushes to it (git://, for everybody). */
export async function serveByDaemon(remote: string): Promise<DaemonRemote> {
  const server = createTcpServer((socket) => {
    const args = ["daemon", "--inetd", "--export-all", "--enable=receive-pack", `--base-path=${dirname(remote)}`];
    const daemon = spawn("git", args, { stdio: ["pipe", "pipe", "ignore"] });
    for (const stream of [socket, daemon.stdin, daemon.stdout]) stream.on("error", () => socket.destroy());
    socket.pipe(daemon.stdin);
    daemon.stdout.pipe(socket);
  });
  await listen(server);
  return {
    url: `git://127.0.0.1:${portOf(server.address())}/${basename(remote)}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: TcpServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server does not listen on a port");
  return address.port;
}
