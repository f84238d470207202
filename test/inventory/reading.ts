/** Reads an inventory as the product does, with a home folder of its own and every mask kept. */
import type { Host, Inventory } from "../../src/inventory/host.ts";
import { InventoryError, readInventory } from "../../src/inventory/index.ts";

export interface Reading {
  readonly inventory?: Inventory;
  readonly errors: readonly string[];
  readonly masks: readonly string[];
}

export function reading(inventory: string, credentials = ""): Reading {
  const masks: string[] = [];
  const options = { inventory, credentials, home: "/home/me", mask: (secret: string) => masks.push(secret) };
  try {
    return { inventory: readInventory(options), errors: [], masks };
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error;
    return { errors: error.errors, masks };
  }
}

/** The inventory of a text that is expected to be right. */
export function accepted(inventory: string, credentials = ""): Inventory {
  const { inventory: read, errors } = reading(inventory, credentials);
  if (read === undefined) throw new Error(`refused: ${errors.join("\n")}`);
  return read;
}

/** The only host of an inventory with this server, given as JSON. */
export function host(server: object, defaults?: object, credentials = ""): Host {
  const [only, ...others] = accepted(inventoryOf(server, defaults), credentials).hosts;
  if (only === undefined || others.length > 0) throw new Error("expected one host");
  return only;
}

/** What is said against one server. */
export function refusals(server: object, defaults?: object, credentials = ""): readonly string[] {
  return reading(inventoryOf(server, defaults), credentials).errors;
}

function inventoryOf(server: object, defaults?: object): string {
  return JSON.stringify({ servers: [{ ip: "192.0.2.1", ...server }], ...(defaults && { defaults }) });
}
