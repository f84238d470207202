/** Check results for tests of what is made of them. */

import type { Alert } from "../../src/alerts/alert.ts";
import type { CheckResult } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { type CheckedHost, checkedHosts } from "../../src/report/host-now.ts";
import type { CheckReport } from "../../src/report/summary.ts";
import { rowOf } from "../../src/row/row.ts";
import { utcClock } from "../../src/words/instant.ts";

export const runTime = new Date("2026-11-22T21:32:05.678Z");

/** A node that is well, except for what is given. */
export function healthyNode(given: Partial<CheckResult> = {}): CheckResult {
  return {
    time: runTime,
    host: "web-1",
    type: "node",
    ping: { meanMs: 12.34, maxMs: 99.96, lossPercent: 0 },
    page: {
      ms: 141.5,
      status: 200,
      certificate: { from: new Date("2026-09-23T21:32:04Z"), to: new Date("2026-12-22T21:32:04Z") },
    },
    facts: {
      memAvailMib: 3277,
      swapFreeMib: 0,
      diskAvailMib: 65_435,
      diskSizeMib: 131_072,
      lastBoot: new Date(0),
      ports: [],
      sshPeers: [],
      logins: [],
    },
    lastBoot: "2026-11-10T21:31Z",
    problems: [],
    ...given,
  };
}

/** A node of which nothing answers. */
export function deadNode(host = "db-1"): CheckResult {
  return healthyNode({
    host,
    ping: { lossPercent: 100 },
    page: undefined,
    facts: undefined,
    lastBoot: undefined,
    problems: [problem("ping:unreachable", "no answer to 4 pings"), problem("ssh:timeout", "no answer within 30 s")],
  });
}

/** The hosts of a run with these alerts open. */
export function hostsOf(results: readonly CheckResult[], open: readonly Alert[] = []): CheckedHost[] {
  return checkedHosts(
    results.map((result) => ({ result, row: rowOf(result) })),
    open,
  );
}

/** What a check came to that nobody needs to know more of. */
export function checkReport(results: readonly CheckResult[], change: Partial<CheckReport> = {}): CheckReport {
  return {
    ...{ hosts: hostsOf(results), clock: utcClock(runTime) },
    ...{ rows: results.length, waiting: 0, commit: undefined, ms: 1234 },
    alerts: { open: [], changes: [], issueUrl: () => undefined },
    punctuality: { due: undefined, missed: 0 },
    ...change,
  };
}
