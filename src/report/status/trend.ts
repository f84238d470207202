/** A trend small enough for a cell of a table. Pure. */

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
