/**
 * Texts that could not be delivered yet, kept for the next run where neither a checkout nor a lost work tree reaches them:
 * `$XDG_STATE_HOME/server-monitor/outbox-KEY/`, readable by this user alone.
 */
import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { listFolder, readIfPresent, writeDurably } from "./file.ts";

export interface Waiting {
  readonly text: string;
  /** When it was written. */
  readonly time: Date;
  readonly remove: () => Promise<void>;
}

export interface Outbox {
  readonly keep: (text: string, time: Date) => Promise<void>;
  /** The oldest first. */
  readonly waiting: () => Promise<Waiting[]>;
}

/** `purpose` separates the texts of several repositories on one machine. */
export function outboxOf(stateHome: string, purpose: string): Outbox {
  const folder = join(stateHome, "server-monitor", `outbox-${digest(purpose)}`);
  return {
    keep: async (text, time) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeDurably(join(folder, `${time.getTime()}-${digest(text)}.json`), text, 0o600);
    },
    waiting: async () => {
      const names = (await listFolder(folder)).filter((name) => /^\d+-[0-9a-f]+\.json$/.test(name));
      const sorted = names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
      return Promise.all(sorted.map((name) => open(folder, name)));
    },
  };
}

async function open(folder: string, name: string): Promise<Waiting> {
  const path = join(folder, name);
  const text = (await readIfPresent(path)) ?? "";
  return { text, time: new Date(Number.parseInt(name, 10)), remove: () => rm(path, { force: true }) };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
