/** Tests each host and each credential. */
import { type Probed, type ProbeSettings, probeHost } from "../check-host.ts";
import type { Host, Identity } from "../inventory/host.ts";
import type { ErrorCode, Problem } from "../outcome.ts";
import { withJumpHosts } from "../probes/jump-hosts.ts";
import { inParallel } from "../probes/pool.ts";
import { figureWords } from "../report/column-words.ts";
import { terminalText } from "../safe-text.ts";
import { causeBefore, quotedWords } from "../words/cause.ts";
import { type Finding, finding } from "./finding.ts";
import { unreadFindings } from "./unread.ts";

export interface HostFindings {
  readonly host: string;
  readonly findings: readonly Finding[];
}

interface Order {
  readonly concurrency: number;
  readonly settings: ProbeSettings;
}

export function examineHosts(hosts: readonly Host[], { concurrency, settings }: Order): Promise<HostFindings[]> {
  return withJumpHosts(settings, (jumpHosts) =>
    inParallel(hosts, concurrency, async (host) => ({
      host: host.id,
      findings: await examine(host, { ...settings, jumpHosts }),
    })),
  );
}

/** Credentials are tried one after the other, because a host may count failed logins. */
async function examine(host: Host, settings: ProbeSettings): Promise<Finding[]> {
  const [first, ...others] = host.identities;
  const outside = await probeHost({ ...host, identities: first === undefined ? [] : [first] }, settings);
  const findings = [...pingFindings(host, outside), ...pageFindings(host, outside)];
  if (host.self) findings.push(selfFinding(outside));
  if (first === undefined) return [...findings, ...unreadFindings(host, outside.result.facts)];
  findings.push(loginFinding(first, outside));
  let { facts } = outside.result;
  for (const identity of others) {
    const { result } = await probeHost({ ...host, homePage: undefined, identities: [identity] }, settings);
    findings.push(loginFinding(identity, { result }));
    facts ??= result.facts;
  }
  return [...findings, ...unreadFindings(host, facts)];
}

function pingFindings(host: Host, { result }: Probed): Finding[] {
  if (!host.ping) return [];
  const { meanMs, lossPercent } = result.ping;
  if (meanMs === undefined) return [finding("odd", "ping", detail(result.problems, "ping:") || "no answer")];
  const lost = lossPercent ? `, ${figureWords("loss", lossPercent)} lost` : "";
  return [finding("good", "ping", `${figureWords("pingMs", meanMs)}${lost}`)];
}

function pageFindings(host: Host, { result }: Probed): Finding[] {
  if (host.homePage === undefined) return [];
  const trouble = detail(result.problems, "http:", ...(result.page ? [] : ["ssh:via"]));
  if (trouble !== "") return [finding("bad", "page", trouble)];
  const { status = 0, ms = 0 } = result.page ?? {};
  return [finding(status >= 400 ? "bad" : "good", "page", `${status} in ${figureWords("httpMs", Math.round(ms))}`)];
}

function selfFinding({ result }: Probed): Finding {
  const trouble = detail(result.problems, "probe:");
  return trouble === "" ? finding("good", "self", "the probe tells everything") : finding("bad", "self", trouble);
}

function loginFinding(identity: Identity, { result }: Pick<Probed, "result">): Finding {
  const means = [identity.key && "key", identity.password && "password"].filter(Boolean).join(" and ");
  const what = `ssh as ${identity.username} by ${means}`;
  const trouble = detail(result.problems, "ssh:", "probe:");
  if (trouble === "") return finding("good", what, "login works, and the probe is complete");
  return finding("bad", what, trouble);
}

function detail(problems: readonly Problem[], ...kinds: readonly string[]): string {
  const ours = problems.filter(({ code }) => kinds.some((kind) => code.startsWith(kind)));
  return ours.map(problemWords).join("; ");
}

/** `SSH refused the login: none of 2 keys is accepted → put the public key into …` */
function problemWords({ code, detail: said }: Problem): string {
  return `${quotedWords(causeBefore(code, [said]), terminalText)}: ${terminalText(said)}${fixOf(code)}`;
}

/** The fix, if the detail does not contain one. */
function fixOf(code: ErrorCode): string {
  const fix = fixes[code];
  return fix === undefined ? "" : ` → ${fix}`;
}

const fixes: Readonly<Partial<Record<ErrorCode, string>>> = {
  "ping:unreachable": "nothing to fix if the host drops pings",
  "ssh:refused": "check that sshd is running, and that port is correct",
  "ssh:timeout": "check that no firewall blocks this machine",
  "ssh:auth": "put the public key into ~/.ssh/authorized_keys of that user, or fix the credential",
  "http:tls": "renew the certificate, or set verify to the one to trust",
};
