/** An inventory from what is there: hosts that another program has in its files. Reads files only. */
import { join } from "node:path";
import { expandHome } from "../inventory/paths.ts";
import type { KnownHostsEntry } from "../ssh/known-hosts.ts";
import { readAnsible } from "./ansible.ts";
import { readExisting } from "./existing.ts";
import { type Found, SourceError } from "./found.ts";
import { readGatus } from "./gatus.ts";
import { unusableKeys } from "./keys.ts";
import { readKuma } from "./kuma.ts";
import { isRegularFile, readFile, readStandardInput } from "./read.ts";
import { serversOf } from "./servers.ts";
import { readSshConfig } from "./ssh-config.ts";
import { readTailscale } from "./tailscale.ts";
import { inventoryText } from "./text.ts";
import { readUpptime } from "./upptime.ts";

export interface InitRequest {
  readonly from: SourceName;
  /** undefined: where the source usually is. */
  readonly file: string | undefined;
  /** The inventory that has some of the hosts; empty: none. */
  readonly add: string;
  readonly home: string;
  readonly knownHosts: readonly KnownHostsEntry[];
}

const textSources = {
  ansible: readAnsible,
  tailscale: readTailscale,
  upptime: readUpptime,
  kuma: readKuma,
  gatus: readGatus,
};

export type SourceName = keyof typeof textSources | "ssh-config";
export const sourceNames: readonly SourceName[] = ["ssh-config", "ansible", "tailscale", "upptime", "kuma", "gatus"];

/** What a file of each source is mostly called. */
export const exampleFiles: Readonly<Record<SourceName, string>> = {
  "ssh-config": "~/.ssh/config",
  ansible: "hosts.ini",
  tailscale: "status.json",
  upptime: ".upptimerc.yml",
  kuma: "backup.json",
  gatus: "config.yaml",
};

/** Where OpenSSH has it. */
export function sshConfigPath(home: string): string {
  return join(home, ".ssh", "config");
}

/** What is read where nothing is said; undefined: it is not there. */
export function usualSource(home: string): SourceName | undefined {
  return isRegularFile(sshConfigPath(home)) ? "ssh-config" : undefined;
}

export interface InitialInventory {
  readonly text: string;
  /** Names of servers that are only pinged because no key for them is known. */
  readonly onlyPinged: readonly string[];
}

/** Throws SourceError and InventoryError. */
export async function initialInventory(request: InitRequest): Promise<InitialInventory> {
  const existing = request.add === "" ? [] : readExisting(request.add, request.home);
  const { found, shown } = await find(request);
  const keys = found.hosts.flatMap(({ keyFiles = [] }) => keyFiles);
  const context = { ...request, existing, unusableKeys: await unusableKeys(keys, request.home) };
  const servers = serversOf(found, context);
  const onlyPinged = servers.servers.filter(({ lacksLogin }) => lacksLogin).map(({ name }) => name);
  return { text: inventoryText(servers, shown, request.add), onlyPinged };
}

async function find({ from, file, home }: InitRequest): Promise<{ found: Found; shown: string }> {
  if (from === "ssh-config") {
    const path = file === undefined ? sshConfigPath(home) : expandHome(file, home);
    return { found: await readSshConfig(path, home), shown: path };
  }
  const path = file === undefined || file === "-" ? undefined : expandHome(file, home);
  if (path === undefined && from !== "tailscale" && file !== "-")
    throw new SourceError(`--from ${from}: expected the path of a file after it, such as ${exampleFiles[from]}`);
  const shown = path ?? "standard input";
  const text = path === undefined ? await readStandardInput() : await readFile(path);
  return { found: textSources[from](text.replace(/^\uFEFF/, ""), shown), shown };
}
