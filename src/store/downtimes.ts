/**
 * RESULTS/maintenance.csv: maintenance that people have announced, on GitHub's page or by the command.
 *
 *     from,to,host,why
 *     2026-11-25T18:00Z,2026-11-25T20:00+01:00,db-1,kernel          host empty: all
 */
import { isoSeconds } from "../check-result.ts";
import { csvText } from "../safe-text.ts";
import type { Change } from "./change.ts";
import { type CsvTable, corrupt, formatCsv, readCsv } from "./csv.ts";
import { maintenanceName } from "./month-file.ts";

export interface Downtime {
  readonly from: Date;
  readonly to: Date;
  /** undefined: all hosts. */
  readonly host: string | undefined;
  /** A person's text. */
  readonly why: string;
}

export interface Downtimes {
  readonly downtimes: readonly Downtime[];
  /** Lines that cannot be read, each with its place and the fix. They cost no more than themselves. */
  readonly problems: readonly string[];
}

const columns = ["from", "to", "host", "why"] as const;
const mostProblems = 20;
const mostDowntimes = 10_000;
const longestText = 200;

export function readDowntimes(text: string, path: string): Downtimes {
  const problems: string[] = [];
  const onDamage = ({ message }: Error) => {
    if (problems.length < mostProblems) problems.push(message);
  };
  const downtimes: Downtime[] = [];
  try {
    const { header, records } = readCsv(text, path, { onDamage });
    const places = placesOf(header, path);
    for (const { line, cells } of records) {
      const downtime = downtimeOf(places.map((at) => cells[at]?.trim() ?? ""));
      if (typeof downtime !== "string" && downtimes.length < mostDowntimes) downtimes.push(downtime);
      if (typeof downtime === "string") onDamage(corrupt(path, line, 1, downtime));
    }
  } catch (cause) {
    onDamage(cause instanceof Error ? cause : new Error(String(cause)));
  }
  return { downtimes, problems };
}

/** Where the columns are, by their names. */
function placesOf(header: CsvTable["header"], path: string): readonly number[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const places = columns.map((name) => names.indexOf(name));
  if (places.slice(0, 3).includes(-1)) throw corrupt(path, 1, 1, `a header ${columns.join(",")} expected`);
  return places;
}

/** A text says what is wrong. */
function downtimeOf([start = "", end = "", host = "", why = ""]: readonly string[]): Downtime | string {
  const [from, to] = [instantOf(start), instantOf(end)];
  if (from === undefined || to === undefined)
    return "a time such as 2026-11-25T18:00Z or 2026-11-25T18:00+01:00 expected";
  if (from >= to) return "an end (to) after the start (from) expected";
  return { from, to, host: host === "" ? undefined : host, why: why.slice(0, longestText) };
}

const timePattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d{1,9})? ?(Z|[+-]\d\d:?\d\d)$/i;

function instantOf(text: string): Date | undefined {
  const [, day, minute, seconds = ":00", zone = ""] = timePattern.exec(text) ?? [];
  const local = `${day}T${minute}${seconds}`;
  const offset = zone.toUpperCase().replace(/^([+-]\d\d):?/, "$1:");
  const [wall, instant] = [new Date(`${local}Z`), new Date(`${local}${offset}`)];
  // A day that there is not, such as 30 February, becomes another.
  const isReal = !Number.isNaN(instant.getTime()) && wall.toISOString().startsWith(local);
  return isReal ? instant : undefined;
}

/** Adds a line at the end of the file, and leaves the others as they are. */
export function downtimeChange(downtime: Downtime): Change {
  return {
    name: maintenanceName,
    merge: (theirs, path) => {
      const present = theirs === undefined || theirs.trim() === "" ? formatCsv([columns]) : theirs;
      const { header } = readCsv(present, path, { onDamage: () => undefined });
      placesOf(header, path);
      const { from, to, host = "", why } = downtime;
      const cells = { from: isoSeconds(from), to: isoSeconds(to), host, why: csvText(why.slice(0, longestText)) };
      const line = header.map((name) => new Map(Object.entries(cells)).get(name.trim().toLowerCase()) ?? "");
      return `${present.replace(/\r?\n?$/, "")}\n${formatCsv([line])}`;
    },
  };
}
