import { describe, expect, it } from "vitest";
import { canonicalAddress, compareAddresses, inBlock, isPublicAddress } from "../src/address.ts";

describe("canonicalAddress", () => {
  it.each([
    ["192.0.2.10", "192.0.2.10"],
    ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["0:0:0:0:0:ffff:7f00:1", "127.0.0.1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::", "::"],
  ])("writes %s as %s", (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it.each(["", "example.org", "192.0.2", "192.0.2.010", "1.2.3.4.5", "2001:db8::g", "[::1]", "::1]/x", " ::1"])(
    "knows that %j is no address",
    (text) => {
      expect(canonicalAddress(text)).toBeUndefined();
    },
  );
});

describe("compareAddresses", () => {
  it("puts IPv4 before IPv6 and sorts by number", () => {
    const sorted = ["9.0.0.1", "10.0.0.2", "198.51.100.7", "::1", "2001:db8::2", "2001:db8::10", "2001:db8:1::"];
    expect(sorted.toReversed().sort(compareAddresses)).toEqual(sorted);
  });
});

describe("inBlock", () => {
  it.each([
    ["10.1.2.3", "10.0.0.0", 8, true],
    ["11.1.2.3", "10.0.0.0", 8, false],
    ["2001:db8::7", "2001:db8::", 32, true],
    ["10.1.2.3", "2001:db8::", 32, false],
    ["192.0.2.1", "192.0.2.1", 32, true],
    ["192.0.2.2", "192.0.2.1", 32, false],
  ])("%s in %s/%i: %s", (address, network, prefix, inside) => {
    expect(inBlock(address, network, prefix)).toBe(inside);
  });
});

describe("isPublicAddress", () => {
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "fe80::1",
    "255.255.255.255",
    "0.0.0.0",
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
