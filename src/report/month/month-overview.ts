/** The picture of many hosts: a row each, a square a day. Pure. */

import { monthWords } from "../../words/instant.ts";
import { percentWords } from "../../words/percent.ts";
import type { HostMonth, MonthReport } from "../statistics/month-model.ts";
import { monthScale } from "./chart-scale.ts";
import { dayRows } from "./day-cells.ts";
import { dayAxis, width } from "./month-charts.ts";
import { svgPicture, text } from "./svg.ts";

const rowHeight = 34;
const squareHeight = 26;
const firstRow = 18;
const axisHeight = 46;
const nameWidth = 200;
const percentWidth = 120;
const mostRows = 40;
const mostLetters = 16;

/** The first hosts of those, as many as a person looks at. */
export function overviewPicture(hosts: readonly HostMonth[], { month, to }: MonthReport): string {
  const shown = hosts.slice(0, mostRows);
  const scale = monthScale({ month, to }, nameWidth, width - nameWidth - percentWidth);
  const bottom = firstRow + shown.length * rowHeight;
  return svgPicture(width, bottom + axisHeight, `Availability by day in ${monthWords(month)}`, [
    dayRows(
      shown.map(({ days }, index) => ({ days, y: firstRow + index * rowHeight, height: squareHeight })),
      scale,
    ),
    ...shown.flatMap((host, index) => labels(host, firstRow + index * rowHeight + squareHeight - 5)),
    ...dayAxis(scale, bottom),
  ]);
}

function labels({ host, availability }: HostMonth, y: number): string[] {
  const name = host.length > mostLetters ? `${host.slice(0, mostLetters - 1)}…` : host;
  return [text({ x: 22, y }, name), text({ x: width - 22, y }, percentWords(availability), "m r")];
}
