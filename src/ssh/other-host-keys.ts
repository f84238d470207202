/**
 * After a login an OpenSSH server sends all its host keys (`hostkeys-00@openssh.com`). ssh2 then asks it to sign with each of
 * them and verifies the signatures, for an event that nobody here listens to: trust is decided by the key of the key exchange.
 * So the request is not passed to ssh2, which spares both sides a signature for each key.
 */
import type { Client } from "ssh2";

const hostKeysRequest = "hostkeys-00@openssh.com";

/** To be called once the client connects. */
export function ignoreOtherHostKeys(client: Client): void {
  const handlers = propertyOf(propertyOf(client, "_protocol"), "_handlers");
  const handle = propertyOf(handlers, "GLOBAL_REQUEST");
  if (!isObject(handlers) || typeof handle !== "function")
    throw new Error("ssh2 has changed: its handler of global requests was not found");
  Reflect.set(handlers, "GLOBAL_REQUEST", (protocol: unknown, name: string, wantsReply: boolean, data: unknown) => {
    if (name !== hostKeysRequest || wantsReply) Reflect.apply(handle, undefined, [protocol, name, wantsReply, data]);
  });
}

function propertyOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
