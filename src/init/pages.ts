/** What Upptime, Uptime Kuma and Gatus have in common: a list of addresses to ask, most of them pages. */
import type { FoundHost } from "./found.ts";

export interface Target {
  readonly name: string;
  readonly group?: string | undefined;
  /** `https://example.com/health`, `icmp://192.0.2.1`, `tcp://db.example.com:5432` */
  readonly url: string;
  readonly insecure?: boolean | undefined;
  /** Names of settings that have no counterpart. */
  readonly settings: readonly string[];
}

/** What this program checks of a target, or why it can check nothing of it. */
export function hostOfTarget({ name, group, url, insecure, settings }: Target): FoundHost | { readonly left: string } {
  const reference = /\$\{?\w+\}?/.exec(url)?.[0];
  if (reference !== undefined) return { left: `${name}: left out, its address is in the variable ${reference}` };
  const parsed = URL.parse(url);
  const address = parsed?.hostname.replace(/^\[|\]$/g, "") ?? "";
  if (parsed === null || address === "") return { left: `${name}: left out, its address cannot be read` };
  const notes = settings.length > 0 ? [`no counterpart: ${settings.join(", ")}`] : [];
  const common = { name, address, group };
  if (/^https?:$/.test(parsed.protocol)) {
    const isOdd = parsed.username !== "" || parsed.password !== "";
    parsed.username = "";
    parsed.password = "";
    const login = isOdd ? ["the user name and password in the address were left out: pages are requested without"] : [];
    return { ...common, homePage: parsed.href, insecure, notes: [...login, ...notes] };
  }
  if (/^(icmp|ping):$/.test(parsed.protocol)) return { ...common, pingOnly: true, notes };
  const kind = parsed.protocol.replace(":", "");
  if (!pingable.has(kind)) return { left: `${name}: left out, ${kind} has no counterpart` };
  const port = parsed.port === "" ? "" : ` to port ${parsed.port}`;
  return {
    ...common,
    pingOnly: true,
    notes: [`no counterpart: the ${kind} connection${port}; it is pinged`, ...notes],
  };
}

/** Kinds that name a host of one's own. A DNS query, for example, names a resolver. */
const pingable = new Set([
  "tcp",
  "tls",
  "starttls",
  "ssh",
  "udp",
  "sctp",
  "ws",
  "wss",
  "grpc",
  "grpcs",
  "mongodb",
  "mysql",
  "postgres",
  "redis",
  "mqtt",
]);

export function hostsOfTargets(targets: readonly (Target | { readonly left: string })[]) {
  const all = targets.map((target) => ("left" in target ? target : hostOfTarget(target)));
  return {
    hosts: all.flatMap((each) => ("left" in each ? [] : [each])),
    left: all.flatMap((each) => ("left" in each ? [each.left] : [])),
  };
}

/** Which of these settings a map has, other than empty ones. */
export function given(tree: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0);
  return names.filter((name) => Object.hasOwn(tree, name) && !isEmpty(tree[name]));
}
