/** The text of a private key → the key for ssh2, or what is wrong with it. */
import type { ParsedKey } from "ssh2";
import keyParser from "ssh2/lib/protocol/keyParser.js";
import { repairKeyText, whyNotAKey } from "../inventory/key-text.ts";
import { convertPkcs8, isPkcs8 } from "./pkcs8.ts";

/** The key, or what is wrong with it and how to fix it. */
export function parsePrivateKey(text: string, passphrase: string | undefined): ParsedKey | string {
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

/** For a damaged key ssh2 reports "Unsupported OpenSSH key magic". */
function isNotSupported({ message }: Error): boolean {
  return /initialization vector|unsupported (?!.*magic)/i.test(message);
}

/** ssh2 returns most errors and throws some. */
function attemptParse(text: string, passphrase?: string): ParsedKey | Error {
  try {
    return keyParser.parseKey(text, passphrase);
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
const wrongPassphrase = "is encrypted, and the passphrase is wrong";
const damaged = "is damaged: copy it again, from its -----BEGIN … line to its -----END … line";
const notSupported =
  "has an unsupported type: expected RSA, ECDSA or Ed25519; " +
  "to change its cipher or format, run `ssh-keygen -p -Z aes256-ctr -f key`";
