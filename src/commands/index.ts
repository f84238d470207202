/** All commands. Each loads its code when it is called, because starting is faster without the code of the others. */
import { InputError } from "../inputs.ts";
import type { Call } from "./call.ts";
import type { Commands } from "./command.ts";
import { inputFlags, withMeanings } from "./flags.ts";

const inventoryFlags = withMeanings(inputFlags("inventory", "credentials", "known-hosts"), {
  inventory: "The path of a file, or the inventory itself (JSON or YAML text). It is needed.",
});
const resultsFlags = inputFlags("results", "push", "branch", "token");
const alertFlags = inputFlags("confirm", "issues", "assignees");
const mailFlags = inputFlags("email-to", "smtp-username", "smtp-password", "smtp-host", "smtp-port", "email-from");

/** Of commands that read the results, and write none. */
const readFlags = withMeanings(resultsFlags, {
  push: "`true` reads what is on the remote now, with what waits here to be pushed; `false` reads the folder as it is.",
  branch: "Branch of the remote that is read. Empty means the checked-out branch.",
  token: "Token for reading the remote, if the checkout left none.",
});

function inventoryFor(meaning: string) {
  return withMeanings(inputFlags("inventory", "credentials"), { inventory: meaning, credentials: credentialsFor });
}

const credentialsFor = "The credentials that the inventory names, where it names some.";

/** In the order in which help shows them: a newcomer's order. */
export const terminalCommands: Commands = {
  demo: {
    summary: "Try it out: check four hosts that run on this machine.",
    examples: [
      ["demo", "Needs no settings, no network and no root; everything goes into one folder."],
      ["demo --verbose", "Also shows what each host is asked, and what it answers."],
      ["demo > demo.txt", "Keeps the output in a file."],
    ],
    flags: {},
    hasTranscripts: true,
    run: async (call) => (await import("./demo.ts")).demo(call),
  },
  init: {
    summary: "Print an inventory made from what another program knows of your hosts.",
    operands: "[FILE]",
    examples: [
      ["init > servers.yml", "The hosts of ~/.ssh/config, with their keys from known_hosts."],
      ["init --from ansible hosts.ini --add servers.yml", "Only the hosts that servers.yml lacks."],
      ["init --from tailscale status.json", "From the output of: tailscale status --json > status.json"],
    ],
    flags: {
      from: {
        value: "SOURCE",
        meaning:
          "What FILE is: `ssh-config` (without FILE: ~/.ssh/config), `ansible`, `tailscale` (without FILE: standard input), `upptime`, `kuma` or `gatus`. Without it: ~/.ssh/config.",
      },
      add: { value: "INVENTORY", meaning: "Print only the hosts that this inventory lacks. It is not changed." },
      ...inputFlags("known-hosts"),
    },
    run: async (call) => (await import("./init.ts")).init(call),
  },
  invite: {
    summary: "Print what to paste on a new host, so that the monitor can check it.",
    operands: "NAME ADDRESS",
    examples: [
      [
        "invite web-1 192.0.2.10 --key ~/server-monitor-key.pub",
        "The block to paste as root, and the entry of the inventory.",
      ],
      ["invite web-1 192.0.2.10 --key ~/key.pub --from 198.51.100.7", "The key works from this address only."],
      ["invite web-1 192.0.2.10 --remove", "The block that takes everything away again."],
    ],
    flags: {
      key: { value: "FILE", meaning: "The monitor's public key, such as ~/server-monitor-key.pub." },
      port: { value: "NUMBER", meaning: "The port of the SSH server. The default is 22." },
      from: { value: "ADDRESS", meaning: "Allow the key from this address only: the monitor's, as the host sees it." },
      "read-log": {
        meaning: "Also let the account read the system's log, in which logins between two checks are seen.",
      },
      remove: { meaning: "Print the block that undoes it." },
    },
    run: async (call) => (await import("./invite.ts")).invite(call),
  },
  validate: {
    summary: "Check the inventory offline, and show what would be monitored.",
    examples: [
      ["validate --inventory servers.yml", "An inventory that holds everything."],
      ["validate --inventory servers.yml --credentials creds.yml", "Credentials in a file of their own."],
      [
        'validate --inventory my.yml --known-hosts "$(cat known_hosts)"',
        "Also warns of host keys that cannot be used.",
      ],
    ],
    flags: inventoryFlags,
    run: async (call) => (await import("./validate.ts")).validate(call),
  },
  doctor: {
    summary: "Test this machine, the repository and every login; name the fixes.",
    examples: [
      ["doctor", "This machine and the repository in this folder."],
      ["doctor --inventory servers.yml", "Also every host, with each of its credentials."],
      ["doctor --inventory servers.yml --send-test", "Also sends a test mail and a test notification."],
    ],
    flags: {
      ...withMeanings(inventoryFlags, { inventory: "Where it is given, its hosts are examined, too." }),
      ...withMeanings(inputFlags("host-key-policy", "concurrency", "timeout"), {
        timeout: "Time limit for one attempt at a host in seconds, for all its probes together.",
      }),
      ...withMeanings(resultsFlags, {
        push: "`true` tries whether the remote takes a push, without changing a branch; `false` does not.",
        token: "Token that may read the repository's settings on GitHub, which are examined, too.",
      }),
      "send-test": { meaning: "Send a test mail, and a test notification, where they are set up." },
      ...mailFlags,
      ...withMeanings(inputFlags("heartbeat-url", "notify-url", "time-zone"), {
        "heartbeat-url": "The address that checks call. It is not called now.",
        "time-zone": "IANA time zone in which people read times, such as `Europe/Berlin`.",
      }),
    },
    run: async (call) => (await import("./doctor.ts")).doctor(call),
  },
  check: {
    summary: "Check every host once: push a row for each, raise alerts.",
    examples: [
      [
        "check --inventory servers.yml --push false --results ~/results",
        "A first look: rows go into a folder outside the clone, and nothing is pushed.",
      ],
      ["check --inventory servers.yml", "In a clone of your repository: rows are committed and pushed."],
      ["check --inventory servers.yml --push false --verbose", "Shows the requests to each host, and its answers."],
    ],
    flags: {
      ...inventoryFlags,
      ...inputFlags("host-key-policy"),
      ...resultsFlags,
      ...inputFlags("concurrency", "timeout", "shard", "min-interval", "due"),
      ...withMeanings(inputFlags("max-age"), {
        "max-age":
          "How old the newest row of another monitor in the same results folder may be. For example `90m`, `3h` or `1d`.",
      }),
      ...alertFlags,
      ...inputFlags("email-on"),
      ...mailFlags,
      ...inputFlags("heartbeat-url", "notify-url", "time-zone", "public-ip-url"),
    },
    hasTranscripts: true,
    inAction: true,
    run: async (call) => (await import("./check.ts")).check(call),
  },
  report: {
    summary: "Write the report of a month, and mail it.",
    examples: [
      ["report", "The month before this one."],
      ["report --month current --push false", "This month so far; the page goes into ./results only."],
      ["report --month 2026-10", "Write an old month's page again."],
    ],
    flags: {
      ...inputFlags("month", "time-zone"),
      ...withMeanings(resultsFlags, {
        push: "`true` commits the report and pushes it; `false` only writes its files.",
        branch: "Branch to which the report is pushed. Empty means the checked-out branch.",
        token: "Token for writing issues, and for pushing the report if the checkout left no token.",
      }),
      ...inventoryFor("Where it is given: the groups of the hosts, their own limits, and `email_dest`."),
      ...alertFlags,
      ...mailFlags,
    },
    inAction: true,
    run: async (call) => (await import("./report.ts")).report(call),
  },
  page: {
    summary: "Write a status website of one page: who is up, for 90 days.",
    examples: [
      ["page --inventory servers.yml", "Writes ./_site/index.html, with names and availability only."],
      ["page --inventory servers.yml --out /var/www/status", "Into the folder of a web server."],
      ["page --detail full --push false", "For yourself: everything, from ./results as they are."],
    ],
    flags: {
      ...inputFlags("out", "detail", "time-zone"),
      ...readFlags,
      ...inventoryFor(
        "Where it is given: which hosts there are, their names and groups. Without it, every host whose name has a dot or a colon is `host 1`, `host 2` and so on, as it may be an address.",
      ),
      ...withMeanings(inputFlags("confirm", "issues"), {
        issues: "`true` asks the GitHub issues which findings people have accepted; these are no incidents.",
      }),
    },
    inAction: true,
    run: async (call) => (await import("./page.ts")).page(call),
  },
  maintenance: {
    summary: "Announce maintenance from now on: checks go on, and open no alert.",
    examples: [
      ['maintenance --host db-1 --for 2h --why "kernel"', "Adds a line to maintenance.csv and pushes it."],
      ['maintenance --for 30m --why "new switch"', "Of all hosts."],
      ["maintenance --host db-1 --for 2h --inventory servers.yml", "Refuses a host that the inventory does not have."],
    ],
    flags: {
      ...inputFlags("host", "for", "why"),
      ...withMeanings(resultsFlags, {
        push: "`true` commits the line and pushes it; `false` only adds it to the file.",
        branch: "Branch to which the line is pushed. Empty means the checked-out branch.",
        token: "Token for pushing the line, if the checkout left none.",
      }),
      ...inventoryFor("Where it is given, the host has to be in it. Without it, it has to have rows of the last days."),
    },
    inAction: true,
    run: async (call) => (await import("./maintenance.ts")).maintenance(call),
  },
  watchdog: {
    summary: "Raise an alert if there has been no new row for too long.",
    examples: [
      ["watchdog", "Fails if the newest row is older than 3 hours."],
      ["watchdog --max-age 90m", "The same for 90 minutes."],
      ["watchdog --push false --results /srv/servers/results", "Reads a folder that is not a clone."],
    ],
    flags: {
      ...withMeanings(inputFlags("max-age"), {
        "max-age": "How old the newest row may be. For example `90m`, `3h` or `1d`.",
      }),
      ...withMeanings(readFlags, { token: "Token for writing issues, and for reading the remote." }),
      ...inventoryFor("Where it is given: `email_dest`, to which mails go without `email-to`."),
      ...alertFlags,
      ...inputFlags("email-on"),
      ...mailFlags,
      ...inputFlags("notify-url", "time-zone"),
    },
    inAction: true,
    run: async (call) => (await import("./watchdog.ts")).watchdog(call),
  },
  replay: {
    summary: "List the alerts that the past rows would have raised.",
    examples: [
      ["replay --confirm 3", "With three checks in a row instead of two."],
      ["replay --from 2026-10-01 --to 2026-10-31", "Only one month."],
      ["replay --push false", "Reads ./results as it is, without asking the remote."],
    ],
    flags: {
      from: { value: "DAY", meaning: "The first day, such as `2026-10-01`. Without it: the oldest row." },
      to: { value: "DAY", meaning: "The last day, such as `2026-10-31`. Without it: the newest row." },
      ...inputFlags("confirm"),
      ...inventoryFor("Its rules are tried, and what each of them spares is listed. Without it: the defaults."),
      ...readFlags,
    },
    run: async (call) => (await import("./replay.ts")).replay(call),
  },
  probe: {
    summary: "Print the script that runs on the hosts.",
    examples: [
      ["probe > server-monitor-probe", "The file for `command=` in a host's authorized_keys."],
      ["probe | sh", "What this machine would answer."],
      ["probe | less", "Read what is run on your hosts."],
    ],
    flags: {},
    run: async (call) => (await import("./probe.ts")).probe(call),
  },
};

export const actionCommands: Commands = Object.fromEntries(
  Object.entries(terminalCommands).filter(([, { inAction }]) => inAction === true),
);

export async function run(commands: Commands, call: Call): Promise<void> {
  const { command } = call.inputs;
  const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (chosen === undefined) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
  try {
    await chosen.run(call);
  } finally {
    call.reporter.doing("");
  }
}
