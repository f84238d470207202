/** Rows as ten real hosts would have them: eight nodes, a miner, a router that is only pinged. The same for the same seed. */

import type { HostType } from "../src/inventory/host.ts";
import { headerOf } from "../src/row/row.ts";
import type { Table } from "../src/store/merge.ts";
import { seededRandom } from "../test/support/random.ts";

const types: readonly HostType[] = ["node", "miner", "ping"];

/** One run after another; `time` must not go back. */
export function fleet(hostCount: number, seed = 1): (time: Date) => Table[] {
  const random = seededRandom(seed);
  const hosts = Array.from({ length: hostCount }, (_, index) => host(index, hostCount, random));
  return (time) =>
    types.flatMap((type) => {
      const ofType = hosts.filter((each) => each.type === type);
      const rows = ofType
        .map(({ cells }) => cells(time))
        .map((cells) => headerOf(type).map((name) => cells[name] ?? ""));
      return rows.length === 0 ? [] : [{ type, header: headerOf(type), rows }];
    });
}

function host(index: number, count: number, random: () => number) {
  const type: HostType = index < count - 2 ? "node" : index === count - 2 ? "miner" : "ping";
  const name = `${type}-${index + 1}`;
  const usualMs = 5 + random() * 40;
  let [memory, disk] = [2000 + random() * 20_000, 20_000 + random() * 100_000];
  let boot = Date.UTC(2026, 8, 1 + index, 3, 7);
  const bootId = Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
  const cells = (time: Date): Record<string, string> => {
    const stamp = { time: `${time.toISOString().slice(0, 19)}Z`, host: name };
    // One check in five hundred finds nobody.
    if (random() < 0.002)
      return { ...stamp, loss: "100", errors: `ping:unreachable${type === "ping" ? "" : "+ssh:timeout"}` };
    if (random() < 0.0005) boot = time.getTime() - 60_000;
    memory += (random() - 0.5) * 200;
    disk -= (random() - 0.4) * 4;
    const ping = usualMs * (0.95 + random() * 0.1);
    return {
      ...stamp,
      ping_ms: ping.toFixed(1),
      ping_max_ms: (ping * (1 + random() * 0.2)).toFixed(1),
      http_ms: String(Math.round(usualMs * 4 + random() * 40)),
      http_code: "200",
      mem_avail_mib: memory.toFixed(0),
      swap_free_mib: "2048",
      disk_avail_mib: disk.toFixed(0),
      last_boot: `${new Date(boot).toISOString().slice(0, 16)}Z`,
      gpu_temp_c: [58, 61].map((usual) => Math.round(usual + random() * 6)).join("_"),
      gpu_mem_mib: "5120_5120",
      gpu_power_w: [118, 121].map((usual) => (usual + random() * 4).toFixed(0)).join("_"),
      ports: index === 0 ? "8080" : "",
      ssh_peers: random() < 0.01 ? "203.0.113.9" : "",
      loss: random() < 0.01 ? "25" : "0",
      disk_size_mib: "120000",
      disks: `/data:${(400 - (time.getUTCHours() < 4 ? 90 : 0)) * 1000}/1830000`,
      inodes_free_pct: String(63 - (time.getUTCDate() % 3)),
      mem_total_mib: "24105",
      swap_total_mib: "2048",
      load15: (0.1 + random() * 0.2).toFixed(2),
      oom_kills: "0",
      reboot_days: time.getUTCDate() % 7 < 5 ? String(time.getUTCDate() % 7) : "no",
      packages_days: "0",
      temp_c: String(52 + Math.floor(random() * 4)),
      clock_s: "0",
      accounts: "alice:sudo+deploy",
      boot_id: bootId,
      cert_life_days: "90",
      cert_days: String(89 - (time.getUTCDate() % 60)),
    };
  };
  return { type, cells };
}
