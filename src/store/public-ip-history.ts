/** RESULTS/public_ip_history.csv: a row whenever the address that the monitor is seen from changes, IPv4 and IPv6 apart. */
import { isoSeconds } from "../check-result.ts";
import type { Change } from "./change.ts";
import { corrupt, formatCsv, readCsv, refuseDamage } from "./csv.ts";
import { publicAddressesName } from "./month-file.ts";
import type { Run } from "./spool.ts";

/** The change of the file by these runs; no change if no run knows an address. */
export function addressChanges(runs: readonly Run[]): Change[] {
  const sightings = runs.flatMap(({ time, publicAddresses = [] }) =>
    publicAddresses.map((ip) => ({ time: isoSeconds(time), ip })),
  );
  if (sightings.length === 0) return [];
  return [{ name: publicAddressesName, merge: (theirs, path) => withSightings(theirs, sightings, path) }];
}

interface Sighting {
  readonly time: string;
  readonly ip: string;
}

interface Entry extends Sighting {
  readonly cells: readonly string[];
}

function withSightings(existing: string | undefined, sightings: readonly Sighting[], path: string): string {
  const { header, entries } = existing === undefined ? { header: ["time", "ip"], entries: [] } : read(existing, path);
  const history = sightings.reduce((known, sighting) => withSighting(known, sighting, header), entries);
  if (existing !== undefined && history.length === entries.length) return existing;
  return formatCsv([header, ...history.map(({ cells }) => cells)]);
}

/** The row of a late run is inserted at its time. Existing rows stay, even if the row before them has changed. */
function withSighting(history: readonly Entry[], sighting: Sighting, header: readonly string[]): readonly Entry[] {
  const end = history.findLastIndex(({ time }) => time <= sighting.time) + 1;
  const before = history.slice(0, end).findLast(({ ip }) => isIpv6(ip) === isIpv6(sighting.ip));
  if (before?.ip === sighting.ip) return history;
  const values = new Map<string, string>(Object.entries(sighting));
  return history.toSpliced(end, 0, { ...sighting, cells: header.map((column) => values.get(column) ?? "") });
}

function isIpv6(ip: string): boolean {
  return ip.includes(":");
}

/** The rows in time order; columns are found by their names. */
function read(text: string, path: string): { header: readonly string[]; entries: readonly Entry[] } {
  const { header, records } = readCsv(text, path, { onDamage: refuseDamage });
  const [time, ip] = [header.indexOf("time"), header.indexOf("ip")];
  if (time === -1 || ip === -1) throw corrupt(path, 1, 1, "a header with the columns time and ip expected");
  const entries = Array.from(records, ({ cells }) => ({ time: cells[time] ?? "", ip: cells[ip] ?? "", cells }));
  return { header, entries: entries.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)) };
}
