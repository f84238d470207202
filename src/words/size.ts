/** Formats sizes for people. */

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
  const size = binarySize(sizeMib);
  const unit = size.slice(size.indexOf(" "));
  return `${free.endsWith(unit) ? free.slice(0, -unit.length) : free} of ${size}`;
}

function significant(number: number): string {
  return number < 10 ? number.toFixed(1) : number.toFixed(0);
}
