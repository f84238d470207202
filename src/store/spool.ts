/**
 * Rows that are not pushed yet, kept where neither a checkout nor a lost work tree reaches them: one file per run in
 * `$XDG_STATE_HOME/server-monitor/KEY/`, readable by this user alone.
 */

import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalAddress } from "../address.ts";
import { isoSeconds } from "../check-result.ts";
import { hostTypes } from "../inventory/host.ts";
import { isObject, parseJson } from "../json.ts";
import { fileError, listFolder, readIfPresent, removeLeftovers, writeDurably } from "./file.ts";
import type { Table } from "./merge.ts";

export interface Run {
  readonly time: Date;
  readonly tables: readonly Table[];
  /** The monitor's public addresses in canonical form, at most one per family. */
  readonly publicAddresses?: readonly string[] | undefined;
  /** Lines for RESULTS/known_hosts. */
  readonly newHostKeys?: readonly string[] | undefined;
}

interface SpooledRun extends Run {
  readonly path: string;
}

export interface Spool {
  /** Stores a run. Storing it twice has no further effect. */
  readonly put: (run: Run) => Promise<SpooledRun>;
  /** Runs that were not removed, oldest first. A file that cannot be read is moved aside and warned about. */
  readonly pending: () => Promise<SpooledRun[]>;
  readonly remove: (runs: readonly SpooledRun[]) => Promise<void>;
}

export interface SpoolOptions {
  /** XDG_STATE_HOME, or its default. */
  readonly stateHome: string;
  /** See spoolKey. */
  readonly key: string;
  readonly warn: (text: string) => void;
}

export function openSpool({ stateHome, key, warn }: SpoolOptions): Spool {
  const folder = join(stateHome, "server-monitor", key);
  return {
    put: (run) => put(folder, run),
    pending: () => pending(folder, warn),
    remove: async (runs) => {
      for (const { path } of runs) await rm(path, { force: true });
    },
  };
}

/** A folder name for one remote and results folder: readable text, and a digest that makes it unique. */
export function spoolKey(origin: string, results: string): string {
  const words = `${origin.replace(/^.*?:\/*|\.git$/g, "")}-${results}`;
  const safe = words.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${safe.slice(-60)}-${digest(`${origin}\n${results}`)}`;
}

async function put(folder: string, run: Run): Promise<SpooledRun> {
  const { time, tables, publicAddresses, newHostKeys } = run;
  const text = JSON.stringify({ version: 1, time: time.toISOString(), tables, publicAddresses, newHostKeys });
  const path = join(folder, `${isoSeconds(run.time).replace(/[-:]/g, "")}-${digest(text)}.json`);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw fileError(folder, "cannot be created, but rows must be stored on disk before they are pushed", cause);
  });
  await removeLeftovers(folder, run.time);
  await writeDurably(path, text, 0o600);
  return { ...run, path };
}

async function pending(folder: string, warn: (text: string) => void): Promise<SpooledRun[]> {
  const names = await listFolder(folder);
  const runs: SpooledRun[] = [];
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    const run = await read(join(folder, name), warn);
    if (run !== undefined) runs.push(run);
  }
  return runs.sort((a, b) => a.time.getTime() - b.time.getTime());
}

async function read(path: string, warn: (text: string) => void): Promise<SpooledRun | undefined> {
  // A run that another process has just pushed is gone between the listing and now.
  const text = await readIfPresent(path);
  if (text === undefined) return undefined;
  const run = parseRun(text);
  if (run !== undefined) return { ...run, path };
  await rename(path, `${path}.damaged`);
  warn(`${path}: cannot be read as a run that was kept for later; moved to ${path}.damaged, look at it and delete it`);
  return undefined;
}

function parseRun(text: string): Run | undefined {
  const data = parseJson(text);
  if (!isObject(data) || data["version"] !== 1 || typeof data["time"] !== "string") return undefined;
  const [time, tables, publicAddresses] = [new Date(data["time"]), data["tables"], data["publicAddresses"] ?? []];
  const newHostKeys = data["newHostKeys"] ?? [];
  if (Number.isNaN(time.getTime()) || !isListOf(newHostKeys, isLine)) return undefined;
  const isSound = isListOf(tables, isTable) && isListOf(publicAddresses, isAddress);
  return isSound ? { time, tables, publicAddresses, newHostKeys } : undefined;
}

function isTable(value: unknown): value is Table {
  if (!isObject(value) || !hostTypes.some((type) => type === value["type"])) return false;
  const { header, rows } = { header: value["header"], rows: value["rows"] };
  if (!isListOf(header, isText) || !isListOf(rows, isRow)) return false;
  return header[0] === "time" && header[1] === "host" && rows.every((row) => isTimed(row, header.length));
}

function isRow(value: unknown): value is string[] {
  return isListOf(value, isText);
}

function isTimed(row: readonly string[], width: number): boolean {
  return row.length === width && !Number.isNaN(Date.parse(row[0] ?? ""));
}

function isAddress(value: unknown): value is string {
  return isText(value) && canonicalAddress(value) === value;
}

function isLine(value: unknown): value is string {
  return isText(value) && /^[ -~]+$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
