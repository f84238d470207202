/** What the rows of a host say of it, in numbers that a log has room for. Pure. */
import { type Columns, stateOfRow } from "../../row-state.ts";
import type { MonthRow } from "../../store/row-reader.ts";
import { isSame, textOf } from "./cell-bytes.ts";
import { firstReason, lastReason, unknown, up } from "./row-log.ts";

export class Verdicts {
  readonly #reasons = new Map<string, number>();
  /** Of the latest row with errors: the next one mostly has the same. */
  #errors = new Uint8Array(0);
  #hasAnswer = false;
  #verdict = up;

  /** The texts of `errors` by which a log tells why the host was down. */
  get reasons(): readonly string[] {
    return [...this.#reasons.keys()];
  }

  of({ bytes, starts }: MonthRow, columns: Columns): number {
    const start = starts[columns.errors] ?? 0;
    const end = (starts[columns.errors + 1] ?? 0) - 1;
    if (columns.errors < 0 || start === end) return up;
    const hasAnswer = hasSome(starts, columns.answers);
    if (hasAnswer !== this.#hasAnswer || !isSame(this.#errors, bytes, start, end)) {
      this.#hasAnswer = hasAnswer;
      this.#errors = bytes.slice(start, end);
      this.#verdict = this.#verdictOf(textOf(bytes, start, end), columns, hasAnswer);
    }
    return this.#verdict;
  }

  #verdictOf(errors: string, columns: Columns, hasAnswer: boolean): number {
    // Of the answers it is only asked whether they are empty.
    const cells: string[] = [];
    for (const index of columns.answers) cells[index] = hasAnswer ? "1" : "";
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

/** Whether one of these cells is not empty. */
function hasSome(starts: Int32Array, cells: readonly number[]): boolean {
  return cells.some((cell) => (starts[cell + 1] ?? 0) - 1 > (starts[cell] ?? 0));
}
