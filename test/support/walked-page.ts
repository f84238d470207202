/** The blocks of a page that a person goes through step by step, in the order of the page. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { marked, type Token, type Tokens } from "marked";

export interface Step {
  /** `1. A private repository of your own` */
  readonly title: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly language: string;
  readonly code: string;
}

/** Of the section below a heading, to the next heading. What comes before the first step is one without a title. */
export function stepsOf(page: string, heading?: string): Step[] {
  const tokens = marked.lexer(readFileSync(join(import.meta.dirname, "../..", page), "utf8"));
  const isHeading = (token: Token): token is Tokens.Heading => token.type === "heading";
  const start = tokens.findIndex((token) => isHeading(token) && (heading === undefined || token.text === heading));
  const end = tokens.findIndex((token, index) => index > start && isHeading(token));
  return tokens
    .slice(start + 1, end)
    .flatMap(withItems)
    .filter(isPart)
    .reduce<Step[]>(withPart, [{ title: "", text: "", blocks: [] }]);
}

/** What a numbered list holds. */
function withItems(token: Token): Token[] {
  return token.type === "list" ? (token as Tokens.List).items.flatMap(({ tokens }) => tokens) : [token];
}

function isPart(token: Token): token is Tokens.Paragraph | Tokens.Code {
  return token.type === "paragraph" || token.type === "code";
}

function withPart(steps: Step[], token: Tokens.Paragraph | Tokens.Code): Step[] {
  const { text } = token;
  const [, title] = /^\*\*(\d+\. [^*]+?)\.?\*\*/.exec(text) ?? [];
  if (token.type === "paragraph" && title !== undefined) return [...steps, { title, text, blocks: [] }];
  const last = steps.at(-1) ?? { title: "", text: "", blocks: [] };
  const blocks = token.type === "code" ? [...last.blocks, { language: token.lang ?? "", code: text }] : last.blocks;
  return [...steps.slice(0, -1), { ...last, text: `${last.text}\n${token.raw}`, blocks }];
}

/** Whether it says how long it takes. */
export const saysHowLong = /\((?:half a minute|1 minute|\d+ minutes)\b/;
export const saysHowToSee = /\bIt worked if\b/;

/** The lines of the samples that are not shown, in this order; numbers, digests, keys and the host in a key's comment may differ. */
export function missingLines(samples: readonly string[], shown: string): string[] {
  const varying = /(?<=SHA256:|\bAAAA|\broot@)\S+/g;
  const comparable = (text: string) => text.replaceAll(varying, "…").replaceAll(/\d+/g, "0");
  const lines = shown.split("\n").map(comparable);
  return samples.filter((sample) => {
    const at = lines.indexOf(comparable(sample));
    if (at >= 0) lines.splice(0, at + 1);
    return at < 0;
  });
}
