/** Which private keys can be used on this machine: `validate` refuses an inventory that names others. */
import type { Identity } from "../inventory/host.ts";
import { expandHome } from "../inventory/paths.ts";
import { loadKeys } from "../ssh/keys.ts";
import { isRegularFile } from "./read.ts";

/** Why the others cannot be used, by their paths. */
export async function unusableKeys(paths: readonly string[], home: string): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  for (const path of new Set(paths)) {
    const reason = isRegularFile(expandHome(path, home))
      ? await reasonOf(expandHome(path, home))
      : "does not exist here";
    if (reason !== undefined) reasons.set(path, reason);
  }
  return reasons;
}

async function reasonOf(path: string): Promise<string | undefined> {
  const identity: Identity = { username: "", key: { path } };
  const keys = await loadKeys([{ identities: [identity] }]);
  const loaded = keys.keyOf(identity);
  return loaded !== undefined && "unreadable" in loaded
    ? loaded.unreadable.replace(`key_filename ${path} `, "")
    : undefined;
}
