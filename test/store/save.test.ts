import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { saveRun } from "../../src/store/save.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, fileOf, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const month = "results/ping_2611.csv";

function place() {
  const root = temporaryFolder();
  const remote = bareRemote(root);
  const workspace = clone(remote, join(root, "work"));
  const warnings: string[] = [];
  const save = (time: string) =>
    saveRun(
      {
        time: new Date(time),
        tables: [{ type: "ping", header: ["time", "host"], rows: [[time, "a"]] }],
        subject: "check",
        newHostKeys: [],
      },
      {
        folder: join(workspace, "results"),
        stateHome: join(root, "state"),
        push: true,
        branch: undefined,
        token: undefined,
        environment: process.env,
        warn: (text) => warnings.push(text),
      },
    );
  return { root, remote, workspace, warnings, save };
}

describeWith(["git"], "a run whose rows", () => {
  it("cannot wait anywhere are pushed all the same, and the fault is told", async () => {
    const { root, remote, save } = place();
    writeFileSync(join(root, "state"), "a file where the folder should be");
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 1, commit: git(remote, "rev-parse", "main") });
    expect(String(saved.fault)).toMatch(/cannot be created, and rows must be safe before they are pushed/);
    expect(fileOf(remote, month)).toBe("time,host\n2026-11-22T21:00:00Z,a\n");
  });

  it("cannot be added to the files are pushed all the same, and so is the next run when they can", async () => {
    const { remote, workspace, save } = place();
    mkdirSync(join(workspace, month), { recursive: true });
    const first = await save("2026-11-22T21:00:00Z");
    expect(first).toMatchObject({ rows: 1, commit: git(remote, "rev-parse", "main") });
    expect(String(first.fault)).toContain("(EISDIR): a folder is in its place; move it away");
    rmSync(join(workspace, month), { recursive: true });
    expect(await save("2026-11-22T22:00:00Z")).toMatchObject({ rows: 1, fault: undefined });
    expect(fileOf(remote, month)).toBe("time,host\n2026-11-22T21:00:00Z,a\n2026-11-22T22:00:00Z,a\n");
    expect(git(workspace, "status", "--porcelain")).toBe("");
  });

  it("are safe nowhere are not counted, and every fault is told", async () => {
    const { root, remote, workspace, warnings, save } = place();
    writeFileSync(join(root, "state"), "");
    mkdirSync(join(workspace, month), { recursive: true });
    rmSync(remote, { recursive: true });
    const saved = await save("2026-11-22T21:00:00Z");
    expect(saved).toMatchObject({ rows: 0, commit: undefined });
    expect([String(saved.fault), ...warnings]).toEqual([
      expect.stringContaining("rows must be safe before they are pushed"),
      expect.stringContaining("(EISDIR)"),
      expect.stringContaining("look at main:"),
    ]);
  });
});
