import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { watchdog } from "../../src/commands/watchdog.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { temporaryFolder } from "../support/folder.ts";
import { silentReporter } from "../support/reporter.ts";

const now = new Date("2026-11-22T21:32:05Z");
let results: string;
/** What was said: `info:`, `warn:` and `page:` before each line. */
let said: string[];

beforeEach(() => {
  results = join(temporaryFolder(), "results");
  said = [];
});

function alerting(maxAge = "3h"): Promise<void> {
  const say = (kind: string) => (text: string) => void said.push(`${kind}: ${text}`);
  const reporter = {
    ...silentReporter,
    ...{ info: say("info"), print: say("print"), warn: say("warn"), mask: say("mask") },
    summarise: async (text: string) => say("page")(text),
  };
  const inputs = readInputs({ ...inputDefaults, command: "watchdog", results, "max-age": maxAge });
  return watchdog({
    inputs,
    flags: {},
    operands: [],
    surroundings: readSurroundings({}),
    reporter,
    now,
    clockMs: () => now.getTime(),
  });
}

function write(name: string, ...times: string[]): void {
  mkdirSync(results, { recursive: true });
  const rows = times.map((time) => `${time},web-1\n`);
  writeFileSync(join(results, name), `time,host\n${rows.join("")}`);
}

describe("the watchdog", () => {
  it("is content while there are rows, of whatever type", async () => {
    write("node_2611.csv", "2026-11-20T00:00:00Z");
    write("ping_2611.csv", "2026-11-22T18:32:05Z");
    await alerting();
    const words = "the monitor is alive: its newest row is of 22 Nov 2026 18:32 UTC, 3 h old";
    expect(said).toEqual([`page: 🟢 ${words}`, `info: ${words}`]);
  });

  it("barks when the newest row is too old: since when, how old, and where to look", async () => {
    write("node_2610.csv", "2026-10-31T23:00:00Z");
    const words =
      "the monitor is silent: its newest row is of 31 Oct 2026 23:00 UTC, 21 days 22 h old, and `max-age` is 3 h; look at the runner's service, at the power and network of its machine, and at whether the check workflow is still scheduled and can push";
    await expect(alerting()).rejects.toThrow(new Error(words));
    expect(said).toEqual([`page: 🔴 ${words}`]);
    await alerting("30d");
  });

  it("barks when there has never been a row", async () => {
    await expect(alerting()).rejects.toThrow(
      /results: the monitor has never written a row here: make a check \(by its workflow, or `server-monitor check`\)/,
    );
    write("node_2611.csv");
    await expect(alerting()).rejects.toThrow(/results: the monitor has never written a row here/);
  });

  it("names the file that it cannot read", async () => {
    write("node_2611.csv", "2026-11-22T21:32");
    await expect(alerting()).rejects.toThrow(`${join(results, "node_2611.csv")}: line 2, column 1: a time such as`);
  });

  it("bears with a clock that is a little ahead", async () => {
    write("node_2611.csv", "2026-11-22T21:41:00Z");
    await alerting();
    expect(said.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  it("warns of rows from the future, and does not let them keep it quiet", async () => {
    write("node_2611.csv", "2026-11-22T21:00:00Z", "2026-11-22T23:32:05Z");
    write("node_3801.csv", "2038-01-19T03:14:07Z");
    await alerting();
    expect(said).toEqual([
      expect.stringMatching(
        /^warn: rows of web-1 are up to \d+ days \d+ h ahead of this machine's clock \(19 Jan 2038 03:14 UTC\) and do not count: .*timedatectl/,
      ),
      expect.stringContaining("page: 🟢 the monitor is alive: its newest row is of 22 Nov 2026 21:00 UTC"),
      expect.stringContaining("info: "),
    ]);
    await expect(alerting("30m")).rejects.toThrow(
      "the monitor is silent: its newest row is of 22 Nov 2026 21:00 UTC, 32 min",
    );
  });
});
