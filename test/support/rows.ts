/** Rows of results files for tests of what looks back on them. */
import type { Alert } from "../../src/alerts/alert.ts";
import type { HostType } from "../../src/inventory/host.ts";
import type { MonthAlert } from "../../src/report/statistics/month-model.ts";
import { newStatusHistory } from "../../src/report/status/host-history.ts";
import { type StatusModel, statusModel } from "../../src/report/status/status-model.ts";
import { type RowCells, typedRow } from "./typed-row.ts";

export const well: RowCells = {
  ...{ ping_ms: "12.3", loss: "0", http_ms: "142", http_code: "200", mem_avail_mib: "3277", swap_free_mib: "2048" },
  ...{ disk_avail_mib: "65435", last_boot: "2026-11-10T21:31Z", cert_days: "29", errors: "" },
};
export const dead: RowCells = { loss: "100", errors: "ping:unreachable+ssh:timeout" };
export const cutOff: RowCells = { errors: "monitor:offline" };

/** A row of a host at a time: `at("2026-11-22T21:30:00Z", "web-1", well, { ports: "8080" })`. */
export function at(time: string, host: string, ...cells: readonly RowCells[]) {
  return { time, host, ...Object.assign({}, ...cells) } satisfies RowCells;
}

interface Recent {
  readonly type?: HostType;
  /** Rows before it were not read. */
  readonly cutAt?: Date;
  readonly names?: readonly string[];
  readonly alerts?: readonly Alert[];
  readonly episodes?: readonly MonthAlert[];
  readonly maintenance?: ReadonlyMap<string, Date>;
  readonly groups?: ReadonlyMap<string, string>;
}

/** What the status page is made of after these rows. */
export function modelOf(
  rows: readonly RowCells[],
  inventory: readonly string[],
  now: Date,
  {
    type = "node",
    cutAt = new Date(0),
    names = ["node_2611.csv"],
    alerts = [],
    episodes,
    maintenance,
    groups,
  }: Recent = {},
): StatusModel {
  const history = newStatusHistory(now, cutAt);
  for (const cells of rows) history.add(typedRow(new Date(cells["time"] ?? ""), String(cells["host"]), cells, type));
  return statusModel(history, { inventory, names, alerts, episodes, maintenance, groups, isOurs: () => true });
}
