/** A run with news of every sort, for what shows it: mails, the summary, notifications. Of as many hosts as a test wants. */
import type { Alert, AlertChange, AlertKind } from "../../src/alerts/alert.ts";
import { findingDetails } from "../../src/alerts/finding-details.ts";
import type { CheckResult } from "../../src/check-result.ts";
import type { PortListener } from "../../src/facts/listeners.ts";
import { problem } from "../../src/outcome.ts";
import type { RunAlerts } from "../../src/report/alert-news.ts";
import type { Links } from "../../src/report/links.ts";
import type { CheckReport } from "../../src/report/summary.ts";
import { rowOf } from "../../src/row/row.ts";
import { alertOf } from "./month-models.ts";
import { checkReport, deadNode, healthyNode, hostsOf, runTime } from "./results.ts";

const repository = "https://github.com/octo/monitor";

export const links: Links = {
  page: `${repository}/tree/HEAD/results`,
  run: `${repository}/actions/runs/1234567890`,
  issues: `${repository}/issues?q=is%3Aopen+label%3Aserver-monitor`,
  commit: (sha) => `${repository}/commit/${sha}`,
};

const [offered, known] = ["n", "o"].map((letter) => `SHA256:${letter.repeat(43)}`);

/** One in seven is down, and every kind of trouble is there once, as far as there are hosts. */
export function busyRun(number: number): CheckReport {
  const results = Array.from({ length: number }, (_, at) => resultOf(at));
  const alerts = results.flatMap(alertsOf);
  const over = number < 14 ? [] : ["nas", "printer"].map((host) => resolved(alert("down", host, ["no answer"])));
  const changes = [...alerts.map(opened), ...over];
  const lasting = number < 14 ? [] : [alert("patch", "host-12", ["package lists"])];
  const open = [...alerts, ...lasting];
  const told: RunAlerts = { open, changes, issueUrl, details: findingDetails(results) };
  const report = checkReport(results, { alerts: told, links, commit: "0123456789abcdef", ms: 4180 });
  return { ...report, hosts: hostsOf(results, open) };
}

function resultOf(at: number): CheckResult {
  const host = `host-${at}`;
  if (at % 7 === 0) return deadNode(host);
  if (at === 1)
    return healthyNode({ host, facts: { ...healthyNode().facts, ports: [listener], listeners: [listener] } });
  if (at === 2) return { ...healthyNode({ host }), facts: undefined, problems: [changedKey()] };
  if (at === 3) return healthyNode({ host, page: { ms: 12, status: 502 } });
  return healthyNode({ host: at === 4 ? `a-host-with-${"very-".repeat(8)}long-name` : host });
}

const listener: PortListener = {
  ...{ port: 8080, protocol: "tcp", addresses: ["0.0.0.0", "::"] },
  owners: [{ process: "nginx", user: "www-data" }],
};

function changedKey() {
  const hostKey = { type: "ssh-ed25519", fingerprint: offered ?? "", known: [`${known} (host_key of the inventory)`] };
  return { ...problem("ssh:host-key-changed", `it is ssh-ed25519 ${offered} instead of ${known}`), hostKey };
}

function alertsOf(result: CheckResult, at: number): Alert[] {
  const evidence = [rowOf(result)];
  const one = (kind: AlertKind, findings: readonly string[]) => [{ ...alert(kind, result.host, findings), evidence }];
  if (at % 7 === 0) return one("down", ["no answer"]);
  if (at === 1) return one("port", ["8080"]);
  if (at === 2) return one("host-key", ["ssh:host-key-changed"]);
  if (at === 3) return one("http", ["page"]);
  if (at === 4) return one("peer", ["deploy@2001:db8:1234:5678:9abc:def0:1234:5678"]);
  return [];
}

function alert(kind: AlertKind, host: string, findings: readonly string[]): Alert {
  const since = new Date(runTime.getTime() - 1_200_000);
  return alertOf(kind, host, { since, seen: runTime, findings });
}

function opened(one: Alert): AlertChange {
  return { what: "opened", added: one.findings, alert: one, time: runTime };
}

function resolved(one: Alert): AlertChange {
  return { what: "resolved", added: [], alert: one, time: runTime, reason: "recovered" };
}

function issueUrl({ kind, host }: Alert): string {
  return `${repository}/issues/${kind.length}${host.length}`;
}
