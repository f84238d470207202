import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Secret } from "../../src/inventory/secret.ts";
import { openRepository } from "../../src/store/git.ts";
import type { Table } from "../../src/store/merge.ts";
import { rowChanges } from "../../src/store/row-changes.ts";
import { openSpool } from "../../src/store/spool.ts";
import { temporaryFolder } from "../support/folder.ts";
import {
  bareRemote,
  checkout,
  checkoutAgain,
  clone,
  commitFiles,
  emptyRemote,
  fileOf,
  git,
  pushFromElsewhere,
  serveRemote,
} from "../support/git-remote.ts";
import { runSaveWorker } from "../support/run-save-worker.ts";
import { describeWith, tool } from "../support/tools.ts";

const month = "results/ping_2611.csv";
const heading = "time,host,ping_ms\n";
const calm = new AbortController().signal;

/** A run at a minute past 21 h. */
function runAt(minute: number, ...hosts: string[]): Table {
  const time = `2026-11-22T21:${String(minute).padStart(2, "0")}:00Z`;
  return { type: "ping", header: ["time", "host", "ping_ms"], rows: hosts.map((host) => [time, host, "1.0"]) };
}

function linesOf(...tables: Table[]): string {
  return tables.flatMap(({ rows }) => rows.map((row) => `${row.join(",")}\n`)).join("");
}

interface Options {
  readonly branch?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly retryMs?: number;
}

function environmentOf(folder: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
}

/** What a check does with its rows. */
async function record(folder: string, tables: readonly Table[], options: Options = {}) {
  const { branch, environment, token, retryMs } = options;
  const repository = await openRepository(join(folder, "results"), {
    environment: { ...environmentOf(folder), ...environment },
    token: token === undefined ? undefined : new Secret(token),
  });
  const changes = rowChanges(tables);
  return repository.publish({ branch, subject: "check: 1 host, 1 up", changes, signal: calm, retryMs });
}

function place() {
  const parent = temporaryFolder();
  return { parent, folder: join(parent, "work") };
}

describeWith(["git"], "publish, from a plain clone", () => {
  it("pushes a commit of the rows and leaves a clean work tree on it", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const { commit } = await record(folder, [runAt(1, "a", "b")]);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a", "b")));
    expect(git(remote, "rev-parse", "main")).toBe(commit);
    expect(git(folder, "rev-parse", "HEAD", "origin/main")).toBe(`${commit}\n${commit}`);
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(git(folder, "log", "--format=%an <%ae>, %cn: %s", "-1")).toBe(
      "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>, github-actions[bot]: check: 1 host, 1 up",
    );
    expect(git(folder, "show", "--name-only", "--format=", "HEAD")).toBe(month);
  });

  it("takes author and committer from the environment", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    await record(folder, [runAt(1, "a")], {
      environment: { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.org" },
    });
    expect(git(remote, "log", "--format=%an <%ae>, %cn", "-1", "main")).toBe(
      "Ada <ada@example.org>, github-actions[bot]",
    );
  });

  it("leaves other people's staged and unstaged changes as they are", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent, { "README.md": "hello\n", "notes.md": "a\n" });
    clone(remote, folder);
    writeFileSync(join(folder, "README.md"), "unstaged\n");
    writeFileSync(join(folder, "notes.md"), "staged\n");
    git(folder, "add", "notes.md");
    writeFileSync(join(folder, "notes.md"), "staged, then changed\n");
    writeFileSync(join(folder, "new.md"), "untracked\n");
    await record(folder, [runAt(1, "a")]);
    expect(git(folder, "status", "--porcelain")).toBe(" M README.md\nMM notes.md\n?? new.md");
    expect(git(folder, "show", ":notes.md")).toBe("staged");
    expect(git(folder, "rev-parse", "HEAD")).toBe(git(remote, "rev-parse", "main"));
  });

  it("builds on what others have pushed, and brings it into the work tree", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    pushFromElsewhere(remote, join(parent, "other"), {
      "README.md": "theirs\n",
      [month]: heading + linesOf(runAt(1, "x")),
    });
    await record(folder, [runAt(2, "a")]);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "x"), runAt(2, "a")));
    expect(readFileSync(join(folder, month), "utf8")).toBe(heading + linesOf(runAt(1, "x"), runAt(2, "a")));
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("theirs\n");
    expect(git(folder, "status", "--porcelain", "--branch")).toBe("## main...origin/main");
  });

  it("leaves the branch behind rather than touch a local change that others have changed too", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const before = git(folder, "rev-parse", "HEAD");
    pushFromElsewhere(remote, join(parent, "other"), { "README.md": "theirs\n" });
    writeFileSync(join(folder, "README.md"), "mine\n");
    await record(folder, [runAt(2, "a")]);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(2, "a")));
    expect(git(folder, "rev-parse", "HEAD")).toBe(before);
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("mine\n");
    expect(git(folder, "diff", "--cached", "--name-only")).toBe("");
  });

  it("keeps commits that were not pushed", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    commitFiles(folder, { "mine.md": "mine\n" }, "not pushed");
    const mine = git(folder, "rev-parse", "HEAD");
    await record(folder, [runAt(1, "a")]);
    expect(git(folder, "rev-parse", "HEAD")).toBe(mine);
    expect(fileOf(remote, "mine.md")).toBeUndefined();
  });

  it("keeps a results file with rows that are in no commit", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent, { [month]: heading + linesOf(runAt(1, "a")) });
    clone(remote, folder);
    const mine = heading + linesOf(runAt(1, "a"), runAt(2, "mine"));
    writeFileSync(join(folder, month), mine);
    await record(folder, [runAt(3, "a")]);
    expect(readFileSync(join(folder, month), "utf8")).toBe(mine);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a"), runAt(3, "a")));
  });

  it("makes no commit when the branch has the rows already", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    await record(folder, [runAt(1, "a")]);
    const before = git(remote, "rev-parse", "main");
    expect(await record(folder, [runAt(1, "a")])).toEqual({ commit: undefined });
    expect(git(remote, "rev-parse", "main")).toBe(before);
  });

  it("begins the history of an empty remote", async () => {
    const { parent, folder } = place();
    const remote = emptyRemote(parent);
    clone(remote, folder);
    const { commit } = await record(folder, [runAt(1, "a")]);
    expect(git(remote, "log", "--format=%H", "main")).toBe(commit);
    expect(git(folder, "rev-parse", "HEAD")).toBe(commit);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("publishes a checked-out branch that was never pushed, with its own commits below", async () => {
    const { parent, folder } = place();
    const remote = emptyRemote(parent);
    clone(remote, folder);
    commitFiles(folder, { "README.md": "hello\n" }, "first");
    await record(folder, [runAt(1, "a")]);
    expect(git(remote, "log", "--format=%s", "main")).toBe("check: 1 host, 1 up\nfirst");
    expect(git(folder, "status", "--porcelain")).toBe("");
  });
});

describeWith(["git"], "publish, from what actions/checkout leaves", () => {
  it("pushes from a shallow clone with the branch checked out", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    checkout(`file://${remote}`, folder, "main");
    await record(folder, [runAt(1, "a")]);
    pushFromElsewhere(remote, join(parent, "other"), { "README.md": "theirs\n" });
    await record(folder, [runAt(2, "a")]);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a"), runAt(2, "a")));
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(git(remote, "log", "--format=%s", "main")).toBe(
      "check: 1 host, 1 up\nfrom elsewhere\ncheck: 1 host, 1 up\nfirst",
    );
  });

  it.each([
    [
      "the branch of the workflow",
      { GITHUB_REF: "refs/heads/main", GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch" },
    ],
    ["the default branch for a pull request", { GITHUB_REF: "refs/pull/1/merge", GITHUB_REF_TYPE: "branch" }],
    ["the default branch without a runner", {}],
  ])("pushes a detached HEAD to %s", async (_what, environment) => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    checkout(`file://${remote}`, folder);
    const before = git(folder, "rev-parse", "HEAD");
    await record(folder, [runAt(1, "a")], { environment });
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a")));
    expect(git(folder, "rev-parse", "HEAD")).toBe(before);
    expect(git(folder, "diff", "--cached", "--name-only")).toBe("");
  });

  it("begins a new branch with nothing but the results, and goes on with it", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    checkout(`file://${remote}`, folder, "main");
    await record(folder, [runAt(1, "a")], { branch: "data/results" });
    checkoutAgain(folder, "main");
    await record(folder, [runAt(2, "a")], { branch: "data/results" });
    expect(git(remote, "ls-tree", "-r", "--name-only", "data/results")).toBe(month);
    expect(git(remote, "rev-list", "--count", "data/results")).toBe("2");
    expect(fileOf(remote, month, "data/results")).toBe(heading + linesOf(runAt(1, "a"), runAt(2, "a")));
    expect(fileOf(remote, month)).toBeUndefined();
  });

  it("fetches a long results branch without its history", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    const writer = clone(remote, join(parent, "writer"));
    await record(writer, [runAt(1, "a")], { branch: "results" });
    await record(writer, [runAt(2, "a")], { branch: "results" });
    checkout(`file://${remote}`, folder, "main");
    await record(folder, [runAt(3, "a")], { branch: "results" });
    expect(fileOf(remote, month, "results")).toBe(heading + linesOf(runAt(1, "a"), runAt(2, "a"), runAt(3, "a")));
    expect(git(folder, "rev-list", "--count", "origin/results")).toBe("2");
  });

  it("keeps rows in the spool while the remote is away, and lands them in order after the workspace was wiped", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    checkout(`file://${remote}`, folder, "main");
    const spool = openSpool({ stateHome: join(parent, "state"), key: "k", warn: expect.unreachable });
    await spool.put({ time: new Date("2026-11-22T21:01:00Z"), tables: [runAt(1, "a")] });
    renameSync(remote, `${remote}.away`);
    await expect(record(folder, [runAt(1, "a")])).rejects.toThrow(
      /^look at main: .* does not exist, or the token cannot read it/,
    );
    renameSync(`${remote}.away`, remote);
    checkoutAgain(folder, "main");
    expect(existsSync(join(folder, month))).toBe(false);
    await spool.put({ time: new Date("2026-11-22T21:02:00Z"), tables: [runAt(2, "a")] });
    const pending = await spool.pending();
    await record(
      folder,
      pending.flatMap(({ tables }) => tables),
    );
    await spool.remove(pending);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a"), runAt(2, "a")));
    expect(await spool.pending()).toEqual([]);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });
});

describeWith(["git"], "publish, with others about", () => {
  it.each([
    { count: 3, runs: 4 },
    { count: 5, runs: 2 },
  ])("loses no row of $count writers that push at once", async ({ count, runs }) => {
    const { parent } = place();
    const remote = bareRemote(parent);
    const hosts = ["a", "b", "c", "d", "e"].slice(0, count);
    const writers = hosts.map((host, index) => ({
      ...{ host, count: runs, start: `2026-11-22T21:0${index}:00Z`, stateHome: join(parent, `state-${host}`) },
      folder: join(clone(remote, join(parent, host)), "results"),
    }));
    const ran = await Promise.all(writers.map((writer) => runSaveWorker(writer)));
    expect(ran.flatMap(({ faults }) => faults)).toEqual([]);
    const expected = ran.flatMap(({ kept }, index) => kept.map((time) => `${time},${hosts[index]},`));
    const rows = fileOf(remote, month)?.trimEnd().split("\n").slice(1) ?? [];
    expect(rows.map((row) => /^[^,]+,[^,]+,/.exec(row)?.[0])).toEqual(expected);
    expect(rows).toHaveLength(count * runs);
  });

  /** Between our look and our push another commit lands, as often as it says. */
  function fasterWriter(remote: string, times: number): { seen: () => number } {
    const count = join(remote, "times");
    const faster = `c=$(git commit-tree -p main -m faster main^{tree}) && echo "$c" > refs/heads/main`;
    hook(remote, "update", `echo x >> '${count}'\n[ "$(wc -l < '${count}')" -gt ${times} ] || { ${faster}; }`);
    git(remote, "config", "user.email", "x@example.org");
    git(remote, "config", "user.name", "x");
    return { seen: () => readFileSync(count, "utf8").length / 2 };
  }

  it("is tried again for a span of time, however often somebody else is faster", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const { seen } = fasterWriter(remote, 8);
    await record(folder, [runAt(1, "a")], { retryMs: 600_000 });
    expect(seen()).toBe(9);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a")));
  });

  it.each([0, 500])("gives up when somebody was faster for %i ms, and names the branch", async (retryMs) => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const { seen } = fasterWriter(remote, Number.MAX_SAFE_INTEGER);
    const error: unknown = await record(folder, [runAt(1, "a")], { retryMs }).catch((cause) => cause);
    expect(String(error)).toContain(
      `push to main: another push came first each time (${seen()} attempts in ${retryMs / 1000} s)`,
    );
    expect(fileOf(remote, month)).toBeUndefined();
  });

  it("does not knock again at a protected branch, and says where else to push", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const knocks = join(parent, "knocks");
    hook(
      remote,
      "pre-receive",
      `echo x >> '${knocks}'; echo 'error: GH006: Protected branch update failed' >&2; exit 1`,
    );
    await expect(record(folder, [runAt(1, "a")])).rejects.toThrow(
      "push to main: the branch main is protected; push the results to a separate branch with the input `branch`",
    );
    expect(readFileSync(knocks, "utf8")).toBe("x\n");
    hook(remote, "pre-receive", "echo '::error::evil' >&2; exit 1");
    await expect(record(folder, [runAt(1, "a")])).rejects.toThrow(
      /^push to main: \S+ refuses pushes to main with a hook/,
    );
  });

  it("stops at once, helpers included, when the run is cancelled while the remote is silent", async () => {
    const { parent, folder } = place();
    clone(bareRemote(parent), folder);
    const silent = createServer();
    const cancel = new AbortController();
    const closed = new Promise((resolve) => {
      silent.on("connection", (socket) => {
        socket
          .on("close", resolve)
          .on("error", () => undefined)
          .resume();
        cancel.abort();
      });
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    try {
      const address = silent.address();
      const port = typeof address === "object" ? address?.port : undefined;
      git(folder, "remote", "set-url", "origin", `http://127.0.0.1:${port}/r.git`);
      const repository = await openRepository(join(folder, "results"), { environment: environmentOf(folder) });
      const published = repository.publish({ subject: "x", changes: [], signal: cancel.signal });
      await expect(published).rejects.toThrow("look at main: stopped before it was finished");
      await closed;
    } finally {
      silent.close();
    }
  });

  it("does not run what is planted in the repository", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const traces = join(parent, "traces");
    for (const name of [
      "pre-commit",
      "commit-msg",
      "post-commit",
      "pre-push",
      "reference-transaction",
      "post-index-change",
      "post-merge",
      "pre-auto-gc",
    ])
      hook(join(folder, ".git"), name, `echo ${name} >> '${traces}'`);
    const program = join(parent, "program");
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${traces}'\nexit 1\n`);
    chmodSync(program, 0o755);
    for (const key of ["core.fsmonitor", "gpg.program", "core.askPass", "core.editor", "core.pager"])
      git(folder, "config", key, program);
    git(folder, "config", "commit.gpgSign", "true");
    git(folder, "config", "push.gpgSign", "if-asked");
    rmSync(traces, { force: true });
    await record(folder, [runAt(1, "a")]);
    expect(existsSync(traces)).toBe(false);
    expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a")));
    git(folder, "-c", "core.pager=cat", "commit", "--allow-empty", "--no-gpg-sign", "-m", "the plants are alive");
    expect(readFileSync(traces, "utf8")).toContain("pre-commit");
  });
});

describeWith(["git"], "publish, with a token", () => {
  async function served() {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    const server = await serveRemote(remote, "s3cret-token");
    clone(remote, folder);
    git(folder, "remote", "set-url", "origin", server.url);
    return { parent, folder, remote, server };
  }

  it("shows the token to the remote, and to nobody who looks at arguments or the repository", async () => {
    const { parent, folder, remote, server } = await served();
    const log = join(parent, "arguments");
    const wrapper = join(parent, "bin");
    mkdirSync(wrapper);
    writeFileSync(join(wrapper, "git"), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\nexec ${tool("git")} "$@"\n`, {
      mode: 0o755,
    });
    const path = `${wrapper}:${process.env["PATH"]}`;
    try {
      await record(folder, [runAt(1, "a")], { token: "s3cret-token", environment: { PATH: path } });
      expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a")));
      const secret = Buffer.from("x-access-token:s3cret-token").toString("base64");
      expect(readFileSync(log, "utf8")).toContain("push");
      for (const text of [readFileSync(log, "utf8"), readFileSync(join(folder, ".git", "config"), "utf8")]) {
        expect(text).not.toContain("s3cret-token");
        expect(text).not.toContain(secret);
      }
    } finally {
      await server.close();
    }
  });

  it("adds none to the one that actions/checkout has left", async () => {
    const { folder, remote, server } = await served();
    const basic = Buffer.from("x-access-token:s3cret-token").toString("base64");
    git(folder, "config", `http.${new URL(server.url).origin}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
    try {
      await record(folder, [runAt(1, "a")], { token: "another" });
      expect(fileOf(remote, month)).toBe(heading + linesOf(runAt(1, "a")));
    } finally {
      await server.close();
    }
  });

  it("says what to give when it is not let in, without the token", async () => {
    const { folder, server } = await served();
    try {
      const refused = record(folder, [runAt(1, "a")], { token: "wr0ng" });
      await expect(refused).rejects.toThrow(/refuses access; give the job "permissions: contents: write"/);
      await expect(refused).rejects.not.toThrow(/wr0ng|eC1hY2Nlc3/);
    } finally {
      await server.close();
    }
  });
});

describeWith(["git"], "openRepository", () => {
  async function errorOf(folder: string): Promise<string> {
    const error: unknown = await openRepository(folder, { environment: environmentOf("/nowhere") }).catch(
      (cause) => cause,
    );
    return error instanceof Error ? error.message : "opened";
  }

  it("says where the results are, in a repository that need not have the folder yet", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const repository = await openRepository(join(folder, "data", "results"), { environment: environmentOf(parent) });
    expect(repository).toMatchObject({ root: folder, results: "data/results", origin: remote });
  });

  it("shows the remote without its credentials", async () => {
    const { parent, folder } = place();
    clone(bareRemote(parent), folder);
    git(folder, "remote", "set-url", "origin", "https://ada:pass@example.org/servers.git");
    const { origin } = await openRepository(folder, { environment: environmentOf(parent) });
    expect(origin).toBe("https://example.org/servers.git");
  });

  it("says what is missing", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    expect(await errorOf(join(parent, "results"))).toMatch(
      /is not in a git repository; run in a clone, or pass `push: false`$/,
    );
    expect(await errorOf(join(remote, "results"))).toMatch(/is in a bare repository; run in a clone/);
    clone(remote, folder);
    expect(await errorOf(join(folder, ".git", "results"))).toMatch(/is not in the work tree of its repository/);
    expect(await errorOf(join(folder, "README.md"))).toMatch(/README.md is not a folder/);
    const none = openRepository(folder, { environment: { PATH: "/nowhere" } });
    await expect(none).rejects.toThrow("git: is not installed; install it on the runner");
  });

  it("refuses results that a link leads out of the repository, and follows one that stays inside", async () => {
    const { parent, folder } = place();
    clone(bareRemote(parent), folder);
    mkdirSync(join(parent, "elsewhere"));
    mkdirSync(join(folder, "data"));
    symlinkSync("../elsewhere", join(folder, "results"));
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync("data", join(folder, "inside"));
    expect(await errorOf(join(folder, "results"))).toMatch(/leads out of the repository/);
    expect(await errorOf(join(folder, "results", "new"))).toMatch(
      /leads out of the repository|is not in a git repository/,
    );
    expect(await errorOf(join(folder, "dangling"))).toMatch(/is a broken symbolic link/);
    const { results } = await openRepository(join(folder, "inside"), { environment: environmentOf(parent) });
    expect(results).toBe("data");
  });

  it("asks for a remote and a possible branch when it comes to pushing", async () => {
    const { parent, folder } = place();
    clone(bareRemote(parent), folder);
    await expect(record(folder, [runAt(1, "a")], { branch: "a..b" })).rejects.toThrow(
      /^branch: is not a name that git accepts/,
    );
    git(folder, "remote", "remove", "origin");
    await expect(record(folder, [runAt(1, "a")])).rejects.toThrow(/^push: there is no remote called origin; add one/);
  });

  it("does not obey a GIT_DIR that leads elsewhere", async () => {
    const { parent, folder } = place();
    const remote = bareRemote(parent);
    clone(remote, folder);
    const elsewhere = clone(remote, join(parent, "elsewhere"));
    await record(folder, [runAt(1, "a")], {
      environment: { GIT_DIR: join(elsewhere, ".git"), GIT_INDEX_FILE: "/x" },
    });
    expect(git(folder, "rev-parse", "HEAD")).toBe(git(remote, "rev-parse", "main"));
  });
});

function hook(gitFolder: string, name: string, script: string): void {
  const path = join(gitFolder, "hooks", name);
  mkdirSync(join(gitFolder, "hooks"), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
