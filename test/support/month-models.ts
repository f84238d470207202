/** Months as the report's model has them, for tests of what shows them. Always the same: their chance is seeded. */
import type { Alert } from "../../src/alerts/alert.ts";
import type {
  Availability,
  ColumnMonth,
  ColumnStatistics,
  Constant,
  DayAvailability,
  HostMonth,
  MonthAlert,
  MonthReport,
  Outage,
  Sighting,
} from "../../src/report/statistics/month-model.ts";
import { type ColumnKey, columnTable } from "../../src/row/columns.ts";
import { seededRandom } from "./random.ts";
import { typedRow } from "./typed-row.ts";

const dayMs = 86_400_000;
/** Four a day. */
const spans = 124;
const from = new Date("2026-10-01T00:00:00Z");
const to = new Date("2026-11-01T00:00:00Z");

/** `october(14, "03:10")` */
export function october(day: number, time = "00:00"): Date {
  return new Date(`2026-10-${String(day).padStart(2, "0")}T${time}:00Z`);
}

export function monthOf(hosts: readonly HostMonth[], change: Partial<MonthReport> = {}): MonthReport {
  const rows = hosts.reduce((sum, host) => sum + host.rows, 0);
  const nothing = { damage: [], open: [], alerts: [], gaps: [], silences: [] };
  return { month: "2026-10", from, to, running: false, zone: "UTC", rows, hosts, ...nothing, ...change };
}

export function outageOf(start: Date, minutes: number, change: Partial<Outage> = {}): Outage {
  const end = new Date(start.getTime() + minutes * 60_000);
  const errors = ["ping:unreachable", "ssh:timeout"];
  return { from: start, to: end, seconds: minutes * 60, errors, statuses: [], ongoing: false, ...change };
}

export function alertOf(kind: Alert["kind"], host: string, change: Partial<Alert> = {}): Alert {
  const since = october(14, "03:10");
  return { kind, host, findings: [], since, seen: to, flapping: false, evidence: [], sightings: [], ...change };
}

export function sighting(what: string, rows = 12): Sighting {
  return { what, rows, first: october(3, "10:00"), last: october(20, "18:30"), staySeconds: 90_000 };
}

/** One that was open for so long. */
export function pastAlertOf(latest: Alert, minutes: number | undefined): MonthAlert {
  const { kind, host, since, findings } = latest;
  const end = minutes === undefined ? undefined : new Date(since.getTime() + minutes * 60_000);
  return { kind, host, from: since, to: end, findings, latest };
}

export function pageOf(outages: readonly Outage[]): Availability {
  const down = outages.reduce((sum, { seconds }) => sum + seconds, 0);
  return { availability: 1 - down / 2_678_400, coverage: 0.998, outages, days: daysOf(outages) };
}

/** A column with a mean for each span. */
export function columnOf(key: ColumnKey, series: readonly (number | undefined)[], index?: number): ColumnMonth {
  const name = index === undefined ? columnTable[key].name : `${columnTable[key].name}.${index}`;
  return { name, key, index, statistics: statisticsOf(series), series };
}

/** Of somebody else's making. */
export function foreignColumn(name: string, statistics: ColumnStatistics): ColumnMonth {
  return { name, key: undefined, index: undefined, statistics, series: undefined };
}

export function constantOf(name: string, text: string): Constant {
  return { name, key: undefined, text, rows: 2976 };
}

/** A healthy node; its figures are chance, its days follow from its outages. */
export function hostOf(host: string, change: Partial<HostMonth> = {}): HostMonth {
  const chance = seededRandom(
    [...host].reduce((sum, { length }, index) => sum * 31 + length + host.charCodeAt(index), 7),
  );
  const outages = change.outages ?? [];
  const series = seriesOf(chance, outages);
  const down = outages.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    ...{ host, type: "node", rows: 2976, first: october(1, "00:05"), last: october(31, "23:50") },
    ...{ availability: 1 - down / 2_678_400, coverage: 0.998, outages, reboots: [] },
    columns: series,
    constants: [
      { name: "http_code", key: "httpCode", text: "200", rows: 2976 },
      { name: "loss", key: "loss", text: "0", rows: 2976 },
      { name: "last_boot", key: "lastBoot", text: "2026-07-06T21:31Z", rows: 2976 },
    ],
    ...{ page: undefined, sightings: new Map(), troubles: new Map(), days: daysOf(outages) },
    ...{ statuses: new Map([[200, 2976]]), pingLoss: 0, fileSystems: [], diskFull: undefined, before: undefined },
    ...change,
  };
}

function seriesOf(chance: () => number, outages: readonly Outage[]): ColumnMonth[] {
  const ping = 5 + chance() * 40;
  const disk = 20_000 + chance() * 400_000;
  const values = (make: (index: number) => number) =>
    Array.from({ length: spans }, (_, index) =>
      isDown(index, outages) ? undefined : Math.round(make(index) * 10) / 10,
    );
  return [
    columnOf(
      "pingMs",
      values((index) => ping * (1 + chance() * 0.3 + (index % 28 === 20 ? 2 : 0))),
    ),
    columnOf(
      "httpMs",
      values((index) => 120 + 60 * Math.sin(index / 4) ** 2 + chance() * 40),
    ),
    columnOf(
      "memAvailMib",
      values((index) => 3200 - 400 * Math.sin(index / 4) - chance() * 200),
    ),
    columnOf(
      "diskAvailMib",
      values((index) => disk - index * 16 - (index % 28) * 40),
    ),
  ];
}

function isDown(span: number, outages: readonly Outage[]): boolean {
  const time = from.getTime() + ((span + 0.5) / spans) * 31 * dayMs;
  return outages.some((outage) => outage.from.getTime() < time && time < outage.to.getTime());
}

export function statisticsOf(series: readonly (number | undefined)[]): ColumnStatistics {
  const values = series.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (fraction: number) => values[Math.floor(fraction * (values.length - 1))];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const figures = { min: at(0), p50: at(0.5), p95: at(0.95), max: at(1) };
  return {
    n: values.length * 24,
    nulls: (series.length - values.length) * 24,
    mean,
    stdev: Math.sqrt(variance),
    ...figures,
  };
}

function daysOf(outages: readonly Outage[]): DayAvailability[] {
  return Array.from({ length: 31 }, (_, day) => {
    const [start, end] = [from.getTime() + day * dayMs, from.getTime() + (day + 1) * dayMs];
    const down = outages.reduce((sum, outage) => sum + overlap(outage, start, end), 0) / dayMs;
    return { up: 1 - down, down };
  });
}

function overlap(outage: Outage, start: number, end: number): number {
  return Math.max(0, Math.min(outage.to.getTime(), end) - Math.max(outage.from.getTime(), start));
}

/** Five hosts: one is down, one has been, one runs out of disk, one has several GPUs. */
export function fiveHosts(): MonthReport {
  const db = hostOf("db-1", {
    outages: [
      outageOf(october(3, "10:20"), 45, { errors: ["ping:unreachable", "http:refused", "ssh:refused"] }),
      outageOf(october(28, "03:10"), 5570, { ongoing: true }),
    ],
    reboots: [october(3, "11:01")],
    sightings: new Map([
      ["errors", [sighting("ping:unreachable", 380), sighting("ssh:timeout", 371), sighting("probe:incomplete", 2)]],
    ]),
    before: {
      availability: 0.9998,
      means: new Map([
        ["ping_ms", 5],
        ["disk_avail_mib", 900_000],
      ]),
    },
  });
  const web = hostOf("web-2", {
    diskFull: new Date("2027-05-14T00:00:00Z"),
    page: pageOf([outageOf(october(9, "12:00"), 90, { errors: [], statuses: [502] })]),
    sightings: new Map<ColumnKey, Sighting[]>([
      ["ports", [sighting("8080", 900), sighting("5353/udp")]],
      ["logins", [sighting("root@203.0.113.9", 1)]],
      ["sshPeers", [sighting("203.0.113.9"), sighting("2001:db8::7")]],
    ]),
  });
  const nas = hostOf("nas", { outages: [outageOf(october(17, "22:00"), 12)], reboots: [october(17, "22:09")] });
  const down = alertOf("down", "db-1", {
    findings: ["no answer"],
    since: october(28, "03:10"),
    evidence: [evidence("errors", "ping:unreachable+ssh:timeout")],
  });
  const port = alertOf("port", "web-2", { findings: ["8080"], evidence: [evidence("ports", "8080")] });
  const page = alertOf("http", "web-2", { findings: ["page"], since: october(9, "12:00") });
  return monthOf([db, web, nas, minerOf("miner-1"), hostOf("web-1")], {
    open: [down, port],
    alerts: [pastAlertOf(page, 95), pastAlertOf(port, undefined), pastAlertOf(down, undefined)],
  });
}

function evidence(column: string, text: string): Alert["evidence"][number] {
  return typedRow(october(31, "23:50"), "db-1", { [column]: text });
}

function minerOf(name: string): HostMonth {
  const { columns } = hostOf(name);
  const chance = seededRandom(5);
  const warm = (base: number) => Array.from({ length: spans }, () => Math.round(base + chance() * 6));
  const cards = [warm(52), warm(64)].map((series, index) => columnOf("gpuTempC", series, index));
  return hostOf(name, { type: "miner", columns: [...columns, ...cards] });
}

/** Many hosts, one in twenty of which has been down. */
export function manyHosts(number: number): MonthReport {
  const all = Array.from({ length: number }, (_, index) =>
    hostOf(
      `host-${String(index + 1).padStart(3, "0")}`,
      index < number / 20 ? { outages: [outageOf(october(2 + (index % 28), "04:00"), 30 + index * 7)] } : {},
    ),
  );
  return monthOf(all);
}

export function emptyMonth(change: Partial<MonthReport> = {}): MonthReport {
  return monthOf([], change);
}

/** Half of a month: the rest of it has no days and no values yet. */
export function runningMonth(): MonthReport {
  const end = october(14, "10:00");
  const cut = (host: HostMonth): HostMonth => ({
    ...host,
    ...{
      rows: 1290,
      last: october(14, "09:50"),
      coverage: 0.999,
      days: host.days.map((day, index) => (index < 13 ? day : { up: index === 13 ? 0.4 : 0, down: 0 })),
    },
    columns: host.columns.map((column) => ({
      ...column,
      series: column.series?.map((value, index) => (index < 54 ? value : undefined)),
    })),
  });
  return monthOf(
    ["web-1", "web-2"].map((name) => cut(hostOf(name))),
    { to: end, running: true },
  );
}
