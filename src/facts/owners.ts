/**
 * Who owns a listener, where the host tells: the user always does, the process only to root and to its own user.
 *
 *     @server-monitor owner 33 20718 tcp 00000000:0050      (uid and inode of a socket of that listener)
 *     @server-monitor user 33 www-data                      (/etc/passwd)
 *     @server-monitor process 20718 nginx                   (who holds that inode: /proc/PID/fd, /proc/PID/comm)
 *
 * Evidence for a person and no more: a process names itself as it likes. Lines of another form are passed over, because a
 * listener without its owner is still a listener.
 */
import type { Answer } from "./answer.ts";
import { safeName } from "./safe-name.ts";

export interface Owner {
  /** Who opened the socket: root still, of a server that has dropped its rights since. Name, or uid without one. */
  readonly user: string;
  readonly process: string | undefined;
}

/** Distinct owners by what the `listen` line says: several where several programs share a port. */
export function ownersBySocket(answer: Answer): ReadonlyMap<string, readonly Owner[]> {
  const [users, processes] = [namesIn(answer.lines("user")), namesIn(answer.lines("process"))];
  const rows = answer.lines("owner").flatMap((line) => {
    const [, uid, inode = "", socket = ""] = /^(\d{1,10}) (\d{1,20}) (\S+ \S+)$/.exec(line) ?? [];
    return uid === undefined ? [] : [{ socket, user: users.get(uid) ?? uid, process: processes.get(inode) }];
  });
  const bySocket = Map.groupBy(rows, ({ socket }) => socket);
  return new Map([...bySocket].map(([socket, owners]) => [socket, distinctOwners(owners)]));
}

export function distinctOwners(owners: readonly Owner[]): readonly Owner[] {
  const distinct = new Map(owners.map(({ user, process }) => [`${user} ${process}`, { user, process }]));
  return [...distinct.values()];
}

/** The name after each number. */
function namesIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const pairs = lines.flatMap((line) => {
    const [, number, name = ""] = /^(\d{1,20}) (.+)$/.exec(line) ?? [];
    return number === undefined ? [] : [[number, safeName(name)] as const];
  });
  return new Map(pairs);
}
