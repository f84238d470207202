/**
 * Space left on `/`, as `df` counts "avail", and the size of it. Other filesystems are not asked: one dead network mount
 * would hang `df`.
 *
 *     @server-monitor disk Filesystem     1024-blocks     Used Available Capacity Mounted on
 *     @server-monitor disk /dev/vda         264212084 41158820  65232092      39% /
 *     @server-monitor disk exit 0
 *
 * A `/` that is a read-only image (composefs of Fedora Atomic and CoreOS, erofs or squashfs of Home Assistant OS) is full by
 * design. What can fill up there is the file system that the system writes to, whose figures are then taken:
 *
 *     @server-monitor disk composefs                12980    12980         0     100% /
 *     @server-monitor disk exit 0
 *     @server-monitor image /var                             (empty: there is none)
 *     @server-monitor disk /dev/vda4             41418060 15400000  26018060      38% /var
 *     @server-monitor disk exit 0
 */
import { type Answer, outputLines } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { wholeMib } from "./memory.ts";

/** Blocks, used, available, capacity and mount point. What stands before them is the device's, blanks and all. */
const dfRow = / (\d+) +-?\d+ +(-?\d+) +(?:-|\d+%) +(\/\S*)$/;

const question: Omit<Fact<number | undefined>, "parse"> = {
  types: ["node", "miner"],
  /** An image has nothing available: only then is the mount table read. A local device alone is asked in its place. */
  ask: `\
tell disk 5 within 5 df -Pk /
case $told in
  *' 0 '*' /')
    image= writable=
    while read -r device point kind options rest; do
      case $point:$kind:$device:$options in
        /:squashfs:* | /:erofs:* | /:composefs:* | /:iso9660:* | /:cramfs:* | /:romfs:* | /:overlay:composefs:*) image=1 ;;
        /:overlay:*:rw* | /:overlay:*upperdir=*) image= ;;
        /:overlay:*) image=1 ;;
        /:*) image= ;;
        *:/dev/zram*:* | *:/dev/loop*:*) ;;
        /sysroot:*:/dev/*:rw* | /mnt/data:*:/dev/*:rw* | /data:*:/dev/*:rw* | /var:*:/dev/*:rw*) writable="$writable $point " ;;
      esac
    done 2>/dev/null <$proc/mounts
    if [ "$image" ]; then
      for point in /sysroot /mnt/data /data /var ''; do
        case $writable in *" $point "*) break ;; esac
      done
      say image $point
      [ "$point" ] && tell disk 5 within 5 df -Pk $point
    fi
    ;;
esac`,
  mayHang: true,
};

/** BSD counts below zero where root has written into its reserve. undefined: `/` is an image, and nothing is written to. */
export const disk: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const row = rowOf(answer);
    return row && wholeMib(1024 * Math.max(0, row.availableKib));
  },
};

/** What an alert measures the space left by. */
export const diskSize: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const row = rowOf(answer);
    return row && wholeMib(1024 * row.sizeKib);
  },
};

function rowOf(answer: Answer): { sizeKib: number; availableKib: number } | undefined {
  const mount = answer.lines("image")[0] ?? "/";
  if (mount === "") return undefined;
  const rows = outputLines(answer, "disk").flatMap((line) => {
    const [, sizeKib, availableKib, point] = dfRow.exec(line) ?? [];
    return point === mount && Number(sizeKib) > 0
      ? [{ sizeKib: Number(sizeKib), availableKib: Number(availableKib) }]
      : [];
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`df did not answer for ${mount}`);
  return row;
}
