/**
 * The finders that remember rows of before: a count that grows, boots that follow each other, an account that was not there.
 * One set for each host. What they remember is bounded, and is forgotten sooner than rows are, so that a replay of the last
 * days comes to the same.
 */
import type { Row } from "../row/row.ts";
import { type Finder, found, isLoggedIn, listed, type SeenRow, unasked, well } from "./verdict.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** So long after the last of them there is an alert. */
const oomQuietMs = dayMs;

/** The kernel counts from the boot on. Of the first row nobody knows when its kills were. */
export function newOomFinder(): Finder {
  let kills: number | undefined;
  let boot: string | undefined;
  let killedMs = Number.NEGATIVE_INFINITY;
  return ({ row, ms, session, muting }) => {
    const { oomKills, lastBoot, bootId } = row;
    if (oomKills === undefined) return session === "failed" ? undefined : unasked;
    const nowBoot = bootId ?? lastBoot?.toISOString();
    const before = kills === undefined ? oomKills : nowBoot === boot ? kills : 0;
    if (oomKills > before && muting !== "everything") killedMs = ms;
    [kills, boot] = [oomKills, nowBoot];
    return ms - killedMs < oomQuietMs ? found("oom") : well;
  };
}

const rebootsWithinMs = 6 * hourMs;
const manyBoots = 3;
/** A boot's time is told a little differently by each check. */
const sameBootMs = 120_000;

export function newRebootFinder(): Finder {
  let boots: Boot[] = [];
  return ({ row: { lastBoot, bootId }, ms, session, muting }) => {
    if (lastBoot === undefined) return session === "failed" ? undefined : unasked;
    const latest = boots.at(-1);
    const isSame =
      latest !== undefined &&
      (bootId !== undefined && latest.id !== undefined
        ? bootId === latest.id
        : Math.abs(lastBoot.getTime() - latest.ms) <= sameBootMs);
    const isRecent = ({ ms: bootMs }: { readonly ms: number }) => ms - bootMs < rebootsWithinMs;
    const boot = { ms: lastBoot.getTime(), id: bootId, isPlanned: muting === "everything" };
    if (!isSame && isRecent(boot)) boots = [...boots.filter(isRecent), boot].slice(-manyBoots);
    const isCounted = (each: Boot) => isRecent(each) && !each.isPlanned;
    return boots.length === manyBoots && boots.every(isCounted) ? found("reboots") : well;
  };
}

interface Boot {
  readonly ms: number;
  readonly id: string | undefined;
  /** It was during maintenance. */
  readonly isPlanned: boolean;
}

/** Accounts of a host's first day of rows are taken as known, and so is one that nobody has objected to for so long. */
const firstDayMs = dayMs;
const newForMs = 6 * dayMs;
const forgottenAfterMs = 7 * dayMs;
const mostAccounts = 1000;

interface Account {
  readonly firstMs: number;
  lastMs: number;
}

/** `isNew`: those of the first day are found, too, for the alert of a new host to list, where its first answer tells them. */
export function newAccountFinder(isNew: boolean): Finder {
  const accounts = new Map<string, Account>();
  let firstRowMs: number | undefined;
  let [isListed, isFirst] = [isNew, isNew];
  return (seen) => {
    if (!tellsAccounts(seen.row)) {
      isListed &&= seen.session !== "worked" || !isFirst;
      return seen.session === "failed" ? undefined : unasked;
    }
    const verdict = listed(seen, seen.row.accounts ?? []);
    if (verdict === undefined || seen.session !== "worked") return verdict;
    const certain = isFirst && isLoggedIn(seen) ? verdict.findings : undefined;
    isFirst = false;
    firstRowMs ??= seen.ms;
    remember(accounts, verdict.findings, seen);
    const firstDayEndMs = firstRowMs + firstDayMs;
    const firstMs = (name: string) => accounts.get(name)?.firstMs ?? seen.ms;
    const later = verdict.findings.filter((name) => isListed || firstMs(name) >= firstDayEndMs);
    if (later.length === 0) return well;
    const fresh = later.filter((name) => seen.ms - firstMs(name) < newForMs);
    return { ...verdict, certain, findings: fresh, asked: verdict.asked && fresh.length === later.length };
  };
}

/**
 * An empty cell is no account where the row has anything that only the probe tells that asks for accounts, too. Rows of
 * before, or of an older probe, must not make news of all accounts.
 */
function tellsAccounts({
  accounts = [],
  load15,
  inodesFreePct,
  packagesDays,
  rebootDays,
  oomKills,
  tempC,
}: Row): boolean {
  return accounts.length > 0 || [load15, inodesFreePct, packagesDays, rebootDays, oomKills, tempC].some(isKnown);
}

function isKnown(value: unknown): boolean {
  return value !== undefined;
}

function remember(accounts: Map<string, Account>, names: readonly string[], { ms }: SeenRow): void {
  for (const name of names) {
    const known = accounts.get(name);
    if (known !== undefined) known.lastMs = ms;
    else if (accounts.size < mostAccounts) accounts.set(name, { firstMs: ms, lastMs: ms });
  }
  if (accounts.size > names.length)
    for (const [name, { lastMs }] of accounts) if (ms - lastMs >= forgottenAfterMs) accounts.delete(name);
}
