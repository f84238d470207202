/** `server-monitor doctor`: what works, what does not, and the fix of each, on real servers. */
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runCli } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { forbidPing } from "../support/forbidden-ping.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";

function newPi() {
  const home = temporaryFolder();
  const remote = bareRemote(home);
  return { home, remote, workspace: clone(remote, join(home, "work")) };
}

/** Stands for GitHub's API: all that is asked of it is the time. */
async function clockServer(aheadMs: number): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("date", new Date(Date.now() + aheadMs).toUTCString()).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
}

describeWith([...sshdTools, "git", "ping"], "doctor", () => {
  it("says that everything works", async () => {
    const pi = newPi();
    const key = makeKey(join(pi.home, "id_ed25519"));
    const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] } });
    onTestFinished(sshd.stop);
    const page = await startHttp((_request, response) => response.end("well"));
    const server = {
      ...{ name: "web-1", ip: sshd.address, port: sshd.port, home_page: page.origin },
      creds: [{ username: currentUser, key_filename: key.path }],
    };
    const ran = await runCli(
      ["doctor", "--inventory", JSON.stringify({ servers: [server] }), "--known-hosts", sshd.knownHosts],
      { ...pi, environment: { GITHUB_API_URL: await clockServer(0) } },
    );
    expect(ran.stdout.split("\n")).toEqual([
      "this machine",
      expect.stringMatching(/^ {2}✓ node: 24\./),
      expect.stringMatching(/^ {2}✓ git: 2\./),
      "  ✓ ping: this user can send pings",
      expect.stringMatching(/^ {2}✓ clock: matches 127\.0\.0\.1:\d+/),
      expect.stringMatching(/^ {2}✓ room: .* free for .*\/server-monitor$/),
      "the repository",
      `  ✓ push: can push to main of ${pi.remote}`,
      expect.stringMatching(/^ {2}• heartbeat: nobody outside GitHub would notice/),
      "the scheduler",
      expect.stringMatching(/^ {2}• timer: there is none in \/etc\/server-monitor: /),
      "web-1",
      expect.stringMatching(/^ {2}✓ ping: \d/),
      expect.stringMatching(/^ {2}✓ page: 200 in \d+ ms/),
      `  ✓ ssh as ${currentUser} by key: login works, and the probe is complete`,
      "everything works",
      "",
    ]);
    expect(ran).toMatchObject({ stderr: "", code: 0 });
    expect(git(pi.remote, "log", "--format=%s", "main")).toBe("first");
  });

  it("examines the hosts, too, where this machine may not ping", async () => {
    const pi = newPi();
    const key = makeKey(join(pi.home, "id_ed25519"));
    const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] } });
    onTestFinished(sshd.stop);
    const creds = [{ username: currentUser, key_filename: key.path }];
    const inventory = JSON.stringify({ servers: [{ name: "web-1", ip: sshd.address, port: sshd.port, creds }] });
    const environment = { GITHUB_API_URL: await clockServer(0), PATH: forbidPing(pi.home) };
    const words = ["doctor", "--inventory", inventory, "--known-hosts", sshd.knownHosts];
    const ran = await runCli(words, { ...pi, environment });
    expect(ran.stdout).toMatch(/ {2}✗ ping: ping may not open its socket: sudo setcap /);
    expect(ran.stdout.slice(ran.stdout.indexOf("web-1"))).toBe(
      `web-1\n  ✓ ssh as ${currentUser} by key: login works, and the probe is complete\n`,
    );
    expect(ran).toMatchObject({ stderr: "error: 1 thing to fix\n", code: 1 });
  });

  it("tells each trouble with its fix, and what each credential gets", async () => {
    const pi = newPi();
    const [key, other] = [makeKey(join(pi.home, "good")), makeKey(join(pi.home, "other"))];
    const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] } });
    onTestFinished(sshd.stop);
    const page = await startHttp((_request, response) => response.writeHead(503).end());
    git(pi.workspace, "remote", "set-url", "origin", join(pi.home, "nowhere.git"));
    const identities = [other, key].map(({ path }) => ({ username: currentUser, key_filename: path }));
    const web = { name: "web-1", ip: sshd.address, port: sshd.port, home_page: page.origin, creds: identities };
    const stranger = { name: "db-1", ip: "127.0.0.1", port: sshd.port, creds: identities, host_key: other.fingerprint };
    const environment = { GITHUB_API_URL: await clockServer(-3_660_000), PATH: forbidPing(pi.home) };
    const machine = await runCli(["doctor"], { ...pi, environment });
    expect(machine.stdout).toMatch(/ {2}✗ ping: .*(cap_net_raw|ping_group_range)/);
    expect(machine.stdout).toMatch(/ {2}✗ clock: 1 h( \d min)? ahead: sudo timedatectl set-ntp true/);
    expect(machine.stdout).toMatch(/ {2}✗ push: .*nowhere\.git/);
    expect(machine.stdout).toContain("no inventory: give one (--inventory FILE) to examine its hosts, too");
    expect(machine).toMatchObject({ stderr: "error: 3 things to fix\n", code: 1 });
    const hosts = await runCli(
      ["doctor", "--inventory", JSON.stringify({ servers: [web, stranger] }), "--known-hosts", sshd.knownHosts],
      { ...pi, environment: { ...environment, PATH: process.env["PATH"] ?? "" } },
    );
    expect(hosts.stdout).toMatch(/ {2}✗ page: 503 in \d+ ms/);
    expect(hosts.stdout).toMatch(
      new RegExp(` {2}✗ ssh as ${currentUser} by key: SSH refused the login: .* → put the public key`),
    );
    expect(hosts.stdout).toContain(`  ✓ ssh as ${currentUser} by key: login works, and the probe is complete`);
    expect(hosts.stdout).toMatch(
      new RegExp(`db-1\\n.*\\n {2}✗ ssh as ${currentUser} by key: the SSH host key had changed: `),
    );
    expect(hosts.code).toBe(1);
  });
});
