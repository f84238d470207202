import { describe, expect, it } from "vitest";
import { isInShard } from "../../src/inventory/shard.ts";

const hosts = Array.from({ length: 200 }, (_, index) => `host-${index + 1}`);

function shardsOf(host: string, of: number): number[] {
  return Array.from({ length: of }, (_, index) => index + 1).filter((part) => isInShard(host, { part, of }));
}

describe("a shard", () => {
  it.each([1, 2, 5, 7])("of %i has each host exactly once among them", (of) => {
    expect(hosts.map((host) => shardsOf(host, of).length)).toEqual(hosts.map(() => 1));
  });

  it("has about as many hosts as the others", () => {
    const sizes = Map.groupBy(hosts, (host) => shardsOf(host, 5)[0]);
    for (const { length } of sizes.values()) expect(length).toBeGreaterThan(25);
  });

  it("keeps its hosts from one version to the next", () => {
    expect(["web-1", "db-1", "192.0.2.10", "2001:db8::1"].flatMap((host) => shardsOf(host, 5))).toEqual([4, 5, 4, 1]);
  });

  it("is everything where there is only one", () => {
    expect(hosts.every((host) => isInShard(host, undefined))).toBe(true);
  });
});
