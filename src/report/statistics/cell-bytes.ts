/** What the cells of a row say, read where they lie: a month has millions. Pure. */

const [dot, zero] = [0x2e, 0x30];
const decoder = new TextDecoder();
const powersOfTen = [1, 10, 100, 1000];
/** No measurement is larger, and squares of larger ones would be no numbers. */
const largest = 1e100;
/** Eight digits and a dot. */
const mostPlainBytes = 9;
const mostPlainDigits = 99_999_999;
/** In place of a plain number. */
export const noNumber = -1;

export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

export function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = known;
  if (length !== end - start) return false;
  for (let index = 0; index < length; index += 1) if (known[index] !== bytes[start + index]) return false;
  return true;
}

/** `None`: what did not answer. */
export function isNone(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 4 && bytes[start] === 0x4e && textOf(bytes, start, end) === "None";
}

/**
 * A number as programs write it, of no more than eight digits, up to three of them behind the dot: the digits times four,
 * and how many are decimals. It is one integer, and two are the same when their texts are. `noNumber` for anything else.
 */
export function plainOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > mostPlainBytes) return noNumber;
  let digits = 0;
  let point = end;
  for (let index = start; index < end; index += 1) {
    const digit = (bytes[index] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === dot - zero && point === end) point = index;
    else return noNumber;
  }
  if (digits > mostPlainDigits) return noNumber;
  // `.5`, or zeros in front as in `007`.
  if (point - start !== 1 && (point === start || bytes[start] === zero)) return noNumber;
  if (point === end) return digits * 4;
  const decimals = end - point - 1;
  return decimals >= 1 && decimals <= 3 ? digits * 4 + decimals : noNumber;
}

/** Up to that of the most decimals that a plain number has. */
export function powerOfTen(power: number): number {
  return powersOfTen[power] ?? Number.NaN;
}

/** A quotient of two numbers that doubles hold exactly is rounded as the text would be. */
export function valueOfPlain(plain: number): number {
  return (plain >> 2) / powerOfTen(plain & 3);
}

export function textOfPlain(plain: number): string {
  return valueOfPlain(plain).toFixed(plain & 3);
}

/** NaN for anything but a number. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number {
  const plain = plainOf(bytes, start, end);
  return plain === noNumber ? unusualNumber(bytes, start, end) : valueOfPlain(plain);
}

/** The same for what is not plain. */
export function unusualNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = end - start > 400 ? "" : textOf(bytes, start, end);
  const value = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  // Minus zero is zero.
  return Math.abs(value) <= largest ? value + 0 : Number.NaN;
}
