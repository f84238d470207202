/** Whether a reboot is pending, and how old the package lists are (asked by ask-files.ts). */
import type { Answer } from "./answer.ts";
import { askFiles } from "./ask-files.ts";
import { daysSince } from "./clock.ts";
import type { Fact } from "./fact.ts";
import { isContainer } from "./load.ts";
import { newest } from "./stamps.ts";

const question = { types: ["node", "miner"], ask: askFiles, since: 3 } as const;

/** Whole days. `no`: none is, on a system that would tell; undefined: on one that would not. A container has no kernel. */
export const rebootDays: Fact<number | "no" | undefined> = {
  ...question,
  parse: (answer) => {
    if (isContainer(answer)) return undefined;
    const [modules] = answer.lines("modules");
    const since = newest(/\/run\/reboot-required$/, answer) ?? (modules === "gone" ? modulesGone(answer) : undefined);
    if (since !== undefined) return daysSince(since, answer);
    return modules === "there" || answer.lines("reboot").includes("told") ? "no" : undefined;
  },
};

/** An upgrade that removes the running kernel's modules changes their folder. */
function modulesGone(answer: Answer): number | undefined {
  return newest(/\/lib\/modules$/, answer);
}

const lists =
  /\/(?:apt\/periodic\/update-(?:success-)?stamp|apt\/lists|cache\/dnf|last_makecache|libdnf5|pacman\/sync|APKINDEX\.[^/]*)$/;

/** Whole days. undefined: no package manager that we know keeps lists here. */
export const packagesDays: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const refreshed = newest(lists, answer);
    return refreshed === undefined ? undefined : daysSince(refreshed, answer);
  },
};
