/** Formats sizes, and pairs of figures, for people. */

/** `812 MiB`, `3.2 GiB`, `1.4 TiB` */
export function binarySize(mib: number): string {
  if (mib < 1000) return `${Math.round(mib)} MiB`;
  if (mib < 1000 * 1024) return `${significant(mib / 1024)} GiB`;
  return `${significant(mib / 1024 / 1024)} TiB`;
}

/** `85 of 805 GiB`, `812 MiB of 1.4 TiB`; without a size, what is free alone. */
export function freeOf(freeMib: number, sizeMib: number | undefined): string {
  const free = binarySize(freeMib);
  if (sizeMib === undefined) return free;
  return withOneUnit(free, "of", binarySize(sizeMib));
}

/** `12 → 48 ms`, `800 MiB → 1.2 GiB`: the unit is not repeated. */
export function withOneUnit(first: string, between: string, second: string): string {
  const unit = second.slice(second.indexOf(" "));
  return `${first.endsWith(unit) ? first.slice(0, -unit.length) : first} ${between} ${second}`;
}

function significant(number: number): string {
  return number < 10 ? number.toFixed(1) : number.toFixed(0);
}
