/** RESULTS/README.md as the compiled action leaves it: with the rows, in the same commit, and only when it is worth one. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, commitFiles, fileOf, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const page = "results/README.md";

function newRunner(files?: Readonly<Record<string, string>>) {
  const home = temporaryFolder();
  const remote = bareRemote(home, files);
  const fresh = (name: string) => ({ home, remote, workspace: clone(remote, join(home, name)) });
  return { ...fresh("work"), fresh };
}

/** Of the last commit. */
function filesOf(remote: string): string[] {
  return git(remote, "show", "--name-only", "--format=", "main").split("\n");
}

function firstLine(remote: string): string | undefined {
  return fileOf(remote, page)?.split("\n")[0];
}

const [first, second] = ["127.0.0.1", "127.0.0.2"];
/** Nobody answers there: the broadcast address of loopback. */
const nobody = "127.255.255.255";

describeWith(["git", "ping"], "the status page", () => {
  it("is committed with the rows, and stays while nothing worth reading changes", async () => {
    const runner = newRunner();
    expect(await runAction({ inventory: `${first}\n${nobody}` }, runner)).toMatchObject({ code: 0 });
    expect(filesOf(runner.remote)).toEqual([page, expect.stringMatching(/^results\/ping_\d{4}\.csv$/)]);
    expect(firstLine(runner.remote)).toBe("**1 of 2 hosts is up, 1 is down.** No alert is open.");
    expect(fileOf(runner.remote, page)).toMatch(/^\| 127\.255\.255\.255 \| 🔴\u00a0down<br>.*no answer to pings/m);
    await runAction({ inventory: `${first}\n${nobody}` }, runner);
    const before = fileOf(runner.remote, page);
    expect(before).toContain(
      "\n## 1 open alert\n\n- 🔴 **127.255.255.255**: nothing answers (no answer to pings), since ",
    );
    expect(before).toMatch(/\n- \w+ \d{4}: \[ping\]\(ping_\d{4}\.csv\)\n/);
    expect(readFileSync(join(runner.workspace, page), "utf8")).toBe(before);

    await runAction({ inventory: `${first}\n${nobody}` }, runner);
    expect(filesOf(runner.remote)).toEqual([expect.stringMatching(/^results\/ping_/)]);
    expect(fileOf(runner.remote, page)).toBe(before);
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");

    await runAction({ inventory: first }, runner);
    expect(firstLine(runner.remote)).toBe("**127.0.0.1 is up.** No alert is open.");
    expect(fileOf(runner.remote, page)).not.toContain("open alert");
    expect(git(runner.remote, "rev-list", "--count", "main")).toBe("5");
  });

  it("has the hosts of another runner, whoever pushes first", async () => {
    const { remote, fresh } = newRunner();
    const [one, other] = [fresh("one"), fresh("other")];
    await runAction({ inventory: first }, one);
    await runAction({ inventory: second }, other);
    await runAction({ inventory: first }, fresh("next"));
    expect(firstLine(remote)).toBe("**Both hosts are up.** No alert is open.");
  });

  it("is written into the folder without a push, and lands with the next one", async () => {
    const runner = newRunner();
    await runAction({ inventory: `${first}\n${nobody}`, push: "false" }, runner);
    expect(readFileSync(join(runner.workspace, page), "utf8")).toMatch(/^\*\*1 of 2 hosts is up, 1 is down\.\*\*/);
    await runAction({ inventory: first, push: "false" }, runner);
    const ran = await runAction({ inventory: first }, runner);
    expect(ran.code).toBe(0);
    expect(firstLine(runner.remote)).toBe("**127.0.0.1 is up.** No alert is open.");
  });

  it("does not keep the checkout from following, whatever was left there by a run that could not push", async () => {
    const runner = newRunner();
    await runAction({ inventory: `${first}\n${nobody}` }, runner);
    renameSync(runner.remote, `${runner.remote}.away`);
    expect((await runAction({ inventory: first }, runner)).code).toBe(1);
    renameSync(`${runner.remote}.away`, runner.remote);
    expect((await runAction({ inventory: first }, runner)).code).toBe(0);
    expect(firstLine(runner.remote)).toBe("**127.0.0.1 is up.** No alert is open.");
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
    expect(git(runner.workspace, "rev-parse", "HEAD")).toBe(git(runner.remote, "rev-parse", "main"));
  });

  it("takes the place of the README that a new repository starts with", async () => {
    const start = readFileSync(join(import.meta.dirname, "../../results/README.md"), "utf8");
    const runner = newRunner({ "README.md": "hello\n", [page]: start });
    const ran = await runAction({ inventory: first }, runner);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).not.toContain("README.md");
    expect(firstLine(runner.remote)).toBe("**127.0.0.1 is up.** No alert is open.");
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
  });

  it("leaves a README of somebody's own alone, and says so", async () => {
    const own = "# My servers\n";
    const runner = newRunner({ "README.md": "hello\n", [page]: own });
    const ran = await runAction({ inventory: first }, runner);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(
      "README.md: was not written by server-monitor and is not changed; move it away to get a status page",
    );
    expect(filesOf(runner.remote)).toEqual([expect.stringMatching(/^results\/ping_/)]);
    expect(fileOf(runner.remote, page)).toBe(own);
  });

  it("costs no row when it cannot be made", async () => {
    const runner = newRunner();
    commitFiles(runner.workspace, { [`${page}/notes.md`]: "a folder\n" }, "a folder where the page would be");
    git(runner.workspace, "push", "--quiet", "origin", "HEAD:main");
    const ran = await runAction({ inventory: first }, runner);
    expect(ran).toMatchObject({ code: 1, outputs: { rows: "1" } });
    expect(ran.stdout).toContain("results/README.md: is not a regular file in the branch; remove it there");
    expect(filesOf(runner.remote)).toEqual([expect.stringMatching(/^results\/ping_/)]);
  });

  it("is rewritten where somebody has spoilt it", async () => {
    const runner = newRunner();
    await runAction({ inventory: first }, runner);
    const file = join(runner.workspace, page);
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, readFileSync(file, "utf8").replace("is up.", "is fine.").replace('"hosts"', '"toasts"'));
    git(runner.workspace, "commit", "--quiet", "-am", "spoil the page");
    git(runner.workspace, "push", "--quiet", "origin", "HEAD:main");
    await runAction({ inventory: first }, runner);
    expect(firstLine(runner.remote)).toBe("**127.0.0.1 is up.** No alert is open.");
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
  });
});
