/**
 * ssh2 creates a cipher (AES-GCM) or a MAC (the other ciphers) for each packet, from a key in a Buffer. Node 24 is four times
 * slower with a Buffer than with a KeyObject: it throws and catches two errors to find out that a Buffer is not a KeyObject.
 */
import { createSecretKey } from "node:crypto";
import type { Client } from "ssh2";

/** To be called after each key exchange. */
export function useKeyObjects(client: Client): void {
  const protocol: unknown = Reflect.get(client, "_protocol");
  replaceKeys(propertyOf(protocol, "_cipher"), ["_encKey", "_macKey"]);
  replaceKeys(propertyOf(protocol, "_decipher"), ["_decipherKey", "_macKey"]);
}

/** A cipher has some of them. */
function replaceKeys(cipher: unknown, names: readonly string[]): void {
  for (const name of names) {
    const key = propertyOf(cipher, name);
    if (isObject(cipher) && Buffer.isBuffer(key)) Reflect.set(cipher, name, createSecretKey(key));
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
