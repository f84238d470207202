/** Formats counts and lists for people. */

/** `1 host`, `5 hosts` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const mostListed = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
export function listed(items: readonly string[], most = mostListed): string {
  const more = items.length > most ? [`${items.length - most} more`] : [];
  const named = [...items.slice(0, most), ...more];
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
