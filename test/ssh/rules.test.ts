/** The rules for ssh2 that were learnt the hard way, as far as no other test holds them. */
import { afterEach, describe, expect, it } from "vitest";
import { parseServerOffer } from "../../src/ssh/kexinit.ts";
import { attacks } from "../support/hostile/answers.ts";
import { dropByDrop, impostors } from "../support/hostile/handshakes.ts";
import { knownHostsLine } from "../support/hostile/host.ts";
import { loginHosts } from "../support/hostile/logins.ts";
import { sessionHosts } from "../support/hostile/sessions.ts";
import {
  identification,
  type OddServer,
  oddHostKey,
  plainPacketTypes,
  type Ssh2ServerOptions,
  startSsh2,
  startTcp,
} from "../support/hostile-ssh.ts";
import { codesOf, detailOf, endMark, runOn, type SessionRequest, withPassword } from "../support/ssh-session.ts";

let server: OddServer | undefined;
afterEach(() => server?.stop());

const identities = [withPassword("pi", "hunter2")];

async function ask(options: Ssh2ServerOptions) {
  server = await startSsh2(options);
  return runOn({ port: server.port, knownHosts: `[127.0.0.1]:${server.port} ${oddHostKey.public}`, identities });
}

/** A host of the battery in test/e2e/hostile.test.ts, alone. */
async function askHostile(name: string, request: Partial<SessionRequest> = {}) {
  const host = [...impostors, ...loginHosts, ...sessionHosts].find((each) => each.name === name);
  if (host === undefined) throw new Error(`there is no ${name}`);
  server = await host.start();
  const { port } = server;
  const outcome = await runOn({ port, knownHosts: knownHostsLine(host, server), identities, ...request });
  await server.abandoned();
  return outcome;
}

describe("rule 1: the verdict on a host key is given at once, and stands", () => {
  it.each([
    ["another key", "has-another-key-and-lets-us-in", "ssh:host-key-changed"],
    ["an unknown key", "has-an-unknown-key-and-lets-us-in", "ssh:host-key-unknown"],
  ])("whatever a host with %s sends along with it", async (_what, name, code) => {
    const outcome = await askHostile(name);
    expect(codesOf(outcome)).toEqual([code]);
    expect(outcome.value).toBeUndefined();
    expect(plainPacketTypes(server?.received() ?? Buffer.alloc(0))).toEqual([20, 30]);
  });

  it("and is asked for again at every change of keys", async () => {
    const outcome = await askHostile("changes-its-key-half-way");
    expect(codesOf(outcome)).toEqual(["ssh:host-key-changed"]);
  });

  it("and is not the proof: a new key is not recorded for a host that cannot sign with it", async () => {
    const outcome = await askHostile("cannot-prove-its-key", { knownHosts: "", policy: "accept-new" });
    expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
    expect(outcome.newHostKey).toBeUndefined();
  });
});

describe("rule 4: we offer no algorithm that costs time, memory or trust", () => {
  it("neither primes of the host's choice, compression, SHA-1 signatures nor types of key that are not known", async () => {
    server = await startTcp((socket) => socket.once("data", () => socket.end(identification)));
    await runOn({ port: server.port, knownHosts: `[127.0.0.1]:${server.port} ${oddHostKey.public}`, identities });
    const received = server.received();
    const offer = parseServerOffer(received.subarray(received.indexOf("\n") + 1));
    expect(offer?.kex.filter((name) => /group-?exchange|sha1|group1-/.test(name))).toEqual([]);
    expect(offer?.compress).toEqual([["none"], ["none"]]);
    expect(offer?.hostKey).toEqual(["ssh-ed25519"]);
    expect(offer?.ciphers.flat().filter((name) => /cbc|arcfour|3des/.test(name))).toEqual([]);
  });
});

describe("rule 6: memory is bounded by what a host sends", () => {
  it.each(["announces-33-million-prompts", "announces-4-billion-prompts"])(
    "and not by what it says is to come (%s)",
    async (name) => {
      const before = process.memoryUsage().heapTotal;
      const outcome = await askHostile(name);
      expect(codesOf(outcome)).toEqual(["ssh:protocol"]);
      expect(detailOf(outcome)).toContain("announced prompts that it did not send");
      expect(process.memoryUsage().heapTotal - before).toBeLessThan(100 * 2 ** 20);
    },
  );
});

describe("rule 7: an identification line may come in pieces", () => {
  it("of one byte", async () => {
    const outcome = await ask({ wire: dropByDrop, exec: (accept) => accept().end(`${endMark}\n`) });
    expect(outcome).toMatchObject({ problems: [], value: { text: `${endMark}\n` } });
  });
});

describe("rule 8: the host's words are quoted, in one line", () => {
  it.each([
    ["a refused channel", "refuses-a-channel-by-commands"],
    ["a farewell", "says-goodbye-half-way"],
    ["a refused login", "refuses-by-commands"],
  ])("of %s", async (_what, name) => {
    const detail = detailOf(await askHostile(name));
    expect(detail).toMatch(/"[^"]*(::add-mask::|::error::)/);
    expect(detail).not.toMatch(/[^ -~…]/);
  });

  it("of a signal are not repeated at all", async () => {
    const outcome = await askHostile("dies-of-a-signal-of-its-own");
    for (const attack of attacks) expect(JSON.stringify(outcome)).not.toContain(attack);
  });
});

describe("rule 10: the end mark is success", () => {
  it("whatever the exit code", async () => {
    const outcome = await ask({
      exec: (accept) => {
        const channel = accept();
        channel.write(`${endMark}\n`);
        channel.exit(255);
        channel.end();
      },
    });
    expect(outcome).toMatchObject({ problems: [], value: { text: `${endMark}\n` } });
  });
});
