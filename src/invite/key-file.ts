/** Reads the public key that the monitor logs in with. */
import { readFileSync, statSync } from "node:fs";
import { quoted } from "../inventory/parsed.ts";
import { publicKeyOf } from "./guest.ts";

const bytesMax = 16 * 1024;

/** `ssh-ed25519 AAAA…` of the file. The error says what is wrong and how to fix it, and quotes nothing of the file. */
export function readPublicKey(path: string): string {
  const text = readSmall(path);
  if (text === undefined)
    throw new Error(`--key: ${quoted(path)} cannot be read; make a key: ssh-keygen -t ed25519 -N '' -f ${exampleKey}`);
  if (text.includes("PRIVATE KEY"))
    throw new Error(`--key: ${quoted(path)} is the private key; give the public one, ${quoted(`${path}.pub`)}`);
  const key = publicKeyOf(text);
  if (key === undefined)
    throw new Error(`--key: ${quoted(path)} is no public key of the types ed25519, ecdsa and rsa, on one line`);
  return key;
}

const exampleKey = "~/server-monitor-key";

/** undefined: there is no such file, or it is none that holds a key. */
function readSmall(path: string): string | undefined {
  try {
    const { size } = statSync(path);
    return size <= bytesMax ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
