/**
 * Every kind of alert from the results of checks to the people: an issue, a mail and a notification for each, told once; a
 * finding that comes while its alert is open, and one that comes after the others were accepted.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { type AlertKind, alertKinds } from "../../src/alerts/alert.ts";
import { findingDetails } from "../../src/alerts/finding-details.ts";
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
import type { RunAlerts } from "../../src/report/alert-news.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { correspondents } from "../support/alerting.ts";
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

/** What a host of this name answers from the third check on, when it was well before. */
const turned: Readonly<Partial<Record<AlertKind, Change>>> = {
  down: () => deadNode("down"),
  "host-key": () => ({ ...noSession, problems: [{ ...problem("ssh:host-key-changed", "it changed"), hostKey }] }),
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
  gpu: () => facts({ gpus: [lostCard, card] }),
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
const before: Readonly<Partial<Record<AlertKind, Partial<CheckResult>>>> = {
  account: facts({ accounts: [], packagesDays: 1 }),
  oom: facts({ oomKills: 0 }),
  gpu: facts({ gpus: [card, card] }),
};

const kinds = alertKinds.filter((kind) => turned[kind] !== undefined);

function resultOf(kind: AlertKind, check: number, isTurned: boolean): CheckResult {
  const base = { ...well, host: kind, time: timeOf(check), type: kind === "gpu" ? "miner" : "node" } as const;
  return { ...base, ...before[kind], ...(isTurned ? turned[kind]?.(check) : {}), host: kind, time: base.time };
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
async function world(): Promise<World> {
  const { github, mail, environment, inputs: given } = await correspondents();
  trust(environment["NODE_EXTRA_CA_CERTS"] ?? "");
  const hook = await startWebhook();
  const inputs = readInputs({ ...inputDefaults, ...given, "notify-url": hook.url });
  const home = temporaryFolder();
  const surroundings = readSurroundings({ ...environment, HOME: home, XDG_STATE_HOME: join(home, "state") });
  const rules = newRules({ confirm: 2 });
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
    const alerting = { rules, tracker, why: undefined, isOurs: () => true };
    const evaluation = await evaluate(alerting, results);
    const { issueUrl, faults } = await deliver(alerting, evaluation);
    expect(faults).toEqual([]);
    const alerts = { ...evaluation, issueUrl, details: findingDetails(results) };
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
  it.each(kinds)("%s reaches people as an issue, a mail and a notification, once", async (kind) => {
    const there = await world();
    for (const check of [firstDay, 0, 1, 2]) await there.run(check, [resultOf(kind, check, false)]);
    expect([there.github.issues, there.subjects(), there.hook.got]).toEqual([[], [], []]);
    for (let check = 3; check < 8; check += 1) await there.run(check, [resultOf(kind, check, true)]);
    const opened = notified(there).filter((one) => one.startsWith(`opened ${kind}:${kind} `));
    expect(opened).toHaveLength(1);
    const what = opened[0]?.slice(`opened ${kind}:${kind} `.length) ?? "";
    const issue = there.github.issues.find(({ labels }) => labels.includes(`alert:${kind}`));
    expect(issue).toMatchObject({ title: `[${kind}] ${kind}: ${what}`, state: "open" });
    expect(there.subjects().filter((subject) => subject.includes(`[${kind}] ${kind}: `))).toHaveLength(1);
    expect(there.texts()).toContain(`https://github.com/octo/monitor/issues/${issue?.number}`);
    expect(there.github.violations).toEqual([]);
  });

  it("is in the story: rows raise all but these two, which have stories of their own", () => {
    expect(alertKinds.filter((kind) => !kinds.includes(kind))).toEqual(["outage", "silent"]);
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
  it("is told while its alert is open, and after what was found before was accepted", async () => {
    const there = await world();
    const checks = async (from: number, ...numbers: readonly number[]) => {
      for (let check = from; check < from + 2; check += 1)
        await there.run(check, [{ ...resultOf("port", check, false), ...ports(...numbers) }]);
    };
    await checks(0, 8080);
    await checks(2, 8080, 9090);
    const issue = there.github.issue(1);
    expect(issue.comments.map(({ body }) => body)).toEqual([expect.stringContaining("Now also: `9090`.")]);
    expect(issue.body).toContain("port `9090` · on `0.0.0.0`, process `nginx` of user `www-data`");
    there.github.close(1, "not_planned");
    await checks(4, 8080, 9090);
    expect(notified(there)).toEqual(["opened port:port port 8080 is open", "changed port:port port 9090 is open"]);

    await checks(6, 4444, 8080, 9090);
    expect(notified(there).slice(2)).toEqual(["opened port:port port 4444 is open"]);
    expect(there.github.issues.map(({ title, state }) => `${state} ${title}`)).toContain(
      "open [port] port: port 4444 is open",
    );
    expect(there.subjects()).toEqual([
      expect.stringMatching(/^\[port\] port: port 8080 is open since /),
      expect.stringMatching(/^\[port\] port: port 9090 is open since /),
      expect.stringMatching(/^\[port\] port: port 4444 is open since /),
    ]);
    expect(there.texts()).toContain("process nginx of user www-data");
    expect(there.github.violations).toEqual([]);
  });
});
