import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import { rowKinds } from "../../src/alerts/finders.ts";
import { memoryMs, newRules } from "../../src/alerts/rules.ts";
import type { Row } from "../../src/row/row.ts";
import { type Evaluation, type JudgedIncident, judgeYear } from "../support/judged-year.ts";
import { simulatedYear } from "../support/simulated-year.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("a year of ten hosts, checked hourly", () => {
  const [hosts, confirm] = [10, 2];
  let year: Evaluation;
  beforeAll(() => {
    year = judgeYear({ seed: 1, hosts, everyMs: hourMs, days: 365, confirm, tended: true });
  });

  /** Where enough checks were lost, nobody can tell. */
  const seen = () => year.incidents.filter(({ shown }) => shown >= confirm);
  const steady = () => seen().filter(({ incident }) => !incident.flapping);

  it("has incidents of every kind", () => {
    const kinds = new Set(seen().map(({ incident }) => incident.kind));
    expect([...kinds].sort()).toEqual([...rowKinds].sort());
    expect(seen().length).toBeGreaterThan(200);
  });

  it("has every incident told", () => {
    expect(seen().filter(({ checks }) => checks === undefined)).toEqual([]);
  });

  it("has them told by the second check that shows them, the third where the checks are torn apart", () => {
    // A host that reboots again and again is told with its third boot.
    const prompt = steady().filter(({ incident }) => incident.kind !== "peer" && incident.kind !== "reboots");
    const late = prompt.filter(({ checks = 0 }) => checks > confirm);
    expect(late.filter(({ checks = 0 }) => checks > confirm + 1)).toEqual([]);
    expect(late.length).toBeLessThan(0.03 * prompt.length);
  });

  it("has strangers told by the second check, also where guessing is under way", () => {
    const strangers = steady().filter(({ incident }) => incident.kind === "peer");
    expect(strangers.filter(({ checks = 0 }) => checks > confirm)).toEqual([]);
    expect(new Set(strangers.map(({ incident }) => incident.exposed))).toEqual(new Set([true, false]));
  });

  it("has at most one false alarm per host, new findings of open alerts included", () => {
    expect(year.falseAlarms.length + year.falseAdditions.length).toBeLessThanOrEqual(hosts);
  });

  it("has one outage at most for a run in which the monitor reaches half of its hosts", () => {
    expect(year.outages.length).toBeGreaterThan(0);
    expect(year.outages.length).toBeLessThan(8);
  });

  it("has at most three false alarms about the health of ten hosts", () => {
    const others = ["down", "host-key", "peer", "port", "ssh", "http", "gpu", "cert"];
    expect(year.falseAlarms.filter(({ alert }) => !others.includes(alert.kind)).length).toBeLessThanOrEqual(
      0.3 * hosts,
    );
  });

  it("has one alert for each incident, and three at most where it comes and goes", () => {
    expect(steady().filter(({ opened, changed }) => opened > 1 || changed > 2)).toEqual([]);
    const flapping = seen().filter(({ incident }) => incident.flapping);
    expect(flapping.filter(({ opened }) => opened > 3)).toEqual([]);
    expect(flapping.length).toBeGreaterThan(15);
  });

  it("has every recovery noticed", () => {
    expect(year.leftOpen).toBe(0);
    // A day must pass without another process killed.
    const limitMs = (kind: string) => (kind === "oom" ? 2 * dayMs : dayMs);
    const isLate = ({ incident, closedAfterMs = Number.NaN }: JudgedIncident) =>
      !(closedAfterMs <= limitMs(incident.kind));
    expect(seen().filter(isLate)).toEqual([]);
  });

  it("is the same for the same seed, and another for another", () => {
    const changes = (seed: number) => judgeYear({ seed, hosts: 2, everyMs: hourMs, days: 60, confirm }).changes;
    expect(changes(5)).toEqual(changes(5));
    expect(changes(6)).not.toEqual(changes(5));
  });
});

describe("a replay of the last eight days", () => {
  const rows = [...simulatedYear({ seed: 2, hosts: 4, everyMs: hourMs, days: 120 })].map(({ row }) => row);

  function replay(some: readonly Row[]) {
    const rules = newRules({ confirm: 2 });
    const changes: AlertChange[] = some.flatMap((row) => [...rules.add([row])]);
    const newest = changes.filter(({ time }) => time.getTime() === some.at(-1)?.time.getTime());
    return {
      open: rules.open().map(({ kind, host, findings, flapping }) => ({ kind, host, findings, flapping })),
      newest: newest.map(({ what, added, alert: { kind, findings }, reason }) => ({
        ...{ what, added, reason, kind, findings },
      })),
    };
  }

  it("finds the same alerts open, and the same changes in the newest run, as a replay of everything", () => {
    const last = fc.integer({ min: Math.floor(rows.length / 4), max: rows.length - 1 });
    const property = fc.property(last, (end) => {
      const from = new Date((rows[end]?.time.getTime() ?? 0) - memoryMs);
      const everything = rows.slice(0, end + 1);
      expect(replay(everything.filter(({ time }) => time >= from))).toEqual(replay(everything));
    });
    fc.assert(property, { seed: 42, numRuns: 30 });
  });
});
