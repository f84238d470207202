/** The hosts, groups and variables of an Ansible inventory while it is read. */
import { hostsMax, SourceError } from "./found.ts";

export type Variables = Record<string, string>;

export interface Group {
  readonly name: string;
  readonly variables: Variables;
  readonly children: string[];
  readonly hosts: string[];
}

export interface AnsibleGroups {
  /** The group of this name, made where there is none. */
  readonly group: (name: string) => Group;
  readonly add: (group: Group, host: string, variables: Variables) => void;
  readonly hosts: () => readonly string[];
  /** Groups that list the host themselves, in the order of the file. */
  readonly groupsOf: (host: string) => readonly string[];
  /** Those of the host win over those of its groups, and those of a group over those of its parents. */
  readonly variablesOf: (host: string) => Variables;
}

/** A variable may be called anything, `__proto__` included. */
const none = (): Variables => Object.create(null);

export function newGroups(): AnsibleGroups {
  const groups = new Map<string, Group>();
  const own = new Map<string, Variables>();
  const group = (name: string): Group => {
    const known = groups.get(name) ?? { name, variables: none(), children: [], hosts: [] };
    groups.set(name, known);
    if (groups.size > hostsMax) throw new SourceError(`over ${hostsMax} groups: give a file with fewer`);
    return known;
  };
  const listing = (host: string) => [...groups.values()].filter(({ hosts }) => hosts.includes(host));
  return {
    group,
    add: ({ hosts }, host, variables) => {
      if (!hosts.includes(host)) hosts.push(host);
      own.set(host, Object.assign(own.get(host) ?? none(), variables));
      if (own.size > hostsMax) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
    },
    hosts: () => [...own.keys()],
    groupsOf: (host) => listing(host).flatMap(({ name }) => (name === "all" || name === "ungrouped" ? [] : [name])),
    variablesOf: (host) => {
      const levels = levelsAbove(listing(host), [...groups.values()]);
      const all = groups.get("all")?.variables ?? {};
      return Object.assign(
        none(),
        all,
        ...levels
          .reverse()
          .flat()
          .map(({ variables }) => variables),
        own.get(host),
      );
    },
  };
}

/** The groups, their parents, the parents of those … A group that is its own parent is not met again. */
function levelsAbove(first: readonly Group[], all: readonly Group[]): Group[][] {
  const levels: Group[][] = [];
  const met = new Set<Group>();
  for (let level = [...first]; level.length > 0; ) {
    levels.push(level);
    for (const group of level) met.add(group);
    const names = new Set(level.map(({ name }) => name));
    level = all.filter((group) => !met.has(group) && group.children.some((child) => names.has(child)));
  }
  return levels;
}

/** `www[01:50].example.com`, `db-[a:f]`, `web[1:9:2]`; anything else is one host. */
export function expandRange(pattern: string): string[] {
  const [, before = "", from = "", to = "", step = "1", after = ""] = rangePattern.exec(pattern) ?? [];
  if (from === "") return [pattern];
  const isNumber = /^\d+$/.test(from);
  const [first, last] = isNumber ? [Number(from), Number(to)] : [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if ((last - first) / Number(step) > hostsMax)
    throw new SourceError(`a range of over ${hostsMax} hosts: give a file with fewer`);
  const hosts: string[] = [];
  for (let at = first; at <= last && Number(step) > 0; at += Number(step))
    hosts.push(
      ...expandRange(`${before}${isNumber ? String(at).padStart(from.length, "0") : String.fromCodePoint(at)}${after}`),
    );
  if (hosts.length > hostsMax) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
  return hosts;
}

const rangePattern = /^([^[]*)\[(\d{1,9}|[A-Za-z]):(\d{1,9}|[A-Za-z])(?::(\d{1,9}))?\](.*)$/;
