/** `validate`: inventory and credentials are checked without a packet sent; prints what would be monitored, never a secret. */
import type { Host } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import { count } from "../words.ts";
import type { Call } from "./index.ts";

export async function validate({ inputs, surroundings, reporter }: Call): Promise<void> {
  const inventory = await readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  for (const host of inventory.hosts) reporter.info(describe(host));
  reporter.info(`${count(inventory.hosts.length, "host")}, no errors`);
}

/** `web-1: node, ping 192.0.2.10, page https://example.com, ssh port 22 as megamind` */
function describe(host: Host): string {
  const users = [...new Set(host.identities.map(({ username }) => username))];
  const parts = [
    host.type,
    host.named ? "ping" : `ping ${host.address}`,
    host.homePage && `page ${host.homePage.origin}`,
    users.length > 0 && `ssh port ${host.port} as ${users.join(", then ")}`,
  ];
  return `${host.id}: ${parts.filter(Boolean).join(", ")}`;
}
