/** A row of days in a picture: green for the part that was up, red for the part that was down, grey for no data. Pure. */

import type { DayAvailability } from "../statistics/month-model.ts";
import { type TimeScale, xOfDay } from "./chart-scale.ts";
import { type Box, boxes, path } from "./svg.ts";

/** What was down for a minute must be seen, too. */
const leastDown = 6;

interface Row {
  readonly days: readonly DayAvailability[];
  readonly y: number;
  readonly height: number;
}

/** All rows in three paths, and their days cut apart: boxes of days that are alike are one. */
export function dayRows(rows: readonly Row[], scale: TimeScale): string {
  const cells = rows.map(({ days, y, height }) =>
    days.slice(0, scale.begun).map((day, index) => cellOf(day, boxOf(index, y, height, scale))),
  );
  const drawn = (kind: keyof Cell) => boxes(cells.flatMap((row) => joined(row.map((cell) => cell[kind]))));
  return [path("n", drawn("unknown")), path("u", drawn("up")), path("d", drawn("down")), ...cuts(rows, scale)].join("");
}

interface Cell {
  readonly unknown: Box;
  readonly up: Box;
  readonly down: Box;
}

function boxOf(day: number, y: number, height: number, scale: TimeScale): Box {
  const x = Math.round(xOfDay(day, scale));
  return { x, y, width: Math.round(xOfDay(day + 1, scale)) - x, height };
}

/** From the bottom: down, up, and what was not measured. */
function cellOf({ up, down }: DayAvailability, all: Box): Cell {
  const red = down > 0 ? Math.min(all.height, Math.max(leastDown, Math.round(down * all.height))) : 0;
  // A missed check is no hole in the day.
  const known = up + down > 0.9 ? all.height : Math.round((up + down) * all.height);
  const green = Math.max(0, known - red);
  const [grey, bottom] = [all.height - green - red, all.y + all.height];
  return {
    unknown: { ...all, height: grey },
    up: { ...all, y: all.y + grey, height: green },
    down: { ...all, y: bottom - red, height: red },
  };
}

/** Neighbours of the same height as one box. */
function joined(row: readonly Box[]): Box[] {
  const all: Box[] = [];
  for (const box of row) {
    const last = all.at(-1);
    if (last?.y === box.y && last.height === box.height)
      all[all.length - 1] = { ...last, width: last.width + box.width };
    else all.push(box);
  }
  return all;
}

/** The ground between one day and the next, through all rows. */
function cuts(rows: readonly Row[], scale: TimeScale): string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [top, bottom] = [first.y, last.y + last.height];
  const edges = Array.from(
    { length: scale.days },
    (_, day) => `M${Math.round(xOfDay(day + 1, scale))} ${top}V${bottom}`,
  );
  return [path("k", edges.join(""))];
}
