import { describe, expect, it } from "vitest";
import { isSameLogin, loginItems } from "../../src/alerts/logins.ts";

describe("a login that was accepted", () => {
  it.each([
    ["deploy@198.51.100.7", "deploy@198.51.1.200", true],
    ["deploy@198.51.100.7", "deploy@198.52.100.7", false],
    ["deploy@198.51.100.7", "root@198.51.100.7", false],
    ["deploy@2001:db8::7", "deploy@2001:db8:ffff::1", true],
    ["deploy@2001:db8::7", "deploy@2001:db9::7", false],
    ["deploy@198.51.100.7", "deploy@2001:db8::7", false],
    ["198.51.100.7", "deploy@198.51.100.7", false],
    ["deploy@198.51.100.7", "198.51.100.7", false],
    ["deploy@home.example.org", "deploy@home.example.org", false],
    ["a@b@198.51.100.7", "b@198.51.100.7", false],
    ["", "@", false],
  ])("%s covers %s: %s", (accepted, finding, expected) => {
    expect(isSameLogin(accepted, finding)).toBe(expected);
  });
});

describe("the items of ssh_peers for a login", () => {
  it.each([
    ["deploy@198.51.100.7", ["deploy@198.51.100.7", "deploy@198.51.0.0/16", "deploy@*"]],
    ["admin@2001:db8:1::7", ["admin@2001:db8:1::7", "admin@2001:db8::/32", "admin@*"]],
    ["admin@2a00::7", ["admin@2a00::7", "admin@2a00::/32", "admin@*"]],
    ["admin@::1", ["admin@::1", "admin@::/32", "admin@*"]],
    ["198.51.100.7", undefined],
    ["deploy@home.example.org", undefined],
    ["a b@198.51.100.7", undefined],
    ["a@b@198.51.100.7", undefined],
  ])("%s are %j", (finding, items) => {
    expect(loginItems(finding)).toEqual(items);
  });
});
