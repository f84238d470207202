/** What the cells of a row say, read where they lie: a month has millions. Pure. */

const [minus, dot, zero] = [0x2d, 0x2e, 0x30];
const decoder = new TextDecoder();
/** Powers of ten that doubles hold exactly. A quotient of two exact numbers is rounded as the text would be. */
const powersOfTen = Array.from({ length: 16 }, (_, power) => 10 ** power);
/** No measurement is larger, and squares of larger ones would be no numbers. */
const largest = 1e100;

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

/** NaN for anything but a number. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === minus ? start + 1 : start;
  let number = 0;
  let decimals = 0;
  let isAfterDot = false;
  for (let index = first; index < end; index += 1) {
    const byte = bytes[index] ?? 0;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      number = number * 10 + digit;
      if (isAfterDot) decimals += 1;
    } else if (byte === dot && !isAfterDot && index > first && index + 1 < end) isAfterDot = true;
    else return unusualNumber(bytes, start, end);
  }
  if (end === first || end - first > 15) return unusualNumber(bytes, start, end);
  const value = decimals === 0 ? number : number / (powersOfTen[decimals] ?? Number.NaN);
  // Minus zero is zero.
  return first === start ? value : 0 - value;
}

function unusualNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = end - start > 400 ? "" : textOf(bytes, start, end);
  const value = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= largest ? value + 0 : Number.NaN;
}
