/**
 * A process that does nothing but save runs, one a second of its own time, until it has saved enough or is killed:
 *
 *     node save-worker.ts '{"folder": "/work/results", "stateHome": "/state", "host": "a", "start": "2099-01-10T00:00:00Z"}'
 *
 * It says `ready`, then `kept TIME` for each run whose rows were reported safe, and `fault WHAT` for each that could not
 * be pushed.
 */
import { writeSync } from "node:fs";
import { headerOf } from "../../src/row/row.ts";
import { openStore } from "../../src/store/store.ts";

export interface Work {
  /** The results folder in a clone. */
  readonly folder: string;
  readonly stateHome: string;
  readonly host: string;
  /** Time of the first run. */
  readonly start: string;
  /** How many runs; for ever if left out. */
  readonly count?: number;
}

const { folder, stateHome, host, start, count = Number.POSITIVE_INFINITY }: Work = JSON.parse(process.argv[2] ?? "");

say("ready");
for (let index = 0; index < count; index += 1) {
  const time = new Date(Date.parse(start) + index * 1000);
  const stamp = `${time.toISOString().slice(0, 19)}Z`;
  const row = headerOf("ping").map((name) => ({ time: stamp, host, ping_ms: "0.1", loss: "0" })[name] ?? "");
  const warn = (text: string) => say(`warned ${text}`);
  const settings = { folder, stateHome, push: true, branch: undefined, token: undefined, warn };
  const store = await openStore({ ...settings, environment: process.env });
  const tables = [{ type: "ping" as const, header: headerOf("ping"), rows: [row] }];
  const saved = await store.saveRun({ time, tables, subject: `check: ${host}` });
  if (saved.rows > 0) say(`kept ${stamp}`);
  if (saved.fault !== undefined) say(`fault ${saved.fault}`);
}

/** At once: a line that is still on its way when the process is killed was never said. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
