/** The inventory and the credentials, as text → checked hosts, or one error that lists everything that is wrong. */
import * as v from "valibot";
import { checkCredentials, credentialNames } from "./credentials.ts";
import type { Given } from "./creds-schema.ts";
import { wrongDependencies } from "./dependencies.ts";
import type { Host, Identity, Inventory } from "./host.ts";
import { pingHost, sharedIds, toHost, unaskedHosts, unplacedServers } from "./hosts.ts";
import { InventoryError } from "./inventory-error.ts";
import { sentences } from "./issues.ts";
import { type Loaded, loadCredentials, loadInventory } from "./load.ts";
import { inventorySchema } from "./schema.ts";
import { maskSecrets } from "./secrets.ts";
import { certificateReader } from "./source.ts";
import { closedJumpHosts, connected, routesOf } from "./via.ts";

export { InventoryError } from "./inventory-error.ts";

export interface InventoryOptions {
  /** The text itself (JSON, YAML or one host per line), or the path of a file that holds it. */
  readonly inventory: string;
  /** JSON or YAML map of names to credentials, or the path of a file that holds it. May be empty. */
  readonly credentials: string;
  /** What `~` means in paths. */
  readonly home: string;
  /** Called with every secret before anything is checked, so that nothing printed later can show one. */
  readonly mask: (secret: string) => void;
}

/** Throws an InventoryError. */
export function readInventory({ inventory, credentials, home, mask }: InventoryOptions): Inventory {
  const [servers, logins] = [loadInventory(inventory, home), loadCredentials(credentials, home)];
  const maskWarnings = maskSecrets(servers.tree, logins.tree, mask);
  const given = {
    credentialNames: logins.errors.length === 0 ? credentialNames(logins.tree) : undefined,
    home,
    readCertificate: certificateReader(home),
  };
  const checkedLogins = checkCredentials(logins.tree, given);
  const { hosts, emailDest, errors } = content(servers, given, checkedLogins.identities);
  const allErrors = [...servers.errors, ...errors, ...logins.errors, ...checkedLogins.errors];
  const pasted = [...servers.pasted, ...logins.pasted];
  if (allErrors.length > 0) throw new InventoryError([...pasted, ...allErrors], hosts);
  return { hosts, emailDest, warnings: [...pasted, ...servers.warnings, ...logins.warnings, ...maskWarnings] };
}

interface Content {
  readonly hosts: readonly Host[];
  readonly emailDest: readonly string[];
  readonly errors: readonly string[];
}

function content(loaded: Loaded, given: Given, identities: ReadonlyMap<string, Identity>): Content {
  const nothing = { hosts: [], emailDest: [], errors: [] };
  if (loaded.errors.length > 0) return nothing;
  if (loaded.addresses !== undefined) return { ...nothing, hosts: loaded.addresses.map(pingHost) };
  const checked = v.safeParse(inventorySchema(given), loaded.tree);
  const routes = routesOf(loaded.tree);
  const shared = [...unplacedServers(loaded.tree), ...sharedIds(loaded.tree), ...routes.errors];
  if (!checked.success) return { ...nothing, errors: [...sentences(checked.issues), ...shared] };
  const { servers, defaults, email_dest, maintenance } = checked.output;
  const listed = servers
    .map((server) => toHost(server, defaults ?? {}, identities))
    .map((host) => ({ ...host, maintenance: [...host.maintenance, ...(maintenance ?? [])] }));
  if (shared.length > 0)
    return {
      ...nothing,
      hosts: listed,
      errors: [...shared, ...uncheckable(listed, given), ...wrongDependencies(listed)],
    };
  const hosts = connected(listed, routes.jumpHosts);
  return { hosts, emailDest: email_dest ?? [], errors: [...uncheckable(hosts, given), ...wrongDependencies(hosts)] };
}

/** Without the credentials, which hosts have some is not known. */
function uncheckable(hosts: readonly Host[], { credentialNames }: Given): string[] {
  return credentialNames === undefined ? [] : [...unaskedHosts(hosts), ...closedJumpHosts(hosts)];
}
