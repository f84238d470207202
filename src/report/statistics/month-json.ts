/** RESULTS/YYYY-MM.json: the figures of a month for programs (CONTRACT section 5). Pure. */
import { isoSeconds } from "../../check-result.ts";
import type { ColumnStatistics, HostMonth, MonthReport, Outage, Sighting } from "./month-model.ts";

/** What is not known is null. Keys that the contract does not name come last. */
export function monthJson(report: MonthReport): string {
  const { month, from, to, rows, hosts, running, damage } = report;
  const figures = {
    ...{ month, from: isoSeconds(from), to: isoSeconds(to), rows, hosts: hosts.map(hostFigures) },
    ...{ running, damage },
  };
  return `${JSON.stringify(figures, null, 2)}\n`;
}

function hostFigures(host: HostMonth) {
  const { availability = null, coverage, outages, columns, constants, ports, peers } = host;
  return {
    ...{ host: host.host, type: host.type, rows: host.rows, availability, coverage },
    outages: outages.map(outageFigures),
    columns: Object.fromEntries(Array.from(columns, ([name, column]) => [name, columnFigures(column)])),
    constants: Object.fromEntries(constants),
    ports: ports.map((sighting) => ({ port: sighting.what, ...seen(sighting) })),
    peers: peers.map((sighting) => ({ peer: sighting.what, ...seen(sighting) })),
    logins: host.logins.map((sighting) => ({ login: sighting.what, ...seen(sighting) })),
    errors: Object.fromEntries(host.errors),
    reboots: host.reboots.map(isoSeconds),
    first: isoSeconds(host.first),
    last: isoSeconds(host.last),
    disk_full: host.diskFull === undefined ? null : isoSeconds(host.diskFull),
  };
}

function outageFigures({ from, to, seconds, errors, ongoing }: Outage) {
  return { from: isoSeconds(from), to: isoSeconds(to), seconds, errors, ongoing };
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

function known(value: number | undefined): number | null {
  return value ?? null;
}

function seen({ rows, first, last }: Sighting) {
  return { rows, first: isoSeconds(first), last: isoSeconds(last) };
}
