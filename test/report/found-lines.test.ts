import { describe, expect, it } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import { problem } from "../../src/outcome.ts";
import { foundLines } from "../../src/report/found-lines.ts";
import { utcClock } from "../../src/words/instant.ts";
import { alert as anAlert, portAlert } from "../support/issue-alerts.ts";
import { deadNode, healthyNode, hostsOf } from "../support/results.ts";

const clock = utcClock(new Date("2026-11-22T21:32:05Z"));
const opened = (alert: AlertChange["alert"]): AlertChange => ({
  ...{ what: "opened", added: alert.findings, alert, time: new Date("2026-11-22T21:32:05Z") },
});

function linesOf(hosts: ReturnType<typeof hostsOf>, changes: readonly AlertChange[], url?: string) {
  const open = hosts.flatMap(({ alerts }) => alerts);
  return foundLines(hosts, { open, changes, issueUrl: () => url }, clock);
}

describe("what was found", () => {
  it("is one line with the alert that it opened", () => {
    const [port, down] = [portAlert(["8080"]), anAlert({ kind: "down", host: "db-1", findings: ["no answer"] })];
    const hosts = hostsOf([healthyNode(), deadNode()], [port, down]);
    expect(linesOf(hosts, [opened(port), opened(down)])).toEqual({
      findings: [
        "web-1 (alert opened): port 8080 is open",
        "  if it may stay, add to its entry in the inventory (each key once):",
        "    known_ports: 8080   # add to the ports that are there already",
        expect.stringMatching(/^db-1 \(alert opened\): nothing answers; SSH did not answer in time: /),
      ],
      news: [],
    });
  });

  it("offers the address of a login first, then its network, and does not speak of an issue where there is none", () => {
    const login = anAlert({ kind: "peer", host: "web-1", findings: ["pi@192.0.2.1"] });
    const { findings } = linesOf(hostsOf([healthyNode({ facts: { logins: ["pi@192.0.2.1"] } })], [login]), [
      opened(login),
    ]);
    expect(findings.slice(-2)).toEqual([
      "    ssh_peers: pi@192.0.2.1   # add to the peers that are there already",
      "    ssh_peers: pi@192.0.0.0/16   # or from their whole networks",
    ]);
  });

  it("says since when its alert is open, and where its issue is", () => {
    const port = portAlert(["8080"], { since: new Date("2026-11-21T10:00:00Z") });
    const hosts = hostsOf([healthyNode()], [port]);
    expect(linesOf(hosts, []).findings).toEqual(["web-1 (alert open since 21 Nov 2026 10:00 UTC): port 8080 is open"]);
    expect(linesOf(hosts, [opened(port)], "https://github.com/o/r/issues/3").findings).toEqual([
      "web-1 (alert opened, https://github.com/o/r/issues/3): port 8080 is open",
    ]);
    const added: AlertChange = {
      what: "changed",
      added: ["9000"],
      alert: portAlert(["8080", "9000"]),
      time: clock.near,
    };
    expect(linesOf(hostsOf([healthyNode()], [added.alert]), [added]).findings[0]).toMatch(
      /^web-1 \(alert open since .* UTC, with a new finding: port 9000 is open\): ports 8080 and 9000 are open$/,
    );
  });

  it("is a line alone where there is no alert yet, once for a host with several errors of one", () => {
    const broken = healthyNode({ page: { ms: 12, status: 502 } });
    expect(linesOf(hostsOf([broken]), [])).toEqual({ findings: ["web-1: the page answered 502"], news: [] });
    const ssh = anAlert({ kind: "ssh", host: "web-1", findings: ["ssh:auth"] });
    const both = healthyNode({ problems: [problem("probe:incomplete", "no df"), problem("ssh:auth", "refused")] });
    const { findings } = linesOf(hostsOf([both], [ssh]), [opened(ssh)]);
    expect(findings.filter((line) => line.includes("(alert opened)"))).toHaveLength(1);
    expect(findings).toHaveLength(2);
  });

  it("leaves alerts of other hosts, and what was resolved, to lines of their own", () => {
    const [gone, port] = [anAlert({ kind: "down", host: "nas", findings: ["no answer"] }), portAlert(["8080"])];
    const resolved: AlertChange = { what: "resolved", added: [], alert: port, time: clock.near, reason: "recovered" };
    const { findings, news } = linesOf(hostsOf([healthyNode()]), [opened(gone), resolved]);
    expect(findings).toEqual([]);
    expect(news).toEqual([
      expect.stringMatching(/^alert opened: \[down\] nas: /),
      expect.stringMatching(/^alert resolved: web-1: /),
    ]);
  });
});
