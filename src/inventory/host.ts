/** One server of the inventory, validated and complete. The other modules use only this type. */
import type { Secret } from "./secret.ts";

/** `node`: all checks. `miner`: a GPU host, without a home page. `ping`: ping only. */
export type HostType = "node" | "miner" | "ping";
export const hostTypes: readonly HostType[] = ["node", "miner", "ping"];

/** One way to log in. The key is tried before the password; the password also serves as the key's passphrase. */
export interface Identity {
  readonly username: string;
  readonly password?: Secret | undefined;
  readonly key?: KeySource | undefined;
  readonly passphrase?: Secret | undefined;
}

/** Where a private key comes from: a file on the runner (`~` already expanded) or the inventory itself. */
export type KeySource = { readonly path: string } | { readonly text: Secret };

/** Ports `first` to `last`, both included. Without `protocol`, TCP and UDP. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol?: "tcp" | "udp" | undefined;
}

/** An expected SSH client: any user from a place, or one user from there; or whoever logs in with a key. */
export type KnownPeer = { readonly user?: string | undefined } & Origin;

/** An address or CIDR block in canonical form, a DNS name (looked up at run time), anywhere, or the `SHA256:…` of a key. */
export type Origin =
  | { readonly network: string; readonly prefix: number }
  | { readonly dnsName: string }
  | { readonly anywhere: true }
  | { readonly key: string };

/** What a threshold is about. */
export type ThresholdName = "disk" | "inodes" | "memory" | "cert" | "clock";

/** Where an alert begins. `off`: never; a share is a fraction of what there is. */
export type Threshold =
  | "off"
  | { readonly share: number }
  | { readonly mib: number }
  | { readonly days: number }
  | { readonly seconds: number };

/** By name, and by `disk /data` for one file system. What is not named has the default. */
export type Thresholds = ReadonlyMap<string, Threshold>;

/**
 * When maintenance is planned: once, or on days of the week (0 is Sunday, the day on which it starts) between two times of
 * day, in minutes. It lasts until the next day where it ends before it starts.
 */
export type MaintenanceWindow =
  | { readonly from: Date; readonly to: Date }
  | { readonly days: readonly number[]; readonly start: number; readonly end: number; readonly zone: string };

export interface Host {
  /** Identifies the host in results, logs and alerts: its `name`, else its address. Unique within the inventory. */
  readonly id: string;
  /** IPv4, IPv6 or DNS name to connect to; an internationalised name in its ASCII form. Empty for `self`. */
  readonly address: string;
  /** The machine that the monitor runs on, which is probed without SSH and ping. */
  readonly self?: boolean | undefined;
  /** The jump host: SSH and the home page are asked through it, and its address is looked up there. */
  readonly via?: Host | undefined;
  /** Whether the inventory has a name for it; then the address is not shown. */
  readonly named: boolean;
  readonly type: HostType;
  /** Heading for the host in pages and mails. */
  readonly group?: string | undefined;
  /** false: no ping is sent. */
  readonly ping: boolean;
  readonly port: number;
  /** Tried in order; empty means no SSH. */
  readonly identities: readonly Identity[];
  /** `SHA256:…` fingerprints; when not empty, the only keys trusted for this host. */
  readonly hostKeys: readonly string[];
  readonly homePage?: URL | undefined;
  /**
   * true: the system's certificate authorities (CA); false: the certificate is not checked; otherwise PEM text of the
   * trusted certificates.
   */
  readonly verify: boolean | string;
  readonly knownPeers: readonly KnownPeer[];
  readonly knownPorts: readonly PortRange[];
  /** Names of accounts that may log in or rule. */
  readonly knownAccounts: readonly string[];
  /** Names of checks that the host makes itself, and how old their results may be, in seconds. */
  readonly expected: ReadonlyMap<string, number>;
  readonly thresholds: Thresholds;
  /** Checks in a row that must agree, where it is not what the input says. */
  readonly confirm?: number | undefined;
  /** Ids of hosts of this inventory. While one of them is down or silenced, this one's down, http and ssh open nothing. */
  readonly dependsOn: readonly string[];
  readonly maintenance: readonly MaintenanceWindow[];
}

export interface Inventory {
  readonly hosts: readonly Host[];
  /** `email_dest`: recipients of mail, unless an input overrides it. */
  readonly emailDest: readonly string[];
  /** Warnings, such as a secret that is nearly full. */
  readonly warnings: readonly string[];
}
