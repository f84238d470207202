/** One run of six hosts, in every place that shows it: each says the same state, in the same words. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import { issueBody, issueTitle } from "../../src/alerts/issue-text.ts";
import { newRules } from "../../src/alerts/rules.ts";
import type { CheckResult } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { runnerReporter } from "../../src/output/runner.ts";
import { terminalReporter } from "../../src/output/terminal.ts";
import { notificationOf } from "../../src/report/alert-notification.ts";
import { type CheckedHost, checkedHosts } from "../../src/report/host-now.ts";
import { alertMail } from "../../src/report/mail/alert-mail.ts";
import { runMail } from "../../src/report/mail/run-mail.ts";
import { monthPage } from "../../src/report/month/month-page.ts";
import { pageHtml } from "../../src/report/page/page-html.ts";
import { statusJson } from "../../src/report/page/page-json.ts";
import { monthJson } from "../../src/report/statistics/month-json.ts";
import { monthReport } from "../../src/report/statistics/month-report.ts";
import { newStatusHistory } from "../../src/report/status/host-history.ts";
import { statusPageOf } from "../../src/report/status/status-page.ts";
import { type CheckReport, runSubject, summaryPage } from "../../src/report/summary.ts";
import { rowOf } from "../../src/row/row.ts";
import { utcClock } from "../../src/words/instant.ts";
import { modelOfRuns } from "../support/fleet-site.ts";
import { deadNode, healthyNode } from "../support/results.ts";

const runs = ["04:45", "05:00", "05:15"].map((clock) => new Date(`2026-11-22T${clock}:05Z`));
const now = new Date("2026-11-22T05:15:05Z");

/** What a check of each host finds in a run. */
const hosts: Readonly<Record<string, (run: number) => Partial<CheckResult>>> = {
  "web-1": () => ({ page: { ms: 12, status: 502 } }),
  shop: () => ({ facts: { ...healthyNode().facts, ports: [{ port: 8080, protocol: "tcp" }] } }),
  bastion: (run) => ({ facts: { ...healthyNode().facts, logins: run === 2 ? ["root@203.0.113.9"] : [] } }),
  blog: () => ({ page: { ms: 12, status: 200, certificate: validity } }),
  "db-1": (run) => (run < 2 ? deadNode() : {}),
  "db-2": () => deadNode(),
  nas: () => ({ ping: { lossPercent: 100 }, problems: [problem("ping:unreachable", "no answer to 4 pings")] }),
};
const validity = { from: new Date("2026-09-01T00:00:00Z"), to: new Date("2026-11-30T12:00:00Z") };

/** What is to be said of each, and the code that stands for it in a commit. */
const said: readonly [host: string, state: string, words: readonly string[], code: string][] = [
  ["web-1", "trouble", ["the page answered 502"], "http:502"],
  ["shop", "trouble", ["port 8080 is open"], "alert:port"],
  ["bastion", "trouble", ["root@203.0.113.9 logged in from an unknown address"], "alert:peer"],
  ["blog", "trouble", ["the certificate expires soon", "8 days left"], "alert:cert"],
  ["db-1", "trouble", ["answers again; closes with the next check"], "alert:down"],
  ["db-2", "down", ["SSH did not answer in time"], "ssh:timeout"],
];

/** Three runs, as `check` makes of them what it tells. */
function story() {
  const rules = newRules({ confirm: 2 });
  const history = newStatusHistory(now, new Date(0));
  let [checked, changes]: [ReturnType<typeof checkRun>, AlertChange[]] = [[], []];
  const notified: string[] = [];
  for (const [run, time] of runs.entries()) {
    checked = checkRun(run, time);
    changes = [...rules.add(checked.map(({ row }) => row))];
    for (const { row } of checked) history.add(row);
    const alerts = { changes, open: rules.open(), issueUrl: () => undefined };
    const notification = notificationOf(alerts, { clock: utcClock(time), pageUrl: undefined });
    notified.push(notification?.title ?? "", ...(notification?.lines ?? []));
  }
  const open = rules.open();
  const clock = utcClock(now);
  const report: CheckReport = {
    ...{ hosts: checkedHosts(checked, open), alerts: { open, changes, issueUrl: () => undefined }, clock },
    ...{ punctuality: { due: undefined, missed: 0 }, rows: checked.length, waiting: 0, commit: undefined, ms: 1234 },
  };
  const order = { inventory: Object.keys(hosts), alerts: open, names: [], isOurs: () => true };
  return {
    report,
    open,
    page: statusPageOf(history, order, clock).make(undefined),
    mail: alertMail(changes, { open, clock, issueUrl: () => undefined }),
    notifications: notified.join("\n"),
  };
}

function checkRun(run: number, time: Date) {
  return Object.entries(hosts).map(([host, find]) => {
    const result: CheckResult = { ...healthyNode(), ...find(run), host, time };
    return { result, row: rowOf(result) };
  });
}

async function printed(show: () => Promise<void>): Promise<string> {
  vi.stubEnv("GITHUB_OUTPUT", "");
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await show();
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join("");
  vi.restoreAllMocks();
  return text;
}

afterEach(() => vi.unstubAllEnvs());

/** The month of these runs, until the last of them. */
async function monthOf() {
  async function* rowsOfRuns() {
    for (const [run, time] of runs.entries()) yield checkRun(run, time).map(({ row }) => row);
  }
  const to = new Date(now.getTime() + 1000);
  const order = { start: new Date("2026-11-01T00:00:00Z"), to, running: true, zone: "UTC", damage: [] };
  return monthReport({ ...order, runs: rowsOfRuns(), rules: newRules({ confirm: 2 }) });
}

function siteOf() {
  const inventory = Object.keys(hosts).map((host) => ({ host, isNamed: true, group: undefined }));
  return modelOfRuns(
    runs.map((time, run) => checkRun(run, time).map(({ row }) => row)),
    inventory,
    "full",
    now,
  );
}

const { report, open, page, mail, notifications } = story();
const site = siteOf();
const month = await monthOf();
const terminal = await printed(() => terminalReporter(false).checked(report));
const runner = await printed(() => runnerReporter({ jobSummary: false }).checked(report));

interface Place {
  /** All that it says of a host. */
  readonly text: (host: string) => string;
  /** The state that it names; undefined: it names none. */
  readonly state: (host: string) => string | undefined;
}

const places: Readonly<Record<string, Place>> = {
  terminal: linesOf(terminal, (host) => new RegExp(`^${host} +(\\w+)`, "m")),
  summary: linesOf(summaryPage(report), (host) => new RegExp(`^\\| ${host} \\| \\S+ (\\w+)`, "m")),
  annotations: linesOf(runner, (host) => new RegExp(`^::\\w+ title=${host}%3A (\\w+)::`, "m")),
  "run mail": linesOf(runMail(report).text, (host) => new RegExp(`^${host} +(\\w+)`, "m")),
  "alert mail": linesOf(mail?.text ?? ""),
  notifications: linesOf(notifications),
  issue: { text: issueText, state: () => undefined },
  "month page": linesOf(monthPage(month, { files: [] }).markdown.replaceAll("`", "")),
  website: linesOf(plainHtml(pageHtml(site, utcClock(now))), (host) => new RegExp(`^${host} +(\\w+)`, "m")),
  "status page": linesOf(page, (host) => new RegExp(`^\\| ${host} \\| \\S+ (\\w+)`, "m")),
};

/** A text in which a state stands where the pattern finds it. */
function linesOf(text: string, pattern?: (host: string) => RegExp): Place {
  // Mails break their lines, and pages keep words together.
  const plain = withoutComments(text.replaceAll("\u00a0", " ").replaceAll("\u2011", "-"));
  const unwrapped = plain.replaceAll(/\n +/g, " ").split("\n");
  return {
    text: (host) =>
      unwrapped.filter((line, at) => line.includes(host) || unwrapped[at - 3]?.startsWith(`${host} ·`)).join("\n"),
    state: (host) => pattern?.(host).exec(plain)?.[1],
  };
}

function issueText(host: string): string {
  const record = { earlier: [], revision: 0, closed: undefined, flapping: false };
  const context = { clock: utcClock(now), details: [], resultsUrl: undefined };
  const alerts = open.filter((alert) => alert.host === host);
  const texts = alerts.map((alert) => `${issueTitle(alert)}\n${issueBody(alert, { ...alert, ...record }, context)}`);
  return withoutComments(texts.join("\n"));
}

/** A host a line. */
function plainHtml(html: string): string {
  const text = html.replaceAll(/<(style|script)>.*?<\/\1>/gs, "").replaceAll(/\s*<[^>]+>\s*/g, " ");
  return Object.keys(hosts).reduce((all, host) => all.replaceAll(` ${host} `, `\n${host} `), text);
}

/** What only programs read. */
function withoutComments(text: string): string {
  return text.replaceAll(/<!--.*?-->/g, "");
}

/** Of an alert that may close with the next check, issue and notification tell when it does. */
function isTold(place: string, host: string): boolean {
  return !(["issue", "notifications"].includes(place) && host === "db-1");
}

describe.each(Object.entries(places))("%s", (name, place) => {
  it.each(said.filter(([host]) => isTold(name, host)))("says of %s that it is in %s, and why", (host, state, words) => {
    expect([undefined, state]).toContain(place.state(host));
    for (const each of words) expect(place.text(host)).toContain(each);
  });

  it("has no code", () => {
    for (const [host] of said) expect(place.text(host)).not.toMatch(/\b(ping|http|ssh):[a-z]/);
  });

  it("shows a host that answers everything but pings as up, or not at all", () => {
    expect([undefined, "up"]).toContain(place.state("nas"));
  });
});

it.each(["terminal", "summary", "run mail", "status page", "website"])("%s names a state for every host", (name) => {
  const states = [...said.map(([host]) => host), "nas"].map((host) => places[name]?.state(host));
  expect(states).toEqual([...said.map(([, state]) => state), "up"]);
});

describe("the subject of the commit", () => {
  const subjectOf = (host: string) => runSubject(report.hosts.filter((each: CheckedHost) => each.host === host));

  it.each(said)("counts %s as %s, and has a code for it", (host, state, _words, code) => {
    const counts = state === "down" ? "1 host, 0 up" : "1 host, 0 up, 1 in trouble";
    const why = state === "down" ? `${host} down (${code})` : `${host} ${code}`;
    expect(subjectOf(host)).toBe(`${counts} — ${why}`);
  });

  it("counts a host that answers everything but pings as up", () => {
    expect(subjectOf("nas")).toBe("1 host, 1 up");
  });
});

it("the website's JSON counts the same states", () => {
  const { counts, hosts: all } = JSON.parse(statusJson(site));
  expect(counts).toEqual({ hosts: 7, up: 1, trouble: 5, down: 1, unknown: 0 });
  for (const [host, state] of said) expect(all).toContainEqual(expect.objectContaining({ name: host, state }));
});

it("the outputs count the same states", () => {
  for (const [output, value] of [
    ["hosts", 7],
    ["up", 1],
    ["down", 1],
  ] as const)
    expect(runner).toContain(`::set-output name=${output}::${value}\n`);
});

describe("the month's JSON", () => {
  const figures = JSON.parse(monthJson(month));
  const hostOf = (name: string) => figures.hosts.find(({ host }: { host: string }) => host === name);

  it("has the alerts that are open, and no other", () => {
    const told = figures.alerts.map(({ kind, host, to }: Record<string, unknown>) => [`${kind}:${host}`, to]).sort();
    expect(told).toEqual(open.map(({ kind, host }) => [`${kind}:${host}`, null]).sort());
  });

  it("has the codes and times of outages, and no words", () => {
    expect(hostOf("db-2").outages).toMatchObject([{ errors: ["ping:unreachable", "ssh:timeout"], ongoing: true }]);
    expect(hostOf("db-1").outages).toMatchObject([{ to: "2026-11-22T05:15:05Z", ongoing: false }]);
    expect(hostOf("web-1").page.outages).toMatchObject([{ errors: [], statuses: [502], ongoing: true }]);
    expect(hostOf("nas")).toMatchObject({ availability: 1, outages: [] });
  });
});

it("visitors of the website read that a host answers again, too", () => {
  const visitors = plainHtml(pageHtml({ ...site, detail: "names" }, utcClock(now)));
  expect(visitors).toMatch(/^db-1 : answers again/m);
  expect(visitors).toMatch(/^db-2 : down/m);
});

it("an outage that is over is told nowhere as one that lasts", () => {
  for (const [name, place] of Object.entries(places).filter(([each]) => isTold(each, "db-1"))) {
    expect(place.text("db-1"), name).not.toMatch(/down since|nothing answers since|db-1 has been down/);
    expect(place.text("db-1"), name).not.toMatch(/db-1.* up since/);
  }
});
