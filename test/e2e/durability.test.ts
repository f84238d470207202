/** No row is ever lost or doubled: races, full disks, remotes that are away or refuse, and the turn of the month. */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { headerOf } from "../../src/row/row.ts";
import { openStore } from "../../src/store/store.ts";
import { type ActionRan, readSimpleCsv, runAction } from "../support/action.ts";
import { diskTools, fill, makeReadOnly, mountDisk } from "../support/disk.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, checkout, checkoutAgain, clone, fileOf, git, serveRemote } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

interface Machine {
  readonly home: string;
  readonly workspace: string;
  readonly stateHome: string;
}

/** A runner with a clone, a home and a state folder of its own. */
function machineAt(root: string, remote: string): Machine {
  mkdirSync(root, { recursive: true });
  return { home: root, workspace: clone(remote, join(root, "work")), stateHome: join(root, "state") };
}

function newMachine() {
  const root = temporaryFolder();
  const remote = bareRemote(root);
  return { root, remote, ...machineAt(join(root, "runner"), remote) };
}

function check(machine: Machine, inventory: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRan> {
  const environment = { XDG_STATE_HOME: machine.stateHome };
  return runAction({ inventory, ...inputs }, { ...machine, environment });
}

/** `TIME HOST` of every row of a branch, in the order of its files. */
function rowsOn(remote: string, branch = "main"): string[] {
  const names = git(remote, "ls-tree", "--name-only", `${branch}:results`).split("\n");
  const rows = names.filter((name) => /^(node|miner|ping)_/.test(name));
  return rows.flatMap((name) =>
    readSimpleCsv(fileOf(remote, `results/${name}`, branch) ?? "").map(({ time, host }) => `${time} ${host}`),
  );
}

function hostsOn(remote: string, branch = "main"): (string | undefined)[] {
  return rowsOn(remote, branch).map((row) => row.split(" ")[1]);
}

function waitingIn(stateHome: string): string[] {
  if (!existsSync(stateHome)) return [];
  return readdirSync(stateHome, { recursive: true, encoding: "utf8" }).filter((name) => /\.[a-z]+$/.test(name));
}

function hook(remote: string, name: string, script: string): void {
  const path = join(remote, "hooks", name);
  mkdirSync(join(remote, "hooks"), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

describeWith(["git", "ping"], "runners that push to one branch at once", () => {
  it.each([
    { count: 2, rounds: 2 },
    { count: 5, rounds: 1 },
  ])("lose and double nothing when they are $count", async ({ count, rounds }) => {
    const root = temporaryFolder();
    const remote = bareRemote(root);
    const machines = Array.from({ length: count }, (_, index) => machineAt(join(root, `runner-${index}`), remote));
    const inventories = machines.map((_, index) => `127.0.${index + 1}.1\n127.0.${index + 1}.2`);
    for (let round = 1; round <= rounds; round += 1) {
      const runs = await Promise.all(machines.map((each, index) => check(each, inventories[index] ?? "")));
      expect(runs.map(({ code, outputs }) => [code, outputs["rows"]])).toEqual(runs.map(() => [0, "2"]));
    }
    const rows = rowsOn(remote);
    expect(new Set(rows).size).toBe(rows.length);
    const hosts = inventories.flatMap((text) => text.split("\n"));
    expect(rows.map((row) => row.split(" ")[1]).sort()).toEqual(
      Array.from({ length: rounds }, () => hosts)
        .flat()
        .sort(),
    );
    const times = rows.map((row) => row.split(" ")[0]);
    expect(times).toEqual(times.toSorted());
    expect(machines.flatMap(({ stateHome }) => waitingIn(stateHome))).toEqual([]);
  });
});

describeWith([...diskTools, "git", "ping"], "a disk that takes no more", () => {
  it("under the work tree, keeps the rows until there is room", async (test) => {
    const { root, remote } = newMachine();
    const disk = join(root, "disk");
    mkdirSync(disk);
    mountDisk(test, disk, "2m");
    const machine = { ...machineAt(disk, remote), stateHome: join(root, "state") };
    const filler = fill(disk);
    const first = await check(machine, "127.0.0.1");
    expect(first).toMatchObject({ code: 1, outputs: { rows: "1", commit: "" } });
    expect(first.stdout).toContain("the disk is full; free some space");
    expect(existsSync(join(disk, "work", "results"))).toBe(false);
    rmSync(filler);
    expect(await check(machine, "127.0.0.2")).toMatchObject({ code: 0 });
    expect(hostsOn(remote)).toEqual(["127.0.0.1", "127.0.0.2"]);
  });

  it("under the rows that wait, pushes all the same and says so", async (test) => {
    const machine = newMachine();
    mkdirSync(machine.stateHome);
    mountDisk(test, machine.stateHome, "16k");
    const filler = fill(machine.stateHome);
    const first = await check(machine, "127.0.0.1");
    expect(first).toMatchObject({ code: 1, outputs: { rows: "1" } });
    expect(first.stdout).toContain("(ENOSPC): the disk is full; free some space");
    expect(git(machine.remote, "rev-parse", "main")).toBe(first.outputs["commit"]);
    rmSync(filler);
    expect(await check(machine, "127.0.0.2")).toMatchObject({ code: 0 });
    expect(hostsOn(machine.remote)).toEqual(["127.0.0.1", "127.0.0.2"]);
    expect(waitingIn(machine.stateHome)).toEqual([]);
  });

  it("under the results in the checkout, for it is read-only, keeps no row from being pushed", async (test) => {
    const machine = newMachine();
    await check(machine, "127.0.0.1");
    const makeWritable = makeReadOnly(test, join(machine.workspace, "results"));
    const second = await check(machine, "127.0.0.2");
    expect(second.code).toBe(0);
    expect(git(machine.remote, "rev-parse", "main")).toBe(second.outputs["commit"]);
    makeWritable();
    expect(await check(machine, "127.0.0.3")).toMatchObject({ code: 0 });
    expect(hostsOn(machine.remote)).toEqual(["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
    expect(git(machine.workspace, "status", "--porcelain")).toBe("");
  });
});

describeWith(["git", "ping"], "a remote that does not take the rows", () => {
  it("gets them all, with their own times, after three runs and three fresh checkouts without it", async () => {
    const root = temporaryFolder();
    const remote = bareRemote(root);
    const workspace = checkout(`file://${remote}`, join(root, "work"), "main");
    const machine = { home: root, workspace, stateHome: join(root, "state") };
    const windows: [from: string, to: string][] = [];
    for (const [index, host] of ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"].entries()) {
      if (index > 0) checkoutAgain(workspace, "main");
      if (index < 3) renameSync(remote, `${remote}.away`);
      const from = new Date().toISOString().slice(0, 19);
      const { code, outputs } = await check(machine, host);
      windows.push([from, new Date().toISOString().slice(0, 19)]);
      expect([code, outputs["rows"]]).toEqual([index < 3 ? 1 : 0, "1"]);
      if (index < 3) renameSync(`${remote}.away`, remote);
    }
    expect(git(remote, "rev-list", "--count", "main")).toBe("2");
    expect(hostsOn(remote)).toEqual(["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"]);
    for (const [index, row] of rowsOn(remote).entries()) {
      const [from = "", to = ""] = windows[index] ?? [];
      expect(row.slice(0, 19) >= from && row.slice(0, 19) <= to, `${row} is from ${from} to ${to}`).toBe(true);
    }
    expect(git(workspace, "status", "--porcelain")).toBe("");
  });

  it("gets them when its hook has come to like them", async () => {
    const machine = newMachine();
    hook(machine.remote, "pre-receive", "exit 1");
    const first = await check(machine, "127.0.0.1");
    expect(first).toMatchObject({ code: 1, outputs: { rows: "1", commit: "" } });
    expect(first.stdout).toContain("refuses pushes to main with a hook");
    hook(machine.remote, "pre-receive", "exit 0");
    expect(await check(machine, "127.0.0.2")).toMatchObject({ code: 0 });
    expect(hostsOn(machine.remote)).toEqual(["127.0.0.1", "127.0.0.2"]);
  });

  it("gets them over HTTP with the right token, and those of the run with the wrong one", async () => {
    const machine = newMachine();
    const server = await serveRemote(machine.remote, "canary-token");
    onTestFinished(server.close);
    git(machine.workspace, "remote", "set-url", "origin", server.url);
    const wrong = await check(machine, "127.0.0.1", { token: "wrong" });
    expect(wrong).toMatchObject({ code: 1, outputs: { rows: "1", commit: "" } });
    const right = await check(machine, "127.0.0.2", { token: "canary-token" });
    expect(right.code).toBe(0);
    expect(hostsOn(machine.remote)).toEqual(["127.0.0.1", "127.0.0.2"]);
    const withoutMask = right.stdout.replace("::add-mask::canary-token", "");
    expect(withoutMask + right.stderr + right.summary).not.toContain("canary-token");
  });

  it("gets them on a branch of their own, which is begun by the first run", async () => {
    const machine = newMachine();
    const before = git(machine.remote, "rev-parse", "main");
    for (const host of ["127.0.0.1", "127.0.0.2"]) {
      expect(await check(machine, host, { branch: "measured/rows" })).toMatchObject({ code: 0 });
      git(machine.workspace, "clean", "-ffdxq");
    }
    expect(hostsOn(machine.remote, "measured/rows")).toEqual(["127.0.0.1", "127.0.0.2"]);
    expect(git(machine.remote, "rev-parse", "main")).toBe(before);
  });
});

describeWith(["git"], "the turn of the month", () => {
  it("puts the rows that waited into their own month's file", async () => {
    const { remote, workspace, stateHome } = newMachine();
    const saveAt = async (time: string) => {
      const row = headerOf("ping").map((name) => (name === "time" ? time : name === "host" ? "a" : ""));
      const tables = [{ type: "ping" as const, header: headerOf("ping"), rows: [row] }];
      const settings = { folder: join(workspace, "results"), stateHome, environment: process.env };
      const place = { push: true, branch: undefined, token: undefined, warn: expect.unreachable };
      const store = await openStore({ ...settings, ...place });
      return store.saveRun({ time: new Date(time), tables, subject: "check" });
    };
    renameSync(remote, `${remote}.away`);
    expect(await saveAt("2026-11-30T23:59:59Z")).toMatchObject({ rows: 1, commit: undefined });
    renameSync(`${remote}.away`, remote);
    git(workspace, "clean", "-ffdxq");
    expect(await saveAt("2026-12-01T00:00:00Z")).toMatchObject({ rows: 1, fault: undefined });
    const heading = `${headerOf("ping").join(",")}\n`;
    expect(fileOf(remote, "results/ping_2611.csv")).toBe(`${heading}2026-11-30T23:59:59Z,a,,,,,\n`);
    expect(fileOf(remote, "results/ping_2612.csv")).toBe(`${heading}2026-12-01T00:00:00Z,a,,,,,\n`);
  });
});
