/** The steps of a job: scripts as they are, actions/checkout played with git, and this repository's action by its bundle. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "./workflow-occasion.ts";
import { type JobPages, type Machine, type Program, runProgram } from "./workflow-runner.ts";
import {
  type Contexts,
  jsonOf,
  type MappingToken,
  objectOf,
  readAction,
  type Status,
  type Texts,
  textOf,
  textsOf,
  type WorkflowStep,
} from "./workflow-text.ts";

/** A job on its machine. */
export interface Leg {
  readonly contexts: Contexts;
  readonly environment: Texts;
  readonly machine: Machine;
  readonly pages: JobPages;
  readonly repository: Repository;
}

export interface StepRun {
  readonly outcome: Status;
  readonly outputs: Texts;
}

const root = join(import.meta.dirname, "..", "..");
const action = readAction("action.yml", readFileSync(join(root, "action.yml"), "utf8"));
const stepKeys = ["id", "name", "if", "uses", "with", "run", "env"];

export function refuseOthers(body: MappingToken, names: readonly string[]): void {
  for (const { key } of body) if (!names.includes(key.toString())) throw new Error(`${key} is not played here`);
}

export async function runStep({ condition, body }: WorkflowStep, status: Status, leg: Leg): Promise<StepRun> {
  refuseOthers(body, stepKeys);
  const { contexts, machine, pages } = leg;
  if (!jsonOf(condition, contexts, status)) return { outcome: "skipped", outputs: {} };
  const environment = { ...leg.environment, ...textsOf(body.find("env"), contexts) };
  const program = programOf(body, textsOf(body.find("with"), contexts), leg);
  const given = { ...program, environment: { ...environment, ...program.environment } };
  const { code, outputs } = await runProgram(given, machine, objectOf(contexts["github"]), pages);
  return { outcome: code === 0 ? "success" : "failure", outputs };
}

function programOf(body: MappingToken, inputs: Texts, leg: Leg): Program {
  const run = body.find("run");
  const uses = textOf(jsonOf(body.find("uses"), {}));
  if (run !== undefined) return scriptProgram(textOf(jsonOf(run, leg.contexts)), leg.machine);
  if (uses === "./" || /^[\w-]+\/server-monitor@v1$/.test(uses)) return actionProgram(inputs, leg);
  if (uses.startsWith("actions/checkout@") && Object.keys(inputs).length === 0) return checkoutProgram(leg);
  throw new Error(`${uses} is not played here`);
}

function scriptProgram(script: string, { temp }: Machine): Program {
  writeFileSync(join(temp, "step.sh"), script);
  return { words: ["bash", "-e", join(temp, "step.sh")], environment: {} };
}

/** Every input that the action has: what the workflow gives, else the default, which may be an expression. */
function actionProgram(given: Texts, { contexts, pages }: Leg): Program {
  const names = action.inputs.map(({ name }) => name);
  const unexpected = Object.keys(given).filter((name) => !names.includes(name));
  if (unexpected.length > 0) pages.say(`##[warning]Unexpected input(s) ${unexpected.join(", ")}`);
  const values = action.inputs.map(({ name, preset }) => {
    const value = given[name] ?? textOf(jsonOf(preset, contexts));
    return [`INPUT_${name.toUpperCase().replaceAll(" ", "_")}`, value] as const;
  });
  return { words: [process.execPath, join(root, action.main)], environment: Object.fromEntries(values) };
}

function checkoutProgram({ repository: { remote, token } }: Leg): Program {
  const environment = { REMOTE: remote, SERVER: new URL(remote).origin, TOKEN: token };
  return { words: ["bash", "-e", join(import.meta.dirname, "actions-checkout.sh")], environment };
}
