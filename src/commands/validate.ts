/** `validate`: inventory and credentials are checked without a packet sent; prints what would be monitored, never a secret. */
import { domainToUnicode } from "node:url";
import type { Host } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import { count } from "../words/count.ts";
import type { Call } from "./call.ts";

export async function validate({ inputs, surroundings, reporter }: Call): Promise<void> {
  const inventory = await readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  for (const host of inventory.hosts) reporter.info(describe(host));
  reporter.info(`${count(inventory.hosts.length, "host")}, no errors`);
}

/** The origin with an internationalised name as people read it. */
function shownOrigin({ protocol, hostname, port }: URL): string {
  return `${protocol}//${domainToUnicode(hostname) || hostname}${port && `:${port}`}`;
}

/** `web-1: node, ping 192.0.2.10, page https://example.com, ssh port 22 as megamind` */
function describe(host: Host): string {
  const users = [...new Set(host.identities.map(({ username }) => username))];
  const parts = [
    host.type,
    host.self && "this machine",
    host.ping && (host.named ? "ping" : `ping ${host.id}`),
    host.homePage && `page ${shownOrigin(host.homePage)}`,
    users.length > 0 && `ssh port ${host.port} as ${users.join(", then ")}`,
  ];
  return `${host.id}: ${parts.filter(Boolean).join(", ")}`;
}
