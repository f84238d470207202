/**
 * A pool of repeated texts, such as host names: each string is created once. The next text is predicted from the last
 * order.
 */

interface Pooled {
  readonly bytes: Uint8Array;
  readonly text: string;
  /** What came after it the last time. */
  next: Pooled | undefined;
}

export class TextPool {
  readonly #byText = new Map<string, Pooled>();
  #latest: Pooled | undefined;

  /** The text of these bytes of UTF-8. */
  textOf(bytes: Uint8Array, start: number, end: number): string {
    const guess = this.#latest?.next;
    const pooled =
      guess !== undefined && isSame(guess.bytes, bytes, start, end) ? guess : this.#find(bytes, start, end);
    this.#latest = pooled;
    return pooled.text;
  }

  #find(bytes: Uint8Array, start: number, end: number): Pooled {
    const own = bytes.slice(start, end);
    const text = Buffer.from(own).toString();
    const pooled = this.#byText.get(text) ?? { bytes: own, text, next: undefined };
    this.#byText.set(text, pooled);
    if (this.#latest !== undefined) this.#latest.next = pooled;
    return pooled;
  }
}

function isSame(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (expected.length !== end - start) return false;
  for (let index = 0; index < expected.length; index += 1) if (expected[index] !== bytes[start + index]) return false;
  return true;
}
