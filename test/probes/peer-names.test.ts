import { describe, expect, it } from "vitest";
import { parsePeers } from "../../src/inventory/peers.ts";
import { peerNames } from "../../src/probes/peer-names.ts";
import { startDns, type Zone } from "../support/dns.ts";

const address = "198.51.100.7";

async function namesIn(zone: Zone, ...addresses: readonly string[]) {
  const { server, asked } = await startDns(zone);
  const found = await peerNames(addresses.length === 0 ? [address] : addresses, { servers: [server], limitMs: 400 });
  return { found: [...found], asked };
}

const named = (...names: readonly string[]): Zone => ({
  names: { [address]: names },
  addresses: Object.fromEntries(names.map((name) => [name.toLowerCase(), [address]])),
});

describe("the DNS name of an unknown SSH client", () => {
  it("is one that leads back to its address", async () => {
    const { found, asked } = await namesIn(named("ci.example.org"));
    expect(found).toEqual([[address, "ci.example.org"]]);
    expect(asked).toEqual(["PTR 7.100.51.198.in-addr.arpa", "A ci.example.org"]);
  });

  it("is found for IPv6", async () => {
    const zone = { names: { "2001:db8::7": ["ci.example.org"] }, addresses: { "ci.example.org": ["2001:db8::7"] } };
    expect((await namesIn(zone, "2001:db8::7")).found).toEqual([["2001:db8::7", "ci.example.org"]]);
  });

  it("is not one that leads elsewhere, or nowhere", async () => {
    const zone = { names: { [address]: ["bank.example"] }, addresses: { "bank.example": ["203.0.113.1"] } };
    expect((await namesIn(zone)).found).toEqual([]);
    expect((await namesIn({ names: { [address]: ["bank.example"] } })).found).toEqual([]);
  });

  it.each([
    ["a blank", "ci example.org"],
    ["a comment", "ci.example.org # x"],
    ["a user", "root@*"],
    ["Markdown", "[x](https://evil.example)"],
    ["a workflow command", "::add-mask::example.org"],
    ["bytes", "\u00ff\u0000.example.org"],
    ["a name without a domain", "localhost"],
    ["an address", "203.0.113.9"],
    ["a provider's name for the address", "ip-198-51-100-7.dsl.example.net"],
  ])("is not taken from text that is %s", async (_what, text) => {
    expect((await namesIn(named(text))).found).toEqual([]);
  });

  it("is what ssh_peers takes", async () => {
    const { found } = await namesIn(named("CI.Example.org"));
    expect(parsePeers(`deploy@${found[0]?.[1]}`)).toEqual({ value: [{ user: "deploy", dnsName: "ci.example.org" }] });
  });

  it("is the first that is usable of the first three", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `a b${index}.example.org`);
    expect((await namesIn(named(...many(2), "ci.example.org"))).found).toEqual([[address, "ci.example.org"]]);
    expect((await namesIn(named(...many(3), "ci.example.org"))).found).toEqual([]);
  });

  it("is none where nobody answers in time, without an error", async () => {
    expect((await namesIn({ silent: true })).found).toEqual([]);
  });

  it("is asked for ten addresses at most, each once, and for none on loopback", async () => {
    const crowd = Array.from({ length: 40 }, (_, index) => `198.51.100.${index}`);
    expect((await namesIn({}, ...crowd, ...crowd)).asked).toHaveLength(10);
    expect((await namesIn({}, "127.0.0.1", "::1")).asked).toEqual([]);
  });
});
