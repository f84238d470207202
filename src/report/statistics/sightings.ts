/** What rows have named, how often, first and last. A host that names ever new things fills no memory. Pure. */
import type { Sighting } from "./month-model.ts";

interface Seen {
  readonly what: string;
  rows: number;
  first: number;
  last: number;
  /** First of the rows in a row that have it. */
  since: number;
  longest: number;
}

/** The rest would be noise: an honest host has a handful. */
const mostKept = 1000;

export class Sightings {
  #seen = new Map<string, Seen>();
  /** Of the row before. */
  #before = Number.NaN;

  /** The names of a row, each once; of every row that tells, once there was one. */
  add(names: readonly string[], second: number): void {
    for (const what of names) {
      const seen = this.#seen.get(what);
      if (seen === undefined) {
        const times = { first: second, last: second, since: second, longest: 0 };
        this.#seen.set(what, { what, rows: 1, ...times });
      } else {
        seen.rows += 1;
        if (seen.last !== this.#before) seen.since = second;
        seen.longest = Math.max(seen.longest, second - seen.since);
        seen.first = Math.min(seen.first, second);
        seen.last = Math.max(seen.last, second);
      }
    }
    this.#before = second;
    if (this.#seen.size > 2 * mostKept) this.#forget();
  }

  /** The most frequent first. */
  all(start: Date): Sighting[] {
    this.#forget();
    const dateOf = (second: number) => new Date(start.getTime() + second * 1000);
    return Array.from(this.#seen.values(), ({ what, rows, first, last, longest }) => ({
      ...{ what, rows, first: dateOf(first), last: dateOf(last), staySeconds: longest },
    }));
  }

  /** Keeps those that were seen most, of these the latest. */
  #forget(): void {
    const sorted = [...this.#seen.values()].sort((a, b) => b.rows - a.rows || b.last - a.last);
    this.#seen = new Map(sorted.slice(0, mostKept).map((seen) => [seen.what, seen]));
  }
}
