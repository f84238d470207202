/** A fleet of any size over some days, in which everything happens that pages have to show. The same each time. */
import type { HostType } from "../../src/inventory/host.ts";
import type { Row } from "../../src/row/row.ts";
import { seededRandom } from "./random.ts";
import { type RowCells, typedRow } from "./typed-row.ts";

export interface FleetHost {
  readonly host: string;
  readonly isNamed: boolean;
  readonly group: string | undefined;
  readonly type: HostType;
}

const hourMs = 3_600_000;

/** The newest run. */
export const fleetNow = new Date("2026-11-22T21:30:05Z");

const roles = ["web", "db", "mail", "cache", "queue", "search", "build", "backup", "auth", "proxy"];
const groups = ["production", "staging", "office", undefined];

/** In inventory order. One host has no name, and one has GPUs. */
export function fleet(size: number): FleetHost[] {
  const odd: FleetHost[] = [
    { host: "gpu-1", isNamed: true, group: "office", type: "miner" },
    { host: "192.0.2.77", isNamed: false, group: "office", type: "node" },
    { host: "router", isNamed: true, group: "office", type: "ping" },
  ];
  const nodes = Array.from({ length: size }, (_, index): FleetHost => {
    const group = groups[Math.floor((index / size) * groups.length)];
    return {
      host: `${roles[index % roles.length]}-${1 + Math.floor(index / roles.length)}`,
      isNamed: true,
      group,
      type: "node",
    };
  });
  return size < 10 ? nodes : [...nodes.slice(0, size - odd.length), ...odd];
}

/** Runs of an hour, or of `everyMs`, the oldest first. */
export function* fleetRuns(hosts: readonly FleetHost[], days: number, everyMs = hourMs): Generator<Row[], void> {
  const random = seededRandom(7);
  const runs = Math.floor((days * 24 * hourMs) / everyMs);
  for (let run = runs; run >= 0; run -= 1) {
    const time = new Date(fleetNow.getTime() - run * everyMs);
    const agoH = (run * everyMs) / hourMs;
    // The monitor was off for two days.
    if (agoH > 700 && agoH < 748) continue;
    yield hosts.map(({ host, type }, index) => typedRow(time, host, cellsOf(host, index, agoH, random), type));
  }
}

const dead: RowCells = { loss: "100", errors: "ping:unreachable+http:timeout+ssh:timeout" };

const withoutGpu5: RowCells = {
  gpu_temp_c: "59_61_60_66_74_None_63_62",
  gpu_mem_mib: "1_1_1_1_1_None_1_1",
  gpu_power_w: "90_90_90_90_90_None_90_90",
};

/** What a host's row has so many hours ago. */
function cellsOf(host: string, index: number, agoH: number, random: () => number): RowCells {
  const well = wellCells(host, agoH, random);
  if (host === "db-1" && agoH <= 5) return dead;
  if (index % 7 === 2 && agoH >= 200 + index && agoH < 203 + index) return dead;
  // Many at once.
  if (index % 3 === 0 && agoH >= 480 && agoH < 483) return dead;
  if (host === "web-1" && agoH <= 30) return { ...well, ports: "8080" };
  if (host === "mail-1") return { ...well, cert_days: String(8 + Math.floor(agoH / 24)) };
  if (host === "cache-1" && agoH >= 100 && agoH < 140) return { ...well, http_code: "502" };
  if (host === "cache-1" && agoH <= 3) return { ...well, http_code: "502" };
  if (host === "queue-1" && (agoH <= 2 || (agoH > 300 && agoH < 330))) return { ...dead, silenced: "maintenance" };
  if (host === "gpu-1" && agoH <= 50) return { ...well, ...withoutGpu5 };
  if (host === "search-1" && agoH <= 8) return { ...well, mem_avail_mib: "190", swap_free_mib: "10" };
  if (host === "router" && agoH <= 1) return { ...well, loss: "25" };
  return well;
}

function wellCells(host: string, agoH: number, random: () => number): RowCells {
  const pingMs = 5 + host.length * 2 + random() * 3;
  return {
    ...{ ping_ms: pingMs.toFixed(1), ping_max_ms: (pingMs * 1.4).toFixed(1), loss: "0" },
    ...{ http_ms: String(90 + Math.floor(random() * 90)), http_code: "200", cert_days: "61", cert_life_days: "90" },
    ...{ mem_avail_mib: "6100", mem_total_mib: "15900", swap_free_mib: "2048", swap_total_mib: "2048" },
    ...{ disk_avail_mib: String(65_435 + Math.floor(agoH)), disk_size_mib: "131072", last_boot: "2026-08-01T21:31Z" },
    ...{
      gpu_temp_c: "59_61_60_66_74_68_63_62",
      gpu_mem_mib: "1_1_1_1_1_1_1_1",
      gpu_power_w: "90_90_90_90_90_90_90_90",
    },
    errors: "",
  };
}
