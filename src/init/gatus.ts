/** Endpoints of a Gatus configuration. See https://github.com/TwiN/gatus#configuration. */
import { isMap } from "../inventory/parsed.ts";
import { type Found, limited, SourceError } from "./found.ts";
import { given, hostsOfTargets, type Target } from "./pages.ts";
import { isTrueAt, listAt, mapAt, readTree, textAt } from "./tree.ts";

export function readGatus(text: string, shown: string): Found {
  const file = readTree(text, shown);
  if (!Object.hasOwn(file, "endpoints"))
    throw new SourceError(`${shown}: expected "endpoints"; give Gatus' config.yaml`);
  const { hosts, left } = hostsOfTargets(limited(listAt(file, "endpoints")).map(targetOf));
  const others = given(file, Object.keys(file)).filter((key) => key !== "endpoints");
  return { hosts, notes: [...left, ...others.map((key) => `${key}: ${counterparts[key] ?? "no counterpart"}`)] };
}

function targetOf(endpoint: unknown): Target | { readonly left: string } {
  const url = textAt(endpoint, "url");
  const name = textAt(endpoint, "name") ?? url ?? "?";
  if (!isMap(endpoint) || url === undefined) return { left: `${name}: left out, it has no url` };
  if (endpoint["enabled"] === false) return { left: `${name}: left out, it is not enabled` };
  if (isMap(endpoint["dns"])) return { left: `${name}: left out, a DNS query has no counterpart` };
  return {
    ...{ name, url, group: textAt(endpoint, "group") },
    insecure: isTrueAt(mapAt(endpoint, "client"), "insecure"),
    settings: [
      ...given(endpoint, lost).filter((key) => !(key === "method" && endpoint[key] === "GET")),
      ...conditions(endpoint),
    ],
  };
}

/** What conditions ask for, other than what is checked here, too. What they compare it with may be a secret. */
function conditions(endpoint: Readonly<Record<string, unknown>>): string[] {
  const all = listAt(endpoint, "conditions").filter((condition) => typeof condition === "string");
  const others = all.filter((condition) => !checkedHere.test(condition.trim()));
  return [...new Set(others.map((condition) => /\[[A-Z_]+\]/.exec(condition)?.[0] ?? "a condition"))];
}

const checkedHere = /^\[(STATUS\] (==|<=?) (2\d\d|3\d\d|400)|CONNECTED\] == true)$/;

const lost = ["method", "body", "headers", "graphql", "ssh", "interval"];

const counterparts: Readonly<Record<string, string>> = {
  alerting: "alerts are issues and mails; for chats see notify-url in README.md",
  maintenance: "see Maintenance in README.md",
  storage: "the rows are in git",
};
