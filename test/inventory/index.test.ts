import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Threshold } from "../../src/inventory/host.ts";
import { accepted, host } from "./reading.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
const fingerprint = "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";
const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n";

const contractExample = `
defaults: { port: 22, creds: [pi] }   # optional
servers:
  - ip: 192.0.2.10
    name: web-1
    type: node
    group: production
    ping: false
    port: 22
    creds:
      - username: megamind
        password: fumbledpass
      - username: megamind
        private_key: |
${key.replace(/^/gm, "          ").trimEnd()}
        passphrase: opensesame
      - pi
    host_key: ${fingerprint}
    home_page: https://example.com/health
    verify: true
    ssh_peers: 198.51.100.7, 10.0.0.0/8, 2001:db8::/32, home.example.org, deploy@*, admin@2001:db8::/48
    known_ports: 22, 80, 8000-8010, 53/udp
    thresholds: { disk: 5%, "disk /data": 20 GiB, cert: 14d, memory: 2%, clock: 10s, inodes: off }
    expect: { backup: 26h }
    known_accounts: alice, deploy
    depends_on: router, switch
    confirm: 3
    maintenance: sun 03:00-05:00 Europe/Berlin
  - { ip: 192.0.2.1, name: router, type: ping }
  - { ip: 192.0.2.2, name: switch, type: ping, depends_on: router }
maintenance: 2026-12-01T22:00/2026-12-02T02:00
email_dest: me@example.com
`;
const pi = "pi: { username: pi, key_filename: ~/.ssh/id_ed25519 }";

describe("readInventory", () => {
  it("reads the contract's example", () => {
    const inventory = accepted(contractExample, pi);
    expect(inventory.emailDest).toEqual(["me@example.com"]);
    expect(inventory.warnings).toEqual([]);
    expect(inventory.hosts.map(({ dependsOn }) => dependsOn)).toEqual([["router", "switch"], [], ["router"]]);
    const { identities, ...rest } = inventory.hosts[0] ?? { identities: [] };
    expect(rest).toEqual({
      id: "web-1",
      address: "192.0.2.10",
      named: true,
      type: "node",
      group: "production",
      ping: false,
      port: 22,
      hostKeys: [fingerprint],
      homePage: new URL("https://example.com/health"),
      verify: true,
      knownPeers: [
        { network: "198.51.100.7", prefix: 32 },
        { network: "10.0.0.0", prefix: 8 },
        { network: "2001:db8::", prefix: 32 },
        { dnsName: "home.example.org" },
        { user: "deploy", anywhere: true },
        { user: "admin", network: "2001:db8::", prefix: 48 },
      ],
      knownPorts: [
        { first: 22, last: 22 },
        { first: 80, last: 80 },
        { first: 8000, last: 8010 },
        { first: 53, last: 53, protocol: "udp" },
      ],
      thresholds: new Map<string, Threshold>([
        ["disk", { share: 0.05 }],
        ["disk /data", { mib: 20_480 }],
        ["cert", { days: 14 }],
        ["memory", { share: 0.02 }],
        ["clock", { seconds: 10 }],
        ["inodes", "off"],
      ]),
      expected: new Map([["backup", 93_600]]),
      knownAccounts: ["alice", "deploy"],
      dependsOn: ["router", "switch"],
      confirm: 3,
      maintenance: [
        { days: [0], start: 180, end: 300, zone: "Europe/Berlin" },
        { from: new Date("2026-12-01T22:00Z"), to: new Date("2026-12-02T02:00Z") },
      ],
    });
    expect(identities.map(({ username, password }) => [username, password?.reveal()])).toEqual([
      ["megamind", "fumbledpass"],
      ["megamind", undefined],
      ["pi", undefined],
    ]);
    const [, withText, withPath] = identities;
    expect(withText?.key && "text" in withText.key && withText.key.text.reveal()).toBe(key);
    expect(withText?.passphrase?.reveal()).toBe("opensesame");
    expect(withPath?.key).toEqual({ path: "/home/me/.ssh/id_ed25519" });
  });

  it("reads the seed's sample unchanged, from its file", () => {
    const [server, ...others] = accepted(join(fixtures, "seed/sample_config.json")).hosts;
    expect(others).toEqual([]);
    expect(server).toMatchObject({ id: "172.17.0.2", named: false, type: "node", port: 22, verify: true });
    expect(server?.identities.map((identity) => identity.key)).toEqual([{ path: "build_directory/rsa_key" }]);
    expect(server?.knownPorts.map(({ first }) => first)).toEqual([22, 80, 443]);
    expect(server?.homePage?.href).toBe("https://172.17.0.2/provisioned.html");
  });

  it("reads the seed's empty lists and an identity with both key and password", () => {
    const creds = [{ username: "megs", password: "fumbledpass", key_filename: "/home/megs/.ssh/id_rsa" }];
    const server = host({ creds, ssh_peers: "", known_ports: "", verify: "False" });
    expect(server).toMatchObject({ knownPeers: [], knownPorts: [], verify: false });
    expect(server.identities[0]?.key).toEqual({ path: "/home/megs/.ssh/id_rsa" });
    expect(server.identities[0]?.password?.reveal()).toBe("fumbledpass");
  });

  it("reads the same from YAML as from JSON, tabs and all", () => {
    const tree = {
      servers: [
        { ip: "192.0.2.1", known_ports: [22, "53/udp"], creds: ["pi"] },
        { ip: "2001:DB8::1", type: "miner" },
      ],
      defaults: { port: 2222, host_key: `${fingerprint}=` },
      email_dest: ["a@example.com", "b@example.com, c@example.com"],
    };
    const fromYaml = accepted(stringify(tree), pi);
    expect(accepted(JSON.stringify(tree, undefined, "\t"), pi)).toEqual(fromYaml);
    expect(fromYaml.hosts.map(({ id, port, hostKeys }) => [id, port, hostKeys])).toEqual([
      ["192.0.2.1", 2222, [fingerprint]],
      ["2001:db8::1", 2222, [fingerprint]],
    ]);
    expect(fromYaml.emailDest).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  });

  it("takes a plain list for hosts that are pinged", () => {
    const text = "\uFEFF# my hosts\r\n192.0.2.1 # web\r\n\r\n2001:DB8::1\r\nfe80::1%eth0\r\nDB.example.org.\r\n";
    const { hosts } = accepted(text);
    expect(hosts.map(({ address }) => address)).toEqual(["192.0.2.1", "2001:db8::1", "fe80::1%eth0", "db.example.org"]);
    expect(hosts.every(({ type, identities }) => type === "ping" && identities.length === 0)).toBe(true);
  });
});

describe("defaults", () => {
  it("apply to every server that does not override them", () => {
    expect(host({}, { port: 2222, verify: false })).toMatchObject({ port: 2222, verify: false });
    expect(host({ port: 22 }, { port: 2222 }).port).toBe(22);
  });

  it("are unset by null", () => {
    const server = host({ creds: null, port: null }, { creds: "pi", port: 2222 }, pi);
    expect(server).toMatchObject({ identities: [], port: 22 });
  });

  it("give a host that is only pinged neither login nor page", () => {
    const defaults = { creds: "pi", home_page: "https://example.com/" };
    expect(host({ type: "ping" }, defaults, pi)).toMatchObject({ identities: [], homePage: undefined });
    const miner = host({ type: "miner" }, defaults, pi);
    expect(miner.homePage).toBeUndefined();
    expect(miner.identities).toHaveLength(1);
  });
});

describe("a server", () => {
  it.each([" ", "\\n", "\\r\\n"])("has its private key in lines again, which had become %j", (end) => {
    const creds = [{ username: "me", private_key: key.trim().replaceAll("\n", end) }];
    const [identity] = host({ creds }).identities;
    expect(identity?.key && "text" in identity.key && identity.key.text.reveal()).toBe(key);
  });

  it("may give the name of its only identity without a list", () => {
    expect(host({ creds: "pi" }, undefined, pi).identities.map(({ username }) => username)).toEqual(["pi"]);
  });

  it("accepts listeners as number, text, range and list", () => {
    expect(host({ known_ports: 22 }).knownPorts).toEqual([{ first: 22, last: 22 }]);
    expect(host({ known_ports: [22, "8000 - 8010/TCP", "80,443"] }).knownPorts).toEqual([
      { first: 22, last: 22 },
      { first: 8000, last: 8010, protocol: "tcp" },
      { first: 80, last: 80 },
      { first: 443, last: 443 },
    ]);
  });

  it("give all servers a parent but the parent itself", () => {
    const { hosts } = accepted("servers: [{ip: a, name: router}, {ip: b, name: web}]\ndefaults: {depends_on: router}");
    expect(hosts.map(({ dependsOn }) => dependsOn)).toEqual([[], ["router"]]);
  });

  it("leave every server the maintenance of the whole inventory, beside its own", () => {
    const { hosts } = accepted(
      "servers: [{ip: a, maintenance: sun 01:00-02:00}, {ip: b}]\nmaintenance: [daily 03:00-04:00]",
    );
    const days = hosts.map(({ maintenance }) =>
      maintenance.map((window) => ("days" in window ? window.days.length : 0)),
    );
    expect(days).toEqual([[1, 7], [7]]);
  });

  it("takes thresholds of its own in the place of all defaults, and off as YAML 1.1 has it", () => {
    const defaults = { thresholds: { disk: "5%" } };
    expect(host({}, defaults).thresholds.get("disk")).toEqual({ share: 0.05 });
    expect([...host({ thresholds: { clock: false } }, defaults).thresholds]).toEqual([["clock", "off"]]);
    expect(host({ thresholds: { disk: "1.5 TB", clock: "2min" } }).thresholds.get("disk")).toEqual({ mib: 1_572_864 });
  });

  it("takes fingerprints of keys as ssh_peers, with a user or without", () => {
    const key = `SHA256:${"ab/+".repeat(10)}abE`;
    expect(host({ ssh_peers: `${key}, deploy@${key}=` }).knownPeers).toEqual([{ key }, { user: "deploy", key }]);
  });

  it("knows an IPv4 peer under its IPv6-mapped address", () => {
    expect(host({ ssh_peers: ["::ffff:10.0.0.1", "::ffff:10.0.0.0/104"] }).knownPeers).toEqual([
      { network: "10.0.0.1", prefix: 32 },
      { network: "10.0.0.0", prefix: 8 },
    ]);
  });

  it("trusts the certificates of a file or of a text, and takes nothing else from them", () => {
    const path = join(fixtures, "certificate/self-signed.pem");
    const pem = readFileSync(path, "utf8");
    expect(host({ verify: path }).verify).toBe(pem);
    expect(host({ verify: `a comment\n${pem}${key}` }).verify).toBe(pem);
    expect(host({ verify: "TRUE" }).verify).toBe(true);
  });

  it("pins one host key or several, without padding", () => {
    expect(host({ host_key: `${fingerprint}=` }).hostKeys).toEqual([fingerprint]);
    expect(host({ host_key: [fingerprint, `${fingerprint}=`] }).hostKeys).toEqual([fingerprint, fingerprint]);
  });
});
