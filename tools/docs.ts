/**
 * Writes the tables of README.md and docs/ that repeat what the code says, between marks such as `<!-- inputs -->` and
 * `<!-- /inputs -->`, so that they never go stale: `node tools/docs.ts`
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { alertKinds, alertMeanings } from "../src/alerts/alert.ts";
import { evidenceColumns, isRowKind, typesOf } from "../src/alerts/finders.ts";
import { terminalCommands } from "../src/commands/index.ts";
import { type HostType, hostTypes } from "../src/inventory/host.ts";
import { errorCodes } from "../src/outcome.ts";
import { columnTable } from "../src/row/columns.ts";
import { columnKeys, keyColumns } from "../src/row/row.ts";
import { terminalText } from "../src/safe-text.ts";
import { causeWords } from "../src/words/cause.ts";

const root = join(import.meta.dirname, "..");

interface Described {
  readonly description: string;
  readonly default?: string;
}

const action: { inputs: Record<string, Described>; outputs: Record<string, Described> } = parse(
  readFileSync(join(root, "action.yml"), "utf8"),
);

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}

const tables: Readonly<Record<string, () => string>> = {
  inputs: () =>
    table(
      ["input", "default", "meaning"],
      Object.entries(action.inputs).map(([name, input]) => [code(name), code(input.default ?? ""), input.description]),
    ),
  outputs: () =>
    table(
      ["output", "meaning"],
      Object.entries(action.outputs).map(([name, { description }]) => [code(name), description]),
    ),
  commands: () =>
    table(
      ["command", "does", "for example"],
      Object.entries(terminalCommands).map(([name, { summary, examples, inAction }]) => [
        `${code(name)}${inAction === true ? "" : " (terminal only)"}`,
        summary,
        code(`server-monitor ${examples[0]?.[0] ?? name}`).replaceAll("|", "\\|"),
      ]),
    ),
  columns: () =>
    table(
      ["column", ...hostTypes, "meaning"],
      [
        ...Object.entries(keyColumns).map(([name, meaning]) => columnRow(name, hostTypes, meaning)),
        ...columnKeys.map((key) => columnRow(columnTable[key].name, columnTable[key].types, columnTable[key].meaning)),
      ],
    ),
  alerts: () => table(["kind", "opens when", "hosts", "shown by"], alertRows()),
  causes: () =>
    table(
      ["shown as", "code in `errors`"],
      errorCodes.map((code) => [causeWords([code], terminalText), `[\`${code}\`](#${code.replaceAll(":", "")})`]),
    ),
  silence: () =>
    measured("Silence", [
      ...["what fails", "heartbeat", "another site", "watchdog by timer", "watchdog by schedule"],
      "first word, all of them",
    ]),
  "false-alarms": () =>
    measured("False alarms", ["every", "confirm", "incidents", "detected", "false alarms per host and year"]),
  archetypes: () =>
    measured(
      "False alarms",
      [
        ...["hosts", "inventory after a month", "false alarms per host and year without it", "with it"],
        ...["incidents of three checks or more", "detected", "not detected"],
      ],
      1,
    ),
};

function columnRow(name: string, types: readonly HostType[], meaning: string): string[] {
  return [code(name), ...hostTypes.map((type) => (types.includes(type) ? "✓" : "")), meaning];
}

function alertRows(): string[][] {
  return alertKinds.map((kind) => {
    const types = isRowKind(kind) ? typesOf[kind] : [];
    const cells = isRowKind(kind) ? evidenceColumns[kind].map((key) => columnTable[key].name) : ["time"];
    const hosts = types.length === hostTypes.length ? "all" : types.map(code).join(", ");
    return [code(kind), alertMeanings[kind], hosts, cells.map(code).join(", ")];
  });
}

/** The columns of a table of bench/RESULTS.md that a reader wants, by their names; `index` counts the section's tables. */
function measured(section: string, names: readonly string[], index = 0): string {
  const text = readFileSync(join(root, "bench", "RESULTS.md"), "utf8");
  const part = text.split(/^## /m).find((each) => each.startsWith(section)) ?? "";
  const tables = part.split("\n\n").filter((text) => text.startsWith("| "));
  const lines = tables[index]?.trim().split("\n") ?? [];
  const [header = [], , ...rows] = lines.map((line) => line.slice(2, -2).split(" | "));
  const wanted = names.map((name) => header.indexOf(name));
  if (wanted.includes(-1)) throw new Error(`bench/RESULTS.md: ${section}: one of its columns is missing`);
  return table(
    names,
    rows.map((cells) => wanted.map((index) => cells[index] ?? "")),
  );
}

/** The text with every table that it has a place for. */
export function withTables(text: string): string {
  return Object.entries(tables).reduce(
    (rest, [name, make]) =>
      rest.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, start: string, end: string) => `${start}\n${make()}\n\n${end}`,
      ),
    text,
  );
}

export function pages(): string[] {
  return ["README.md", ...globSync("docs/*.md", { cwd: root }).sort()];
}

if (import.meta.main) {
  for (const page of pages()) {
    const path = join(root, page);
    writeFileSync(path, withTables(readFileSync(path, "utf8")));
  }
}
