import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePing } from "../../src/probes/ping-output.ts";

const captures: readonly [string, ReturnType<typeof parsePing>][] = [
  ["iputils-20221126-ipv4", { meanMs: 0.035, maxMs: 0.046, lossPercent: 0 }],
  ["iputils-20221126-ipv6", { meanMs: 0.035, maxMs: 0.042, lossPercent: 0 }],
  ["iputils-20221126-one-lost", { meanMs: 0.042, maxMs: 0.054, lossPercent: 25 }],
  ["iputils-20221126-duplicates", { meanMs: 0.049, maxMs: 0.065, lossPercent: 0 }],
  ["iputils-20221126-all-lost", { lossPercent: 100 }],
  ["iputils-20221126-host-unreachable", { lossPercent: 100 }],
  ["iputils-20221126-router-unreachable-ipv6", { lossPercent: 100 }],
  ["busybox-1.35-ipv4", { meanMs: 0.108, maxMs: 0.174, lossPercent: 0 }],
  ["busybox-1.35-ipv6", { meanMs: 0.124, maxMs: 0.194, lossPercent: 0 }],
  ["busybox-1.35-one-lost", { meanMs: 0.077, maxMs: 0.085, lossPercent: 25 }],
  ["busybox-1.35-duplicates", { meanMs: 0.149, maxMs: 0.295, lossPercent: 0 }],
  ["busybox-1.35-all-lost", { lossPercent: 100 }],
  ["busybox-1.35-host-unreachable", { lossPercent: 100 }],
];

describe("the output of ping", () => {
  it.each(captures)("is read as %s", (origin, expected) => {
    expect(parsePing(capture(origin))).toEqual(expected);
  });

  it("gives mean and maximum from the replies when there is no summary, duplicates left out", () => {
    const stopped = [
      "PING 192.0.2.10 (192.0.2.10) 56(84) bytes of data.",
      "64 bytes from 192.0.2.10: icmp_seq=2 ttl=64 time=30 ms",
      "64 bytes from 192.0.2.10: icmp_seq=1 ttl=64 time=10.5 ms",
      "64 bytes from 192.0.2.10: icmp_seq=1 ttl=64 time=900 ms (DUP!)",
      "From 192.0.2.1 icmp_seq=3 Destination Host Unreachable",
    ].join("\n");
    expect(parsePing(stopped)).toEqual({ meanMs: 20.25, maxMs: 30 });
  });

  it.each([
    ["4 packets transmitted, 2 received, +2 errors, 50% packet loss, time 3010ms", 50],
    ["4 packets transmitted, 1 packets received, 75% packet loss", 75],
    ["3 packets transmitted, 2 received, 33.3333% packet loss, time 401ms", 100 / 3],
    ["4 packets transmitted, 5 received, +1 duplicates, -25% packet loss, time 610ms", 0],
    ["0 packets transmitted, 0 received, 0% packet loss", undefined],
  ])("counts what is lost: %s", (line, lossPercent) => {
    expect(parsePing(`--- 192.0.2.10 ping statistics ---\n${line}\n`).lossPercent).toBe(lossPercent);
  });

  it("reads the summaries of inetutils and of iputils with a pipe", () => {
    expect(parsePing("round-trip min/avg/max/stddev = 0.031/0.058/0.067/0.000 ms")).toEqual({
      meanMs: 0.058,
      maxMs: 0.067,
    });
    expect(parsePing("rtt min/avg/max/mdev = 1.0/210.5/450.25/7.1 ms, pipe 3")).toEqual({
      meanMs: 210.5,
      maxMs: 450.25,
    });
  });

  it.each([
    [
      "the host echoes no payload",
      "rtt min/avg/max/mdev = 1795630786858.112/1795630786858.371/1795630786858.630/0.259 ms",
    ],
    ["all replies are truncated", "rtt min/avg/max/mdev = 9223372036854775.807/0.000/0.000/0.000 ms"],
    ["a clock was set back", "rtt min/avg/max/mdev = -3599999.871/-899999.942/0.130/1558845.630 ms"],
    ["its mean is above its maximum", "round-trip min/avg/max = 1.0/9.0/2.0 ms"],
    ["there are no times at all", ""],
  ])("has no times, but a loss, where %s", (_why, summary) => {
    const text = `4 packets transmitted, 3 received, 25% packet loss, time 610ms\n${summary}\n`;
    expect(parsePing(text, 650)).toEqual({ lossPercent: 25, implausible: true });
  });

  it("has no times where one reply that was printed took longer than ping ran", () => {
    const reply = (ms: number) => `64 bytes from 192.0.2.10: icmp_seq=1 ttl=64 time=${ms} ms\n`;
    expect(parsePing(reply(1.5) + reply(1795630786858), 650)).toEqual({ implausible: true });
    expect(parsePing(reply(1.5) + reply(-2), 650)).toEqual({ implausible: true });
    expect(parsePing(reply(1.5) + reply(649), 650)).toEqual({ meanMs: 325.25, maxMs: 649 });
  });

  it("is never more than it says, whatever the text", () => {
    const words = fc.constantFrom(
      "4 packets transmitted, ",
      "9 received, ",
      "time=",
      "64 bytes from ",
      "\n",
      " ms",
      "1.5",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
        const { lossPercent = 0, meanMs = 0 } = parsePing(parts.join(""));
        expect(lossPercent >= 0 && lossPercent <= 100 && meanMs >= 0).toBe(true);
      }),
    );
  });
});

function capture(origin: string): string {
  return readFileSync(new URL(`../fixtures/ping/${origin}.txt`, import.meta.url), "utf8");
}
