/**
 * `demo`: four hosts on loopback, one of them down; real checks of them into a fresh repository, a report, and mails to a
 * mail server of its own. It needs no settings and no network.
 */
import { join } from "node:path";
import { htmlOf } from "../demo/mail-html.ts";
import { type DemoMail, startMailServer } from "../demo/mail-server.ts";
import { createDemoFolder, type DemoFolder, logOf, saveMail, writeStandInPing } from "../demo/repository.ts";
import { type DemoHost, newKey, startSshHost } from "../demo/ssh-host.ts";
import { startWebPage } from "../demo/web-page.ts";
import { type Inputs, inputDefaults, readInputs } from "../inputs.ts";
import type { Reporter } from "../output/reporter.ts";
import { cut } from "../output/wrap.ts";
import { PingFault, ping } from "../probes/ping.ts";
import type { CheckReport } from "../report/summary.ts";
import type { Surroundings } from "../surroundings.ts";
import { listed } from "../words/count.ts";
import type { Call } from "./call.ts";
import { check } from "./check.ts";
import { described } from "./help.ts";
import { page } from "./page.ts";
import { report } from "./report.ts";

export async function demo(call: Call): Promise<void> {
  const folder = await createDemoFolder(call.surroundings.environment);
  const surroundings = await contain(folder, call);
  const servers = await startServers(surroundings.environment["PATH"] ?? "");
  const seen = listening(call.reporter);
  try {
    await run({ ...call, surroundings, reporter: seen.reporter, inputs: inputsOf(folder, servers) });
  } finally {
    for (const server of [servers.web, servers.database, servers.website, servers.mail]) server.close();
  }
  await saveMails(folder, servers.mail);
  await showResults(folder, seen.last(), call);
}

/** What a runner does over a month, in seconds. */
async function run(call: Call): Promise<void> {
  const { reporter } = call;
  reporter.info(firstWords);
  await check({ ...call, reporter: { ...reporter, checked: async () => {} } });
  for (const line of ["", secondWords]) reporter.info(line);
  await check({ ...call, now: secondsAfter(1, call) });
  await report({ ...call, now: secondsAfter(2, call) });
  await page({ ...call, now: secondsAfter(3, call), reporter: { ...reporter, info: () => {} } });
}

interface Servers {
  readonly web: DemoHost;
  readonly database: DemoHost;
  readonly website: { readonly url: string; readonly close: () => void };
  readonly mail: DemoMail;
  /** Of the hosts' accounts. */
  readonly privateKey: string;
}

async function startServers(path: string): Promise<Servers> {
  const key = newKey();
  const [web, database, website, mail] = await Promise.all([
    startSshHost({ allowed: key, path }),
    startSshHost({ allowed: key, path }),
    startWebPage(),
    startMailServer(),
  ]);
  return { web, database, website, mail, privateKey: key.private };
}

function inputsOf({ repository, site }: DemoFolder, servers: Servers): Inputs {
  const inventory = JSON.stringify(demoInventory(servers));
  const alone = { issues: "false", results: join(repository, "results"), month: "current", out: site };
  return readInputs({ ...inputDefaults, ...alone, ...mailInputs(servers.mail.port), inventory });
}

async function saveMails(folder: DemoFolder, { received }: DemoMail): Promise<void> {
  const [alert, monthly] = received;
  for (const [name, raw] of [
    ["alert", alert],
    ["report", monthly],
  ] as const)
    if (raw !== undefined) await saveMail(folder, { name, raw, html: htmlOf(raw) ?? "" });
}

const firstWords = "Four hosts on 127.0.0.1 are checked: web-1, db-1, router, and old-pi, which is down.";

const secondWords =
  "The first check is done: 4 rows in a commit, which was pushed. An alert opens when two checks in a row agree, so here is the second check:";

function mailInputs(port: number) {
  return {
    "smtp-host": "127.0.0.1",
    "smtp-port": String(port),
    "email-from": "monitor@example.com",
    "email-to": "you@example.com",
  };
}

/** Keeps what the last check found. The report's own words about its file come at the end. */
function listening(reporter: Reporter): { reporter: Reporter; last: () => CheckReport | undefined } {
  let last: CheckReport | undefined;
  return {
    last: () => last,
    reporter: {
      ...reporter,
      checked: async (found) => {
        last = found;
        await reporter.checked(found);
      },
      reported: async (outcome) => reporter.reported({ ...outcome, lines: outcome.lines.slice(0, 2) }),
    },
  };
}

/** A check of the demo takes longer than a second: none of these is still to come. */
function secondsAfter(seconds: number, { now }: Call): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** Four hosts: a web server, a database, a router that only answers pings, and a machine that nobody can reach. */
function demoInventory({ web, database, website, privateKey }: Servers) {
  const login = { creds: [{ username: "demo", private_key: privateKey }] };
  const ssh = ({ port, fingerprint }: DemoHost) => ({ ip: "127.0.0.1", port, host_key: fingerprint, ...login });
  return {
    servers: [
      { name: "web-1", ...ssh(web), home_page: website.url },
      { name: "db-1", ...ssh(database), known_ports: "1-65535" },
      { name: "router", ip: "127.0.0.1", type: "ping" },
      // The broadcast address of loopback: nobody answers, and nothing leaves this machine.
      { name: "old-pi", ip: "127.255.255.255", ...login },
    ],
  };
}

/** Everything the check writes or reads stays in the demo's folder. */
async function contain({ root }: DemoFolder, { surroundings, reporter }: Call): Promise<Surroundings> {
  const { environment } = surroundings;
  const contained = { ...surroundings, home: root, stateHome: join(root, "state") };
  const fault = await pingFault(surroundings);
  if (fault === undefined) return contained;
  reporter.warn(`${fault}. A real check needs it; the demo measures TCP round trips instead`);
  await writeStandInPing(root);
  return { ...contained, environment: { ...environment, PATH: `${root}:${environment["PATH"]}` } };
}

/** Why this machine cannot ping, and what helps; undefined where it can. */
async function pingFault({ environment }: Surroundings): Promise<string | undefined> {
  try {
    await ping("127.0.0.1", { environment, signal: AbortSignal.timeout(5000), trace: () => {} });
    return undefined;
  } catch (error) {
    if (error instanceof PingFault) return error.message;
    throw error;
  }
}

async function showResults(folder: DemoFolder, found: CheckReport | undefined, { reporter, surroundings, now }: Call) {
  const log = await logOf(folder, surroundings.environment);
  for (const line of ["", ...portWords(found), "", "What git log --oneline shows:", ""]) reporter.info(line);
  for (const line of log) reporter.info(cut(`  ${line}`, reporter.width));
  for (const line of ["", "To look at everything:", ""]) reporter.info(line);
  reporter.print(`  cd ${folder.root}\n\n`);
  for (const line of described(filesOf(now), reporter.width)) reporter.info(line);
  for (const line of ["", "The hosts are gone. To remove the rest:", ""]) reporter.info(line);
  reporter.print(`  rm -r ${folder.root}\n`);
}

const mostPorts = 6;

/** The probe of web-1 ran on this machine, so what it found open is open here. */
function portWords(found: CheckReport | undefined): string[] {
  const ports = found?.hosts.find(({ host }) => host === "web-1")?.row.ports ?? [];
  if (ports.length === 0) return ["No port of this machine is open to others: the probe of web-1 ran here."];
  const [are, what] = ports.length === 1 ? ["port is", "it"] : ["ports are", "them"];
  return [
    `This ${are} yours: ${listed(ports, mostPorts)}. The probe of web-1 ran on this machine and found ${what} open. What listens there:`,
    "",
    "  sudo ss -tulpn",
  ];
}

function filesOf(now: Date): readonly (readonly [path: string, meaning: string])[] {
  const results = "repository/results";
  return [
    ["site/index.html", "the status website; open it in a browser"],
    ["mail/alert.html", "the mail of the alerts (as sent: alert.eml)"],
    ["mail/report.html", "the mail of the report"],
    [`${results}/README.md`, "the page that GitHub shows with the results"],
    [`${results}/${now.toISOString().slice(0, 7)}.md`, "the page of the month"],
    [`${results}/*.csv`, "the rows"],
  ];
}
