/** What the pages tell people to type into a shell is at least something that a shell understands. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWith } from "../support/tools.ts";

const root = join(import.meta.dirname, "..", "..");
const blocks = ["README.md", ...globSync("{docs,.github}/*.md", { cwd: root }).sort()].flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^( *)```sh\n(.*?)^ *```/gms)].map(
    ([, indent = "", code = ""]) => ({
      page,
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  ),
);

function complaints(program: string, args: readonly string[], code: string): string {
  const { stdout, stderr, status } = spawnSync(program, args, { input: code, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

it("finds the blocks of the pages", () => {
  expect(new Set(blocks.map(({ page }) => page)).size).toBeGreaterThan(5);
});

describeWith(["bash"], "a shell block", () => {
  it.each(blocks)("of $page is syntax that bash reads", ({ code }) => {
    expect(complaints("bash", ["-n"], code)).toBe("");
  });
});

describeWith(["shellcheck"], "a shell block", () => {
  it.each(blocks)("of $page has nothing that shellcheck warns of", ({ code }) => {
    // Whoever types `cd` sees whether it worked.
    expect(complaints("shellcheck", ["--shell=bash", "--severity=warning", "--exclude=SC2164", "-"], code)).toBe("");
  });
});
