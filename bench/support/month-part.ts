/** The statistics of a month, in a process of its own: argument one is the results folder, two any moment of the month. */
import { monthJson } from "../../src/report/statistics/month-json.ts";
import { monthReport } from "../../src/report/statistics/month-report.ts";
import { openMonth } from "../../src/store/month-rows.ts";

const [folder = "", moment = ""] = process.argv.slice(2);
const rows = await openMonth(folder, new Date(moment));
console.log(monthJson(monthReport({ rows, to: rows.end, running: false, alerts: [] })).length);
