/**
 * Keeps a runner's clone small. Every run leaves a whole compressed copy of its month files in `.git`, from our commit or
 * from the next checkout's fetch, and actions/checkout switches git's own housekeeping off: 10 hosts every 15 minutes come
 * to 770 MB a month. Packed, each copy is a few hundred bytes.
 */
import { isPartial } from "./git-partial.ts";
import type { Git } from "./git-process.ts";

const usualMaxKib = 8 * 1024;

/**
 * Packs what lies about unpacked once it is much. Nothing is thrown away: also what no branch leads to any more is packed,
 * for whose it is cannot be told. Large packs that are there already stay as they are (`--geometric`, from git 2.32 on).
 * Housekeeping that does not work out leaves everything as it was, and is no fault of the run.
 */
export async function packLooseObjects(git: Git, maxKib = usualMaxKib): Promise<void> {
  // In a partial clone some packs promise what is not here, and older versions of git would mix them up with the others.
  if ((await looseKib(git)) < maxKib || (await isPartial(git))) return;
  // Month files can be large and the runner small: few of them at a time in memory.
  const limits = ["--threads=1", "--window-memory=128m"];
  await git({ args: ["repack", "-d", "-l", "-n", "-q", "--no-write-bitmap-index", "--geometric=2", ...limits] });
}

/** `size: 1096` of `git count-objects -v` */
async function looseKib(git: Git): Promise<number> {
  const { stdout } = await git({ args: ["count-objects", "-v"] });
  return Number(/^size: (\d+)$/m.exec(stdout)?.[1] ?? 0);
}
