/** Alerts by the compiled action: issues, mails, the commit, the page of the job and the status page say one thing. */
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { alertingRunner, alertingTools, dead, errorsOf, nobody, rowsOfEarlier, well } from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { fileOf, git } from "../support/git-remote.ts";
import { currentUser, makeKey, type SshdOptions, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

const page = "results/README.md";

async function sshdForTest(options: SshdOptions) {
  const sshd = await startSshd(options);
  onTestFinished(sshd.stop);
  return sshd;
}

/** A port of this machine that is open to everybody. */
async function openPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy()).listen(0, "0.0.0.0");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** All ports but one are known: other programs of this machine open theirs meanwhile. */
function allBut(port: number): string {
  return `1-${port - 1},${port + 1}-65535`;
}

/** The files of the newest commit. */
function committed(remote: string): string[] {
  return git(remote, "show", "--name-only", "--format=", "main").split("\n");
}

function subjectOf(remote: string): string {
  return git(remote, "log", "-1", "--format=%s", "main");
}

/** A host that is down, one with a new listener, one with another host key than is known, and one that is well. */
async function fourHosts() {
  const port = await openPort();
  const folder = temporaryFolder();
  const key = makeKey(join(folder, "id_ed25519"));
  const users = { [currentUser]: [key.publicKey] };
  const [web, shop] = [await sshdForTest({ users }), await sshdForTest({ users })];
  const other = makeKey(join(folder, "other"));
  const creds = [{ username: currentUser, key_filename: key.path }];
  const servers = [
    { name: "web-1", ip: web.address, port: web.port, creds, known_ports: allBut(port) },
    { name: "shop", ip: shop.address, port: shop.port, creds, type: "miner" },
    { name: "db-1", ip: nobody, type: "ping" },
    { name: "nas", ip: "127.0.0.1", type: "ping" },
  ];
  const knownHosts = `${web.knownHosts}${shop.knownHosts.replace(/ssh-ed25519 \S+/, other.publicKey)}`;
  const inventory = (changes: Readonly<Record<string, object>> = {}) =>
    JSON.stringify({ servers: servers.map((server) => ({ ...server, ...changes[server.name] })) });
  return { port, inventory, knownHosts };
}

describeWith([...alertingTools, ...sshdTools], "the story of four hosts", () => {
  it("is told once, goes on in silence, and is told when it is over", { timeout: 60_000 }, async () => {
    const { port, inventory, knownHosts } = await fourHosts();
    const session = { ...well, mem_avail_mib: "3000", disk_avail_mib: "90000", last_boot: "2026-07-06T21:31Z" };
    const earlier = rowsOfEarlier([
      { host: "web-1", type: "node", rows: [session, { ...session, ports: String(port) }] },
      { host: "db-1", rows: [well, dead] },
      { host: "nas", rows: [well] },
    ]);
    const runner = await alertingRunner(earlier);
    const { github, remote } = runner;
    const inputs = { inventory: inventory(), "known-hosts": knownHosts };

    const first = await runner.run(inputs);
    expect(first).toMatchObject({ code: 0, stderr: "", outputs: { "alerts-open": "3", "alerts-new": "3", rows: "4" } });
    const down = "https://github.com/octo/monitor/issues/1";
    expect(github.issues).toMatchObject([
      { title: "[down] db-1: nothing answers", labels: ["server-monitor", "alert:down"] },
      { title: "[host-key] shop: its host key has changed", labels: ["server-monitor", "alert:host-key"] },
      { title: `[port] web-1: ${port} is open`, labels: ["server-monitor", "alert:port"] },
    ]);
    const body = github.issue(3).body;
    expect(body).toMatch(/^<!-- server-monitor port:web-1 -->\n/);
    expect(body).toMatch(
      new RegExp(`\n- \`${port}\` · \`0\\.0\\.0\\.0, process \\S+ of user ${currentUser}\` · first seen .*, in 2 checks\n`),
    );
    expect(body).toContain(`known_ports: …, ${port}`);
    expect(body).toContain("[All results](<https://github.com/octo/monitor/tree/HEAD/results>)");
    expect(github.issue(1).body).toContain("`nothing answers` on `db-1` since ");
    expect(first.mails).toMatchObject([{ overTls: true, user: "monitor@example.com", to: ["ops@example.org"] }]);
    const [told] = first.mails;
    expect(told?.parsed.subject).toMatch(/^\[down\] db-1: nothing answers since (\d+ \w+ )?\d\d:\d\d UTC, and 2 more$/);
    expect(told?.parsed.text).toContain(`${port} is open`);
    expect(told?.parsed.text).toContain(down);
    expect(subjectOf(remote)).toBe(
      "check: 4 hosts, 3 up — db-1 down (ping:unreachable), shop ssh:host-key-changed; opened [down] db-1: nothing answers and 2 more",
    );
    expect(first.summary).toContain(`- 🔔 opened: [\`[down] db-1: nothing answers (ping:unreachable)\`](${down})\n`);
    expect(first.stdout).toContain(`alert opened: [port] web-1: ${port} is open (https://github.com/octo/monitor/issues/3)\n`);
    expect(fileOf(remote, page)).toMatch(/^## 3 open alerts$/m);

    const second = await runner.run(inputs);
    expect(second).toMatchObject({ code: 0, mails: [], outputs: { "alerts-open": "3", "alerts-new": "0" } });
    expect(second.requests.map(({ what }) => what)).toEqual(Array(2).fill("GET /repos/octo/monitor/issues"));
    expect(second.summary).toContain(`: [\`[down] db-1: nothing answers (ping:unreachable)\`](${down})\n`);
    expect(subjectOf(remote)).not.toContain("opened");

    github.close(3, "not_planned");
    const repaired = { ...inputs, inventory: inventory({ "db-1": { ip: "127.0.0.1" } }) };
    const third = await runner.run(repaired);
    expect(third).toMatchObject({ code: 0, mails: [], outputs: { "alerts-open": "2", "alerts-new": "0", up: "4" } });
    expect(github.issue(3)).toMatchObject({ state: "closed", reason: "not_planned" });
    expect(github.issue(3).labels).toContain("alert:accepted");
    expect(fileOf(remote, page)).toMatch(/^## 2 open alerts$/m);
    expect(third.stdout + third.summary + fileOf(remote, page)).not.toContain(`${port} is open`);

    const fourth = await runner.run(repaired);
    expect(fourth).toMatchObject({ code: 0, outputs: { "alerts-open": "1", "alerts-new": "0" } });
    expect(github.issue(1)).toMatchObject({ state: "closed", reason: "completed" });
    expect(github.issue(1).comments.at(-1)?.body).toMatch(/Recovered: not found any more at .* UTC, after \d+ min \(since /);
    expect(fourth.mails.map(({ parsed }) => parsed.subject)).toEqual([
      expect.stringMatching(/^resolved: db-1 is back after \d+ min$/),
    ]);
    expect(fourth.mails[0]?.parsed.text).toMatch(/^Still open: 1$/m);
    expect(fourth.mails[0]?.parsed.text).not.toContain(String(port));
    expect(subjectOf(remote)).toMatch(/; resolved db-1 is back$/);
    expect(fourth.summary).toContain("- ✅ resolved: `db-1 is back`\n");
    expect(github.issues).toHaveLength(3);
    expect(github.violations).toEqual([]);
  });
});
