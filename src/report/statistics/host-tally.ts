/** Everything that the rows of one host add up to, row by row. Pure. */
import type { HostType } from "../../inventory/host.ts";
import { type Columns, columnsOf } from "../../row-state.ts";
import type { MonthRow } from "../../store/row-reader.ts";
import { noNumber, plainOf } from "./cell-bytes.ts";
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
}

export function layoutOf(header: readonly string[]): Layout {
  const cells = [...header.keys()].filter((at) => header[at] !== "time" && header[at] !== "host");
  const isNumber = (at: number) => kindOf(header[at] ?? "") === "number";
  const texts = cells.filter((at) => !isNumber(at));
  return { header, columns: columnsOf(header), numbers: cells.filter(isNumber), texts };
}

/** A later boot by less is the same one, told by a clock that drifts. */
const sameBootMs = 120_000;
const mostReboots = 1000;
/** What the columns of all hosts have lies far apart in memory: it is fetched once for so many rows. */
const mostGathered = 32;

export class HostTally {
  readonly host: string;
  readonly log = new RowLog();
  /** By name, in the order of the files. */
  readonly columns = new Map<string, MonthColumn>();
  readonly reboots: Date[] = [];
  /** Of the newest row. */
  type: HostType;

  readonly #bounds: ColumnBounds;
  readonly #verdicts = new Verdicts();
  #layout = layoutOf([]);
  /** As the header has them. */
  #inOrder: readonly (MonthColumn | undefined)[] = [];
  #gathered = new GatheredRows(0, 0);
  #newest = -1;
  #boot = "";
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
    if (!isNewest) {
      this.end();
      if (this.log.has(second)) return;
    }
    if (layout !== this.#layout) this.#arrange(layout);
    if (this.#gathered.isFull) this.end();
    const span = Math.floor(second / spanSeconds);
    this.#gathered.add(second, span, this.#verdicts.of(row, layout.columns));
    this.#takeNumbers(row, span);
    this.#takeTexts(row, span, isNewest);
    if (!isNewest) return;
    this.#newest = second;
    this.type = type;
  }

  /** Counts what is gathered. */
  end(): void {
    const { numbers } = this.#layout;
    this.#gathered.addTo(this.log);
    for (let index = 0; index < numbers.length; index += 1)
      this.#inOrder[numbers[index] ?? 0]?.takeNumbers(this.#gathered, index);
    this.#gathered.size = 0;
  }

  #takeNumbers({ bytes, starts, second }: MonthRow, span: number): void {
    const { numbers } = this.#layout;
    for (let index = 0; index < numbers.length; index += 1) {
      const at = numbers[index] ?? 0;
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      const plain = start === end ? noNumber : plainOf(bytes, start, end);
      this.#gathered.set(index, plain);
      if (plain === noNumber && start < end) this.#inOrder[at]?.takeText({ bytes, start, end, second, span });
    }
  }

  #takeTexts({ bytes, starts, second }: MonthRow, span: number, isNewest: boolean): void {
    const { texts } = this.#layout;
    for (let index = 0; index < texts.length; index += 1) {
      const at = texts[index] ?? 0;
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? 0) - 1;
      if (start === end) continue;
      const column = this.#inOrder[at];
      const text = column?.takeText({ bytes, start, end, second, span });
      // What is told late is no reboot.
      if (isNewest && text !== undefined && column?.kind === "boot" && text !== this.#boot) this.#takeBoot(text);
    }
  }

  #arrange(layout: Layout): void {
    this.end();
    this.#layout = layout;
    this.#gathered = new GatheredRows(mostGathered, layout.numbers.length);
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
    this.#boot = text;
    const boot = Date.parse(text);
    if (Number.isNaN(boot)) return;
    if (boot > this.#bootMs + sameBootMs && this.reboots.length < mostReboots) this.reboots.push(new Date(boot));
    this.#bootMs = boot;
  }
}
