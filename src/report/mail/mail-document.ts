/** What a mail says, before it is HTML and text: both are made of the same blocks, so that they never disagree. Pure. */
import { type Shown, terminalText } from "../../safe-text.ts";
import type { Quote } from "../../words/cause.ts";
import type { Links } from "../links.ts";

/** Words of ours, or words that quote a host and are told how a medium does that. */
export type Words = string | ((quote: Quote) => string);

export type Tone = "bad" | "warn" | "good" | "quiet";

export interface Badge {
  readonly words: string;
  readonly tone: Tone;
}

/** ahead: the day has not come yet. */
export type DayState = "well" | "partly" | "down" | "none" | "ahead";

export type Block =
  /** The first line: what needs a person. */
  | { readonly kind: "lead"; readonly words: Words; readonly tone: Tone }
  | { readonly kind: "heading"; readonly words: Words; readonly badge?: Badge | undefined }
  | { readonly kind: "paragraph"; readonly words: Words; readonly quiet?: boolean }
  | { readonly kind: "list"; readonly items: readonly (Words | Item)[] }
  /** A few figures side by side. */
  | { readonly kind: "figures"; readonly figures: readonly { readonly value: string; readonly label: string }[] }
  /** Labels, and what belongs to each. */
  | { readonly kind: "facts"; readonly facts: readonly (readonly [label: string, words: Words])[] }
  | Table
  /** The days of a month, from the first. */
  | { readonly kind: "strip"; readonly days: readonly DayState[] }
  | { readonly kind: "link"; readonly words: string; readonly url: string };

/** A line of a list, with where to read more. */
export interface Item {
  readonly words: Words;
  readonly url: string | undefined;
}

export interface Table {
  readonly kind: "table";
  readonly header: readonly string[];
  readonly rows: readonly (readonly Words[])[];
  /** For long tables: no lines between the rows, which weigh more than the words. */
  readonly dense?: boolean;
}

export interface MailPage {
  /** What lists of mails show after the subject. */
  readonly preview: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly Words[];
}

/** Whatever a mail is about, it leads to the status page and to the run. */
export function pageLinks({ page, run }: Pick<Links, "page" | "run">): Block[] {
  return [
    ...(page === undefined ? [] : [{ kind: "link", words: "All hosts and open alerts", url: page } as const]),
    ...(run === undefined ? [] : [{ kind: "link", words: "This run", url: run } as const]),
  ];
}

export function itemOf(item: Words | Item): Item {
  return typeof item === "object" ? item : { words: item, url: undefined };
}

/** Room for three findings of an alert. Whoever has more to say would fill the mail with it. */
const longestQuoted = 240;

/** What a host said, as long as it may be in a mail. Cut once it is printable, which makes a text longer. */
export function clipped(text: Shown): string {
  const line = terminalText(text);
  return line.length > longestQuoted ? `${line.slice(0, longestQuoted).toWellFormed()}…` : line;
}

/** With a capital, where a word of ours comes first: not a name, an address or markup. */
export function sentenceStart(words: string): string {
  return words.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}
