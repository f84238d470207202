import { describe, expect, it } from "vitest";
import { type CheckResult, unseen } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { findingLines, headline, hostTable, runSubject, summaryPage } from "../../src/report/summary.ts";
import { terminalText } from "../../src/safe-text.ts";
import { socketProblem } from "../../src/ssh/diagnosis.ts";
import { portAlert } from "../support/issue-alerts.ts";
import { checkReport, deadNode, healthyNode, hostsOf } from "../support/results.ts";

/** With plain blanks. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const expired = problem("http:tls", "the certificate has expired");

describe("the headline and the subject of a run", () => {
  it("say that all is well", () => {
    expect(headline(hostsOf([healthyNode()]))).toBe("1 host, 1 up");
    expect(runSubject(hostsOf([healthyNode()]))).toBe("1 host, 1 up");
  });

  it("name what is down before what is in trouble, in words for people and in codes for a commit", () => {
    const broken = healthyNode({ host: "shop", page: { ms: 12, status: 502 } });
    const hosts = hostsOf([healthyNode({ problems: [expired] }), deadNode(), healthyNode({ host: "nas" }), broken]);
    expect(headline(hosts)).toBe(
      "4 hosts, 1 up, 2 in trouble — db-1 down (SSH did not answer in time), web-1 trouble (the page's certificate was not valid), shop trouble (the page answered 502)",
    );
    expect(runSubject(hosts)).toBe(
      "4 hosts, 1 up, 2 in trouble — db-1 down (ssh:timeout), web-1 http:tls, shop http:502",
    );
  });

  it("name a host that is in trouble for an alert alone", () => {
    const hosts = hostsOf([healthyNode()], [portAlert(["8080"])]);
    expect(headline(hosts)).toBe("1 host, 0 up, 1 in trouble — web-1 trouble (port 8080 is open)");
    expect(runSubject(hosts)).toBe("1 host, 0 up, 1 in trouble — web-1 alert:port");
  });

  it("do not count a host that answers everything but pings as one in trouble", () => {
    const silent = healthyNode({ ping: { lossPercent: 100 }, problems: [problem("ping:unreachable", "no answer")] });
    expect(headline(hostsOf([silent]))).toBe("1 host, 1 up");
  });

  it("stay short", () => {
    const hosts = hostsOf(["a", "b", "c", "d", "e"].map(deadNode));
    expect(runSubject(hosts)).toBe(
      "5 hosts, 0 up — a down (ssh:timeout), b down (ssh:timeout), c down (ssh:timeout), and 2 more",
    );
  });
});

describe("the findings of a host", () => {
  const linesOf = (result: CheckResult) => hostsOf([result]).flatMap((host) => findingLines(host, terminalText));
  const unreachable = socketProblem(Object.assign(new Error("connect"), { code: "EHOSTUNREACH" }));

  it("begin with what is down, and say of SSH that the host cannot be reached", () => {
    const dead = deadNode();
    expect(linesOf(dead)).toEqual(["nothing answers; SSH did not answer in time: no answer within 30 s"]);
    expect(linesOf({ ...dead, problems: [unreachable] })).toEqual([
      "nothing answers; SSH: the host cannot be reached (EHOSTUNREACH)",
    ]);
    expect(linesOf(healthyNode({ problems: [unreachable] }))).toEqual([
      "SSH: the host cannot be reached (EHOSTUNREACH)",
    ]);
  });

  it("are the pings alone where nothing else was asked for", () => {
    const problems = [problem("ping:unreachable", "no answer to 4 pings")];
    expect(linesOf({ ...deadNode(), problems })).toEqual(["no answer to pings: no answer to 4 pings"]);
  });
});

describe("a run of a monitor that was offline", () => {
  const results = ["web-1", "db-1"].map((host) => unseen(deadNode(host), "not even the gateway answers"));

  it("says so instead of counting", () => {
    expect(headline(hostsOf(results))).toBe("2 hosts, monitor offline (not even the gateway answers)");
  });

  it("counts where some hosts could be asked", () => {
    const some = [healthyNode(), deadNode(), ...results];
    expect(runSubject(hostsOf(some))).toBe("4 hosts, 1 up, 2 could not be asked — db-1 down (ssh:timeout)");
  });

  it("is neither up nor down on the page, and has its reason once", () => {
    const page = plain(summaryPage(checkReport(results)));
    expect(page).toContain("| web-1 | ⚪ unknown |\n");
    expect(page.match(/gateway/g)).toHaveLength(1);
  });
});

describe("hostTable", () => {
  it("has words and units, and no column in which nobody has anything", () => {
    const { header, rows } = hostTable(hostsOf([healthyNode(), deadNode()]));
    expect(header).toEqual([
      ...["host", "state", "ping", "page", "free disk", "free memory", "free swap", "up for", "certificate"],
    ]);
    expect(rows).toEqual([
      ["web-1", "up", "12.3 ms", "142 ms", "64 of 128 GiB", "3.2 GiB", "0 MiB", "12 days", "29 days"],
      ["db-1", "down", "", "", "", "", "", "", ""],
    ]);
  });

  it("says that a host which is up answers no ping", () => {
    const silent = healthyNode({ ping: { lossPercent: 100 }, problems: [problem("ping:unreachable", "no answer")] });
    expect(hostTable(hostsOf([silent])).rows[0]?.slice(0, 3)).toEqual(["web-1", "up", "no answer"]);
  });

  it("says beside the state why a host is silenced", () => {
    const [host] = hostsOf([deadNode()]);
    if (host === undefined) throw new Error("no host");
    const row = { ...host.row, silenced: ["maintenance", "depends-on:router"] };
    expect(hostTable([{ ...host, row }]).rows[0]?.[1]).toBe("down, in maintenance, silenced (depends on router)");
    const maintenanceUntil = new Date(row.time.getTime() + 25 * 3_600_000);
    expect(hostTable([{ ...host, row, maintenanceUntil }]).rows[0]?.[1]).toMatch(
      /^down, in maintenance until \d+ \w+ \d\d:\d\d UTC, silenced \(depends on router\)$/,
    );
  });
});

describe("summaryPage", () => {
  const page = (detail: string) =>
    summaryPage(
      checkReport([healthyNode({ problems: [problem("http:tls", detail)] })], { commit: "0123456789abcdef" }),
    );

  it("reads as a page", () => {
    expect(plain(page("the certificate has expired"))).toBe(
      `### 1 host, 0 up, 1 in trouble — web-1 trouble (the page's certificate was not valid)

**What was found**

- **web-1**: the page's certificate was not valid: \`the certificate has expired\`

| host | state | ping | page | free disk | free memory | free swap | up for | certificate |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| web-1 | 🟡 trouble | 12.3 ms | 142 ms | 64 of 128 GiB | 3.2 GiB | 0 MiB | 12 days | 29 days |

Began 22 Nov 2026 21:32 UTC. 1 row in commit 0123456789, 1 s.
`,
    );
  });

  it("has the alerts first, hosts that are up folded, and links to issues, commit and page", () => {
    const alert = portAlert(["8080"]);
    const issue = "https://github.com/octo/monitor/issues/3";
    const links = {
      page: "https://github.com/octo/monitor/tree/HEAD/results",
      run: undefined,
      issues: "https://github.com/octo/monitor/issues",
      commit: (sha: string) => `https://github.com/octo/monitor/commit/${sha}`,
    };
    const opened = { what: "opened", added: alert.findings, alert, time: alert.seen } as const;
    const summary = summaryPage(
      checkReport([healthyNode({ host: "nas" }), deadNode()], {
        ...{ commit: "0123456789abcdef", links },
        alerts: { open: [alert], changes: [opened], issueUrl: () => issue },
      }),
    );
    expect(summary).toMatch(/^### [^\n]+\n\n\*\*Alerts\*\*\n\n- 🔔 opened: \[/);
    expect(summary).toContain(`](${issue})`);
    expect(summary).toMatch(/<details>\n<summary>1 host up<\/summary>\n\n\| host \|.*\n.*\n\| nas \|/);
    expect(summary).toContain("in commit [0123456789](https://github.com/octo/monitor/commit/0123456789abcdef)");
    expect(summary).toContain(`[All hosts](${links.page}) · [Open alerts](${links.issues})`);
  });

  it("keeps what a host says inside a code span", () => {
    expect(page("`@everyone`\n| <b> ::error::x")).toContain(": `'@everyone'\\u{a}¦ <b> ::error::x`\n");
  });
});
