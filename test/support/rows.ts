/** Rows of results files for tests of what looks back on them. */
import type { Row } from "../../src/store/results.ts";

type Cells = Readonly<Record<string, string | number>>;

/** As the node columns are, but for the order. */
const columns = [
  ...["time", "host", "ping_ms", "http_ms", "http_code", "mem_avail_mib", "swap_free_mib", "disk_avail_mib"],
  ...["last_boot", "gpu_temp_c", "ports", "ssh_peers", "loss", "cert_days", "logins", "errors", "disk_size_mib"],
];

export const well: Cells = {
  ...{ ping_ms: "12.3", loss: "0", http_ms: "142", http_code: "200", mem_avail_mib: "3277", swap_free_mib: "2048" },
  ...{ disk_avail_mib: "65435", last_boot: "2026-11-10T21:31Z", cert_days: "29", errors: "" },
};
export const dead: Cells = { loss: "100", errors: "ping:unreachable+ssh:timeout" };
export const cutOff: Cells = { errors: "monitor:offline" };

/** A row of a host at a time: `at("2026-11-22T21:30:00Z", "web-1", well, { ports: "8080" })`. */
export function at(time: string, host: string, ...cells: readonly Cells[]) {
  return { time, host, ...Object.assign({}, ...cells) } satisfies Cells;
}

/** What the store reads of a folder with these rows. */
export function recentOf(
  rows: readonly Cells[],
  { type = "node", cutAt, names = ["node_2611.csv"] }: { type?: Row["type"]; cutAt?: Date; names?: string[] } = {},
) {
  const table = {
    type,
    header: columns,
    rows: rows.map((row) => ({
      time: String(row["time"]),
      host: String(row["host"]),
      cells: columns.map((column) => String(row[column] ?? "")),
    })),
  };
  return { tables: [table], cutAt, names };
}
