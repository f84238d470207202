/** The statistics of months, in a process of its own: argument one is the results folder, the others any moment of each month. */
import { monthJson } from "../../src/report/statistics/month-json.ts";
import { monthReport } from "../../src/report/statistics/month-report.ts";
import { openMonth } from "../../src/store/month-rows.ts";

const [folder = "", ...moments] = process.argv.slice(2);
for (const moment of moments) {
  const rows = await openMonth(folder, new Date(moment));
  console.log(monthJson(monthReport({ rows, to: rows.end, running: false, alerts: [] })).length);
}
