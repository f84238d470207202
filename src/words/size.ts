/** Formats sizes for people. */

/** `812 MiB`, `3.2 GiB`, `1.4 TiB` */
export function binarySize(mib: number): string {
  if (mib < 1000) return `${Math.round(mib)} MiB`;
  if (mib < 1000 * 1024) return `${significant(mib / 1024)} GiB`;
  return `${significant(mib / 1024 / 1024)} TiB`;
}

function significant(number: number): string {
  return number < 10 ? number.toFixed(1) : number.toFixed(0);
}
