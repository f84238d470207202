/**
 * Kinds of hosts, by the noise that they have beside what every host has, and by the inventory that their owner has after a
 * month of alerts. Figures are rough on purpose: they are on the bad side of what people report.
 *
 * - `server`: always on. Where anybody may try passwords, two floods a year fill sshd's MaxStartups (10:30:100 drops
 *   30 % of connections) for some hours;
 * - `lte`: a router on LTE that loses its link four times a day, for 25 minutes on average;
 * - `laptop`: asleep at night, closed twice a day, off on half of the days of weekends;
 * - `deployed`: four deployments a day over SSH, each from an address that was never seen before, one in ten over two
 *   checks; an administrator who logs in from the networks of three carriers;
 * - `backed-up`: from 02:00 to 03:00 UTC the page answers every other check, and SSH two of three.
 */
import type { HostRules } from "../../src/alerts/rules.ts";
import { maintenanceEnd, parseMaintenance } from "../../src/inventory/maintenance.ts";
import { seededRandom } from "./random.ts";
import type { Cells } from "./simulated-incidents.ts";

export const archetypes = ["server", "lte", "laptop", "deployed", "backed-up"] as const;
export type Archetype = (typeof archetypes)[number];

/** What the owner writes into the inventory after a month. */
export const inventories: Readonly<Record<Archetype, string>> = {
  server: "maintenance of the provider",
  lte: "`confirm: 10`, two hours and a half",
  laptop: "`maintenance: sat-sun 00:00-24:00, mon 00:00-09:00`",
  deployed: "`ssh_peers: deploy@*, alice@100.64.0.0/16 …`",
  "backed-up": "`maintenance: daily 02:00-03:00`",
};

export const ownRules: Readonly<Record<Archetype, HostRules>> = {
  server: {},
  lte: { confirm: 10 },
  laptop: {},
  deployed: {},
  "backed-up": {},
};

const maintenance: Readonly<Partial<Record<Archetype, string>>> = {
  laptop: "sat-sun 00:00-24:00, mon 00:00-09:00",
  "backed-up": "daily 02:00-03:00",
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface Habits {
  /** What is otherwise at this check. Times must not go back. */
  readonly at: (ms: number, everyMs: number) => Cells;
  readonly isInMaintenance: (ms: number) => boolean;
}

interface Circumstances {
  readonly archetype: Archetype;
  readonly exposed: boolean;
  readonly tended: boolean;
  readonly seed: number;
}

export function newHabits({ archetype, exposed, tended, seed }: Circumstances): Habits {
  const random = seededRandom(seed);
  const windows = tended ? windowsOf(maintenance[archetype] ?? "") : [];
  return {
    at: habits[archetype]({ random, exposed, tended }),
    isInMaintenance: (ms) => maintenanceEnd(windows, new Date(ms)) !== undefined,
  };
}

type Habit = (own: {
  readonly random: () => number;
  readonly exposed: boolean;
  readonly tended: boolean;
}) => Habits["at"];

const sshFails: Cells = { fails: "ssh:timeout" };
const down: Cells = { down: "yes" };

const habits: Readonly<Record<Archetype, Habit>> = {
  server: ({ random, exposed }) => {
    let floodUntilMs = 0;
    return (ms, everyMs) => {
      if (exposed && random() < (2 * everyMs) / (365 * dayMs)) floodUntilMs = ms + (2 + 6 * random()) * hourMs;
      // Both tries of a check are dropped.
      return ms < floodUntilMs && random() < 0.3 * 0.3 ? sshFails : {};
    };
  },
  lte: ({ random }) => {
    let awayUntilMs = 0;
    return (ms, everyMs) => {
      if (ms >= awayUntilMs && random() < (4 * everyMs) / dayMs)
        awayUntilMs = ms - Math.log(1 - random()) * 25 * minuteMs;
      return ms < awayUntilMs ? down : {};
    };
  },
  laptop: ({ random }) => {
    let [closedUntilMs, wakesMs, sleepsMs, day] = [0, 0, 0, -1];
    return (ms, everyMs) => {
      if (Math.floor(ms / dayMs) !== day) {
        day = Math.floor(ms / dayMs);
        const isOff = ((day + 4) % 7) % 6 === 0 && random() < 0.5;
        wakesMs = day * dayMs + (7.25 + 1.5 * random()) * hourMs;
        sleepsMs = isOff ? wakesMs : day * dayMs + (22 + 1.5 * random()) * hourMs;
      }
      if (random() < (2 * everyMs) / dayMs) closedUntilMs = ms + (10 + 80 * random()) * minuteMs;
      return ms < wakesMs || ms >= sleepsMs || ms < closedUntilMs ? down : {};
    };
  },
  deployed: ({ random, tended }) => {
    const carriers = [0, 1, 2].map(() => `100.${64 + Math.floor(random() * 60)}.0.0`);
    let [session, untilMs]: [Cells, number] = [{}, 0];
    return (ms, everyMs) => {
      if (ms < untilMs) return session;
      const perDay = (random() * dayMs) / everyMs;
      if (perDay >= 4.5) return {};
      untilMs = ms + (random() < 0.1 ? 1.5 : 0.5) * everyMs;
      const carrier = carriers[Math.floor(random() * carriers.length)] ?? "";
      const [user, network] = perDay < 4 ? ["deploy", "198.18.0.0"] : ["alice", carrier];
      const address = network.replace(/0\.0$/, `${Math.floor(random() * 250)}.${Math.floor(random() * 250)}`);
      const stranger = { logins: `${user}@${address}`, ssh_peers: address, peer_ports: String(40_000 + (ms % 10_000)) };
      session = tended ? {} : stranger;
      return session;
    };
  },
  "backed-up":
    ({ random }) =>
    (ms) => {
      const isNight = ms % dayMs >= 2 * hourMs && ms % dayMs < 3 * hourMs;
      if (!isNight) return {};
      return { ...(random() < 0.5 ? { page: "fails" } : {}), ...(random() < 0.33 ? sshFails : {}) };
    },
};

function windowsOf(text: string) {
  const parsed = parseMaintenance(text);
  return "value" in parsed ? parsed.value : [];
}
