/**
 * A fleet's year as its results files would have it: the noise that real hosts and networks make, and incidents of every
 * kind at times that are known. The same seed gives the same year.
 *
 * Noise, per host: single checks that are lost (1 in 500), pages slow or failing once, sessions that fail once, packet loss,
 * reboots of some minutes, listeners of one check, ephemeral UDP, an administrator who copies a file from a new address, cards
 * that do not answer once, disks that breathe, logs that are rotated monthly. On half of the hosts anybody may try passwords:
 * many do for minutes, some for hours, a few for days, now and then hammering. Of the monitor: runs that are late, lost, cut off
 * (with half-lost runs around), and ten-hour gaps.
 */
import type { Row } from "../../src/row/row.ts";
import { seededRandom } from "./random.ts";
import { type Guesser, newGuessers } from "./simulated-guessers.ts";
import {
  type Cells,
  type Incident,
  planIncidents,
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
const usualSizeMib = 80_000;
const rotationMib = 1500;

type Random = () => number;

interface Simulated {
  readonly name: string;
  readonly type: "node" | "miner";
  readonly exposed: boolean;
  readonly incidents: readonly Incident[];
  readonly guessers: (ms: number) => readonly Guesser[];
  readonly random: Random;
  readonly udp: Set<number>;
  bootMs: number;
  rebootEndMs: number;
}

export function incidentsOf(options: YearOptions): readonly Incident[] {
  return fleetOf(options).flatMap(({ incidents }) => incidents);
}

export function* simulatedYear(options: YearOptions): Generator<SimulatedRow> {
  const random = seededRandom(options.seed * 7919 + 1);
  const fleet = fleetOf(options);
  let [gapUntilMs, outageRuns, offlineRuns] = [0, 0, 0];
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
    for (const host of fleet) yield simulate(host, ms, { offline, lost: shaky && random() < 0.5, options });
    offlineRuns = Math.max(0, offlineRuns - 1);
  }
}

interface Circumstances {
  readonly offline: boolean;
  readonly lost: boolean;
  readonly options: YearOptions;
}

function simulate(host: Simulated, ms: number, { offline, lost, options }: Circumstances): SimulatedRow {
  const incident = host.incidents.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
  const cells = usualCells(host, ms, options.everyMs);
  const bad = incident !== undefined && showIncident(host.name, incident, ms, cells, options.everyMs);
  const unseen = offline || lost || ms < host.rebootEndMs;
  const said = offline ? { errors: "monitor:offline" } : unseen || cells["down"] ? downCells() : cells;
  const shows = bad && (!unseen || (!offline && incident.kind === "down")) ? incident : undefined;
  return { row: typedRow(new Date(ms), host.name, said, host.type), shows };
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
    ssh_peers: usualPeers(host, ms, perYear(10)),
    loss: "0",
  };
  return { ...cells, ...mishap(host, random()) };
}

/** At most one of these in a check. */
function mishap({ type }: Simulated, chance: number): Cells {
  const session = {
    mem_avail_mib: "",
    disk_avail_mib: "",
    disk_size_mib: "",
    last_boot: "",
    ports: "",
    ssh_peers: "",
    gpu_temp_c: "",
    gpu_mem_mib: "",
  };
  const page = { http_code: "", http_ms: "", cert_days: "", errors: "http:timeout" };
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

function usualPeers({ guessers, random }: Simulated, ms: number, administrator: boolean): string {
  const present = guessers(ms).filter(({ duty }) => random() < duty);
  return [
    ...present.map(({ address }) => address),
    ...(administrator ? [`192.0.2.${Math.floor(random() * 250)}`] : []),
  ].join("+");
}

function fleetOf(options: YearOptions): Simulated[] {
  return Array.from({ length: options.hosts }, (_, index) => {
    const random = seededRandom(options.seed * 100_003 + index);
    const type = index % 5 === 4 ? "miner" : "node";
    const name = `${type}-${index + 1}`;
    const exposed = index % 2 === 0;
    return {
      ...{ name, type, random, udp: new Set<number>(), bootMs: startMs - 30 * dayMs, rebootEndMs: 0 },
      exposed,
      incidents: planIncidents({ host: name, type, exposed }, options, random),
      guessers: newGuessers(exposed, startMs, seededRandom(options.seed * 50_021 + index)),
    };
  });
}
