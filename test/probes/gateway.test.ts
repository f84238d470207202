import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ipv4Gateways, ipv6Gateways } from "../../src/probes/gateway.ts";

function capture(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}.txt`, import.meta.url), "utf8");
}

describe("ipv4Gateways", () => {
  it.each([
    ["debian-12-vm", ["192.0.2.1"]],
    ["debian-12-two-links", ["192.168.1.1", "192.168.7.254"]],
    ["debian-12-without-gateway", []],
  ])("finds those of %s: %j", (origin, gateways) => {
    expect(ipv4Gateways(capture(`proc-net-route/${origin}`))).toEqual(gateways);
  });

  it("takes a VPN's half of the internet for no default route", () => {
    const [heading, route = ""] = capture("proc-net-route/debian-12-vm").split("\n");
    expect(ipv4Gateways(`${heading}\n${route.replace(/00000000(?=\t0\t0\t0\s*$)/, "00000080")}\n`)).toEqual([]);
  });
});

describe("ipv6Gateways", () => {
  it.each([
    ["debian-12-vm", ["fd00::1"]],
    ["debian-12-two-links", ["fe80::ba27:ebff:fe12:3456%eth0", "2001:db8:1::1"]],
    ["debian-12-unreachable-default", []],
  ])("finds those of %s: %j", (origin, gateways) => {
    expect(ipv6Gateways(capture(`proc-net-ipv6_route/${origin}`))).toEqual(gateways);
  });
});

describe.each([ipv4Gateways, ipv6Gateways])("%o", (gateways) => {
  it.each(["", "\n", "no table at all", "eth0 00000000", "0".repeat(32)])("finds none in %j", (text) => {
    expect(gateways(text)).toEqual([]);
  });
});
