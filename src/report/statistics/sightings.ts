/** What rows have named, how often, first and last. A host that names ever new things fills no memory. Pure. */
import type { Sighting } from "./month-model.ts";

interface Seen {
  readonly what: string;
  rows: number;
  first: number;
  last: number;
}

/** The rest would be noise: an honest host has a handful. */
const mostKept = 1000;

export class Sightings {
  #seen = new Map<string, Seen>();

  /** The names of a row, each once. */
  add(names: readonly string[], second: number): void {
    for (const what of names) {
      const seen = this.#seen.get(what);
      if (seen === undefined) this.#seen.set(what, { what, rows: 1, first: second, last: second });
      else {
        seen.rows += 1;
        seen.first = Math.min(seen.first, second);
        seen.last = Math.max(seen.last, second);
      }
    }
    if (this.#seen.size > 2 * mostKept) this.#forget();
  }

  /** The most frequent first. */
  all(start: Date): Sighting[] {
    this.#forget();
    const dateOf = (second: number) => new Date(start.getTime() + second * 1000);
    return Array.from(this.#seen.values(), ({ what, rows, first, last }) => ({
      ...{ what, rows, first: dateOf(first), last: dateOf(last) },
    }));
  }

  /** Keeps those that were seen most, of these the latest. */
  #forget(): void {
    const sorted = [...this.#seen.values()].sort((a, b) => b.rows - a.rows || b.last - a.last);
    this.#seen = new Map(sorted.slice(0, mostKept).map((seen) => [seen.what, seen]));
  }
}
