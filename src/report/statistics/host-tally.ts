/** Everything that the rows of one host add up to, row by row. Pure. */
import type { HostType } from "../../inventory/host.ts";
import { type Columns, columnsOf, stateOfRow } from "../../row-state.ts";
import type { MonthRow } from "../../store/row-reader.ts";
import { isSame, textOf } from "./cell-bytes.ts";
import { type ColumnBounds, MonthColumn } from "./month-column.ts";
import { firstReason, lastReason, RowLog, unknown, up } from "./row-log.ts";
import { spanSeconds } from "./series.ts";

/** What is known of a header: made once for all rows under it. */
export interface Layout {
  readonly header: readonly string[];
  readonly columns: Columns;
}

export function layoutOf(header: readonly string[]): Layout {
  return { header, columns: columnsOf(header) };
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

  readonly #bounds: ColumnBounds;
  readonly #reasons = new Map<string, number>();
  #header: readonly string[] = [];
  /** As the header has them; `time` and `host` are none. */
  #inOrder: readonly (MonthColumn | undefined)[] = [];
  #bootBytes = new Uint8Array(0);
  #bootMs = Number.NaN;

  constructor(host: string, type: HostType, bounds: ColumnBounds) {
    this.host = host;
    this.type = type;
    this.#bounds = bounds;
  }

  /** The texts of `errors` by which the log tells why the host was down. */
  get reasons(): readonly string[] {
    return [...this.#reasons.keys()];
  }

  /** A row of a second that has one counts for nothing. */
  take(row: MonthRow, type: HostType, layout: Layout): void {
    const { bytes, starts, second, header } = row;
    const isNewest = second > this.log.newest;
    if (!this.log.add(second, this.#verdictOf(row, layout.columns))) return;
    if (header !== this.#header) this.#arrange(header);
    if (isNewest) this.type = type;
    const span = Math.floor(second / spanSeconds);
    const inOrder = this.#inOrder;
    for (let index = 0; index < inOrder.length; index += 1) {
      const start = starts[index] ?? 0;
      const end = (starts[index + 1] ?? 0) - 1;
      const column = inOrder[index];
      if (column === undefined || start === end) continue;
      column.take(bytes, start, end, second, span);
      // What is told late is no reboot.
      if (column.kind === "boot" && isNewest && !isSame(this.#bootBytes, bytes, start, end)) {
        this.#bootBytes = bytes.slice(start, end);
        this.#takeBoot(textOf(bytes, start, end));
      }
    }
  }

  #arrange(header: readonly string[]): void {
    this.#header = header;
    this.#inOrder = header.map((name) => (name === "time" || name === "host" ? undefined : this.#columnOf(name)));
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

  #verdictOf({ bytes, starts }: MonthRow, columns: Columns): number {
    const start = starts[columns.errors] ?? 0;
    const end = (starts[columns.errors + 1] ?? 0) - 1;
    if (columns.errors < 0 || start === end) return up;
    const errors = textOf(bytes, start, end);
    // Of the others it is only asked whether they are empty.
    const cells: string[] = [];
    for (const index of columns.answers) cells[index] = (starts[index + 1] ?? 0) - 1 > (starts[index] ?? 0) ? "1" : "";
    cells[columns.errors] = errors;
    const state = stateOfRow(cells, columns);
    return state === undefined ? unknown : state === "down" ? this.#reasonOf(errors) : up;
  }

  #reasonOf(errors: string): number {
    const reason = this.#reasons.get(errors) ?? Math.min(lastReason, firstReason + this.#reasons.size);
    if (reason < lastReason) this.#reasons.set(errors, reason);
    return reason;
  }
}
