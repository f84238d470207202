/** Runs a workflow file as GitHub does: events, conditions, `needs`, matrices, contexts. What it does not know it refuses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contextsOf, type Occasion, type Repository } from "./workflow-occasion.ts";
import { JobPages, type Machine, machineIn } from "./workflow-runner.ts";
import { type Leg, refuseOthers, runStep, type StepRun } from "./workflow-step.ts";
import {
  type Contexts,
  jsonOf,
  objectOf,
  readWorkflow,
  type Status,
  type Texts,
  textOf,
  textsOf,
  type Workflow,
  type WorkflowJob,
} from "./workflow-text.ts";

export type { Occasion, Repository };

/** Its log and its summary as people see them, and as they came from the steps. */
export interface JobRun extends Pick<JobPages, "log" | "summary" | "said" | "summarised"> {
  readonly id: string;
  readonly result: Status;
  readonly runsOn: unknown;
  readonly concurrency: unknown;
  readonly outputs: Texts;
  readonly steps: readonly StepRun[];
}

const root = join(import.meta.dirname, "..", "..");

/** The jobs in the file's order, one run for each leg of a matrix. */
export function runWorkflow(path: string, occasion: Occasion, repository: Repository): Promise<JobRun[]> {
  return runWorkflowText(readFileSync(join(root, path), "utf8"), occasion, repository);
}

export async function runWorkflowText(text: string, occasion: Occasion, repository: Repository): Promise<JobRun[]> {
  const workflow = await readWorkflow("workflow.yml", text);
  const contexts = contextsOf(workflow.events, occasion, repository);
  const begun = new Map<string, Promise<JobRun[]>>();
  const begin = (job: WorkflowJob): Promise<JobRun[]> => {
    const running = begun.get(job.id) ?? run(job);
    begun.set(job.id, running);
    return running;
  };
  const run = async (job: WorkflowJob): Promise<JobRun[]> => {
    const needed = workflow.jobs.filter(({ id }) => job.needs.includes(id));
    const done = (await Promise.all(needed.map(begin))).flat();
    const needs = Object.fromEntries(done.map(({ id, result, outputs }) => [id, { result, outputs }]));
    return runJob(workflow, job, { ...contexts, needs }, worstOf(done.map(({ result }) => result)), repository);
  };
  return (await Promise.all(workflow.jobs.map(begin))).flat();
}

function worstOf(results: readonly Status[]): Status {
  return (["failure", "skipped"] as const).find((status) => results.includes(status)) ?? "success";
}

/** What is not among these might change what the others mean. */
const jobKeys = ["name", "if", "needs", "runs-on", "timeout-minutes", "permissions", "concurrency", "strategy", "env"];

async function runJob(
  workflow: Workflow,
  job: WorkflowJob,
  contexts: Contexts,
  status: Status,
  repository: Repository,
): Promise<JobRun[]> {
  refuseOthers(job.body, [...jobKeys, "outputs", "steps"]);
  if (!jsonOf(job.condition, contexts, status)) return [skipped(job)];
  const legs = legsOf(job, contexts).map((matrix, index) => {
    const machine = machineIn(join(repository.machines, `${job.id}-${index}`));
    return legOn(machine, workflow, job, { ...contexts, matrix }, repository);
  });
  return Promise.all(legs.map((leg) => runLeg(workflow, job, leg)));
}

function skipped({ id }: WorkflowJob): JobRun {
  const nothing = { log: "", summary: "", said: "", summarised: "" };
  return { id, result: "skipped", runsOn: null, concurrency: null, outputs: {}, steps: [], ...nothing };
}

/** One for each entry of a matrix, which must be of the kind that is a list. */
function legsOf({ body }: WorkflowJob, contexts: Contexts): Contexts[] {
  const { include, ...vectors } = objectOf(objectOf(jsonOf(body.find("strategy"), contexts))["matrix"]);
  if (Object.keys(vectors).length > 0) throw new Error("of a matrix only `include` is played here");
  return Array.isArray(include) ? include.map(objectOf) : [{}];
}

function legOn(
  machine: Machine,
  workflow: Workflow,
  { id, body }: WorkflowJob,
  given: Contexts,
  repository: Repository,
): Leg {
  const github = { ...objectOf(given["github"]), job: id, workspace: machine.workspace };
  const contexts = { ...given, github, runner: { os: "Linux", arch: "X64", temp: machine.temp } };
  const environment = { ...textsOf(workflow.body.find("env"), contexts), ...textsOf(body.find("env"), contexts) };
  const pages = new JobPages(Object.values(objectOf(given["secrets"])).map(textOf));
  return { contexts: { ...contexts, env: environment }, environment, machine, pages, repository };
}

async function runLeg(workflow: Workflow, { id, body, steps }: WorkflowJob, leg: Leg): Promise<JobRun> {
  const { contexts, pages } = leg;
  const done: StepRun[] = [];
  const named: Record<string, StepRun & { readonly conclusion: Status }> = {};
  for (const step of steps) {
    const ran = await runStep(step, resultOf(done), { ...leg, contexts: { ...contexts, steps: named } });
    done.push(ran);
    const name = textOf(jsonOf(step.body.find("id"), {}));
    if (name !== "") named[name] = { ...ran, conclusion: ran.outcome };
  }
  return {
    ...{ id, result: resultOf(done), steps: done },
    runsOn: jsonOf(body.find("runs-on"), contexts),
    concurrency: jsonOf(body.find("concurrency") ?? workflow.body.find("concurrency"), contexts),
    outputs: textsOf(body.find("outputs"), { ...contexts, steps: named }),
    ...{ log: pages.log, said: pages.said, summary: pages.summary, summarised: pages.summarised },
  };
}

/** A step that did not run spoils nothing. */
function resultOf(steps: readonly StepRun[]): Status {
  return worstOf(steps.map(({ outcome }) => outcome).filter((outcome) => outcome !== "skipped"));
}
