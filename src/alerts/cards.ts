/**
 * The cards of a miner: what was there and is gone. The one finder with a memory, for no row says how many there should be.
 * A card is known by its index. One that does not answer keeps its place (`42_None_66`); one that the driver no longer
 * lists makes the list shorter, and then it is the last index that is missing, whichever card it was.
 */
import { found, type SeenRow, unasked, type Verdict, well } from "./verdict.ts";

/**
 * Whoever has not brought a card back by then has taken it out. Less than the days that are replayed, so that a replay that
 * begins later than the card was seen comes to the same.
 */
const removedAfterMs = 7 * 86_400_000;
const forgottenAfterMs = removedAfterMs + 86_400_000;

interface Card {
  /** Checks running that had it. */
  streak: number;
  known: boolean;
  lastMs: number;
}

export function newCardFinder(confirm: number): (seen: SeenRow) => Verdict | undefined {
  const cards = new Map<number, Card>();
  return (seen) => {
    const { gpuTempC, gpuMemMib, gpuPowerW } = seen.row;
    const figures = [gpuTempC, gpuMemMib, gpuPowerW].filter((column) => column !== undefined);
    if (figures.length === 0) return seen.session === "unasked" ? unasked : undefined;
    count(cards, answering(figures), seen.ms, confirm);
    const missing = [...cards].filter(([, { known, lastMs }]) => known && lastMs < seen.ms);
    if (missing.length === 0) return well;
    const [removed, gone] = [missing.filter(isRemoved(seen.ms)), missing.filter((card) => !isRemoved(seen.ms)(card))];
    return { ...found(...gone.map(([index]) => `gpu ${index}`).sort()), asked: removed.length === 0 };
  };
}

function isRemoved(nowMs: number): (card: readonly [number, Card]) => boolean {
  return ([, { lastMs }]) => nowMs - lastMs >= removedAfterMs;
}

function count(cards: Map<number, Card>, present: ReadonlySet<number>, ms: number, confirm: number): void {
  for (const [index, card] of cards) {
    if (!present.has(index)) card.streak = 0;
    if (!present.has(index) && (!card.known || ms - card.lastMs >= forgottenAfterMs)) cards.delete(index);
  }
  for (const index of present) {
    const card = cards.get(index) ?? { streak: 0, known: false, lastMs: ms };
    card.streak += 1;
    card.known ||= card.streak >= confirm;
    card.lastMs = ms;
    cards.set(index, card);
  }
}

/** A card that gives any figure is there. */
function answering(columns: readonly (readonly (number | undefined)[])[]): ReadonlySet<number> {
  const present = columns.flatMap((figures) =>
    [...figures.entries()].filter(([, figure]) => figure !== undefined).map(([index]) => index),
  );
  return new Set(present);
}
