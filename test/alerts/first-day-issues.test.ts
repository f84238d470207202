/** The issue of a new host: one for its ports, logins and accounts, which people confirm, accept or let close. */
import { beforeEach, describe, expect, it } from "vitest";
import { type Alert, alertKinds, newHostAlert, type Standing } from "../../src/alerts/alert.ts";
import { type CurrentAlerts, issueTracker } from "../../src/alerts/issues.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { type GitHubApi, repository, startGitHub } from "../support/github-api.ts";
import { alert, minutesLater, noon, portAlert, quick } from "../support/issue-alerts.ts";
import { typedRow } from "../support/typed-row.ts";

const day = 24 * 60;
let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHub();
  return () => expect(api.violations).toEqual([]);
});

function trackerNow() {
  const github = { apiUrl: api.url, repository, token: new Secret("ghs_actions") };
  return issueTracker({ now: api.now, confirm: 2, github, patience: quick });
}

async function run(alerts: readonly Alert[], standing: CurrentAlerts["standing"] = () => "well") {
  api.requests.length = 0;
  return trackerNow().sync({ alerts, kinds: alertKinds, isOurs: () => true, standing });
}

function later(minutes: number): void {
  api.now = minutesLater(minutes, api.now);
}

const peers = (...findings: readonly string[]) => alert({ kind: "peer", host: "web-1", findings });
const accounts = (...findings: readonly string[]) => alert({ kind: "account", host: "web-1", findings });
const newHost = (...parts: readonly Alert[]) => newHostAlert(portAlert([]), parts);
const firstDay = newHost(portAlert(["22", "8080"]), peers("deploy@198.51.100.7"), accounts("eve:root"));

const openTitles = () => api.issues.filter(({ state }) => state === "open").map(({ title }) => title);

describe("the issue of a new host", () => {
  it("is one, with a label and a mark of its own", async () => {
    await run([firstDay]);
    expect(api.issues).toHaveLength(1);
    const { title, labels, body } = api.issue(1);
    expect(title).toBe("[new-host] web-1: 2 open ports, 1 SSH login and 1 account to confirm");
    expect(labels).toEqual(["server-monitor", "alert:new-host"]);
    expect(body).toMatch(/^<!-- server-monitor new-host:web-1 -->\n/);
    await run([firstDay]);
    expect(api.writes).toEqual([]);
  });

  it("keeps its findings when the rows no longer tell that the host was new, and others have issues of their own", async () => {
    await run([firstDay]);
    later(9 * day);
    const ports = portAlert(["22", "8080", "9090"], { since: noon });
    await run([ports, peers("deploy@198.51.100.7")]);
    expect(openTitles()).toEqual([
      "[new-host] web-1: 2 open ports, 1 SSH login and 1 account to confirm",
      "[port] web-1: port 9090 is open",
    ]);
    expect(api.issue(1).comments).toEqual([]);
    await run([ports, peers("deploy@198.51.100.7")]);
    expect(api.writes).toEqual([]);
    const shown = await trackerNow().placed([ports]);
    expect(shown.map(({ kind, findings }) => [kind, ...findings])).toEqual([
      ["new-host", "port 22", "port 8080"],
      ["port", "9090"],
    ]);
    await run([portAlert(["9090"]), peers("root@203.0.113.9")], () => "open");
    expect(api.issue(1)).toMatchObject({ state: "closed", reason: "completed" });
    expect(openTitles()).toEqual(["[port] web-1: port 9090 is open", expect.stringContaining("[peer] web-1: root@")]);
  });

  it("stays open while the rows do not tell of one of its kinds", async () => {
    await run([firstDay]);
    const unknown = (kind: string): Standing => (kind === "peer" ? "unknown" : "well");
    await run([], unknown);
    expect(api.issue(1).state).toBe("open");
    await run([], () => "gone");
    expect(api.issue(1).comments.at(-1)?.body).toContain("No longer watched");
  });

  it("accepts what it lists when it is closed as not planned, also under the single kinds", async () => {
    await run([firstDay]);
    later(20);
    api.close(1, "not_planned");
    expect(await run([firstDay])).toMatchObject({
      open: [],
      accepted: [
        { identity: "port:web-1", findings: ["22", "8080"] },
        { identity: "peer:web-1", findings: ["deploy@198.51.100.7"] },
        { identity: "account:web-1", findings: ["eve:root"] },
      ],
    });
    expect(api.issue(1).labels).toContain("alert:accepted");
    later(30 * day);
    const result = await run([
      ...[portAlert(["22", "9090"]), accounts("eve:root", "mallory")],
      peers("deploy@198.51.1.9", "deploy@203.0.113.9"),
    ]);
    expect(result.open.map(({ alert: { kind, findings } }) => [kind, ...findings])).toEqual([
      ["peer", "deploy@203.0.113.9"],
      ["account", "mallory"],
      ["port", "9090"],
    ]);
    expect(api.issue(1).state).toBe("closed");
  });

  it("finds what was accepted just now before it opens an issue of a single kind", async () => {
    await run([firstDay]);
    api.close(1, "not_planned");
    later(9 * day);
    expect((await run([portAlert(["22", "8080"])])).open).toEqual([]);
    expect(api.issues).toHaveLength(1);
  });

  it("does not list what an issue of a single kind has listed or accepted", async () => {
    await run([portAlert(["22"]), accounts("eve:root")]);
    api.close(1, "not_planned");
    await run([newHost(portAlert(["22", "8080"]), accounts("eve:root"))]);
    expect(openTitles()).toEqual([expect.stringContaining("[port]"), "[new-host] web-1: 1 open port to confirm"]);
  });

  it("is reopened where a person has closed it as completed, and two checks after that still find it", async () => {
    await run([firstDay]);
    later(5);
    api.close(1, "completed");
    later(15);
    const found = (check: number) => {
      const rows = Array.from({ length: check }, (_, at) =>
        typedRow(minutesLater(-at, api.now), "web-1", { ports: "22" }),
      );
      return newHost(portAlert(["22", "8080"], { evidence: rows }));
    };
    expect(await run([found(1)])).toMatchObject({ open: [], opened: [] });
    expect(await run([found(2)])).toMatchObject({ opened: [{ number: 1 }] });
  });

  it("says nothing when an account of the first day counts as known", async () => {
    await run([firstDay]);
    await run([newHost(portAlert(["22", "8080"]), peers("deploy@198.51.100.7"))]);
    expect(api.writes).toEqual([]);
  });
});
