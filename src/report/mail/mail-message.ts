/** Puts a mail together, and keeps it under the size at which Gmail cuts a mail off. Pure. */
import type { Message } from "../../mail/message.ts";
import { type Shown, subjectText } from "../../safe-text.ts";
import { htmlBlock } from "./mail-blocks.ts";
import type { Block, Item, MailPage, Words } from "./mail-document.ts";
import { htmlMail } from "./mail-html.ts";
import { encodedBytes } from "./mail-markup.ts";
import { textMail } from "./mail-text.ts";

export type MailBody = Omit<Message, "attachments">;

/** Longer ones are cut by whoever shows them. */
const longestSubject = 160;

export function mailOf(thread: string, subject: Shown, page: MailPage): MailBody {
  const line = subjectText(subject);
  const short = line.length > longestSubject ? `${line.slice(0, longestSubject).toWellFormed()}…` : line;
  return { thread, subject: short, text: textMail(page), html: htmlMail(short, page) };
}

/** Gmail cuts at 102 KB. What stands around the blocks takes about 5. */
export const roomForBlocks = 90_000;

export function weightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + encodedBytes(htmlBlock(block).html), 0);
}

/** The first ones, as many as there is room for. */
export function fitting<Item>(items: readonly Item[], room: number, weigh: (item: Item) => number) {
  let weight = 0;
  const at = items.findIndex((item) => {
    weight += weigh(item);
    return weight > room;
  });
  return at < 0 ? { shown: items, left: [] } : { shown: items.slice(0, at), left: items.slice(at) };
}

/** A list that says how many it leaves out. */
export function fittingList(items: readonly (Words | Item)[], room: number): Block {
  const { shown, left } = fitting(items, room, (item) => weightOf([{ kind: "list", items: [item] }]));
  return { kind: "list", items: left.length === 0 ? shown : [...shown, `and ${left.length} more`] };
}
