/** What the pages say that a command prints over results, it prints: queries of docs/data.md, replays, the report's JSON. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleResults } from "../support/sample-results.ts";
import { describeWith } from "../support/tools.ts";

const root = join(import.meta.dirname, "..", "..");
const pages = ["alerts.md", "data.md", "report.md"].map((name) => readFileSync(join(root, "docs", name), "utf8"));

interface Query {
  readonly language: string;
  readonly code: string;
  readonly output: string;
}

/** A block of code, then a block of what it prints. */
const queries: readonly Query[] = pages
  .flatMap((page) => [...page.matchAll(/```(sh|python|sql)\n([^`]*?)```\n+```text\n(.*?)```/gs)])
  .map(([, language = "", code = "", output = ""]) => ({ language, code, output }));

/** Of several Pythons the one that Debian's python3-pandas is for may not be the first. */
const withPandas = ["python3", "/usr/bin/python3"].find(
  (python) => spawnSync(python, ["-c", "import pandas"]).status === 0,
);
const programs = [
  { language: "sh", program: "bash" },
  { language: "python", program: withPandas },
];

describeWith(["git", "awk", "sort", "python3"], "a query of the pages", () => {
  let [parent, folder] = ["", ""];
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "server-monitor-test-"));
    folder = await sampleResults(parent);
    const command = `#!/bin/sh\nexec "${process.execPath}" "${join(root, "dist", "cli.js")}" "$@"\n`;
    writeFileSync(join(parent, "server-monitor"), command, { mode: 0o755 });
    run("server-monitor", ["report", "--month", "2026-11", "--push", "false"], "");
  });

  /** In the folder of the results. */
  function run(program: string, args: readonly string[], input: string): string {
    const path = [parent, process.env["PATH"] ?? ""].join(delimiter);
    const environment = { PATH: path, HOME: parent, LC_ALL: "C.UTF-8", TZ: "UTC" };
    return execFileSync(program, args, { cwd: folder, env: environment, input, encoding: "utf8", stdio: "pipe" });
  }

  afterAll(() => rmSync(parent, { recursive: true }));

  it("is on the page, of each kind", () => {
    expect(Object.fromEntries(Map.groupBy(queries, ({ language }) => language))).toMatchObject({
      sh: expect.any(Array),
      python: expect.any(Array),
      sql: expect.any(Array),
    });
  });

  for (const { language, program = "" } of programs)
    it.for(queries.filter((query) => query.language === language))(
      `prints what the page says (${language}): $code`,
      ({ code, output }, test) => {
        test.skip(program === "", "no python3-pandas");
        expect(run(program, ["-"], code)).toBe(output);
      },
    );
});
