import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/inventory/secret.ts";
import { codesOf, detailOf, runOn, withKey, withPassword } from "../support/ssh-session.ts";
import { currentUser, freePort, type KeyFile, makeKey, type Sshd, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith, findTool, hasIpv6, noIpv6, tool } from "../support/tools.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-monitor-session-"));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

describeWith(sshdTools, "a session with OpenSSH", () => {
  let sshd: Sshd;
  let key: KeyFile;
  let stranger: KeyFile;
  beforeAll(async () => {
    key = makeKey(join(folder, "key"));
    stranger = makeKey(join(folder, "stranger"));
    const others = (["ecdsa", "rsa"] as const).map((kind) => makeKey(join(folder, kind), kind));
    const encrypted = makeKey(join(folder, "encrypted"), "ed25519", "secret");
    const forced = makeKey(join(folder, "forced"));
    const keys = [key, encrypted, ...others].map(({ publicKey }) => publicKey);
    const command = `command="echo forced; sh -s" ${forced.publicKey}`;
    sshd = await startSshd({ users: { [currentUser]: [...keys, command] }, config: ["MaxAuthTries 6"] });
  });
  afterAll(() => sshd.stop());

  const logIn = (path: string, more: { script?: string; passphrase?: string } = {}) =>
    runOn({
      port: sshd.port,
      knownHosts: sshd.knownHosts,
      identities: [withKey(currentUser, join(folder, path), more.passphrase)],
      ...(more.script === undefined ? {} : { script: more.script }),
    });

  it.each(["key", "ecdsa", "rsa", "encrypted"])("logs in with %s", async (path) => {
    const outcome = await logIn(path, path === "encrypted" ? { passphrase: "secret" } : {});
    expect(outcome).toMatchObject({ problems: [], value: { text: "hello\n@end\n", address: "127.0.0.1" } });
    expect(outcome.newHostKey).toBeUndefined();
  });

  it("brings the script to its end however long it is, and its output in one piece", async () => {
    const filler = Array.from({ length: 2000 }, (_, index) => `# comment ${index}`).join("\n");
    const outcome = await logIn("key", { script: `${filler}\nseq 1 20000; echo "à la fin"; echo @end\n` });
    expect(outcome.problems).toEqual([]);
    expect(outcome.value?.text.split("\n")).toHaveLength(20_003);
    expect(outcome.value?.text).toMatch(/\n20000\nà la fin\n@end\n$/);
  });

  it("stops at the end mark, without waiting for what the script does after it", async () => {
    const outcome = await logIn("key", { script: "echo @end; sleep 60\n" });
    expect(outcome).toMatchObject({ problems: [], value: { text: "@end\n" } });
  });

  it("runs what a forced command makes of it", async () => {
    const outcome = await logIn("forced");
    expect(outcome.value?.text).toBe("forced\nhello\n@end\n");
  });

  it("returns a text without an end mark, and the first line of standard error, for others to judge", async () => {
    const outcome = await logIn("key", { script: "echo half; echo why >&2; echo more >&2; exit 3\n" });
    expect(outcome).toMatchObject({ problems: [], value: { text: "half\n", complaint: "why" } });
  });

  it("says goodbye, so that the host logs no broken connection", async () => {
    const before = sshd.log().length;
    await logIn("key");
    await sshd.logged(new RegExp(`^[^]{${before}}[^]*Received disconnect from 127.0.0.1 port \\d+:11`));
  });

  it("asks for a session alone: no terminal, no environment, no agent, no forwarding; and never for `none`", async () => {
    const users = { [currentUser]: [key.publicKey] };
    const talkative = await startSshd({ users, config: ["LogLevel DEBUG1"] });
    const identities = [withKey(currentUser, key.path)];
    await runOn({ port: talkative.port, knownHosts: talkative.knownHosts, identities });
    await talkative.stop();
    const requests = talkative.log().match(/server_input_channel_req: channel \d+ request \S+/g);
    expect(requests).toEqual(["server_input_channel_req: channel 0 request exec"]);
    const methods = talkative.log().match(/userauth-request for user \S+ service \S+ method \S+/g);
    expect(new Set(methods?.map((line) => line.split(" ").at(-1)))).toEqual(new Set(["publickey"]));
  });

  it("uses one connection for all identities of one user", async () => {
    const before = sshd.log().length;
    const outcome = await runOn({
      port: sshd.port,
      knownHosts: sshd.knownHosts,
      identities: [
        { ...withKey(currentUser, stranger.path), password: new Secret("wrong") },
        withKey(currentUser, key.path),
      ],
    });
    expect(outcome.problems).toEqual([]);
    expect(
      sshd
        .log()
        .slice(before)
        .match(/Connection from 127/g),
    ).toHaveLength(1);
    expect(outcome.traced).toContain("ssh: key of credential 1: refused");
  });

  it("tries an unreadable key's successors, and tells both where they fail too", async () => {
    const broken = { ...withKey(currentUser, join(folder, "no-such-key")) };
    const request = { port: sshd.port, knownHosts: sshd.knownHosts };
    const lucky = await runOn({ ...request, identities: [broken, withKey(currentUser, key.path)] });
    expect(lucky.problems).toEqual([]);
    expect(lucky.traced[0]).toMatch(/no-such-key does not exist/);
    const unlucky = await runOn({ ...request, identities: [broken, withKey(currentUser, stranger.path)] });
    expect(codesOf(unlucky)).toEqual(["ssh:auth"]);
    expect(detailOf(unlucky)).toMatch(/key of credential 2: refused; .*no-such-key does not exist/);
  });

  it("does not even connect where no key is readable and there is no password", async () => {
    const connections = () => sshd.log().match(/Connection from/g)?.length;
    const before = connections();
    const identities = [withKey(currentUser, join(folder, "a")), withKey(currentUser, join(folder, "b"))];
    const outcome = await runOn({ port: sshd.port, identities });
    expect(codesOf(outcome)).toEqual(["ssh:key-unreadable"]);
    expect(detailOf(outcome)).toMatch(/a does not exist.*; .*b does not exist/);
    expect(connections()).toBe(before);
  });

  it("reaches an IPv6 address, and a name by any of its addresses", async (test) => {
    test.skip(!hasIpv6, noIpv6);
    const name = await runOn({
      address: "localhost",
      port: sshd.port,
      knownHosts: sshd.knownHosts.replace("127.0.0.1", "localhost"),
      identities: [withKey(currentUser, key.path)],
    });
    expect(name).toMatchObject({ problems: [], value: { address: "127.0.0.1" } });
    const ipv6 = await startSshd({ address: "::1", users: { [currentUser]: [key.publicKey] } });
    const literal = await runOn({
      address: "0:0::1",
      port: ipv6.port,
      knownHosts: ipv6.knownHosts,
      identities: [withKey(currentUser, key.path)],
    });
    await ipv6.stop();
    expect(literal).toMatchObject({ problems: [], value: { address: "::1" } });
  });

  it("logs in with the next identity on a new connection where the host allows one try each", async () => {
    const strict = await startSshd({ users: { [currentUser]: [key.publicKey] }, config: ["MaxAuthTries 1"] });
    const outcome = await runOn({
      port: strict.port,
      knownHosts: strict.knownHosts,
      identities: [withKey(currentUser, stranger.path), withKey(currentUser, key.path)],
    });
    await strict.stop();
    expect(outcome.problems).toEqual([]);
    expect(strict.log().match(/Connection from 127/g)).toHaveLength(2);
  });

  it("reports a refused login if the host allows no more attempts", async () => {
    const strict = await startSshd({ users: {}, config: ["MaxAuthTries 1"] });
    const identities = [withKey(currentUser, stranger.path), withKey(currentUser, key.path)];
    const outcome = await runOn({ port: strict.port, knownHosts: strict.knownHosts, identities });
    await strict.stop();
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(detailOf(outcome)).toMatch(/key of credential 1: refused, .*; key of credential 2: refused, /);
  });

  it("says which methods the host takes instead", async () => {
    const outcome = await startSshd({ config: ["PasswordAuthentication no", "KbdInteractiveAuthentication no"] }).then(
      async (keysOnly) => {
        const identities = [withPassword(currentUser, "secret")];
        const result = await runOn({ port: keysOnly.port, knownHosts: keysOnly.knownHosts, identities });
        await keysOnly.stop();
        return result;
      },
    );
    expect(codesOf(outcome)).toEqual(["ssh:auth"]);
    expect(detailOf(outcome)).toContain(
      'password of credential 1: not accepted by the host, which supports "publickey"',
    );
    expect(detailOf(outcome)).not.toContain("secret");
  });
});

describe("a host that is not there", () => {
  const identities = [withPassword("pi", "secret")];

  it("refuses the connection", async () => {
    const outcome = await runOn({ port: await freePort(), identities });
    expect(codesOf(outcome)).toEqual(["ssh:refused"]);
    expect(outcome.value).toBeUndefined();
  });

  it("has a name that does not resolve", async () => {
    const outcome = await runOn({ address: "no-such-host.invalid", port: 22, identities });
    expect(codesOf(outcome)).toEqual(["ssh:dns"]);
    expect(detailOf(outcome)).not.toContain("no-such-host");
  });

  it("gets no connection at all once the time is up", async () => {
    const outcome = await runOn({ port: 9, identities, signal: AbortSignal.abort() });
    expect(codesOf(outcome)).toEqual(["ssh:timeout"]);
  });
});

/** Temporary users of this machine, for what only real accounts have: login shells and passwords. */
const userTools = ["root", "useradd", "userdel", "openssl"];

function makeUser(name: string, shell: string, password = "*"): string {
  const home = join(folder, name);
  execFileSync(tool("useradd"), ["-m", "-K", "UMASK=022", "-d", home, "-s", shell, "-p", password, name]);
  return home;
}

function removeUser(name: string): void {
  execFileSync(tool("userdel"), ["-r", name], { stdio: "ignore" });
}

const shells = ["sh", "bash", "zsh", "fish", "tcsh", "mksh", "ksh93", "busybox"];
const rcFiles = [".bashrc", ".profile", ".zshenv", ".tcshrc", ".cshrc", ".mkshrc", ".kshrc"];

describeWith([...userTools, ...sshdTools], "users of this machine, with OpenSSH", () => {
  let sshd: Sshd;
  let key: KeyFile;
  const userOf = (name: string) => `smtest-${process.pid}-${name}`;
  const byPassword = userOf("password");
  const present = shells.filter((shell) => findTool(shell));
  const users = [...present.map(userOf), byPassword];
  beforeAll(async () => {
    key = makeKey(join(folder, "user-key"));
    // `ash` is BusyBox only where the program is called by that name.
    const ash = join(folder, "ash");
    writeFileSync(ash, `#!/bin/sh\nexec ${findTool("busybox")} ash "$@"\n`, { mode: 0o755 });
    for (const shell of present) {
      const home = makeUser(userOf(shell), shell === "busybox" ? ash : tool(shell));
      for (const file of rcFiles) writeFileSync(join(home, file), "echo noise from the rc file\necho more >&2\n");
    }
    const hash = execFileSync(tool("openssl"), ["passwd", "-6", "correct horse"], { encoding: "utf8" }).trim();
    makeUser(byPassword, "/bin/sh", hash);
    const authorized = Object.fromEntries(present.map((shell) => [userOf(shell), [key.publicKey]]));
    sshd = await startSshd({ users: { ...authorized, [byPassword]: [key.publicKey] } });
  });
  afterAll(async () => {
    await sshd.stop();
    for (const user of users) removeUser(user);
  });

  for (const shell of shells)
    describeWith([shell], `under the login shell ${shell}`, () => {
      it("runs the script", async () => {
        const identities = [withKey(userOf(shell), key.path)];
        const script = 'echo "it is $(id -un)"; echo @end\n';
        const outcome = await runOn({ port: sshd.port, knownHosts: sshd.knownHosts, identities, script });
        expect(outcome.problems).toEqual([]);
        expect(outcome.value?.text).toContain(`it is ${userOf(shell)}\n@end\n`);
      });
    });

  it("logs in by password, with sshd's own hashes", async () => {
    const request = { port: sshd.port, knownHosts: sshd.knownHosts };
    const right = await runOn({ ...request, identities: [withPassword(byPassword, "correct horse")] });
    expect(right.problems).toEqual([]);
    const wrong = await runOn({ ...request, identities: [withPassword(byPassword, "battery staple")] });
    expect(codesOf(wrong)).toEqual(["ssh:auth"]);
    expect(JSON.stringify(wrong)).not.toContain("battery");
  });

  it("changes to another connection for another user", async () => {
    const before = sshd.log().length;
    const outcome = await runOn({
      port: sshd.port,
      knownHosts: sshd.knownHosts,
      identities: [withPassword(byPassword, "wrong"), withKey(userOf("sh"), key.path)],
      script: "id -un; echo @end\n",
    });
    expect(outcome.value?.text).toBe(`${userOf("sh")}\n@end\n`);
    expect(
      sshd
        .log()
        .slice(before)
        .match(/Connection from 127/g),
    ).toHaveLength(2);
  });

  it("logs in where the host wants key and password", async () => {
    const twice = await startSshd({
      users: { [byPassword]: [key.publicKey] },
      config: ["AuthenticationMethods publickey,password"],
    });
    const identity = { ...withKey(byPassword, key.path), password: new Secret("correct horse") };
    const outcome = await runOn({ port: twice.port, knownHosts: twice.knownHosts, identities: [identity] });
    const keyOnly = [withKey(byPassword, key.path)];
    const half = await runOn({ port: twice.port, knownHosts: twice.knownHosts, identities: keyOnly });
    await twice.stop();
    expect(outcome.problems).toEqual([]);
    expect(twice.log().match(/Connection from 127/g)).toHaveLength(2);
    expect(codesOf(half)).toEqual(["ssh:auth"]);
    expect(detailOf(half)).toContain("accepted, but the host requires another method");
  });
});
