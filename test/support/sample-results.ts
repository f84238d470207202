/** A repository as two days of checks leave it, for the queries of docs/data.md: made by the real store, the same each time. */
import { join } from "node:path";
import type { HostType } from "../../src/inventory/host.ts";
import { headerOf } from "../../src/row/row.ts";
import { openStore } from "../../src/store/store.ts";
import { bareRemote, clone } from "./git-remote.ts";

const hosts: readonly (readonly [type: HostType, host: string])[] = [
  ["node", "web-1"],
  ["node", "db-1"],
  ["node", "mail-1"],
  ["miner", "gpu-1"],
  ["ping", "router"],
];

/** Twelve runs, four hours apart: db-1 is down in two of them, web-1 reboots, then listens on 8080. Returns the clone. */
export async function sampleResults(parent: string): Promise<string> {
  const workspace = clone(bareRemote(parent), join(parent, "work"));
  for (let run = 0; run < 12; run += 1) {
    const time = new Date(Date.UTC(2026, 10, 20, run * 4));
    const down = run === 3 || run === 4;
    const tables = (["node", "miner", "ping"] as const).map((type) => {
      const rows = hosts.filter(([each]) => each === type).map(([, host]) => cellsOf(host, run, time));
      return {
        type,
        header: headerOf(type),
        rows: rows.map((cells) => headerOf(type).map((name) => cells[name] ?? "")),
      };
    });
    const store = await openStore({
      ...{ folder: join(workspace, "results"), stateHome: join(parent, "state"), push: true },
      ...{ branch: undefined, token: undefined, warn: console.warn },
      environment: { ...process.env, GIT_AUTHOR_DATE: time.toISOString(), GIT_COMMITTER_DATE: time.toISOString() },
    });
    const subject = down ? "check: 5 hosts, 4 up — db-1 down (ssh:timeout)" : "check: 5 hosts, 5 up";
    const { fault } = await store.saveRun({ time, tables, subject });
    if (fault !== undefined) throw fault;
  }
  return workspace;
}

function cellsOf(host: string, run: number, time: Date): Record<string, string> {
  const stamp = { time: `${time.toISOString().slice(0, 19)}Z`, host };
  if (host === "db-1" && (run === 3 || run === 4))
    return { ...stamp, loss: "100", errors: "ping:unreachable+ssh:timeout" };
  const pingMs = host.length * 2 + (run % 4) * 0.3;
  return {
    ...stamp,
    ping_ms: pingMs.toFixed(1),
    ping_max_ms: (pingMs * 1.2).toFixed(1),
    ...(host === "web-1"
      ? { http_ms: String(130 + run * 2), http_code: "200", cert_days: String(61 - (run >> 3)) }
      : {}),
    mem_avail_mib: String(3200 + ((run * 37) % 90)),
    swap_free_mib: "2048",
    disk_avail_mib: String(host === "mail-1" ? 40_960 - run * 512 : 65_435),
    last_boot: host === "web-1" && run >= 7 ? "2026-11-21T03:12Z" : "2026-10-02T21:31Z",
    ...{ gpu_temp_c: `${60 + (run % 3)}_${64 + (run % 2)}`, gpu_mem_mib: "5120_5118", gpu_power_w: "120_124" },
    ports: host === "web-1" && run >= 8 ? "8080" : "",
    ssh_peers: host === "web-1" && run === 5 ? "203.0.113.9" : "",
    loss: "0",
  };
}
