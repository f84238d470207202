/**
 * A fleet's year as its results files would have it: the noise that real hosts and networks make, and incidents of every
 * kind at times that are known. The same seed gives the same year.
 *
 * Noise, per host: single attempts that are lost (1 in 500), pages slow or failing once, sessions that fail once, packet loss,
 * reboots of some minutes, listeners of one check, ephemeral UDP, an administrator who copies a file from a new address, cards
 * that do not answer once, disks that breathe, logs that are rotated monthly; dumps every night on a second disk, apt at night
 * that takes nearly all memory for one check, units that fail for one check, a kernel every week, lists that are refreshed late,
 * supplies that dip, clocks that are off after a boot, backups that end late. Of attempts that fail for a moment four in five
 * succeed in the second try, which a host has that was up before. On half of the hosts anybody may try passwords:
 * many do for minutes, some for hours, a few for days, now and then hammering. Of the monitor: runs that are late, lost, cut off
 * (with half-lost runs around), ten-hour gaps, name servers that do not answer for half of the hosts, a line that loses
 * single hosts for an hour or two. Of the provider: maintenance that takes a third of the hosts away at night, which their
 * owner announces. What is particular to kinds of hosts is in simulated-archetypes.ts.
 */
import type { Row } from "../../src/row/row.ts";
import { seededRandom } from "./random.ts";
import { type Habits, newHabits } from "./simulated-archetypes.ts";
import { type Guesser, newGuessers } from "./simulated-guessers.ts";
import {
  type Cells,
  type Incident,
  planIncidents,
  sessionColumns,
  showIncident,
  startMs,
  type YearOptions,
} from "./simulated-incidents.ts";
import { typedRow } from "./typed-row.ts";

export interface SimulatedRow {
  readonly row: Row;
  /** The incident that this very row shows. */
  readonly shows: Incident | undefined;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of failed attempts at a host that was up: those that succeed in the second try. */
const mendedShare = 0.8;
const usualSizeMib = 80_000;
const rotationMib = 1500;

type Random = () => number;

interface Simulated {
  readonly name: string;
  readonly type: "node" | "miner";
  readonly exposed: boolean;
  readonly incidents: readonly Incident[];
  readonly guessers: (ms: number) => readonly Guesser[];
  readonly habits: Habits;
  readonly random: Random;
  readonly health: Random;
  readonly secondTry: Random;
  readonly udp: Set<number>;
  bootMs: number;
  rebootEndMs: number;
  /** In the newest row. */
  wasUp: boolean;
}

export function incidentsOf(options: YearOptions): readonly Incident[] {
  return fleetOf(options).flatMap(({ incidents }) => incidents);
}

export function* simulatedYear(options: YearOptions): Generator<SimulatedRow> {
  const random = seededRandom(options.seed * 7919 + 1);
  const fleet = fleetOf(options);
  let [gapUntilMs, outageRuns, offlineRuns] = [0, 0, 0];
  const around = newSurroundings(options);
  for (let run = 0; run * options.everyMs < options.days * dayMs; run += 1) {
    const ms =
      startMs + run * options.everyMs + Math.floor((random() * Math.min(240_000, options.everyMs / 4)) / 1000) * 1000;
    const perYear = (times: number) => random() < (times * options.everyMs) / (365 * dayMs);
    if (perYear(12)) gapUntilMs = ms + 10 * hourMs;
    if (offlineRuns === 0 && perYear(30)) offlineRuns = outageRuns = 2 + Math.floor(random() * 4);
    if (ms < gapUntilMs || random() < 0.02) continue;
    // While the monitor loses its network, and when it comes back, it may reach one half of the hosts.
    const shaky = offlineRuns > 0 && (offlineRuns === outageRuns || offlineRuns === 1) && random() < 0.1;
    const offline = offlineRuns > 0 && !shaky;
    const now = around(ms);
    for (const [index, host] of fleet.entries())
      yield simulate(host, ms, { offline, lost: shaky && random() < 0.5, options, ...now(index) });
    offlineRuns = Math.max(0, offlineRuns - 1);
  }
}

/** What comes from elsewhere. */
interface Around {
  /** Nothing can be told. */
  readonly unnamed: boolean;
  readonly away: boolean;
  /** The provider's maintenance. */
  readonly maintained: boolean;
}

interface Circumstances extends Around {
  readonly offline: boolean;
  readonly lost: boolean;
  readonly options: YearOptions;
}

function newSurroundings({ seed, everyMs }: YearOptions): (ms: number) => (index: number) => Around {
  const random = seededRandom(seed * 30_011);
  let [unnamedUntilMs, weakUntilMs, maintainedFromMs, maintainedToMs] = [0, 0, 0, 0];
  return (ms) => {
    const begins = (times: number) => random() < (times * everyMs) / (365 * dayMs);
    if (begins(24)) unnamedUntilMs = ms + (1 + 3 * random()) * everyMs;
    if (begins(6)) weakUntilMs = ms + (1 + random()) * hourMs;
    if (begins(4)) {
      maintainedFromMs = Math.ceil(ms / dayMs) * dayMs + (1 + 3 * random()) * hourMs;
      maintainedToMs = maintainedFromMs + (20 + 40 * random()) * 60_000;
    }
    const isMaintained = ms >= maintainedFromMs && ms < maintainedToMs;
    return (index) => ({
      unnamed: ms < unnamedUntilMs && index % 2 === 1,
      away: (ms < weakUntilMs && random() < 0.03) || (isMaintained && index % 3 === 2),
      // It was announced for longer than it took.
      maintained: index % 3 === 2 && ms >= maintainedFromMs - hourMs && ms < maintainedToMs + hourMs,
    });
  };
}

function simulate(host: Simulated, ms: number, now: Circumstances): SimulatedRow {
  const { everyMs, tended = false } = now.options;
  const incident = host.incidents.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
  const cells = usualCells(host, ms, everyMs);
  const bad = incident !== undefined && showIncident(host.name, incident, ms, cells, everyMs);
  const offline = now.offline || now.unnamed;
  const unseen = offline || now.lost || now.away || ms < host.rebootEndMs;
  const said = offline ? { errors: "monitor:offline" } : unseen || cells["down"] ? downCells() : cells;
  if (!offline) host.wasUp = isUp(said);
  const silenced = tended && (now.maintained || host.habits.isInMaintenance(ms));
  const isShown = bad && !silenced && (!unseen || (!offline && incident.kind === "down"));
  const row = typedRow(new Date(ms), host.name, silenced ? { ...said, silenced: "maintenance" } : said, host.type);
  return { row, shows: isShown ? incident : undefined };
}

function isUp({ errors = "", http_code: status = "200" }: Cells): boolean {
  return (errors === "" || errors === "ping:unreachable") && status === "200";
}

function downCells(): Cells {
  return { loss: "100", errors: "ping:unreachable+http:timeout+ssh:timeout" };
}

function usualCells(host: Simulated, ms: number, everyMs: number): Cells {
  const { random } = host;
  const once = (share: number) => random() < share;
  const perYear = (times: number) => once((times * everyMs) / (365 * dayMs));
  reboot(host, ms, perYear(12));
  const cells: Cells = {
    ping_ms: "12.3",
    ...(host.type === "node"
      ? { http_code: "200", http_ms: "140", cert_days: String(89 - (Math.floor(ms / dayMs) % 60)) }
      : {}),
    mem_avail_mib: "3277",
    disk_avail_mib: String(Math.round(diskMib(host, ms))),
    disk_size_mib: String(usualSizeMib),
    last_boot: `${new Date(host.bootMs).toISOString().slice(0, 16)}Z`,
    ...(host.type === "miner" ? { gpu_temp_c: once(0.0005) ? "61_None" : "61_64", gpu_mem_mib: "5120_5120" } : {}),
    ...(host.type === "node" ? { ports: usualPorts(host, perYear(20)) } : {}),
    ...usualPeers(host, ms, perYear(10)),
    ...usualHealth(host, ms),
    loss: "0",
  };
  const failed = mishap(host, random());
  const isMended = host.wasUp && !("loss" in failed) && host.secondTry() < mendedShare;
  return withHabits(host, isMended ? cells : { ...cells, ...failed }, host.habits.at(ms, everyMs));
}

function withHabits({ type }: Simulated, cells: Cells, { fails, page, ...habits }: Cells): Cells {
  const joined = Object.entries(habits).map(([name, text]) => [name, [cells[name], text].filter(Boolean).join("+")]);
  const errors = [cells["errors"], page && type === "node" && "http:timeout", fails].filter(Boolean).join("+");
  return {
    ...cells,
    ...Object.fromEntries(joined),
    ...(page && type === "node" ? pageFails : {}),
    ...(fails ? sessionFails : {}),
    errors,
  };
}

const sessionFails: Cells = Object.fromEntries(sessionColumns.map((column) => [column, ""]));
const pageFails: Cells = { http_code: "", http_ms: "", cert_days: "" };

/** Each host has noise of these of its own: they must not change what the others draw. */
function usualHealth({ name, health, bootMs, type }: Simulated, ms: number): Cells {
  const random = health;
  const once = (times: number) => random() < (times * 900_000) / (365 * dayMs);
  const night = ms % dayMs > 2 * hourMs && ms % dayMs < 4 * hourMs;
  const tight = Number(name.split("-")[1]) % 3 === 0;
  const dataMib = (tight ? 130_000 : 400_000) - (night ? dumpMib(name, ms) : 0);
  const weekday = Math.floor(ms / dayMs) % 7;
  const sinceBootMs = ms - bootMs;
  return {
    ...(type === "node" ? { swap_free_mib: once(10) ? "40" : String(1900 + Math.floor(random() * 100)) } : {}),
    ...(once(night ? 60 : 5) ? { mem_avail_mib: "90" } : {}),
    disks: `/data:${Number(dataMib.toPrecision(3))}/1830000`,
    inodes_free_pct: String(60 - Math.floor(random() * 5) - (night ? 30 : 0)),
    mem_total_mib: "7900",
    swap_total_mib: "2048",
    load15: (random() * (night ? 4 : 1)).toFixed(2),
    oom_kills: "0",
    failed_units: once(25) ? "apt-daily.service" : once(25) ? "man-db.service+logrotate.service" : "",
    reboot_days: weekday < 5 ? String(weekday) : "no",
    packages_days: once(40) ? "9" : String(Math.floor(random() * 3)),
    temp_c: String(45 + Math.floor(random() * 30)),
    power: once(30) ? "undervoltage" : "",
    clock_s: sinceBootMs < 600_000 ? "-31" : once(200) ? "3" : "0",
    accounts: "alice:sudo+deploy",
    checks: once(20) ? "backup:late" : "",
    raid: "",
    readonly: "",
  };
}

/** A dump grows for two hours, to a size that is a little different each night, and is then moved away. */
function dumpMib(name: string, ms: number): number {
  const day = Math.floor(ms / dayMs);
  const sizeMib = 120_000 + 8000 * seededRandom(day * 31 + Number(name.split("-")[1]))();
  return (sizeMib * ((ms % dayMs) - 2 * hourMs)) / (2 * hourMs);
}

/** At most one of these in a check. */
function mishap({ type }: Simulated, chance: number): Cells {
  const [session, page] = [sessionFails, { ...pageFails, errors: "http:timeout" }];
  const ranges: readonly [number, Cells][] = [
    [0.002, { down: "yes" }],
    [0.0015, { ...session, errors: "ssh:timeout" }],
    [0.0005, { ...session, errors: "probe:incomplete" }],
    [0.002, type === "node" ? page : {}],
    [0.001, type === "node" ? { http_code: "503" } : {}],
    [0.01, { loss: "25" }],
    [0.005, { loss: "100", ping_ms: "", errors: "ping:unreachable" }],
  ];
  let from = 0;
  for (const [share, cells] of ranges) {
    if (chance >= from && chance < from + share) return cells;
    from += share;
  }
  return {};
}

function reboot(host: Simulated, ms: number, begins: boolean): void {
  if (!begins) return;
  // Somewhere between the last check and this one: this one finds the host away where the two fall together.
  const downMs = 60_000 * (1 + 2 * host.random());
  const beganMs = ms - host.random() * 900_000;
  [host.bootMs, host.rebootEndMs] = [beganMs + downMs, beganMs + downMs];
}

/** 1.4 to 3 GiB on every third host: low, and well. */
function diskMib({ name, random }: Simulated, ms: number): number {
  const month = (ms % (30 * dayMs)) / (30 * dayMs);
  const base = Number(name.split("-")[1]) % 3 === 0 ? 1450 : 20_000;
  return base + (1 - month) * rotationMib + random() * 60;
}

function usualPorts({ random, udp }: Simulated, listenerOfOneCheck: boolean): string {
  if (random() < 0.02) udp.add(32_768 + Math.floor(random() * 28_000));
  if (random() < 0.02) udp.clear();
  const ports = [
    ...(listenerOfOneCheck ? [String(3000 + Math.floor(random() * 6000))] : []),
    ...[...udp].sort((a, b) => a - b).map((port) => `${port}/udp`),
  ];
  return ports.join("+");
}

/** Whoever guesses has another connection at each check. */
function usualPeers({ guessers, random }: Simulated, ms: number, administrator: boolean): Cells {
  const present = guessers(ms).filter(({ duty }) => random() < duty);
  const peers = [
    ...present.map(({ address }) => address),
    ...(administrator ? [`192.0.2.${Math.floor(random() * 250)}`] : []),
  ];
  const ports = peers.map(() => 32_768 + Math.floor(random() * 28_000));
  return { ssh_peers: peers.join("+"), peer_ports: ports.join("+") };
}

function fleetOf(options: YearOptions): Simulated[] {
  const { archetype = "server", tended = false } = options;
  return Array.from({ length: options.hosts }, (_, index) => {
    const random = seededRandom(options.seed * 100_003 + index);
    const type = index % 5 === 4 ? "miner" : "node";
    const name = `${type}-${index + 1}`;
    const exposed = index % 2 === 0;
    return {
      ...{ name, type, random, udp: new Set<number>(), bootMs: startMs - 30 * dayMs, rebootEndMs: 0, wasUp: true },
      exposed,
      incidents: planIncidents({ host: name, type, exposed }, options, random),
      habits: newHabits({ archetype, exposed, tended, seed: options.seed * 20_011 + index }),
      health: seededRandom(options.seed * 70_001 + index),
      secondTry: seededRandom(options.seed * 90_001 + index),
      guessers: newGuessers(exposed, startMs, seededRandom(options.seed * 50_021 + index)),
    };
  });
}
