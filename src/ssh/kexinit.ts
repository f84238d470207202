/**
 * The first packet of a host, KEXINIT (RFC 4253 section 7.1): the algorithms that it offers. It is not encrypted, so it can be
 * read before ssh2 gets it. It shows which algorithm is missing; ssh2 reports only that one is missing.
 */

/** Lists in the host's order. Pairs: from the client to the server, and back. */
export interface ServerOffer {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly ciphers: readonly (readonly string[])[];
  readonly macs: readonly (readonly string[])[];
  readonly compress: readonly (readonly string[])[];
}

const kexInit = 20;
const cookieBytes = 16;

/** Reads the KEXINIT from the complete packets at the start of `bytes`; undefined if it is missing, incomplete or damaged. */
export function parseServerOffer(bytes: Buffer): ServerOffer | undefined {
  let start = 0;
  while (start + 6 <= bytes.length) {
    const end = start + 4 + bytes.readUInt32BE(start);
    if (end > bytes.length) return undefined;
    if (bytes[start + 5] === kexInit) return readLists(bytes.subarray(start + 6 + cookieBytes, end));
    start = end;
  }
  return undefined;
}

function readLists(payload: Buffer): ServerOffer | undefined {
  const lists: string[][] = [];
  let offset = 0;
  while (lists.length < 8) {
    if (offset + 4 > payload.length) return undefined;
    const end = offset + 4 + payload.readUInt32BE(offset);
    if (end > payload.length) return undefined;
    lists.push(payload.toString("latin1", offset + 4, end).split(","));
    offset = end;
  }
  const [kex = [], hostKey = [], ...pairs] = lists;
  return { kex, hostKey, ciphers: pairs.slice(0, 2), macs: pairs.slice(2, 4), compress: pairs.slice(4, 6) };
}
