/** The incidents of a simulated year: when they are, and what they do to a row. */
import type { RowKind } from "../../src/alerts/finders.ts";
import type { Archetype } from "./simulated-archetypes.ts";

export interface Incident {
  readonly kind: RowKind;
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly flapping: boolean;
  /** Whether anybody may try passwords on the host. */
  readonly exposed: boolean;
}

export interface YearOptions {
  readonly seed: number;
  readonly hosts: number;
  readonly everyMs: number;
  readonly days: number;
  /** What all hosts are; `server` if it is not said. */
  readonly archetype?: Archetype | undefined;
  /** Whether the inventory is what their owner has after a month. */
  readonly tended?: boolean | undefined;
}

export type Cells = Record<string, string>;

/** What a session that fails leaves empty. */
export const sessionColumns = [
  ...[
    "mem_avail_mib",
    "disk_avail_mib",
    "disk_size_mib",
    "last_boot",
    "ports",
    "ssh_peers",
    "peer_ports",
    "gpu_temp_c",
    "gpu_mem_mib",
  ],
  ...["swap_free_mib", "disks", "inodes_free_pct", "mem_total_mib", "swap_total_mib", "load15", "oom_kills"],
  ...[
    "failed_units",
    "reboot_days",
    "packages_days",
    "raid",
    "temp_c",
    "power",
    "clock_s",
    "accounts",
    "checks",
    "readonly",
  ],
];

export const startMs = Date.parse("2026-01-01T00:07:00Z");
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long incidents of each kind last, in hours. */
const hoursOf: readonly (readonly [kind: RowKind, least: number, most: number, flapping?: true])[] = [
  ["down", 1, 3],
  ["down", 6, 30],
  ["http", 1.5, 12],
  ["cert", 80, 200],
  ["disk", 3, 40],
  ["port", 3, 90],
  ["peer", 2, 3.5],
  ["peer", 60, 120],
  ["host-key", 1.5, 20],
  ["gpu", 6, 60],
  ["ssh", 2, 20],
  ["down", 10, 20, true],
  ["http", 10, 20, true],
  ["raid", 10, 60],
  ["readonly", 5, 40],
  ["memory", 2, 8],
  ["oom", 2, 5],
  ["check", 6, 40],
  ["unit", 3, 40],
  ["power", 2, 10],
  ["clock", 3, 48],
  ["reboots", 2, 4],
  ["account", 10, 90],
  ["patch", 30, 100],
];

/** Some twenty incidents a year for each host, with days between them. Short ones grow where checks are rare. */
export function planIncidents(
  host: Pick<Incident, "host" | "exposed"> & { readonly type: string },
  options: YearOptions,
  random: () => number,
): Incident[] {
  const [{ host: name, type, exposed }, { everyMs, days }] = [host, options];
  const fitting = hoursOf.filter(([kind]) =>
    type === "miner" ? !["http", "cert", "port"].includes(kind) : kind !== "gpu",
  );
  const stretch = Math.max(1, everyMs / 900_000);
  const incidents: Incident[] = [];
  let ms = startMs + (2 + random() * 8) * dayMs;
  for (let index = Math.floor(random() * fitting.length); ; index += 1) {
    const [kind, least, most, flapping = false] = fitting[index % fitting.length] ?? ["down", 1, 2];
    const lasts = (least + random() * (most - least)) * hourMs;
    const toMs = Math.floor(
      ms + (flapping ? lasts * stretch : kind === "peer" && most < 4 ? lasts : Math.max(lasts, 5 * everyMs)),
    );
    if (toMs + 3 * dayMs > startMs + days * dayMs) return incidents;
    incidents.push({ kind, host: name, fromMs: Math.floor(ms), toMs, flapping, exposed });
    ms = toMs + (4 + random() * 20) * dayMs;
  }
}

/** Changes the cells by an incident. false: at this moment it does not show. */
export function showIncident(
  host: string,
  { kind, fromMs, toMs, flapping }: Incident,
  ms: number,
  cells: Cells,
  everyMs: number,
): boolean {
  // Two checks away, two checks there; or away at every other check.
  const period = fromMs % 2 === 0 ? 2 : 1;
  if (flapping && Math.floor((ms - fromMs) / everyMs / period) % 2 === 1) return false;
  // What a lost session cannot tell, it does not tell.
  if (kind === "down") cells["down"] = "yes";
  if (cells["down"] || (!fromOutside.includes(kind) && /ssh:|probe:/.test(cells["errors"] ?? "")))
    return kind === "down";
  if (kind === "http" || kind === "cert") if (cells["http_code"] !== "200") return kind === "http";
  const away = Object.fromEntries(sessionColumns.map((column) => [column, ""]));
  const address = `198.51.100.${Number(host.split("-")[1]) % 250}`;
  const joined = (column: string, text: string) => ({ [column]: [cells[column], text].filter(Boolean).join("+") });
  const errors = Math.floor(ms / hourMs) % 2 === 0 ? "ssh:refused" : "ssh:auth";
  const changes: Readonly<Record<RowKind, Cells>> = {
    down: { down: "yes" },
    http: { http_code: "500" },
    cert: { cert_days: String(13 - Math.floor((ms - fromMs) / dayMs)) },
    ssh: { ...away, errors },
    "host-key": { ...away, errors: "ssh:host-key-changed" },
    port: joined("ports", "4444"),
    peer: {
      ...joined("ssh_peers", address),
      ...joined("peer_ports", "50022"),
      ...(toMs - fromMs < 4 * hourMs ? { logins: `mallory@${address}` } : {}),
    },
    disk: { disk_avail_mib: String(Math.round(700 * (1 - (ms - fromMs) / (toMs - fromMs)))) },
    gpu: { gpu_temp_c: "61_None", gpu_mem_mib: "5120_None" },
    raid: { raid: "md0" },
    readonly: { readonly: "/data" },
    memory: { mem_avail_mib: "70", swap_free_mib: "12" },
    // One more with each check, on top of what was counted before.
    oom: { oom_kills: String(Number(cells["oom_kills"]) + 1 + Math.floor((ms - fromMs) / everyMs)) },
    check: { checks: ms - fromMs < 4 * hourMs ? "backup:late" : "backup:crit" },
    unit: joined("failed_units", "nginx.service"),
    power: { power: "undervoltage" },
    clock: { clock_s: String(-12 - Math.floor((ms - fromMs) / hourMs)) },
    reboots: { last_boot: `${new Date(ms - 5 * 60_000).toISOString().slice(0, 16)}Z` },
    account: joined("accounts", "mallory:root"),
    patch: ms % 2 === 0 ? { packages_days: "11" } : { packages_days: "11", reboot_days: "5" },
  };
  Object.assign(cells, changes[kind]);
  return true;
}

/** All but these are told by the session. */
const fromOutside: readonly RowKind[] = ["down", "http", "cert"];
