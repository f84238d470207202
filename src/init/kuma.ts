/** Monitors of an Uptime Kuma backup (Settings → Backup → Export, a JSON file of version 1). */
import { isMap } from "../inventory/parsed.ts";
import { type Found, limited, SourceError } from "./found.ts";
import { given, hostsOfTargets, type Target } from "./pages.ts";
import { isTrueAt, listAt, readTree, type Tree, textAt } from "./tree.ts";

export function readKuma(text: string, shown: string): Found {
  const backup = readTree(text, shown);
  if (!Object.hasOwn(backup, "monitorList"))
    throw new SourceError(`${shown}: expected "monitorList"; give the JSON file of Uptime Kuma's Settings → Backup`);
  const monitors = limited(listAt(backup, "monitorList")).filter(isMap);
  const groups = new Map(monitors.filter(isGroup).map((monitor) => [textAt(monitor, "id"), textAt(monitor, "name")]));
  const targets = monitors.filter((monitor) => !isGroup(monitor)).map((monitor) => targetOf(monitor, groups));
  const { hosts, left } = hostsOfTargets(targets);
  const notified = listAt(backup, "notificationList").length > 0;
  return { hosts, notes: [...left, ...(notified ? ["notifications: see notify-url in README.md"] : [])] };
}

function isGroup(monitor: Tree): boolean {
  return textAt(monitor, "type") === "group";
}

function targetOf(
  monitor: Tree,
  groups: ReadonlyMap<string | undefined, string | undefined>,
): Target | { readonly left: string } {
  const name = textAt(monitor, "name") ?? "?";
  const kind = textAt(monitor, "type") ?? "unknown";
  if (monitor["active"] === false || monitor["active"] === 0) return { left: `${name}: left out, it is paused` };
  const url = urlOf(monitor, kind);
  if (url === undefined) return { left: `${name}: left out, the type ${kind} has no counterpart` };
  return {
    ...{ name, url, insecure: isTrueAt(monitor, "ignoreTls") },
    group: groups.get(textAt(monitor, "parent")),
    settings: [...(kind === "json-query" || kind === "real-browser" ? [kind] : []), ...settingsOf(monitor)],
  };
}

function urlOf(monitor: Tree, kind: string): string | undefined {
  const host = textAt(monitor, "hostname") ?? "";
  const shown = host.includes(":") ? `[${host}]` : host;
  if (kind === "ping") return `icmp://${shown}`;
  if (kind === "port") return `tcp://${shown}:${textAt(monitor, "port") ?? ""}`;
  return /^(http|keyword|json-query|real-browser)$/.test(kind) ? textAt(monitor, "url") : undefined;
}

function settingsOf(monitor: Tree): string[] {
  const isDefault = (name: string) =>
    (name === "method" && monitor[name] === "GET") ||
    (name === "accepted_statuscodes" && String(monitor[name]) === "200-299");
  return given(monitor, lost).filter((name) => !isDefault(name));
}

const lost = [
  ...["method", "headers", "body", "keyword", "jsonPath", "accepted_statuscodes", "upsideDown", "proxyId"],
  ...["basic_auth_user", "tlsCert"],
];
