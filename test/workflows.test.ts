/**
 * The workflows that this repository runs and that people copy, and action.yml, read by GitHub's own linter and by ours.
 * test/e2e/workflows.test.ts runs them.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeWith, tool } from "./support/tools.ts";
import { contextsOf, type Occasion, type Repository } from "./support/workflow-occasion.ts";
import { expressionsIn, jsonOf, readWorkflow, type Texts } from "./support/workflow-text.ts";
import { lint, metadata } from "./support/workflows.ts";

const root = join(import.meta.dirname, "..");
const paths = globSync(".github/workflows/*.yml", { cwd: root }).sort();
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: { readonly schedule?: readonly { readonly cron: string }[] };
  readonly permissions?: object;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

function workflow(path: string): Workflow {
  return parse(textOf(path));
}

function steps(path: string): Step[] {
  return Object.values(workflow(path).jobs).flatMap((job) => job.steps);
}

it("has the workflows that people copy", () => {
  const names = paths.map((path) => path.replace(".github/workflows/", ""));
  expect(names).toEqual([
    ...["check.yml", "ci.yml", "maintenance.yml", "pages.yml", "release.yml", "report.yml", "watchdog.yml"],
  ]);
});

describe.each([...paths, "action.yml"])("%s", (path) => {
  it("satisfies GitHub's own language service, expressions and all", async () => {
    expect(await lint(path)).toEqual([]);
  });
});

describe("the linter", () => {
  it.each([
    ["a context that there is not", "{{ inputs.email-on }}", "{{ input.email-on }}"],
    ["an expression that ends too soon", "|| vars.MONITOR == 'on'", "|| vars.MONITOR == "],
    ["a secret without a name", "secrets.CREDENTIALS", "secrets."],
    ["a schedule that cannot be", "7,27,47 * * * *", "7,27,67 * * * *"],
    ["a permission that there is not", "issues: write", "issue: write"],
  ])("notices %s", async (_what, good, bad) => {
    const path = ".github/workflows/check.yml";
    const text = textOf(path);
    expect(text).toContain(good);
    expect(await lint(path, text.replace(good, bad))).not.toEqual([]);
  });
});

describe.each(paths)("%s", (path) => {
  it("pins what others wrote by its digest, with the version beside it", () => {
    const used = [...textOf(path).matchAll(/^ *(?:- )?uses: (.*)/gm)].map(([, text = ""]) => text);
    expect(used.length).toBeGreaterThan(0);
    for (const text of used) expect(text).toMatch(/^(\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it("gives inputs that the action has", () => {
    for (const { uses = "", with: given = {} } of steps(path).filter((step) => step.uses)) {
      const [, owner, name] = /^([\w-]+)\/([\w-]+)@/.exec(uses) ?? [];
      const action = metadata(owner === undefined || name === undefined ? {} : { owner, name });
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });

  it("puts no expression into a shell script", () => {
    for (const { run } of steps(path)) expect(run ?? "").not.toContain("${{");
  });

  it("has minimal permissions and a time limit for each job", () => {
    const { permissions, jobs } = workflow(path);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it("is not scheduled for the full hour", () => {
    for (const { cron } of workflow(path).on.schedule ?? []) expect(cron).not.toMatch(/^(0|\*)/);
  });
});

it("lets a check that runs run to its end", () => {
  expect(workflow(".github/workflows/check.yml").concurrency).toMatchObject({ "cancel-in-progress": false });
});

/** What the pages tell people to set, all of it set. */
function documented(kind: "secret" | "variable"): Texts {
  const pages = ["README.md", ...globSync("docs/*.md", { cwd: root })].map(textOf).join("\n");
  const names = [...pages.matchAll(new RegExp(`gh ${kind} set (\\w+)`, "g"))].map(([, name = ""]) => name);
  return Object.fromEntries(names.map((name) => [name, "on"]));
}

/** The expressions of a workflow that come to nothing even if everything is set and given. */
async function emptyExpressions(path: string, text = textOf(path)): Promise<string[]> {
  const workflow = await readWorkflow(path, text);
  const { workflow_dispatch: byHand } = workflow.events;
  const inputs = Object.keys(byHand?.inputs ?? {}).map((name) => [name, "always"]);
  const occasion: Occasion = byHand
    ? { event: "workflow_dispatch", inputs: Object.fromEntries(inputs) }
    : { event: "push", ref: "refs/tags/v1.2.3" };
  const place = { name: "octo/monitor", remote: "https://github.com/octo/monitor", apiUrl: "https://api.github.com" };
  const settings = { token: "ghs_x", secrets: documented("secret"), vars: documented("variable"), isTemplate: true };
  const contexts = contextsOf(workflow.events, occasion, { ...place, ...settings, machines: "/nowhere" });
  const empty = expressionsIn(workflow).filter((token) => !jsonOf(token, contexts));
  return empty.map(({ expression }) => expression);
}

describe("expressions", () => {
  it.each(paths)("of %s come to something when all that the pages speak of is set", async (path) => {
    expect(await emptyExpressions(path)).toEqual([]);
  });

  it("come to nothing where no page speaks of a secret", async () => {
    const path = ".github/workflows/check.yml";
    const changed = textOf(path).replace("secrets.CREDENTIALS", "secrets.CREDENTAILS");
    expect(await emptyExpressions(path, changed)).toEqual(["secrets.CREDENTAILS"]);
  });
});

/** The jobs that run, whatever becomes of those before them. */
async function jobsThatRun(path: string, occasion: Occasion, settings: Pick<Repository, "vars" | "isTemplate">) {
  const { events, jobs } = await readWorkflow(path, textOf(path));
  const place = { name: "octo/monitor", remote: "https://github.com/octo/monitor", apiUrl: "https://api.github.com" };
  const contexts = contextsOf(events, occasion, { ...place, token: "ghs_x", machines: "/nowhere", ...settings });
  return jobs.filter(({ needs }) => needs.length === 0).filter(({ condition }) => jsonOf(condition, contexts)).length;
}

describe("in a repository that was made from the template", () => {
  const occasions: Readonly<Record<string, readonly Occasion[]>> = {
    "ci.yml": [{ event: "schedule" }, { event: "push", ref: "refs/heads/main" }],
    "maintenance.yml": [],
    "release.yml": [{ event: "push", ref: "refs/tags/v1.2.3" }],
  };
  const cases = paths.flatMap((path) =>
    (occasions[path.split("/").at(-1) ?? ""] ?? [{ event: "schedule" as const }]).map((occasion) => ({
      path,
      occasion,
      event: occasion.event,
    })),
  );

  it.each(cases)("$path rests on $event", async ({ path, occasion }) => {
    expect(await jobsThatRun(path, occasion, {})).toBe(0);
  });

  it.each(cases)("$path works on $event where it is wanted", async ({ path, occasion }) => {
    const vars = { MONITOR: "on", PAGES: "on", CI: "on" };
    expect(await jobsThatRun(path, occasion, { vars, isTemplate: true })).toBeGreaterThan(0);
  });

  it.each(paths.filter((path) => /workflow_dispatch:/.test(textOf(path))))(
    "%s can be started by hand",
    async (path) => {
      expect(await jobsThatRun(path, { event: "workflow_dispatch" }, {})).toBeGreaterThan(0);
    },
  );
});

const scripts = paths.flatMap((path) => steps(path).flatMap(({ run }) => (run === undefined ? [] : [{ path, run }])));

it("finds the scripts of the workflows", () => {
  const having = new Set(scripts.map(({ path }) => path));
  expect([...having]).toEqual([".github/workflows/ci.yml", ".github/workflows/release.yml"]);
});

describe.each([
  ["bash", "-n"],
  ["shellcheck", "--shell=bash", "-"],
])("%s", (program, ...args) => {
  describeWith([program], "has no complaint", () => {
    it.each(scripts)("about $path: $run", ({ run }) => {
      const { stdout, stderr } = spawnSync(tool(program), args, { input: run, encoding: "utf8" });
      expect(`${stdout}${stderr}`).toBe("");
    });
  });
});
