/** Secrets of a test that can be found again in whatever left a process: whole or in part, as they are or encoded. */
import { randomBytes, randomInt } from "node:crypto";

/** By what a finding calls them. */
export type Canaries = Readonly<Record<string, string>>;

/** Every key of a kind begins like this, the public ones too, and private keys hold theirs. */
const commonBeginnings = ["AAAAC3NzaC1lZDI1NTE5AAAAI", "AAAAB3NzaC1yc2EAAAADAQABAAABAQ"];

/** How many characters of a secret in a row are a leak. */
const leakLength = 12;

/** Letters at both ends; in between are characters that JSON, YAML, URLs, shells and Markdown write in another way. */
export function newSecret(): string {
  const between = [...`%/+"\\&=: '<`].map((character) => character + randomLetters().slice(0, 3));
  return [randomLetters(), ...between, randomLetters()].join("");
}

/** Random, of characters that are the same everywhere. */
export function newToken(): string {
  return `ghs_${randomLetters()}${randomLetters()}`;
}

/** An address of the loopback interface (Linux has 16 million of them) that no text holds by chance. */
export function newAddress(): string {
  return ["127", ...Array.from({ length: 3 }, () => randomInt(100, 255))].join(".");
}

/** A DNS name that nobody has. */
export function newName(): string {
  return `${randomLetters().toLowerCase()}.invalid`;
}

/** The lines of a private key that are secret. */
export function keyLines(key: string): string[] {
  return key.split("\n").filter((line) => line.length >= leakLength && !/^-----|: /.test(line));
}

/** Each line of a key as a canary. */
export function keyCanaries(name: string, key: string): Canaries {
  return Object.fromEntries(keyLines(key).map((line, index) => [`${name}, line ${index + 1}`, line]));
}

export type FindCanaries = (text: string | Buffer) => string[];

/** A function that names the canaries in a text, with what stands around them. */
export function finderOf(canaries: Canaries): FindCanaries {
  const parts = new Map<string, string>();
  for (const [name, value] of Object.entries(canaries)) {
    if (value.length < leakLength) throw new Error(`${name}: too short to be told from chance`);
    for (const form of formsOf(value)) for (const part of partsOf(form).filter(isRare)) parts.set(part, name);
  }
  return (text) => {
    // What is looked for is ASCII, and in Latin 1 every byte is one character.
    const searched = typeof text === "string" ? text : text.toString("latin1");
    const found = new Map<string, string>();
    for (const [at, part] of partsOf(searched).entries()) {
      const name = parts.get(part);
      if (name !== undefined && !found.has(name)) found.set(name, searched.slice(Math.max(0, at - 60), at + 60));
    }
    return [...found].map(([name, around]) => `${name}: …${around}…`);
  };
}

/** Whether a piece is of a secret, and not for a half of the beginning of any key. */
function isRare(part: string): boolean {
  const most = part.slice(0, leakLength / 2);
  return !commonBeginnings.some((beginning) => beginning.includes(most));
}

/** Every piece of a text that is as long as a leak, by where it begins. */
function partsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - leakLength + 1) }, (_, at) => text.slice(at, at + leakLength));
}

/** A text as it is, and as programs write it elsewhere. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) => base64Within(bytes, offset));
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURI(value),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
}

/** The part of a base64 text that is of these bytes alone, where they begin `offset` bytes (modulo 3) into what was encoded. */
function base64Within(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const isShared = (bytes.length + offset) % 3 !== 0;
  return text.slice(Math.ceil((offset * 4) / 3), isShared ? -1 : undefined);
}

function randomLetters(): string {
  return randomBytes(12).toString("base64url").replace(/[-_]/g, "x");
}
