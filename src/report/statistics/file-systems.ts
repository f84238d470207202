/** Free space on the file systems of a host over a month. Pure. */
import type { FileSystem } from "../../row/values.ts";
import { noFigures, type OpenFigures } from "./figures.ts";

interface Mount {
  readonly figures: OpenFigures;
  /** Of the newest row. */
  sizeMib: number;
}

/** A host that names ever new mounts fills no memory. */
const mostMounts = 50;

export class FileSystemTally {
  readonly mounts = new Map<string, Mount>();

  add(systems: readonly FileSystem[], second: number): void {
    for (const { mount, availMib, sizeMib } of systems) {
      const known = this.mounts.get(mount) ?? this.#newMount(mount, sizeMib);
      if (known === undefined) continue;
      known.sizeMib = sizeMib;
      known.figures.values.push(availMib);
      known.figures.seconds.push(second);
    }
  }

  #newMount(mount: string, sizeMib: number): Mount | undefined {
    if (this.mounts.size >= mostMounts) return undefined;
    const made = { figures: noFigures(), sizeMib };
    this.mounts.set(mount, made);
    return made;
  }
}
