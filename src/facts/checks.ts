/**
 * Checks that the host makes itself: a file of /var/lib/server-monitor is one, its first line the result, its age the alarm
 * (docs/checks.md). No more than the beginning of plain files is read: not what a link points to, and not all of a long one.
 *
 *     @server-monitor checks ==> /dev/null <==
 *     @server-monitor checks ==> /var/lib/server-monitor/backup <==           (head -c)
 *     @server-monitor checks OK 41 GiB in 12 min
 *     @server-monitor checks exit 0
 */
import { type Answer, exitStatus, outputLines } from "./answer.ts";
import { longestCheckName, mostChecks } from "./ask-files.ts";
import { hostSeconds } from "./clock.ts";
import type { Fact } from "./fact.ts";
import { stamps } from "./stamps.ts";

const longestLine = 200;

/** Of what the inventory expects, by name: `backup:late`. undefined: it expects nothing. */
export const checks: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  /** After the look at the files, whose `$spool` it reads. */
  ask: `\
set -- $spool
[ $# = 0 ] || tell checks ${10 * mostChecks} within 5 head -c ${longestLine} /dev/null "$@"`,
  since: 3,
  mayHang: true,
  parse: (answer, { expected }) => {
    if (expected.size === 0) return undefined;
    if ([124, 137].includes(exitStatus(answer, "checks") ?? 0))
      throw new Error("the files of /var/lib/server-monitor could not be read within 5 s");
    const [results, changed] = [resultsOf(answer), changesOf(answer)];
    return [...expected].sort(byName).flatMap(([name, maxAgeSeconds]) => {
      const seconds = changed.get(name);
      const ageSeconds = seconds === undefined ? undefined : hostSeconds(answer) - seconds;
      const trouble = troubleOf(results.get(name), ageSeconds, maxAgeSeconds);
      return trouble === undefined ? [] : [`${name}:${trouble}`];
    });
  },
};

const dayS = 86_400;

/** A time that lies more than a day ahead tells no age. */
function troubleOf(result: string | undefined, ageSeconds: number | undefined, maxAgeSeconds: number) {
  if (result === undefined || ageSeconds === undefined) return "missing";
  const [word = ""] = result.split(/[\s:]/);
  const isWell = word === "OK" || /^-?\d{1,15}(?:\.\d{1,15})?$/.test(word);
  if (!isWell && word !== "WARN") return "crit";
  if (ageSeconds > maxAgeSeconds || ageSeconds < -dayS) return "late";
  return isWell ? undefined : "warn";
}

const headingLine = new RegExp(`^==> /(?:.*/)?var/lib/server-monitor/([A-Za-z0-9._-]{1,${longestCheckName}}) <==$`);

/** The first line of each file. A name that comes twice was forged by the text of another file: nobody knows which is true. */
function resultsOf(answer: Answer): ReadonlyMap<string, string | undefined> {
  const results = new Map<string, string | undefined>();
  let name: string | undefined;
  for (const line of outputLines(answer, "checks")) {
    const [, next] = headingLine.exec(line) ?? [];
    if (next !== undefined) {
      results.set(next, results.has(next) ? undefined : "");
      name = results.get(next) === undefined ? undefined : next;
    } else if (name !== undefined) {
      results.set(name, line);
      name = undefined;
    }
  }
  return results;
}

function changesOf(answer: Answer): ReadonlyMap<string, number> {
  const files = stamps(answer).flatMap(({ path, seconds }) => {
    const [, name] = /\/var\/lib\/server-monitor\/([^/]+)$/.exec(path) ?? [];
    return name === undefined ? [] : [[name, seconds] as const];
  });
  return new Map(files);
}

function byName(a: readonly [string, number], b: readonly [string, number]): number {
  return a[0] < b[0] ? -1 : 1;
}
