/**
 * Values of given ranks among more numbers than are kept: each pass over the numbers counts them in the parts of the
 * brackets that hold a wanted rank, until nothing is left to choose. Exact, and mostly two passes; at most eight whatever
 * the numbers, for each leaves no more than a 512th of the doubles. Pure.
 */

interface Bracket {
  readonly ranks: readonly number[];
  /** How many numbers are less than all of it. */
  readonly below: number;
  /** The least number of each part. */
  readonly borders: Float64Array;
  readonly counts: Uint32Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly end: number;
}

const parts = 1024;

export class Brackets {
  readonly found = new Map<number, number>();
  #open: readonly Bracket[];

  /** `ranks` from 0; `min` and `max` of all the numbers. */
  constructor(ranks: readonly number[], min: number, max: number) {
    this.#open = [bracketOf(ranks, 0, min, max)];
  }

  get isDone(): boolean {
    return this.#open.length === 0;
  }

  /** Every number once in every pass. */
  add(value: number): void {
    for (const bracket of this.#open) count(bracket, value);
  }

  endPass(): void {
    this.#open = this.#open.flatMap((bracket) => this.#narrow(bracket));
  }

  #narrow(bracket: Bracket): Bracket[] {
    const next: Bracket[] = [];
    let below = bracket.below;
    for (let part = 0; part < parts; part += 1) {
      const within = bracket.counts[part] ?? 0;
      const [least, most] = [bracket.least[part] ?? 0, bracket.most[part] ?? 0];
      const [first, last] = [below, below + within - 1];
      const wanted = bracket.ranks.filter((rank) => rank >= first && rank <= last);
      for (const rank of wanted)
        if (rank === first || least === most) this.found.set(rank, least);
        else if (rank === last) this.found.set(rank, most);
      const open = wanted.filter((rank) => !this.found.has(rank));
      if (open.length > 0) next.push(bracketOf(open, below, least, most));
      below += within;
    }
    return next;
  }
}

function bracketOf(ranks: readonly number[], below: number, min: number, max: number): Bracket {
  const [least, most] = [
    new Float64Array(parts).fill(Number.POSITIVE_INFINITY),
    new Float64Array(parts).fill(-Infinity),
  ];
  return { ranks, below, borders: bordersOf(min, max), counts: new Uint32Array(parts), least, most, end: max };
}

function count({ borders, counts, least, most, end }: Bracket, value: number): void {
  if (!(value >= (borders[0] ?? 0) && value <= end)) return;
  let low = 0;
  let high = parts - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((borders[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  counts[low] = (counts[low] ?? 0) + 1;
  if (value < (least[low] ?? 0)) least[low] = value;
  if (value > (most[low] ?? 0)) most[low] = value;
}

/** Half of them divide the distance, for what is spread like measurements; half the doubles, so that there is an end. */
function bordersOf(min: number, max: number): Float64Array {
  const half = parts / 2;
  const [first, last] = [keyOf(min), keyOf(max)];
  const byKey = (part: number) => numberOf(first + ((last - first + 1n) * BigInt(part)) / BigInt(half));
  const byDistance = (part: number) => min + (max - min) * (part / half);
  return Float64Array.from({ length: parts }, (_, part) =>
    part < half ? byKey(part) : byDistance(part - half),
  ).sort();
}

const word = new DataView(new ArrayBuffer(8));

/** A whole number for each double, in the same order. */
function keyOf(value: number): bigint {
  word.setFloat64(0, value);
  const bits = word.getBigInt64(0);
  return bits >= 0n ? bits : -(2n ** 63n) - bits;
}

function numberOf(key: bigint): number {
  word.setBigInt64(0, key >= 0n ? key : -(2n ** 63n) - key);
  return word.getFloat64(0);
}
