/**
 * The only reader of action inputs, and of the terminal's flags with the same names. Everyone else gets typed values.
 * Names and defaults are those of action.yml; a test holds the two equal.
 */
import { isAbsolute, normalize, resolve } from "node:path";
import { canonicalAddress, isPublicAddress } from "./address.ts";
import {
  boolean,
  branchName,
  duration,
  monthName,
  names,
  quoted,
  type Shard,
  seconds,
  shardOf,
  timeZone,
  wholeNumber,
} from "./input-values.ts";
import { parseHomePage } from "./inventory/home-page.ts";
import { cleaned } from "./inventory/pasted.ts";
import { Secret } from "./inventory/secret.ts";
import type { HostKeyPolicy } from "./ssh/trust.ts";

export const hostKeyPolicies: readonly HostKeyPolicy[] = ["strict", "accept-new"];
const pageDetails = ["names", "full"] as const;
const emailOccasions = ["alert", "always", "never"] as const;

/** Every input of the action with its default. */
export const inputDefaults = {
  command: "check",
  inventory: "",
  credentials: "",
  "known-hosts": "",
  "host-key-policy": "strict",
  results: "results",
  push: "true",
  branch: "",
  concurrency: "32",
  timeout: "30",
  shard: "",
  month: "previous",
  out: "_site",
  detail: "names",
  "max-age": "3h",
  "min-interval": "0",
  due: "",
  confirm: "2",
  issues: "true",
  assignees: "",
  "email-to": "",
  "email-on": "alert",
  "smtp-username": "",
  "smtp-password": "",
  "smtp-host": "",
  "smtp-port": "587",
  "email-from": "",
  "heartbeat-url": "",
  "notify-url": "",
  "time-zone": "UTC",
  "public-ip-url": "",
  host: "",
  for: "",
  why: "",
  token: "",
};

export type RawInputs = typeof inputDefaults;

export interface Inputs {
  readonly command: string;
  /** The inventory itself or the path of a file that holds it; `credentials` likewise. */
  readonly inventory: string;
  readonly credentials: string;
  readonly knownHosts: string;
  readonly hostKeyPolicy: HostKeyPolicy;
  /** Absolute path of the folder of the CSVs. */
  readonly results: string;
  /** The same from the root of the repository; undefined where an absolute path was given. */
  readonly resultsInRepository: string | undefined;
  readonly push: boolean;
  /** undefined: the checked-out branch. */
  readonly branch: string | undefined;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** undefined: the whole inventory. */
  readonly shard: Shard | undefined;
  /** `previous`, `current` or `2026-10`. */
  readonly month: string;
  /** Absolute path of the folder that `page` writes into. */
  readonly out: string;
  /** What `page` shows: names and availability, or everything. */
  readonly detail: (typeof pageDetails)[number];
  readonly maxAgeMs: number;
  readonly minIntervalMs: number;
  /** The planned start: a time, a cron line, or empty. */
  readonly due: string;
  /** How many checks in a row must agree before an alert opens or closes. */
  readonly confirm: number;
  readonly issues: boolean;
  /** Who is assigned to new issues. */
  readonly assignees: readonly string[];
  readonly emailOn: (typeof emailOccasions)[number];
  readonly mail: MailInputs;
  readonly heartbeatUrl: URL | undefined;
  /** A secret. The webhook that gets notifications. */
  readonly notifyUrl: URL | undefined;
  /** IANA name of the zone in which people read times. */
  readonly timeZone: string;
  /** A service that returns our public address; undefined: the address is read from the hosts. */
  readonly publicIpUrl: URL | undefined;
  readonly token: Secret | undefined;
  /** What `maintenance` announces: of which host (empty: all), for how long, and the reason. */
  readonly host: string;
  readonly forMs: number | undefined;
  readonly why: string;
}

/** Unchecked; mail/settings.ts validates them. */
export interface MailInputs {
  readonly emailTo: string;
  readonly emailFrom: string;
  readonly smtpUsername: string;
  readonly smtpPassword: Secret | undefined;
  readonly smtpHost: string;
  readonly smtpPort: string;
}

/** Invalid inputs: all errors, one line each. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(errors: readonly string[]) {
    super(errors.join("\n"));
  }
}

/** Takes the action's inputs out of the environment, so that no child inherits them. */
export function takeActionInputs(environment: NodeJS.ProcessEnv): RawInputs {
  return withDefaults(take(environment, Object.keys(inputDefaults), (name) => `INPUT_${name.toUpperCase()}`));
}

/** Removes the variables under every name they have. */
function take(environment: NodeJS.ProcessEnv, names: readonly string[], variableOf: (name: string) => string) {
  const given = names.map((name) => {
    const variable = variableOf(name);
    const value = environment[variable];
    delete environment[variable];
    return [name, value] as const;
  });
  return Object.fromEntries(given);
}

/** Takes the terminal's inputs out of the environment, so that no child inherits them. */
export function takeTerminalInputs(environment: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const { command: _, ...named } = inputDefaults;
  return take(environment, Object.keys(named), (name) => `SERVER_MONITOR_${name.toUpperCase().replaceAll("-", "_")}`);
}

/** Checks every input; all errors at once. */
export function readInputs(raw: RawInputs): Inputs {
  const errors: string[] = [];
  const check = <Value>(
    name: keyof RawInputs,
    read: (text: string) => Value | undefined,
    expected: string,
    fallback: Value,
  ) => {
    const value = read(cleaned(raw[name]).trim());
    if (value === undefined) errors.push(`${name}: expected ${expected}, got ${quoted(raw[name])}`);
    return value ?? fallback;
  };
  const inputs: Inputs = {
    command: raw.command.trim(),
    inventory: raw.inventory,
    credentials: raw.credentials,
    knownHosts: raw["known-hosts"],
    hostKeyPolicy: check("host-key-policy", policy, hostKeyPolicies.join(" or "), "strict"),
    results: resolve(raw.results.trim()),
    resultsInRepository: isAbsolute(raw.results.trim()) ? undefined : normalize(raw.results.trim()),
    push: check("push", boolean, "true or false", true),
    branch: check("branch", branchName, "the name of a branch", undefined) || undefined,
    concurrency: check("concurrency", wholeNumber(1, 1000), "a whole number from 1 to 1000", 1),
    timeoutMs: check("timeout", seconds, "seconds from 1 to 3600", 1),
    shard: check("shard", shardOf, 'a part of the inventory such as "2/5"', null) ?? undefined,
    month: check("month", monthName, '"previous", "current" or a month such as "2026-10"', ""),
    out: resolve(raw.out.trim()),
    detail: check("detail", pageDetail, pageDetails.join(" or "), "names"),
    maxAgeMs: check("max-age", (text) => duration(text) || undefined, 'a duration such as "3h" or "1d"', 1),
    minIntervalMs: check("min-interval", duration, 'a duration such as "10m", "1h" or "0"', 0),
    due: raw.due.trim(),
    confirm: check("confirm", wholeNumber(1, 100), "a whole number from 1 to 100", 1),
    issues: check("issues", boolean, "true or false", true),
    assignees: check("assignees", names, "names of GitHub accounts, separated by commas", []),
    emailOn: check("email-on", emailOccasion, emailOccasions.join(", "), "alert"),
    mail: {
      emailTo: raw["email-to"],
      emailFrom: raw["email-from"],
      smtpUsername: raw["smtp-username"],
      smtpPassword: secret(raw["smtp-password"]),
      smtpHost: raw["smtp-host"],
      smtpPort: raw["smtp-port"],
    },
    heartbeatUrl: webAddress("heartbeat-url", raw, errors),
    notifyUrl: webhook(raw, errors),
    timeZone: check("time-zone", timeZone, "a time zone such as Europe/Berlin or UTC", "UTC"),
    publicIpUrl: webAddress("public-ip-url", raw, errors),
    token: secret(raw.token),
    host: raw.host.trim(),
    forMs: check("for", length, 'a duration of 1m–30d such as "2h"', null) ?? undefined,
    why: cleaned(raw.why).trim(),
  };
  if (errors.length > 0) throw new InputError(errors);
  return inputs;
}

/** Empty values are those that were not given. */
export function withDefaults(given: Readonly<Record<string, unknown>>): RawInputs {
  const stated = Object.entries(given).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  return { ...inputDefaults, ...Object.fromEntries(stated) };
}

function secret(text: string): Secret | undefined {
  return text.trim() === "" ? undefined : new Secret(text.trim());
}

const longestMs = 30 * 86_400_000;

/** null: none. */
function length(text: string): number | null | undefined {
  if (text === "") return null;
  const ms = duration(text);
  return ms !== undefined && ms >= 60_000 && ms <= longestMs ? ms : undefined;
}

function emailOccasion(text: string): Inputs["emailOn"] | undefined {
  return emailOccasions.find((name) => name === text);
}

function pageDetail(text: string): Inputs["detail"] | undefined {
  return pageDetails.find((name) => name === text);
}

function policy(text: string): HostKeyPolicy | undefined {
  return hostKeyPolicies.find((name) => name === text);
}

/** Where the host is a name, its addresses are checked before a notification is sent. */
function webhook(raw: RawInputs, errors: string[]): URL | undefined {
  const url = webAddress("notify-url", raw, errors);
  const address = canonicalAddress(url?.hostname.replace(/^\[(.*)\]$/, "$1") ?? "");
  if (url?.protocol === "http:" && address !== undefined && isPublicAddress(address))
    errors.push("notify-url: expected https; http is accepted for private addresses only");
  return url;
}

/** The value is not quoted in errors, because such addresses may hold a token. */
function webAddress(name: keyof RawInputs, raw: RawInputs, errors: string[]): URL | undefined {
  if (raw[name].trim() === "") return undefined;
  const parsed = parseHomePage(cleaned(raw[name]));
  if ("value" in parsed) return parsed.value;
  errors.push(`${name}: expected an http or https address without user name and password`);
  return undefined;
}
