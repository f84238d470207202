/** Found hosts → servers of an inventory that `validate` accepts. What does not fit becomes a comment. Pure. */
import { parseAddress } from "../inventory/addresses.ts";
import { namePattern } from "../inventory/creds-schema.ts";
import { parseGroup } from "../inventory/group.ts";
import { parseHomePage } from "../inventory/home-page.ts";
import { type Parsed, quoted } from "../inventory/parsed.ts";
import type { KnownHostsEntry } from "../ssh/known-hosts.ts";
import { fingerprint, pinsFor } from "../ssh/trust.ts";
import type { Existing } from "./existing.ts";
import type { Found, FoundHost } from "./found.ts";

/** A server as it is written: its keys in order, and comments. */
export interface Server {
  readonly name: string;
  readonly ip: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly comments: readonly string[];
  /** It could be logged in to, but no key for that is known: until one is given, it is only pinged. */
  readonly lacksLogin: boolean;
}

export interface Servers {
  readonly servers: readonly Server[];
  /** Comments on hosts that are not among them. */
  readonly leftOut: readonly string[];
  /** How many hosts the existing inventory has already. */
  readonly known: number;
}

interface Context {
  readonly knownHosts: readonly KnownHostsEntry[];
  /** Why a private key cannot be used, by its path. */
  readonly unusableKeys: ReadonlyMap<string, string>;
  readonly existing: readonly Existing[];
}

export function serversOf({ hosts, notes }: Found, context: Context): Servers {
  const { existing } = context;
  const names = new Names(existing.map(({ name }) => name));
  const accepted: { readonly host: FoundHost; readonly ip: string; readonly id: string }[] = [];
  const leftOut = [...notes];
  const ids = new Map<string, string>();
  let known = 0;
  for (const host of hosts) {
    const address = parseAddress(host.address);
    const ip = "value" in address ? address.value : undefined;
    const before = ip === undefined ? undefined : existing.find((each) => isSame(each, host, ip));
    const twin = ip === undefined ? undefined : accepted.find((each) => isTwin(each.host, each.ip, host, ip));
    if (before) ids.set(host.name, before.name);
    if (twin) ids.set(host.name, twin.id);
    if (before) known += 1;
    else if (ip === undefined) leftOut.push(`${host.name}: left out, ${quoted(host.address)} is no address`);
    else if (twin) leftOut.push(`${host.name}: the same as ${twin.id}${userWords(host, twin.host)}`);
    else {
      const id = names.unique(host.name, ip);
      accepted.push({ host, ip, id });
      if (!ids.has(host.name)) ids.set(host.name, id);
    }
  }
  const hops = new Map(
    accepted.flatMap(({ host, id }) => (host.via ? [[id, host.via.map((hop) => ids.get(hop))]] : [])),
  );
  const open = accepted.flatMap(({ host, id }) => (isForLogin(host) && credsOf(host, context).length > 0 ? [id] : []));
  const routes = { hops, open: new Set([...open, ...existing.map(({ name }) => name)]) };
  const servers = accepted.map(({ host, ip, id }) => serverOf({ host, ip, name: id }, routes, context));
  return { servers, leftOut, known };
}

function userWords(host: FoundHost, twin: FoundHost): string {
  return host.username === undefined || host.username === twin.username ? "" : `, with the user ${host.username}`;
}

/** A page is known by its address, another host by its name or by where it is. */
function isSame(existing: Existing, host: FoundHost, ip: string): boolean {
  if (existing.name.toLowerCase() === (nameFrom(host.name) ?? ip).toLowerCase()) return true;
  if (host.homePage !== undefined) return existing.homePage === host.homePage;
  return existing.ip === ip && existing.port === (host.port ?? 22);
}

function isTwin(twin: FoundHost, twinIp: string, host: FoundHost, ip: string): boolean {
  const sameWay = String(twin.via) === String(host.via) && (twin.port ?? 22) === (host.port ?? 22);
  return twinIp === ip && sameWay && twin.homePage === host.homePage;
}

interface Accepted {
  readonly host: FoundHost;
  readonly ip: string;
  readonly name: string;
}

function serverOf({ host, ip, name }: Accepted, routes: Routes, context: Context): Server {
  const parts = [
    ...(name === host.name ? [] : [{ comment: `called ${quoted(host.name)} there` }]),
    ...(host.pingOnly ? [{ key: "type", value: "ping" }] : []),
    ...groupPart(host),
    ...portPart(host),
    ...viaPart(host, name, routes),
    ...(host.homePage === undefined ? [] : [pagePart(host.homePage)]),
    ...(host.insecure ? [{ key: "verify", value: false }] : []),
    ...(isForLogin(host) ? loginParts(host, ip, context) : []),
    ...host.notes.map((comment) => ({ comment })),
  ];
  const keys = parts.flatMap((part) => ("key" in part ? [[part.key, part.value] as const] : []));
  const comments = parts.flatMap((part) => ("comment" in part ? [part.comment] : []));
  const lacksLogin = isForLogin(host) && credsOf(host, context).length === 0;
  return { name, ip, keys: { ip, name, ...Object.fromEntries(keys) }, comments, lacksLogin };
}

/** Others are only pinged, or a page. */
function isForLogin({ pingOnly, homePage }: FoundHost): boolean {
  return pingOnly !== true && homePage === undefined;
}

type Part = { readonly key: string; readonly value: unknown } | { readonly comment: string };

function checked<Value>(key: string, text: string, parse: (text: string) => Parsed<Value>): Part {
  const parsed = parse(text);
  return "value" in parsed
    ? { key, value: text }
    : { comment: `${key} ${quoted(text)} was left out: ${parsed.problems[0]}` };
}

function groupPart({ group }: FoundHost): Part[] {
  return group === undefined ? [] : [checked("group", group, parseGroup)];
}

/** Its address may hold a token, so a page that cannot be used is not quoted. */
function pagePart(page: string): Part {
  const parsed = parseHomePage(page);
  return "value" in parsed
    ? { key: "home_page", value: page }
    : { comment: `its page was left out: ${parsed.problems[0]}` };
}

function portPart({ port }: FoundHost): Part[] {
  if (port === undefined || port === 22) return [];
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
  return [isPort ? { key: "port", value: port } : { comment: "its port was left out: expected 1–65535" }];
}

/** The names of the jump hosts of each server; undefined for a hop that is not in the inventory. */
type Hops = ReadonlyMap<string, readonly (string | undefined)[]>;

interface Routes {
  readonly hops: Hops;
  /** Servers that the monitor can log in to, which a jump host and what is behind it have to be. */
  readonly open: ReadonlySet<string>;
}

const hopsMax = 3;

function hasPage(homePage: string | undefined): boolean {
  return homePage !== undefined && "key" in pagePart(homePage);
}

/** A server names its last hop only: that one names the hop before it. */
function viaPart({ via = [], homePage, pingOnly }: FoundHost, name: string, { hops, open }: Routes): Part[] {
  const last = hops.get(name)?.at(-1);
  if (via.length === 0 || last === name) return [];
  const way = `it is reached through ${via.map(quoted).join(", then ")}`;
  if (last === undefined) return [{ comment: `via: ${way}; add that as a server, and its name here` }];
  const before = hops.get(name)?.slice(0, -1) ?? [];
  const known = wayTo(last, hops);
  const isSame = before.length === 0 || String(before) === String(known.slice(0, -1));
  if (isSame && known.length <= hopsMax && !known.includes(name)) {
    const isUsable = open.has(last) && (open.has(name) || (!pingOnly && hasPage(homePage)));
    return [isUsable ? { key: "via", value: last } : { comment: `via: ${last}, once both have creds` }];
  }
  return [{ comment: `via: ${way}, which is a circle, too long, or not how that one is reached itself` }];
}

/** The hops from here to a server, itself included; cut where it goes on for too long. */
function wayTo(name: string, hops: Hops): string[] {
  const way = [name];
  for (let hop = hops.get(name)?.at(-1); hop !== undefined && way.length <= hopsMax; hop = hops.get(hop)?.at(-1))
    if (way[0] === hop) break;
    else way.unshift(hop);
  return way;
}

/** Empty where there is no login with a key of this machine. */
function credsOf({ username = "", keyFiles = [], pingOnly, homePage }: FoundHost, { unusableKeys }: Context) {
  if (!isPlain(username) || pingOnly || homePage !== undefined) return [];
  const usable = keyFiles.filter((path) => isPlain(path) && !unusableKeys.has(path));
  return usable.map((path) => ({ username, key_filename: path }));
}

function loginParts(host: FoundHost, ip: string, context: Context): Part[] {
  const { knownHosts, unusableKeys } = context;
  const { username = "", keyFiles = [] } = host;
  const plain = keyFiles.filter(isPlain);
  const creds = credsOf(host, context);
  const pins = pinsOf(host, ip, knownHosts);
  const key = pins.length > 0 ? { key: "host_key", value: pins.length === 1 ? pins[0] : pins } : undefined;
  const lost = plain.flatMap((path) => {
    const reason = unusableKeys.get(path);
    return reason === undefined ? [] : [{ comment: `the key ${quoted(path)} ${reason}` }];
  });
  if (creds.length === 0)
    return [
      { comment: "Only pinged, because no key for it is known. To check it over SSH, complete this line:" },
      { comment: credsWords(username, plain) },
      ...lost,
      ...(key === undefined ? [] : [key]),
    ];
  return [{ key: "creds", value: creds }, ...lost, key ?? { comment: "host_key: its key is not in known_hosts" }];
}

function isPlain(text: string): boolean {
  return text !== "" && text === text.trim() && !/[\p{Cc}\p{Cf}]/u.test(text);
}

function credsWords(username: string, keyFiles: readonly string[]): string {
  const user = isPlain(username) ? quoted(username) : "USER";
  return `creds: [{ username: ${user}, key_filename: ${keyFiles[0] === undefined ? "PATH" : quoted(keyFiles[0])} }]`;
}

function pinsOf(
  { port = 22, hostKeyAlias, hostKeys = [] }: FoundHost,
  ip: string,
  entries: readonly KnownHostsEntry[],
) {
  const endpoint = hostKeyAlias === undefined ? { address: ip, port } : { address: hostKeyAlias, port: 22 };
  const known = pinsFor(endpoint, entries);
  const told = hostKeys.map((key) => fingerprint(Buffer.from(key.split(/\s+/)[1] ?? "", "base64")));
  return known.length > 0 ? known : [...new Set(told)];
}

/** The name as an inventory may have it; undefined where nothing of it remains. */
function nameFrom(text: string): string | undefined {
  if (namePattern.test(text)) return text;
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "");
  const name = plain
    .replace(/[^A-Za-z0-9._:]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return name === "" ? undefined : name;
}

/** Names that are given so far. Two must not differ in case only. */
class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()));
  }

  unique(text: string, ip: string): string {
    const name = nameFrom(text) ?? nameFrom(ip) ?? "host";
    let candidate = name;
    for (let number = 2; this.#taken.has(candidate.toLowerCase()); number++) {
      const ending = `-${number}`;
      candidate = `${name.slice(0, 63 - ending.length)}${ending}`;
    }
    this.#taken.add(candidate.toLowerCase());
    return candidate;
  }
}
