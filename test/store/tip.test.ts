/** RESULTS at the tip of the branch that is pushed to, from every kind of repository. */
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openRepository, type Repository } from "../../src/store/git.ts";
import { SetupError } from "../../src/store/git-errors.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, commitFiles, git, pushFromElsewhere } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const calm = new AbortController().signal;

function environmentOf(folder: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
}

function place(files: Readonly<Record<string, string>> = {}) {
  const parent = temporaryFolder();
  return { parent, folder: join(parent, "work"), remote: bareRemote(parent, { "README.md": "hello\n", ...files }) };
}

function open(folder: string, results = "results", environment = {}): Promise<Repository> {
  return openRepository(join(folder, results), { environment: { ...environmentOf(folder), ...environment } });
}

describeWith(["git"], "the tip", () => {
  it("is read after the time for its fetch is over, too", async () => {
    const { folder, remote } = place({ "results/known_hosts": "key\n" });
    clone(remote, folder);
    const fetching = new AbortController();
    const tip = await (await open(folder)).tip(undefined, fetching.signal);
    fetching.abort();
    expect(await tip.read("known_hosts")).toBe("key\n");
  });

  it("is read where others have pushed meanwhile, by names with blanks, quotes and letters of any language", async () => {
    const { folder, remote, parent } = place();
    clone(remote, folder);
    const results = 'données "1"/ré sultats';
    const other = clone(remote, join(parent, "other"));
    commitFiles(other, { [`${results}/ping_2611.csv`]: "a\n", [`${results}/Größe 1.md`]: "b\n" }, "theirs");
    git(other, "push", "--quiet", "origin", "HEAD:main");
    const tip = await (await open(folder, results)).tip(undefined, calm);
    expect(tip.names).toEqual(["Größe 1.md", "ping_2611.csv"]);
    expect(await tip.read("Größe 1.md")).toBe("b\n");
    expect(tip.pathOf("x")).toBe(`${results}/x`);
  });

  it("is the root of the repository where that is the results folder", async () => {
    const { folder, remote } = place({ "ping_2611.csv": "a\n" });
    clone(remote, folder);
    const tip = await (await open(folder, "")).tip(undefined, calm);
    expect(tip.names).toEqual(["README.md", "ping_2611.csv"]);
    expect(await tip.read("ping_2611.csv")).toBe("a\n");
  });

  it("has no files where the branch does not exist yet", async () => {
    const { folder, remote } = place({ "results/ping_2611.csv": "a\n" });
    clone(remote, folder);
    const tip = await (await open(folder)).tip("results", calm);
    expect(tip).toMatchObject({ commit: undefined, names: [], branch: "results" });
    expect(await tip.read("ping_2611.csv")).toBeUndefined();
  });

  it.each([
    ["a file", "results", (path: string) => writeFileSync(path, "x")],
    ["a symbolic link", "results", (path: string) => symlinkSync("/etc", path)],
    ["a symbolic link", "data", (path: string) => symlinkSync("..", path)],
  ])("is refused where the folder is %s there: %s", async (kind, path, make) => {
    const { folder, remote, parent } = place();
    clone(remote, folder);
    const other = clone(remote, join(parent, "other"));
    make(join(other, path));
    git(other, "add", path);
    git(other, "commit", "--quiet", "-m", "spoilt");
    git(other, "push", "--quiet", "origin", "HEAD:main");
    const repository = await open(folder, path === "data" ? "data/deep/results" : "results");
    const error: unknown = await repository.tip(undefined, calm).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SetupError);
    expect(String(error)).toContain(`results: ${path} is ${kind} in the branch main, not a folder; remove it there`);
    const changes = [{ name: "ping_2611.csv", merge: () => "a\n" }];
    await expect(repository.publish({ subject: "x", changes, signal: calm })).rejects.toThrow(SetupError);
  });

  it("is given up where the remote hangs, and git's connection to it ends", async () => {
    const { folder, remote } = place({ "results/known_hosts": "key\n" });
    clone(remote, folder);
    const fetching = new AbortController();
    const server = createServer((socket) => {
      socket.on("close", () => server.close()).resume();
      fetching.abort(new DOMException("took too long", "TimeoutError"));
    });
    const ended = once(server, "close");
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    git(folder, "remote", "set-url", "origin", `git://127.0.0.1:${typeof address === "object" && address?.port}/x`);
    const repository = await open(folder);
    await expect(repository.tip("main", fetching.signal)).rejects.toThrow(/^look at main: .*did not answer in time/);
    await ended;
    expect(await (await repository.lastTip("main"))?.read("known_hosts")).toBe("key\n");
  });

  it("is known from the last fetch where the remote is away", async () => {
    const { folder, remote } = place({ "results/known_hosts": "key\n" });
    clone(remote, folder);
    git(folder, "remote", "set-url", "origin", join(folder, "nowhere"));
    const repository = await open(folder);
    await expect(repository.tip(undefined, calm)).rejects.toThrow(/does not exist, or the token cannot read it/);
    expect(await (await repository.lastTip(undefined))?.read("known_hosts")).toBe("key\n");
    expect(await repository.lastTip("results")).toBeUndefined();
  });
});

describeWith(["git"], "the tip of a partial clone", () => {
  /** How often the remote has packed something for somebody. */
  function countFetches(parent: string): { environment: Record<string, string>; fetches: () => number } {
    const [log, hook, config] = ["log", "hook", "config"].map((name) => join(parent, name)) as [string, string, string];
    writeFileSync(log, "");
    writeFileSync(hook, `#!/bin/sh\necho x >> '${log}'\nexec "$@"\n`);
    chmodSync(hook, 0o755);
    writeFileSync(config, `[uploadpack]\n\tpackObjectsHook = ${hook}\n`);
    return { environment: { GIT_CONFIG_GLOBAL: config }, fetches: () => readFileSync(log, "utf8").length / 2 };
  }

  it("is fetched with the rows that others have pushed by asking once", async () => {
    const { folder, remote, parent } = place({
      "results/node_2611.csv": "time,host\n",
      "results/known_hosts": "key\n",
    });
    git(remote, "config", "uploadpack.allowFilter", "true");
    git(remote, "config", "uploadpack.allowAnySHA1InWant", "true");
    clone(`file://${remote}`, folder, "--filter=blob:none", "--no-checkout");
    const { environment, fetches } = countFetches(parent);
    await (await open(folder, "results", environment)).tip(undefined, calm);
    const before = fetches();
    pushFromElsewhere(remote, join(parent, "other"), { "results/node_2611.csv": "time,host\n2611\n" });
    const tip = await (await open(folder, "results", environment)).tip(undefined, calm);
    expect(await tip.read("node_2611.csv")).toContain("2611");
    expect(fetches() - before).toBe(1);
  });

  it("is fetched with all files that are usually read by asking once", async () => {
    const months = Object.fromEntries(
      ["2608", "2609", "2610", "2611"].map((month) => [`results/node_${month}.csv`, `time,host\n${month}\n`]),
    );
    const { folder, remote, parent } = place({
      ...months,
      "results/known_hosts": "key\n",
      "results/README.md": "page\n",
    });
    git(remote, "config", "uploadpack.allowFilter", "true");
    git(remote, "config", "uploadpack.allowAnySHA1InWant", "true");
    clone(`file://${remote}`, folder, "--filter=blob:none", "--no-checkout");
    const { environment, fetches } = countFetches(parent);
    const tip = await (await open(folder, "results", environment)).tip(undefined, calm);
    for (const name of ["node_2611.csv", "node_2610.csv", "known_hosts", "README.md"])
      expect(await tip.read(name)).toMatch(/2611|2610|key|page/);
    expect(fetches()).toBe(1);
    expect(await tip.read("node_2608.csv")).toContain("2608");
    expect(fetches()).toBe(2);
    await (await open(folder, "results", environment)).tip(undefined, calm);
    expect(fetches()).toBe(2);
  });
});

describeWith(["git"], "a remote that is pushed to by another address", () => {
  it.each([
    ["pushurl", (folder: string, to: string) => git(folder, "remote", "set-url", "--push", "origin", to)],
    [
      "pushInsteadOf",
      (folder: string, to: string) =>
        git(folder, "config", `url.${to}.pushInsteadOf`, git(folder, "config", "remote.origin.url")),
    ],
  ])("is read there, too (%s)", async (_how, redirect) => {
    const { folder, remote, parent } = place({ "results/known_hosts": "read\n" });
    clone(remote, folder);
    mkdirSync(join(parent, "second"));
    const written = bareRemote(join(parent, "second"), { "results/known_hosts": "written\n" });
    redirect(folder, written);
    const repository = await open(folder);
    const tip = await repository.tip(undefined, calm);
    expect(repository.origin).toBe(written);
    expect(await tip.read("known_hosts")).toBe("written\n");
    const changes = [{ name: "known_hosts", merge: (theirs = "") => `${theirs}more\n` }];
    const { commit } = await repository.publish({ subject: "x", changes, signal: calm, tip });
    expect(git(written, "rev-parse", "main")).toBe(commit);
    expect(git(written, "show", "main:results/known_hosts")).toBe("written\nmore");
  });

  it("is refused where it is a mirror: branches there would be deleted", async () => {
    const { folder, remote } = place();
    clone(remote, folder);
    git(folder, "config", "remote.origin.mirror", "yes");
    await expect(open(folder)).rejects.toThrow(SetupError);
    await expect(open(folder)).rejects.toThrow(/^push: origin is a mirror \(remote\.origin\.mirror\)/);
  });
});
