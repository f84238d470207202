/**
 * Sums of many numbers as if rounded once at the end: each rounding error is itself computed and kept (Knuth's two-sum,
 * Dekker's product; Ogita, Rump and Oishi 2005). Pure.
 */

/** Stands for high + low, of which low is what high has no digits for. */
export interface Exact {
  high: number;
  low: number;
}

export function zero(): Exact {
  return { high: 0, low: 0 };
}

export function add(sum: Exact, value: number): void {
  const total = sum.high + value;
  sum.low += sumError(sum.high, value, total);
  sum.high = total;
}

export function addProduct(sum: Exact, a: number, b: number): void {
  const product = a * b;
  sum.low += productError(a, b, product);
  add(sum, product);
}

/** What adding a and b to `total` has lost. */
export function sumError(a: number, b: number, total: number): number {
  const added = total - a;
  return a - (total - added) + (b - added);
}

export function difference(a: Exact, b: Exact): Exact {
  const result = { ...a };
  add(result, -b.high);
  result.low -= b.low;
  return normal(result);
}

export function square(value: Exact): Exact {
  const result = zero();
  addProduct(result, value.high, value.high);
  result.low += 2 * value.high * value.low;
  return normal(result);
}

export function quotient(value: Exact, divisor: number): Exact {
  const { high, low } = normal(value);
  const first = high / divisor;
  const product = first * divisor;
  const rest = high - product - productError(first, divisor, product) + low;
  return normal({ high: first, low: rest / divisor });
}

export function squareRoot(value: Exact): number {
  const { high, low } = normal(value);
  if (high <= 0) return 0;
  const root = Math.sqrt(high);
  const squared = root * root;
  return root + (high - squared - productError(root, root, squared) + low) / (2 * root);
}

function normal({ high, low }: Exact): Exact {
  const total = high + low;
  return { high: total, low: sumError(high, low, total) };
}

/** What rounding a · b to `product` has lost. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper 26 bits. */
function upperHalf(value: number): number {
  const shifted = value * (2 ** 27 + 1);
  return shifted - (shifted - value);
}
