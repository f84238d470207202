/** Where the name of the account stands that publishes server-monitor, and the tool that fills it in. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { filesWithOwner, renameOwner } from "../../tools/rename-owner.ts";
import { temporaryFolder } from "../support/folder.ts";
import { describeWith, tool } from "../support/tools.ts";

const root = join(import.meta.dirname, "..", "..");
/** What git knows and people read or copy; not what tests and tools say of it. */
function tracked(): string[] {
  const { stdout } = {
    stdout: execFileSync(tool("git"), ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" }),
  };
  return stdout.split("\n").filter((path) => path !== "" && !/^(test|tools|dist|bench)\//.test(path));
}

const places = [
  ".github/SECURITY.md",
  ".github/dependabot.yml",
  ".github/workflows/check.yml",
  "README.md",
  "docs/inventory.md",
  "docs/scaling.md",
  "docs/without-actions.md",
];

describeWith(["git"], "OWNER", () => {
  it("stands in these files, and the tool knows all of them", () => {
    const having = tracked().filter((path) => /\bOWNER\/server-monitor\b/.test(readFileSync(join(root, path), "utf8")));
    expect(having.sort()).toEqual(places);
    expect(filesWithOwner(root).map((path) => relative(root, path))).toEqual(places);
  });

  it("is replaced by a name, everywhere", () => {
    const folder = temporaryFolder();
    for (const path of tracked().filter((each) => !each.includes("images"))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(root, path), join(folder, path));
    }
    expect(renameOwner(folder, "octo-cat").map((path) => relative(folder, path))).toEqual(places);
    expect(filesWithOwner(folder)).toEqual([]);
    expect(readFileSync(join(folder, "docs/scaling.md"), "utf8")).toContain("uses: octo-cat/server-monitor@v1");
  });

  it.each(["", "a b", "-x", "../x", "a".repeat(40)])("is replaced by no %j", (name) => {
    expect(() => renameOwner(temporaryFolder(), name)).toThrow(/^rename-owner: expected the name of a GitHub account/);
  });
});
