/** One inventory, several runners: each checks its part and pushes at the same moment as the others. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { readSimpleCsv, runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, checkout, checkoutAgain, fileOf, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const shards = 5;
const hosts = Array.from({ length: 12 }, (_, index) => `127.0.0.${index + 1}`);

/** As a matrix of jobs has them: a machine, a home and a checkout each. */
function newRunners() {
  const remote = bareRemote(temporaryFolder());
  const runners = Array.from({ length: shards }, (_, index) => {
    const home = temporaryFolder();
    return {
      shard: `${index + 1}/${shards}`,
      home,
      workspace: checkout(`file://${remote}`, join(home, "work"), "main"),
    };
  });
  const round = () =>
    Promise.all(
      runners.map((runner) => {
        checkoutAgain(runner.workspace, "main");
        return runAction({ inventory: hosts.join("\n"), shard: runner.shard, issues: "false" }, runner);
      }),
    );
  return { remote, round };
}

function rowsOf(remote: string): string[] {
  const [name = ""] = git(remote, "ls-tree", "--name-only", "main:results").match(/^ping_\d{4}\.csv$/m) ?? [];
  return readSimpleCsv(fileOf(remote, `results/${name}`) ?? "").map(({ host = "" }) => host);
}

describeWith(["git", "ping"], "five runners with a shard each", () => {
  it("lose no row, check each host once a round, and keep all hosts on the page", async () => {
    const { remote, round } = newRunners();
    for (const rounds of [1, 2, 3]) {
      const ran = await round();
      expect(ran.map(({ code, stdout }) => (code === 0 ? 0 : stdout))).toEqual(ran.map(() => 0));
      const checked = rowsOf(remote);
      expect(checked.toSorted()).toEqual(hosts.flatMap((host) => Array(rounds).fill(host)).toSorted());
    }
    expect(fileOf(remote, "results/README.md")?.split("\n")[0]).toBe(
      `**All ${hosts.length} hosts are up.** No alert is open.`,
    );
  });

  it("have nothing to do where no host is in theirs", async () => {
    const home = temporaryFolder();
    const workspace = checkout(`file://${bareRemote(home)}`, join(home, "work"), "main");
    const parts = Array.from({ length: shards }, (_, index) => `${index + 1}/${shards}`);
    const ran: string[] = [];
    for (const shard of parts) {
      const { code, stdout } = await runAction({ inventory: "127.0.0.1", shard, push: "false" }, { home, workspace });
      expect(code).toBe(0);
      ran.push(stdout);
    }
    expect(ran.filter((text) => text.includes("nothing to do: there is no host in this shard"))).toHaveLength(
      shards - 1,
    );
    expect(ran.filter((text) => text.includes("1 host, 1 up"))).toHaveLength(1);
  });
});
