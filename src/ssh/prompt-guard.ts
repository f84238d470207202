/**
 * Limits the memory for prompts. ssh2 allocates memory for as many prompts as a host announces, before it checks that they are
 * there: 30 bytes of a host cost 256 MB, and a few such hosts crash the process. So each message is checked before ssh2 reads it.
 */
import type { Client } from "ssh2";

/** To be called once the client connects. A request with an impossible number of prompts is not passed to ssh2. */
export function watchPrompts(client: Client, onImpossible: () => void): void {
  const protocol: unknown = Reflect.get(client, "_protocol");
  const read: unknown = isObject(protocol) ? Reflect.get(protocol, "_onPayload") : undefined;
  if (!isObject(protocol) || typeof read !== "function")
    throw new Error("ssh2 has changed: its message parser was not found");
  Reflect.set(protocol, "_onPayload", (payload: Buffer): unknown =>
    promptsFit(payload) ? Reflect.apply(read, protocol, [payload]) : onImpossible(),
  );
}

/** SSH_MSG_USERAUTH_INFO_REQUEST. Other messages share this number, and have only two texts. */
const infoRequest = 60;
/** The size of one prompt: its length, and whether input is shown. */
const minPromptBytes = 5;

/** RFC 4256 section 3.2: name, instruction and language, each with its length before it, then how many prompts follow. */
export function promptsFit(payload: Buffer): boolean {
  if (payload[0] !== infoRequest) return true;
  let at = 1;
  for (let text = 0; text < 3; text += 1) {
    if (at + 4 > payload.length) return true;
    at += 4 + payload.readUInt32BE(at);
  }
  if (at + 4 > payload.length) return true;
  return payload.readUInt32BE(at) * minPromptBytes <= payload.length - at - 4;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
