/** Writes inventory.schema.json, which editors read, from the schema that the inventory is checked with: `node tools/schema.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { inventoryForm } from "../src/inventory/schema.ts";

export const schemaPath = join(import.meta.dirname, "..", "inventory.schema.json");

export function schemaText(): string {
  return `${JSON.stringify(toJsonSchema(inventoryForm, { typeMode: "input" }), undefined, 2)}\n`;
}

if (import.meta.main) writeFileSync(schemaPath, schemaText());
