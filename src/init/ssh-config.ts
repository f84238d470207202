/**
 * Hosts of an OpenSSH client configuration. Every name of a `Host` line without wildcards is a host; its settings are those
 * that ssh would use: from all blocks that match, the first value of each.
 */
import { globMatches, hostsFieldMatches } from "../ssh/known-hosts.ts";
import { type Found, type FoundHost, limited } from "./found.ts";
import { type Condition, type Directive, readDirectives } from "./ssh-config-lines.ts";

export async function readSshConfig(path: string, home: string): Promise<Found> {
  const { directives, notes } = await readDirectives(path, home);
  const names = limited([...new Set(directives.flatMap(namesIn))]);
  const hosts = names.map((name) => hostOf(name, settingsOf(name, directives), home));
  const forges = hosts.filter(({ username }) => username === "git").map(({ name }) => name);
  const left = forges.map((name) => `${name}: left out, its user "git" has no shell`);
  return { hosts: hosts.filter(({ name }) => !forges.includes(name)), notes: [...notes, ...left] };
}

function namesIn({ keyword, args }: Directive): readonly string[] {
  return keyword === "host" ? args.filter((name) => !/[*?!,]/.test(name)) : [];
}

type Settings = ReadonlyMap<string, readonly string[]>;

function settingsOf(name: string, directives: readonly Directive[]): Settings {
  const settings = new Map<string, readonly string[]>();
  for (const { keyword, args, conditions } of directives) {
    const before = settings.get(keyword);
    const isFirst = before === undefined || keyword === "identityfile";
    if (!isFirst || args.length === 0 || !wanted.has(keyword)) continue;
    const resolved = expandName(settings.get("hostname")?.[0] ?? name, name);
    if (conditions.every((condition) => applies(condition, name, resolved)))
      settings.set(keyword, [...(before ?? []), ...args]);
  }
  return settings;
}

const wanted = new Set(["hostname", "port", "user", "identityfile", "proxyjump", "proxycommand", "hostkeyalias"]);

function applies({ host, typed, resolved, unknown }: Condition, name: string, address: string): boolean {
  if (unknown !== undefined || (host !== undefined && !isAmong(name, host))) return false;
  const isTyped = typed === undefined || hostsFieldMatches(typed, name);
  return isTyped && (resolved === undefined || hostsFieldMatches(resolved, address));
}

function isAmong(name: string, patterns: readonly string[]): boolean {
  const matching = patterns.filter((pattern) => globMatches(pattern.replace(/^!/, ""), name));
  return matching.length > 0 && !matching.some((pattern) => pattern.startsWith("!"));
}

function hostOf(name: string, settings: Settings, home: string): FoundHost {
  const first = (keyword: string) => settings.get(keyword)?.[0];
  const address = expandName(first("hostname") ?? name, name);
  const username = first("user");
  const port = first("port");
  const tokens = { d: home, h: address, n: name, p: port ?? "22", r: username, "%": "%" };
  const keys = keysOf(settings.get("identityfile") ?? [], tokens);
  const jump = jumpOf(first("proxyjump"), settings.get("proxycommand")?.join(" "));
  return {
    ...{ name, address, username, port: port === undefined ? undefined : Number(port) },
    ...{ keyFiles: keys.paths, via: jump.via, hostKeyAlias: first("hostkeyalias") },
    notes: [...keys.notes, ...jump.notes],
  };
}

/** `%h` is the name as typed. */
function expandName(text: string, name: string): string {
  return text.replace(/%([h%])/g, (_all, token) => (token === "h" ? name : "%"));
}

function keysOf(files: readonly string[], tokens: Readonly<Record<string, string | undefined>>) {
  const [paths, notes]: [string[], string[]] = [[], []];
  for (const file of files.filter((each) => each.toLowerCase() !== "none")) {
    const unknown = [...file.matchAll(/%(.?)|\$\{/g)].find(([, token = "$"]) => tokens[token] === undefined);
    const path = file.replace(/%(.)/g, (_all, token) => tokens[token] ?? "");
    if (unknown) notes.push(`IdentityFile ${file}: ${unknown[0]} is not known here`);
    else if (/\.pub$/.test(path)) notes.push(`IdentityFile ${file} is a public key: give the private one`);
    else paths.push(path);
  }
  return { paths: [...new Set(paths)], notes };
}

/** `ProxyJump a,user@b:22`, or the older `ProxyCommand ssh -W %h:%p a`. Whichever ssh reads first counts, mostly there is one. */
export function jumpOf(jump: string | undefined, command: string | undefined) {
  if (jump !== undefined && jump.toLowerCase() !== "none") return { via: jump.split(",").map(hopName), notes: [] };
  if (jump !== undefined || command === undefined || command.toLowerCase() === "none") return { notes: [] };
  const [, before, after] =
    /^(?:\S*\/)?ssh\s+(?:-q\s+)?(?:-W\s*\[?%h\]?:%p\s+(\S+)|(\S+)\s+-W\s*\[?%h\]?:%p)$/.exec(command) ?? [];
  const hop = before ?? after;
  if (hop !== undefined && !hop.startsWith("-")) return { via: [hopName(hop)], notes: [] };
  return { notes: ["ProxyCommand has no counterpart: use via, if it is a jump host"] };
}

/** `ssh://user@host:port` without its user and port. */
function hopName(hop: string): string {
  const place = hop
    .trim()
    .replace(/^ssh:\/\//, "")
    .replace(/^.*@/, "");
  return /^\[([^\]]*)\]/.exec(place)?.[1] ?? (place.split(":").length === 2 ? (place.split(":")[0] ?? "") : place);
}
