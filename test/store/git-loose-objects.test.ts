import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openRepository } from "../../src/store/git.ts";
import { packLooseObjects } from "../../src/store/git-loose-objects.ts";
import { gitIn } from "../../src/store/git-process.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, checkout, checkoutAgain, git } from "../support/git-remote.ts";
import { seededRandom } from "../support/random.ts";
import { describeWith } from "../support/tools.ts";

const maxKib = 150;

/** What actions/checkout leaves, and a function that checks out anew and runs once: the file grows by 10 KiB each time. */
function runner() {
  const parent = temporaryFolder();
  const folder = checkout(`file://${bareRemote(parent)}`, join(parent, "work"), "main");
  const environment = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const random = seededRandom(1);
  const row = () => `${Array.from({ length: 1000 }, random).join("").slice(0, 10_240)}\n`;
  const run = async (subject: string) => {
    checkoutAgain(folder, "main");
    const repository = await openRepository(join(folder, "results"), { environment });
    const changes = [{ name: "ping_2611.csv", merge: (theirs = "") => theirs + row() }];
    await repository.publish({ subject, changes, signal: new AbortController().signal });
    await packLooseObjects(gitIn(folder, environment), maxKib);
  };
  return { folder, run };
}

function sizes(folder: string): { looseKib: number; packKib: number } {
  const kib = (name: string) =>
    Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(git(folder, "count-objects", "-v"))?.[1]);
  return { looseKib: kib("size"), packKib: kib("size-pack") };
}

describeWith(["git"], "the objects of a clone", () => {
  it("take no more room than when packed, for a runner that checks out before every run", async () => {
    const { folder, run } = runner();
    const lost = execFileSync("git", ["-C", folder, "hash-object", "-w", "--stdin"], { input: "on nobody's branch" });
    for (let index = 0; index < 10; index += 1) await run(`run ${index}`);
    const { looseKib, packKib } = sizes(folder);
    // Digits take half a byte: 10 runs are 50 KiB, and whole copies of all their files would be 275 and more.
    expect(packKib).toBeGreaterThan(20);
    expect(packKib).toBeLessThan(120);
    expect(looseKib).toBeLessThan(maxKib);
    expect(git(folder, "cat-file", "blob", lost.toString().trim())).toBe("on nobody's branch");
    expect(git(folder, "fsck", "--strict", "--no-dangling")).toBe("");
  });

  it("are left alone in a partial clone, and where they are few", async () => {
    const { folder, run } = runner();
    await run("one");
    git(folder, "config", "remote.elsewhere.promisor", "true");
    await packLooseObjects(gitIn(folder, { PATH: process.env["PATH"], HOME: folder }), 0);
    expect(sizes(folder).packKib).toBe(0);
    git(folder, "config", "--unset", "remote.elsewhere.promisor");
    await packLooseObjects(gitIn(folder, { PATH: process.env["PATH"], HOME: folder }), 0);
    expect(sizes(folder)).toMatchObject({ looseKib: 0 });
  });
});
