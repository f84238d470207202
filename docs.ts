/**
 * Writes the tables of README.md and docs/ that repeat what the code says, between marks such as `<!-- inputs -->` and
 * `<!-- /inputs -->`, so that they never go stale: `node docs.ts`
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { columns } from "./src/columns.ts";
import { hostTypes } from "./src/inventory/host.ts";

const root = import.meta.dirname;

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
  columns: () =>
    table(
      ["column", ...hostTypes, "meaning"],
      columns.map(({ name, types, meaning }) => [
        code(name),
        ...hostTypes.map((type) => (types.includes(type) ? "✓" : "")),
        meaning,
      ]),
    ),
};

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
