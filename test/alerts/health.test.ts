/** Alerts about the health of a host: when they open, when they close, and what is none. */
import { describe, expect, it } from "vitest";
import { newRules } from "../../src/alerts/rules.ts";
import type { Threshold } from "../../src/inventory/host.ts";
import { checkTime, feed, historyRow, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const incomplete = { ping_ms: "12.3", errors: "probe:incomplete" };
const dayChecks = 96;

/** What is open after checks with these thresholds. */
function openWith(thresholds: Record<string, Threshold>, cells: RowCells): string[] {
  const rules = newRules({ confirm: 1, hostOf: () => ({ thresholds: new Map(Object.entries(thresholds)) }) });
  rules.add([historyRow(checkTime(0), "web-1", { ...well, ...cells })]);
  return rules.open().map(({ kind, findings }) => [kind, ...findings].join(" "));
}

describe("lists of a row", () => {
  it.each([
    ["raid", { raid: "md0" }, "md0"],
    ["readonly", { readonly: "/data" }, "/data"],
    ["check", { checks: "backup:late" }, "backup:late"],
    ["unit", { failed_units: "nginx.service" }, "nginx.service"],
    ["power", { power: "undervoltage" }, "undervoltage"],
  ])("%s is told by the second check, and closes at the second without it", (kind, cells, finding) => {
    const bad = { ...well, ...cells };
    expect(feed([well, bad, well, bad, bad, well, well]).said).toEqual([
      `4: opened ${kind} ${finding}`,
      `6: resolved ${kind} ${finding} recovered`,
    ]);
  });

  it("rest while a fact cannot be read: that is not well", () => {
    const bad = { ...well, raid: "md0" };
    const { said } = feed([well, bad, bad, ...times(10, incomplete), ...times(3, dead)]);
    expect(said.filter((words) => words.includes("raid"))).toEqual(["2: opened raid md0"]);
  });

  it("tell what is added to an open alert", () => {
    const [one, two] = [
      { ...well, failed_units: "a.service" },
      { ...well, failed_units: "a.service+b.service" },
    ];
    expect(feed([one, one, two, two]).told).toEqual(["1: unit a.service", "3: unit b.service"]);
  });
});

describe("space", () => {
  const data = (availMib: number) => ({ ...well, disks: `/data:${availMib}/100000+/srv:50000/100000` });

  it("is judged for every file system, and closes with a fifth more", () => {
    expect(feed([data(1000), data(1000), data(1100), data(1100), data(1300), data(1300)]).said).toEqual([
      "1: opened disk /data",
      "5: resolved disk /data recovered",
    ]);
  });

  it("of one file system that is nearly short does not keep the alert of another open", () => {
    const cells = (data: number, srv: number) => ({ ...well, disks: `/data:${data}/100000+/srv:${srv}/100000` });
    expect(feed([cells(500, 1100), cells(500, 1100), cells(9000, 1100), cells(9000, 1100)]).said).toEqual([
      "1: opened disk /data",
      "3: resolved disk /data recovered",
    ]);
  });

  it("has inodes, too", () => {
    const inodes = (percent: number) => ({ ...well, inodes_free_pct: percent });
    expect(feed([inodes(4), inodes(4), inodes(7), inodes(7)]).said).toEqual([
      "1: opened disk inodes",
      "3: resolved disk inodes recovered",
    ]);
  });

  it("is measured by the thresholds of the inventory, for all or for one file system", () => {
    const cells = { disk_avail_mib: 3000, disk_size_mib: 100_000, disks: "/my?data:15000/1000000", inodes_free_pct: 8 };
    expect(openWith({}, cells)).toEqual([]);
    expect(openWith({ disk: { share: 0.05 } }, cells)).toEqual(["disk / /my?data"]);
    expect(openWith({ disk: "off", "disk /my data": { mib: 20_480 } }, cells)).toEqual(["disk /my?data"]);
    expect(openWith({ inodes: { share: 0.1 } }, cells)).toEqual(["disk inodes"]);
    expect(openWith({ disk: "off" }, { disk_avail_mib: 1 })).toEqual([]);
  });
});

describe("memory", () => {
  const memory = (avail: number, swap: number, total = 2048) => ({
    ...well,
    ...{ mem_avail_mib: avail, mem_total_mib: 8000, swap_free_mib: swap, swap_total_mib: total },
  });

  it("is short where both memory and swap are", () => {
    expect(feed(times(2, memory(100, 50))).said).toEqual(["1: opened memory memory"]);
    expect(feed(times(5, memory(100, 1000))).said).toEqual([]);
    expect(feed(times(2, memory(100, 0, 0))).said).toEqual(["1: opened memory memory"]);
  });

  it("is not judged without its size", () => {
    expect(feed(times(3, { ...well, mem_avail_mib: 1 })).said).toEqual([]);
  });

  it("has a threshold of its own", () => {
    expect(openWith({ memory: { mib: 512 } }, memory(500, 0, 0))).toEqual(["memory memory"]);
    expect(openWith({ memory: "off" }, memory(1, 0, 0))).toEqual([]);
  });
});

describe("processes killed because memory ran out", () => {
  const kills = (count: number, boot = "2026-10-10T21:31Z") => ({ ...well, oom_kills: count, last_boot: boot });

  it("are told at once, and over after a quiet day", () => {
    const { said } = feed([kills(2), kills(3), ...times(dayChecks + 3, kills(3))]);
    expect(said).toEqual(["1: opened oom oom", `${dayChecks + 2}: resolved oom oom recovered`]);
  });

  it("of the time before the first row are none", () => {
    expect(feed(times(3, kills(7))).said).toEqual([]);
  });

  it("are counted anew after a boot", () => {
    expect(feed([kills(7), kills(0, "2026-11-01T00:20Z")]).said).toEqual([]);
    expect(feed([kills(7), kills(1, "2026-11-01T00:20Z")]).said).toEqual(["1: opened oom oom"]);
  });
});

describe("boots", () => {
  const boot = (minutes: number) => ({
    ...well,
    last_boot: `${new Date(checkTime(0).getTime() + minutes * 60_000).toISOString().slice(0, 16)}Z`,
  });

  it("are told with the third within six hours, and over when six hours have passed", () => {
    const { said } = feed([boot(-3), boot(10), boot(25), ...times(26, boot(25))]);
    expect(said[0]).toBe("2: opened reboots reboots");
    expect(said[1]).toMatch(/^\d+: resolved reboots reboots recovered$/);
  });

  it("of a kernel update and another are no alert, nor is one boot told by three clocks", () => {
    expect(feed([boot(-3), boot(10), ...times(5, boot(10))]).said).toEqual([]);
    expect(feed([boot(-3), boot(-2), boot(-3), boot(-1)]).said).toEqual([]);
  });
});

describe("the clock", () => {
  it("is off beyond ten seconds, in either direction", () => {
    expect(feed(times(2, { ...well, clock_s: -11 })).said).toEqual(["1: opened clock clock"]);
    expect(feed(times(2, { ...well, clock_s: 10 })).said).toEqual([]);
    expect(openWith({ clock: { seconds: 120 } }, { clock_s: 90 })).toEqual([]);
  });
});

describe("accounts", () => {
  const has = (accounts: string) => ({ ...well, accounts });
  const firstDay = times(dayChecks, has("alice:sudo"));

  it("of a host's first day are known, and what appears later is told", () => {
    expect(feed([...firstDay, ...times(3, has("alice:sudo+eve:root"))]).said).toEqual([
      `${dayChecks + 1}: opened account eve:root`,
    ]);
    expect(feed([has("alice"), ...times(20, has("alice+bob"))]).said).toEqual([]);
  });

  it("that may do more than before are told", () => {
    const { said } = feed([...times(dayChecks, has("bob")), ...times(2, has("bob:sudo"))]);
    expect(said).toEqual([`${dayChecks + 1}: opened account bob:sudo`]);
  });

  it("are no news because they are asked for since now: rows of before, or of an older probe, do not tell them", () => {
    expect(feed([...times(3 * dayChecks, well), ...times(dayChecks, has("alice:sudo+deploy"))]).said).toEqual([]);
    const after = [...times(3 * dayChecks, well), ...firstDay, ...times(2, has("alice:sudo+eve"))];
    expect(feed(after).said).toEqual([`${4 * dayChecks + 1}: opened account eve`]);
  });

  it("are told also where there were none", () => {
    const none = { ...has(""), load15: "0.10" };
    expect(feed([...times(dayChecks, none), ...times(2, { ...none, accounts: "eve" })]).said).toEqual([
      `${dayChecks + 1}: opened account eve`,
    ]);
  });

  it("count as known after six days", () => {
    const { said } = feed([...firstDay, ...times(7 * dayChecks, has("alice:sudo+eve"))]);
    expect(said).toEqual([`${dayChecks + 1}: opened account eve`, `${7 * dayChecks + 1}: resolved account eve gone`]);
  });
});

describe("updates", () => {
  it("are overdue with old lists or a reboot that waits", () => {
    expect(feed(times(2, { ...well, packages_days: 10, reboot_days: 7 })).said).toEqual([]);
    expect(feed(times(2, { ...well, packages_days: 11, reboot_days: "no" })).said).toEqual([
      "1: opened patch package lists",
    ]);
    expect(feed(times(2, { ...well, reboot_days: 8 })).said).toEqual(["1: opened patch reboot"]);
  });
});

it("rows of before these columns say nothing about them", () => {
  expect(feed(times(10, well)).said).toEqual([]);
});
