/** `doctor`: on the machine that is to be the monitor, what will not work before it does not, each with its fix. */

import type { Finding } from "../doctor/finding.ts";
import { examineHosts } from "../doctor/hosts.ts";
import { examineMachine } from "../doctor/machine.ts";
import { examineRepository } from "../doctor/repository.ts";
import { examineSecondClock } from "../doctor/second-clock.ts";
import { readInventory } from "../inventory/index.ts";
import { terminalText } from "../safe-text.ts";
import { openStore } from "../store/store.ts";
import { count } from "../words/count.ts";
import type { Call } from "./call.ts";
import { prepare } from "./check.ts";
import { type History, noHistory, readHistory, storeSettings } from "./history.ts";

export async function doctor(call: Call): Promise<void> {
  const { inputs, surroundings, reporter, now } = call;
  const machine = await examineMachine(surroundings, now);
  tell("this machine", machine, call);
  const repository = await examineRepository(inputs, surroundings);
  tell("the repository", repository, call);
  const secondClock = await examineSecondClock(surroundings, now);
  tell("the scheduler", secondClock, call);
  if (inputs.inventory === "") reporter.info("no inventory: give one (--inventory FILE) to examine its hosts, too");
  const hosts = inputs.inventory === "" ? [] : await examineInventory(call, { canPing: canPing(machine) });
  const findings = [...machine, ...repository, ...secondClock, ...hosts];
  const bad = findings.filter(({ verdict }) => verdict === "bad").length;
  if (bad > 0) throw new Error(`${count(bad, "thing")} to fix`);
  reporter.info("everything works");
}

function canPing(machine: readonly Finding[]): boolean {
  return !machine.some(({ what, verdict }) => what === "ping" && verdict === "bad");
}

/** Where this machine cannot ping, that is one finding, and the hosts are examined without it. */
async function examineInventory(call: Call, options: { readonly canPing: boolean }): Promise<Finding[]> {
  const { inputs, surroundings, reporter } = call;
  const { hosts, warnings } = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  warnings.forEach(reporter.warn);
  const settings = await prepare(hosts, await historyOf(call), call);
  const asked = hosts.map((host) => ({ ...host, ping: host.ping && options.canPing }));
  const examined = await examineHosts(asked, { concurrency: inputs.concurrency, settings });
  for (const { host, findings } of examined) tell(host, findings, call);
  return examined.flatMap(({ findings }) => findings);
}

/** Which host keys were accepted before. Why that cannot be read is a finding of the repository. */
async function historyOf(call: Call): Promise<History> {
  const store = await openStore(storeSettings(call)).catch(() => undefined);
  return store === undefined ? noHistory(call) : readHistory(store, call).catch(() => noHistory(call));
}

const signs = { good: "✓", odd: "•", bad: "✗" } as const;

function tell(title: string, findings: readonly Finding[], { reporter }: Call): void {
  reporter.info(title);
  for (const { verdict, what, detail } of findings)
    reporter.info(`  ${signs[verdict]} ${what}: ${terminalText(detail)}`);
}
