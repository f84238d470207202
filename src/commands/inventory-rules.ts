/**
 * What each rule of the inventory would have made of past rows: rows as they would have been, and settings of the rules.
 * Names in `ssh_peers` are not looked up, because past rows have past addresses.
 */
import type { HostRules, RuleSettings } from "../alerts/rules.ts";
import { sshLoginOf } from "../facts/ssh-logins.ts";
import type { Host } from "../inventory/host.ts";
import { maintenanceEnd } from "../inventory/maintenance.ts";
import { vouchedFor } from "../probes/vouched.ts";
import { accountParts, loginParts, portParts } from "../row/items.ts";
import type { Row } from "../row/row.ts";
import { stateOf } from "../row/state.ts";
import { silences } from "./silencing.ts";

export const inventoryRules = [
  "known_ports",
  "ssh_peers",
  "known_accounts",
  "maintenance",
  "depends_on",
  "thresholds",
  "confirm",
] as const;
export type InventoryRule = (typeof inventoryRules)[number];

/** An inventory, or one without some of its rules. */
export interface Applied extends Pick<RuleSettings, "hostOf"> {
  /** The rows of a run as they would have been. */
  readonly apply: (run: readonly Row[]) => readonly Row[];
}

const isSet: Readonly<Record<InventoryRule, (host: Host) => boolean>> = {
  known_ports: ({ knownPorts }) => knownPorts.length > 0,
  ssh_peers: ({ knownPeers }) => knownPeers.length > 0,
  known_accounts: ({ knownAccounts }) => knownAccounts.length > 0,
  maintenance: ({ maintenance }) => maintenance.length > 0,
  depends_on: ({ dependsOn }) => dependsOn.length > 0,
  thresholds: ({ thresholds }) => thresholds.size > 0,
  confirm: ({ confirm }) => confirm !== undefined,
};

/** Those that any host has. */
export function rulesIn(hosts: readonly Host[]): InventoryRule[] {
  return inventoryRules.filter((rule) => hosts.some(isSet[rule]));
}

export async function applied(hosts: readonly Host[], rules: readonly InventoryRule[]): Promise<Applied> {
  const has = (rule: InventoryRule) => rules.includes(rule);
  const vouched = await vouchedRows(hosts);
  const quiet = silencedRows(
    hosts.map((host) => ({ ...host, ...(has("depends_on") ? {} : { dependsOn: [] }) })),
    has("maintenance"),
  );
  const byId = new Map(hosts.map((host) => [host.id, host]));
  return {
    apply: (run) => quiet(run.map((row) => vouched.get(row.host)?.(row, has) ?? row)),
    hostOf: (id): HostRules | undefined => {
      const { thresholds, confirm } = byId.get(id) ?? {};
      return { ...(has("thresholds") ? { thresholds } : {}), ...(has("confirm") ? { confirm } : {}) };
    },
  };
}

type RowRule = (row: Row, has: (rule: InventoryRule) => boolean) => Row;

/** Without what the inventory vouches for. */
async function vouchedRows(hosts: readonly Host[]): Promise<ReadonlyMap<string, RowRule>> {
  const options = { signal: new AbortController().signal, trace: () => undefined };
  const rules = hosts.map(async (host): Promise<[string, RowRule]> => {
    const { port, peer, account, key } = await vouchedFor(host, async () => [], options);
    const isUnknownPort = (item: string) => {
      const parts = portParts(item);
      return parts === undefined || !port(parts.port, parts.protocol);
    };
    const isUnknownLogin = (login: string) => {
      const { user, from } = loginParts(login);
      return !peer(from, user);
    };
    const isUnknownSshLogin = (item: string) => {
      const { login, by } = sshLoginOf(item) ?? { login: "", by: "" };
      return isUnknownLogin(login) && !key(by, loginParts(login).user);
    };
    const isUnknownAccount = (item: string) => !account(accountParts(item).name);
    const rule: RowRule = (row, has) => ({
      ...row,
      ...(has("known_ports") && row.ports ? { ports: row.ports.filter(isUnknownPort) } : {}),
      ...(has("known_accounts") && row.accounts ? { accounts: row.accounts.filter(isUnknownAccount) } : {}),
      ...(has("ssh_peers")
        ? {
            logins: row.logins?.filter(isUnknownLogin),
            sshLogins: row.sshLogins?.filter(isUnknownSshLogin),
            ...unknownPeers(row, peer),
          }
        : {}),
    });
    return [host.id, rule];
  });
  return new Map(await Promise.all(rules));
}

/** The source ports stand in the order of the addresses. */
function unknownPeers(
  { sshPeers, peerPorts }: Row,
  isKnown: (from: string) => boolean,
): Pick<Row, "sshPeers" | "peerPorts"> {
  if (sshPeers === undefined) return {};
  const isAligned = peerPorts?.length === sshPeers.length;
  return {
    sshPeers: sshPeers.filter((address) => !isKnown(address)),
    peerPorts: isAligned ? peerPorts.filter((_, index) => !isKnown(sshPeers[index] ?? "")) : undefined,
  };
}

/** Silenced by the inventory's windows and parents, beside what the rows say themselves. */
function silencedRows(hosts: readonly Host[], withMaintenance: boolean): Applied["apply"] {
  const isAnySilenced = hosts.some(({ dependsOn }) => dependsOn.length > 0) || withMaintenance;
  return (run) => {
    const [first] = run;
    if (first === undefined || !isAnySilenced) return run;
    const byHost = new Map(run.map((row) => [row.host, row]));
    const reasonsOf = silences(hosts, {
      isDown: (id) => {
        const row = byHost.get(id);
        return row && (row.silenced.length > 0 || stateOf(row) === "down");
      },
      isMaintained: ({ maintenance }) => withMaintenance && maintenanceEnd(maintenance, first.time) !== undefined,
      wasOut: () => false,
    });
    return run.map((row) => {
      const reasons = reasonsOf(row.host);
      return reasons.length === 0 ? row : { ...row, silenced: [...new Set([...row.silenced, ...reasons])] };
    });
  };
}
