/** Statistics of the numbers of one column of one host, and means of them for pictures. Pure. */
import { deviation, mean, quantileSorted } from "d3-array";
import type { Figures, Numbers } from "./figures.ts";
import type { ColumnStatistics } from "./month-model.ts";

/** `rows`: of the host, with and without a number. */
export function statisticsOf(values: Numbers, rows: number): ColumnStatistics {
  const sorted = inOrder(values);
  // Its type has no room for a Float64Array, which it can read.
  const quantile = (p: number) => quantileSorted(sorted as number[], p);
  return {
    ...{ n: sorted.length, nulls: rows - sorted.length, mean: mean(sorted), stdev: deviation(sorted) },
    ...{ min: sorted[0], p50: quantile(0.5), p95: quantile(0.95), max: sorted.at(-1) },
  };
}

/** Many columns never change, and need no sorting. */
function inOrder(values: Numbers): Numbers {
  for (let index = 1; index < values.length; index += 1)
    if ((values[index - 1] ?? 0) > (values[index] ?? 0)) return new Float64Array(values).sort();
  return values;
}

/** Four a day: 112 to 124 points a month, as many as a picture has room for. */
export const spanSeconds = 6 * 3600;

/** Means over equal spans of a month; undefined where there is no number. */
export function seriesOf({ values, seconds }: Figures, spans: number): (number | undefined)[] {
  const [sums, counts] = [new Float64Array(spans), new Uint32Array(spans)];
  for (let index = 0; index < values.length; index += 1) {
    const span = Math.floor((seconds[index] ?? 0) / spanSeconds);
    sums[span] = (sums[span] ?? 0) + (values[index] ?? 0);
    counts[span] = (counts[span] ?? 0) + 1;
  }
  return Array.from(sums, (sum, span) => (counts[span] === 0 ? undefined : sum / (counts[span] ?? 1)));
}
