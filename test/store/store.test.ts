import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isoSeconds } from "../../src/check-result.ts";
import { mergeRows } from "../../src/store/merge.ts";
import { rowsBetween } from "../../src/store/results.ts";
import { openStore } from "../../src/store/store.ts";
import { allOf } from "../support/all-of.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, commitFiles, fileOf, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const month = "results/ping_2611.csv";

function place() {
  const root = temporaryFolder();
  const remote = bareRemote(root);
  const workspace = clone(remote, join(root, "work"));
  const warnings: string[] = [];
  const open = (push = true) =>
    openStore({
      folder: join(workspace, "results"),
      stateHome: join(root, "state"),
      push,
      branch: undefined,
      token: undefined,
      environment: process.env,
      warn: (text) => warnings.push(text),
    });
  const save = async (time: string, push = true) =>
    (await open(push)).saveRun({
      time: new Date(time),
      tables: [{ type: "ping", header: ["time", "host"], rows: [[time, "a"]] }],
      newHostKeys: ["host ssh-ed25519 AAAA"],
      subject: "check",
    });
  return { root, remote, workspace, warnings, open, save };
}

describeWith(["git"], "a run whose rows", () => {
  it("cannot wait anywhere are pushed all the same, and the fault is told", async () => {
    const { root, remote, save } = place();
    writeFileSync(join(root, "state"), "a file where the folder should be");
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 1, commit: git(remote, "rev-parse", "main") });
    expect(String(saved.fault)).toMatch(/cannot be created, but rows must be stored on disk before they are pushed/);
    expect(fileOf(remote, month)).toBe("time,host\n2026-11-22T21:00:00Z,a\n");
  });

  it("cannot reach the checkout are pushed all the same", async () => {
    const { remote, workspace, save } = place();
    mkdirSync(join(workspace, month), { recursive: true });
    writeFileSync(join(workspace, month, "mine"), "");
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 1, commit: git(remote, "rev-parse", "main"), fault: undefined });
    expect(git(workspace, "rev-parse", "HEAD")).not.toBe(saved.commit);
  });

  it("cannot be pushed are in RESULTS for whoever asks next, with the host keys that were accepted", async () => {
    const { remote, open, save } = place();
    renameSync(remote, `${remote}.away`);
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 1, waiting: 1, commit: undefined });
    renameSync(`${remote}.away`, remote);
    const results = await (await open()).results();
    expect(await results.read("ping_2611.csv")).toBe("time,host\n2026-11-22T21:00:00Z,a\n");
    expect(await results.read("known_hosts")).toBe("host ssh-ed25519 AAAA\n");
    expect(fileOf(remote, month)).toBeUndefined();
  });

  it("cannot be stored anywhere are not counted, and every error is reported", async () => {
    const { root, remote, save } = place();
    writeFileSync(join(root, "state"), "");
    rmSync(remote, { recursive: true });
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 0, commit: undefined });
    expect(String(saved.fault)).toMatch(
      /the rows of this run are lost \(1\): they could be neither queued nor pushed\n/,
    );
    expect(String(saved.fault)).toContain("rows must be stored on disk before they are pushed");
    expect(String(saved.fault)).toContain("look at main:");
  });

  it("are not pushed are in the folder, and are read from there", async () => {
    const { remote, workspace, open, save } = place();
    expect(await save("2026-11-22T21:00:00Z", false)).toMatchObject({ rows: 1, commit: undefined, fault: undefined });
    const results = await (await open(false)).results();
    expect(results.names).toEqual(["known_hosts", "ping_2611.csv"]);
    expect(await results.read("ping_2611.csv")).toBe("time,host\n2026-11-22T21:00:00Z,a\n");
    expect(fileOf(remote, month)).toBeUndefined();
    expect(git(workspace, "status", "--porcelain")).toBe("?? results/");
  });
});

describeWith(["git"], "a month of 700 KB", () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `${isoSeconds(timeOf(index))},${"host".repeat(4)}\n`);
  const large = `time,host\n${rows.join("")}`;

  function timeOf(index: number): Date {
    return new Date(Date.UTC(2026, 10, 1) + index * 60_000);
  }

  it.each([
    ["pushed", true],
    ["in the folder", false],
  ])("is added to and read as a small one is: %s", async (_where, push) => {
    const { remote, workspace, open, save } = place();
    commitFiles(workspace, { [month]: large }, "a month");
    git(workspace, "push", "--quiet", "origin", "HEAD:main");
    const [late, first, second] = ["2026-11-02T00:00:30Z", "2026-11-22T21:00:00Z", "2026-11-22T22:00:00Z"];
    let expected = large;
    for (const time of [first, second, second, late]) {
      expected = mergeRows(expected, { type: "ping", header: ["time", "host"], rows: [[time, "a"]] }, month);
      expect((await save(time, push)).fault).toBeUndefined();
      const text = push ? fileOf(remote, month) : readFileSync(join(workspace, month), "utf8");
      expect(text === expected).toBe(true);
    }
    const results = await (await open(push)).results();
    const read = await allOf(rowsBetween(results, undefined, new Date("2027-01-01")));
    expect(read).toHaveLength(rows.length + 3);
    expect(read.filter(({ host }) => host === "a").map(({ time }) => isoSeconds(time))).toEqual([late, first, second]);
  });
});
