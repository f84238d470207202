/** The picture of many hosts: a row each, a square a day. Pure. */

import { monthWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { monthScale } from "./chart-scale.ts";
import { dayRows } from "./day-cells.ts";
import { axisHeight, dayAxis } from "./month-charts.ts";
import { cutText, plot, svgPicture, text } from "./svg.ts";

const rowHeight = 20;
const squareHeight = 14;
const firstRow = 10;
const strips = { x: "32%", width: "55%" };
const mostRows = 40;

/** The first hosts of those, as many as a person looks at. */
export function overviewPicture(hosts: readonly HostMonth[], { month, to }: MonthReport): string {
  const shown = hosts.slice(0, mostRows);
  const scale = monthScale({ month, to });
  const height = shown.length * rowHeight;
  const rows = shown.map(({ days }, index) => ({ days, y: 2 * index * rowHeight, height: 2 * squareHeight }));
  return svgPicture(firstRow + height + axisHeight, `Availability by day in ${monthWords(month)}`, [
    plot({ ...strips, y: firstRow, height }, [dayRows(rows, scale)]),
    ...shown.flatMap((host, index) => labels(host, firstRow + index * rowHeight)),
    dayAxis(scale, firstRow + height - (rowHeight - squareHeight), strips),
  ]);
}

function labels({ host, availability }: HostMonth, y: number): string[] {
  return [
    cutText({ y: y - 2, width: "31%", height: rowHeight }, { untrusted: host }),
    text({ x: "100%", y: y + 11 }, percentWords(availability), "m r"),
  ];
}
