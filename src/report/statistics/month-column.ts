/** One column of one host over a month: its numbers, its names, or whether it ever changed. Pure. */
import { columns } from "../../columns.ts";
import { isNone, isSame, numberOf, plainOf, textOf, unusualNumber, valueOfPlain } from "./cell-bytes.ts";
import { Series } from "./series.ts";
import { Sightings } from "./sightings.ts";
import { Values } from "./statistics.ts";

/** gpus: a number for each, joined by `_`. names: joined by `+`. */
export type ColumnKind = "number" | "gpus" | "names" | "boot";

const kinds: ReadonlyMap<string, ColumnKind> = new Map([
  ...["ports", "ssh_peers", "logins", "errors"].map((name) => [name, "names"] as const),
  ["last_boot", "boot"],
]);

/** Columns that nobody knows yet are taken for numbers until a cell is none. */
function kindOf(name: string): ColumnKind {
  return kinds.get(name) ?? (name.startsWith("gpu_") ? "gpus" : "number");
}

const ours = new Set(columns.map(({ name }) => name));
const withPictures = /^(ping_ms|http_ms|mem_avail_mib|swap_free_mib|disk_avail_mib|loss|gpu_temp_c)$/;
const separator = 0x5f;
/** A cell of a thousand GPUs is not from a miner. */
const mostGpus = 64;

/** What collects the numbers of a column, or of one GPU in it. */
export interface Numbers {
  readonly values: Values;
  readonly series: Series | undefined;
}

export interface ColumnBounds {
  /** Values that are kept of each column. */
  readonly most: number;
  /** How many points a picture has. */
  readonly spans: number;
}

export class MonthColumn {
  readonly kind: ColumnKind;
  readonly name: string;
  /** Whether the contract names it. */
  readonly isOurs: boolean;
  readonly names = new Sightings();
  /** What every cell so far has said that said anything. */
  constant: string | undefined;
  /** Whether a cell has said what is no number: a column of ours is one of numbers all the same. */
  isText = false;

  /** What the latest cell said; not of a column of numbers. */
  latest = "";

  readonly #bounds: ColumnBounds;
  readonly #numbers: Numbers[] = [];
  #values: Values | undefined;
  #series: Series | undefined;
  #latestBytes = new Uint8Array(0);
  /** The latest number, as `plainOf` has it, while all are the same. */
  #plain = -1;
  #hasChanged = false;

  constructor(name: string, bounds: ColumnBounds) {
    this.name = name;
    this.kind = kindOf(name);
    this.isOurs = ours.has(name);
    this.#bounds = bounds;
    if (this.kind === "number") ({ values: this.#values, series: this.#series } = this.#numbersAt(0));
  }

  /** By GPU; of a column of numbers a single one. */
  get numbers(): readonly Numbers[] {
    return this.#numbers;
  }

  /** A cell that is not empty, of a row at `second`, in the span of that number. */
  take(bytes: Uint8Array, start: number, end: number, second: number, span: number): void {
    const values = this.#values;
    const plain = values === undefined ? -1 : plainOf(bytes, start, end);
    if (values === undefined || plain < 0) return this.#takeText(bytes, start, end, second, span);
    values.addPlain(plain);
    this.#series?.add(span, valueOfPlain(plain));
    if (this.#hasChanged || plain === this.#plain) return;
    this.#plain = plain;
    this.#say(textOf(bytes, start, end));
  }

  #takeText(bytes: Uint8Array, start: number, end: number, second: number, span: number): void {
    if (!isSame(this.#latestBytes, bytes, start, end)) {
      this.#latestBytes = bytes.slice(start, end);
      this.latest = textOf(bytes, start, end);
    }
    this.#say(this.latest);
    if (this.kind === "names") this.names.add(this.latest, second);
    else if (this.kind === "gpus") this.#takeGpus(bytes, start, end, span);
    else if (this.kind === "number" && !add(this.#numbersAt(0), bytes, start, end, span) && !this.isText)
      this.isText = !isNone(bytes, start, end);
  }

  #say(text: string): void {
    if (this.#hasChanged || text === this.constant) return;
    this.#hasChanged = this.constant !== undefined;
    this.constant = this.#hasChanged ? undefined : text;
  }

  #takeGpus(bytes: Uint8Array, start: number, end: number, span: number): void {
    let [index, from] = [0, start];
    for (let at = start; at <= end && index < mostGpus; at += 1) {
      if (at < end && bytes[at] !== separator) continue;
      add(this.#numbersAt(index), bytes, from, at, span);
      index += 1;
      from = at + 1;
    }
  }

  #numbersAt(index: number): Numbers {
    const known = this.#numbers[index];
    if (known !== undefined) return known;
    const series = withPictures.test(this.name) ? new Series(this.#bounds.spans) : undefined;
    const made = { values: new Values(this.#bounds.most), series };
    this.#numbers[index] = made;
    return made;
  }
}

/** False where there is no number. */
function add({ values, series }: Numbers, bytes: Uint8Array, start: number, end: number, span: number): boolean {
  const plain = plainOf(bytes, start, end);
  const value = plain >= 0 ? valueOfPlain(plain) : unusualNumber(bytes, start, end);
  if (Number.isNaN(value)) return false;
  if (plain >= 0) values.addPlain(plain);
  else values.add(value);
  series?.add(span, value);
  return true;
}

/** The number of a cell; of a GPU's part of it. NaN where there is none. */
export function numberIn(kind: ColumnKind, bytes: Uint8Array, start: number, end: number, index: number): number {
  if (kind !== "gpus") return numberOf(bytes, start, end);
  const part = textOf(bytes, start, end).split("_")[index] ?? "";
  const own = new TextEncoder().encode(part);
  return numberOf(own, 0, own.length);
}
