/** The other local file systems: space, read-only ones, and the fewest inodes (see mounted.ts). */
import type { Answer } from "./answer.ts";
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";
import { askFileSystems, figuresOf, readonlyMounts, rootMount, writableMounts } from "./mounted.ts";

export interface FileSystem {
  /** Where it is mounted. What separates the items of a cell is `?`. */
  readonly mount: string;
  /** To three significant digits. */
  readonly availMib: number;
  readonly sizeMib: number;
}

const question = { types: ["node", "miner"], ask: askFileSystems, since: 3, mayHang: true } as const;

/** By mount point. undefined: the mount table cannot be read (BSD, macOS, no awk). One that does not answer is left out. */
export const disks: Fact<readonly FileSystem[] | undefined> = {
  ...question,
  parse: (answer) =>
    others(answer)
      ?.map(({ mount, figures }) => ({
        mount: mountName(mount),
        availMib: threeDigits(figures.availMib),
        sizeMib: threeDigits(figures.sizeMib),
      }))
      .sort((a, b) => (a.mount < b.mount ? -1 : 1)),
};

/** Of `/` and all others. undefined: none of them counts inodes. */
export const inodesFree: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const root = rootMount(answer);
    const all = [
      ...(root === undefined ? [] : [figuresOf(root, answer)]),
      ...(others(answer) ?? []).map((each) => each.figures),
    ];
    const known = all.flatMap(({ inodesFreePct }) => inodesFreePct ?? []);
    return known.length === 0 ? undefined : Math.min(...known);
  },
};

/** What an ostree system (Fedora CoreOS, Atomic) mounts read-only without a line in /etc/fstab. */
const ostreeMounts = ["/boot", "/boot/efi", "/sysroot", "/usr"];

export const readonlyFileSystems: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 3,
  parse: (answer) => {
    const intended = answer.lines("ostree").length > 0 ? ostreeMounts : [];
    return readonlyMounts(answer)
      ?.filter((mount) => !intended.includes(mount))
      .map(mountName)
      .sort();
  },
};

function others(answer: Answer) {
  const root = rootMount(answer);
  return writableMounts(answer)
    ?.filter((mount) => mount !== root)
    .flatMap((mount) => {
      const figures = figuresIfKnown(mount, answer);
      return figures === undefined ? [] : [{ mount, figures }];
    });
}

function figuresIfKnown(mount: string, answer: Answer) {
  try {
    const { availMib, sizeMib, inodesFreePct } = figuresOf(mount, answer);
    return { availMib, sizeMib, inodesFreePct };
  } catch {
    return undefined;
  }
}

const longestMount = 100;

function mountName(mount: string): string {
  return mount.slice(0, longestMount).replace(/[\s+,:"\p{C}]/gu, "?");
}

function threeDigits(mib: number): number {
  return mib < 1000 ? mib : Number(mib.toPrecision(3));
}
