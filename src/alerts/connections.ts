/**
 * Who is connected to the SSH port without being logged in, as far as a row can tell: somebody who got in, or somebody who
 * guesses passwords. The SSH server cuts a guesser off after LoginGraceTime (two minutes by default), so that the next check
 * finds another connection, from another source port. A connection that stays is somebody who got in.
 */
import { mostPortsOfPeer } from "../facts/awk-pass.ts";
import type { Row } from "../row/row.ts";

/** Longer than LoginGraceTime: checks may be a minute apart. */
const graceMs = 180_000;
const mostRemembered = 5000;

interface Connection {
  readonly firstMs: number;
  /** Rows running that have it. */
  readonly rows: number;
  /** The address had others before: by chance, one in 28,000 of its guesses has the source port of the last one. */
  readonly isOneOfMany: boolean;
}

export interface Connections {
  /** Takes one row in that tells who is connected. */
  readonly add: (row: Row, ms: number) => void;
  /** Whether a connection of an address has lasted. Where its source ports are not known, the address has to do. */
  readonly stays: (address: string, ms: number) => boolean;
}

export function newConnections(confirm: number): Connections {
  let connections = new Map<string, ReadonlyMap<number, Connection> | undefined>();
  return {
    add: ({ sshPeers = [], peerPorts }, ms) => {
      if (sshPeers.length === 0 && connections.size === 0) return;
      const isAligned = peerPorts?.length === sshPeers.length;
      const now: typeof connections = new Map();
      for (const [index, address] of sshPeers.slice(0, mostRemembered).entries()) {
        const ports = isAligned ? peerPorts[index] : undefined;
        now.set(address, ports && isComplete(ports) ? continued(connections.get(address), ports, ms) : undefined);
      }
      connections = now;
    },
    stays: (address, ms) => {
      const ofAddress = connections.get(address);
      if (ofAddress === undefined) return true;
      for (const { rows, firstMs, isOneOfMany } of ofAddress.values())
        if (rows >= Math.max(2, confirm) + Number(isOneOfMany) && ms - firstMs >= graceMs) return true;
      return false;
    },
  };
}

/** A list that is full may have been cut short. */
function isComplete(ports: readonly number[]): boolean {
  return ports.length > 0 && ports.length < mostPortsOfPeer;
}

function continued(
  before: ReadonlyMap<number, Connection> | undefined,
  ports: readonly number[],
  ms: number,
): ReadonlyMap<number, Connection> {
  return new Map(
    ports.map((port) => {
      const { firstMs, rows, isOneOfMany } = before?.get(port) ?? {
        firstMs: ms,
        rows: 0,
        isOneOfMany: before !== undefined,
      };
      return [port, { firstMs, rows: rows + 1, isOneOfMany }];
    }),
  );
}
