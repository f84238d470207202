/** Rows as the rules take them: those of one run together. Pure. */
import type { Row } from "../row/row.ts";

/** Rows in the order of their times, as one list for each time. */
export async function* runsOf(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[], void> {
  let run: Row[] = [];
  for await (const row of rows) {
    if (run[0] !== undefined && run[0].time.getTime() !== row.time.getTime()) {
      yield run;
      run = [];
    }
    run.push(row);
  }
  if (run.length > 0) yield run;
}
