/** Trends small enough for a cell of a table. Pure. */

/** Means of what falls into each of some spans of equal length, the oldest first. */
export type Bins = { sum: number; values: number }[];

export function newBins(length: number): Bins {
  return Array.from({ length }, () => ({ sum: 0, values: 0 }));
}

/** Counts a value in; one that is unknown or outside of all bins says nothing. */
export function tally(bins: Bins, index: number, value: number | undefined): void {
  const bin = bins[index];
  if (bin === undefined || value === undefined) return;
  bin.sum += value;
  bin.values += 1;
}

export function meansOf(bins: Bins): (number | undefined)[] {
  return bins.map(({ sum, values }) => (values === 0 ? undefined : sum / values));
}

const levels = "▁▂▃▄▅▆▇";

/**
 * `▂▂▃·▇▂`: from zero to the largest, a dot where nothing is known. Empty where there is no movement worth a look: the
 * number beside it says it all.
 */
export function sparkline(means: readonly (number | undefined)[]): string {
  const known = means.filter((mean) => mean !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length < 2 || most - least < most / 4) return "";
  return means.map((mean) => (mean === undefined ? "·" : levels[levelOf(mean, most)])).join("");
}

function levelOf(value: number, most: number): number {
  return Math.min(levels.length - 1, Math.floor((value / most) * levels.length));
}

/** What the checks of one day found. */
interface Day {
  readonly up: number;
  readonly trouble: number;
  readonly down: number;
}

/** `🟩🟩🟨🟩⬜🟩🟥`: one square a day, not to be broken over lines. */
export function dayStrip(days: readonly Day[]): string {
  return days.map(square).join("\u2060");
}

function square({ up, trouble, down }: Day): string {
  if (up + trouble + down === 0) return "⬜";
  if (down >= up + trouble) return "🟥";
  return trouble + down > 0 ? "🟨" : "🟩";
}
