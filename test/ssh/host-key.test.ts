import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Identity } from "../../src/inventory/host.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { plainPacketTypes, startSsh2 } from "../support/hostile-ssh.ts";
import { codesOf, detailOf, runOn, type SessionRequest } from "../support/ssh-session.ts";
import { currentUser, type KeyFile, makeKey, type Sshd, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

describeWith(sshdTools, "the host key", () => {
  let folder = "";
  let key: KeyFile;
  let sshd: Sshd;
  let identities: readonly Identity[] = [];
  const lineOf = (kind: string) => sshd.knownHosts.split("\n").find((line) => line.includes(` ${kind} `)) ?? "";
  const hostKey = (index: number) => sshd.hostKeys[index]?.fingerprint ?? "";
  const connections = () => sshd.log().match(/Connection from/g)?.length ?? 0;
  const run = (request: Partial<SessionRequest>) => runOn({ port: sshd.port, identities, ...request });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "server-monitor-host-key-"));
    key = makeKey(join(folder, "key"));
    identities = [{ username: currentUser, key: { path: key.path }, password: new Secret("hunter2") }];
    sshd = await startSshd({ hostKeys: ["ed25519", "ecdsa", "rsa"], users: { [currentUser]: [key.publicKey] } });
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(folder, { recursive: true });
  });

  it("is refused where it is unknown, with the very line that would make it known", async () => {
    const outcome = await run({});
    expect(codesOf(outcome)).toEqual(["ssh:host-key-unknown"]);
    expect(detailOf(outcome)).toContain(`ssh-ed25519 ${hostKey(0)}`);
    const line = /known hosts: (.*)$/.exec(detailOf(outcome))?.[1] ?? "";
    expect(line).toBe(lineOf("ssh-ed25519"));
    expect((await run({ knownHosts: line })).problems).toEqual([]);
  });

  it("is refused with the line for the inventory, which has no address, where the host has a name", async () => {
    const outcome = await run({ named: true });
    const [, line] = detailOf(outcome).split("then add to its entry in the inventory: ");
    expect(line).toBe(`host_key: ${hostKey(0)}`);
    expect(detailOf(outcome)).not.toContain("127.0.0.1");
    expect((await run({ named: true, hostKeys: [hostKey(0)] })).problems).toEqual([]);
  });

  it("is refused where it changed, with both keys and the place of the known one", async () => {
    const old = makeKey(join(folder, "old"));
    const outcome = await run({ knownHosts: `\n[127.0.0.1]:${sshd.port} ${old.publicKey}\n`, policy: "accept-new" });
    expect(codesOf(outcome)).toEqual(["ssh:host-key-changed"]);
    expect(detailOf(outcome)).toContain(`it is ssh-ed25519 ${hostKey(0)} instead of ${old.fingerprint} (test line 2)`);
    expect(outcome.newHostKey).toBeUndefined();
  });

  it.each(["ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"])(
    "is known by its %s key, in one connection",
    async (kind) => {
      const before = connections();
      const outcome = await run({ knownHosts: lineOf(kind) });
      expect(outcome.problems).toEqual([]);
      expect(connections()).toBe(before + 1);
    },
  );

  it.each([0, 1, 2])("is found by its fingerprint whatever its type (host key %i)", async (index) => {
    const outcome = await run({ hostKeys: [hostKey(index)] });
    expect(outcome).toMatchObject({ problems: [], value: { text: "hello\n@end\n" } });
  });

  it("is refused where no type of key has the pinned fingerprint, after one connection a type", async () => {
    const before = connections();
    const pin = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const outcome = await run({ hostKeys: [pin], knownHosts: sshd.knownHosts });
    expect(codesOf(outcome)).toEqual(["ssh:host-key-changed"]);
    expect(detailOf(outcome)).toContain(`instead of ${pin} (host_key of the inventory)`);
    expect(connections()).toBe(before + 3);
  });

  it("is refused where it is revoked, though it is known too", async () => {
    const outcome = await run({ knownHosts: `${sshd.knownHosts}@revoked * ${sshd.hostKeys[0]?.publicKey}\n` });
    expect(codesOf(outcome)).toEqual(["ssh:host-key-changed"]);
    expect(detailOf(outcome)).toContain("@revoked");
  });

  it.each(["strict", "accept-new"] as const)(
    "is unknown where the host has none of the known types (%s)",
    async (policy) => {
      const single = await startSshd({ users: { [currentUser]: [key.publicKey] } });
      const ecdsa = `[127.0.0.1]:${single.port} ${sshd.hostKeys[1]?.publicKey}`;
      const outcome = await run({ port: single.port, knownHosts: ecdsa, policy });
      await single.stop();
      expect(codesOf(outcome)).toEqual(["ssh:host-key-unknown"]);
      expect(detailOf(outcome)).toContain('it offers "ssh-ed25519", known types: ecdsa-sha2-nistp256');
    },
  );

  it("is taken and handed on for the record where the policy accepts new ones", async () => {
    const outcome = await run({ policy: "accept-new" });
    expect(outcome.problems).toEqual([]);
    expect(outcome.newHostKey).toBe(lineOf("ssh-ed25519"));
    const next = await run({ policy: "accept-new", knownHosts: outcome.newHostKey ?? "" });
    expect(next.problems).toEqual([]);
    expect(next.newHostKey).toBeUndefined();
  });

  it("is handed on without the address where the host has a name", async () => {
    const outcome = await run({ policy: "accept-new", named: true });
    expect(outcome.newHostKey).toMatch(/^\|1\|/);
    expect((await run({ knownHosts: outcome.newHostKey ?? "", named: true })).problems).toEqual([]);
  });

  it("is handed on where the login failed after it", async () => {
    const outcome = await run({ policy: "accept-new", identities: [{ username: "nobody", key: { path: key.path } }] });
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(outcome.newHostKey).toBe(lineOf("ssh-ed25519"));
  });

  it("is asked for before a login is: a host that is not the known one sees no authentication", async () => {
    const asked: string[] = [];
    const impostor = await startSsh2({
      authenticate: (context) => {
        asked.push(context.method);
        context.accept();
      },
    });
    const known = `[127.0.0.1]:${impostor.port} ${sshd.hostKeys[0]?.publicKey}`;
    const outcome = await run({ port: impostor.port, knownHosts: known });
    await impostor.abandoned();
    expect(codesOf(outcome)).toEqual(["ssh:host-key-changed"]);
    expect(asked).toEqual([]);
    expect(plainPacketTypes(impostor.received())).toEqual([20, 30]);
    await impostor.stop();
  });
});
