import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { schemaPath, schemaText } from "../../tools/schema.ts";

const schema: unknown = JSON.parse(schemaText());

describe("inventory.schema.json", () => {
  it("is what `node tools/schema.ts` makes of the schema", () => {
    expect(readFileSync(schemaPath, "utf8")).toBe(schemaText());
  });

  it("describes every key and allows no other", () => {
    const keys = keysOf(schema, "");
    expect(keys.map(({ path }) => path)).toContain("servers.creds.passphrase");
    expect(keys.filter(({ description }) => description === undefined)).toEqual([]);
    // Names of file systems and checks are the user's own.
    const open = mapsOf(schema).filter((map) => map["additionalProperties"] !== false);
    expect(open.filter((map) => !isJson(map["additionalProperties"]))).toEqual([]);
  });
});

type Json = Readonly<Record<string, unknown>>;

function keysOf(node: unknown, path: string): { path: string; description: unknown }[] {
  if (!isJson(node)) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    if (name !== "properties" || !isJson(value)) return keysOf(value, path);
    return Object.entries(value).flatMap(([key, property]) => {
      const place = path === "" ? key : `${path}.${key}`;
      const description = isJson(property) ? property["description"] : undefined;
      return [{ path: place, description }, ...keysOf(property, place)];
    });
  });
}

function mapsOf(node: unknown): Json[] {
  if (!isJson(node)) return [];
  return [...(node["type"] === "object" ? [node] : []), ...Object.values(node).flatMap(mapsOf)];
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
