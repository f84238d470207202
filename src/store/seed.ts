/**
 * Files of the Python program that this one replaces (ployt0/server_monitor), read as if they were ours.
 *
 *     22 21:32:05,192.  0.  2. 10,15,16,210,200,3.2Gi,2.0Gi,12G,Jul  6 21:31,80+443,
 *
 * No header. `time` is day and time, UTC; year and month are in the file's name. The address is aligned on its dots and
 * is our `host`. `None` and cells missing at the end of a row are unknown. What its columns become:
 *
 *     node_YYMM.csv    time ipv4 ping ping_max http_ms http_code mem_avail swap_free disk_avail last_boot ports ssh_peers
 *     miner_YYMM.csv   time ipv4 ping ping_max mem_avail disk_avail last_boot g_tmp g_mem g_pwr ssh_peers
 *     pings_YYMMDD.csv time ipv4 ping ping_max; `time` is `yymmdd HH:MM:SS`, and a newline may follow the address
 *
 * - sizes (`free -h`, `df -h`; 1024-based, with or without the i) become whole MiB
 * - last_boot is `Jul  6 21:31` in the year of the row, or the year before where that would be later than the row. Boots
 *   of earlier years are only known by the day, `Jul  6 2021`: an empty cell, for the minute would be made up
 * - ports are TCP and UDP alike, without a word which; they are kept as they are
 * - peers become canonical and sorted; the `[` that it wrote for IPv6 is dropped
 * - there was no `errors`: a row without ping had no answer (the rest was then not asked: `ping:unreachable`, loss 100);
 *   with ping, but without an answer over SSH, it is `probe:incomplete`
 */
import { canonicalAddress, compareAddresses } from "../address.ts";
import { isoSeconds } from "../check-result.ts";
import type { HostType } from "../inventory/host.ts";
import { type CsvRecord, type CsvTable, corrupt, type OnDamage, recordOf } from "./csv.ts";
import { type MonthFile, readMonthFileName } from "./month-file.ts";

/** Whether a text begins like a file of the Python program instead of with a header. */
export function isSeedText(text: string): boolean {
  return /^(\d\d|\d{6}) \d\d:\d\d:\d\d,/.test(text);
}

/** The rows under our column names, with `errors` last. */
export function readSeed(text: string, fileName: string, onDamage: OnDamage): CsvTable {
  const file = readMonthFileName(fileName);
  if (file === undefined) throw corrupt(fileName, 1, 1, "rows without a header, and no month in the file's name");
  return { header: headerOf(file.type), records: readRecords(text, fileName, file, onDamage) };
}

/** Our names of the columns. */
export function headerOf(type: HostType): string[] {
  return [...columns[type], "loss", "errors"];
}

const columns: Readonly<Record<HostType, readonly string[]>> = {
  node: [
    ...["time", "host", "ping_ms", "ping_max_ms", "http_ms", "http_code"],
    ...["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"],
  ],
  miner: [
    ...["time", "host", "ping_ms", "ping_max_ms", "mem_avail_mib", "disk_avail_mib", "last_boot"],
    ...["gpu_temp_c", "gpu_mem_mib", "gpu_power_w", "ssh_peers"],
  ],
  ping: ["time", "host", "ping_ms", "ping_max_ms"],
};

/** Cells that came over SSH, and so were `None` when that failed. */
const overSsh = new Set(["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot", "ports", "ssh_peers"]);

function* readRecords(text: string, fileName: string, file: MonthFile, onDamage: OnDamage): Generator<CsvRecord, void> {
  // The Python pinger kept the newline of each target that it read.
  const joined = file.type === "ping" ? text.replaceAll("\n,", " ,") : text;
  for (const [index, written] of joined.split(/\r?\n/).entries()) {
    if (/^[\s,]*$/.test(written)) continue;
    const cells = readLine(written, file);
    if ("what" in cells) onDamage(corrupt(fileName, index + 1, cells.column, cells.what));
    else yield recordOf(index + 1, cells);
  }
}

interface Unreadable {
  readonly column: number;
  readonly what: string;
}

/** The cells of one line, in the order of the header. */
export function readLine(written: string, file: MonthFile): readonly string[] | Unreadable {
  const names = columns[file.type];
  const raw = written.split(",").map((cell) => cell.trim());
  if (raw.length < 2 || raw.length > names.length)
    return { column: raw.length, what: `2 to ${names.length} cells expected, ${raw.length} found` };
  const known = raw.map((cell) => (cell === "None" ? undefined : cell));
  const time = convertTime(known[0] ?? "", file);
  if (time === undefined) return { column: 1, what: "day and time expected" };
  const cells = names.map((name, index) =>
    index === 0 ? isoSeconds(time) : convertCell(name, known[index] ?? "", time),
  );
  const unreadable = cells.indexOf(undefined);
  if (unreadable >= 0) return { column: unreadable + 1, what: `not a value of ${names[unreadable]}` };
  return [...cells.map((cell) => cell ?? ""), ...reasons(names, known)];
}

/** `loss` and `errors`, derived from the unknown cells. */
function reasons(names: readonly string[], known: readonly (string | undefined)[]): [loss: string, errors: string] {
  const unknown = names.filter((_, index) => known[index] === undefined);
  if (unknown.includes("ping_ms")) return ["100", "ping:unreachable"];
  return ["", unknown.some((name) => overSsh.has(name)) ? "probe:incomplete" : ""];
}

/** undefined for a text that the Python program cannot have written. */
function convertCell(name: string, text: string, rowTime: Date): string | undefined {
  if (text === "") return name === "host" ? undefined : "";
  switch (name) {
    case "host":
      return text.replaceAll(" ", "");
    case "mem_avail_mib":
    case "swap_free_mib":
    case "disk_avail_mib":
      return convertSize(text);
    case "last_boot":
      return convertBoot(text, rowTime);
    case "ssh_peers":
      return convertPeers(text);
    default:
      return /^[\w.+]+$/.test(text) ? text : undefined;
  }
}

function convertTime(text: string, file: MonthFile): Date | undefined {
  const match = /^(\d{4})?(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const [, yearMonth = file.yearMonth, day, clock] = match ?? [];
  const iso = `20${yearMonth.slice(0, 2)}-${yearMonth.slice(2)}-${day}T${clock}Z`;
  const time = new Date(iso);
  // Also rejects 31 November, which Date would read as 1 December.
  return match && !Number.isNaN(time.getTime()) && isoSeconds(time) === iso ? time : undefined;
}

const mibPerUnit: ReadonlyMap<string, number> = new Map(
  ["", "K", "M", "G", "T", "P", "E"].map((unit, power) => [unit, 1024 ** (power - 2)]),
);

/** `3.2Gi`, `12G`, `512B`, `0` → whole MiB; `-` (df: not known) → empty. */
function convertSize(text: string): string | undefined {
  if (text === "-") return "";
  const match = /^(\d+(?:\.\d+)?)([KMGTPE]?)i?B?$/.exec(text);
  const mib = mibPerUnit.get(match?.[2] ?? "");
  return match && mib !== undefined ? String(Math.round(Number(match[1]) * mib)) : undefined;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

function convertBoot(text: string, rowTime: Date): string {
  const match = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d)$/.exec(text);
  const month = months.indexOf(match?.[1] ?? "");
  if (!match || month === -1) return "";
  const [day = 0, hour = 0, minute = 0] = match.slice(2).map(Number);
  const boot = new Date(Date.UTC(rowTime.getUTCFullYear(), month, day, hour, minute));
  // The host's time zone may be ahead of UTC: only a time that is more than a day later belongs to the year before.
  if (boot.getTime() > rowTime.getTime() + dayMs) boot.setUTCFullYear(boot.getUTCFullYear() - 1);
  return `${boot.toISOString().slice(0, 16)}Z`;
}

function convertPeers(text: string): string {
  const addresses = text.split("+").map(canonicalAddress);
  return [...new Set(addresses.filter((address) => address !== undefined))].sort(compareAddresses).join("+");
}
