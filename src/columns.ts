/** The columns in which the results files hold a check's results, in the order of the files. New ones come at the end. */
import { type CheckResult, errorsOf, isoSeconds, portText } from "./check-result.ts";
import type { FactValues } from "./facts/index.ts";
import type { HostType } from "./inventory/host.ts";
import { csvText } from "./safe-text.ts";

interface Column {
  readonly name: string;
  /** For people, with its unit; Markdown. */
  readonly meaning: string;
  readonly types: readonly HostType[];
  readonly cell: (result: CheckResult) => string | undefined;
}

const everyone: readonly HostType[] = ["node", "miner", "ping"];
const sessions: readonly HostType[] = ["node", "miner"];

export const columns: readonly Column[] = [
  {
    name: "time",
    meaning: "start of the run, UTC, the same in all its rows: `2026-11-22T21:32:05Z`",
    types: everyone,
    cell: ({ time }) => isoSeconds(time),
  },
  { name: "host", meaning: "the inventory's `name`, else its `ip`", types: everyone, cell: ({ host }) => host },
  {
    name: "ping_ms",
    meaning: "mean round trip of 4 pings, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.meanMs),
  },
  {
    name: "ping_max_ms",
    meaning: "the slowest of them, ms",
    types: everyone,
    cell: ({ ping }) => milliseconds(ping.maxMs),
  },
  {
    name: "http_ms",
    meaning: "time to the headers of the home page's final response, ms",
    types: ["node"],
    cell: ({ page }) => page && String(Math.round(page.ms)),
  },
  { name: "http_code", meaning: "its status", types: ["node"], cell: ({ page }) => page && String(page.status) },
  {
    name: "mem_avail_mib",
    meaning: "memory that programs could still have (`free`: available), MiB",
    types: sessions,
    cell: ({ facts }) => facts?.memAvailMib?.toFixed(0),
  },
  {
    name: "swap_free_mib",
    meaning: "free swap, MiB",
    types: ["node"],
    cell: ({ facts }) => facts?.swapFreeMib?.toFixed(0),
  },
  {
    name: "disk_avail_mib",
    meaning: "room for users on `/` (`df`: avail), MiB",
    types: sessions,
    cell: ({ facts }) => facts?.diskAvailMib?.toFixed(0),
  },
  {
    name: "last_boot",
    meaning: "to the minute: `2026-07-06T21:31Z`. The same text as long as it is the same boot",
    types: sessions,
    cell: ({ lastBoot }) => lastBoot,
  },
  {
    name: "gpu_temp_c",
    meaning: "temperature of each GPU, °C, joined by `_`: `58_61`. `None`: that GPU does not answer",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ tempC }) => tempC),
  },
  {
    name: "gpu_mem_mib",
    meaning: "memory in use on each GPU, MiB",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ memMib }) => memMib),
  },
  {
    name: "gpu_power_w",
    meaning: "what each GPU draws, W",
    types: ["miner"],
    cell: ({ facts }) => perGpu(facts, ({ powerW }) => powerW),
  },
  {
    name: "ports",
    meaning: "listeners outside `known_ports`, joined by `+`: `8080+5353/udp`",
    types: ["node"],
    cell: ({ facts }) => facts?.ports?.map(portText).join("+"),
  },
  {
    name: "ssh_peers",
    meaning: "addresses connected to the SSH port that are not in the inventory's `ssh_peers`, joined by `+`",
    types: sessions,
    cell: ({ facts }) => facts?.sshPeers?.join("+"),
  },
  {
    name: "loss",
    meaning: "pings lost, percent",
    types: everyone,
    cell: ({ ping }) => ping.lossPercent?.toFixed(0),
  },
  {
    name: "cert_days",
    meaning: "whole days until the home page's certificate expires",
    types: ["node"],
    cell: ({ page, time }) => wholeDays(time, page?.certificate?.to),
  },
  {
    name: "logins",
    meaning: "`user@address` of sessions from unknown addresses, joined by `+`",
    types: sessions,
    cell: ({ facts }) => facts?.logins?.join("+"),
  },
  {
    name: "errors",
    meaning: "why cells are empty: `ping:unreachable+ssh:timeout`",
    types: everyone,
    cell: (result) => errorsOf(result).join("+"),
  },
  {
    name: "disk_size_mib",
    meaning: "size of `/`, MiB",
    types: sessions,
    cell: ({ facts }) => facts?.diskSizeMib?.toFixed(0),
  },
];

export function header(type: HostType): string[] {
  return columnsOf(type).map(({ name }) => name);
}

/** The cells of a result's row, in the order of `header`. Unknown is empty. */
export function row(result: CheckResult): string[] {
  return columnsOf(result.type).map(({ cell }) => csvText(cell(result) ?? ""));
}

function columnsOf(type: HostType): Column[] {
  return columns.filter(({ types }) => types.includes(type));
}

/** One decimal below 100. */
function milliseconds(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const tenths = Math.round(ms * 10) / 10;
  return tenths < 100 ? tenths.toFixed(1) : ms.toFixed(0);
}

function perGpu(facts: FactValues | undefined, pick: (gpu: Gpu) => number | undefined): string | undefined {
  return facts?.gpus?.map((gpu) => pick(gpu) ?? "None").join("_");
}

type Gpu = NonNullable<FactValues["gpus"]>[number];

function wholeDays(from: Date, to: Date | undefined): string | undefined {
  return to && String(Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}
