/** `depends_on`: errors of names that no server has, and of servers that depend on themselves. */
import type { Host } from "./host.ts";
import { nearest } from "./nearest.ts";
import { quoted } from "./parsed.ts";

export function wrongDependencies(hosts: readonly Host[]): string[] {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  const unknown = hosts.flatMap(({ dependsOn }, index) =>
    dependsOn
      .filter((id) => !byId.has(id))
      .map((id) => `servers[${index}].depends_on: ${unknownName(id, byId.keys())}`),
  );
  return [...unknown, ...circles(hosts, byId)];
}

function unknownName(id: string, known: Iterable<string>): string {
  const meant = nearest(id, known);
  const fix = meant === undefined ? "give the name of a server of this inventory" : `did you mean "${meant}"?`;
  return `no server is called ${quoted(id)}; ${fix}`;
}

/** One for each server that is on a way from itself to itself. */
function circles(hosts: readonly Host[], byId: ReadonlyMap<string, Host>): string[] {
  return hosts.flatMap((host, index) => {
    const way = wayBack(host, byId);
    return way === undefined ? [] : [`servers[${index}].depends_on: it depends on itself, by ${way.join(" → ")}`];
  });
}

/** `web-1`, `router`, `web-1` */
function wayBack(start: Host, byId: ReadonlyMap<string, Host>): readonly string[] | undefined {
  const ways = [[start.id]];
  const seen = new Set<string>();
  for (const way of ways) {
    const { dependsOn = [] } = byId.get(way.at(-1) ?? "") ?? {};
    if (dependsOn.includes(start.id)) return [...way, start.id];
    const next = dependsOn.filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
    ways.push(...next.map((id) => [...way, id]));
  }
  return undefined;
}
