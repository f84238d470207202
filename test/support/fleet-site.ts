/** The status website of a fleet, as the command makes it of its rows. */
import type { Alert } from "../../src/alerts/alert.ts";
import { newRules } from "../../src/alerts/rules.ts";
import { pageHtml } from "../../src/report/page/page-html.ts";
import { PageLog } from "../../src/report/page/page-log.ts";
import { type Detail, type PageModel, pageModel } from "../../src/report/page/page-model.ts";
import type { Row } from "../../src/row/row.ts";
import { utcClock } from "../../src/words/instant.ts";
import { fleet, fleetNow, fleetRuns } from "./fleet-history.ts";

const dayMs = 86_400_000;

export function siteModel(size: number, detail: Detail = "names", days = 98): PageModel {
  const hosts = fleet(size);
  return modelOfRuns(fleetRuns(hosts, days, size > 50 ? dayMs / 12 : dayMs / 24), hosts, detail);
}

export function modelOfRuns(
  runs: Iterable<readonly Row[]>,
  inventory: Parameters<typeof pageModel>[0]["inventory"],
  detail: Detail = "names",
  now = fleetNow,
  open?: readonly Alert[],
): PageModel {
  const rules = newRules({ confirm: 2 });
  const log = new PageLog({ now, rules });
  for (const run of runs) log.add(run);
  return pageModel({ log, inventory, open: open ?? rules.open(), detail });
}

export function siteHtml(size: number, detail: Detail = "names"): string {
  return pageHtml(siteModel(size, detail), utcClock(fleetNow));
}
