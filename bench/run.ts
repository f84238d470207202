/**
 * `npm run bench`: everything that has a target, measured in one go on real fleets, beside those who do the same.
 * Half an hour; as root on Linux the hosts are apart from each other (network namespaces). Writes bench/RESULTS.md.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { checkTargets } from "./check.ts";
import { monthTargets } from "./month.ts";
import { monthEndTargets } from "./month-end.ts";
import { probeTargets } from "./probe.ts";
import { readingTargets } from "./reading.ts";
import { table, writeSection } from "./results-page.ts";
import { roundTripTargets } from "./round-trips.ts";
import { sshTargets } from "./ssh.ts";
import { type Target, targetHeading, targetRow } from "./support/targets.ts";
import { wholeTargets } from "./whole.ts";

const [loadBefore = 0] = loadavg();
const targets = [
  ...(await sshTargets()),
  ...(await roundTripTargets()),
  ...(await checkTargets()),
  ...(await readingTargets()),
  ...(await wholeTargets()),
  ...(await probeTargets()),
  ...(await monthTargets()),
  ...(await monthEndTargets()),
  ...growthTargets(),
];
const rows = targets.map(targetRow);
writeSection("Targets", [
  ...table(targetHeading, rows),
  "",
  `Load of the machine before the run: ${loadBefore.toFixed(1)}.`,
]);
for (const row of rows) console.log(row.join(" · "));

/** By the real store, in a process of its own. */
function growthTargets(): Target[] {
  execFileSync(process.execPath, [join(import.meta.dirname, "git-growth.ts")], { stdio: "inherit" });
  const text = readFileSync(join(import.meta.dirname, "RESULTS.md"), "utf8");
  const [, bytes] = /^\| remote after gc, .* (\d+) B per host and check \|$/m.exec(text) ?? [];
  return [{ what: "git bytes per host and check after gc, 10 hosts", measured: Number(bytes), of: 120, unit: " B" }];
}
