/** The names of result files: which type and month a file holds, and which file a row belongs to. */
import { basename } from "node:path";
import { type HostType, hostTypes } from "../inventory/host.ts";

/** Files that are not of a month. */
export const knownHostsName = "known_hosts";
export const publicAddressesName = "public_ip_history.csv";
export const statusPageName = "README.md";
export const maintenanceName = "maintenance.csv";

export interface MonthFile {
  readonly type: HostType;
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** `2611`: sorts as the months do. */
  readonly yearMonth: string;
  /** Set for the files the seed's pinger wrote day by day, `pings_261122.csv`. */
  readonly day?: number | undefined;
}

/** `node_2611.csv` for a run that started in November 2026, UTC. */
export function monthFile(type: HostType, time: Date): string {
  return `${type}_${yearMonthOf(time)}.csv`;
}

/** What a file's name says it holds; undefined for other files. The path before the name does not matter. */
export function readMonthFileName(path: string): MonthFile | undefined {
  const match = /^(node|miner|ping|pings)_(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?\.csv$/.exec(basename(path));
  const [, unit = "", year = "", month = "", day] = match ?? [];
  if (!match || (unit === "pings") !== (day !== undefined)) return undefined;
  const type = hostTypes.find((known) => known === unit) ?? "ping";
  return {
    type,
    year: 2000 + Number(year),
    month: Number(month),
    yearMonth: year + month,
    day: day === undefined ? undefined : Number(day),
  };
}

/** `2611`. */
export function yearMonthOf(time: Date): string {
  return time.toISOString().slice(2, 7).replace("-", "");
}
