/** The issue forms that this repository and its copies offer. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readInventory } from "../src/inventory/index.ts";

const root = join(import.meta.dirname, "..");
const forms = globSync(".github/ISSUE_TEMPLATE/*.yml", { cwd: root }).filter((path) => !path.endsWith("config.yml"));
const formAt = (path: string) => parse(readFileSync(join(root, path), "utf8"));

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const needed: Readonly<Record<string, readonly string[]>> = {
  markdown: ["value"],
  textarea: ["label"],
  input: ["label"],
  dropdown: ["label", "options"],
  checkboxes: ["label", "options"],
};

describe.each(forms)("%s", (path) => {
  it("has what GitHub asks of a form", () => {
    const form = formAt(path);
    const body: readonly Field[] = form.body;
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    for (const { type, attributes } of body)
      expect(Object.keys(attributes), type).toEqual(expect.arrayContaining([...(needed[type] ?? ["no such type"])]));
    const ids = body.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(body.some(({ type }) => type !== "markdown")).toBe(true);
  });
});

it("the form for a host begins with an entry that the inventory accepts", () => {
  const body: readonly Field[] = formAt(".github/ISSUE_TEMPLATE/add-host.yml").body;
  const entry = String(body.find(({ id }) => id === "entry")?.attributes["value"]);
  const inventory = `servers:\n${entry.replaceAll(/^(?=.)/gm, "  ")}`;
  const credentials = "pi: { username: monitor, password: any }";
  const { hosts } = readInventory({ inventory, credentials, home: "/", mask: () => {} });
  expect(hosts).toMatchObject([{ id: "web-1", group: "production" }]);
});
