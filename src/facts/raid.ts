/**
 * Devices that hold data twice and now hold it once: md, ZFS and btrfs.
 *
 *     @server-monitor md md0 1 clean                     (/sys/block/md0/md: degraded, array_state; `-`: it has no spare copy)
 *     @server-monitor md md1 ? ?                         (it may not be read)
 *     @server-monitor zpool tank ONLINE                  (/proc/spl/kstat/zfs/tank/state, since OpenZFS 0.8)
 *     @server-monitor btrfs 3e7f1c9a-… 0 data            (devinfo/1/missing and the label)
 *     @server-monitor pools tank DEGRADED                (FreeBSD: zpool list)
 *     @server-monitor pools exit 0
 *
 * A scrub or a check of a whole array is none of it: `degraded` counts members that are missing.
 */
import { type Answer, exitStatus, outputLines } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { safeName } from "./safe-name.ts";

const mostDevices = 100;

/** Sorted: `btrfs:data`, `md0`, `zfs:tank`. A question that failed is unknown, never "all well". undefined: it has none of them. */
export const raid: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: `\
count=0
{
  [ "$container" ] || for file in $root/sys/block/md*/md; do
    [ -d $file ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) missing=- state=-
    if [ -e $file/degraded ]; then missing=; read -r missing <$file/degraded; fi
    if [ -e $file/array_state ]; then state=; read -r state <$file/array_state; fi
    file=\${file%/md}
    say md \${file##*/} "\${missing:-?}" "\${state:-?}"
  done
  [ "$container" ] || for file in $proc/spl/kstat/zfs/*/state; do
    [ -e "$file" ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) state=
    read -r state <"$file"
    file=\${file%/state}
    say zpool "\${file##*/}" "\${state:-?}"
  done
  [ "$container" ] || for file in $root/sys/fs/btrfs/*/devinfo/*/missing; do
    [ -e $file ] && [ $count -lt ${mostDevices} ] || continue
    count=$((count + 1)) missing= label=
    read -r missing <$file
    file=\${file%/devinfo/*}
    read -r label <$file/label
    say btrfs \${file##*/} "\${missing:-?}" "$label"
  done
} 2>/dev/null
[ $count -lt ${mostDevices} ] || say cut raid
if ! [ -r $proc/uptime ] && command -v zpool >/dev/null 2>&1; then
  pools() {
    set -- $(within 5 zpool list -H -o name,health; echo = $?)
    while [ $# -gt 2 ]; do echo $1 $2; shift 2; done
    return $2
  }
  tell pools ${mostDevices} pools
fi`,
  since: 3,
  mayHang: true,
  parse: (answer) => {
    const isThere = ["md", "zpool", "pools", "btrfs"].some((key) => answer.lines(key).length > 0);
    return isThere ? [...new Set([...arrays(answer), ...pools(answer), ...volumes(answer)])].sort() : undefined;
  },
};

function arrays(answer: Answer): string[] {
  return answer.lines("md").flatMap((line) => {
    const [, name, missing, state] = /^(\S+) (\S+) (\S+)$/.exec(line) ?? [];
    if (name === undefined || !/^(?:-|\d{1,6})$/.test(missing ?? "") || state === "?")
      throw new Error("/sys does not tell how an md array is");
    return Number(missing) > 0 || state === "broken" ? [safeName(name)] : [];
  });
}

const healths = ["ONLINE", "DEGRADED", "FAULTED", "OFFLINE", "REMOVED", "UNAVAIL", "SUSPENDED"];

function pools(answer: Answer): string[] {
  if ((exitStatus(answer, "pools") ?? 0) !== 0) throw new Error("zpool list failed");
  return [...answer.lines("zpool"), ...outputLines(answer, "pools")].flatMap((line) => {
    const [, name, health = ""] = /^(.+) (\S+)$/.exec(line) ?? [];
    if (name === undefined || !healths.includes(health)) throw new Error("a ZFS pool does not tell how it is");
    return health === "ONLINE" ? [] : [`zfs:${safeName(name)}`];
  });
}

function volumes(answer: Answer): string[] {
  return answer.lines("btrfs").flatMap((line) => {
    const [, id = "", missing, label] = /^([0-9a-f-]{1,36}) ([01]) ?(.*)$/.exec(line) ?? [];
    if (missing === undefined) throw new Error("/sys does not tell how a btrfs is");
    return missing === "1" ? [`btrfs:${safeName(label || id.slice(0, 8))}`] : [];
  });
}
