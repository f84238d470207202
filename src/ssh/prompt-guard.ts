/**
 * Room for prompts. ssh2 makes room for as many as a host announces before it looks whether they are there: 30 bytes of a
 * host cost a quarter of a gigabyte, and a few such hosts the whole process. So each message is looked at before ssh2 does.
 */
import type { Client } from "ssh2";

/** To be called once the client connects. Where a request for answers cannot be what it says, ssh2 never sees it. */
export function watchPrompts(client: Client, onImpossible: () => void): void {
  const protocol: unknown = Reflect.get(client, "_protocol");
  const read: unknown = isObject(protocol) ? Reflect.get(protocol, "_onPayload") : undefined;
  if (!isObject(protocol) || typeof read !== "function") throw new Error("ssh2 reads messages in another way now");
  Reflect.set(protocol, "_onPayload", (payload: Buffer): unknown =>
    promptsFit(payload) ? Reflect.apply(read, protocol, [payload]) : onImpossible(),
  );
}

/** SSH_MSG_USERAUTH_INFO_REQUEST. Others have this number too, and nothing after two texts. */
const infoRequest = 60;
/** A length and whether to show what is typed. */
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
