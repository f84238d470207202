import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./support/folder.ts";
import { describeWith, tool } from "./support/tools.ts";

/** A machine of its own, where packets to 2001:db8::1 vanish and 10.0.0.1 is itself. */
const network = `
  ip link set lo up; ip address add 10.0.0.1/32 dev lo
  ip link add d0 type veth peer name d1; ip link set d0 up; ip link set d1 up
  ip -6 address add 2001:db8::2/64 dev d0 nodad
  ip -6 neighbour add 2001:db8::1 lladdr 02:00:00:00:00:01 dev d0
  sysctl -qw net.ipv4.ping_group_range="0 0"`;

const program = `
  import { createServer } from "node:http";
  import { createServer as createTcpServer } from "node:net";
  const { probeHost } = await import(process.env.SUBJECT);
  createServer((_request, response) => response.end()).listen(80, "10.0.0.1");
  createTcpServer((socket) => socket.end("HELLO\\r\\n")).listen(22, "10.0.0.1");
  const { Secret } = await import(process.env.SECRET);
  const host = { id: "a", address: "a.test", named: true, type: "node", ping: true, port: 22, hostKeys: ["SHA256:x"], verify: true,
    homePage: new URL("http://a.test/"), identities: [{ username: "u", password: new Secret("p") }], knownPeers: [], knownPorts: [], knownAccounts: [], expected: new Map(), thresholds: new Map(), dependsOn: [], maintenance: [] };
  const { loadKeys } = await import(process.env.KEYS);
  const ssh = { keys: await loadKeys([host]), knownHosts: { entries: [] }, hostKeyPolicy: "strict", lookUp: async () => [] };
  const { result } = await probeHost(host, { time: new Date(), clockMs: Date.now, timeoutMs: 60_000, ssh, environment: process.env, previousBoot() {} });
  console.log(JSON.stringify([result.ping.lossPercent, result.page?.status, result.problems.map(({ code }) => code)]));
  process.exit();`;

const programs = ["a network of its own", "ip", "ping", "mount"];

describeWith(programs, "a host whose name has a dead IPv6 address", () => {
  it("answers all three probes at its IPv4 address", () => {
    const hosts = join(temporaryFolder(), "hosts");
    writeFileSync(hosts, "2001:db8::1 a.test\n10.0.0.1 a.test\n");
    const subject = (path: string) => new URL(`../src/${path}`, import.meta.url).href;
    const shell = `set -e; ${network}; mount --bind ${hosts} /etc/hosts; exec "$0" --input-type=module -e "$1"`;
    const run = spawnSync(tool("unshare"), ["-rnm", "sh", "-c", shell, process.execPath, program], {
      encoding: "utf8",
      env: {
        PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`,
        SUBJECT: subject("check-host.ts"),
        SECRET: subject("inventory/secret.ts"),
        KEYS: subject("ssh/keys.ts"),
      },
    });
    expect(run.stderr).toBe("");
    // What answers on the SSH port is no SSH server, which only somebody who got there can tell.
    expect(JSON.parse(run.stdout)).toEqual([0, 200, ["ssh:protocol"]]);
  });
});
