/**
 * Takes the `engines` out of package-lock.json: `node tools/lockfile.ts`
 *
 * npm compares them with the Node that npm itself runs on, and everything here runs on the one that the package `node` brings.
 * On Debian 12 and 13 it would warn about every package, and leave out optional ones that the tests cannot do without.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const path = join(import.meta.dirname, "..", "package-lock.json");
const lock: { packages: Record<string, { engines?: unknown }> } = JSON.parse(readFileSync(path, "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.engines;
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
