import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalAddress } from "../../src/address.ts";
import { endLine, mark, readAnswer } from "../../src/facts/answer.ts";
import { type FactValues, readFacts } from "../../src/facts/index.ts";
import { nobody } from "./fake-host.ts";

const said = (...lines: string[]) => lines.map((line) => `${mark}${line}\n`).join("");

describe("an answer", () => {
  it("is found among noise, also behind noise without a newline", () => {
    const answer = readAnswer(`motd\nno newline${said("v 1")}job done\n${said("up 5 6")}bye ${endLine}\n`);
    expect(answer.complete).toBe(true);
    expect(answer.lines("up")).toEqual(["5 6"]);
  });

  it("does not count a last line without its newline", () => {
    const answer = readAnswer(said("v 1", "up 5", "end").trimEnd());
    expect(answer.complete).toBe(false);
    expect(answer.lines("up")).toEqual(["5"]);
  });

  it("begins at the version line and ends at the end line", () => {
    const answer = readAnswer(said("up 1", "v 1", "up 2", "end", "up 3"));
    expect(answer.lines("up")).toEqual(["2"]);
  });

  it("of another version is none", () => {
    expect(readAnswer(said("v 2", "end")).started).toBe(false);
  });

  it("takes a mark within the text for text", () => {
    expect(readAnswer(said("v 1", `logins x ${mark}mem 1`, "end")).lines("mem")).toEqual([]);
  });
});

describe("facts", () => {
  const figures = [
    "mem MemTotal:4096 MemAvailable:2048 SwapTotal:0 SwapFree:0",
    "now 1795390924",
    "up 7831.25",
    "me 10.0.2.2 1 10.0.2.15 22",
  ];
  const tables = ["sockets proc", "who asked", "disk /dev/vda 102400 50 51200 50% /"];

  it("are all there when everything was said", () => {
    const bootid = "bootid 1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    expect(readFacts(said("v 1", "probe 2", bootid, ...figures, ...tables, "end"), "node", nobody)).toEqual({
      value: {
        revision: 2,
        memAvailMib: 2,
        swapFreeMib: 0,
        diskAvailMib: 50,
        diskSizeMib: 100,
        lastBoot: new Date("2026-11-22T21:31:00Z"),
        bootId: "1b4e28ba",
        ports: [],
        listeners: [],
        sshPeers: [],
        peerPorts: [],
        logins: [],
        clientAddress: "10.0.2.2",
        hostTime: 1795390924,
        memTotalMib: 4,
        swapTotalMib: 0,
      },
      problems: [],
    });
  });

  it("spoil only their own cell, with one reason for all", () => {
    const { value, problems } = readFacts(said("v 1", ...figures, "end"), "node", nobody);
    expect(Object.keys(value ?? {})).toEqual(["revision", "memAvailMib", "swapFreeMib", "lastBoot", "clientAddress"]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.detail.untrusted).toMatch(
      /^diskAvailMib: neither stat nor df.*; ports: .*; sshPeers: .*; logins: /,
    );
  });

  it("of an answer that was cut are kept as far as they came, and it is said", () => {
    const { value, problems } = readFacts(said("v 1", ...figures, ...tables), "node", nobody);
    expect(value?.memAvailMib).toBe(2);
    expect(problems).toEqual([
      { code: "probe:incomplete", detail: { untrusted: "the answer ends before its end line" } },
    ]);
  });

  it("do not come from a script that never ran: the first thing said is the reason", () => {
    const { value, problems } = readFacts("\nThis account is currently not available.\nbye\n", "node", nobody);
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      {
        code: "probe:incomplete",
        detail: {
          untrusted: "the probe script did not run; the session said: This account is currently not available.",
        },
      },
    ]);
  });

  it("quote no more than a little of a flood", () => {
    expect(readFacts("x".repeat(100_000), "node", nobody).problems[0]?.detail.untrusted.length).toBeLessThan(200);
  });
});

function assertWellTyped(value: FactValues): void {
  for (const mib of [value.memAvailMib, value.swapFreeMib, value.diskAvailMib])
    if (mib !== undefined) expect(Number.isSafeInteger(mib) && mib >= 0).toBe(true);
  if (value.lastBoot !== undefined) expect(value.lastBoot.toISOString()).toMatch(/^\d{4}-.*:00\.000Z$/);
  for (const { port } of value.ports ?? []) expect(port > 0 && port <= 65_535 && Number.isInteger(port)).toBe(true);
  expect(value.listeners?.map(({ port, protocol }) => ({ port, protocol }))).toEqual(value.ports);
  for (const { addresses, owners } of value.listeners ?? []) {
    expect(addresses.map((address) => canonicalAddress(address))).toEqual(addresses);
    for (const { user, process } of owners) expect(`${user} ${process}`).toMatch(/^[\w.-]{1,32} [\w.-]{1,32}$/);
  }
  for (const peer of value.sshPeers ?? []) expect(canonicalAddress(peer)).toBe(peer);
  for (const login of value.logins ?? []) expect(login).toMatch(/^[\w.-]{1,32}@[\w.:-]{1,253}$/);
  for (const figure of (value.gpus ?? []).flatMap(({ tempC, memMib, powerW }) => [tempC, memMib, powerW]))
    if (figure !== undefined) expect(Number.isFinite(figure) && figure >= 0).toBe(true);
}

describe("whatever a host says", () => {
  const key = fc.constantFrom(
    ..."v mem sysctl vmstat swap disk now up boottime me listen owner user process range peer own net sockets logins who gpus cut end".split(
      " ",
    ),
  );
  const word = fc.oneof(
    fc.constantFrom("tcp", "udp", "/", "50%", "proc", "netstat", "asked", "0.0.0.0", "*.22", "LISTEN", "ESTABLISHED"),
    fc.constantFrom(
      "(10.0.0.1)",
      "23:53",
      "pts/0",
      "MemAvailable:5",
      "SwapFree:9",
      "10.0.0.1.22",
      "exit 0",
      "0, 1, 2, 3",
    ),
    fc.constantFrom(
      "33 5 tcp 00000000:0016",
      "33 <b>",
      "5 x y",
      "1024 65535",
      "tcp 00000000:0016",
      "udp 00000000:0035",
    ),
    fc.constantFrom("00000000:0016", "0100007F", `${"F".repeat(32)}:FFFF`, "kern.boottime: { sec = 1000, usec"),
    fc.nat().map(String),
    fc.bigInt().map(String),
    fc.string({ unit: "binary" }),
  );
  const line = fc
    .tuple(key, fc.array(word, { maxLength: 8 }))
    .map(([name, words]) => `${mark}${name} ${words.join(" ")}\n`);
  const hostile = fc
    .array(fc.oneof(line, fc.string({ unit: "binary" })), { maxLength: 30 })
    .map((lines) => lines.join(""));
  const text = fc.oneof(
    hostile,
    hostile.map((lines) => `${said("v 1")}${lines}${said("sockets proc", "who asked", "end")}`),
  );

  it("reading it does not throw, and what is read is well-typed", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("node" as const, "miner" as const), (said, type) => {
        assertWellTyped(readFacts(said, type, nobody).value ?? {});
      }),
      { numRuns: 2000 },
    );
  });
});
