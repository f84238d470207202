/** Host keys and the forced command, by the compiled action against real OpenSSH. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readSimpleCsv, runAction, runCli } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { currentUser, freePort, makeKey, type SshdOptions, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

async function scene(options: (publicKey: string) => SshdOptions) {
  const home = temporaryFolder();
  const remote = bareRemote(home);
  const key = makeKey(join(home, "id_ed25519"));
  const sshd = await startSshd(options(key.publicKey));
  onTestFinished(sshd.stop);
  const credentials = `pi: { username: ${currentUser}, key_filename: ${key.path} }`;
  const host = { ip: sshd.address, port: sshd.port, creds: "pi", known_ports: "1-65535" };
  return { home, remote, workspace: clone(remote, join(home, "work")), key, sshd, credentials, host };
}

/** The newest node row on the remote. */
function newestRow(remote: string): Record<string, string> | undefined {
  const file = git(remote, "ls-tree", "--name-only", "main:results")
    .split("\n")
    .find((name) => name.startsWith("node_"));
  return readSimpleCsv(git(remote, "show", `main:results/${file}`)).at(-1);
}

describeWith([...sshdTools, "git", "ping"], "host keys", () => {
  it("that are unknown are refused, and the log has the very line that makes them known", async () => {
    const { host, credentials, ...runner } = await scene((publicKey) => ({ users: { [currentUser]: [publicKey] } }));
    const inventory = JSON.stringify({ servers: [host] });
    const refused = await runAction({ inventory, credentials }, runner);
    expect(newestRow(runner.remote)).toMatchObject({ mem_avail_mib: "", errors: "ssh:host-key-unknown" });
    const line = /then add to known hosts: (.+)$/m.exec(refused.stdout)?.[1] ?? "";
    expect(`${line}\n`).toBe(runner.sshd.knownHosts);
    await runAction({ inventory, credentials, "known-hosts": line }, runner);
    expect(newestRow(runner.remote)).toMatchObject({ errors: "" });
  });

  it("are recorded in the results under accept-new, and refused under it once they change", async () => {
    const port = await freePort();
    const first = await scene((publicKey) => ({ port, users: { [currentUser]: [publicKey] } }));
    const { host, credentials } = first;
    const inventory = JSON.stringify({ servers: [{ ...host, name: "web-1" }] });
    const inputs = { inventory, credentials, "host-key-policy": "accept-new" };
    await runAction(inputs, first);
    expect(newestRow(first.remote)).toMatchObject({ host: "web-1", errors: "" });
    // Hashed, since the host has a name that stands for its address.
    const recorded = git(first.remote, "show", "main:results/known_hosts");
    expect(recorded).toMatch(/^\|1\|\S+ ssh-ed25519 \S+$/);
    expect(recorded).toContain(first.sshd.hostKeys[0]?.publicKey.split(" ")[1]);
    await first.sshd.stop();
    const impostor = await startSshd({ port, users: { [currentUser]: [first.key.publicKey] } });
    onTestFinished(impostor.stop);
    const refused = await runAction(inputs, first);
    expect(refused.stdout).toMatch(
      /^::error title=web-1%3A trouble::the SSH host key had changed: the host key changed: /m,
    );
    expect(newestRow(first.remote)).toMatchObject({ errors: "ssh:host-key-changed" });
    expect(git(first.remote, "show", "main:results/known_hosts")).toBe(recorded);
    expect(impostor.log()).not.toMatch(/userauth-request/);
  });
});

describeWith([...sshdTools, "git", "ping", "sha256sum"], "the probe as a forced command", () => {
  it("is printed by `server-monitor probe`, matches its digest, and answers for a key that may do nothing else", async () => {
    const home = temporaryFolder();
    const script = join(home, "server-monitor-probe");
    const { stdout } = await runCli(["probe"], { home, workspace: home });
    writeFileSync(script, stdout, { mode: 0o755 });
    const [digest] = readFileSync(join(import.meta.dirname, "../../dist/probe.sh.sha256"), "utf8").split(" ");
    expect(execFileSync("sha256sum", [script], { encoding: "utf8" }).split(" ")[0]).toBe(digest);
    const options = `restrict,from="127.0.0.0/8",command="${script}"`;
    const { host, credentials, sshd, ...runner } = await scene((publicKey) => ({
      users: { [currentUser]: [`${options} ${publicKey}`] },
    }));
    const inventory = JSON.stringify({ servers: [host] });
    await runAction({ inventory, credentials, "known-hosts": sshd.knownHosts }, runner);
    const row = newestRow(runner.remote);
    expect(row).toMatchObject({ errors: "" });
    expect(Number(row?.["mem_avail_mib"])).toBeGreaterThan(0);
    expect(sshd.log()).toContain("Starting session: forced-command");
  });
});
