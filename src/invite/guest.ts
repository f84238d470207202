/** Everything that is written into the shell scripts of `invite`, checked: none of it has a quote or a line break. */
import { parseAddress } from "../inventory/addresses.ts";
import { namePattern, nameRule } from "../inventory/creds-schema.ts";
import { isKeyOf } from "../ssh/known-hosts.ts";

export interface Guest {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** `ssh-ed25519 AAAA…` */
  readonly key: string;
  /** Path of the private key on the monitor. */
  readonly keyFile: string;
  /** The only address from which the key works; undefined: any. */
  readonly from: string | undefined;
  /** The account may read the log of the system, where the SSH server's logins are. */
  readonly readsLog: boolean;
}

/** The account on the host. */
export const account = "monitor";
export const probePath = "/usr/local/bin/server-monitor-probe";
export const checksFolder = "/var/lib/server-monitor";

export function nameOf(text: string): string | undefined {
  return namePattern.test(text) ? text : undefined;
}

export const nameWords = nameRule.replace("expected ", "");

export function addressOf(text: string): string | undefined {
  const parsed = parseAddress(text);
  return "value" in parsed && isQuotable(parsed.value) ? parsed.value : undefined;
}

/** The type and the key of a public key file, without its comment. */
export function publicKeyOf(text: string): string | undefined {
  const [, type = "", base64 = ""] = /^\s*(\S+) +(\S+)(?: [^\r\n]*)?\s*$/.exec(text) ?? [];
  return userKeyTypes.has(type) && isKeyOf(type, base64) ? `${type} ${base64}` : undefined;
}

const userKeyTypes = new Set([
  "ssh-ed25519",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
]);

/** Whether it can stand between single quotes in a shell, and in a line of YAML. */
export function isQuotable(text: string): boolean {
  return /^[^'"\\\p{C}\p{Z}]+(?: [^'"\\\p{C}\p{Z}]+)*$/u.test(text);
}

/** As in known_hosts: with the port, where that is not 22. */
export function knownHostsName({ address, port }: Guest): string {
  return port === 22 ? address : `[${address}]:${port}`;
}

/** The entry of the inventory, a line each; `host_key` is added by the host. */
export function entryOf({ name, address, port, keyFile }: Guest): string[] {
  return [
    `  - ip: "${address}"`,
    `    name: "${name}"`,
    ...(port === 22 ? [] : [`    port: ${port}`]),
    `    creds: [{ username: ${account}, key_filename: "${keyFile}" }]`,
  ];
}
