/** The flags of the terminal. Those that are inputs of the action have its names; a test holds their meanings equal to action.yml. */
import { inputDefaults } from "../inputs.ts";

export interface Flag {
  /** What its value is, such as `FILE`; undefined: a flag without a value. */
  readonly value?: string;
  /** Used without the flag; undefined: nothing. */
  readonly default?: string;
  /** Whole sentences, with code in backticks. */
  readonly meaning: string;
}

/** By name, without the dashes. */
export type Flags = Readonly<Record<string, Flag>>;

type InputName = Exclude<keyof typeof inputDefaults, "command">;

const meanings: Readonly<Record<InputName, readonly [value: string, meaning: string]>> = {
  inventory: [
    "FILE",
    "The inventory itself (JSON or YAML text, from a secret), or the path of a file that holds it. `check` needs it.",
  ],
  credentials: [
    "FILE",
    "JSON or YAML map NAME → credential, so that hosts can say `creds: [pi]` and many hosts share one key.",
  ],
  "known-hosts": ["LINES", "Host keys, as lines in OpenSSH's known_hosts format."],
  "host-key-policy": [
    "POLICY",
    "`strict` refuses a host whose key is not known. `accept-new` accepts it once and records it in RESULTS/known_hosts. A changed key is always refused.",
  ],
  results: ["FOLDER", "Folder of the CSV files, inside the repository."],
  push: ["BOOLEAN", "`true` commits the rows and pushes them; `false` only appends to the files."],
  branch: ["NAME", "Branch to which the rows are pushed. Empty means the checked-out branch."],
  concurrency: ["NUMBER", "How many hosts are probed at once."],
  timeout: [
    "SECONDS",
    "Time limit for one attempt at a host in seconds, for all its probes together. A host that was up in its newest row and is not now is tried once more after a third of it (20 s at most).",
  ],
  shard: [
    "PART",
    "`2/5` checks only the second of five parts of the inventory, for a matrix of runners. A host stays in its part when other hosts are added or removed.",
  ],
  month: ["MONTH", "For `report`: `previous`, `current` or a month such as `2026-10`."],
  out: [
    "FOLDER",
    "For `page`: folder for `index.html`, `status.json` and `badge.json`. It is created, and other files in it stay as they are.",
  ],
  detail: [
    "DETAIL",
    "For `page`: `names` shows names and availability only; a host without a name is `host 1`, `host 2` and so on. `full` also shows addresses, causes and all alerts.",
  ],
  "max-age": [
    "DURATION",
    "For `watchdog`, and for what a check sees of other monitors in the same results folder: how old the newest row may be. For example `90m`, `3h` or `1d`.",
  ],
  "min-interval": [
    "DURATION",
    "A check that starts sooner than this after the newest row does nothing, so that two schedulers may trigger one check. For example `10m`.",
  ],
  due: [
    "TIME",
    "The planned start time. The summary shows the delay. A time such as `2026-11-23T04:07Z`, or the cron line that started it (`github.event.schedule`).",
  ],
  confirm: ["NUMBER", "How many checks in a row must agree before an alert opens or closes."],
  issues: ["BOOLEAN", "`true` raises alerts as GitHub issues, which needs the permission `issues: write`."],
  assignees: [
    "NAMES",
    "Accounts that are assigned to new issues, separated by commas. Empty means the repository's owner, where that is a person, since a phone tells of assignments only.",
  ],
  "email-to": [
    "ADDRESSES",
    "One mail address or several, separated by commas. Empty means the inventory's `email_dest`.",
  ],
  "email-on": [
    "WHEN",
    "`alert` mails when an alert opens, closes or has a new finding, `always` after every check, `never` not at all. A `report` is always mailed when mail is configured.",
  ],
  "smtp-username": ["NAME", "The sending account. Without it no mail is sent."],
  "smtp-password": ["TEXT", "Its password, from a secret. Gmail and others want an app password here."],
  "smtp-host": ["NAME", "Server that takes the mail. Empty means `smtp.` and the domain of `smtp-username`."],
  "smtp-port": [
    "NUMBER",
    "465 means implicit TLS (SMTPS); any other port must offer STARTTLS before a password is sent.",
  ],
  "email-from": ["ADDRESS", "The sender's address. Empty means `smtp-username`."],
  "heartbeat-url": [
    "URL",
    "An address that is called after each check once its rows are pushed (dead-man's switch), for example of Healthchecks, Uptime Kuma or Gatus.",
  ],
  "notify-url": [
    "URL",
    "A webhook that gets a message for each run in which an alert opens, changes or closes: of ntfy, Slack, Discord, Teams or Mattermost, or any other server (JSON). From a secret. https, or http to a private address. See docs/notifications.md.",
  ],
  "time-zone": [
    "ZONE",
    "IANA time zone in which people read times, on pages, in mails, issues and the summary. For example `Europe/Berlin`. Rows, JSON and file names stay in UTC.",
  ],
  "public-ip-url": [
    "URL",
    "Service that returns the monitor's public address as text. Empty means that the address is read from the monitored hosts.",
  ],
  host: ["NAME", "For `maintenance`: the host, as the inventory calls it. Empty means all hosts."],
  for: ["DURATION", "For `maintenance`: how long it lasts from now on, for example `2h`."],
  why: ["TEXT", "For `maintenance`: the reason."],
  token: ["TEXT", "Token for writing issues, and for pushing rows if the checkout left no token."],
};

/** The flags of these inputs. */
export function inputFlags(...names: readonly InputName[]): Flags {
  return Object.fromEntries(names.map((name) => [name, inputFlag(name)]));
}

function inputFlag(name: InputName): Flag {
  const [value, meaning] = meanings[name];
  const fallback = inputDefaults[name];
  return { value, meaning, ...(fallback === "" ? {} : { default: fallback }) };
}

/** The same flags, with what some of them mean for one command where that differs from what they mean for a check. */
export function withMeanings(flags: Flags, others: Readonly<Partial<Record<InputName, string>>>): Flags {
  const byName = new Map(Object.entries(others));
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, { ...flag, meaning: byName.get(name) ?? flag.meaning }]),
  );
}

/** Flags of every command. */
export const commonFlags: Flags = {
  help: { meaning: "Show this help." },
  verbose: { meaning: "Show the requests to each host, and its answers." },
  version: { meaning: "Show the version." },
};

/** One letter for the flags that people type most. */
export const shortFlags: Readonly<Record<string, string>> = { h: "help", v: "verbose" };
