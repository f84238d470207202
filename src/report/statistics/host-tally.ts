/** Everything that the rows of one host add up to, row by row. Pure. */
import type { HostType } from "../../inventory/host.ts";
import { type Columns, columnsOf } from "../../row-state.ts";
import type { MonthRow } from "../../store/row-reader.ts";
import { isSame, noNumber, plainOf } from "./cell-bytes.ts";
import { GatheredRows } from "./gathered-rows.ts";
import { type ColumnBounds, kindOf, MonthColumn } from "./month-column.ts";
import { RowLog } from "./row-log.ts";
import { spanSeconds } from "./series.ts";
import { Verdicts } from "./verdicts.ts";

/** What is known of a header: made once for all rows under it. */
export interface Layout {
  readonly header: readonly string[];
  readonly columns: Columns;
  /** Which cells are numbers, and which are others; the time and the host are neither. */
  readonly numbers: readonly number[];
  readonly texts: readonly number[];
  readonly boot: number;
}

export function layoutOf(header: readonly string[]): Layout {
  const cells = [...header.keys()].filter((at) => header[at] !== "time" && header[at] !== "host");
  const isNumber = (at: number) => kindOf(header[at] ?? "") === "number";
  const texts = cells.filter((at) => !isNumber(at));
  const columns = columnsOf(header);
  return { header, columns, numbers: cells.filter(isNumber), texts, boot: columns.index.get("last_boot") ?? -1 };
}

/** A later boot by less is the same one, told by a clock that drifts. */
const sameBootMs = 120_000;
const mostReboots = 1000;

export class HostTally {
  readonly host: string;
  readonly log = new RowLog();
  /** By name, in the order of the files. */
  readonly columns = new Map<string, MonthColumn>();
  readonly reboots: Date[] = [];
  /** Of the newest row. */
  type: HostType;

  /** Of which host the row was that came after the latest of this one. */
  next: HostTally | undefined;

  readonly #bounds: ColumnBounds;
  readonly #verdicts = new Verdicts();
  #layout = layoutOf([]);
  /** As the header has them. */
  #inOrder: readonly (MonthColumn | undefined)[] = [];
  #gathered = new GatheredRows([]);
  #newest = -1;
  #bootBytes = new Uint8Array(0);
  #bootMs = Number.NaN;

  constructor(host: string, type: HostType, bounds: ColumnBounds) {
    this.host = host;
    this.type = type;
    this.#bounds = bounds;
  }

  /** The texts of `errors` by which the log tells why the host was down. */
  get reasons(): readonly string[] {
    return this.#verdicts.reasons;
  }

  /** A row of a second that has one counts for nothing. */
  take(row: MonthRow, type: HostType, layout: Layout): void {
    const { second } = row;
    const isNewest = second > this.#newest;
    if (!isNewest && this.#has(second)) return;
    if (layout !== this.#layout) this.#arrange(layout);
    if (this.#gathered.isFull) this.end();
    const span = Math.floor(second / spanSeconds);
    const isUnusual = this.#gathered.add(row, span, this.#verdicts.of(row, layout.columns));
    if (isUnusual) this.#takeUnusual(row, span);
    this.#takeTexts(row, span, isNewest);
    if (!isNewest) return;
    this.#newest = second;
    this.type = type;
  }

  /** Counts what is gathered. */
  end(): void {
    const gathered = this.#gathered;
    for (let row = 0; row < gathered.size; row += 1)
      this.log.add(gathered.seconds[row] ?? 0, gathered.verdicts[row] ?? 0);
    const { numbers } = this.#layout;
    for (let index = 0; index < numbers.length; index += 1)
      this.#inOrder[numbers[index] ?? 0]?.takeNumbers(gathered.column(index));
    gathered.size = 0;
  }

  #has(second: number): boolean {
    this.end();
    return this.log.has(second);
  }

  #takeUnusual({ bytes, starts }: MonthRow, span: number): void {
    for (const at of this.#layout.numbers) {
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      if (start < end && plainOf(bytes, start, end) === noNumber)
        this.#inOrder[at]?.takeUnusual(bytes, start, end, span);
    }
  }

  #takeTexts({ bytes, starts, second }: MonthRow, span: number, isNewest: boolean): void {
    const { texts, boot } = this.#layout;
    for (let index = 0; index < texts.length; index += 1) {
      const at = texts[index] ?? 0;
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      if (start === end || (at === boot && isSame(this.#bootBytes, bytes, start, end))) continue;
      const text = this.#inOrder[at]?.takeText(bytes, start, end, second, span) ?? "";
      // What is told late is no reboot.
      if (at !== boot || !isNewest) continue;
      this.#bootBytes = bytes.slice(start, end);
      this.#takeBoot(text);
    }
  }

  #arrange(layout: Layout): void {
    this.end();
    this.#layout = layout;
    this.#gathered = new GatheredRows(layout.numbers);
    this.#inOrder = layout.header.map((name) =>
      name === "time" || name === "host" ? undefined : this.#columnOf(name),
    );
  }

  #columnOf(name: string): MonthColumn {
    const column = this.columns.get(name) ?? new MonthColumn(name, this.#bounds);
    this.columns.set(name, column);
    return column;
  }

  #takeBoot(text: string): void {
    const boot = Date.parse(text);
    if (Number.isNaN(boot)) return;
    if (boot > this.#bootMs + sameBootMs && this.reboots.length < mostReboots) this.reboots.push(new Date(boot));
    this.#bootMs = boot;
  }
}
