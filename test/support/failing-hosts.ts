/** Hosts that fail, one in each way in which a secret takes part. What strangers among them were told is written down. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Canaries, keyCanaries, newAddress, newName, newSecret, newToken } from "./canaries.ts";
import { Certificates } from "./certificates.ts";
import { type OddServer, startSsh2, startTcp } from "./hostile-ssh.ts";
import { currentUser, type KeyKind, makeKey, type Sshd, startSshd } from "./sshd.ts";
import type { Inputs } from "./watched-run.ts";
import { closedPort, startHttp, startHttps, startRaw } from "./web.ts";

export interface FailingHosts {
  readonly inputs: Inputs;
  /** What the column `errors` says of each. */
  readonly errors: Readonly<Record<string, RegExp>>;
  /** Secrets that a log must mask, and those of which it cannot know. */
  readonly masked: Canaries;
  readonly unmasked: Canaries;
  /** An SSH server with another key than the trusted one, and how often it got as far as a login. */
  readonly impostor: OddServer;
  readonly impostorLogins: () => number;
  /** Requests to web servers that should not learn what stands in the address of the page. */
  readonly strangersHeard: readonly string[];
}

interface FailingHost {
  readonly errors: RegExp;
  readonly server: { readonly name: string };
}

export async function failingHosts(): Promise<FailingHosts> {
  const secret = {
    password: newSecret(),
    shared: newSecret(),
    passphrase: newSecret(),
    "wrong passphrase": newSecret(),
  };
  const address = { known: newAddress(), changed: newAddress(), unknown: newAddress(), dead: newAddress() };
  const name = newName();
  const unmasked = { page: newToken(), "page that is not trusted": newToken(), "known hosts": newToken() };
  const key = keyText();
  const stranger = keyText();
  const encrypted = keyText("ed25519", secret.passphrase);
  const sshd = await sshdAt([address.known], [key.publicKey, encrypted.publicKey]);
  const others = await sshdAt([address.changed, address.unknown], [key.publicKey]);
  let impostorLogins = 0;
  const impostor = await stopAfterTest(startSsh2({ authenticate: () => (impostorLogins += 1) }));
  const { pages, strangersHeard } = await failingPages(unmasked.page, unmasked["page that is not trusted"]);

  const host =
    (place: { ip: string; port: number }) =>
    (errors: RegExp, name: string, identity: object, more = {}) => ({
      errors,
      server: { name, ...place, creds: [{ username: currentUser, ...identity }], ...more },
    });
  const known = host({ ip: address.known, port: sshd.port });
  const here = (server: OddServer) => host({ ip: "127.0.0.1", port: server.port });
  const byPassword = { password: secret.password };
  const byKey = { private_key: key.text };
  const twice = { creds: ["shared", { username: currentUser, private_key: stranger.text }, "shared"] };
  const hosts: FailingHost[] = [
    known(/^ssh:auth$/, "wrong-password", byPassword),
    known(/^ssh:auth$/, "wrong-key", { private_key: stranger.text }),
    known(/^ssh:auth$/, "wrong-everything", {}, twice),
    known(/^ssh:key-unreadable$/, "no-file", { key_filename: "/nowhere/id", passphrase: secret.passphrase }),
    known(/^ssh:key-unreadable$/, "folder", { key_filename: "/tmp" }),
    known(/^ssh:key-unreadable$/, "damaged-key", { private_key: key.text.replace(/\n(.{20}).*\n/, "\n$1\n") }),
    known(/^ssh:key-unreadable$/, "cut-key", { private_key: key.text.slice(0, 120) }),
    known(/^ssh:key-unreadable$/, "public-key", { private_key: key.text.replaceAll("PRIVATE", "PUBLIC") }),
    known(/^ssh:key-unreadable$/, "putty-key", { private_key: key.text.replace(/^.*/, "PuTTY-User-Key-File-3: rsa") }),
    known(/^ssh:key-unreadable$/, "pkcs8-key", { private_key: key.text.replaceAll("OPENSSH", "ENCRYPTED") }),
    known(/^ssh:key-unreadable$/, "no-passphrase", { private_key: encrypted.text }),
    known(/^ssh:key-unreadable$/, "wrong-passphrase", {
      private_key: encrypted.text,
      passphrase: secret["wrong passphrase"],
    }),
    host({ ip: address.changed, port: others.port })(/^ssh:host-key-changed$/, "changed", byKey),
    host({ ip: address.unknown, port: others.port })(/^ssh:host-key-unknown$/, "unknown", byKey),
    host({ ip: address.dead, port: await closedPort() })(/^ssh:refused$/, "refused", byPassword),
    host({ ip: name, port: 22 })(/^(ping:unreachable\+ssh:(dns|timeout)|monitor:offline)$/, "nameless", byPassword),
    here(impostor)(/^ssh:host-key-changed$/, "impostor", byPassword),
    here(impostor)(/^ssh:host-key-changed$/, "impostor-of-pinned", byPassword, {
      host_key: `SHA256:${"A".repeat(43)}`,
    }),
    ...pages,
  ];
  const knownHosts = [
    knownHostsOf(sshd, [address.known]),
    `[${address.changed}]:${others.port} ${key.publicKey}`,
    `[127.0.0.1]:${impostor.port} ${key.publicKey}`,
    // What people paste by mistake.
    `${unmasked["known hosts"]} is no line of known hosts`,
    key.text,
  ];
  return {
    inputs: {
      inventory: JSON.stringify({ servers: hosts.map(({ server }) => server), defaults: { known_ports: "1-65535" } }),
      credentials: JSON.stringify({ shared: { username: currentUser, password: secret.shared } }),
      "known-hosts": knownHosts.join("\n"),
    },
    errors: Object.fromEntries(hosts.map(({ server, errors }) => [server.name, errors])),
    masked: {
      ...secret,
      ...address,
      name,
      ...keyCanaries("key", key.text),
      ...keyCanaries("stranger's key", stranger.text),
      ...keyCanaries("encrypted key", encrypted.text),
    },
    unmasked,
    impostor,
    impostorLogins: () => impostorLogins,
    strangersHeard,
  };
}

/** Hosts that take a connection and say nothing: whatever else the machine does meanwhile, their time runs out. */
export async function silentHosts() {
  const [password, page] = [newSecret(), newToken()];
  const ssh = await stopAfterTest(startTcp(() => {}));
  const web = await startRaw(() => {});
  const servers = [
    { name: "silent", ip: "127.0.0.1", port: ssh.port, creds: [{ username: currentUser, password }] },
    { name: "silent-page", ip: "127.0.0.1", home_page: `${web.origin}/?key=${page}` },
  ];
  const inputs = { inventory: JSON.stringify({ servers }), timeout: "4" };
  const errors = { silent: /ssh:timeout$/, "silent-page": /http:timeout$/ };
  return { inputs, errors, masked: { password }, unmasked: { page } };
}

/** Pages with a token in their address, on servers that fail, and on some that should not be told it. */
async function failingPages(token: string, untrustedToken: string) {
  const certificates = new Certificates();
  onTestFinished(() => certificates.remove());
  const { key, cert } = certificates.make();
  const strangersHeard: string[] = [];
  const write = ({ url, rawHeaders }: IncomingMessage) => void strangersHeard.push([url, ...rawHeaders].join("\n"));
  const untrusted = await startHttps({ key, cert }, (request, response) => response.end(write(request)));
  const elsewhere = await startHttp((request, response) => response.end(write(request)));
  const redirecting = async (location: string) =>
    startHttp((_request, response) => response.writeHead(302, { location }).end());
  const away = await redirecting(elsewhere.origin.replace("127.0.0.1", "127.0.0.2"));
  const onward = await redirecting(`${elsewhere.origin}/next`);
  const page = (errors: RegExp, name: string, origin: string, secret = token) => ({
    errors,
    server: { name, ip: "127.0.0.1", home_page: `${origin}/?key=${secret}` },
  });
  const pages: FailingHost[] = [
    page(/^http:tls$/, "untrusted-page", untrusted.origin, untrustedToken),
    page(/^$/, "redirected-away", away.origin),
    page(/^$/, "redirected-onward", onward.origin),
    page(/^http:refused$/, "refused-page", `http://127.0.0.1:${await closedPort()}`),
    page(/^http:tls$/, "page-without-tls", away.origin.replace("http:", "https:")),
  ];
  return { pages, strangersHeard };
}

/** A key pair of which the private half is a text. */
export function keyText(kind: KeyKind = "ed25519", passphrase = "", more: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-key-"));
  const { path, publicKey } = makeKey(join(folder, "key"), kind, passphrase, more);
  const text = readFileSync(path, "utf8");
  rmSync(folder, { recursive: true });
  return { publicKey, text };
}

/** One sshd at all of the addresses, until the test ends. */
export function sshdAt(addresses: readonly string[], publicKeys: readonly string[]): Promise<Sshd> {
  const [address = "", ...others] = addresses;
  const config = [...others.map((other) => `ListenAddress ${other}`), "MaxStartups 100"];
  return stopAfterTest(startSshd({ address, users: { [currentUser]: publicKeys }, config }));
}

export function knownHostsOf({ hostKeys, port }: Sshd, addresses: readonly string[]): string {
  return addresses.flatMap((address) => hostKeys.map((key) => `[${address}]:${port} ${key.publicKey}\n`)).join("");
}

export async function stopAfterTest<Server extends { stop: () => Promise<void> }>(
  starting: Promise<Server>,
): Promise<Server> {
  const server = await starting;
  onTestFinished(server.stop);
  return server;
}
