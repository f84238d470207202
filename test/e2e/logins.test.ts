/** Every way to log in works in the bundle, from which the parts of ssh2 that nobody uses are left out. */
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { startSsh2 } from "../support/hostile-ssh.ts";
import { currentUser, type KeyKind, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

const keys: readonly (readonly [name: string, kind: KeyKind, passphrase: string, more: readonly string[]])[] = [
  ["ed25519", "ed25519", "", []],
  ["ecdsa", "ecdsa", "", []],
  ["rsa", "rsa", "", []],
  ["rsa-pem", "rsa", "", ["-m", "PEM"]],
  ["pkcs8", "ecdsa", "", ["-m", "PKCS8"]],
  // What opens these is bcrypt, whose SHA-512 in the bundle is Node's own.
  ["encrypted", "ed25519", "three little pigs", []],
  ["encrypted-rounds", "rsa", "three little pigs", ["-a", "16"]],
  ["encrypted-pem", "rsa", "three little pigs", ["-m", "PEM"]],
];

describeWith([...sshdTools, "ping"], "a key", () => {
  it("of every kind logs in to OpenSSH", async () => {
    const folder = temporaryFolder();
    const made = keys.map(([name, kind, passphrase, more]) => makeKey(join(folder, name), kind, passphrase, more));
    const sshd = await startSshd({ users: { [currentUser]: made.map(({ publicKey }) => publicKey) } });
    onTestFinished(sshd.stop);
    const servers = keys.map(([name, , passphrase]) => ({
      ...{ name, ip: sshd.address, port: sshd.port, host_key: sshd.hostKeys[0]?.fingerprint },
      creds: [{ username: currentUser, key_filename: join(folder, name), ...(passphrase && { passphrase }) }],
    }));
    const ran = await runAction(
      { inventory: JSON.stringify({ servers }), push: "false", issues: "false" },
      runner(folder),
    );
    expect(ran.stdout).toContain(`${keys.length} hosts, ${keys.length} up\n`);
    expect(ran.stdout).not.toContain("ssh:");
  });

  it.each(["aes128-gcm@openssh.com", "aes256-ctr", "chacha20-poly1305@openssh.com"])("goes over %s", async (cipher) => {
    const folder = temporaryFolder();
    const { publicKey, path } = makeKey(join(folder, "key"));
    const sshd = await startSshd({ users: { [currentUser]: [publicKey] }, config: [`Ciphers ${cipher}`] });
    onTestFinished(sshd.stop);
    const host = { ip: sshd.address, port: sshd.port, host_key: sshd.hostKeys[0]?.fingerprint };
    const servers = [{ ...host, creds: [{ username: currentUser, key_filename: path }] }];
    const ran = await runAction(
      { inventory: JSON.stringify({ servers }), push: "false", issues: "false" },
      runner(folder),
    );
    expect(ran.stdout).toContain("1 host, 1 up\n");
  });
});

describeWith(["ping"], "a password", () => {
  it.each(["password", "keyboard-interactive"] as const)("logs in by %s", async (method) => {
    const tried: string[] = [];
    const server = await startSsh2({
      authenticate: (context) => {
        tried.push(context.method);
        if (context.method === "keyboard-interactive" && method === context.method)
          context.prompt([{ prompt: "Password: ", echo: false }], (answers) =>
            answers[0] === "open sesame" ? context.accept() : context.reject(),
          );
        else if (context.method === "password" && method === context.method && context.password === "open sesame")
          context.accept();
        else context.reject([method]);
      },
      exec: (accept) => accept().end("welcome\n"),
    });
    const servers = [
      { name: "host", ip: "127.0.0.1", port: server.port, creds: [{ username: "pi", password: "open sesame" }] },
    ];
    const inputs = {
      inventory: JSON.stringify({ servers }),
      push: "false",
      issues: "false",
      "host-key-policy": "accept-new",
    };
    const ran = await runAction(inputs, runner(temporaryFolder()));
    expect(tried.at(-1)).toBe(method);
    // Logged in, and told something else than figures.
    expect(ran.stdout).toContain("the probe could not read everything");
    expect(ran.stdout).not.toContain("SSH refused the login");
  });
});

function runner(home: string) {
  return { home, workspace: home };
}
