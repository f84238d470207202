import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/check-result.ts";
import { silenced } from "../../src/commands/silencing.ts";
import type { Host } from "../../src/inventory/host.ts";
import { type ErrorCode, problem } from "../../src/outcome.ts";
import { hostOf } from "../support/ssh-session.ts";

const time = new Date("2026-11-22T21:32:05Z");

function host(id: string, via?: Host): Host {
  return { ...hostOf({ port: 22, identities: [] }), id, via, dependsOn: via === undefined ? [] : [via.id] };
}

function result({ id }: Host, code?: ErrorCode, meanMs?: number): CheckResult {
  const problems = code === undefined ? [] : [problem(code, "")];
  return { ...{ time, host: id, type: "node", problems, ping: { meanMs } }, ...nothingElse };
}

const nothingElse = { page: undefined, facts: undefined, lastBoot: undefined };

function reasons(hosts: readonly Host[], results: readonly CheckResult[]): readonly (readonly string[] | undefined)[] {
  const found = silenced(hosts, results, { downtimes: [], history: { lastChecks: new Map() }, now: time });
  return found.map((each) => each.silenced);
}

describe("hosts behind a jump host", () => {
  const bastion = host("bastion");
  const inner = host("inner", bastion);
  const hosts = [bastion, inner, host("target", inner)];

  it("are silenced where it is down, and those behind them by them", () => {
    const results = hosts.map((each) => result(each, each === bastion ? "ssh:timeout" : "ssh:via"));
    expect(reasons(hosts, results)).toEqual([undefined, ["depends-on:bastion"], ["depends-on:inner"]]);
  });

  it("are silenced where it answers pings, and its own SSH fails", () => {
    const results = [
      result(bastion, "ssh:host-key-changed", 1),
      ...hosts.slice(1).map((each) => result(each, "ssh:via")),
    ];
    expect(reasons(hosts, results)).toEqual([undefined, ["depends-on:bastion"], ["depends-on:inner"]]);
  });

  it("are told themselves where its own SSH works, and it only refuses to forward", () => {
    const results = [result(bastion, undefined, 1), result(inner, "ssh:via")];
    expect(reasons([bastion, inner], results)).toEqual([undefined, undefined]);
  });

  it("are told themselves for what is no fault of it", () => {
    const results = [result(bastion, "ssh:auth", 1), result(inner, "ssh:refused")];
    expect(reasons([bastion, inner], results)).toEqual([undefined, undefined]);
  });
});
