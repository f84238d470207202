/** What is worth a word beside a host's state: why it is so, and facts that are out of the ordinary. Pure. */
import type { Row } from "../../row/row.ts";
import type { Shown } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { type Clock, instantWords } from "../../words/instant.ts";
import { freeOf } from "../../words/size.ts";
import { figureWords } from "../column-words.ts";
import { causesNow } from "../host-now.ts";
import type { HostStatus } from "./status-model.ts";

const dayMs = 86_400_000;
/** Of all memory. Far less opens an alert. */
const littleMemory = 0.1;

/** `port 8080 is open`, `8 GPUs, 59–74 °C, GPU 5 gone`, `1.4 of 16 GiB memory available`, `booted 22 Nov 21:20` */
export function notesOf(status: HostStatus, clock: Clock): readonly Shown[] {
  const { row, state, alerts } = status;
  if (row === undefined || state === "unknown" || state === "down") return causesNow(status);
  const gpu = alerts.find(({ kind, closing }) => kind === "gpu" && closing === undefined);
  const others = causesNow({ ...status, alerts: alerts.filter((alert) => alert !== gpu) });
  return [...others, ...(gpu ? [gpuWords(row)] : []), ...memoryNote(status), ...bootNote(row, clock)];
}

/** Which notes there are, without figures that move. */
export function noteKeys({ row, alerts }: HostStatus): string {
  if (row === undefined) return "";
  return `${isShortOfMemory(row, alerts) ? "memory" : ""} ${isFreshBoot(row) ? row.lastBoot?.toISOString() : ""}`;
}

function gpuWords({ gpuTempC = [] }: Row): string {
  const known = gpuTempC.filter((temp) => temp !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const gone = gpuTempC.flatMap((temp, index) => (temp === undefined ? [`GPU ${index} gone`] : []));
  const range = least === most ? "" : `${least}–`;
  const temperatures = known.length === 0 ? [] : [`${range}${figureWords("gpuTempC", most)}`];
  return [count(gpuTempC.length, "GPU"), ...temperatures, ...gone].join(", ");
}

function memoryNote({ row, alerts }: HostStatus): string[] {
  if (row?.memAvailMib === undefined || !isShortOfMemory(row, alerts)) return [];
  return [`${freeOf(row.memAvailMib, row.memTotalMib)} memory available`];
}

function isShortOfMemory({ memAvailMib, memTotalMib }: Row, alerts: HostStatus["alerts"]): boolean {
  if (memAvailMib === undefined || memTotalMib === undefined) return false;
  return memAvailMib < littleMemory * memTotalMib && !alerts.some(({ kind }) => kind === "memory");
}

function bootNote(row: Row, clock: Clock): string[] {
  return row.lastBoot !== undefined && isFreshBoot(row) ? [`booted ${instantWords(row.lastBoot, clock)}`] : [];
}

function isFreshBoot({ time, lastBoot }: Row): boolean {
  return lastBoot !== undefined && time.getTime() - lastBoot.getTime() < dayMs;
}
