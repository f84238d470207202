/** How the files of RESULTS change by runs: rows, accepted host keys, addresses. */
import type { Change } from "./change.ts";
import { appendedRows, mergeRows, type Table } from "./merge.ts";
import { knownHostsName, monthFile } from "./month-file.ts";
import { addressChanges } from "./public-ip-history.ts";
import type { Run } from "./spool.ts";

export function changesOf(runs: readonly Run[]): Change[] {
  return [...rowChanges(runs.flatMap(({ tables }) => tables)), ...hostKeyChanges(runs), ...addressChanges(runs)];
}

/** How the month files change by these tables, whichever runs and months they are from. */
export function rowChanges(tables: readonly Table[]): Change[] {
  const byFile = Map.groupBy(tables.flatMap(splitByMonth), ({ name }) => name);
  return [...byFile].map(([name, parts]) => ({
    name,
    merge: (theirs, path) =>
      parts.reduce<string | undefined>((text, { table }) => mergeRows(text, table, path), theirs) ?? "",
    append: (theirs, path) =>
      appendedRows(
        theirs,
        parts.map(({ table }) => table),
        path,
      ),
  }));
}

/** The rows of a run are all of one month, but the code does not depend on that. */
function splitByMonth(table: Table): { name: string; table: Table }[] {
  const byName = Map.groupBy(table.rows, ([time = ""]) => monthFile(table.type, new Date(time)));
  return [...byName].map(([name, rows]) => ({ name, table: { ...table, rows } }));
}

/** Lines that are not there yet are added at the end. */
function hostKeyChanges(runs: readonly Run[]): Change[] {
  const lines = runs.flatMap(({ newHostKeys = [] }) => newHostKeys);
  if (lines.length === 0) return [];
  return [{ name: knownHostsName, merge: (theirs = "") => withLines(theirs, lines) }];
}

function withLines(text: string, lines: readonly string[]): string {
  const present = new Set(text.split("\n"));
  const added = new Set(lines.filter((line) => !present.has(line)));
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return `${start}${[...added].map((line) => `${line}\n`).join("")}`;
}
