/**
 * The columns of the results files, in the order of the files: for each its name, unit and meaning, how it is written and
 * read, how a month sums it up, and how a person reads it. No other module knows the columns. New ones are added at the
 * end.
 */
import { type CheckResult, errorsOf, portText } from "../check-result.ts";
import type { FactValues } from "../facts/index.ts";
import type { HostType } from "../inventory/host.ts";
import { binarySize } from "../words/size.ts";
import {
  daysOrNo,
  type FileSystem,
  fileSystems,
  gpuFigures,
  isAddress,
  isPort,
  minuteType,
  namesType,
  numberType,
  portLists,
  sshLoginsType,
  textType,
  type ValueType,
} from "./values.ts";

export interface Column<Value = unknown> {
  readonly name: string;
  /** For the documentation, with its unit; Markdown. */
  readonly meaning: string;
  /** Types of host whose files have it. */
  readonly types: readonly HostType[];
  readonly value: ValueType<Value>;
  /** The value of a check. undefined: unknown. */
  readonly from: (result: CheckResult) => Value | undefined;
  /** Heading for people: `free disk`. */
  readonly title: string;
  /** A figure of it for people: `3.2 GiB`. */
  readonly words: (figure: number) => string;
  /** In the monthly report: statistics of the figures, counts of each name, or nothing. */
  readonly month: "statistics" | "sightings" | "none";
  /** Whether the report draws it. */
  readonly charted: boolean;
}

/** Types of host: all, those with an SSH session, or one. */
const everyone: readonly HostType[] = ["node", "miner", "ping"];
const sessions: readonly HostType[] = ["node", "miner"];
const nodes: readonly HostType[] = ["node"];
const miners: readonly HostType[] = ["miner"];

const whole = numberType((value) => value.toFixed(0));
const hundredths = numberType((value) => value.toFixed(2));
/** One decimal below 100. */
const milliseconds = numberType((value) => {
  const tenths = Math.round(value * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : value.toFixed(0);
});

export const columnTable = {
  pingMs: statistics("ping_ms", everyone, milliseconds, {
    meaning: "mean round trip of 4 pings, ms",
    from: ({ ping }) => ping.meanMs,
    title: "ping",
    words: inMs,
    charted: true,
  }),
  pingMaxMs: statistics("ping_max_ms", everyone, milliseconds, {
    meaning: "the longest of the 4 round trips, ms",
    from: ({ ping }) => ping.maxMs,
    title: "slowest ping",
    words: inMs,
  }),
  httpMs: statistics("http_ms", nodes, whole, {
    meaning: "time to the headers of the home page's final response, ms",
    from: ({ page }) => page?.ms,
    title: "page",
    words: inMs,
    charted: true,
  }),
  httpCode: statistics("http_code", nodes, whole, {
    meaning: "HTTP status of that response",
    from: ({ page }) => page?.status,
    title: "page status",
    words: plain,
  }),
  memAvailMib: statistics("mem_avail_mib", sessions, whole, {
    meaning: "memory available to programs (`free`: available), MiB",
    from: fact("memAvailMib"),
    title: "free memory",
    words: binarySize,
    charted: true,
  }),
  swapFreeMib: statistics("swap_free_mib", nodes, whole, {
    meaning: "free swap, MiB",
    from: fact("swapFreeMib"),
    title: "free swap",
    words: binarySize,
    charted: true,
  }),
  diskAvailMib: statistics("disk_avail_mib", sessions, whole, {
    meaning: "space on `/` available to users (`df`: avail), MiB",
    from: fact("diskAvailMib"),
    title: "free disk",
    words: binarySize,
    charted: true,
  }),
  lastBoot: other("last_boot", sessions, minuteType, {
    meaning:
      "time of the last boot, to the minute: `2026-07-06T21:31Z`. The text stays the same as long as it is the same boot",
    from: ({ lastBoot }) => (lastBoot === undefined ? undefined : new Date(lastBoot)),
    title: "last boot",
  }),
  gpuTempC: statistics("gpu_temp_c", miners, gpuFigures, {
    meaning: "temperature of each GPU, °C, joined by `_`: `58_61`. `None`: that GPU does not answer",
    from: perGpu("tempC"),
    title: "temperature",
    words: inCelsius,
    charted: true,
  }),
  gpuMemMib: statistics("gpu_mem_mib", miners, gpuFigures, {
    meaning: "memory in use on each GPU, MiB",
    from: perGpu("memMib"),
    title: "memory used",
    words: binarySize,
  }),
  gpuPowerW: statistics("gpu_power_w", miners, gpuFigures, {
    meaning: "power draw of each GPU, W",
    from: perGpu("powerW"),
    title: "power",
    words: (value) => `${plain(value)} W`,
  }),
  ports: sightings("ports", nodes, namesType(isPort), {
    meaning: "open ports that are not in `known_ports`, joined by `+`: `8080+5353/udp`",
    from: ({ facts }) => facts?.ports?.map(portText),
    title: "ports",
  }),
  sshPeers: sightings("ssh_peers", sessions, namesType(isAddress), {
    meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
    from: fact("sshPeers"),
    title: "SSH clients",
  }),
  loss: statistics("loss", everyone, whole, {
    meaning: "pings lost, percent",
    from: ({ ping }) => ping.lossPercent,
    title: "pings lost",
    words: inPercent,
    charted: true,
  }),
  certDays: statistics("cert_days", nodes, whole, {
    meaning: "whole days until the home page's certificate expires",
    from: ({ page, time }) => wholeDays(time, page?.certificate?.to),
    title: "certificate",
    words: inDays,
  }),
  logins: sightings("logins", sessions, namesType(), {
    meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
    from: fact("logins"),
    title: "logins",
  }),
  errors: sightings("errors", everyone, namesType(), {
    meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
    from: errorsOf,
    title: "errors",
  }),
  diskSizeMib: statistics("disk_size_mib", sessions, whole, {
    meaning: "size of `/`, MiB",
    from: fact("diskSizeMib"),
    title: "size of disk",
    words: binarySize,
  }),
  certLifeDays: statistics("cert_life_days", nodes, whole, {
    meaning: "whole days of the certificate's whole lifetime",
    from: ({ page }) => page?.certificate && wholeDays(page.certificate.from, page.certificate.to),
    title: "certificate lifetime",
    words: inDays,
  }),
  silenced: sightings("silenced", everyone, namesType(), {
    meaning: "why this row opens no alert: `maintenance`, `depends-on:NAME`, joined by `+`. Empty: nothing is silenced",
    from: ({ silenced }) => silenced,
    title: "silenced",
  }),
  disks: other<readonly FileSystem[]>("disks", sessions, fileSystems, {
    meaning:
      "every other local, writable file system: `/data:812000/1830000`, available and size in MiB, joined by `+`",
    from: fact("disks"),
    title: "file systems",
  }),
  readonly: sightings("readonly", sessions, namesType(), {
    meaning: "file systems that are mounted read-only although `/etc/fstab` does not say so, joined by `+`",
    from: fact("readonly"),
    title: "read-only file systems",
  }),
  inodesFreePct: statistics("inodes_free_pct", sessions, whole, {
    meaning: "free inodes of the file system that has the fewest, percent",
    from: fact("inodesFreePct"),
    title: "free inodes",
    words: inPercent,
  }),
  memTotalMib: statistics("mem_total_mib", sessions, whole, {
    meaning: "size of memory, MiB",
    from: fact("memTotalMib"),
    title: "size of memory",
    words: binarySize,
  }),
  swapTotalMib: statistics("swap_total_mib", sessions, whole, {
    meaning: "size of swap, MiB",
    from: fact("swapTotalMib"),
    title: "size of swap",
    words: binarySize,
  }),
  load15: statistics("load15", sessions, hundredths, {
    meaning: "15-minute load average per processor",
    from: fact("load15"),
    title: "load",
    words: plain,
  }),
  oomKills: statistics("oom_kills", sessions, whole, {
    meaning: "processes killed because memory ran out since the last boot",
    from: fact("oomKills"),
    title: "OOM kills",
    words: plain,
  }),
  failedUnits: sightings("failed_units", sessions, namesType(), {
    meaning: "failed systemd units, joined by `+`",
    from: fact("failedUnits"),
    title: "failed units",
  }),
  rebootDays: statistics("reboot_days", sessions, daysOrNo, {
    meaning: "whole days since a reboot is pending; `no`: none is",
    from: fact("rebootDays"),
    title: "reboot pending",
    words: inDays,
  }),
  packagesDays: statistics("packages_days", sessions, whole, {
    meaning: "whole days since the package lists were refreshed",
    from: fact("packagesDays"),
    title: "age of package lists",
    words: inDays,
  }),
  raid: sightings("raid", sessions, namesType(), {
    meaning: "degraded md, ZFS and btrfs devices, joined by `+`",
    from: fact("raid"),
    title: "degraded arrays",
  }),
  tempC: statistics("temp_c", sessions, whole, {
    meaning: "temperature of the hottest sensor, °C",
    from: fact("tempC"),
    title: "temperature",
    words: inCelsius,
  }),
  power: sightings("power", sessions, namesType(), {
    meaning:
      "`undervoltage`, `throttled`, `overheating`, `frequency-capped`: what the kernel reports now, joined by `+`",
    from: fact("power"),
    title: "power",
  }),
  clockS: statistics("clock_s", sessions, whole, {
    meaning: "the host's clock minus the monitor's, whole seconds",
    from: ({ clockS }) => clockS,
    title: "clock offset",
    words: (value) => `${plain(value)} s`,
  }),
  accounts: sightings("accounts", sessions, namesType(), {
    meaning: "accounts that can log in or have privileges and are not in `known_accounts`: `eve:sudo`, joined by `+`",
    from: fact("accounts"),
    title: "accounts",
  }),
  checks: sightings("checks", sessions, namesType(), {
    meaning: "entries of `expect` that are not OK: `backup:late`, joined by `+`",
    from: fact("checks"),
    title: "checks",
  }),
  bootId: other("boot_id", sessions, textType(/^[0-9a-f]{8}$/), {
    meaning: "first eight digits of the kernel's boot id",
    from: fact("bootId"),
    title: "boot id",
  }),
  peerPorts: other("peer_ports", sessions, portLists, {
    meaning: "source ports of `ssh_peers`, in the same order; several of one address are joined by `_`",
    from: fact("peerPorts"),
    title: "source ports",
  }),
  sshLogins: sightings("ssh_logins", sessions, sshLoginsType, {
    meaning:
      "SSH logins since the check before, from the SSH server's log, that are not in `ssh_peers`: `user@address/SHA256:…` with the key's fingerprint, or `/password`; joined by blanks. `none`: there were none; `cut`: there were more than were read. Empty: the account may not read the log",
    from: fact("sshLogins"),
    title: "SSH logins",
  }),
} as const;

export type ColumnKey = keyof typeof columnTable;
type ValueOf<Key extends ColumnKey> = (typeof columnTable)[Key] extends Column<infer Value> ? Value : never;
export type ColumnValues = { readonly [Key in ColumnKey]?: ValueOf<Key> | undefined };

interface Described<Value> {
  readonly meaning: string;
  readonly from: (result: CheckResult) => Value | undefined;
  readonly title: string;
}

interface DescribedFigure<Value> extends Described<Value> {
  readonly words: (figure: number) => string;
  readonly charted?: true;
}

function statistics<Value>(
  name: string,
  types: readonly HostType[],
  value: ValueType<Value>,
  described: DescribedFigure<Value>,
): Column<Value> {
  return { name, types, value, charted: false, month: "statistics", ...described };
}

function sightings(
  name: string,
  types: readonly HostType[],
  value: ValueType<readonly string[]>,
  described: Described<readonly string[]>,
): Column<readonly string[]> {
  return { name, types, value, charted: false, month: "sightings", words: plain, ...described };
}

function other<Value>(
  name: string,
  types: readonly HostType[],
  value: ValueType<Value>,
  described: Described<Value>,
): Column<Value> {
  return { name, types, value, charted: false, month: "none", words: plain, ...described };
}

function fact<Name extends keyof FactValues>(name: Name): (result: CheckResult) => FactValues[Name] {
  return ({ facts }) => facts?.[name];
}

type Gpu = NonNullable<FactValues["gpus"]>[number];

function perGpu(figure: keyof Gpu): (result: CheckResult) => readonly (number | undefined)[] | undefined {
  return ({ facts }) => facts?.gpus?.map((gpu) => gpu[figure]);
}

function wholeDays(from: Date, to: Date | undefined): number | undefined {
  return to && Math.floor((to.getTime() - from.getTime()) / 86_400_000);
}

function inMs(value: number): string {
  return `${plain(value)} ms`;
}

function inPercent(value: number): string {
  return `${plain(value)} %`;
}

function inCelsius(value: number): string {
  return `${plain(value)} °C`;
}

function inDays(value: number): string {
  return `${plain(value)} ${value === 1 ? "day" : "days"}`;
}

/** Three digits are enough: `0.42`, `9.7`, `142`. */
export function plain(value: number): string {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}
