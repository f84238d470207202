/** The servers of an inventory that is there already. */
import { parseAddress } from "../inventory/addresses.ts";
import { InventoryError } from "../inventory/inventory-error.ts";
import { loadInventory } from "../inventory/load.ts";
import { listAt, mapAt, numberAt, textAt } from "./tree.ts";

export interface Existing {
  readonly name: string;
  readonly ip: string;
  readonly port: number;
  readonly homePage: string | undefined;
}

/** Credentials are not needed for this, so they are not checked. */
export function readExisting(path: string, home: string): Existing[] {
  const { tree, addresses, errors } = loadInventory(path, home);
  if (errors.length > 0) throw new InventoryError(errors.map((error) => error.replace(/^inventory: /, "--add: ")));
  if (addresses !== undefined) return addresses.map((ip) => ({ name: ip, ip, port: 22, homePage: undefined }));
  const port = numberAt(mapAt(tree, "defaults"), "port") ?? 22;
  return listAt(tree, "servers").map((server) => {
    const ip = plainAddress(textAt(server, "ip") ?? "");
    const page = URL.parse(textAt(server, "home_page") ?? "")?.href;
    return { name: textAt(server, "name") ?? ip, ip, port: numberAt(server, "port") ?? port, homePage: page };
  });
}

function plainAddress(text: string): string {
  const parsed = parseAddress(text);
  return "value" in parsed ? parsed.value : text;
}
