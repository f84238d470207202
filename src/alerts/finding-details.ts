/** What a run knows of a finding and its row does not say: whose port it is, which host key was offered, until when. Pure. */

import { canonicalAddress } from "../address.ts";
import { type CheckResult, portText } from "../check-result.ts";
import type { Problem } from "../outcome.ts";
import { loginParts } from "../row/items.ts";
import { rowOf } from "../row/row.ts";
import { type HostState, parentsOut, stateOf } from "../row/state.ts";
import type { Quote } from "../words/cause.ts";
import { listed } from "../words/count.ts";
import { type Clock, instantWords } from "../words/instant.ts";
import { type Alert, type AlertKind, identityOf, partFinding } from "./alert.ts";
import { listenerWords } from "./listener-words.ts";
import { keyItem, meansOf } from "./logins.ts";

export interface FindingDetail {
  readonly finding: string;
  /** `on 0.0.0.0, process nginx of user www-data`. `quote` makes what a host said inert. */
  readonly words: (quote: Quote, clock: Clock) => string;
  /** What the inventory needs to accept it, where the finding itself is not that. */
  readonly accepts?: string;
  /** Of an address: a name that leads back to it. */
  readonly dnsName?: string;
}

/** By the identity of the alert. */
export type FindingDetails = ReadonlyMap<string, readonly FindingDetail[]>;

export function findingDetails(results: readonly CheckResult[]): FindingDetails {
  const dependents = dependentsOf(results);
  return new Map(
    results.flatMap((result) =>
      Object.entries(detailsOf).flatMap(([kind, details]) => {
        const found = [...details(result), ...(kind === "down" ? dependentDetail(dependents.get(result.host)) : [])];
        return found.length === 0 ? [] : [[`${kind}:${result.host}`, found] as const];
      }),
    ),
  );
}

interface Dependent {
  readonly parent: string;
  readonly host: string;
  readonly state: HostState;
}

/** By the host that is down or silenced. */
function dependentsOf(results: readonly CheckResult[]): ReadonlyMap<string, readonly Dependent[]> {
  const dependents = results.flatMap((result) => {
    if (result.silenced === undefined) return [];
    const row = rowOf(result);
    return parentsOut(row).map((parent) => ({ parent, host: row.host, state: stateOf(row) }));
  });
  return Map.groupBy(dependents, ({ parent }) => parent);
}

/** `these depend on it: web-1 (down), web-2 (up)` */
function dependentDetail(dependents: readonly Dependent[] = []): FindingDetail[] {
  if (dependents.length === 0) return [];
  const words: FindingDetail["words"] = (quote) =>
    `these depend on it: ${listed(dependents.map(({ host, state }) => `${quote(host)} (${state})`))}`;
  return [{ finding: "no answer", words }];
}

/** The DNS names of the addresses of an alert, beside what the run knows already. `nameOf`: of a canonical address. */
export function withPeerNames(
  details: FindingDetails,
  alerts: readonly Alert[],
  nameOf: (address: string) => string | undefined,
): FindingDetails {
  const all = new Map(details);
  for (const alert of peersOf(alerts)) {
    const named = alert.findings.flatMap((finding): FindingDetail[] => {
      const name = nameOf(peerAddress(finding) ?? "");
      return name === undefined ? [] : [{ finding, words: (quote) => `DNS name ${quote(name)}`, dnsName: name }];
    });
    if (named.length > 0) all.set(identityOf(alert), named);
  }
  return all;
}

/** Addresses from which somebody has logged in, or is connected. */
export function peerAddresses(alerts: readonly Alert[]): string[] {
  return peersOf(alerts).flatMap(({ findings }) => findings.flatMap((finding) => peerAddress(finding) ?? []));
}

function peersOf(alerts: readonly Alert[]): Alert[] {
  return alerts.flatMap((alert) => alert.parts ?? [alert]).filter(({ kind }) => kind === "peer");
}

/** Of `pi@192.0.2.1`, or an address alone. A user may be called anything; the address is what follows the last `@`. */
export function peerAddress(finding: string): string | undefined {
  return canonicalAddress(loginParts(finding).from);
}

export function detailsFor(alert: Alert, details: FindingDetails): readonly FindingDetail[] {
  if (alert.parts !== undefined)
    return alert.parts.flatMap((part) =>
      detailsFor(part, details).map((detail) => ({ ...detail, finding: partFinding(part.kind, detail.finding) })),
    );
  const ofRun = (details.get(identityOf(alert)) ?? []).filter(({ finding }) => alert.findings.includes(finding));
  return alert.kind === "peer" ? [...ofRun, ...loginDetails(alert)] : ofRun;
}

/** A login is in one row and lasts for several: its key comes from the rows. */
function loginDetails({ findings, evidence }: Alert): FindingDetail[] {
  return findings.flatMap((finding) =>
    meansOf(finding, evidence).map((means): FindingDetail => {
      const accepts = keyItem(finding, means);
      const words: FindingDetail["words"] = (quote) =>
        `${accepts === undefined ? "by" : "with the key"} ${quote(means)}`;
      return { finding, words, ...(accepts === undefined ? {} : { accepts }) };
    }),
  );
}

const detailsOf: Readonly<Partial<Record<AlertKind, (result: CheckResult) => readonly FindingDetail[]>>> = {
  port: ({ facts }) =>
    facts?.listeners?.map((listener) => ({
      finding: portText(listener),
      words: (quote) => listenerWords(listener, quote),
    })) ?? [],
  "host-key": ({ problems }) => problems.flatMap(hostKeyDetail),
  down: ({ problems }) => problemDetails("no answer", problems),
  ssh: ({ problems }) => problemDetails("session", problems.filter(isOf("ssh:", "probe:"))),
  http: ({ problems }) => problemDetails("page", problems.filter(isOf("http:"))),
  cert: ({ page }) =>
    page?.certificate === undefined ? [] : [{ finding: "certificate", words: expiry(page.certificate.to) }],
};

function hostKeyDetail({ code, hostKey }: Problem): FindingDetail[] {
  if (hostKey === undefined) return [];
  const { type, fingerprint, known } = hostKey;
  return [
    {
      finding: code,
      words: (quote) => {
        const trusted = known.length === 0 ? "" : `, and trusted is ${listed(known.map(quote))}`;
        return `the host offers ${quote(`${type} ${fingerprint}`)}${trusted}`;
      },
      accepts: fingerprint,
    },
  ];
}

function problemDetails(finding: string, problems: readonly Problem[]): FindingDetail[] {
  return problems.map(({ detail }) => ({ finding, words: (quote) => quote(detail) }));
}

function isOf(...probes: readonly string[]): (problem: Problem) => boolean {
  return ({ code }) => probes.some((probe) => code.startsWith(probe));
}

function expiry(to: Date): FindingDetail["words"] {
  return (_quote, clock) => `it is valid until ${instantWords(to, clock)}`;
}
