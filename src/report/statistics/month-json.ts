/** RESULTS/YYYY-MM.json: the figures of a month for programs (CONTRACT section 5). Pure. */
import * as v from "valibot";
import { isoSeconds } from "../../check-result.ts";
import { type ColumnKey, columnTable } from "../../row/columns.ts";
import type {
  Availability,
  ColumnStatistics,
  HostBefore,
  HostMonth,
  MonthReport,
  Outage,
  Sighting,
} from "./month-model.ts";

/** What is not known is null. */
export function monthJson(report: MonthReport): string {
  const { month, from, to, rows, hosts, running, damage } = report;
  const figures = {
    ...{ month, from: isoSeconds(from), to: isoSeconds(to), rows, hosts: hosts.map(hostFigures) },
    alerts: report.alerts.map(({ kind, host, findings, ...alert }) => ({
      ...{ kind, host, from: isoSeconds(alert.from), to: instant(alert.to), findings },
    })),
    gaps: report.gaps.map((gap) => ({ from: isoSeconds(gap.from), to: isoSeconds(gap.to), why: gap.why })),
    silenced: report.silences.map(({ host, why, reason, ...silence }) => ({
      ...{
        from: isoSeconds(silence.from),
        to: isoSeconds(silence.to),
        host,
        why: why.join("+"),
        reason: reason ?? null,
      },
    })),
    ...{ running, damage },
  };
  return `${JSON.stringify(figures, null, 2)}\n`;
}

function hostFigures(host: HostMonth) {
  const { columns, constants, page, sightings } = host;
  const seen = (key: ColumnKey) => sightings.get(key) ?? [];
  return {
    ...{ host: host.host, type: host.type, ...(host.group === undefined ? {} : { group: host.group }) },
    ...{ rows: host.rows, ...availability(host) },
    ...(page === undefined ? {} : { page: availability(page) }),
    columns: Object.fromEntries(columns.map(({ name, statistics }) => [name, columnFigures(statistics)])),
    constants: Object.fromEntries(constants.map(({ name, text }) => [name, text])),
    ports: seen("ports").map((sighting) => sightingFigures("port", sighting)),
    peers: seen("sshPeers").map((sighting) => sightingFigures("peer", sighting)),
    logins: seen("logins").map((sighting) => sightingFigures("login", sighting)),
    errors: Object.fromEntries(seen("errors").map(({ what, rows }) => [what, rows])),
    seen: otherSightings(sightings),
    reboots: host.reboots.map(isoSeconds),
    first: isoSeconds(host.first),
    last: isoSeconds(host.last),
    disk_full: instant(host.diskFull),
    file_systems: host.fileSystems.map(({ mount, sizeMib, leastMib, full }) => ({
      ...{ mount, size_mib: sizeMib, least_mib: leastMib, full: instant(full) },
    })),
  };
}

function availability({ availability: up, coverage, outages }: Availability) {
  return { availability: known(up), coverage, outages: outages.map(outageFigures) };
}

/** Only a page has statuses. */
function outageFigures({ from, to, seconds, errors, statuses, ongoing }: Outage) {
  const answers = statuses.length === 0 ? {} : { statuses };
  return { from: isoSeconds(from), to: isoSeconds(to), seconds, errors, ...answers, ongoing };
}

function columnFigures({ n, nulls, mean, stdev, min, p50, p95, max }: ColumnStatistics) {
  return {
    n,
    nulls,
    mean: known(mean),
    stdev: known(stdev),
    min: known(min),
    p50: known(p50),
    p95: known(p95),
    max: known(max),
  };
}

function instant(time: Date | undefined): string | null {
  return time === undefined ? null : isoSeconds(time);
}

function known(value: number | undefined): number | null {
  return value ?? null;
}

function sightingFigures(name: string, { what, rows, first, last }: Sighting) {
  return { [name]: what, rows, first: isoSeconds(first), last: isoSeconds(last) };
}

const withKeysOfTheirOwn: readonly ColumnKey[] = ["ports", "sshPeers", "logins", "errors", "silenced"];

/** By column, those in which something was seen. */
function otherSightings(sightings: HostMonth["sightings"]) {
  const others = [...sightings].filter(([key, seen]) => seen.length > 0 && !withKeysOfTheirOwn.includes(key));
  return Object.fromEntries(
    others.map(([key, seen]) => [columnTable[key].name, seen.map((each) => sightingFigures("name", each))]),
  );
}

/** What the next month is compared with. Only a month that is over and was read completely has it. */
const comparable = (month: string) =>
  v.pipe(
    v.string(),
    v.parseJson(),
    v.object({
      ...{ month: v.literal(month), running: v.literal(false), damage: v.pipe(v.array(v.string()), v.length(0)) },
      hosts: v.array(
        v.object({
          ...{ host: v.string(), availability: v.nullable(v.number()) },
          columns: v.record(v.string(), v.object({ mean: v.nullable(v.number()) })),
        }),
      ),
    }),
  );

/** The hosts of an earlier month, from its JSON. undefined: the text does not tell; its rows must be read instead. */
export function readHostsBefore(json: string, month: string): ReadonlyMap<string, HostBefore> | undefined {
  const read = v.safeParse(comparable(month), json);
  if (!read.success) return undefined;
  return new Map(
    read.output.hosts.map(({ host, availability, columns }) => {
      const means = Object.entries(columns).flatMap(([name, { mean }]) =>
        mean === null ? [] : [[name, mean] as const],
      );
      return [host, { availability: availability ?? undefined, means: new Map(means) }];
    }),
  );
}
