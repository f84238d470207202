/** Many hosts, started together and checked in one run of the compiled action, all at once. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type ActionRan, readSimpleCsv, runAction } from "../action.ts";
import type { Endings } from "../endings.ts";
import { heapOf } from "../heap.ts";
import type { OddServer } from "../hostile-ssh.ts";
import { type HostileHost, knownHostsLine, secretIdentity, serverEntry } from "./host.ts";

const heapMib = 96;

export type Entry = Readonly<Record<string, unknown>>;

/** What a check needs to know beside the servers. */
export interface Given {
  readonly knownHosts: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number;
}

export interface BadHosts {
  readonly hosts: readonly HostileHost[];
  readonly servers: readonly Entry[];
  readonly knownHosts: string;
  readonly serverOf: (name: string) => OddServer;
}

export async function startBadHosts(hosts: readonly HostileHost[], endings: Endings): Promise<BadHosts> {
  const started = await Promise.all(hosts.map(async (host) => ({ host, server: endings.stop(await host.start()) })));
  const byName = new Map(started.map(({ host, server }) => [host.name, server]));
  return {
    hosts,
    servers: started.map(({ host, server }) => serverEntry(host, server)),
    knownHosts: started.map(({ host, server }) => `${knownHostsLine(host, server)}\n`).join(""),
    serverOf: (name) => {
      const server = byName.get(name);
      if (server === undefined) throw new Error(`there is no ${name}`);
      return server;
    },
  };
}

export interface Ran extends ActionRan {
  /** The rows of all files, as the files have them. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The hosts as the inventory has them, by type. */
  readonly order: readonly unknown[];
  readonly peakMib: number;
}

/** One run over all of them at once. `given.timeoutSeconds`: for each host. */
export async function checkAll(servers: readonly Entry[], given: Given, bad: BadHosts, endings: Endings): Promise<Ran> {
  const folder = endings.folder();
  const heap = heapOf(heapMib, folder);
  const inputs = {
    inventory: JSON.stringify({ servers }),
    credentials: JSON.stringify({ canary: secretIdentity, ...given.credentials }),
    "known-hosts": given.knownHosts + bad.knownHosts,
    timeout: String(given.timeoutSeconds),
    concurrency: "1000",
    push: "false",
  };
  const ran = await runAction(inputs, { workspace: folder, home: folder, environment: heap.environment });
  const types = ["node", "miner"];
  const typeOf = ({ type = "node" }: Entry) => type;
  const order = types.flatMap((type) => servers.filter((server) => typeOf(server) === type).map(({ name }) => name));
  return { ...ran, rows: types.flatMap((type) => rowsIn(folder, type)), order, peakMib: heap.peakMib() };
}

function rowsIn(folder: string, type: string): Record<string, string>[] {
  const results = join(folder, "results");
  const file = readdirSync(results).find((name) => name.startsWith(`${type}_`));
  return file === undefined ? [] : readSimpleCsv(readFileSync(join(results, file), "utf8"));
}

export function rowOf({ rows }: Ran, name: string): Readonly<Record<string, string>> {
  const [row, ...more] = rows.filter(({ host }) => host === name);
  expect(more, `more rows of ${name}`).toEqual([]);
  return row ?? {};
}

/** Whether every row is as it must be, of the good hosts and of the bad ones. */
export function isAsExpected(ran: Ran, bad: BadHosts, good: readonly Entry[]): boolean {
  const expected = [...bad.hosts, ...good.map(({ name }) => ({ name: String(name), cells: { errors: "" } }))];
  return expected.every(({ name, cells }) => {
    const row = ran.rows.find(({ host }) => host === name);
    return Object.entries(cells).every(([column, cell]) => row?.[column] === cell);
  });
}
