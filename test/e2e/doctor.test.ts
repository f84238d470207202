/** `server-monitor doctor`: what works, what does not, and the fix of each, on real servers. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runCli } from "../support/action.ts";
import { Certificates } from "../support/certificates.ts";
import { temporaryFolder } from "../support/folder.ts";
import { forbidPing } from "../support/forbidden-ping.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { startMail } from "../support/smtp.ts";
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

describeWith([...sshdTools, "git", "ping", "openssl"], "doctor", () => {
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
    // What this machine tells of itself differs from machine to machine.
    expect(ran.stdout.split("\n").filter((line) => !line.startsWith("  • not read: "))).toEqual([
      "this machine",
      expect.stringMatching(/^ {2}✓ node: 24\./),
      expect.stringMatching(/^ {2}✓ git: 2\./),
      "  ✓ ping: this user can send pings",
      expect.stringMatching(/^ {2}✓ clock: matches 127\.0\.0\.1:\d+/),
      expect.stringMatching(/^ {2}✓ room: .* free for .*\/server-monitor$/),
      expect.stringMatching(/^ {2}[✓•] time zone: times are shown in UTC/),
      "the repository",
      `  ✓ push: ${pi.remote} has taken a push (for a trial, to refs/server-monitor/trial, which is deleted again; no branch has changed); rows go to its branch main`,
      expect.stringMatching(/^ {2}• heartbeat: nobody outside GitHub would notice/),
      "  • settings: not on GitHub: its settings were not checked (if it is there, set GITHUB_REPOSITORY=owner/name)",
      "messages",
      "  • mail: none: --smtp-username is not set",
      "web-1",
      expect.stringMatching(/^ {2}✓ ping: \d/),
      expect.stringMatching(/^ {2}✓ page: 200 in \d+ ms/),
      `  ✓ ssh as ${currentUser} by key: login works, and the probe is complete`,
      "everything works",
      "",
    ]);
    expect(ran).toMatchObject({ stderr: "", code: 0 });
    expect(git(pi.remote, "log", "--format=%s", "main")).toBe("first");
    expect(git(pi.remote, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
  });

  it("finds that the remote refuses what a dry run lets pass", async () => {
    const pi = newPi();
    writeFileSync(join(pi.remote, "hooks", "pre-receive"), "#!/bin/sh\necho rows are not wanted here >&2\nexit 1\n", {
      mode: 0o755,
    });
    const ran = await runCli(["doctor"], { ...pi, environment: { GITHUB_API_URL: await clockServer(0) } });
    expect(ran.stdout).toMatch(/ {2}✗ push: push to main: .*remote\.git refuses pushes to main with a hook; /);
    expect(ran.code).toBe(1);
  });

  it("is content with a remote that lets nobody delete a ref", async () => {
    const pi = newPi();
    git(pi.remote, "config", "receive.denyDeletes", "true");
    for (const _time of [1, 2]) {
      const ran = await runCli(["doctor"], { ...pi, environment: { GITHUB_API_URL: await clockServer(0) } });
      expect(ran.stdout).toContain(`  ✓ push: ${pi.remote} has taken a push`);
    }
  });

  it("names the address that rows are pushed to, where git pull takes another", async () => {
    const pi = newPi();
    const other = bareRemote(temporaryFolder());
    git(pi.workspace, "remote", "set-url", "--push", "origin", other);
    const ran = await runCli(["doctor"], { ...pi, environment: { GITHUB_API_URL: await clockServer(0) } });
    expect(ran.stdout).toContain(
      `  • push: ${other} has taken a push (for a trial, to refs/server-monitor/trial, which is deleted again; no branch has changed); rows go to its branch main; a git pull here comes from another address, ${pi.remote}: see that this is meant`,
    );
  });

  it("sends a test mail and a test notification with --send-test, and says who refuses one", async () => {
    const pi = newPi();
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    const certificate = certificates.make();
    const mail = await startMail(certificate, { login: { username: "me@example.org", password: "hunter2" } });
    const posted: string[] = [];
    const chat = await startHttp((request, response) => {
      request.on("data", (chunk: Buffer) => posted.push(String(chunk)));
      request.on("end", () => response.writeHead(posted.length > 1 ? 404 : 204).end());
    });
    const environment = {
      GITHUB_API_URL: await clockServer(0),
      NODE_EXTRA_CA_CERTS: certificate.certFile,
      SERVER_MONITOR_SMTP_PASSWORD: "hunter2",
      SERVER_MONITOR_NOTIFY_URL: `${chat.origin}/secret-token`,
    };
    const words = ["doctor", "--email-to", "you@example.org", "--smtp-username", "me@example.org"];
    const server = ["--smtp-host", "127.0.0.1", "--smtp-port", String(mail.port)];
    const untested = await runCli([...words, ...server], { ...pi, environment });
    expect(untested.stdout).toContain("  ✓ mail: set up; --send-test sends a test\n");
    expect([mail.received.length, posted.length]).toEqual([0, 0]);
    const sent = await runCli([...words, ...server, "--send-test"], { ...pi, environment });
    expect(sent.stdout).toContain(
      '  ✓ mail: the server has taken a test: look whether "server-monitor: this is a test" arrives',
    );
    expect(sent.stdout).toContain("  ✓ notification: the service has taken a test");
    expect(mail.received.map(({ parsed }) => parsed.subject)).toEqual(["server-monitor: this is a test"]);
    expect(posted).toEqual([expect.stringContaining("server-monitor: this is a test")]);
    const refused = await runCli([...words, ...server, "--send-test"], {
      ...pi,
      environment: { ...environment, SERVER_MONITOR_SMTP_PASSWORD: "wrong" },
    });
    expect(refused.stdout).toMatch(/ {2}✗ mail: mail: .*\n {2}✗ notification: notify-url: .* answers 404/);
    expect(`${refused.stdout}${refused.stderr}`).not.toContain("secret-token");
    expect(refused.stderr).toBe("error: 2 things to fix\n");
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
    expect(ran.stdout.slice(ran.stdout.indexOf("web-1")).replaceAll(/ {2}• not read: .*\n/g, "")).toBe(
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
