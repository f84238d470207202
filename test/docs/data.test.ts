/** The queries of docs/data.md print what the page says they print. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sampleResults } from "../support/sample-results.ts";
import { describeWith } from "../support/tools.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/data.md"), "utf8");

interface Query {
  readonly language: string;
  readonly code: string;
  readonly output: string;
}

/** A block of code, then a block of what it prints. */
const queries: readonly Query[] = [...page.matchAll(/```(sh|python|sql)\n(.*?)```\n+```text\n(.*?)```/gs)].map(
  ([, language = "", code = "", output = ""]) => ({ language, code, output }),
);

/** Of several Pythons the one that Debian's python3-pandas is for may not be the first. */
const withPandas = ["python3", "/usr/bin/python3"].find(
  (python) => spawnSync(python, ["-c", "import pandas"]).status === 0,
);
const programs = [
  { language: "sh", program: "bash" },
  { language: "python", program: withPandas },
];

describeWith(["git", "awk", "sort", "python3"], "a query of docs/data.md", () => {
  let [parent, folder] = ["", ""];
  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), "server-monitor-test-"));
    folder = await sampleResults(parent);
  }, 60_000);
  afterAll(() => rmSync(parent, { recursive: true }));

  it("is on the page, of each kind", () => {
    expect(Object.fromEntries(Map.groupBy(queries, ({ language }) => language))).toMatchObject({
      sh: expect.any(Array),
      python: expect.any(Array),
      sql: expect.any(Array),
    });
  });

  for (const { language, program = "" } of programs)
    it.skipIf(program === "").each(queries.filter((query) => query.language === language))(
      `prints what the page says (${language}): $code`,
      ({ code, output }) => {
        const environment = { PATH: process.env["PATH"] ?? "", HOME: parent, LC_ALL: "C.UTF-8", TZ: "UTC" };
        const printed = execFileSync(program, ["-"], { cwd: folder, env: environment, input: code, encoding: "utf8" });
        expect(printed).toBe(output);
      },
    );
});
