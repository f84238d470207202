/** Workflow files and action.yml by GitHub's own parser, and what stands in them by GitHub's own engine of expressions. */
import "./json-imports.ts";
import type { EventsConfig } from "@actions/workflow-parser/model/workflow-template";
import type {
  BasicExpressionToken,
  MappingToken,
  TemplateToken,
} from "@actions/workflow-parser/templates/tokens/index";

const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
const parser = await import("@actions/workflow-parser");
const { parseAction } = await import("@actions/workflow-parser/actions/action-parser");
const { convertWorkflowTemplate, parseWorkflow, isBasicExpression, isBoolean, isMapping, isNumber } = parser;
const { isSequence, isString, NoOperationTraceWriter } = parser;
const { TemplateToken: Token } = await import("@actions/workflow-parser/templates/tokens/template-token");

export type Texts = Readonly<Record<string, string>>;
/** `github`, `inputs`, `secrets` … as JSON has them. */
export type Contexts = Readonly<Record<string, unknown>>;
/** How it stands with what came before: the steps of a job, the jobs that a job needs. */
export type Status = "success" | "failure" | "skipped";
export type { MappingToken, TemplateToken };

export interface Workflow {
  readonly events: EventsConfig;
  readonly body: MappingToken;
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  readonly id: string;
  readonly needs: readonly string[];
  /** With `success()` where the file asks for nothing of the kind. */
  readonly condition: TemplateToken;
  readonly body: MappingToken;
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowStep {
  readonly condition: TemplateToken;
  readonly body: MappingToken;
}

/** Throws with GitHub's own words if GitHub would not take the file. */
export async function readWorkflow(name: string, content: string): Promise<Workflow> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const complaints = () => context.errors.getErrors().map(({ message }) => `${name}: ${message}`);
  if (value === undefined || context.errors.count > 0) throw new Error(complaints().join("\n"));
  const { events, jobs } = await convertWorkflowTemplate(context, value);
  if (context.errors.count > 0) throw new Error(complaints().join("\n"));
  const body = value.assertMapping(name);
  const bodies = mappingIn(body, "jobs");
  return { events, body, jobs: jobs.map((job) => readJob(job, mappingIn(bodies, job.id.value))) };
}

type TemplateJob = Awaited<ReturnType<typeof convertWorkflowTemplate>>["jobs"][number];

function readJob(job: TemplateJob, body: MappingToken): WorkflowJob {
  if (job.type !== "job") throw new Error(`${job.id.value}: a workflow within a workflow is not played here`);
  const bodies = [...(body.find("steps")?.assertSequence("steps") ?? [])];
  const steps = job.steps.map((step, index) => {
    const stepBody = bodies[index]?.assertMapping("step");
    if (step.if === undefined || stepBody === undefined)
      throw new Error(`${job.id.value}: step ${index} cannot be read`);
    return { condition: step.if, body: stepBody };
  });
  const needs = (job.needs ?? []).map(({ value }) => value);
  return { id: job.id.value, needs, condition: job.if, body, steps };
}

export interface Action {
  readonly inputs: readonly { readonly name: string; readonly preset: TemplateToken | undefined }[];
  readonly main: string;
}

export function readAction(name: string, content: string): Action {
  const { context, value } = parseAction({ name, content }, new NoOperationTraceWriter());
  if (value === undefined || context.errors.count > 0) throw new Error(`${name}: GitHub would not take it`);
  const body = value.assertMapping(name);
  const inputs = [...mappingIn(body, "inputs")].map((input) => ({
    name: input.key.toString(),
    preset: input.value.assertMapping("input").find("default"),
  }));
  return { inputs, main: textOf(jsonOf(mappingIn(body, "runs").find("main"), {})) };
}

function mappingIn(parent: MappingToken, key: string): MappingToken {
  const found = parent.find(key);
  if (found === undefined) throw new Error(`${key} is missing`);
  return found.assertMapping(key);
}

/** Every expression of a workflow, conditions included. */
export function expressionsIn({ body, jobs }: Workflow): BasicExpressionToken[] {
  const conditions = jobs.flatMap(({ condition, steps }) => [condition, ...steps.map((step) => step.condition)]);
  const tokens = [...Token.traverse(body)].map(([, token]) => token);
  return [...conditions, ...tokens].filter(isBasicExpression);
}

/** What a part of a file comes to, as JSON has it. Nothing written is null. */
export function jsonOf(token: TemplateToken | undefined, contexts: Contexts, status: Status = "success"): unknown {
  if (token === undefined) return null;
  if (isBasicExpression(token)) return evaluate(token.expression, contexts, status);
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value;
  if (isSequence(token)) return [...token].map((each) => jsonOf(each, contexts, status));
  return isMapping(token) ? valuesOf(token, contexts, status) : null;
}

function valuesOf(token: MappingToken, contexts: Contexts, status: Status): Record<string, unknown> {
  return Object.fromEntries([...token].map(({ key, value }) => [key.toString(), jsonOf(value, contexts, status)]));
}

/** The same where only texts may stand, such as `env` and `with`. */
export function textsOf(token: TemplateToken | undefined, contexts: Contexts): Record<string, string> {
  if (token === undefined) return {};
  const values = valuesOf(token.assertMapping("texts"), contexts, "success");
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

export function objectOf(value: unknown): Contexts {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function textOf(value: unknown): string {
  if (typeof value === "object" && value !== null) throw new Error(`${JSON.stringify(value)} is no text`);
  return String(value ?? "");
}

/** Contexts that are not given here are errors, as in GitHub's. */
function evaluate(expression: string, contexts: Contexts, status: Status): unknown {
  const functions = statusFunctions(status);
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const given = JSON.parse(JSON.stringify(contexts), data.reviver);
  const value = new Evaluator(tree, given, new Map(functions.map((each) => [each.name, each]))).evaluate();
  return JSON.parse(JSON.stringify(value, data.replacer));
}

function statusFunctions(status: Status) {
  const answers = { success: status === "success", failure: status === "failure", always: true, cancelled: false };
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
}
