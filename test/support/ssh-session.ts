/** Runs scripts over SSH as a check does, against the servers of the tests. */
import type { Host, Identity } from "../../src/inventory/host.ts";
import { Secret } from "../../src/inventory/secret.ts";
import type { ErrorCode } from "../../src/outcome.ts";
import { loadKeys } from "../../src/ssh/keys.ts";
import { parseKnownHosts } from "../../src/ssh/known-hosts.ts";
import { runScript, type SessionOutcome } from "../../src/ssh/session.ts";
import { type HostKeyPolicy, trustFor } from "../../src/ssh/trust.ts";

export const endMark = "@end";

export interface SessionRequest {
  readonly address?: string;
  readonly port: number;
  readonly identities: readonly Identity[];
  readonly hostKeys?: readonly string[];
  readonly knownHosts?: string;
  readonly policy?: HostKeyPolicy;
  readonly script?: string;
  /** Default: no limit but that of the test. */
  readonly signal?: AbortSignal;
  readonly named?: boolean;
}

/** The outcome, and the trace lines. */
export async function runOn(request: SessionRequest): Promise<SessionOutcome & { readonly traced: readonly string[] }> {
  const host = hostOf(request);
  const { entries } = parseKnownHosts(request.knownHosts ?? "", "test");
  const traced: string[] = [];
  const outcome = await runScript(host, {
    script: request.script ?? `echo hello; echo "${endMark}"\n`,
    endMark,
    keys: await loadKeys([host]),
    trust: trustFor(host, entries, request.policy ?? "strict"),
    signal: request.signal ?? new AbortController().signal,
    trace: (line) => traced.push(line),
  });
  return { ...outcome, traced };
}

export function hostOf(request: Pick<SessionRequest, "address" | "port" | "identities" | "hostKeys" | "named">): Host {
  return {
    id: "host",
    address: request.address ?? "127.0.0.1",
    named: request.named ?? false,
    type: "node",
    ping: true,
    port: request.port,
    identities: request.identities,
    hostKeys: request.hostKeys ?? [],
    verify: true,
    knownPeers: [],
    knownPorts: [],
    knownAccounts: [],
    expected: new Map(),
    thresholds: new Map(),
    dependsOn: [],
    maintenance: [],
  };
}

export function withKey(username: string, path: string, passphrase?: string): Identity {
  return { username, key: { path }, passphrase: passphrase === undefined ? undefined : new Secret(passphrase) };
}

export function withPassword(username: string, password: string): Identity {
  return { username, password: new Secret(password) };
}

export function codesOf(outcome: SessionOutcome): readonly ErrorCode[] {
  return outcome.problems.map(({ code }) => code);
}

export function detailOf(outcome: SessionOutcome): string {
  return outcome.problems.map(({ detail }) => detail.untrusted).join("\n");
}
