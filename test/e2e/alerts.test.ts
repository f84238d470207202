/** Alerts by the compiled action: issues, mails, the commit, the page of the job and the status page say one thing. */
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type ActionRan, runAction } from "../support/action.ts";
import {
  alertingRunner,
  alertingTools,
  dead,
  errorsOf,
  type Inputs,
  knowLabels,
  nobody,
  rowsOfEarlier,
  well,
} from "../support/alerting.ts";
import { newSecret } from "../support/canaries.ts";
import { Endings } from "../support/endings.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, fileOf, git } from "../support/git-remote.ts";
import { oddHostKey } from "../support/hostile-ssh.ts";
import { linkLike, linksOf, loadsOf, textRuns, unclosedTags } from "../support/mail-html.ts";
import { commandsIn } from "../support/runner-log.ts";
import { currentUser, makeKey, type SshdOptions, sshdTools, startSshd } from "../support/sshd.ts";
import { startTalkative } from "../support/talkative-ssh.ts";
import { canUse, describeWith } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";
import { startWebhook } from "../support/webhook.ts";

const page = "results/README.md";
/** Nothing listens there. */
const deafPort = "2";

const endings = new Endings();
let inVain: Promise<RanInVain[]>;
beforeAll(() => {
  if (canUse(alertingTools)) inVain = Promise.all([runInVain("check", 20), runInVain("report", 0)]);
});
afterAll(() => endings.come());

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
  it("is reported once, and again when it is over", async () => {
    const { port, inventory, knownHosts } = await fourHosts();
    const session = { ...well, mem_avail_mib: "3000", disk_avail_mib: "90000", last_boot: "2026-07-06T21:31Z" };
    const earlier = rowsOfEarlier([
      { host: "web-1", type: "node", rows: [session, { ...session, ports: String(port) }] },
      { host: "db-1", rows: [well, dead] },
      { host: "nas", rows: [well] },
    ]);
    const runner = await alertingRunner(earlier);
    const { github, remote } = runner;
    knowLabels(github, "down", "port");
    const hook = await startWebhook();
    const inputs = { inventory: inventory(), "known-hosts": knownHosts, "notify-url": hook.url };

    const first = await runner.run(inputs);
    expect(first).toMatchObject({ code: 0, stderr: "", outputs: { "alerts-open": "3", "alerts-new": "3", rows: "4" } });
    const down = "https://github.com/octo/monitor/issues/1";
    expect(github.issues).toMatchObject([
      { title: "[down] db-1: nothing answers", labels: ["server-monitor", "alert:down"] },
      { title: "[host-key] shop: its host key has changed", labels: ["server-monitor", "alert:host-key"] },
      { title: `[port] web-1: port ${port} is open`, labels: ["server-monitor", "alert:port"] },
    ]);
    const body = github.issue(3).body;
    expect(body).toMatch(/^<!-- server-monitor port:web-1 -->\n/);
    expect(body).toMatch(
      new RegExp(
        `\n- port \`${port}\` · on \`0\\.0\\.0\\.0\`, process \`\\S+\` of user \`${currentUser}\` · first seen .*, in 2 checks\n`,
      ),
    );
    expect(body).toContain(`known_ports: ${port} `);
    expect(body).toContain("[All results](<https://github.com/octo/monitor/tree/HEAD/results>)");
    expect(github.issue(1).body).toContain("`db-1`: nothing answers since ");
    expect(first.mails).toMatchObject([{ overTls: true, user: "monitor@example.com", to: ["ops@example.org"] }]);
    const [told] = first.mails;
    expect(told?.parsed.subject).toMatch(/^\[down\] db-1: nothing answers since (\d+ \w+ )?\d\d:\d\d UTC, and 2 more$/);
    expect(told?.parsed.text).toContain(`${port} is open`);
    expect(told?.parsed.text).toContain(down);
    expect(told?.parsed.text?.replaceAll(/\s+/g, " ")).toMatch(
      new RegExp(`whose port ${port}: on 0\\.0\\.0\\.0, process \\S+ of user ${currentUser}`),
    );
    const offered = /the host offers `ssh-\S+ (SHA256:\S+)`, and trusted is `SHA256:/.exec(github.issue(2).body)?.[1];
    expect(github.issue(2).body).toContain(`\nhost_key: ${offered}\n`);
    expect(told?.parsed.text?.replaceAll(/\s+/g, "")).toContain(`host_key:${offered}`);
    expect(hook.got).toMatchObject([
      {
        title: told?.parsed.subject,
        url: "https://github.com/octo/monitor/tree/HEAD/results",
        alerts: [
          { kind: "down", host: "db-1", what: "nothing answers", change: "opened" },
          { kind: "host-key", host: "shop" },
          { kind: "port", host: "web-1", findings: [String(port)] },
        ],
      },
    ]);
    expect(first.stdout.match(/^::warning title=alert opened/gm)).toHaveLength(2);
    expect(first.stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain(hook.secret);
    expect(subjectOf(remote)).toBe(
      "check: 4 hosts, 1 up, 2 in trouble — db-1 down (ping:unreachable), web-1 alert:port, shop ssh:host-key-changed; opened [down] db-1: nothing answers and 2 more",
    );
    expect(first.summary).toContain(`- 🔔 opened: [\`[down] db-1: nothing answers (no answer to pings)\`](${down})\n`);
    expect(first.stdout).toContain(
      `alert opened: [port] web-1: port ${port} is open (https://github.com/octo/monitor/issues/3)\n`,
    );
    expect(fileOf(remote, page)).toMatch(/^## 3 open alerts$/m);

    const second = await runner.run(inputs);
    expect(second).toMatchObject({ code: 0, mails: [], outputs: { "alerts-open": "3", "alerts-new": "0" } });
    expect(hook.got).toHaveLength(1);
    expect(second.requests.map(({ what }) => what)).toEqual(Array(2).fill("GET /repos/octo/monitor/issues"));
    expect(second.summary).toContain(`: [\`[down] db-1: nothing answers (no answer to pings)\`](${down})\n`);
    expect(subjectOf(remote)).not.toContain("opened");

    github.close(3, "not_planned");
    const repaired = { ...inputs, inventory: inventory({ "db-1": { ip: "127.0.0.1" } }) };
    const third = await runner.run(repaired);
    expect(third).toMatchObject({ code: 0, mails: [], outputs: { "alerts-open": "2", "alerts-new": "0", up: "2" } });
    expect(github.issue(3)).toMatchObject({ state: "closed", reason: "not_planned" });
    expect(github.issue(3).labels).toContain("alert:accepted");
    expect(fileOf(remote, page)).toMatch(/^## 2 open alerts$/m);
    expect(third.stdout + third.summary + fileOf(remote, page)).not.toContain(`${port} is open`);

    const closing = "[down] db-1: answers again; closes with the next check";
    expect(third.stdout).toContain(`: ${closing}\n`);
    expect(third.summary).toContain(`: [\`${closing}\`](${down})\n`);
    expect(fileOf(remote, page)).toContain("- 🟡 **db\u20111**: answers again; closes with the next check, since ");

    const fourth = await runner.run(repaired);
    expect(fourth).toMatchObject({ code: 0, outputs: { "alerts-open": "1", "alerts-new": "0" } });
    expect(github.issue(1)).toMatchObject({ state: "closed", reason: "completed" });
    expect(github.issue(1).comments.at(-1)?.body).toMatch(/Recovered: not found any more at .* UTC, after .+ \(since /);
    expect(fourth.mails.map(({ parsed }) => parsed.subject)).toEqual([
      expect.stringMatching(/^resolved: db-1: answers again after \d+ min$/),
    ]);
    expect(hook.got).toHaveLength(2);
    expect(hook.got[1]).toMatchObject({
      alerts: [{ kind: "down", host: "db-1", what: "answers again", change: "closed" }],
    });
    expect(fourth.mails[0]?.parsed.text).toMatch(/^Still open: 1$/m);
    expect(fourth.mails[0]?.parsed.text).not.toContain(String(port));
    expect(subjectOf(remote)).toMatch(/; resolved db-1: answers again$/);
    expect(fourth.summary).toContain("- ✅ resolved: `db-1: answers again`\n");
    expect(github.issues).toHaveLength(3);
    expect(github.violations).toEqual([]);
  });
});

/** A host that was down once, and will be a second time; and one that tells that it is not us who are cut off. */
const twoHosts = { inventory: `${nobody}\n127.0.0.1` };
const oneDown = [
  { host: nobody, rows: [well, dead] },
  { host: "127.0.0.1", rows: [well] },
];

async function runnerWithOneDown() {
  const runner = await alertingRunner(rowsOfEarlier(oneDown));
  knowLabels(runner.github, "down");
  return runner;
}

const subject = `[down] ${nobody}: nothing answers`;

/** What goes wrong in the first run, and what the step then says. */
interface Trouble {
  readonly inputs?: Inputs;
  readonly environment?: Inputs;
  readonly mayWrite?: boolean;
  readonly error: RegExp;
  /** Of the first run; the second has no news of its own, and sends what is left. */
  readonly mails: number;
}

const troubles: readonly Trouble[] = [
  {
    environment: { GITHUB_API_URL: `http://127.0.0.1:${deafPort}` },
    error:
      /^the issues could not be read, so 1 alert could not be reported: GitHub's API could not be reached \(ECONNREFUSED\)$/,
    mails: 1,
  },
  {
    mayWrite: false,
    error:
      /^the issue of down:127\.255\.255\.255 was not raised: the token may not write issues: add `permissions: \{ issues: write \}` to the job$/,
    mails: 1,
  },
  {
    inputs: { "smtp-password": "wrong-password" },
    error:
      /^mail: 127\.0\.0\.1:\d+ refuses the login: 535 5\.7\.8; check `smtp-username` and `smtp-password`; .*; the mail waits for the next run$/,
    mails: 0,
  },
];

async function meet({ inputs, environment, mayWrite = true, error, mails }: Trouble): Promise<void> {
  const { github, remote, run } = await runnerWithOneDown();
  const beats: string[] = [];
  const pulse = await startHttp((request, response) => response.end(String(beats.push(request.url ?? ""))));
  const always = { ...twoHosts, "heartbeat-url": `${pulse.origin}/beat` };

  github.mayWrite = mayWrite;
  const first = await run({ ...always, ...inputs }, environment);
  expect(first).toMatchObject({ code: 1, stderr: "", outputs: { rows: "2", "alerts-new": "1", "alerts-open": "1" } });
  expect(errorsOf(first)).toEqual([expect.stringMatching(error)]);
  expect(first.outputs["commit"]).toBe(git(remote, "rev-parse", "main"));
  expect(subjectOf(remote)).toContain(`; opened ${subject}`);
  expect([beats.length, first.mails.length]).toEqual([1, mails]);

  github.mayWrite = true;
  const second = await run(always);
  expect(second).toMatchObject({ code: 0, outputs: { "alerts-new": "0", "alerts-open": "1" } });
  expect(first.mails.length + second.mails.length).toBe(1);
  for (const { parsed } of second.mails) expect(parsed.subject).toContain(subject);
  expect(await run(always)).toMatchObject({ code: 0, mails: [] });
  expect(github.issues).toMatchObject([{ title: subject, state: "open" }]);
  expect(beats).toHaveLength(3);
}

describeWith(alertingTools, "what cannot be delivered", () => {
  it("costs no row, makes the step red in a sentence, and is made up for by the next run", async () => {
    await Promise.all(troubles.map(meet));
  });
});

describeWith(alertingTools, "who wants to be told", () => {
  it("says so: by issues, by mail, after every check, or not at all", async () => {
    const subjects = async (inputs: Inputs) => {
      const { github, run } = await runnerWithOneDown();
      const [first, second] = [await run({ ...twoHosts, ...inputs }), await run({ ...twoHosts, ...inputs })];
      expect([first, second]).toMatchObject([{ code: 0, outputs: { "alerts-open": "1" } }, { code: 0 }]);
      const mails = [first, second].map((told) => told.mails.map(({ parsed }) => parsed.subject));
      // The first check of an hour asks when the watchdog has run.
      const asked = github.requests.filter(({ path }) => !path.includes("/actions/")).length;
      return { mails, first, asked, issues: github.issues.length };
    };
    const [alone, always, never] = await Promise.all([
      subjects({ issues: "false" }),
      subjects({ "email-on": "always" }),
      subjects({ "email-on": "never", "smtp-password": "" }),
    ]);
    const [alerted, checked] = [
      expect.stringContaining(`${subject} since `),
      expect.stringMatching(/^2 hosts, 1 up — /),
    ];
    expect(alone).toMatchObject({ mails: [[alerted], []], asked: 0, issues: 0 });
    expect(alone.first.mails[0]?.parsed.text).not.toContain("issues/");
    expect(always).toMatchObject({ mails: [[alerted, checked], [checked]], issues: 1 });
    expect(never).toMatchObject({ mails: [[], []], issues: 1 });
  });
});

/** What a host would like its readers' programs to do. */
const orders = [
  "<img src=x onerror=alert('owned')>",
  "[owned](javascript:owned) ![owned](https://evil.example/owned.png) https://evil.example/owned",
  "@octocat owned #1 octo/monitor#1",
  "\n::error::owned\n##[add-mask]owned \r\nBcc: owned@evil.example\r\n",
  "\u001b]0;owned\u0007\u202e --><!-- server-monitor down:owned -->",
  '=HYPERLINK("https://evil.example","owned") | owned | `owned` $(owned)',
].join(" ");

/** What takes effect where Markdown is read: neither code nor the one-line comments that are ours. */
function effective(markdown: string): string {
  const comment = /^<!--[^<>\n]*-->$/gm;
  return markdown
    .replace(comment, "")
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/`[^`\n]*`/g, "");
}

describeWith([...alertingTools], "the words of a host", () => {
  it("are shown as text and not executed anywhere", async () => {
    const hosts = await startTalkative(orders);
    for (const { server } of hosts) onTestFinished(server.stop);
    const session = {
      ...well,
      mem_avail_mib: "3000",
      logins: `${orders.replaceAll("+", "")}@198.51.100.7`.slice(-290),
    };
    const runner = await alertingRunner(
      rowsOfEarlier([
        { host: "no-ssh", type: "node", rows: [well, session] },
        { host: "db-1", rows: [well, { ...dead, errors: `ping:unreachable+${orders.slice(0, 290)}` }] },
        { host: "logins", type: "node", rows: [well] },
      ]),
    );
    const { github, remote } = runner;
    knowLabels(github, "down", "peer", "ssh");
    const creds = [{ username: "pi", password: newSecret() }];
    const servers = [
      ...hosts.map(({ place, server }) => ({ name: place, ip: "127.0.0.1", port: server.port, creds })),
      { name: "db-1", ip: nobody, type: "ping" },
    ];
    const knownHosts = hosts.map(({ server }) => `[127.0.0.1]:${server.port} ${oddHostKey.public}\n`).join("");
    const told = await runner.run({
      inventory: JSON.stringify({ servers }),
      "known-hosts": knownHosts,
      "email-on": "always",
    });
    expect(told.code).toBe(0);

    expect(github.issues.map(({ title }) => title)).toEqual([
      "[down] db-1: nothing answers",
      expect.stringMatching(/^\[peer\] no-ssh: .*owned/),
      expect.stringMatching(/^\[peer\] logins: .*owned/),
    ]);
    expect(github.issues.map(({ body }) => body.includes("owned"))).toEqual([true, true, true]);
    for (const { title, body } of github.issues) {
      expect(effective(body)).not.toMatch(/owned|evil|octocat/);
      expect(title).toMatch(/^\[[a-z-]+\] [\p{L}\p{N} .,:/@%()_?-]*$/u);
      expect(title).not.toMatch(/(^|[^\p{L}\p{N}])@|\/\//u);
    }
    for (const markdown of [told.summary, fileOf(remote, page) ?? ""]) {
      expect(markdown).toContain("owned");
      expect(effective(markdown)).not.toMatch(/owned|evil|octocat/);
    }

    expect(told.mails).toHaveLength(2);
    for (const { parsed, to } of told.mails) {
      const html = parsed.html || "";
      expect([to, parsed.bcc, parsed.headers.get("subject")]).toEqual([["ops@example.org"], undefined, parsed.subject]);
      expect([unclosedTags(html), loadsOf(html)]).toEqual([[], []]);
      expect(textRuns(html).map(linkLike)).not.toContainEqual(expect.anything());
      for (const link of linksOf(html))
        expect(link).toMatch(/^https:\/\/github\.com\/octo\/monitor\/(issues\/\d|tree\/HEAD\/results)$/);
      expect(`${html}${parsed.text}`).toContain("owned");
      expect(parsed.text?.replaceAll("https://github.com/", "")).not.toMatch(/\w:\/\/|[^\n\P{C}]/u);
    }

    const commands = commandsIn(`${told.stdout}\n${told.stderr}`);
    expect(commands.filter(({ data }) => data.startsWith("owned"))).toEqual([]);
    expect(Object.keys(told.outputs)).toEqual(["hosts", "up", "down", "alerts-open", "alerts-new", "rows", "commit"]);
    expect(git(remote, "log", "-1", "--format=%B", "main")).toMatch(/^check: [^\p{C}]*$/u);
    expect(github.violations).toEqual([]);
  });
});

interface RanInVain extends ActionRan {
  readonly remote: string;
}

/** Neither GitHub's API nor a mail server is there: it tries for half a minute, in which the other tests have their turn. */
async function runInVain(command: string, minutesAgo: number): Promise<RanInVain> {
  const home = endings.folder();
  const remote = bareRemote(home, rowsOfEarlier(oneDown, minutesAgo));
  const environment = { GITHUB_API_URL: `http://127.0.0.1:${deafPort}`, GITHUB_REPOSITORY: "octo/monitor" };
  const login = { "smtp-username": "monitor@example.com", "smtp-password": "canary-secret", token: "ghs_actions" };
  const server = { "smtp-host": "127.0.0.1", "smtp-port": deafPort, "email-to": "ops@example.org" };
  const inputs = { command, month: "current", ...twoHosts, ...login, ...server };
  const ran = await runAction(inputs, { home, workspace: clone(remote, join(home, "work")), environment });
  return { ...ran, remote };
}

describeWith(alertingTools, "a run that nobody outside answers", () => {
  it("keeps its rows and its page, and says in a sentence each what is not there", async () => {
    const [check, report] = await inVain;
    if (!check || !report) throw new Error("two runs");
    for (const ran of [check, report]) {
      expect(ran).toMatchObject({ code: 1, stderr: "" });
      expect(ran.outputs["commit"]).toBe(git(ran.remote, "rev-parse", "main"));
      const read =
        /^the issues could not be read(, so 1 alert could not be reported)?: GitHub's API could not be reached \(ECONNREFUSED\)$/;
      const mail = `mail: 127.0.0.1:${deafPort} refuses the connection (tried 4 times); check \`smtp-host\` and \`smtp-port\``;
      const waits = ran === check ? "; the mail waits for the next run" : "";
      expect(errorsOf(ran).toSorted()).toEqual([`${mail}${waits}`, expect.stringMatching(read)]);
    }
    expect(check.outputs).toMatchObject({ rows: "2", "alerts-new": "1" });
    expect(fileOf(report.remote, report.outputs["report"] ?? "")).toContain(nobody);
  });
});
