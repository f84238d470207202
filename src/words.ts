/** Numbers as a person reads them. */

/** `812 MiB`, `3.2 GiB`, `1.4 TiB` */
export function binarySize(mib: number): string {
  if (mib < 1000) return `${Math.round(mib)} MiB`;
  if (mib < 1000 * 1024) return `${significant(mib / 1024)} GiB`;
  return `${significant(mib / 1024 / 1024)} TiB`;
}

/** `45 s`, `12 min`, `5 h`, `12 days`: the largest unit of which there are at least two, rounded down. */
export function roughDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** `2026-11-22 21:32 UTC` */
export function minuteWords(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `1 host`, `5 hosts` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function significant(number: number): string {
  return number < 10 ? number.toFixed(1) : number.toFixed(0);
}
