/** Sites of Upptime's `.upptimerc.yml`. See https://upptime.js.org/docs/configuration. */
import { isMap } from "../inventory/parsed.ts";
import { type Found, limited, SourceError } from "./found.ts";
import { given, hostsOfTargets, type Target } from "./pages.ts";
import { isTrueAt, listAt, readTree, textAt } from "./tree.ts";

export function readUpptime(text: string, shown: string): Found {
  const file = readTree(text, shown);
  if (!Object.hasOwn(file, "sites")) throw new SourceError(`${shown}: expected "sites"; give an .upptimerc.yml`);
  const { hosts, left } = hostsOfTargets(limited(listAt(file, "sites")).map(targetOf));
  const others = given(file, Object.keys(file)).filter((key) => !["owner", "repo", "sites"].includes(key));
  return { hosts, notes: [...left, ...others.map((key) => `${key}: ${counterparts[key] ?? "no counterpart"}`)] };
}

function targetOf(site: unknown): Target | { readonly left: string } {
  const url = textAt(site, "url");
  const name = textAt(site, "name") ?? url ?? "?";
  if (url === undefined || !isMap(site)) return { left: `${name}: left out, it has no url` };
  const check = textAt(site, "check") ?? "http";
  const port = textAt(site, "port");
  const connection = `${check === "ws" ? "ws" : "tcp"}://${url.replace(/^\w+:\/\//, "")}${port === undefined ? "" : `:${port}`}`;
  return {
    ...{ name, url: check === "http" || url.startsWith("$") ? url : connection },
    insecure: isTrueAt(site, "__dangerous__insecure") || isTrueAt(site, "__dangerous__disable_verify_peer"),
    settings: given(site, lost).filter((key) => !(key === "method" && site[key] === "GET")),
  };
}

const lost = [
  ...["method", "headers", "body", "expectedStatusCodes", "maxResponseTime", "maxRedirects", "type", "location"],
  ...["__dangerous__body_down", "__dangerous__body_down_if_text_missing", "__dangerous__body_degraded"],
];

const counterparts: Readonly<Record<string, string>> = {
  assignees: "give them as the input assignees",
  notifications: "GitHub mails the issues; for chats see notify-url in README.md",
  workflowSchedule: "the schedule is in .github/workflows/check.yml",
  "status-website": "results/README.md is the status page",
};
