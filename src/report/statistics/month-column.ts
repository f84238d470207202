/** One column of one host over a month: its numbers, its names, or whether it ever changed. Pure. */
import { columns } from "../../columns.ts";
import {
  isNone,
  isSame,
  noNumber,
  numberOf,
  plainOf,
  textOf,
  textOfPlain,
  unusualNumber,
  valueOfPlain,
} from "./cell-bytes.ts";
import type { GatheredColumn } from "./gathered-rows.ts";
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
export function kindOf(name: string): ColumnKind {
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
  /** Of a column of names. */
  readonly names: Sightings | undefined;
  /** What every cell so far has said that said anything. */
  constant: string | undefined;
  /** Whether a cell has said what is no number: a column of ours is one of numbers all the same. */
  isText = false;

  readonly #bounds: ColumnBounds;
  readonly #numbers: Numbers[] = [];
  /** What the latest cell said that was no plain number. */
  #latest = "";
  #latestBytes = new Uint8Array(0);
  /** The latest plain number. */
  #plain = noNumber;
  #hasChanged = false;

  constructor(name: string, bounds: ColumnBounds) {
    this.name = name;
    this.kind = kindOf(name);
    this.isOurs = ours.has(name);
    this.#bounds = bounds;
    if (this.kind === "number") this.#numbersAt(0);
    this.names = this.kind === "names" ? new Sightings() : undefined;
  }

  /** By GPU; of a column of numbers a single one. */
  get numbers(): readonly Numbers[] {
    return this.#numbers;
  }

  /** The plain numbers of some rows. */
  takeNumbers(column: GatheredColumn): void {
    const numbers = this.#numbers[0];
    numbers?.values.addAll(column);
    numbers?.series?.addAll(column);
    if (!this.#hasChanged) this.#compare(column);
  }

  /** A cell of a column of numbers that is not empty and no plain number. */
  takeUnusual(bytes: Uint8Array, start: number, end: number, span: number): void {
    this.#textOf(bytes, start, end);
    const isNumber = add(this.#numbersAt(0), unusualNumber(bytes, start, end), span);
    if (!isNumber && !this.isText) this.isText = !isNone(bytes, start, end);
  }

  /** A cell of a column of another kind that is not empty. Returns its text. */
  takeText(bytes: Uint8Array, start: number, end: number, second: number, span: number): string {
    const text = this.#textOf(bytes, start, end);
    this.names?.add(text, second);
    if (this.kind === "gpus") this.#takeGpus(bytes, start, end, span);
    return text;
  }

  #takeGpus(bytes: Uint8Array, start: number, end: number, span: number): void {
    let index = 0;
    let from = start;
    for (let at = start; at <= end && index < mostGpus; at += 1) {
      if (at < end && bytes[at] !== separator) continue;
      const plain = plainOf(bytes, from, at);
      if (plain === noNumber) add(this.#numbersAt(index), unusualNumber(bytes, from, at), span);
      else addPlain(this.#numbersAt(index), plain, span);
      index += 1;
      from = at + 1;
    }
  }

  /** It is mostly that of the cell before. */
  #textOf(bytes: Uint8Array, start: number, end: number): string {
    if (!isSame(this.#latestBytes, bytes, start, end)) {
      this.#latestBytes = bytes.slice(start, end);
      this.#latest = textOf(bytes, start, end);
    }
    this.#say(this.#latest);
    return this.#latest;
  }

  #compare({ plain, first, end }: GatheredColumn): void {
    for (let at = first; at < end; at += 1) {
      const number = plain[at] ?? noNumber;
      if (number === noNumber || number === this.#plain) continue;
      this.#say(textOfPlain(number));
      this.#plain = number;
    }
  }

  #say(text: string): void {
    if (this.#hasChanged || text === this.constant) return;
    this.#hasChanged = this.constant !== undefined;
    this.constant = this.#hasChanged ? undefined : text;
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

/** False for NaN. */
function add({ values, series }: Numbers, value: number, span: number): boolean {
  if (Number.isNaN(value)) return false;
  values.add(value);
  series?.add(span, value);
  return true;
}

function addPlain({ values, series }: Numbers, plain: number, span: number): void {
  values.addPlain(plain);
  series?.add(span, valueOfPlain(plain));
}

/** The number of a cell; of a GPU's part of it. NaN where there is none. */
export function numberIn(kind: ColumnKind, bytes: Uint8Array, start: number, end: number, index: number): number {
  if (kind !== "gpus") return numberOf(bytes, start, end);
  const part = textOf(bytes, start, end).split("_")[index] ?? "";
  const own = new TextEncoder().encode(part);
  return numberOf(own, 0, own.length);
}
