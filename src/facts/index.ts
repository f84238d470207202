/** The facts that a host is asked for. A new one is a file of its own and a line in this list. */
import { type HostType, hostTypes } from "../inventory/host.ts";
import { type Outcome, type Problem, problem } from "../outcome.ts";
import { accounts } from "./accounts.ts";
import { type Answer, readAnswer } from "./answer.ts";
import { boot } from "./boot.ts";
import { bootId } from "./boot-id.ts";
import { checks } from "./checks.ts";
import { clientAddress } from "./client-address.ts";
import { hostTime } from "./clock.ts";
import { disk, diskSize } from "./disk.ts";
import type { Fact, Vouched } from "./fact.ts";
import { failedUnits } from "./failed-units.ts";
import { disks, inodesFree, readonlyFileSystems } from "./file-systems.ts";
import { gpu } from "./gpu.ts";
import { listeners } from "./listeners.ts";
import { load15, oomKills } from "./load.ts";
import { logins } from "./logins.ts";
import { memory, memoryTotal } from "./memory.ts";
import { packagesDays, rebootDays } from "./packages.ts";
import { peerPorts, peers } from "./peers.ts";
import { ports } from "./ports.ts";
import { scriptOf } from "./probe-script.ts";
import { raid } from "./raid.ts";
import { revision } from "./revision.ts";
import { power, temperature } from "./sensors.ts";
import { sshLogins } from "./ssh-logins.ts";
import { swap, swapTotal } from "./swap.ts";

const list = {
  revision,
  memAvailMib: memory,
  swapFreeMib: swap,
  diskAvailMib: disk,
  diskSizeMib: diskSize,
  lastBoot: boot,
  bootId,
  ports,
  sshPeers: peers,
  peerPorts,
  logins,
  clientAddress,
  hostTime,
  memTotalMib: memoryTotal,
  swapTotalMib: swapTotal,
  load15,
  oomKills,
  accounts,
  readonly: readonlyFileSystems,
  rebootDays,
  packagesDays,
  disks,
  inodesFreePct: inodesFree,
  failedUnits,
  raid,
  tempC: temperature,
  power,
  checks,
  listeners,
  sshLogins,
  gpus: gpu,
};

type FactName = keyof typeof list;
type Values = { [Name in FactName]: ReturnType<(typeof list)[Name]["parse"]> };
export const facts: { readonly [Name in FactName]: Fact<Values[Name]> } = list;

/** undefined: the host's type is not asked for it, or it did not say. */
export type FactValues = { readonly [Name in FactName]?: Values[Name] | undefined };

/** What is sent to a host of this type. */
export function probeScript(type: HostType): string {
  const script = scripts.get(type) ?? scriptFor([type]);
  scripts.set(type, script);
  return script;
}

/** Every host of a type is sent the same. */
const scripts = new Map<HostType, string>();

/** What is installed on a host as a forced command: it asks for everything, whatever the host's type. */
export function fullProbeScript(): string {
  return scriptFor(hostTypes);
}

/** What the host said. A fact that cannot be read is left out; all of them together are one problem. */
export function readFacts(text: string, type: HostType, vouched: Vouched): Outcome<FactValues> {
  const answer = readAnswer(text);
  if (!answer.started) return { problems: [incomplete(`the probe script did not run; ${firstLine(text)}`)] };
  const values: { -readonly [Name in FactName]?: Values[Name] } = {};
  const troubles = namesFor([type]).flatMap((name) => read(name, answer, vouched, values));
  const reasons = answer.complete ? troubles : [...troubles, "the answer ends before its end line"];
  return { value: values, problems: reasons.length === 0 ? [] : [incomplete(reasons.join("; "))] };
}

/** No limit of the script is higher. A longer list is not its answer, and would swell the results at every check. */
const mostItems = 500;

/** Adds the value, and returns what is wrong with it. */
function read<Name extends FactName>(
  name: Name,
  answer: Answer,
  vouched: Vouched,
  values: { -readonly [Other in FactName]?: Values[Other] },
): string[] {
  if (answer.revision < (facts[name].since ?? 1)) return [];
  try {
    const value = facts[name].parse(answer, vouched);
    if (Array.isArray(value) && value.length > mostItems)
      throw new Error("the host tells more than the probe asks for");
    values[name] = value;
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
  const cut = answer.lines("cut").flatMap((names) => names.split(" "));
  return cut.includes(name) ? [`${name}: there are more than the probe passes on`] : [];
}

function scriptFor(types: readonly HostType[]): string {
  const asked = namesFor(types).map((name) => facts[name]);
  const [hanging, quick] = [asked.filter(({ mayHang }) => mayHang), asked.filter(({ mayHang }) => !mayHang)];
  return scriptOf([...quick, ...hanging].map(({ ask }) => ask));
}

function namesFor(types: readonly HostType[]): FactName[] {
  return Object.keys(facts)
    .filter(isFactName)
    .filter((name) => facts[name].types.some((type) => types.includes(type)));
}

function isFactName(name: string): name is FactName {
  return Object.hasOwn(facts, name);
}

/** What a host says instead of answering is often the reason, such as `This account is currently not available.` */
function firstLine(text: string): string {
  const line = text
    .slice(0, 2000)
    .split("\n")
    .find((each) => each.trim() !== "");
  return line === undefined ? "the session said nothing" : `the session said: ${line.trim().slice(0, 100)}`;
}

function incomplete(detail: string): Problem {
  return problem("probe:incomplete", detail.slice(0, 1000));
}
