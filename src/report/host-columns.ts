/** The columns of a table of hosts: what a person wants to see of a host's newest row, in one wording everywhere. Pure. */
import { type ColumnKey, columnTable } from "../row/columns.ts";
import type { Row } from "../row/row.ts";
import { stateOf } from "../row/state.ts";
import { valueWords } from "../row/words.ts";
import { listed } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { freeOf } from "../words/size.ts";
import { measuredWords } from "./column-words.ts";

export interface HostColumn {
  readonly key: ColumnKey;
  readonly title: string;
  /** "" where the row has nothing to say. */
  readonly text: (row: Row) => string;
  /** Whether the text may hold something that Markdown reads. */
  readonly quoted?: true;
}

const mostListed = 6;

/** In the order of what matters: on a phone the first few are in sight. */
export const hostColumns: readonly HostColumn[] = [
  column("pingMs", pingWords),
  column("httpMs", pageWords),
  column("diskAvailMib", ({ diskAvailMib, diskSizeMib }) => freeWords(diskAvailMib, diskSizeMib)),
  column("memAvailMib", ({ memAvailMib, memTotalMib }) => freeWords(memAvailMib, memTotalMib)),
  column("swapFreeMib", swapWords),
  { ...column("lastBoot", uptimeWords), title: "up for" },
  column("certDays", certificateWords),
  { ...column("gpuTempC"), title: "GPUs" },
  column("ports", ({ ports = [] }) => listed(ports, mostListed)),
  { ...column("sshPeers", ({ sshPeers = [] }) => listed(sshPeers, mostListed)), quoted: true },
  { ...column("logins", ({ logins = [] }) => listed(logins, mostListed)), quoted: true },
];

function column(key: ColumnKey, text: (row: Row) => string = (row) => valueWords(key, row)): HostColumn {
  return { key, title: columnTable[key].title, text };
}

function freeWords(free: number | undefined, size: number | undefined): string {
  return free === undefined ? "" : freeOf(free, size);
}

function swapWords({ type, swapFreeMib, swapTotalMib }: Row): string {
  if (type !== "node") return "";
  return swapTotalMib === 0 ? "no swap" : freeWords(swapFreeMib, swapTotalMib);
}

function timeWords(key: "pingMs" | "httpMs", row: Row): string {
  const value = row[key];
  return value === undefined ? "" : measuredWords(key, value);
}

/** `12.3 ms`, `12.3 ms, 25 % lost`, `no answer`. Of a host that is down, the last goes without saying. */
function pingWords(row: Row): string {
  const mean = timeWords("pingMs", row);
  if (mean === "") return row.errors.includes("ping:unreachable") && stateOf(row) !== "down" ? "no answer" : "";
  return row.loss ? `${mean}, ${valueWords("loss", row)} lost` : mean;
}

/** `142 ms`; where the status is worth a word, `502 in 12 ms`. */
function pageWords(row: Row): string {
  const [time, { httpCode: status }] = [timeWords("httpMs", row), row];
  return status === undefined || (status >= 200 && status < 300) ? time : `${status} in ${time}`;
}

function uptimeWords({ time, lastBoot }: Row): string {
  return lastBoot === undefined ? "" : durationWords(time.getTime() - lastBoot.getTime());
}

function certificateWords(row: Row): string {
  return row.certDays !== undefined && row.certDays < 0 ? "expired" : valueWords("certDays", row);
}
