/** The pages that people read say what the code does: tables are fresh, links lead somewhere, examples are valid. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { marked, type Token, type Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertKinds } from "../../src/alerts/alert.ts";
import { commonFlags } from "../../src/commands/flags.ts";
import { terminalCommands } from "../../src/commands/index.ts";
import { inputDefaults } from "../../src/inputs.ts";
import { readInventory } from "../../src/inventory/index.ts";
import { errorCodes } from "../../src/outcome.ts";
import { monthJson } from "../../src/report/statistics/month-json.ts";
import { columnTable } from "../../src/row/columns.ts";
import { keyColumns } from "../../src/row/row.ts";
import { withTables } from "../../tools/docs.ts";
import { fiveHosts } from "../support/month-models.ts";
import { lint } from "../support/workflows.ts";

const columns = [...Object.keys(keyColumns), ...Object.values(columnTable).map(({ name }) => name)];
const root = join(import.meta.dirname, "..", "..");
const pages = ["README.md", ...globSync("{docs,.github,results}/*.md", { cwd: root })].sort();
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(text), (token) => void found.push(token));
  return found;
}

function isKind<Kind extends Tokens.Code | Tokens.Link | Tokens.Heading | Tokens.Image>(type: Kind["type"]) {
  return (token: Token): token is Kind => token.type === type;
}

function blocks(path: string, ...languages: readonly string[]): string[] {
  const code = tokensOf(textOf(path)).filter(isKind<Tokens.Code>("code"));
  return code.filter(({ lang = "" }) => languages.includes(lang)).map(({ text }) => text);
}

/** As GitHub makes them. */
function anchors(path: string): string[] {
  const headings = tokensOf(textOf(path)).filter(isKind<Tokens.Heading>("heading"));
  return headings.map(({ text }) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(pages)("%s", (page) => {
  it("has tables as the code makes them", () => {
    expect(withTables(textOf(page))).toBe(textOf(page));
  });

  it("links to what there is", () => {
    const tokens = tokensOf(textOf(page));
    const targets = [...tokens.filter(isKind<Tokens.Link>("link")), ...tokens.filter(isKind<Tokens.Image>("image"))];
    const local = targets
      .map(({ href }) => href)
      .filter((href) => !/^(https?:|mailto:)|\/security\/policy$/.test(href));
    for (const href of local) {
      const [path = "", anchor] = href.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, target)), `${page}: ${href}`).toBe(true);
      if (anchor !== undefined) expect(anchors(target), `${page}: ${href}`).toContain(anchor);
    }
  });

  it("shows workflows that GitHub would take", async () => {
    const workflows = blocks(page, "yaml").filter((text) => /^jobs:/m.test(text));
    for (const text of workflows) {
      // The action's own name is known once it is published.
      const local = text.replaceAll(/[\w-]+\/server-monitor@v1/g, "./");
      expect(await lint(`workflows/${page}`, /^name:/m.test(local) ? local : `name: example\n${local}`)).toEqual([]);
    }
  });

  it("shows inventories that are valid", () => {
    const credentials = "pi: { username: pi, password: any }";
    for (const inventory of blocks(page, "yaml").filter((text) => /^servers:/m.test(text)))
      expect(readInventory({ inventory, credentials, home: "/", mask: () => {} }).hosts.length).toBeGreaterThan(0);
  });

  it("shows commands and flags that there are", () => {
    const calls = [
      ...textOf(page).matchAll(/(?:server-monitor|dist\/cli\.js) ([a-z]+)((?: --[a-z-]+(?: [^-\s`]\S*)?)*)/g),
    ];
    for (const [call, command = "", flags = ""] of calls.filter(([, , flags = ""]) => flags !== "")) {
      expect(Object.keys(terminalCommands), call).toContain(command);
      const known = Object.keys({ ...terminalCommands[command]?.flags, ...commonFlags });
      for (const [, flag = ""] of flags.matchAll(/--([a-z-]+)/g)) expect(known, call).toContain(flag);
    }
  });
});

describe("docs/troubleshooting.md", () => {
  it("has an entry for every error code, and no other", () => {
    const entries = [...textOf("docs/troubleshooting.md").matchAll(/^### `(.*)`$/gm)].map(([, code]) => code);
    expect(entries).toEqual([...errorCodes]);
  });
});

describe("docs/inventory.md", () => {
  it("names every key that there is", () => {
    const schema: unknown = JSON.parse(textOf("inventory.schema.json"));
    const names = propertiesIn(schema);
    expect(names).toContain("known_ports");
    for (const name of new Set(names)) expect(textOf("docs/inventory.md")).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

/** The first cells of the rows of a table between its marks, without their code signs. */
function rowsOf(page: string, table: string): string[] {
  const [, text = ""] = new RegExp(`<!-- ${table} -->(.*?)<!-- /${table} -->`, "s").exec(textOf(page)) ?? [];
  return [...text.matchAll(/^\| `([^`]+)`(?: \(terminal only\))? \|/gm)].map(([, name = ""]) => name);
}

describe("the tables", () => {
  it("have every input, every output, every column and every kind of alert", () => {
    const action: unknown = parse(textOf("action.yml"));
    expect(action).toMatchObject({
      inputs: Object.fromEntries(rowsOf("docs/inputs.md", "inputs").map((name) => [name, {}])),
      outputs: Object.fromEntries(rowsOf("docs/inputs.md", "outputs").map((name) => [name, {}])),
    });
    expect(rowsOf("docs/inputs.md", "inputs").sort()).toEqual(Object.keys(inputDefaults).sort());
    expect(rowsOf("docs/inputs.md", "outputs")).toContain("alerts-new");
    expect(rowsOf("docs/inputs.md", "commands")).toEqual(Object.keys(terminalCommands));
    expect(rowsOf("docs/data.md", "columns")).toEqual(columns);
    expect(rowsOf("docs/alerts.md", "alerts")).toEqual([...alertKinds]);
  });
});

describe("docs/report.md", () => {
  it("names every key of the month's JSON", () => {
    const [, shape = ""] = /```text\n(\{ month.*?)```/s.exec(textOf("docs/report.md")) ?? [];
    const keys = new Set<string>();
    JSON.parse(monthJson({ ...fiveHosts(), damage: [] }), (key, value) => {
      if (/^[a-z][a-z0-9_]*$/.test(key) && !columns.some((name) => key.startsWith(name))) keys.add(key);
      return value;
    });
    expect(keys).toContain("disk_full");
    for (const key of keys) expect(shape).toMatch(new RegExp(`\\b${key}\\b`));
  });
});

/** The keys of every object that a JSON Schema describes. */
function propertiesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own =
    "properties" in schema && typeof schema.properties === "object" ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(propertiesIn)];
}

describe("README.md", () => {
  it("begins with the demo in two commands, and with the command that the gate runs", () => {
    const [, start = ""] = /## Quick start\n(.*?)\n## /s.exec(textOf("README.md")) ?? [];
    const commands = [...start.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block.trim().split("\n"));
    expect(commands[0]).toEqual([expect.stringMatching(/^git clone \S+ && cd server-monitor$/), "npm ci && npm start"]);
    expect(commands.flat()).toContain(textOf(".ci/run").trim().split("\n").at(-1));
  });

  it("lists its own sections", () => {
    const headings = tokensOf(textOf("README.md")).filter(isKind<Tokens.Heading>("heading"));
    const contents = textOf("README.md").split("## Quick start")[0] ?? "";
    for (const { text } of headings.filter(({ depth }) => depth === 2)) expect(contents).toContain(`[${text}](#`);
  });

  it("shows of a terminal no line that is wider than one", () => {
    for (const line of blocks("README.md", "text").flatMap((text) => text.split("\n")))
      expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("claims of false alarms what was measured", () => {
    const rows = [...textOf("docs/alerts.md").matchAll(/^\| \d+ min \| 2 \|.* ([\d.]+) \|$/gm)];
    const tenths = rows.map(([, figure]) => Number(figure) * 10);
    expect(tenths.length).toBeGreaterThan(1);
    const [least, most] = [Math.floor(Math.min(...tenths)) / 10, Math.ceil(Math.max(...tenths)) / 10];
    expect(textOf("README.md")).toContain(`${least}–${most} false alarms`);
  });
});
