/** The value types of cells, with their encoding and decoding. Unknown is undefined. Pure. */
import { canonicalAddress } from "../address.ts";
import { portParts } from "./items.ts";

export interface ValueType<Value> {
  readonly kind: "number" | "numbers" | "names" | "time" | "text";
  encode(value: Value): string;
  /** A cell that is not empty. undefined: it holds no value of this type. */
  decode(cell: string): Value | undefined;
}

/** `-3`, `0.42`. `encode` chooses the digits. */
export function numberType(encode: (value: number) => string): ValueType<number> {
  return { kind: "number", encode, decode: figure };
}

/** `42_None_66`: one number for each GPU, in index order. */
export const gpuFigures: ValueType<readonly (number | undefined)[]> = {
  kind: "numbers",
  encode: (figures) => figures.map((each) => each ?? "None").join("_"),
  decode: (cell) => cell.slice(0, longestCell).split("_", mostGpus).map(figure),
};

/** `8080+5353/udp`: names that `isName` accepts. */
export function namesType(isName: (text: string) => boolean = () => true): ValueType<readonly string[]> {
  return {
    kind: "names",
    encode: (names) => names.join("+"),
    decode: remembering((cell) => itemsOf(cell).filter(isName)),
  };
}

/** `2026-07-06T21:31Z` */
export const minuteType: ValueType<Date> = {
  kind: "time",
  encode: (time) => `${time.toISOString().slice(0, 16)}Z`,
  decode: remembering((cell) => {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(cell)) return undefined;
    const time = new Date(cell);
    return Number.isNaN(time.getTime()) ? undefined : time;
  }),
};

/** Text that matches a pattern. */
export function textType(pattern: RegExp): ValueType<string> {
  return {
    kind: "text",
    encode: (text) => text,
    decode: remembering((cell) => (pattern.test(cell) ? cell : undefined)),
  };
}

/** Whole days, or `no`: nothing is pending, on a system that reports it. */
export const daysOrNo: ValueType<number | "no"> = {
  kind: "number",
  encode: String,
  decode: (cell) => (cell === "no" ? "no" : figure(cell)),
};

export interface FileSystem {
  readonly mount: string;
  readonly availMib: number;
  readonly sizeMib: number;
}

/** `/data:812000/1830000` */
export const fileSystems: ValueType<readonly FileSystem[]> = {
  kind: "names",
  encode: (systems) => systems.map(({ mount, availMib, sizeMib }) => `${mount}:${availMib}/${sizeMib}`).join("+"),
  decode: remembering((cell) =>
    itemsOf(cell).flatMap((item) => {
      const [, mount, avail, size] = /^(\/[^:]*):(\d{1,15})\/(\d{1,15})$/.exec(item) ?? [];
      return mount === undefined ? [] : [{ mount, availMib: Number(avail), sizeMib: Number(size) }];
    }),
  ),
};

/** `51234_51240+40022`: the source ports of each peer. */
export const portLists: ValueType<readonly (readonly number[])[]> = {
  kind: "names",
  encode: (lists) => lists.map((ports) => ports.join("_")).join("+"),
  decode: (cell) =>
    cell
      .slice(0, longestCell)
      .split("+")
      .map((list) => list.split("_").filter(isPortNumber).map(Number)),
};

const sshLogin = /^(?:[A-Za-z0-9._-]{1,32}@[0-9a-f.:]{2,45}\/(?:SHA256:[A-Za-z0-9+/]{43}|[a-z-]{1,30})|cut)$/;

/** `deploy@198.51.100.7/SHA256:… eve@203.0.113.9/password`, or `none`. A fingerprint may have a `+`. */
export const sshLoginsType: ValueType<readonly string[]> = {
  kind: "text",
  encode: (logins) => (logins.length === 0 ? "none" : logins.join(" ")),
  decode: remembering((cell) =>
    [...new Set(cell.slice(0, longestCell).split(" "))].filter((item) => sshLogin.test(item)),
  ),
};

/** `8080`, `5353/udp` */
export function isPort(text: string): boolean {
  return portParts(text) !== undefined;
}

/** Where Linux (from 32768) and IANA (to 65535) have the ports that programs get when they ask for any. */
const ephemeralFrom = 32_768;

export function isEphemeralUdp(item: string): boolean {
  const { port = 0, protocol } = portParts(item) ?? {};
  return protocol === "udp" && port >= ephemeralFrom;
}

export function isAddress(text: string): boolean {
  return canonicalAddress(text) === text;
}

/** Longer than any valid cell: the probe reports at most 500 items. */
const longestCell = 20_000;
const longestItem = 300;
/** A cell of a thousand GPUs is not from a miner. */
const mostGpus = 64;

/** Each item once. */
function itemsOf(cell: string): string[] {
  const items = cell.slice(0, longestCell).split("+");
  return [...new Set(items)].filter((item) => item !== "" && item.length <= longestItem);
}

/** So many digits, and their powers of ten, a double holds exactly. */
const longestFigure = 15;
const [minus, dot, zero] = [0x2d, 0x2e, 0x30];

/** `-3`, `0.42`. Digit by digit: a month has millions of them, and a pattern takes six times as long. */
function figure(cell: string): number | undefined {
  const { length } = cell;
  const first = cell.charCodeAt(0) === minus ? 1 : 0;
  if (length === first || length > longestFigure) return undefined;
  let value = 0;
  // Of the digits behind the dot; 0 before it.
  let divisor = 0;
  for (let at = first; at < length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code >= zero && code <= zero + 9) {
      value = value * 10 + code - zero;
      divisor *= 10;
    } else if (code === dot && divisor === 0 && at > first && at + 1 < length) divisor = 1;
    else return undefined;
  }
  const size = divisor === 0 ? value : value / divisor;
  return first === 0 ? size : 0 - size;
}

function isPortNumber(text: string): boolean {
  return /^\d{1,5}$/.test(text);
}

const mostRemembered = 500;

/** Cells repeat often, so each distinct value is created once and shared. */
function remembering<Value>(decode: (cell: string) => Value): (cell: string) => Value {
  const known = new Map<string, Value>();
  return (cell) => {
    const remembered = known.get(cell);
    if (remembered !== undefined) return remembered;
    const own = ownText(cell);
    const value = decode(own);
    if (known.size >= mostRemembered) known.clear();
    known.set(own, value);
    return value;
  };
}

/** A copy: a part of a text keeps the whole text in memory, here a month of rows. */
export function ownText(part: string): string {
  return Buffer.from(part).toString();
}
