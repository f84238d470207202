/** Whole machines: the real probe runs on a fake root of each, and its answer and the cells that come of it are kept as they are. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/facts/index.ts";
import { cellsOf, headerOf } from "../../src/row/row.ts";
import { describeWith, tool } from "../support/tools.ts";
import { answerOf, machine, nobody } from "./fake-host.ts";

const roots = join(import.meta.dirname, "..", "fixtures", "roots");
const names = readdirSync(roots).sort();
const shells = [["dash"], ["bash"], ["busybox", "sh"], ["mksh"], ["zsh"]];
const vouched = {
  ...nobody,
  expected: new Map([
    ["backup", 93_600],
    ["smart", 172_800],
  ]),
};

/** The cells of the row, by their column; empty ones left out. */
function rowText(answer: string): string {
  const { value: facts, problems } = readFacts(answer, "node", vouched);
  const time = new Date("2026-11-22T23:42:04Z");
  const cells = cellsOf({
    time,
    host: "x",
    type: "node",
    ping: {},
    page: undefined,
    facts,
    lastBoot: undefined,
    problems,
  });
  const named = headerOf("node").map((name, at) => `${name} ${cells[at]}\n`);
  const trouble = problems.map(({ detail }) => `problem: ${detail.untrusted}\n`);
  return [...named.filter((line) => !line.endsWith(" \n")), ...trouble].join("");
}

describe.each(names)("%s", (name) => {
  it("answers under sh as it did, and has the cells that it had", async () => {
    // The root is a new folder each time.
    const answer = answerOf(machine(name)).replaceAll(/\/\S*\/facts-[^/\s]+/g, "");
    await expect(answer).toMatchFileSnapshot(join(roots, name, "answer.txt"));
    await expect(rowText(answer)).toMatchFileSnapshot(join(roots, name, "row.txt"));
  });

  // BusyBox as sh runs its own netstat, too.
  const fitting = name.startsWith("freebsd") ? shells.filter(([shell]) => shell !== "busybox") : shells;

  describe.each(fitting)("under %s", (shell = "sh", ...options) => {
    describeWith([shell], shell, () => {
      it("says the same", () => {
        const said = (text: string) =>
          text
            .replaceAll(/\/\S*\/facts-[^/\s]+/g, "")
            .split("\n")
            // BusyBox as sh runs its own date, stat, df and who.
            .filter((line) => shell !== "busybox" || !/ (now|disk|statfs|stamp|logins) /.test(line));
        expect(said(answerOf({ ...machine(name), shell: [tool(shell), ...options] }))).toEqual(
          said(answerOf(machine(name))),
        );
      });
    });
  });
});
