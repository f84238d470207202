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
  /** The texts of the latest cell: the next one mostly says the same. */
  #latest = "";
  #ofLatest: readonly Seen[] = [];

  /** A cell such as `80+443`, in a row at `second`. */
  add(cell: string, second: number): void {
    if (cell !== this.#latest) {
      if (this.#seen.size > 2 * mostKept) this.#forget();
      this.#ofLatest = [...new Set(cell.split("+"))]
        .filter((what) => what !== "")
        .map((what) => this.#of(what, second));
      this.#latest = cell;
    }
    for (const seen of this.#ofLatest) {
      seen.rows += 1;
      if (second > seen.last) seen.last = second;
      else if (second < seen.first) seen.first = second;
    }
  }

  /** The most frequent first. */
  all(start: Date): Sighting[] {
    this.#forget();
    const dateOf = (second: number) => new Date(start.getTime() + second * 1000);
    return Array.from(this.#seen.values(), ({ what, rows, first, last }) => ({
      ...{ what, rows, first: dateOf(first), last: dateOf(last) },
    }));
  }

  #of(what: string, second: number): Seen {
    const seen = this.#seen.get(what) ?? { what, rows: 0, first: second, last: second };
    this.#seen.set(what, seen);
    return seen;
  }

  /** Keeps those that were seen most, of these the latest. */
  #forget(): void {
    const sorted = [...this.#seen.values()].sort((a, b) => b.rows - a.rows || b.last - a.last);
    this.#seen = new Map(sorted.slice(0, mostKept).map((seen) => [seen.what, seen]));
  }
}
