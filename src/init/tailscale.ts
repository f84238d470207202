/** Hosts of `tailscale status --json`: machines that run a system of servers, except this one. */
import { type Found, type FoundHost, limited, SourceError } from "./found.ts";
import { isTrueAt, listAt, mapAt, readTree, type Tree, textAt } from "./tree.ts";

const serverSystems = new Set(["linux", "freebsd", "openbsd", "netbsd", "illumos", "solaris"]);

export function readTailscale(text: string, shown: string): Found {
  const status = readTree(text, shown);
  if (!Object.hasOwn(status, "Self"))
    throw new SourceError(`${shown}: expected the output of "tailscale status --json"`);
  const peers = limited(Object.keys(mapAt(status, "Peer"))).map((key) => mapAt(mapAt(status, "Peer"), key));
  const left = peers.flatMap((peer) => reasonToLeave(peer) ?? []);
  const hosts = peers.filter((peer) => reasonToLeave(peer) === undefined).map(hostOf);
  return { hosts, notes: [`${nameOf(mapAt(status, "Self"))}: left out, it is this machine`, ...left] };
}

function reasonToLeave(peer: Tree): string | undefined {
  const system = textAt(peer, "OS") ?? "unknown system";
  if (isTrueAt(peer, "ShareeNode")) return `${nameOf(peer)}: left out, it is another tailnet's`;
  return serverSystems.has(system) ? undefined : `${nameOf(peer)}: left out, it runs ${system}`;
}

function hostOf(peer: Tree): FoundHost {
  const addresses = listAt(peer, "TailscaleIPs").filter((address) => typeof address === "string");
  const [tag] = listAt(peer, "Tags").filter((each) => typeof each === "string");
  const lastSeen = textAt(peer, "LastSeen")?.slice(0, 10);
  const isOffline = peer["Online"] === false;
  return {
    name: nameOf(peer),
    address: addresses.find((address) => address.includes(".")) ?? addresses[0] ?? textAt(peer, "DNSName") ?? "",
    group: tag?.replace(/^tag:/, ""),
    hostKeys: listAt(peer, "sshHostKeys").filter((key) => typeof key === "string"),
    notes: isOffline ? [`offline${lastSeen === undefined ? "" : `, last seen ${lastSeen}`}`] : [],
  };
}

/** The first label of `web-1.tail1234.ts.net.`, which is unique in a tailnet; the name of the machine itself is not. */
function nameOf(peer: Tree): string {
  return textAt(peer, "DNSName")?.split(".")[0] || textAt(peer, "HostName") || "?";
}
