/** The shard of a host depends on its name alone, so it does not change when other hosts are added or removed. */
import { createHash } from "node:crypto";
import type { Shard } from "../input-values.ts";

/** Without shards, every host is selected. */
export function isInShard(host: string, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  return createHash("sha256").update(host).digest().readUInt32BE() % shard.of === shard.part - 1;
}
