import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection, ServerChannel } from "ssh2";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type Probed, type ProbeSettings, probeHost } from "../../src/check-host.ts";
import type { Host } from "../../src/inventory/host.ts";
import { JumpHosts } from "../../src/probes/jump-hosts.ts";
import { rowOf } from "../../src/row/row.ts";
import { stateOf } from "../../src/row/state.ts";
import { loadKeys } from "../../src/ssh/keys.ts";
import { fingerprint } from "../../src/ssh/trust.ts";
import { Certificates } from "../support/certificates.ts";
import { oddHostKey, startSsh2, startTcp } from "../support/hostile-ssh.ts";
import { hostOf, withKey, withPassword } from "../support/ssh-session.ts";
import { currentUser, freePort, type KeyFile, makeKey, type Sshd, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp, startHttps } from "../support/web.ts";

const timeoutMs = 20_000;

let folder = "";
let key: KeyFile;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-monitor-jump-"));
  chmodSync(folder, 0o755);
  key = makeKey(join(folder, "key"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Talkative enough to tell logins and forwarded connections. */
async function sshd(config: readonly string[] = [], keyOptions = ""): Promise<Sshd> {
  const users = { [currentUser]: [`${keyOptions} ${key.publicKey}`] };
  const server = await startSshd({ users, config: ["LogLevel DEBUG1", ...config] });
  onTestFinished(() => server.stop());
  return server;
}

function hostAt(server: { port: number; hostKeys: readonly { fingerprint: string }[] }, id: string, via?: Host): Host {
  const hostKeys = server.hostKeys.map(({ fingerprint }) => fingerprint);
  const host = hostOf({ port: server.port, identities: [withKey(currentUser, key.path)], hostKeys });
  return { ...host, id, ping: false, via };
}

/** An ssh2 server, as a host. */
function oddHost({ port }: { port: number }, id: string, via?: Host): Host {
  const shown = fingerprint(Buffer.from(oddHostKey.public.split(" ")[1] ?? "", "base64"));
  return hostAt({ port, hostKeys: [{ fingerprint: shown }] }, id, via);
}

async function settingsFor(hosts: readonly Host[], limitMs = timeoutMs): Promise<ProbeSettings> {
  return {
    time: new Date("2026-11-22T21:32:05Z"),
    clockMs: () => 0,
    timeoutMs: limitMs,
    environment: {},
    previousBoot: () => ({}),
    ssh: {
      keys: await loadKeys(hosts),
      knownHosts: { entries: [], warnings: [] },
      hostKeyPolicy: "strict",
      lookUp: async () => [],
    },
  };
}

/** Side by side, over the same connections to jump hosts. */
async function probeAll(hosts: readonly Host[], limitMs?: number): Promise<Probed[]> {
  const settings = await settingsFor(hosts, limitMs);
  const jumpHosts = new JumpHosts(settings);
  const probed = await Promise.all(hosts.map((host) => probeHost(host, { ...settings, jumpHosts })));
  jumpHosts.close();
  return probed;
}

async function probe(host: Host, limitMs?: number): Promise<Probed> {
  const [probed] = await probeAll([host], limitMs);
  if (probed === undefined) throw new Error("nothing was probed");
  return probed;
}

const errorsOf = ({ result }: Probed) => rowOf(result).errors;
const detailOf = ({ result }: Probed) => result.problems.map(({ detail }) => detail.untrusted).join("; ");
const connectionsTo = (server: Sshd) => server.log().match(/^Connection from /gm)?.length ?? 0;
const loginsAt = (server: Sshd) => server.log().match(/userauth-request/g)?.length ?? 0;
const forwardedBy = (server: Sshd) => server.log().match(/direct_tcpip: originator/g)?.length ?? 0;

describeWith(sshdTools, "hosts behind a bastion", () => {
  it("are asked over one connection to it, which is closed at the end", async () => {
    const [gate, one, two] = await Promise.all([sshd(), sshd(), sshd()]);
    const bastion = hostAt(gate, "bastion");
    const probed = await probeAll([hostAt(one, "one", bastion), hostAt(two, "two", bastion)]);
    for (const { result } of probed) {
      const row = rowOf(result);
      expect(row).toMatchObject({ errors: [], memAvailMib: expect.any(Number), pingMs: undefined, loss: undefined });
      expect(stateOf(row)).toBe("up");
      // They see the bastion's address, which is not ours.
      expect(result.facts?.clientAddress).toBeUndefined();
    }
    expect([connectionsTo(gate), forwardedBy(gate)]).toEqual([1, 2]);
    await gate.logged(/Received disconnect from 127.0.0.1 port \d+:11/);
  });

  it("are asked over up to three bastions in a row", async () => {
    const [first, second, third, target] = await Promise.all([sshd(), sshd(), sshd(), sshd()]);
    const way = hostAt(third, "third", hostAt(second, "second", hostAt(first, "first")));
    expect(errorsOf(await probe(hostAt(target, "target", way)))).toEqual([]);
    expect([first, second, third].map(forwardedBy)).toEqual([1, 1, 1]);
  });

  it("get no login where their key is not the trusted one; the others are asked all the same", async () => {
    const [gate, good, bad] = await Promise.all([sshd(), sshd(), sshd()]);
    const bastion = hostAt(gate, "bastion");
    const impostor = { ...hostAt(bad, "bad", bastion), hostKeys: [key.fingerprint] };
    const [asked, refused] = await probeAll([hostAt(good, "good", bastion), impostor]);
    expect([asked, refused].map((each) => each && errorsOf(each))).toEqual([[], ["ssh:host-key-changed"]]);
    expect(connectionsTo(bad)).toBe(1);
    expect(loginsAt(bad)).toBe(0);
  });

  it("are not reached where the bastion's key is not the trusted one, and it gets no login", async () => {
    const [gate, target] = await Promise.all([sshd(), sshd()]);
    const bastion = { ...hostAt(gate, "bastion"), hostKeys: [key.fingerprint] };
    const probed = await probeAll([hostAt(target, "one", bastion), hostAt(target, "two", bastion)]);
    expect(probed.map(errorsOf)).toEqual([["ssh:via"], ["ssh:via"]]);
    expect(probed.map(({ result }) => stateOf(rowOf(result)))).toEqual(["down", "down"]);
    expect(probed.map(detailOf)[0]).toMatch(/^the jump host bastion failed: the host key changed: /);
    expect([connectionsTo(gate), loginsAt(gate), connectionsTo(target)]).toEqual([1, 0, 0]);
  });

  it("are not reached where the second of two bastions shows another key", async () => {
    const [first, second, target] = await Promise.all([sshd(), sshd(), sshd()]);
    const impostor = { ...hostAt(second, "second", hostAt(first, "first")), hostKeys: [key.fingerprint] };
    const probed = await probe(hostAt(target, "target", impostor));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(/^the jump host second failed: the host key changed/);
    expect([loginsAt(second), connectionsTo(target)]).toEqual([0, 0]);
  });

  it("say that it is their bastion that is down", async () => {
    const target = await sshd();
    const bastion = hostAt({ port: await freePort(), hostKeys: [] }, "bastion");
    const probed = await probe(hostAt(target, "target", hostAt({ port: 1, hostKeys: [] }, "inner", bastion)));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    // The first one to fail is to blame, and named once.
    expect(detailOf(probed)).toBe("the jump host bastion failed: the host refused the connection to its SSH port");
  });

  it("say that it is their bastion that lets nobody in, after one login", async () => {
    const [gate, target] = await Promise.all([sshd(), sshd()]);
    const stranger = makeKey(join(folder, "stranger"));
    const bastion = { ...hostAt(gate, "bastion"), identities: [withKey(currentUser, stranger.path)] };
    const probed = await probeAll([hostAt(target, "one", bastion), hostAt(target, "two", bastion)]);
    expect(probed.map(errorsOf)).toEqual([["ssh:via"], ["ssh:via"]]);
    expect(detailOf(probed[1] ?? (await probe(bastion)))).toMatch(/bastion failed: the host refused the login: key/);
    expect(connectionsTo(gate)).toBe(1);
  });

  it("say how to let the bastion forward, where it does not", async () => {
    const [gate, target] = await Promise.all([sshd(["AllowTcpForwarding no"]), sshd()]);
    const probed = await probe(hostAt(target, "target", hostAt(gate, "bastion")));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(
      /^the jump host bastion failed: it refuses to forward .*AllowTcpForwarding to local or yes/,
    );
  });

  it("are reached with a key that may forward to them alone", async () => {
    const [target, other] = await Promise.all([sshd(), sshd()]);
    const gate = await sshd([], `restrict,port-forwarding,permitopen="127.0.0.1:${target.port}",command="false"`);
    const bastion = hostAt(gate, "bastion");
    const probed = await probeAll([hostAt(target, "target", bastion), hostAt(other, "other", bastion)]);
    expect(probed.map(errorsOf)).toEqual([[], ["ssh:via"]]);
  });

  it("are themselves to blame where the bastion does not get through to them", async () => {
    const gate = await sshd();
    const bastion = hostAt(gate, "bastion");
    const closed = hostAt({ port: await freePort(), hostKeys: [] }, "closed", bastion);
    const nameless = { ...closed, id: "nameless", address: "no-such-host.invalid" };
    const silent = await startTcp((socket) => socket.end());
    onTestFinished(() => silent.stop());
    const probed = await probeAll([closed, nameless, hostAt({ ...silent, hostKeys: [] }, "silent", bastion)]);
    // Where no name server answers, the bastion is late.
    expect(probed.map(errorsOf)).toEqual([
      ["ssh:refused"],
      [expect.stringMatching(/^ssh:(dns|timeout)$/)],
      ["ssh:closed"],
    ]);
    expect(connectionsTo(gate)).toBe(1);
  });

  it("have their pages asked through it, at a name that only it may know", async () => {
    const gate = await sshd();
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    const [mine, other] = [certificates.make({ names: "DNS:localhost" }), certificates.make()];
    const page = await startHttps({ cert: mine.cert, key: mine.key }, (request, response) => {
      if (request.url === "/") response.writeHead(302, { location: "/health" });
      response.end("x".repeat(100_000));
    });
    const plain = await startHttp((_request, response) => response.end());
    const bastion = hostAt(gate, "bastion");
    const at = (url: string, verify: boolean | string): Host => ({
      ...{ ...hostAt(gate, url, bastion), identities: [], homePage: new URL(url), verify },
    });
    const probed = await probeAll([
      at(`https://localhost:${page.port}/`, mine.cert),
      at(`https://localhost:${page.port}/health`, other.cert),
      at(`http://127.0.0.1:${plain.port}/`, true),
      at(`http://127.0.0.1:${await freePort()}/`, true),
      at("http://no-such-host.invalid/", true),
    ]);
    const seen = probed.map(({ result }) => [result.page?.status, ...rowOf(result).errors]);
    expect(seen).toEqual([
      [200],
      [200, "http:tls"],
      [200],
      [undefined, "http:refused"],
      [undefined, expect.stringMatching(/^http:(dns|failed|timeout)$/)],
    ]);
    // The redirect is one more.
    expect([connectionsTo(gate), forwardedBy(gate)]).toEqual([1, 6]);
  });

  it("do not send us through it to another host that their page redirects to", async () => {
    const gate = await sshd();
    const other = await startHttp((_request, response) => response.end());
    const page = await startHttp((_request, response) => {
      response.writeHead(302, { location: `http://localhost:${other.port}/` }).end();
    });
    const homePage = new URL(`http://127.0.0.1:${page.port}/`);
    const host = { ...hostAt(gate, "host", hostAt(gate, "bastion")), identities: [], homePage };
    expect((await probe(host)).result.page?.status).toBe(302);
    expect(forwardedBy(gate)).toBe(1);
  });

  it("have pages that say ssh:via where the bastion is down", async () => {
    const bastion = hostAt({ port: await freePort(), hostKeys: [] }, "bastion");
    const homePage = new URL("http://127.0.0.1/");
    const host = { ...hostAt({ port: 22, hostKeys: [] }, "host", bastion), homePage };
    expect(errorsOf(await probe(host))).toEqual(["ssh:via"]);
  });
});

describeWith(sshdTools, "a bastion that is not well", () => {
  type Forward = (accept: () => ServerChannel, socket: Socket) => void;

  /** What it does when it is asked for a connection. */
  async function bastionThat(forward: Forward): Promise<Host> {
    const server = await startSsh2({
      connection: (client: Connection, socket: Socket) => {
        client.on("authentication", (context) => context.accept());
        client.on("tcpip", (accept) => forward(accept, socket));
      },
    });
    onTestFinished(() => server.stop());
    return oddHost(server, "bastion");
  }

  const behind = (bastion: Host) => oddHost({ port: 22 }, "target", bastion);

  it("is told apart from the hosts behind it when it hangs", async () => {
    const bastion = await bastionThat((_accept, socket) => void socket.pause());
    const probed = await probe(behind(bastion), 1500);
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toBe("the jump host bastion failed: no answer while forwarding connections");
  });

  it("is told apart from the hosts behind it when it hangs in the middle of their session", async () => {
    const bastion = await bastionThat((accept, socket) => {
      accept().write("SSH-2.0-Odd_1.0\r\n");
      socket.pause();
    });
    expect(errorsOf(await probe(behind(bastion), 1500))).toEqual(["ssh:via"]);
  });

  it("is not to blame where it is there, and the host behind it is not", async () => {
    const bastion = await bastionThat(() => {});
    expect(errorsOf(await probe(behind(bastion), 1500))).toEqual(["ssh:timeout"]);
  });

  it("is to blame when it never lets us in", async () => {
    const server = await startTcp(() => {});
    onTestFinished(() => server.stop());
    const probed = await probe(behind(oddHost(server, "bastion")), 500);
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(/^the jump host bastion failed: no answer in time/);
  });

  it("is to blame when it hangs up", async () => {
    const bastion = await bastionThat((accept, socket) => {
      accept().write("SSH-2.0-Odd_1.0\r\n", () => socket.end());
    });
    const probed = await probe(behind(bastion));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(/^the jump host bastion failed: the host closed the connection/);
  });

  it("is to blame for garbage outside of the streams", async () => {
    const bastion = await bastionThat((_accept, socket) => void socket.write(Buffer.alloc(1024, 7)));
    const probed = await probe(behind(bastion));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(/^the jump host bastion failed: the host violated the SSH protocol/);
  });

  it("cannot make more of garbage within a stream than the host behind it could", async () => {
    const garbage = await bastionThat((accept) => accept().end("welcome\r\n"));
    const probed = await probe(behind(garbage));
    expect(errorsOf(probed)).toEqual(["ssh:protocol"]);
    expect(detailOf(probed)).toContain('it says "welcome"');
    const flood = await bastionThat((accept) => accept().write(`SSH-2.0-Odd_1.0\r\n${"x".repeat(1 << 20)}`));
    expect(errorsOf(await probe(behind(flood)))).toEqual(["ssh:protocol"]);
  });

  it("cannot send more than its streams hold", async () => {
    const bastion = await bastionThat((accept) => {
      const channel = accept();
      // ssh2's server keeps to the window, which nobody reads here.
      Object.assign(channel, { outgoing: { ...Object(Reflect.get(channel, "outgoing")), window: 1 << 30 } });
      channel.stderr.write(Buffer.alloc(6 << 20));
    });
    const probed = await probe(behind(bastion));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(detailOf(probed)).toMatch(/^the jump host bastion failed: the host sent more than 4608 KiB/);
  });

  it("cannot have its password shown by the hosts behind it", async () => {
    const server = await startSsh2({
      authenticate: (context) => {
        // ssh2's types allow real methods only.
        if (context.method === "password") Reflect.apply(context.reject, context, [[`${context.password} is wrong`]]);
        else context.reject(["password"]);
      },
    });
    onTestFinished(() => server.stop());
    const bastion = { ...oddHost(server, "bastion"), identities: [withPassword("pi", "correct horse")] };
    const probed = await probe(behind(bastion));
    expect(errorsOf(probed)).toEqual(["ssh:via"]);
    expect(JSON.stringify([probed.result.problems, probed.transcript])).not.toContain("correct horse");
  });
});
