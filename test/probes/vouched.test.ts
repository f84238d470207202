import { describe, expect, it } from "vitest";
import { logWindowSeconds, lookUpOnce, readFactsNow, vouchedFor } from "../../src/probes/vouched.ts";
import { terminalText } from "../../src/safe-text.ts";
import { answerOf } from "../facts/fake-host.ts";

const host = {
  id: "web-1",
  address: "192.0.2.1",
  named: true,
  type: "node" as const,
  ping: true,
  port: 22,
  identities: [],
  hostKeys: [],
  verify: true,
  knownAccounts: ["alice"],
  expected: new Map([["backup", 3600]]),
  thresholds: new Map(),
  dependsOn: [],
  maintenance: [],
  knownPeers: [
    { network: "10.0.0.0", prefix: 8 },
    { network: "2001:db8::7", prefix: 128 },
    { dnsName: "home.example.org" },
  ],
  knownPorts: [
    { first: 22, last: 22 },
    { first: 53, last: 53, protocol: "udp" as const },
    { first: 8000, last: 8010, protocol: "tcp" as const },
  ],
};

const patient = () => ({ signal: new AbortController().signal, trace: () => {} });

describe("vouchedFor", () => {
  it.each([
    [22, "tcp", true],
    [22, "udp", true],
    [53, "udp", true],
    [53, "tcp", false],
    [8010, "tcp", true],
    [8011, "tcp", false],
  ] as const)("port %i/%s: %s", async (port, protocol, known) => {
    const vouched = await vouchedFor(host, async () => [], patient());
    expect(vouched.port(port, protocol)).toBe(known);
  });

  it("knows peers by block, address and the addresses of a name", async () => {
    const vouched = await vouchedFor(host, async () => ["198.51.100.7", "2001:db8::9"], patient());
    const known = ["10.9.8.7", "2001:db8::7", "198.51.100.7", "2001:db8::9", "198.51.100.8", "11.0.0.1"].filter(
      (address) => vouched.peer(address),
    );
    expect(known).toEqual(["10.9.8.7", "2001:db8::7", "198.51.100.7", "2001:db8::9"]);
  });

  it("knows a user from anywhere, or from a network, and nobody else from there", async () => {
    const knownPeers = [
      { user: "deploy", anywhere: true as const },
      { user: "admin", network: "2001:db8::", prefix: 48 },
      { network: "10.0.0.0", prefix: 8 },
    ];
    const { peer } = await vouchedFor({ ...host, knownPeers }, async () => [], patient());
    expect(peer("198.51.100.7", "deploy")).toBe(true);
    expect(peer("runner.example.org", "deploy")).toBe(true);
    expect(peer("198.51.100.7", "Deploy")).toBe(false);
    expect(peer("198.51.100.7")).toBe(false);
    expect(peer("2001:db8::9", "admin")).toBe(true);
    expect(peer("2001:db9::9", "admin")).toBe(false);
    expect(peer("laptop.example.org", "admin")).toBe(false);
    expect(peer("2001:db8::9", "root")).toBe(false);
    expect(peer("10.1.2.3", "root")).toBe(true);
  });

  it("knows a key from anywhere, and as the user that it is listed with", async () => {
    const knownPeers = [{ key: "SHA256:one" }, { user: "deploy", key: "SHA256:two" }];
    const { key, peer } = await vouchedFor({ ...host, knownPeers }, async () => [], patient());
    expect(key("SHA256:one", "root")).toBe(true);
    expect(key("SHA256:two", "deploy")).toBe(true);
    expect(key("SHA256:two", "root")).toBe(false);
    expect(key("SHA256:three", "deploy")).toBe(false);
    expect(peer("198.51.100.7", "deploy")).toBe(false);
  });

  it("asks for the log since the last check, and for a day of it where a key may explain a long session", () => {
    const withKey = { ...host, knownPeers: [{ key: "SHA256:one" }] };
    expect(logWindowSeconds(host, {})).toBe(3600);
    expect(logWindowSeconds(host, { loginsSinceSeconds: 910 })).toBe(910);
    expect(logWindowSeconds(host, { loginsSinceSeconds: 1_000_000 })).toBe(86_400);
    expect(logWindowSeconds(withKey, { loginsSinceSeconds: 910 })).toBe(86_400);
  });

  it("looks an internationalised name up in its ASCII form", async () => {
    const asked: string[] = [];
    const lookUp = async (name: string) => {
      asked.push(name);
      return ["198.51.100.7"];
    };
    const vouched = await vouchedFor({ ...host, knownPeers: [{ dnsName: "bücher.example" }] }, lookUp, patient());
    expect(asked).toEqual(["xn--bcher-kva.example"]);
    expect(vouched.peer("198.51.100.7")).toBe(true);
  });

  it("says which name did not resolve, and goes on without it", async () => {
    const lines: string[] = [];
    const options = { ...patient(), trace: (line: string) => void lines.push(line) };
    const vouched = await vouchedFor(host, () => Promise.reject(new Error("ENOTFOUND")), options);
    expect(vouched.peer("10.0.0.1")).toBe(true);
    expect(lines).toEqual([
      "ssh_peers home.example.org: the name does not resolve, so it matches no address in this run",
    ]);
  });

  it("does not wait for a lookup beyond the deadline", async () => {
    const stop = new AbortController();
    const waiting = vouchedFor(host, () => new Promise(() => {}), { ...patient(), signal: stop.signal });
    stop.abort();
    expect((await waiting).peer("10.0.0.1")).toBe(true);
  });
});

describe("what the host says of who is connected, while no name server answers for ssh_peers", () => {
  /** Our own connection from 10.0.2.2, and one from each of these. */
  function answer(...others: string[]): string {
    const row = (local: string, remote: string, state: string) => `   0: ${local} ${remote} ${state} 0 0 0 0 0 1 1 0\n`;
    const connected = ["0202000A:C350", ...others].map((remote) => row("0F02000A:0016", remote, "01"));
    const listener = row("00000000:0016", "00000000:0000", "0A");
    const proc = { uptime: "7831.25 1.00\n", "net/tcp": `  sl  local_address\n${listener}${connected.join("")}` };
    return answerOf({ proc, programs: { who: "true" }, connection: "10.0.2.2 50000 10.0.2.15 22" });
  }
  const noAnswer = Object.assign(new Error("EAI_AGAIN"), { code: "EAI_AGAIN" });
  const noSuchName = Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
  const stranger = "076433C6:D431";
  const inBlock = "0102000A:0401";

  async function told(error: Error, ...others: string[]) {
    const vouched = await vouchedFor(host, () => Promise.reject(error), patient());
    const { value = {}, problems } = readFactsNow(answer(...others), "miner", vouched);
    const { sshPeers, peerPorts, logins } = value;
    const ours = problems.filter(({ code }) => code === "monitor:offline");
    return { sshPeers, peerPorts, logins, why: ours.map(({ detail }) => terminalText(detail)) };
  }

  it("is unknown where somebody is not known", async () => {
    expect(await told(noAnswer, stranger)).toEqual({
      ...{ sshPeers: undefined, peerPorts: undefined, logins: undefined },
      why: ["ssh_peers home.example.org: this machine's name servers do not answer"],
    });
  });

  it("is nobody where all are known without the name", async () => {
    expect(await told(noAnswer, inBlock)).toEqual({ sshPeers: [], peerPorts: [], logins: [], why: [] });
  });

  it("is who is connected where there is no such name", async () => {
    expect(await told(noSuchName, stranger)).toMatchObject({
      sshPeers: ["198.51.100.7"],
      peerPorts: [[54_321]],
      why: [],
    });
  });
});

describe("lookUpOnce", () => {
  it("looks a name up", async () => {
    expect(await lookUpOnce()("localhost")).toContain("127.0.0.1");
  });

  it("asks once for each name, failures included", async () => {
    const lookUp = lookUpOnce();
    expect(lookUp("localhost")).toBe(lookUp("localhost"));
    await expect(lookUp("nobody.invalid")).rejects.toThrow();
    expect(lookUp("nobody.invalid")).toBe(lookUp("nobody.invalid"));
  });
});
