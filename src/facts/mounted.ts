/**
 * The file systems of the host, and the lines that ask for the space in them. Only those on devices of its own are asked:
 * one dead network mount would hang whoever asks it.
 *
 *     @server-monitor mount rw /srv/my data                       (awk-pass.ts; `/` goes without saying)
 *     @server-monitor mount ro /backup                            (though /etc/fstab does not say so)
 *     @server-monitor mounts 31                                   (lines of /proc/mounts)
 *     @server-monitor image                                       (`/` is a read-only image, full by design)
 *     @server-monitor statfs 4096 66053021 17526856 16777216 15974429 /     (block size, blocks, available; inodes, free; mount)
 *     @server-monitor statfs exit 0
 *     @server-monitor disk /dev/vda         264212084 41158820  65232092      39% /    (df -Pk, where `stat` cannot tell)
 *     @server-monitor disk exit 0
 */
import { type Answer, exitStatus, outputLines } from "./answer.ts";
import { imageTargets, mostFileSystems } from "./awk-pass.ts";
import { wholeMib } from "./memory.ts";

export const askFileSystems = `\
IFS=$newline
set -f
set -- / $mounts
set +f
IFS=$blanks
tell statfs ${mostFileSystems + 10} within 5 stat -f -c '%S %b %a %c %d %n' "$@" || [ $count -gt 0 ] || tell disk ${mostFileSystems + 10} within 5 df -Pk "$@"`;

export interface FileSystemFigures {
  readonly availMib: number;
  readonly sizeMib: number;
  /** undefined: it has none to run out of (btrfs, FAT), or `df` told, which says nothing of them. */
  readonly inodesFreePct: number | undefined;
}

/** Mount points that are writable, `/` left out. undefined: the mount table was not read. */
export function writableMounts(answer: Answer): readonly string[] | undefined {
  return mountsThatAre("rw", answer);
}

/** Mount points that have become read-only. undefined: the mount table was not read. */
export function readonlyMounts(answer: Answer): readonly string[] | undefined {
  return mountsThatAre("ro", answer);
}

function mountsThatAre(state: "rw" | "ro", answer: Answer): readonly string[] | undefined {
  if (answer.lines("mounts").length === 0) return undefined;
  return answer.lines("mount").flatMap((line) => (line.startsWith(`${state} /`) ? [line.slice(3)] : []));
}

/**
 * What stands for `/`: itself, or, of a read-only image (composefs of Fedora Atomic and CoreOS, erofs or squashfs of Home
 * Assistant OS), what the system writes to. undefined: an image that writes to nothing.
 */
export function rootMount(answer: Answer): string | undefined {
  if (answer.lines("image").length === 0) return "/";
  const writable = writableMounts(answer) ?? [];
  return imageTargets.findLast((target) => writable.includes(target));
}

/** Throws where nobody answered for it. */
export function figuresOf(mount: string, answer: Answer): FileSystemFigures {
  const [row] = [...statfsRows(answer), ...dfRows(answer)].filter((each) => each.mount === mount);
  if (row === undefined) {
    const isLate = [exitStatus(answer, "statfs"), exitStatus(answer, "disk")].includes(137);
    throw new Error(
      isLate ? "the file systems did not answer within 5 s" : `neither stat nor df answered for ${mount}`,
    );
  }
  const inodesFreePct =
    row.inodes > 0 && row.inodesFree <= row.inodes ? (100 * row.inodesFree) / row.inodes : undefined;
  return {
    /** Each on its own: a figure that cannot be spoils its cell alone. */
    get availMib() {
      return wholeMib(row.avail);
    },
    get sizeMib() {
      return wholeMib(row.size);
    },
    inodesFreePct: inodesFreePct === undefined ? undefined : Math.floor(inodesFreePct),
  };
}

interface Row {
  readonly mount: string;
  /** Bytes. */
  readonly size: number;
  readonly avail: number;
  readonly inodes: number;
  readonly inodesFree: number;
}

function statfsRows(answer: Answer): readonly Row[] {
  return outputLines(answer, "statfs").flatMap((line) => {
    const [, mount = "", ...digits] = reordered(
      /^(\d{1,9}) (\d{1,20}) (\d{1,20}) (\d{1,20}) (\d{1,20}) (\/.*)$/.exec(line),
    );
    const [block = 0, blocks = 0, avail = 0, inodes = 0, inodesFree = 0] = digits.map(Number);
    return blocks === 0 ? [] : [{ mount, size: block * blocks, avail: block * avail, inodes, inodesFree }];
  });
}

/** The mount point, which comes last, first. */
function reordered(match: RegExpExecArray | null): string[] {
  const [all = "", ...parts] = match ?? [];
  return [all, parts.at(-1) ?? "", ...parts.slice(0, -1)];
}

/** Blocks, used, available, capacity and mount point. What stands before them is the device's, blanks and all. */
const dfRow = / (\d+) +-?\d+ +(-?\d+) +(?:-|\d+%) +(\/.*)$/;

/** BSD counts below zero where root has written into its reserve. */
function dfRows(answer: Answer): readonly Row[] {
  return outputLines(answer, "disk").flatMap((line) => {
    const [, size, avail, mount = ""] = dfRow.exec(line) ?? [];
    if (!(Number(size) > 0)) return [];
    return [{ mount, size: 1024 * Number(size), avail: 1024 * Math.max(0, Number(avail)), inodes: 0, inodesFree: 0 }];
  });
}
