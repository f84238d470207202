/** The columns of a month and their figures as a person reads them. Pure. */
import { type ColumnKey, columnTable, plain } from "../row/columns.ts";
import { knownWords } from "../row/words.ts";
import { type Clock, instantWords } from "../words/instant.ts";
import { withOneUnit } from "../words/size.ts";
import type { ColumnMonth, ColumnStatistics, Constant, HostMonth } from "./statistics/month-model.ts";

interface Named {
  readonly key: ColumnKey | undefined;
  readonly index?: number | undefined;
}

/** `free disk`, `GPU 1 temperature`; undefined for a column that is not ours. */
export function columnTitle({ key, index }: Named): string | undefined {
  if (key === undefined) return undefined;
  const { title, value } = columnTable[key];
  return value.kind === "numbers" ? `GPU ${index === undefined ? "" : `${index} `}${title}` : title;
}

/** `12 ms`, `3.2 GiB`, `42 °C` */
export function figureWords(key: ColumnKey | undefined, value: number): string {
  return key === undefined ? plain(value) : columnTable[key].words(value);
}

/** The files have one decimal of a ping, and none of a page: 0 is `<0.1 ms`, not no time. */
const smallest: Readonly<Partial<Record<ColumnKey, number>>> = { pingMs: 0.1, pingMaxMs: 0.1, httpMs: 1 };

/** A value as it was measured, unlike a standard deviation: `12 ms`, `<0.1 ms` */
export function measuredWords(key: ColumnKey | undefined, value: number): string {
  const least = key === undefined ? undefined : smallest[key];
  return value === 0 && least !== undefined ? `<${figureWords(key, least)}` : figureWords(key, value);
}

/** `12 → 48 ms`, `800 MiB → 1.2 GiB` */
export function twoFigures(key: ColumnKey | undefined, first: number, between: "→" | "/", second: number): string {
  const [from, to] = [measuredWords(key, first), measuredWords(key, second)];
  return withOneUnit(from, between, to);
}

/** Those of one column: several, where its cells hold several numbers. */
export function monthsOf({ columns }: HostMonth, key: ColumnKey): ColumnMonth[] {
  return columns.filter((column) => column.key === key);
}

/** Of a column with a single number. */
export function statisticsOf(host: HostMonth, key: ColumnKey): Partial<ColumnStatistics> {
  return monthsOf(host, key)[0]?.statistics ?? {};
}

/** What never changed and is told nowhere else. */
export function toldConstants({ constants }: HostMonth): Constant[] {
  return constants.filter(
    ({ key }) => !toldElsewhere.includes(key) && (key === undefined || columnTable[key].month !== "sightings"),
  );
}

/** In a table or a line of their own, or for programs alone. */
const toldElsewhere: readonly (ColumnKey | undefined)[] = ["disks", "httpCode", "bootId", "peerPorts"];

/** `2.0 GiB`, `6 Jul 21:31`, `41 °C, 43 °C`; of a column that is not ours, as the file has it. */
export function constantWords({ key, text }: Constant, clock: Clock): string {
  const value: unknown = key && columnTable[key].value.decode(text);
  if (value instanceof Date) return instantWords(value, clock);
  return key === undefined || value === undefined ? text : knownWords(key, value);
}
