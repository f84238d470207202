/** A machine whose clock is off, and rows of one that was: checks in this process, at times of the test's choice. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { check } from "../../src/commands/check.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { temporaryFolder } from "../support/folder.ts";
import { silentReporter } from "../support/reporter.ts";
import { closedPort, startHttp } from "../support/web.ts";

let home: string;
let results: string;
/** What GitHub's clock says. */
let github: Date;
let said: string[];

beforeEach(() => {
  home = temporaryFolder();
  results = join(home, "results");
  github = new Date("2026-11-22T21:32:05Z");
  said = [];
});

function write(...rows: readonly string[]): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "node_2611.csv"), `time,host,http_code\n${rows.map((row) => `${row}\n`).join("")}`);
}

/** Of this run. */
function times(): string[] {
  const files = readdirSync(results).filter((name) => name.endsWith(".csv"));
  return files.flatMap((name) => readFileSync(join(results, name), "utf8").match(/^\d{4}-[^,]+(?=,mine)/gm) ?? []);
}

async function checkAt(now: string, { minInterval = "0", isGitHubThere = true } = {}): Promise<void> {
  const page = await startHttp((_request, response) => response.end());
  const api = await startHttp((_request, response) => response.setHeader("date", github.toUTCString()).end());
  const inventory = JSON.stringify({
    servers: [{ name: "mine", ip: "127.0.0.1", ping: false, home_page: page.origin }],
  });
  const quiet = { push: "false", issues: "false", "email-on": "never", "min-interval": minInterval };
  const inputs = readInputs({ ...inputDefaults, ...quiet, command: "check", inventory, results });
  const apiUrl = isGitHubThere ? api.origin : `http://127.0.0.1:${await closedPort()}`;
  const surroundings = readSurroundings({ HOME: home, PATH: process.env["PATH"], GITHUB_API_URL: apiUrl });
  const say = (text: string) => void said.push(text);
  const reporter = { ...silentReporter, info: say, warn: say };
  await check({ inputs, flags: {}, operands: [], surroundings, reporter, now: new Date(now), clockMs: Date.now });
}

describe("a row of a clock that was 36 hours ahead", () => {
  beforeEach(() =>
    write("2026-11-22T21:12:00Z,mine,200", "2026-11-24T09:30:00Z,mine,200", "2026-11-24T09:30:00Z,nas,"),
  );

  it("is passed over by name, and does not keep min-interval from letting checks run", async () => {
    await checkAt("2026-11-22T21:32:05Z", { minInterval: "10m" });
    expect(said.join("\n")).toMatch(
      /rows of mine and nas are up to 1 day 11 h ahead of this machine's clock \(24 Nov 2026 09:30 UTC\) and do not count: .*timedatectl/,
    );
    expect(times()).toContain("2026-11-22T21:32:05Z");
  });

  it("is passed over also where GitHub cannot be asked", async () => {
    await checkAt("2026-11-22T21:32:05Z", { isGitHubThere: false });
    expect(times()).toContain("2026-11-22T21:32:05Z");
  });

  it("does not count for min-interval, as others do", async () => {
    await checkAt("2026-11-22T21:20:00Z", { minInterval: "10m" });
    expect(said.join("\n")).toContain("nothing to do: the newest row is 8 min old");
  });
});

describe("a clock that is off", () => {
  it.each([
    [
      "behind the newest rows",
      "2026-11-21T21:32:05Z",
      /this machine's clock says 21 Nov 2026 21:32 UTC, 23 h 59 min behind that/,
    ],
    [
      "ahead of them",
      "2026-11-24T09:32:05Z",
      /this machine's clock says 24 Nov 2026 09:32 UTC, 1 day 12 h ahead of that/,
    ],
    [
      "at the start of all time",
      "1970-01-01T00:02:00Z",
      /this machine's clock says 1 Jan 1970 00:02 UTC, which is impossible/,
    ],
  ])("writes no rows where it is %s", async (_where, now, message) => {
    write("2026-11-22T21:12:00Z,mine,200");
    await expect(checkAt(now)).rejects.toThrow(message);
    expect(times()).toEqual(["2026-11-22T21:12:00Z"]);
  });

  it("is not doubted after a long pause that GitHub's clock confirms", async () => {
    write("2026-11-19T21:12:00Z,mine,200");
    await checkAt("2026-11-22T21:32:05Z");
    expect([times().length, said]).toEqual([2, []]);
  });
});
