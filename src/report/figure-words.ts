/** Figures of a month as a person reads them: fractions, durations, days, and the values of each column. Pure. */
import * as words from "../words/duration.ts";
import * as instants from "../words/instant.ts";
import { binarySize } from "../words/size.ts";

export { monthWords } from "../words/instant.ts";

/**
 * `99.93 %`, `97.4 %`, `100 %`; `no data` for undefined. Rounded down, so that only what never failed is 100 %, and never
 * to nothing.
 */
export function percentWords(fraction: number | undefined): string {
  if (fraction === undefined || Number.isNaN(fraction)) return "no data";
  if (fraction >= 1) return "100 %";
  if (fraction <= 0) return "0 %";
  const decimals = fraction >= 0.99 ? 2 : 1;
  const units = 100 * 10 ** decimals;
  // The little extra undoes 0.57 × 1000 = 569.9999…
  const whole = Math.min(units - 1, Math.max(1, Math.floor(fraction * units + 1e-6)));
  return `${(whole / 10 ** decimals).toFixed(decimals)} %`;
}

/** `45 s`, `12 min`, `2 h 5 min`, `3 days 4 h`: two units at most, the rest cut off. */
export function durationWords(seconds: number): string {
  return words.durationWords(seconds * 1000);
}

/** `14 May`, and `14 May 2027` in another year than `near`'s. */
export function dayWords(time: Date, near: Date): string {
  return instants.dayWords(time, instants.utcClock(near));
}

/** `14 Oct 03:10`. All times are UTC: the page and the mail say so once. */
export function dayAndTime(time: Date, near: Date): string {
  return instants.instantWords(time, instants.utcClock(near));
}

interface ColumnWords {
  readonly title: string;
  readonly value: (value: number) => string;
}

const columns: ReadonlyMap<string, ColumnWords> = new Map([
  ["ping_ms", { title: "ping", value: inMs }],
  ["ping_max_ms", { title: "slowest ping", value: inMs }],
  ["http_ms", { title: "page", value: inMs }],
  ["http_code", { title: "page status", value: plain }],
  ["mem_avail_mib", { title: "free memory", value: binarySize }],
  ["swap_free_mib", { title: "free swap", value: binarySize }],
  ["disk_avail_mib", { title: "free disk", value: binarySize }],
  ["disk_size_mib", { title: "size of disk", value: binarySize }],
  ["last_boot", { title: "last boot", value: plain }],
  ["gpu_temp_c", { title: "temperature", value: (value) => `${plain(value)} °C` }],
  ["gpu_mem_mib", { title: "memory used", value: binarySize }],
  ["gpu_power_w", { title: "power", value: (value) => `${plain(value)} W` }],
  ["loss", { title: "pings lost", value: (value) => `${plain(value)} %` }],
  ["cert_days", { title: "certificate", value: (value) => `${plain(value)} days` }],
  ["ports", { title: "ports", value: plain }],
  ["ssh_peers", { title: "SSH peers", value: plain }],
  ["logins", { title: "logins", value: plain }],
  ["errors", { title: "errors", value: plain }],
]);

/** `free disk`, `GPU 1 temperature`; undefined for a column of somebody else's making. */
export function columnTitle(column: string): string | undefined {
  const { name, gpu } = partsOf(column);
  const title = columns.get(name)?.title;
  return title === undefined || !name.startsWith("gpu_")
    ? title
    : `${gpu === undefined ? "GPU" : `GPU ${gpu}`} ${title}`;
}

/** `12 ms`, `3.2 GiB`, `42 °C` */
export function columnValue(column: string, value: number): string {
  return (columns.get(partsOf(column).name)?.value ?? plain)(value);
}

/** `12 → 48 ms`, `800 MiB → 1.2 GiB` */
export function columnChange(column: string, before: number, after: number): string {
  const [from, to] = [columnValue(column, before), columnValue(column, after)];
  const unit = to.slice(to.indexOf(" "));
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} → ${to}`;
}

function partsOf(column: string): { name: string; gpu: string | undefined } {
  const [name = "", gpu] = column.split(".");
  return { name, gpu };
}

function inMs(value: number): string {
  return `${plain(value)} ms`;
}

/** Three digits say enough: `0.42`, `9.7`, `142`. */
function plain(value: number): string {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}
