/** The lines of a results file that cannot be read: where, and what is wrong. Quotes nothing of the file. */

/** More lines would not help the reader. */
const mostNamed = 20;

export class Damage {
  readonly lines: string[] = [];
  readonly #file: string;
  #unnamed = 0;

  constructor(file: string) {
    this.#file = file;
  }

  clear(): void {
    this.lines.length = 0;
    this.#unnamed = 0;
  }

  line(line: number, what: string): void {
    if (this.lines.length < mostNamed) this.lines.push(`${this.#file}: line ${line}: ${what}`);
    else {
      this.#unnamed += 1;
      this.lines[mostNamed] = `${this.#file}: ${this.#unnamed} more that cannot be read`;
    }
  }

  file(what: string): void {
    this.lines.push(`${this.#file}: ${what}`);
  }
}
