/** Runs `init` on files in a home folder of their own, and reads what it prints as `validate` does. */
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { initialInventory, type SourceName } from "../../src/init/index.ts";
import type { Host } from "../../src/inventory/host.ts";
import { readInventory } from "../../src/inventory/index.ts";
import { loadKnownHosts } from "../../src/ssh/known-hosts-files.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";

export interface Printed {
  readonly text: string;
  readonly hosts: readonly Host[];
  /** Without the signs before them. */
  readonly comments: readonly string[];
}

/** `keys` are paths of private keys to make. */
export function homeWith(files: Readonly<Record<string, string>>, keys: readonly string[] = []): string {
  const home = temporaryFolder();
  for (const path of keys) {
    const { privateKey } = generateKeyPairSync("ed25519");
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), privateKey.export({ type: "pkcs8", format: "pem" }));
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return home;
}

/** `file` and `add` are paths in the home folder. */
export async function runInit(
  from: SourceName,
  home: string,
  { file, add = "" }: { readonly file?: string; readonly add?: string } = {},
): Promise<Printed> {
  const { entries } = await loadKnownHosts({ texts: [], files: [join(home, ".ssh", "known_hosts")] });
  const { text } = await initialInventory({
    ...{ from, home, knownHosts: entries, file: file === undefined ? undefined : join(home, file) },
    add: add === "" ? "" : join(home, add),
  });
  const comments = [...text.matchAll(/^\s*# (.*)$/gm)].map(([, comment = ""]) => comment);
  return { text, comments, hosts: text.includes("\nservers:\n") ? await accepted(text, home) : [] };
}

async function accepted(inventory: string, home: string): Promise<readonly Host[]> {
  const { fault } = await runCommand({ command: "validate", inventory }, { home, workspace: home });
  expect(fault).toBeUndefined();
  const read = readInventory({ inventory, credentials: "", home, mask: () => {} });
  expect(read.warnings).toEqual([]);
  return read.hosts;
}
