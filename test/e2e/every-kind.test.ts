/**
 * Every kind of alert from the results of checks to the people: an issue, a mail and a notification for each, told once; a
 * finding that comes while its alert is open, and one that comes after the others were accepted.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { alertKinds } from "../../src/alerts/alert.ts";
import { isRowKind, type RowKind, rowKinds } from "../../src/alerts/finders.ts";
import { issueTracker } from "../../src/alerts/issues.ts";
import { newRules } from "../../src/alerts/rules.ts";
import { silentAlert } from "../../src/alerts/silence.ts";
import type { CheckResult } from "../../src/check-result.ts";
import { deliver, evaluate } from "../../src/commands/alerting.ts";
import type { Call } from "../../src/commands/call.ts";
import { mailChanges, openMailer } from "../../src/commands/mailing.ts";
import { notifyChanges } from "../../src/commands/notifying.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { problem } from "../../src/outcome.ts";
import { peerNames } from "../../src/probes/peer-names.ts";
import type { RunAlerts } from "../../src/report/alert-news.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { correspondents } from "../support/alerting.ts";
import { startDns, type Zone } from "../support/dns.ts";
import { temporaryFolder } from "../support/folder.ts";
import { type GitHubApi, repository } from "../support/github-api.ts";
import { quick } from "../support/issue-alerts.ts";
import { silentReporter } from "../support/reporter.ts";
import { deadNode, healthyNode, runTime } from "../support/results.ts";
import { describeWith } from "../support/tools.ts";
import { startWebhook, type Webhook } from "../support/webhook.ts";

const minutes = 15;
const well = healthyNode();
type Facts = NonNullable<CheckResult["facts"]>;
type Change = (check: number) => Partial<CheckResult>;

function facts(changes: Partial<Facts>): Partial<CheckResult> {
  return { facts: { ...well.facts, ...changes } };
}

const port = (number: number) => ({
  ...{ port: number, protocol: "tcp" as const, addresses: ["0.0.0.0"] },
  owners: [{ process: "nginx", user: "www-data" }],
});
const ports = (...numbers: readonly number[]) => facts({ ports: numbers.map(port), listeners: numbers.map(port) });
const card = { tempC: 42, memMib: 900, powerW: 30 };
const lostCard = { tempC: undefined, memMib: undefined, powerW: undefined };
const file = (mount: string, availMib: number) => ({ mount, availMib, sizeMib: 100_000 });
const hostKey = { type: "ssh-ed25519", fingerprint: `SHA256:${"n".repeat(43)}`, known: [`SHA256:${"o".repeat(43)}`] };
const noSession = { facts: undefined, lastBoot: undefined };
const refusedKey = (code: "ssh:host-key-unknown" | "ssh:host-key-changed") => ({
  ...{ ...noSession, problems: [{ ...problem(code, "it is another one"), hostKey }] },
});

/** What a host of this name answers from the third check on, when it was well before. */
const turned: Readonly<Record<RowKind, Change>> = {
  down: () => deadNode("down"),
  "host-key": () => refusedKey("ssh:host-key-unknown"),
  peer: () => facts({ logins: ["deploy@198.51.100.7"] }),
  account: () => facts({ accounts: ["eve:root"], packagesDays: 1 }),
  port: () => ports(8080),
  raid: () => facts({ raid: ["md0"] }),
  readonly: () => facts({ readonly: ["/srv"] }),
  disk: () => facts({ diskAvailMib: 500, disks: [file("/data", 200)] }),
  memory: () => facts({ memAvailMib: 20, memTotalMib: 4096, swapFreeMib: 0, swapTotalMib: 0 }),
  oom: (check) => facts({ oomKills: check }),
  check: () => facts({ checks: ["backup:late"] }),
  unit: () => facts({ failedUnits: ["backup.service"] }),
  ssh: () => ({ ...noSession, problems: [problem("ssh:auth", "the host refuses the key")] }),
  http: () => ({ page: { ms: 12, status: 502 } }),
  gpu: () => facts({ gpus: [lostCard, card, card, card] }),
  power: () => facts({ power: ["undervoltage"] }),
  clock: () => ({ clockS: 95 }),
  reboots: (check) => ({
    lastBoot: `${new Date(runTime.getTime() + (check * minutes - 5) * 60_000).toISOString().slice(0, 16)}Z`,
  }),
  cert: () => ({
    page: { ms: 12, status: 200, certificate: { from: new Date(0), to: new Date("2026-11-25T00:00:00Z") } },
  }),
  patch: () => facts({ packagesDays: 40 }),
};

/** Before it, so that what appears is new. */
const before: Readonly<Partial<Record<RowKind, Partial<CheckResult>>>> = {
  account: facts({ accounts: [], packagesDays: 1 }),
  oom: facts({ oomKills: 0 }),
  gpu: facts({ gpus: [card, card, card, card] }),
};

/** What comes on top of that later: a second finding, and a third where there can be so many. `one`: there is no second. */
const more: Readonly<Record<RowKind, "one" | readonly [second: Change, third?: Change]>> = {
  down: "one",
  "host-key": [() => refusedKey("ssh:host-key-changed")],
  ssh: "one",
  http: "one",
  cert: "one",
  clock: "one",
  memory: "one",
  oom: "one",
  reboots: "one",
  peer: [
    () => facts({ logins: ["deploy@198.51.100.7", "root@203.0.113.9"] }),
    () => facts({ logins: ["deploy@198.51.100.7", "pi@192.0.2.9", "root@203.0.113.9"] }),
  ],
  account: [
    () => facts({ accounts: ["eve:root", "mallory:sudo"], packagesDays: 1 }),
    () => facts({ accounts: ["eve:root", "mallory:sudo", "trudy"], packagesDays: 1 }),
  ],
  port: [() => ports(8080, 9090), () => ports(4444, 8080, 9090)],
  raid: [() => facts({ raid: ["md0", "md1"] }), () => facts({ raid: ["md0", "md1", "tank"] })],
  readonly: [() => facts({ readonly: ["/srv", "/var"] }), () => facts({ readonly: ["/home", "/srv", "/var"] })],
  disk: [
    () => facts({ diskAvailMib: 500, disks: [file("/data", 200), file("/srv", 100)] }),
    () => facts({ diskAvailMib: 500, disks: [file("/data", 200), file("/srv", 100)], inodesFreePct: 1 }),
  ],
  check: [
    () => facts({ checks: ["backup:late", "sync:missing"] }),
    () => facts({ checks: ["backup:late", "queue:crit", "sync:missing"] }),
  ],
  unit: [
    () => facts({ failedUnits: ["backup.service", "nginx.service"] }),
    () => facts({ failedUnits: ["backup.service", "cron.service", "nginx.service"] }),
  ],
  gpu: [
    () => facts({ gpus: [lostCard, lostCard, card, card] }),
    () => facts({ gpus: [lostCard, lostCard, lostCard, card] }),
  ],
  power: [
    () => facts({ power: ["throttled", "undervoltage"] }),
    () => facts({ power: ["overheating", "throttled", "undervoltage"] }),
  ],
  patch: [() => facts({ packagesDays: 40, rebootDays: 30 })],
};

function resultOf(kind: RowKind, check: number, change: Change = () => ({})): CheckResult {
  const base = { ...well, host: kind, time: timeOf(check), type: kind === "gpu" ? "miner" : "node" } as const;
  return { ...base, ...before[kind], ...change(check), host: kind, time: base.time };
}

function timeOf(check: number): Date {
  return new Date(runTime.getTime() + check * minutes * 60_000);
}

/** Accounts of the first day count as known. */
const firstDay = -200;

interface World {
  readonly github: GitHubApi;
  readonly hook: Webhook;
  readonly subjects: () => string[];
  readonly texts: () => string;
  readonly run: (check: number, results: readonly CheckResult[]) => Promise<RunAlerts>;
  readonly tell: (check: number, alerts: RunAlerts) => Promise<void>;
}

/** Checks one after the other, told as `check` tells them, to GitHub, a mail server and a webhook. */
async function world({ isComplete = false, zone = {} }: { isComplete?: boolean; zone?: Zone } = {}): Promise<World> {
  const { github, mail, environment, inputs: given } = await correspondents();
  trust(environment["NODE_EXTRA_CA_CERTS"] ?? "");
  const hook = await startWebhook();
  const inputs = readInputs({ ...inputDefaults, ...given, "notify-url": hook.url });
  const home = temporaryFolder();
  const { server } = await startDns(zone);
  const lookUpNames = (addresses: readonly string[]) => peerNames(addresses, { servers: [server] });
  const surroundings = readSurroundings({ ...environment, HOME: home, XDG_STATE_HOME: join(home, "state") });
  const rules = newRules({ confirm: 2, isComplete });
  const callAt = (now: Date): Call => ({
    ...{ inputs, surroundings, reporter: silentReporter, now, clockMs: () => now.getTime() },
    ...{ flags: {}, operands: [] },
  });
  const tell = async (check: number, alerts: RunAlerts) => {
    const call = callAt(timeOf(check));
    const mailer = openMailer(call, []);
    expect([await mailChanges(alerts, mailer, call), await notifyChanges(alerts, call)]).toEqual([[], []]);
  };
  const run = async (check: number, results: readonly CheckResult[]) => {
    const now = timeOf(check);
    github.now = now;
    const connection = { apiUrl: github.url, repository, token: new Secret("ghs_actions") };
    const tracker = issueTracker({ now, confirm: 2, patience: quick, github: connection });
    const alerting = { rules, tracker, why: undefined, isOurs: () => true, lookUpNames };
    const evaluation = await evaluate(alerting, results);
    const { issueUrl, faults } = await deliver(alerting, evaluation);
    expect(faults).toEqual([]);
    const alerts = { ...evaluation, issueUrl, details: evaluation.found.details };
    await tell(check, alerts);
    return alerts;
  };
  const subjects = () => mail.received.map(({ parsed }) => parsed.subject ?? "");
  const texts = () => mail.received.map(({ parsed }) => parsed.text ?? "").join("\n");
  return { github, hook, subjects, texts, run, tell };
}

/** As NODE_EXTRA_CA_CERTS does for a process of its own. */
function trust(certFile: string): void {
  const known = getCACertificates("default");
  setDefaultCACertificates([...known, readFileSync(certFile, "utf8")]);
  onTestFinished(() => setDefaultCACertificates(known));
}

function notified({ hook }: World): string[] {
  return hook.got.flatMap(({ alerts }) =>
    (alerts as { kind: string; host: string; change: string; what: string }[]).map(
      ({ kind, host, change, what }) => `${change} ${kind}:${host} ${what}`,
    ),
  );
}

describeWith(["openssl"], "every kind of alert", () => {
  it.each(rowKinds)("%s reaches people as an issue, a mail and a notification, once", async (kind) => {
    const there = await world();
    for (const check of [firstDay, 0, 1, 2]) await there.run(check, [resultOf(kind, check)]);
    expect([there.github.issues, there.subjects(), there.hook.got]).toEqual([[], [], []]);
    for (let check = 3; check < 8; check += 1) await there.run(check, [resultOf(kind, check, turned[kind])]);
    const opened = notified(there).filter((one) => one.startsWith(`opened ${kind}:${kind} `));
    expect(opened).toHaveLength(1);
    const what = opened[0]?.slice(`opened ${kind}:${kind} `.length) ?? "";
    const issue = there.github.issues.find(({ labels }) => labels.includes(`alert:${kind}`));
    expect(issue).toMatchObject({ title: `[${kind}] ${kind}: ${what}`, state: "open" });
    expect(there.subjects().filter((subject) => subject.includes(`[${kind}] ${kind}: `))).toHaveLength(1);
    expect(there.texts()).toContain(`https://github.com/octo/monitor/issues/${issue?.number}`);
    expect(there.github.violations).toEqual([]);
  });

  it("is in the story: rows raise all but these three, which have stories of their own", () => {
    expect(alertKinds.filter((kind) => !isRowKind(kind))).toEqual(["outage", "new-host", "silent"]);
  });

  it("new-host is told once for all that the first day of a host has", async () => {
    const there = await world({ isComplete: true });
    const found = { accounts: ["eve:root"], packagesDays: 1, ports: [port(22), port(8080)], listeners: [port(8080)] };
    const host = (check: number, more: Partial<Facts> = {}) => [
      { ...well, host: "db", time: timeOf(check), ...facts({ ...found, ...more }) },
    ];
    for (let check = 0; check < 4; check += 1) await there.run(check, host(check, { logins: ["pi@198.51.100.7"] }));
    const words = "2 open ports, 1 SSH login and 1 account to confirm";
    expect(notified(there)).toEqual([`opened new-host:db ${words}`]);
    expect(there.github.issues.map(({ title }) => title)).toEqual([`[new-host] db: ${words}`]);
    expect(there.subjects()).toEqual([expect.stringMatching(new RegExp(`^\\[new-host\\] db: ${words} since `))]);
    expect(there.texts()).toContain("port 8080: on 0.0.0.0, process nginx of user www-data");

    there.github.close(1, "not_planned");
    const nextDay = (24 * 60) / minutes;
    const later = { logins: ["pi@198.51.200.9", "root@203.0.113.9"], ports: [port(22), port(8080), port(9090)] };
    for (const check of [4, nextDay + 1, nextDay + 2]) await there.run(check, host(check, check < 9 ? {} : later));
    expect(notified(there).slice(1)).toEqual([
      "opened peer:db root@203.0.113.9 logged in from an unknown address",
      "opened port:db port 9090 is open",
    ]);
    expect(there.github.issues.filter(({ state }) => state === "open").map(({ title }) => title)).toEqual([
      "[peer] db: root@203.0.113.9 logged in from an unknown address",
      "[port] db: port 9090 is open",
    ]);
    expect(there.github.violations).toEqual([]);
  });

  it("outage is told once for all its hosts", async () => {
    const there = await world();
    const hosts = ["a", "b", "c", "d"];
    const all = (check: number, make: (host: string) => CheckResult) =>
      hosts.map((host) => ({ ...make(host), time: timeOf(check) }));
    for (let check = 0; check < 3; check += 1)
      await there.run(
        check,
        all(check, (host) => healthyNode({ host })),
      );
    for (let check = 3; check < 5; check += 1) await there.run(check, all(check, deadNode));
    expect(notified(there)).toEqual(["opened outage:monitor a, b, c and 1 more turned bad at once"]);
    expect(there.github.issues.map(({ title }) => title)).toEqual([
      "[outage] monitor: a, b, c and 1 more turned bad at once",
    ]);
    expect(there.subjects()).toHaveLength(1);
  });

  it("outage tells of hosts that come to it, and of others after those were accepted", async () => {
    const there = await world();
    const hosts = "abcdefghijklmn".split("");
    const bad = async (check: number, number: number) => {
      const results = hosts.map((host, at) => (at < number ? deadNode(host) : healthyNode({ host })));
      await there.run(
        check,
        results.map((result) => ({ ...result, time: timeOf(check) })),
      );
    };
    for (const check of [0, 1]) await bad(check, 0);
    await bad(2, 7);
    await bad(3, 11);
    there.github.close(1, "not_planned");
    await bad(4, 11);
    await bad(5, 14);
    expect(notified(there)).toEqual([
      "opened outage:monitor a, b, c and 4 more turned bad at once",
      "changed outage:monitor h, i, j and 1 more turned bad at once",
      "opened outage:monitor l, m and n turned bad at once",
    ]);
    expect(there.subjects()).toHaveLength(3);
    expect(there.github.issues.map(({ state, title }) => `${state} ${title}`)).toContain(
      "open [outage] monitor: l, m and n turned bad at once",
    );
  });

  it("silent is told, and that it is over", async () => {
    const there = await world();
    const alert = silentAlert("monitor", timeOf(0), timeOf(20));
    const around = { open: [alert], issueUrl: () => "https://github.com/octo/monitor/issues/1" };
    await there.tell(20, { ...around, changes: [{ what: "opened", added: alert.findings, alert, time: timeOf(20) }] });
    await there.tell(24, { ...around, open: [], changes: [{ what: "resolved", added: [], alert, time: timeOf(24) }] });
    expect(notified(there)).toEqual([
      "opened silent:monitor no new rows come in",
      "closed silent:monitor new rows come in again",
    ]);
    expect(there.subjects()).toEqual([
      expect.stringMatching(/^\[silent\] monitor: no new rows come in since /),
      expect.stringMatching(/^resolved: monitor: new rows come in again after /),
    ]);
  });
});

describeWith(["openssl"], "a new finding", () => {
  const several = rowKinds.flatMap((kind) => {
    const changes = more[kind];
    return changes === "one" ? [] : [{ kind, changes }];
  });

  async function opened(kind: RowKind) {
    const there = await world();
    const checks = async (from: number, change?: Change) => {
      for (const check of [from, from + 1]) await there.run(check, [resultOf(kind, check, change)]);
    };
    await checks(firstDay);
    await checks(0);
    await checks(2, turned[kind]);
    return { there, checks };
  }

  /** `opened`, `changed` */
  const newsOf = (there: World) => notified(there).map((words) => words.split(" ")[0]);

  it.each(several)("of $kind is told while its alert is open", async ({ kind, changes: [second] }) => {
    const { there, checks } = await opened(kind);
    await checks(4, second);
    expect(there.github.issue(1).comments[0]?.body).toContain("Now also: ");
    expect(newsOf(there)).toEqual(["opened", "changed"]);
    expect(there.subjects()).toHaveLength(2);
  });

  it.each(several)("of $kind is told after the others were accepted", async ({ kind, changes: [second, third] }) => {
    const { there, checks } = await opened(kind);
    if (third !== undefined) await checks(4, second);
    there.github.close(1, "not_planned");
    await checks(6, third === undefined ? turned[kind] : second);
    const before = notified(there);
    await checks(8, third ?? second);
    const [news, ...others] = notified(there).slice(before.length);
    expect(others).toEqual([]);
    expect(there.github.issues.map(({ title, state }) => `${state} ${title}`)).toContain(
      news?.replace(/^opened (\S+?):(\S+) /, "open [$1] $2: "),
    );
    // It tells of what is new, and of nothing that was told before.
    const [, about] = /^\S+ \S+ (.*)$/.exec(news ?? "") ?? [];
    expect(before.filter((words) => words.endsWith(` ${about}`))).toEqual([]);
    expect(there.subjects()).toHaveLength(before.length + 1);
    expect(there.github.violations).toEqual([]);
  });

  const alone = rowKinds.filter((kind) => more[kind] === "one");

  it.each(alone)("never comes to an alert of %s; when accepted, it is told again after it was over", async (kind) => {
    const there = await world();
    const checks = async (from: number, change?: Change) => {
      for (const check of [from, from + 1, from + 2]) await there.run(check, [resultOf(kind, check, change)]);
    };
    await checks(0);
    await checks(3, turned[kind]);
    there.github.close(1, "not_planned");
    await checks(6, turned[kind]);
    expect(notified(there)).toEqual([expect.stringMatching(`^opened ${kind}:${kind} `)]);
    const aDay = 24 * (60 / minutes);
    await checks(10 + aDay);
    await checks(20 + 2 * aDay, turned[kind]);
    expect(notified(there).filter((words) => words.startsWith("opened "))).toHaveLength(2);
    expect(there.github.issues.filter(({ state }) => state === "open")).toHaveLength(1);
    expect(there.github.violations).toEqual([]);
  });

  it("has the owner of a port in the issue and in the mail", async () => {
    const there = await world();
    for (const check of [0, 1]) await there.run(check, [resultOf("port", check, () => ports(9090))]);
    expect(there.github.issue(1).body).toContain("port `9090` · on `0.0.0.0`, process `nginx` of user `www-data`");
    expect(there.texts()).toContain("process nginx of user www-data");
  });
});

describeWith(["openssl"], "the DNS name of who has logged in", () => {
  it("is in the issue and the mail, with the line of the inventory that accepts it", async () => {
    const zone = {
      names: { "198.51.100.7": ["ci.example.org"], "203.0.113.9": ["ci.example.org"] },
      addresses: { "ci.example.org": ["198.51.100.7"] },
    };
    const there = await world({ zone });
    await there.run(0, [{ ...resultOf("peer", 0), ...facts({ logins: ["deploy@198.51.100.7", "eve@203.0.113.9"] }) }]);
    const { body } = there.github.issue(1);
    expect(body).toMatch(/^- `deploy@198\.51\.100\.7` · DNS name `ci\.example\.org` · /m);
    expect(body).toMatch(/^- `eve@203\.0\.113\.9` · first seen/m);
    expect(body).toContain(
      "\nssh_peers: deploy@ci.example.org, eve@203.0.113.9   # or only by DNS name, where there is one\n",
    );
    expect(there.texts()).toContain("deploy@198.51.100.7: DNS name ci.example.org");
  });
});

describeWith(["openssl"], "a login that is back within a day", () => {
  it("reopens its issue without a mail or a notification, unless somebody else logs in", async () => {
    const there = await world();
    const login = (from: number, ...logins: readonly string[]) => ({ from, logins });
    for (const { from, logins } of [
      login(0, "deploy@198.51.100.7"),
      login(2),
      login(4, "deploy@198.51.100.7"),
      login(6),
      login(8, "eve@203.0.113.9"),
    ])
      for (let check = from; check < from + 2; check += 1)
        await there.run(check, [{ ...resultOf("peer", check), ...facts({ logins }) }]);
    expect(notified(there)).toEqual([
      "opened peer:peer deploy@198.51.100.7 logged in from an unknown address",
      "closed peer:peer no unknown SSH client is left",
      "changed peer:peer eve@203.0.113.9 logged in from an unknown address",
    ]);
    expect(there.subjects()).toHaveLength(3);
    expect(there.github.issues.map(({ title, state }) => `${state} ${title}`)).toEqual([
      expect.stringMatching(/^open \[peer\] peer: eve/),
    ]);
    expect(there.github.violations).toEqual([]);
  });
});
