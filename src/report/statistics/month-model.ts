/** What a month was like: the one model behind the mail, the month page and the JSON. Times are exact, fractions unrounded. */
import type { Alert } from "../../alerts/alert.ts";
import type { HostType } from "../../inventory/host.ts";

export interface MonthReport {
  /** `2026-10` */
  readonly month: string;
  readonly from: Date;
  /** Exclusive: the end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** Rows of all hosts. */
  readonly rows: number;
  /** Worst first. */
  readonly hosts: readonly HostMonth[];
  /** Lines that could not be read, and files: where, and what is wrong, in words of ours. */
  readonly damage: readonly string[];
  /** Open at `to`, or now. */
  readonly alerts: readonly Alert[];
}

export interface HostMonth {
  readonly host: string;
  /** That of the newest row. */
  readonly type: HostType;
  readonly rows: number;
  readonly first: Date;
  readonly last: Date;
  /** Of the time that was measured, the fraction in which anything answered. undefined: nothing was measured. */
  readonly availability: number | undefined;
  /** Of the month, the fraction that was measured. */
  readonly coverage: number;
  readonly outages: readonly Outage[];
  /** When the host came up again, as far as `last_boot` told. */
  readonly reboots: readonly Date[];
  /** Numeric columns by name, in the order of the file; several numbers in a cell are `gpu_temp_c.0`, `gpu_temp_c.1` … */
  readonly columns: ReadonlyMap<string, ColumnStatistics>;
  /** Columns that said one and the same in every cell that said anything. */
  readonly constants: ReadonlyMap<string, string>;
  readonly ports: readonly Sighting[];
  readonly peers: readonly Sighting[];
  readonly logins: readonly Sighting[];
  /** How often each reason for an empty cell was given. */
  readonly errors: ReadonlyMap<string, number>;
  /** One per UTC day of the month, in order; the strip of availability. */
  readonly days: readonly DayAvailability[];
  /** Means of equal spans of the month, by column, for pictures; undefined where nothing is known. */
  readonly series: ReadonlyMap<string, readonly (number | undefined)[]>;
  /** Where a steady decline of free disk over the month supports it. */
  readonly diskFull: Date | undefined;
  /** The month before, as far as its files have this host. */
  readonly before: HostBefore | undefined;
}

/** From the first row that found the host down to the first that did not. */
export interface Outage {
  readonly from: Date;
  /** Where no row tells of its end: until when the last one counts. */
  readonly to: Date;
  /** What of it was measured. */
  readonly seconds: number;
  /** Error codes, each once, the most frequent first. */
  readonly errors: readonly string[];
  /** No row since has found the host up. */
  readonly ongoing: boolean;
}

export interface ColumnStatistics {
  readonly n: number;
  readonly nulls: number;
  /** undefined without a value. */
  readonly mean: number | undefined;
  /** Of the sample: undefined below two values. */
  readonly stdev: number | undefined;
  readonly min: number | undefined;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly max: number | undefined;
}

/** A port, peer or login that some rows have. `what` may be a host's own words. */
export interface Sighting {
  readonly what: string;
  readonly rows: number;
  readonly first: Date;
  readonly last: Date;
}

/** Fractions of the day. What is neither up nor down was not measured. */
export interface DayAvailability {
  readonly up: number;
  readonly down: number;
}

export interface HostBefore {
  readonly availability: number | undefined;
  /** By column. */
  readonly means: ReadonlyMap<string, number>;
}
