/** What a month was like: the one model behind the mail, the month page and the JSON. Times are exact, fractions unrounded. */
import type { Alert, AlertKind } from "../../alerts/alert.ts";
import type { HostType } from "../../inventory/host.ts";
import type { ColumnKey } from "../../row/columns.ts";

export interface MonthReport {
  /** `2026-10` */
  readonly month: string;
  readonly from: Date;
  /** Exclusive: the end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** IANA zone in which people read its times. */
  readonly zone: string;
  /** Rows of all hosts. */
  readonly rows: number;
  /** Worst first. */
  readonly hosts: readonly HostMonth[];
  /** Lines and files that could not be read: where, and what is wrong, in words of ours. */
  readonly damage: readonly string[];
  /** Open at `to`. */
  readonly open: readonly Alert[];
  /** Every one that was open in the month, the earliest first. */
  readonly alerts: readonly MonthAlert[];
  /** When no row says anything of any host. */
  readonly gaps: readonly Gap[];
  readonly silences: readonly Silence[];
}

export interface MonthAlert {
  readonly kind: AlertKind;
  readonly host: string;
  readonly from: Date;
  /** undefined: still open at the end of the month. */
  readonly to: Date | undefined;
  /** Every one that it had. May be a host's own words. */
  readonly findings: readonly string[];
  /** As it was last. */
  readonly latest: Alert;
}

export interface Gap {
  readonly from: Date;
  readonly to: Date;
  readonly why: "no rows" | "monitor:offline";
}

/** A time in which a host's troubles opened no alert. */
export interface Silence {
  readonly from: Date;
  readonly to: Date;
  readonly host: string;
  /** As in the column: `maintenance`, `depends-on:router`. */
  readonly why: readonly string[];
  /** A person's own words, from maintenance.csv. */
  readonly reason?: string | undefined;
}

export interface Availability {
  /** Of the time that was measured, the fraction in which it was up. undefined: nothing was measured. */
  readonly availability: number | undefined;
  /** Of the month, the fraction that was measured. */
  readonly coverage: number;
  readonly outages: readonly Outage[];
  /** One per UTC day of the month, in order. */
  readonly days: readonly DayAvailability[];
}

/** From the first row that found it down to the first that found it up. */
export interface Outage {
  readonly from: Date;
  /** Where no row tells of its end: until when the last one counts. */
  readonly to: Date;
  /** What of it was measured. */
  readonly seconds: number;
  /** Error codes, each once, the most frequent first. */
  readonly errors: readonly string[];
  /** Of a page: what it answered instead, the most frequent first. */
  readonly statuses: readonly number[];
  /** No row since has found it up. */
  readonly ongoing: boolean;
}

/** Fractions of the day. What is neither up nor down was not measured. */
export interface DayAvailability {
  readonly up: number;
  readonly down: number;
}

/** Of a host that anything answered of. */
export interface HostMonth extends Availability {
  readonly host: string;
  /** That of the newest row. */
  readonly type: HostType;
  /** As the inventory has it, where that is at hand. */
  readonly group?: string | undefined;
  readonly rows: number;
  readonly first: Date;
  readonly last: Date;
  /** A status below 400 over a valid connection is up. undefined: it has none. */
  readonly page: Availability | undefined;
  /** When the host came up again, as far as its rows tell. */
  readonly reboots: readonly Date[];
  /** Columns with statistics, in the order of the files; a column of several numbers is several. */
  readonly columns: readonly ColumnMonth[];
  /** Columns that said one and the same in every cell that said anything. */
  readonly constants: readonly Constant[];
  readonly sightings: ReadonlyMap<ColumnKey, readonly Sighting[]>;
  /** How many checks got which HTTP status, the most frequent first. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Of the pings to a host that answered, the fraction that was lost. undefined: nothing is known. */
  readonly pingLoss: number | undefined;
  /** What was wrong while the host answered and was not silenced: error codes and statuses, and in how many rows. */
  readonly troubles: ReadonlyMap<string | number, number>;
  /** When `/` is full, where a steady decline of its free space over the month supports it. */
  readonly diskFull: Date | undefined;
  /** The others, by mount. */
  readonly fileSystems: readonly FileSystemMonth[];
  /** The month before, as far as its files have this host. */
  readonly before: HostBefore | undefined;
}

export interface FileSystemMonth {
  /** A host's own words. */
  readonly mount: string;
  readonly sizeMib: number;
  readonly leastMib: number;
  /** Means of the free space, MiB, as in a column. */
  readonly series: readonly (number | undefined)[];
  /** As `diskFull`. */
  readonly full: Date | undefined;
}

export interface ColumnMonth {
  /** `gpu_temp_c.0` for the first of several. */
  readonly name: string;
  /** undefined: a column that is not ours. */
  readonly key: ColumnKey | undefined;
  /** Which of several. */
  readonly index: number | undefined;
  readonly statistics: ColumnStatistics;
  /** Means of equal spans of the month, undefined where nothing is known; of columns that are drawn. */
  readonly series: readonly (number | undefined)[] | undefined;
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

export interface Constant {
  readonly name: string;
  readonly key: ColumnKey | undefined;
  /** As a file has it. */
  readonly text: string;
  /** In how many rows. */
  readonly rows: number;
}

/** A name that some rows have. It may be a host's own words. */
export interface Sighting {
  readonly what: string;
  readonly rows: number;
  readonly first: Date;
  readonly last: Date;
  /** How long it stayed, at most: over rows in a row that tell. */
  readonly staySeconds: number;
}

export interface HostBefore {
  readonly availability: number | undefined;
  /** By the names of columns. */
  readonly means: ReadonlyMap<string, number>;
}
