/** RESULTS/README.md: made from the rows in the folder, kept beside them, and committed with them. */
import { join } from "node:path";
import { isoSeconds } from "../check-result.ts";
import { readIfPresent, writeDurably } from "./file.ts";
import { type Recent, readRecent } from "./recent.ts";
import type { Change } from "./results-folder.ts";

/** What the page says is not the store's to know. */
export interface StatusPage {
  /** How far back it looks. */
  readonly from: Date;
  /** Whether a text is such a page, and not a README of somebody's own. */
  readonly isOurs: (text: string) => boolean;
  /** From what the folder holds, a function from the page as it was to the page as it should be. */
  readonly make: (recent: Recent) => (previous: string | undefined) => string;
}

interface PageOrder {
  /** Absolute path of the results folder. */
  readonly folder: string;
  readonly time: Date;
  readonly page: StatusPage | undefined;
  readonly warn: (text: string) => void;
}

/** Writes the page into the folder. How a commit's folder is to change; undefined where there is no page, or its place is taken. */
export async function keepStatusPage(order: PageOrder): Promise<((folder: string) => Change) | undefined> {
  const { folder, time, page, warn } = order;
  if (page === undefined) return undefined;
  const path = join(folder, name);
  const present = await readIfPresent(path);
  if (present !== undefined && !page.isOurs(present)) {
    warn(`${path}: is not a status page of ours and stays as it is; move it away to have one`);
    return undefined;
  }
  const merge = page.make(await readRecent(folder, page.from, time, isoSeconds(page.from)));
  const text = merge(present);
  if (text !== present) await writeDurably(path, text);
  return (committed) => ({ path: join(committed, name), merge, mayReplace: page.isOurs });
}

const name = "README.md";
