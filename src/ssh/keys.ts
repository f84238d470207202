/**
 * The private keys of a run. Each is read and parsed once, before any host is asked: decrypting one takes more than half a
 * second in which nothing else happens. A key that cannot be used is remembered by a sentence that holds no byte of it.
 */
import { readFile } from "node:fs/promises";
import ssh2, { type ParsedKey } from "ssh2";
import type { Host, Identity, KeySource } from "../inventory/host.ts";
import { repairKeyText, whyNotAKey } from "./key-text.ts";
import { convertPkcs8, isPkcs8 } from "./pkcs8.ts";

export type LoadedKey = { readonly key: ParsedKey } | { readonly unreadable: string };

export interface KeyRing {
  /** undefined for an identity without a key. */
  readonly keyOf: (identity: Identity) => LoadedKey | undefined;
}

export async function loadKeys(hosts: readonly Host[]): Promise<KeyRing> {
  const byContent = new Map<string, Promise<LoadedKey>>();
  const byIdentity = new Map<Identity, LoadedKey>();
  for (const identity of hosts.flatMap(({ identities }) => identities)) {
    if (identity.key === undefined) continue;
    const passphrase = (identity.passphrase ?? identity.password)?.reveal();
    const content = JSON.stringify([sourceOf(identity.key), passphrase]);
    const loaded = byContent.get(content) ?? loadKey(identity.key, passphrase);
    byContent.set(content, loaded);
    byIdentity.set(identity, await loaded);
  }
  return { keyOf: (identity) => byIdentity.get(identity) };
}

async function loadKey(source: KeySource, passphrase: string | undefined): Promise<LoadedKey> {
  const name = "path" in source ? `key_filename ${source.path}` : "private_key";
  try {
    const text = "path" in source ? await readFile(source.path, "utf8") : source.text.reveal();
    const key = parsePrivateKey(text, passphrase);
    return typeof key === "string" ? { unreadable: `${name} ${key}` } : { key };
  } catch (error) {
    return { unreadable: `${name} ${whyNotReadable(error)}` };
  }
}

/** The key, or what is wrong with it and how to mend it. */
function parsePrivateKey(text: string, passphrase: string | undefined): ParsedKey | string {
  const repaired = repairKeyText(text);
  const wrong = whyNotAKey(repaired);
  if (wrong !== undefined) return wrong;
  return isPkcs8(repaired) ? parsePkcs8(repaired, passphrase) : parseWithSsh2(repaired, passphrase);
}

function parseWithSsh2(text: string, passphrase: string | undefined): ParsedKey | string {
  const plain = attemptParse(text);
  if (!(plain instanceof Error)) return plain.isPrivateKey() ? plain : "holds no private key";
  if (isNotSupported(plain)) return notSupported;
  if (!/no passphrase given/.test(plain.message)) return damaged;
  if (passphrase === undefined) return encrypted;
  const decrypted = attemptParse(text, passphrase);
  if (!(decrypted instanceof Error)) return decrypted;
  return isNotSupported(decrypted) ? notSupported : wrongPassphrase;
}

/** "Unsupported OpenSSH key magic" is what ssh2 says of a key that is damaged. */
function isNotSupported({ message }: Error): boolean {
  return /initialization vector|unsupported (?!.*magic)/i.test(message);
}

/** ssh2 returns most errors and throws some. */
function attemptParse(text: string, passphrase?: string): ParsedKey | Error {
  try {
    return ssh2.utils.parseKey(text, passphrase);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function parsePkcs8(text: string, passphrase: string | undefined): ParsedKey | string {
  const isEncrypted = text.startsWith("-----BEGIN ENCRYPTED");
  if (isEncrypted && passphrase === undefined) return encrypted;
  try {
    const converted = convertPkcs8(text, passphrase);
    return converted === undefined ? notSupported : parseWithSsh2(converted, undefined);
  } catch {
    return isEncrypted ? wrongPassphrase : damaged;
  }
}

const encrypted = "is encrypted: give its passphrase";
const wrongPassphrase = "is encrypted and the passphrase given does not open it";
const damaged = "is damaged: copy it again, from its -----BEGIN … line to its -----END … line";
const notSupported =
  "is of a kind that is not supported: expected RSA, ECDSA or Ed25519; " +
  "for another cipher or format `ssh-keygen -p -Z aes256-ctr -f key` rewrites it";

function whyNotReadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  if (code === "ENOENT") return "does not exist on this machine";
  if (code === "EACCES") return "cannot be read by this user: check its owner and mode";
  if (code === "EISDIR") return "is a folder: name the key file in it";
  return `cannot be read (${code})`;
}

/** Text that is equal only for the same source. It may hold the key: for comparison alone. */
function sourceOf(source: KeySource): readonly string[] {
  return "path" in source ? ["path", source.path] : ["text", source.text.reveal()];
}
