import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reading, refusals } from "./reading.ts";

const seedSample = join(import.meta.dirname, "../fixtures/seed/sample_config.json");
const pi = "pi: { username: pi, key_filename: ~/.ssh/id_ed25519 }";
const serverKeys =
  "ip, self, name, type, group, ping, port, via, creds, host_key, home_page, verify, ssh_peers, known_ports, thresholds, expect, known_accounts, depends_on, confirm, maintenance";
const identityKeys = "username, password, key_filename, private_key, passphrase";
const nameRule = "expected up to 63 letters, digits, dots, colons, _ or -, the first a letter or digit";
const addressRule = "expected an IPv4 address, an IPv6 address or a DNS name";
const pageRule = "expected an address such as https://example.com/health";
const fingerprintRule = "expected SHA256: and 43 characters, as ssh-keygen -lf prints it";
const groupRule = "expected 1–40 characters on one line, none of them invisible, without blanks around them";
const same = "the same as servers[0]; give every server a unique name";
const sameButCase = "the same as servers[0] except for upper and lower case; give every server a unique name";
const unaskedRule = "false leaves nothing to check; add creds or home_page";
const portsRule = "expected ports, as text or as a list";
const peerKeyRule = "expected SHA256: and 43 characters, as `ssh-keygen -lf KEY.pub` prints them";
const peerRule =
  "expected an address, a block such as 10.0.0.0/8, a DNS name, a key's SHA256:… or USER@ and one of them";

describe("a server is refused", () => {
  it.each<[object, string]>([
    [{ known_port: "22" }, 'known_port: unknown key; did you mean "known_ports"?'],
    [{ colour: "red" }, `colour: unknown key; known are ${serverKeys}`],
    [{ ip: "192.0.2.300" }, `ip: ${addressRule}`],
    [{ ip: "0x7f.1" }, `ip: ${addressRule}`],
    [{ ip: "-rf" }, `ip: ${addressRule}`],
    [{ ip: "example.org:22" }, `ip: ${addressRule}`],
    [{ ip: "" }, `ip: ${addressRule}`],
    [{ ip: null }, "ip: expected text, got nothing"],
    [{ name: "../../etc" }, `name: ${nameRule}`],
    [{ name: `a${"b".repeat(63)}` }, `name: ${nameRule}`],
    [{ name: 42 }, "name: expected text, got a number; put it in quotes"],
    [{ type: "nod" }, 'type: expected one of node, miner, ping, got "nod"; did you mean node?'],
    [{ type: "Miner" }, 'type: expected one of node, miner, ping, got "Miner"; did you mean miner?'],
    [{ type: "web-server" }, 'type: expected one of node, miner, ping, got "web-server"'],
    [{ type: "s3cret" }, "type: expected one of node, miner, ping, got text"],
    [{ type: "a-word-of-many-letters" }, "type: expected one of node, miner, ping, got text"],
    [{ type: 1 }, "type: expected one of node, miner, ping, got a number"],
    [{ port: 0 }, "port: expected a port 1–65535, got 0"],
    [{ port: 65536 }, "port: expected a port 1–65535, got 65536"],
    [{ port: 22.5 }, "port: expected a port 1–65535, got 22.5"],
    [{ port: "22" }, "port: expected a port 1–65535 without quotes, got text"],
    [{ known_ports: "22, ssh" }, 'known_ports: expected a port 1–65535, got "ssh"'],
    [{ known_ports: "70000" }, 'known_ports: expected a port 1–65535, got "70000"'],
    [{ known_ports: "22/icmp" }, 'known_ports: expected a port 1–65535, got "22/icmp"'],
    [{ known_ports: "8010-8000" }, 'known_ports: expected the smaller port first, got "8010-8000"'],
    [{ known_ports: 70000 }, "known_ports: expected a port 1–65535, got 70000"],
    [{ known_ports: [22, 0] }, "known_ports[1]: expected a port 1–65535, got 0"],
    [{ known_ports: [22, {}] }, "known_ports[1]: expected a port, got a map"],
    [{ known_accounts: "alice, b:c" }, 'known_accounts: expected the name of an account, got "b:c"'],
    [{ expect: { backup: "soon" } }, 'expect: backup: expected an age of 1m–400d such as 26h, got "soon"'],
    [{ expect: { backup: 26 } }, 'expect: backup: expected an age of 1m–400d such as 26h, got "26"'],
    [{ expect: { "a/b": "1h" } }, 'expect: expected names of 1–40 letters, digits, ".", "_" and "-", got "a/b"'],
    [{ expect: "backup" }, "expect: expected a map, got text"],
    [{ thresholds: { dsik: "5%" } }, 'thresholds: "dsik": unknown threshold; did you mean "disk"?'],
    [
      { thresholds: { load: 4 } },
      'thresholds: "load": unknown threshold; known are disk, memory, inodes, cert, clock and "disk /mount/point"',
    ],
    [
      { thresholds: { disk: "100%" } },
      'thresholds: disk: expected a share of 0.1–99% or a size such as 20 GiB, or off, got "100%"',
    ],
    [{ thresholds: { inodes: "5 GiB" } }, 'thresholds: inodes: expected a share of 0.1–99%, or off, got "5 GiB"'],
    [{ thresholds: { cert: "36h" } }, 'thresholds: cert: expected 1d–365d, or off, got "36h"'],
    [{ depends_on: 7 }, "depends_on: expected names of servers, as text or as a list, got a number"],
    [{ confirm: 0 }, "confirm: expected a number of checks 1–100, got 0"],
    [{ confirm: "3" }, "confirm: expected a number of checks 1–100 without quotes, got text"],
    [
      { maintenance: "daily 1-3" },
      'maintenance: expected a window such as daily 01:00-03:00, sun 03:00-05:00 Europe/Berlin or 2026-12-01T22:00/2026-12-02T02:00, got "daily 1-3"',
    ],
    [{ thresholds: { clock: 10 } }, 'thresholds: clock: expected 1s–7d, or off, got "10"'],
    [{ known_ports: true }, `known_ports: ${portsRule}, got true or false`],
    [{ ssh_peers: "10.0.0.0/33" }, 'ssh_peers: expected a prefix /0–/32, got "10.0.0.0/33"'],
    [{ ssh_peers: "2001:db8::/129" }, 'ssh_peers: expected a prefix /0–/128, got "2001:db8::/129"'],
    [{ ssh_peers: "::ffff:10.0.0.0/8" }, 'ssh_peers: expected a prefix /96–/128, got "::ffff:10.0.0.0/8"'],
    [{ ssh_peers: "home/8" }, 'ssh_peers: expected a block such as 10.0.0.0/8, got "home/8"'],
    [{ ssh_peers: ["a b\u0007"] }, `ssh_peers: ${peerRule}, got "a b?"`],
    [{ ssh_peers: "SHA256:abc" }, `ssh_peers: ${peerKeyRule}, got "SHA256:abc"`],
    [{ ssh_peers: "deploy@MD5:16:27:ac" }, `ssh_peers: ${peerKeyRule}, got "MD5:16:27:ac"`],
    [{ ssh_peers: `sha256:${"A".repeat(43)}` }, `ssh_peers: ${peerKeyRule}, got "sha256:${"A".repeat(43)}"`],
    [{ ssh_peers: `SHA256:${"A".repeat(42)}B` }, `ssh_peers: ${peerKeyRule}, got "SHA256:${"A".repeat(42)}B"`],
    [{ ssh_peers: "*" }, `ssh_peers: ${peerRule}, got "*"`],
    [{ ssh_peers: "deploy@" }, `ssh_peers: ${peerRule}, got ""`],
    [{ ssh_peers: "deploy@10.0.0.0/33" }, 'ssh_peers: expected a prefix /0–/32, got "10.0.0.0/33"'],
    [{ ssh_peers: "@10.0.0.1" }, 'ssh_peers: expected a user name before the @, got "@10.0.0.1"'],
    [{ ssh_peers: "a/b@*" }, 'ssh_peers: expected a user name before the @, got "a/b@*"'],
    [{ group: "" }, `group: ${groupRule}`],
    [{ group: "a\nb" }, `group: ${groupRule}`],
    [{ group: " a" }, `group: ${groupRule}`],
    [{ group: "x".repeat(41) }, `group: ${groupRule}`],
    [{ group: 7 }, "group: expected text, got a number; put it in quotes"],
    [{ ping: "no" }, "ping: expected true or false, got text"],
    [{ ping: false }, `ping: ${unaskedRule}`],
    [{ ping: false, type: "ping", home_page: "https://example.com/" }, `ping: ${unaskedRule}`],
    [{ ping: false, type: "miner", home_page: "https://example.com/" }, `ping: ${unaskedRule}`],
    [{ prot: 22 }, 'prot: unknown key; did you mean "port"?'],
    [{ ip: "bücher example" }, `ip: ${addressRule}`],
    [{ ip: "☃.example" }, `ip: ${addressRule}`],
    [{ home_page: "example.com" }, `home_page: ${pageRule}; it does not begin with https:// or http://`],
    [{ home_page: "ftp://me:s3cret@example.com/" }, `home_page: ${pageRule}, got the scheme "ftp"`],
    [
      { home_page: "https://me:s3cret@example.com/" },
      "home_page: must not contain a user name or password; remove them",
    ],
    [{ home_page: "https://exa\nmple.com/" }, `home_page: ${pageRule}`],
    [{ home_page: "https://" }, `home_page: ${pageRule}`],
    [{ host_key: "MD5:aa:bb" }, `host_key: ${fingerprintRule}`],
    [{ host_key: [`SHA256:${"A".repeat(42)}`] }, `host_key[0]: ${fingerprintRule}`],
    [{ verify: 1 }, "verify: expected true, false, the path of a certificate or its PEM text, got a number"],
    [{ verify: "" }, "verify: expected true, false, the path of a certificate or its PEM text"],
    [
      { verify: "no/such.pem" },
      'verify: cannot read "no/such.pem": no such file; give true, false, the path of a certificate or its PEM text',
    ],
    [{ verify: seedSample }, "verify: the file holds no certificate (-----BEGIN CERTIFICATE----- … -----END …)"],
    [
      { verify: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
      "verify: holds a damaged certificate; export it again as PEM",
    ],
    [{ creds: { username: "me" } }, "creds: expected a list of credentials or of names from credentials, got a map"],
    [{ creds: [5] }, "creds[0]: expected a credential or a name from credentials, got a number"],
    [{ creds: "pj" }, 'creds: no such name in credentials; did you mean "pi"?'],
    [{ creds: ["hunter2"] }, "creds[0]: no such name in credentials; define it in the input `credentials`"],
  ])("for %j", (server, message) => {
    expect(refusals(server, undefined, pi)).toEqual([`servers[0].${message}`]);
  });
});

describe("a credential is refused", () => {
  const whole = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----";

  it.each<[object, string]>([
    [{ password: "s3cret" }, ".username: missing; give the user to log in as"],
    [{ username: "", password: "s3cret" }, ": expected a user name without line breaks or blanks around it"],
    [{ username: "me" }, ": has no way to log in; add password, key_filename or private_key"],
    [{ username: "me", password: "" }, ": has no way to log in; add password, key_filename or private_key"],
    [{ username: "me", password: 12345 }, ".password: expected text, got a number; put it in quotes"],
    [{ username: "me", key_filename: "k", private_key: whole }, ": has both key_filename and private_key; keep one"],
    [{ username: " me", password: "x" }, ": expected a user name without line breaks or blanks around it"],
    [{ username: "me", password: "\n" }, ": has no way to log in; add password, key_filename or private_key"],
    [{ username: "me", password: "x", timeout: 5 }, `: unknown key; known are ${identityKeys}`],
    [{ username: "me", password: "x", pasword: "s3cret" }, '.pasword: unknown key; did you mean "password"?'],
    [{ username: "me", password: "x", Passw0rd: null }, ': unknown key; did you mean "password"?'],
  ])("for %j, in creds and in credentials alike", (identity, message) => {
    expect(refusals({ creds: [identity] })).toEqual([`servers[0].creds[0]${message}`]);
    const credentials = JSON.stringify({ me: identity });
    expect(refusals({ creds: "me" }, undefined, credentials)).toEqual([`credentials.me${message}`]);
  });
});

describe("credentials are refused", () => {
  it.each([
    ["[]", "credentials: expected a map of names to credentials, or the path of a file that has one, got a list"],
    ["hunter2", "credentials: expected a map of names to credentials, or the path of a file that has one, got text"],
    ["{username: me, Passw0rd}", "credentials: a credential without a name; put it under a name"],
    ["{me: {username: me, password: x}, hunter2}", `credentials: entry 2: ${expectedIdentity("nothing")}`],
    ["me: s3cret", `credentials: entry 1: ${expectedIdentity("text")}`],
    ["-x: {username: me, password: x}", `credentials: entry 1: the name: ${nameRule}`],
    ["me: {username: me}\nme: {username: me}", "credentials: line 2, column 1: this key appears twice; keep one"],
    [
      "no/such.yml",
      'credentials: cannot read "no/such.yml": no such file; give the path of a file or the credentials itself',
    ],
  ])("for %j", (credentials, message) => {
    expect(reading("192.0.2.1", credentials).errors).toEqual([message]);
  });

  it("without calling the names in the inventory unknown as well", () => {
    expect(refusals({ creds: "pi" }, undefined, "pi: [")).toHaveLength(1);
  });
});

describe("an inventory is refused", () => {
  it.each([
    ["", "inventory: missing; give the path of a file, or JSON, YAML or one host per line"],
    ["# none yet", "inventory: holds no host; give one per line, or JSON or YAML"],
    ["5 hosts", `inventory: line 1: ${addressRule}`],
    ["192.0.2.1\n\n192.0.2.1", "inventory: line 3: the same host as line 1; keep one"],
    ["[]", 'inventory: expected a map with the key "servers", got a list'],
    ["defaults: {}", 'servers: missing; list the servers, each with an "ip"'],
    ["servers:", "servers: expected a list of servers, got nothing"],
    ["servers: []", "servers: has no server; add at least one with an ip"],
    ["servers: [{name: a}]", "servers[0].ip: missing; give its IPv4 address, IPv6 address or DNS name"],
    ["servers: [{self: true, name: pi, ip: a}]", "servers[0].self: the server has an ip, too; leave one of them out"],
    ["servers: [{self: true}]", "servers[0].name: missing; the monitor's own machine has no ip by which to call it"],
    [
      "servers: [{self: true, name: pi}]\ndefaults: {type: ping}",
      "servers[0].self: a server of type ping is only pinged; expected node or miner",
    ],
    ["servers: [{self: 1, name: pi}]", "servers[0].self: expected true or false, got a number"],
    ["servers: [{self: false, name: pi}]", "servers[0].ip: missing; give its IPv4 address, IPv6 address or DNS name"],
    ["servers: [a]", "servers[0]: expected a server (a map with an ip), got text"],
    ["servers: [[a]]", "servers[0]: expected a server (a map with an ip), got a list"],
    ["servers: [{ip: a}]\nserver: []", 'server: unknown key; did you mean "servers"?'],
    [
      '{"servers": [{"ip": "a"}], "__proto__": {}}',
      "__proto__: unknown key; known are servers, defaults, maintenance, email_dest",
    ],
    ['servers: [{ip: a}]\n"<b>": 1', '["…"]: unknown key; known are servers, defaults, maintenance, email_dest'],
    ["servers: [{ip: a}]\nemail_dest: a@b, c", "email_dest: entry 2: expected a mail address such as me@example.com"],
    ["servers: [{ip: a}, {ip: b}]\ndefaults: {port: 0}", "defaults.port: expected a port 1–65535, got 0"],
    ["servers: [{ip: a}]\ndefaults: {ip: b}", `defaults.ip: unknown key; known are ${serverKeys.slice(16)}`],
    ["servers: [{ip: a}]\ndefaults: {prot: 22}", 'defaults.prot: unknown key; did you mean "port"?'],
    ["servers: [{ip: a}]\ndefaults: {ping: false}", `servers[0].ping: ${unaskedRule}`],
    ["servers: [{ip: a, name: Web}, {ip: b, name: web}]", `servers[1].name: ${sameButCase}`],
    ["servers: [{ip: bücher.example}, {ip: BÜCHER.example.}]", `servers[1].ip: ${same}`],
    [
      "servers: [{ip: a, name: web, depends_on: ruoter}, {ip: b, name: router}]",
      'servers[0].depends_on: no server is called "ruoter"; did you mean "router"?',
    ],
    [
      "servers: [{ip: a, name: web, depends_on: [router, gone-for-good]}, {ip: b, name: router}]",
      'servers[0].depends_on: no server is called "gone-for-good"; give the name of a server of this inventory',
    ],
    ["servers: [{ip: a, name: web, depends_on: web}]", "servers[0].depends_on: it depends on itself, by web → web"],
    ["192.0.2.1\nBad host:\n192.0.2.2", `inventory: line 2: ${addressRule}`],
    ["- 192.0.2.1\n192.0.2.2\n192.0.2.3", `inventory: line 1: ${addressRule}`],
    ["web.example\nWEB.example", "inventory: line 2: the same host as line 1; keep one"],
    ["servers: [{ip: A.}, {ip: a}]", "servers[1].ip: the same as servers[0]; give every server a unique name"],
    [
      "servers: [{ip: a, name: x}, {ip: b}, {ip: c, name: x}]",
      "servers[2].name: the same as servers[0]; give every server a unique name",
    ],
    [
      "servers: [{ip: a}, {ip: b, name: a}]",
      "servers[1].name: the same as servers[0]; give every server a unique name",
    ],
  ])("for %j", (inventory, message) => {
    expect(reading(inventory).errors).toEqual([message]);
  });

  it("for each server of a circle of dependencies, and for none that leads into it", () => {
    const inventory = `servers:
  - { ip: a, name: web, depends_on: b-1 }
  - { ip: b, name: b-1, depends_on: "b-2, other" }
  - { ip: c, name: b-2, depends_on: b-1 }
  - { ip: d, name: other }`;
    expect(reading(inventory).errors).toEqual([
      "servers[1].depends_on: it depends on itself, by b-1 → b-2 → b-1",
      "servers[2].depends_on: it depends on itself, by b-2 → b-1 → b-2",
    ]);
  });

  it("with all errors of both texts at once", () => {
    const inventory = "servers:\n  - {ip: '?', port: 0, known_ports: 'a,b'}\n  - {ip: '?', name: '-'}\nemail_dest: me";
    expect(reading(inventory, "pi: {username: pi}")).toMatchObject({
      errors: [
        `servers[0].ip: ${addressRule}`,
        "servers[0].port: expected a port 1–65535, got 0",
        'servers[0].known_ports: expected a port 1–65535, got "a"',
        'servers[0].known_ports: expected a port 1–65535, got "b"',
        `servers[1].ip: ${addressRule}`,
        `servers[1].name: ${nameRule}`,
        "email_dest: entry 1: expected a mail address such as me@example.com",
        "credentials.pi: has no way to log in; add password, key_filename or private_key",
      ],
    });
  });
});

function expectedIdentity(got: string): string {
  return `expected a credential (a map with a username), got ${got}`;
}
