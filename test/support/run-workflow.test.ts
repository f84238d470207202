import { expect, it } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { type Occasion, type Repository, runWorkflowText } from "./run-workflow.ts";
import { describeWith } from "./tools.ts";

function repository(more: Partial<Repository> = {}): Repository {
  const nowhere = { remote: "http://127.0.0.1/nowhere", apiUrl: "http://127.0.0.1/", token: "ghs_secret" };
  return { name: "octo/monitor", ...nowhere, machines: temporaryFolder(), ...more };
}

const byHand = `on:
  workflow_dispatch:
    inputs:
      size: { type: choice, options: [small, large], default: small }
      loud: { type: boolean }
      note: { type: string }
`;

function run(jobs: string, occasion: Occasion = { event: "workflow_dispatch" }, more: Partial<Repository> = {}) {
  return runWorkflowText(`${byHand}${jobs}`, occasion, repository(more));
}

/** A workflow with one job of one step. */
function oneStep(step: string, occasion?: Occasion, more?: Partial<Repository>) {
  return run(`jobs: { a: { runs-on: ubuntu-latest, steps: [${step}] } }`, occasion, more);
}

describeWith(["bash"], "a workflow", () => {
  it("hands on outputs and results to the jobs that need them", async () => {
    const ran = await run(`
jobs:
  last:
    needs: [first, broken]
    if: failure()
    runs-on: ubuntu-latest
    steps:
      - run: echo "$RESULT, $WORDS"
        env:
          RESULT: \${{ needs.broken.result }}
          WORDS: \${{ needs.first.outputs.words }}
  first:
    runs-on: ubuntu-latest
    outputs: { words: "\${{ steps.say.outputs.long }}-\${{ steps.say.outputs.short }}" }
    steps:
      - { id: say, run: 'printf "short=a=b\\nlong<<END\\nx\\ny\\nEND\\n" >> "$GITHUB_OUTPUT"' }
  broken:
    runs-on: ubuntu-latest
    steps:
      - run: exit 3
      - run: echo never
      - { if: always(), run: echo ever }
  skipped:
    needs: broken
    runs-on: ubuntu-latest
    steps: [{ run: echo never }]
`);
    expect(ran.map(({ id, result }) => [id, result])).toEqual([
      ["last", "success"],
      ["first", "success"],
      ["broken", "failure"],
      ["skipped", "skipped"],
    ]);
    expect(ran[0]?.log).toBe("failure, x\ny-a=b\n");
    expect(ran[2]?.steps.map(({ outcome }) => outcome)).toEqual(["failure", "skipped", "success"]);
  });

  it("has the environment nearest to the step, and nothing of this process but PATH", async () => {
    const ran = await run(`
env: { A: workflow, B: workflow, C: workflow }
jobs:
  a:
    runs-on: ubuntu-latest
    env: { B: job, C: job }
    steps: [{ env: { C: "\${{ env.B }}'s" }, run: "echo $A $B $C; env" }]
`);
    expect(ran[0]?.log).toMatch(/^workflow job job's\n/);
    expect(ran[0]?.log).toMatch(/^GITHUB_REPOSITORY=octo\/monitor$/m);
    expect(ran[0]?.log).not.toContain("ghs_secret");
    expect(ran[0]?.log).not.toMatch(/^VITEST/m);
  });

  it("runs a leg for each entry of a list, at the same time", async () => {
    const ran = await run(`
jobs:
  a:
    strategy: { matrix: { include: [{ part: one, site: home }, { part: two, site: office }] } }
    runs-on: [self-hosted, "\${{ matrix.site }}"]
    concurrency: { group: "check-\${{ matrix.part }}" }
    steps: [{ run: 'echo "$PART"', env: { PART: "\${{ matrix.part }}" } }]
`);
    expect(ran).toMatchObject([
      { log: "one\n", runsOn: ["self-hosted", "home"], concurrency: { group: "check-one" } },
      { log: "two\n", runsOn: ["self-hosted", "office"], concurrency: { group: "check-two" } },
    ]);
  });

  it("shows no line of a secret, nor what a step masks in either syntax", async () => {
    const script = String.raw`printf '%s\n' "$S" '::add-mask::later%0Aon' 'now ##[add-mask]last' 'later, on and last' | tee -a "$GITHUB_STEP_SUMMARY"`;
    const secrets = { S: "first\n  second\n", EMPTY: "" };
    const step = `{ run: ${JSON.stringify(script)}, env: { S: "\${{ secrets.S }}" } }`;
    const [ran] = await oneStep(step, undefined, { secrets });
    expect(ran?.said).toBe("first\n  second\n\nlater, on and last\n");
    expect(ran?.log).toBe("***\n  ***\n\n***, *** and ***\n");
    expect(ran?.summary).toMatch(/^\*\*\*\n\n/);
    expect(ran?.summarised).toMatch(/^first\n/);
  });

  it("has the inputs of who started it, and their defaults", async () => {
    const step = `{ run: 'echo "$I"', env: { I: "\${{ inputs.size }}-\${{ inputs.loud }}-\${{ inputs.note }}" } }`;
    const said = async (inputs: Record<string, string>) =>
      (await oneStep(step, { event: "workflow_dispatch", inputs }))[0]?.said;
    expect(await said({})).toBe("small-false-\n");
    expect(await said({ size: "large", loud: "true", note: "x" })).toBe("large-true-x\n");
    await expect(said({ size: "huge" })).rejects.toThrow('there is no option "huge"');
    await expect(said({ colour: "red" })).rejects.toThrow("inputs that the workflow lacks: colour");
    await expect(oneStep(step, { event: "schedule" })).rejects.toThrow("does not run on schedule");
  });

  it.each([
    ["a key that changes what a step means", "{ run: 'true', shell: python }", "shell is not played here"],
    ["an action of others", "{ uses: actions/cache@v5 }", "actions/cache@v5 is not played here"],
    ["a context that there is not", "{ run: 'true', if: input.size == 'x' }", "Unrecognized named-value"],
    ["what is no workflow", "{ runs: 'true' }", "workflow.yml: .*runs"],
  ])("refuses %s", async (_what, step, words) => {
    await expect(oneStep(step)).rejects.toThrow(new RegExp(words));
  });
});
