/** Links from the status page to the files beside it: the rows and the report of each month. Pure. */

import { monthWords } from "../../words/instant.ts";

const mostMonths = 12;

interface Linked {
  readonly name: string;
  /** `2026-11` */
  readonly month: string;
  readonly words: string;
}

/** The names of the files that are linked to, newest month first. */
export function linkedFiles(names: readonly string[]): string[] {
  return monthsOf(names).flatMap(([, files]) => files.map(({ name }) => name));
}

/** A list of months, newest first, in one paragraph; none without files. */
export function monthLinks(names: readonly string[]): string[] {
  const lines = monthsOf(names).map(([month, files]) => {
    const links = files.map(({ name, words }) => `[${words}](${name})`).join(" · ");
    return `- ${monthWords(month)}: ${links}`;
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** The page of the newest month that has one. */
export function newestMonthPage(names: readonly string[]): string | undefined {
  return names
    .filter((name) => /^\d{4}-(0[1-9]|1[0-2])\.md$/.test(name))
    .sort()
    .at(-1);
}

function monthsOf(names: readonly string[]): [month: string, files: Linked[]][] {
  const byMonth = Map.groupBy(names.flatMap(linked), ({ month }) => month);
  return [...byMonth].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, mostMonths);
}

function linked(name: string): Linked[] {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])\.md$/.exec(name) ?? [];
  if (year !== undefined) return [{ name, month: `${year}-${month}`, words: "report" }];
  const [, type, yy, mm] = /^(node|miner|ping)_(\d\d)(0[1-9]|1[0-2])\.csv$/.exec(name) ?? [];
  return type === undefined ? [] : [{ name, month: `20${yy}-${mm}`, words: type }];
}
