/** Six hosts as they would be at any time of two months, with what happens to them. The same each time. */
import type { CheckResult } from "../../src/check-result.ts";
import type { FactValues } from "../../src/facts/index.ts";
import type { HostType } from "../../src/inventory/host.ts";
import { problem } from "../../src/outcome.ts";
import { seededRandom } from "../../test/support/random.ts";

const firstCheck = new Date("2026-09-01T00:07:04Z");
/** The check that the pictures are of. */
export const lastCheck = new Date("2026-11-01T05:07:04Z");

const everyMs = 20 * 60_000;
const dayMs = 86_400_000;

interface Profile {
  readonly name: string;
  readonly type: HostType;
  readonly pingMs: number;
  readonly pageMs?: number;
  readonly memMib?: number;
  /** Free on the first day, and what a day takes of it. */
  readonly diskMib?: readonly [first: number, perDay: number];
  readonly boots: readonly string[];
  readonly down?: readonly (readonly [from: string, to: string])[];
}

const fleet: readonly Profile[] = [
  {
    ...{ name: "web-1", type: "node", pingMs: 12, pageMs: 140, memMib: 3300, diskMib: [71_000, 35] },
    boots: ["2026-07-06T21:31Z"],
  },
  {
    ...{ name: "db-1", type: "node", pingMs: 9, memMib: 12_400, diskMib: [412_000, 260] },
    boots: ["2026-08-19T04:12Z", "2026-10-14T05:31Z"],
    down: [
      ["2026-10-14T03:00Z", "2026-10-14T05:40Z"],
      ["2026-11-01T04:40Z", "2026-11-02T00:00Z"],
    ],
  },
  {
    ...{ name: "mail-1", type: "node", pingMs: 21, pageMs: 95, memMib: 1500, diskMib: [61_000, 520] },
    boots: ["2026-08-30T06:40Z", "2026-10-22T06:41Z"],
    down: [["2026-10-22T06:20Z", "2026-10-22T06:45Z"]],
  },
  {
    ...{ name: "gpu-1", type: "miner", pingMs: 31, memMib: 27_000, diskMib: [188_000, 12] },
    boots: ["2026-06-11T10:02Z"],
  },
  {
    ...{ name: "nas", type: "node", pingMs: 0.6, memMib: 5600, diskMib: [2_910_000, 2100] },
    boots: ["2026-05-02T08:15Z"],
  },
  { name: "router", type: "ping", pingMs: 0.4, boots: [] },
];

/** All checks before the last one. */
export function earlierChecks(): CheckResult[] {
  const checks = (lastCheck.getTime() - firstCheck.getTime()) / everyMs;
  return Array.from({ length: checks }, (_, index) => checkAt(new Date(firstCheck.getTime() + index * everyMs))).flat();
}

/** In inventory order. */
export function checkAt(time: Date): CheckResult[] {
  return fleet.map((profile, index) => {
    const random = seededRandom(Math.floor(time.getTime() / 1000) * 31 + index);
    const isDown = profile.down?.some(([from, to]) => new Date(from) <= time && time < new Date(to)) ?? false;
    return isDown ? deadHost(profile, time) : livingHost(profile, time, random);
  });
}

function deadHost({ name, type }: Profile, time: Date): CheckResult {
  const problems = [
    problem("ping:unreachable", "no answer to 4 pings"),
    problem("ssh:timeout", "no connection within 30 s"),
  ];
  const unknown = { page: undefined, facts: undefined, lastBoot: undefined };
  return { time, host: name, type, ping: { lossPercent: 100 }, ...unknown, problems };
}

function livingHost(profile: Profile, time: Date, random: () => number): CheckResult {
  const { name, type, pingMs, pageMs, boots } = profile;
  const evening = pingMs < 5 ? 1 : 1 + busyness(time);
  const meanMs = pingMs * evening * (1 + random() * 0.25);
  const page = pageMs === undefined ? undefined : { ms: pageMs * evening * (1 + random() * 0.4), status: 200 };
  const lastBoot = boots.findLast((boot) => new Date(boot) <= time);
  return {
    ...{ time, host: name, type },
    ping: { meanMs, maxMs: meanMs * (1 + random()), lossPercent: random() < 0.01 ? 25 : 0 },
    page: page && { ...page, certificate: certificateOf(time) },
    ...{ facts: type === "ping" ? undefined : factsOf(profile, time, random), lastBoot },
    problems: [],
  };
}

/** Most at a quarter to five in the afternoon, and on some days more than on others. */
function busyness(time: Date): number {
  const [day, hour] = [Math.floor(time.getTime() / dayMs), (time.getTime() % dayMs) / dayMs];
  return 2.5 * seededRandom(day)() * Math.max(0, Math.sin((hour - 0.45) * 2 * Math.PI)) ** 4;
}

/** Renewed every sixty days, a month before its end. */
function certificateOf(time: Date): { from: Date; to: Date } {
  const [start, period] = [Date.parse("2026-08-20T03:00:00Z"), 60 * dayMs];
  const from = new Date(start + Math.floor((time.getTime() - start) / period) * period);
  return { from, to: new Date(from.getTime() + 90 * dayMs) };
}

function factsOf({ name, type, memMib = 0, diskMib = [0, 0] }: Profile, time: Date, random: () => number): FactValues {
  const days = (time.getTime() - firstCheck.getTime()) / dayMs;
  const [first, perDay] = diskMib;
  const wave = Math.sin((days % 1) * 2 * Math.PI);
  const warm = (base: number) => ({ tempC: Math.round(base + 3 * wave + random() * 2), memMib: 5120, powerW: 120 });
  return {
    memAvailMib: memMib * (1 - 0.08 * wave - 0.05 * random()),
    swapFreeMib: 2048,
    diskAvailMib: first - perDay * (days + 0.2 * random()),
    diskSizeMib: first * 2,
    ...(type === "miner" ? { gpus: [warm(58), warm(63)] } : {}),
    ports: listeners(name, time).map(({ port, protocol }) => ({ port, protocol })),
    listeners: listeners(name, time),
    sshPeers: name === "nas" && random() < 0.004 ? ["203.0.113.9"] : [],
    logins: [],
  };
}

const portOpened = new Date("2026-11-01T04:40:00Z");

function listeners(name: string, time: Date): NonNullable<FactValues["listeners"]> {
  if (name !== "web-1" || time < portOpened) return [];
  const owners = [{ user: "deploy", process: "node" }];
  return [{ port: 8080, protocol: "tcp", addresses: ["0.0.0.0", "::"], owners }];
}
