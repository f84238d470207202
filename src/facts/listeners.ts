/**
 * The ports of the column `ports` once more, with what a person wants to know before acting on one: where it listens, and
 * whose it is. No column: evidence for an alert.
 */
import { compareAddresses } from "../address.ts";
import { mark } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { distinctOwners, type Owner } from "./owners.ts";
import { type Port, portKey, ports, unknownListeners } from "./ports.ts";

export interface PortListener extends Port {
  /** Canonical, without loopback, IPv4 before IPv6, in numeric order. */
  readonly addresses: readonly string[];
  /** Empty where the host does not tell: BSD, macOS, no awk. */
  readonly owners: readonly Owner[];
}

/** Each takes the host some 10 µs. Where a server has more of them open, the names of some processes are missing. */
const mostDescriptors = 4000;

/**
 * From `ls -ln /proc/PID/fd`, whose lines end in `3 -> socket:[20718]`, to the names of the listeners' processes. Process 1
 * holds the sockets that systemd opened for others: it counts where nobody else has the socket.
 */
const awkPass = `
    $2 == "owner" { if (!wanted[$4]++) { inodes[++count] = $4; missing++ } next }
    /^\\/.*\\/fd:$/ { parts = split($0, part, "/"); pid = part[parts - 1]; next }
    ++descriptors > ${mostDescriptors} { exit }
    / -> socket:\\[[0-9]+\\]$/ {
      inode = substr($NF, 9, length($NF) - 9)
      if (!(inode in wanted) || inode in holder && holder[inode] != 1) next
      holder[inode] = pid
      if (pid != 1 && !--missing) exit
    }
    END {
      for (at = 1; at <= count; at++) {
        if (!(inodes[at] in holder)) continue
        file = proc "/" holder[inodes[at]] "/comm"
        if ((getline name <file) > 0) print mark "process", inodes[at], name
        close(file)
      }
    }
  `;

export const listeners: Fact<readonly PortListener[]> = {
  types: ["node"],
  /**
   * After the sockets, whose owners it goes by. Root sees into all processes, others into their own: a user who owns none
   * of the listeners has nothing to find, and does not look.
   */
  ask: `\
case $me:$tables in
  0:*" owner "* | *" owner $me "*)
    {
      printf '%s\\n' "$tables"
      within 2 ls -ln $proc/[0-9]*/fd 2>/dev/null
    } | awk -v mark='${mark}' -v proc=$proc '${awkPass}' 2>/dev/null
    ;;
esac`,
  mayHang: true,
  parse: (answer, vouched) => {
    const byPort = Map.groupBy(unknownListeners(answer, vouched), portKey);
    return ports.parse(answer, vouched).map((port) => {
      const sharing = byPort.get(portKey(port)) ?? [];
      const addresses = [...new Set(sharing.map(({ address }) => address))].sort(compareAddresses);
      return { ...port, addresses, owners: distinctOwners(sharing.flatMap(({ owners }) => owners)) };
    });
  },
};
