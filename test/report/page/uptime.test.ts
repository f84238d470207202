import { describe, expect, it } from "vitest";
import { dayMs, UptimeLog } from "../../../src/report/page/uptime.ts";
import { cutOff, dead, well } from "../../support/rows.ts";
import { type RowCells, typedRow } from "../../support/typed-row.ts";

const start = Date.parse("2026-11-20T00:00:00Z");
const hourMs = 3_600_000;
const now = start + 3 * dayMs;

/** Rows by hours since the start of the first of three days. */
function logOf(
  rows: readonly (readonly [hour: number, cells: RowCells])[],
  nowMs = now,
  alerts: readonly (readonly [from: number, to: number | undefined])[] = [],
): UptimeLog {
  const log = new UptimeLog(start, 3);
  for (const [hour, cells] of rows) log.add(typedRow(timeOf(hour), "a", cells));
  log.end(
    nowMs,
    alerts.map(([from, to]) => ({ from: timeOf(from), to: to === undefined ? undefined : timeOf(to) })),
  );
  return log;
}

const timeOf = (hour: number) => new Date(start + hour * hourMs);

const hourly = (from: number, to: number, cells: RowCells) =>
  Array.from({ length: to - from }, (_, index) => [from + index, cells] as const);
const hoursOf = (log: UptimeLog) =>
  log.days.map(({ up, trouble, down, silenced }) => [up, trouble, down, silenced].map((ms) => ms / hourMs));

describe("the days of a host", () => {
  it("have the time that each state lasted", () => {
    const broken = { ...well, http_code: "502" };
    const rows = [...hourly(0, 30, well), ...hourly(30, 33, dead), ...hourly(33, 40, broken), ...hourly(40, 72, well)];
    expect(hoursOf(logOf(rows))).toEqual([
      [24, 0, 0, 0],
      [14, 7, 3, 0],
      [24, 0, 0, 0],
    ]);
  });

  it("are in trouble while an alert was open, unless the host was down or silenced", () => {
    const rows = [
      ...hourly(0, 20, well),
      ...hourly(20, 22, dead),
      ...hourly(22, 23, { ...well, silenced: "maintenance" }),
      ...hourly(23, 72, well),
    ];
    const alerts = [
      [-5, 2],
      [1, 4],
      [18, 24],
      [60, undefined],
    ] as const;
    expect(hoursOf(logOf(rows, now, alerts))).toEqual([
      [14, 7, 2, 1],
      [24, 0, 0, 0],
      [12, 12, 0, 0],
    ]);
  });

  it("count a row for twice the usual interval at most", () => {
    expect(hoursOf(logOf([...hourly(0, 10, well), ...hourly(60, 72, well)]))).toEqual([
      [11, 0, 0, 0],
      [0, 0, 0, 0],
      [12, 0, 0, 0],
    ]);
  });

  it("count the last row no longer either", () => {
    expect(hoursOf(logOf(hourly(0, 10, dead)))[0]).toEqual([0, 0, 11, 0]);
  });

  it("have silenced time apart", () => {
    const log = logOf([
      ...hourly(0, 10, well),
      ...hourly(10, 20, { ...dead, silenced: "maintenance" }),
      ...hourly(20, 72, well),
    ]);
    expect(hoursOf(log)[0]).toEqual([14, 0, 0, 10]);
    expect(log.uptime(3, now).availability).toBe(1);
  });

  it("leave out what an offline monitor says", () => {
    expect(hoursOf(logOf([...hourly(0, 10, well), ...hourly(10, 24, cutOff)]))[0]).toEqual([10, 0, 0, 0]);
  });

  it("take no row that comes late, and nothing before the first day", () => {
    const log = logOf([...hourly(-30, 20, well), [3, dead], ...hourly(20, 24, well)], start + dayMs);
    expect(hoursOf(log)[0]).toEqual([24, 0, 0, 0]);
  });

  it("follow an interval that changes", () => {
    const minutes = Array.from({ length: 200 }, (_, index) => [20 + index / 60, well] as const);
    const log = logOf([...hourly(0, 20, well), ...minutes], start + dayMs);
    expect(hoursOf(log)[0]?.[0]).toBeCloseTo(20 + 199 / 60 + 2 / 60, 3);
  });
});

describe("uptime", () => {
  it("is the part of the measured time, of the last days", () => {
    const log = logOf([...hourly(0, 24, dead), ...hourly(24, 72, well)]);
    expect(log.uptime(3, now)).toEqual({ availability: 48 / 72, coverage: 1, sinceMs: 72 * hourMs });
    expect(log.uptime(2, now)).toEqual({ availability: 1, coverage: 1, sinceMs: 48 * hourMs });
  });

  it("says how much was measured, since the first row", () => {
    const log = logOf([...hourly(36, 48, well), ...hourly(60, 72, well)]);
    expect(log.uptime(3, now)).toEqual({ availability: 1, coverage: 25 / 36, sinceMs: 36 * hourMs });
  });

  it("is unknown without a row", () => {
    expect(logOf([]).uptime(3, now)).toEqual({ availability: undefined, coverage: 0, sinceMs: 0 });
  });
});
