/** Mean and deviation of numbers that come in portions, exact to the last digit. Pure. */
import {
  add,
  difference,
  type Exact,
  productError,
  quotient,
  square,
  squareRoot,
  sumError,
  zero,
} from "./exact-sum.ts";

/** What doubles hold of whole numbers. */
const mostWhole = 2 ** 53;

export class Sums {
  n = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Deviations are taken from the first value: what is small has more digits. */
  #first = 0;
  readonly #sum = zero();
  readonly #squares = zero();

  /** `counts`: how often each is there; once where it is not given. */
  add(values: Float64Array, counts?: Uint32Array): void {
    if (this.n === 0) this.#first = values[0] ?? 0;
    const fold = this.#widen(values, counts) ? foldWhole : foldAny;
    fold({ values, counts, first: this.#first, sum: this.#sum, squares: this.#squares });
  }

  get mean(): number | undefined {
    if (this.n === 0) return undefined;
    const { high, low } = quotient(this.#sum, this.n);
    const mean = { high: this.#first, low: 0 };
    add(mean, high);
    return mean.high + (mean.low + low);
  }

  get stdev(): number | undefined {
    if (this.n < 2) return undefined;
    return squareRoot(quotient(difference(this.#squares, quotient(square(this.#sum), this.n)), this.n - 1));
  }

  /** Whether plain sums of the deviations and their squares are exact. */
  #widen(values: Float64Array, counts: Uint32Array | undefined): boolean {
    const first = this.#first;
    let { min, max } = this;
    let [isWhole, n] = [first % 1 === 0, 0];
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value % 1 !== 0) isWhole = false;
      n += counts === undefined ? 1 : (counts[index] ?? 0);
    }
    [this.min, this.max] = [min, max];
    this.n += n;
    return isWhole && Math.max(max - first, first - min) ** 2 * n <= mostWhole;
  }
}

interface Portion {
  readonly values: Float64Array;
  readonly counts: Uint32Array | undefined;
  readonly first: number;
  readonly sum: Exact;
  readonly squares: Exact;
}

function foldWhole({ values, counts, first, sum, squares }: Portion): void {
  let total = 0;
  let ofSquares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const deviation = (values[index] ?? 0) - first;
    const some = counts === undefined ? deviation : deviation * (counts[index] ?? 0);
    total += some;
    ofSquares += some * deviation;
  }
  add(sum, total);
  add(squares, ofSquares);
}

/** `add` and `addProduct` with the sums in variables, which spares an object for each value. */
function foldAny({ values, counts, first, sum, squares }: Portion): void {
  let { high, low } = sum;
  let { high: squaresHigh, low: squaresLow } = squares;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const count = counts === undefined ? 1 : (counts[index] ?? 0);
    const deviation = value - first;
    const rest = sumError(value, -first, deviation);
    const some = deviation * count;
    const total = high + some;
    low += sumError(high, some, total) + productError(deviation, count, some) + rest * count;
    high = total;
    const squared = deviation * deviation;
    const someSquared = squared * count;
    const ofSquares = squaresHigh + someSquared;
    squaresLow += sumError(squaresHigh, someSquared, ofSquares) + productError(squared, count, someSquared);
    squaresLow += (productError(deviation, deviation, squared) + 2 * deviation * rest) * count;
    squaresHigh = ofSquares;
  }
  Object.assign(sum, { high, low });
  Object.assign(squares, { high: squaresHigh, low: squaresLow });
}
