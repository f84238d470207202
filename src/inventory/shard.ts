/** Which part of the inventory a host is in: by its name alone, so that it stays there when others come and go. */
import { createHash } from "node:crypto";
import type { Shard } from "../input-values.ts";

/** Every host is in the one shard that there is without any. */
export function isInShard(host: string, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  return createHash("sha256").update(host).digest().readUInt32BE() % shard.of === shard.part - 1;
}
