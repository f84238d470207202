/** What is undone after several tests that share it, last first. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Endings {
  readonly #waiting: (() => unknown)[] = [];

  add(end: () => unknown): void {
    this.#waiting.push(end);
  }

  /** The thing itself, which will be stopped. */
  readonly stop = <Thing extends { readonly stop: () => unknown }>(thing: Thing): Thing => {
    this.add(() => thing.stop());
    return thing;
  };

  /** A new folder, which will be removed. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), "server-monitor-test-"));
    this.add(() => rmSync(folder, { recursive: true }));
    return folder;
  }

  async come(): Promise<void> {
    for (const end of this.#waiting.splice(0).reverse()) await end();
  }
}
