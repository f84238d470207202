/** `doctor`: on the machine that is to be the monitor, what will not work before it does not, each with its fix. */

import { type Finding, finding } from "../doctor/finding.ts";
import { examineGitHub, repositoryAt } from "../doctor/github.ts";
import { examineHosts } from "../doctor/hosts.ts";
import { examineMachine } from "../doctor/machine.ts";
import { examineRepository } from "../doctor/repository.ts";
import { examineRunner } from "../doctor/runner.ts";
import { examineSecondClock } from "../doctor/second-clock.ts";
import type { Inventory } from "../inventory/host.ts";
import { readInventory } from "../inventory/index.ts";
import { terminalText } from "../safe-text.ts";
import { openStore } from "../store/store.ts";
import { count } from "../words/count.ts";
import type { Call } from "./call.ts";
import { prepare } from "./check.ts";
import { type History, noHistory, readHistory, storeSettings } from "./history.ts";
import { examineMessages } from "./test-messages.ts";

export async function doctor(call: Call): Promise<void> {
  const machine = await section("this machine", call, examineThisMachine(call));
  const { isOnGitHub, findings: repository } = await examineTheRepository(call);
  tell("the repository", repository, call);
  const { github } = call.surroundings;
  const scheduler = await section("the scheduler", call, examineSecondClock({ github, isOnGitHub }, call.now));
  const hosts = await examineInventory(call, { canPing: canPing(machine) });
  const findings = [...machine, ...repository, ...scheduler, ...hosts];
  const bad = findings.filter(({ verdict }) => verdict === "bad").length;
  if (bad > 0) throw new Error(`${count(bad, "thing")} to fix`);
  call.reporter.info("everything works");
}

async function section(title: string, call: Call, examined: Promise<readonly Finding[]>) {
  const findings = await examined;
  tell(title, findings, call);
  return findings;
}

async function examineThisMachine({ inputs, surroundings, now }: Call): Promise<Finding[]> {
  return [...(await examineMachine(surroundings, inputs.timeZone, now)), ...(await examineRunner(surroundings, now))];
}

interface ExaminedPlace {
  readonly isOnGitHub: boolean;
  readonly findings: readonly Finding[];
}

const notOnGitHub = finding(
  "odd",
  "settings",
  "not on GitHub: its settings were not checked (if it is there, set GITHUB_REPOSITORY=owner/name)",
);

/** Its settings on GitHub, too, where it is there. */
async function examineTheRepository({ inputs, surroundings, now }: Call): Promise<ExaminedPlace> {
  const { findings, origin, branch } = await examineRepository(inputs, surroundings);
  const { github } = surroundings;
  const repository = github.repository ?? repositoryAt(origin ?? "", github);
  if (repository === undefined) return { isOnGitHub: false, findings: [...findings, notOnGitHub] };
  const settings = await examineGitHub(inputs, { github, repository, branch }, now);
  return { isOnGitHub: true, findings: [...findings, ...settings] };
}

function canPing(machine: readonly Finding[]): boolean {
  return !machine.some(({ what, verdict }) => what === "ping" && verdict === "bad");
}

/** Where this machine cannot ping, that is one finding, and the hosts are examined without it. */
async function examineInventory(call: Call, options: { readonly canPing: boolean }): Promise<readonly Finding[]> {
  const { inputs, reporter } = call;
  if (inputs.inventory === "") {
    reporter.info("no inventory: give one (--inventory FILE) to examine its hosts, too");
    return section("messages", call, examineMessages(call, []));
  }
  const { hosts, emailDest } = openInventory(call);
  const messages = await section("messages", call, examineMessages(call, emailDest));
  const settings = await prepare(hosts, await historyOf(call), call);
  const asked = hosts.map((host) => ({ ...host, ping: host.ping && options.canPing }));
  const examined = await examineHosts(asked, { concurrency: inputs.concurrency, settings });
  for (const { host, findings } of examined) tell(host, findings, call);
  return [...messages, ...examined.flatMap(({ findings }) => findings)];
}

function openInventory({ inputs, surroundings, reporter }: Call): Inventory {
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  return inventory;
}

/** Which host keys were accepted before. Why that cannot be read is a finding of the repository. */
async function historyOf(call: Call): Promise<History> {
  const store = await openStore(storeSettings(call)).catch(() => undefined);
  return store === undefined ? noHistory(call) : readHistory(store, call).catch(() => noHistory(call));
}

const signs = { good: "✓", odd: "•", bad: "✗" } as const;

function tell(title: string, findings: readonly Finding[], { reporter }: Call): void {
  if (findings.length === 0) return;
  reporter.info(title);
  for (const { verdict, what, detail } of findings)
    reporter.info(`  ${signs[verdict]} ${what}: ${terminalText(detail)}`);
}
