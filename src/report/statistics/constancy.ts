/** Whether a column says one and the same in every cell that says anything. Pure. */
export class Constancy {
  #text: string | undefined;
  #value: unknown;
  #rows = 0;
  #hasChanged = false;

  /** `textOf`: as a file has it. Of values that are one object it is asked once. */
  add<Value>(value: Value, textOf: (value: Value) => string): void {
    if (this.#hasChanged) return;
    this.#rows += 1;
    if (value === this.#value) return;
    const text = textOf(value);
    this.#hasChanged = this.#text !== undefined && text !== this.#text;
    this.#text = text;
    this.#value = value;
  }

  get constant(): { text: string; rows: number } | undefined {
    return this.#hasChanged || this.#text === undefined ? undefined : { text: this.#text, rows: this.#rows };
  }
}
