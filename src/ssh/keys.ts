/**
 * The private keys of a run. Each is read and parsed once, before any host is contacted, because decrypting one blocks the
 * process for more than half a second. For an unusable key, a message is kept that quotes nothing of it.
 */
import { readFile } from "node:fs/promises";
import type { ParsedKey } from "ssh2";
import type { Host, Identity, KeySource } from "../inventory/host.ts";

export type LoadedKey = { readonly key: ParsedKey } | { readonly unreadable: string };

export interface KeyRing {
  /** undefined for a credential without a key. */
  readonly keyOf: (identity: Identity) => LoadedKey | undefined;
}

type KeyUser = Pick<Host, "identities" | "via">;

export async function loadKeys(hosts: readonly KeyUser[]): Promise<KeyRing> {
  const byContent = new Map<string, Promise<LoadedKey>>();
  const byIdentity = new Map<Identity, LoadedKey>();
  for (const identity of hosts.flatMap(identitiesFor)) {
    if (identity.key === undefined) continue;
    const passphrase = (identity.passphrase ?? identity.password)?.reveal();
    const content = JSON.stringify([sourceOf(identity.key), passphrase]);
    const loaded = byContent.get(content) ?? loadKey(identity.key, passphrase);
    byContent.set(content, loaded);
    byIdentity.set(identity, await loaded);
  }
  return { keyOf: (identity) => byIdentity.get(identity) };
}

/** Those of its jump hosts, too: they may be none of the hosts that are checked. */
function identitiesFor({ identities, via }: KeyUser): readonly Identity[] {
  return via === undefined ? identities : [...identities, ...identitiesFor(via)];
}

async function loadKey(source: KeySource, passphrase: string | undefined): Promise<LoadedKey> {
  const name = "path" in source ? `key_filename ${source.path}` : "private_key";
  try {
    const text = "path" in source ? await readFile(source.path, "utf8") : source.text.reveal();
    // Loaded with the first key, because not every run has one.
    const { parsePrivateKey } = await import("./private-key.ts");
    const key = parsePrivateKey(text, passphrase);
    return typeof key === "string" ? { unreadable: `${name} ${key}` } : { key };
  } catch (error) {
    return { unreadable: `${name} ${whyNotReadable(error)}` };
  }
}

function whyNotReadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  if (code === "ENOENT") return "does not exist on this machine";
  if (code === "EACCES") return "cannot be read by this user: check its owner and mode";
  if (code === "EISDIR") return "is a folder: give the key file in it";
  return `cannot be read (${code})`;
}

/** Text that identifies the source. It may contain the key, so it is used only for comparison. */
function sourceOf(source: KeySource): readonly string[] {
  return "path" in source ? ["path", source.path] : ["text", source.text.reveal()];
}
