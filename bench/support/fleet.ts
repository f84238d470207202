/**
 * Many OpenSSH servers on one machine: each in a network namespace of its own, with its own sockets to report, where this
 * user may make such; else on loopback addresses. Everything is taken down again by `stop`.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { currentUser, type KeyFile, makeKey } from "../../test/support/sshd.ts";
import { tool } from "../../test/support/tools.ts";

export interface Fleet {
  readonly kind: "network namespaces" | "loopback addresses";
  readonly hosts: readonly FleetHost[];
  readonly folder: string;
  readonly key: KeyFile;
  readonly hostKey: KeyFile;
  /** The address of this machine on the hosts' network. */
  readonly gateway: string;
  /** An ssh_config for OpenSSH's client: nothing of this user's, nothing asked, host keys checked. */
  readonly sshConfig: string;
  /** What the servers and their ended sessions have used. */
  readonly cpuS: () => number;
  readonly stop: () => Promise<void>;
}

export interface FleetHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

const bridge = "smbench0";
const gateway = "10.213.0.1";
const loopbackPort = 22_822;
/** sshd takes no more than 16 addresses. */
const addressesPerServer = 16;

export async function startFleet(count: number): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-fleet-"));
  const [key, hostKey] = [makeKey(join(folder, "key")), makeKey(join(folder, "host_key"))];
  const authorized = join(folder, "authorized_keys");
  writeFileSync(authorized, `${key.publicKey}\n`);
  mkdirSync("/run/sshd", { recursive: true });
  const spaces = Array.from({ length: count }, (_, index) => `smbench-${index + 1}`);
  const isolated = canMakeNamespaces();
  const hosts = spaces.map((name, index) => hostAt(name, index, isolated));
  const servers = isolated ? startIsolated(folder, spaces, hosts) : startOnLoopback(folder, hosts);
  await Promise.all(servers.map(listening));
  const sshConfig = writeClientConfig(folder, hosts, hostKey);
  const stop = async () => {
    // What `unshare` waits for ends with it; a polite signal it ignores.
    for (const server of servers) server.kill("SIGKILL");
    await Promise.all(servers.map((server) => server.signalCode === null && once(server, "exit")));
    if (isolated) removeNamespaces(spaces);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    kind: isolated ? "network namespaces" : "loopback addresses",
    cpuS: () => servers.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : cpuOf(pid)), 0),
    ...{ hosts, folder, key, hostKey, sshConfig, stop, gateway: isolated ? gateway : "127.0.0.1" },
  };
}

function hostAt(name: string, index: number, isolated: boolean): FleetHost {
  const [high, low] = [Math.floor(index / 250), (index % 250) + 2];
  if (isolated) return { name, address: `10.213.${high}.${low}`, port: 22 };
  return { name, address: `127.1.${high}.${low}`, port: loopbackPort };
}

function canMakeNamespaces(): boolean {
  try {
    execFileSync(tool("ip"), ["netns", "add", "smbench-probe"], { stdio: "ignore" });
    execFileSync(tool("ip"), ["netns", "del", "smbench-probe"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function startIsolated(folder: string, spaces: readonly string[], hosts: readonly FleetHost[]): ChildProcess[] {
  removeNamespaces(spaces);
  ip(["link add name BRIDGE type bridge", `address add ${gateway}/16 dev BRIDGE`, "link set BRIDGE up"]);
  ip(spaces.map((space) => `netns add ${space}`));
  ip(spaces.flatMap((space, index) => linkTo(space, index)));
  const config = serverConfig(folder, "sshd_config", ["ListenAddress 0.0.0.0", "Port 22"]);
  return spaces.map((space, index) => {
    const inside = ["link set lo up", `address add ${hosts[index]?.address}/16 dev eth0`, "link set eth0 up"];
    ip(inside, ["-n", space]);
    // With processes of its own as well: the script looks at those of sshd.
    const apart = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
    return startServer(["ip", "netns", "exec", space, ...apart, tool("sshd")], config);
  });
}

/** A pair of virtual cables: one end on the bridge, the other one the namespace's eth0. */
function linkTo(space: string, index: number): string[] {
  const end = `smb${index + 1}`;
  return [
    `link add ${end} type veth peer name eth0 netns ${space}`,
    `link set ${end} master BRIDGE`,
    `link set ${end} up`,
  ];
}

function ip(lines: readonly string[], options: readonly string[] = []): void {
  const input = lines.map((line) => `${line.replaceAll("BRIDGE", bridge)}\n`).join("");
  execFileSync(tool("ip"), [...options, "-batch", "-"], { input, stdio: ["pipe", "ignore", "inherit"] });
}

/** Those of a bench that was killed, too. */
function removeNamespaces(spaces: readonly string[]): void {
  const present = new Set(execFileSync(tool("ip"), ["netns", "list"], { encoding: "utf8" }).split(/\s+/));
  for (const space of spaces) {
    if (present.has(space)) execFileSync(tool("ip"), ["netns", "del", space], { stdio: "ignore" });
  }
  const links = execFileSync(tool("ip"), ["-br", "link"], { encoding: "utf8" });
  if (links.includes(bridge)) execFileSync(tool("ip"), ["link", "del", bridge], { stdio: "ignore" });
}

function startOnLoopback(folder: string, hosts: readonly FleetHost[]): ChildProcess[] {
  const groups = Array.from({ length: Math.ceil(hosts.length / addressesPerServer) }, (_, index) =>
    hosts.slice(index * addressesPerServer, (index + 1) * addressesPerServer),
  );
  return groups.map((group, index) => {
    const listen = group.map(({ address, port }) => `ListenAddress ${address}:${port}`);
    return startServer([tool("sshd")], serverConfig(folder, `sshd_config_${index}`, listen));
  });
}

function serverConfig(folder: string, name: string, listen: readonly string[]): string {
  const lines = [
    ...listen,
    `HostKey ${join(folder, "host_key")}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    ...["PidFile none", "UsePAM no", "UseDNS no", "StrictModes no", "PermitRootLogin yes", "PrintMotd no"],
    // Whatever this user's shell does at every start is no part of the bench.
    ...["MaxStartups 1000:30:1000", `SetEnv HOME=${folder}`],
  ];
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  return join(folder, name);
}

function startServer([program = "", ...args]: readonly string[], config: string): ChildProcess {
  return spawn(program, [...args, "-D", "-e", "-f", config], { stdio: ["ignore", "ignore", "pipe"] });
}

const ticksPerSecond = 100;

/** Of a process, of the children that it has waited for, and of those that run. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // utime, stime, cutime and cstime, counted from the state after the name in brackets.
  const ticks = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 15)
    .map(Number);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return (
    ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond +
    children.reduce((sum, each) => sum + cpuOf(Number(each)), 0)
  );
}

async function listening(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error("sshd has no standard error");
  const lines = createInterface({ input: server.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("Server listening on") && resolve());
    lines.on("close", () => reject(new Error("sshd ended before it listened")));
  });
}

function writeClientConfig(folder: string, hosts: readonly FleetHost[], { publicKey }: KeyFile): string {
  const known = hosts.map(({ address, port }) => `${port === 22 ? address : `[${address}]:${port}`} ${publicKey}\n`);
  // The last one is for whoever reaches a host through something else (HostKeyAlias).
  writeFileSync(join(folder, "known_hosts"), [...known, `fleet ${publicKey}\n`].join(""));
  const lines = [
    `User ${currentUser}`,
    `Port ${hosts[0]?.port}`,
    `IdentityFile ${join(folder, "key")}`,
    `UserKnownHostsFile ${join(folder, "known_hosts")}`,
    ...["GlobalKnownHostsFile /dev/null", "IdentitiesOnly yes", "BatchMode yes", "LogLevel ERROR"],
  ];
  writeFileSync(join(folder, "ssh_config"), `${lines.join("\n")}\n`);
  return join(folder, "ssh_config");
}
