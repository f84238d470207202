/** The workflows that this repository runs and that people copy, and action.yml, read by GitHub's own linter and by ours. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
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
  expect(names).toEqual(["check.yml", "ci.yml", "release.yml", "report.yml", "watchdog.yml"]);
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

  it("may do little, job by job, and not for ever", () => {
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
