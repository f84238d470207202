/** Hosts, pages and sessions that are usually away now and then: what is usual raises nothing, what is not is told. */
import { describe, expect, it } from "vitest";
import { newRules } from "../../src/alerts/rules.ts";
import { checkTime, feed, historyRow, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const page500 = { ...well, http_code: "500" };
const noSession = { ping_ms: "12.3", http_code: "200", errors: "ssh:timeout" };
const day = 96;

/** Days of checks, in each of which something is bad for some checks from one on. */
function days(count: number, bad: RowCells, from: number, checks: number): RowCells[] {
  return times(count, [...times(from, well), ...times(checks, bad), ...times(day - from - checks, well)]).flat();
}

/** What is told after the days in which it becomes known what is usual. */
function toldAfter(usual: readonly RowCells[], then: readonly RowCells[]): string[] {
  return feed([...usual, ...then])
    .said.map((words) => [Number.parseInt(words, 10) - usual.length, words.replace(/^\d+: /, "")] as const)
    .filter(([check]) => check >= 0)
    .map(([check, words]) => `${check}: ${words}`);
}

describe("a host that is usually away", () => {
  it("for eight hours a night raises nothing for eight hours, from the fourth night on", () => {
    const { said } = feed(days(8, dead, 20, 32));
    expect(said.filter((words) => words.includes("opened"))).toHaveLength(3);
  });

  it("is told when it stays away for half as long again", () => {
    expect(toldAfter(days(4, dead, 20, 8), times(20, dead))).toEqual(["12: opened down no answer"]);
  });

  it("is told after twelve hours at the latest", () => {
    expect(toldAfter(days(4, dead, 10, 60), times(60, dead))).toEqual(["48: opened down no answer"]);
  });

  it("is told at once again when it has not been away for eight days", () => {
    expect(toldAfter([...days(4, dead, 20, 8), ...times(9 * day, well)], [dead, dead])).toEqual([
      "1: opened down no answer",
    ]);
  });

  it("is not one that was away twice, however long", () => {
    expect(toldAfter(days(2, dead, 20, 32), [dead, dead])).toEqual(["1: opened down no answer"]);
  });

  it("is no host that comes and goes as never before: that is told", () => {
    const comesAndGoes = times(8, [dead, dead, well, well]).flat();
    expect(toldAfter(times(2 * day, well), comesAndGoes).length).toBeGreaterThan(0);
  });

  it("and back many times a day raises nothing by coming and going", () => {
    const spells = times(8, [...times(8, well), dead, dead, dead]).flat();
    const usual = times(6, spells).flat();
    expect(toldAfter(usual, times(3, spells).flat())).toEqual([]);
  });
});

describe("hosts that are away every night", () => {
  const hosts = ["a", "b", "c", "d"];

  function outages(nights: number): string[] {
    const rules = newRules({ confirm: 2 });
    const checks = days(nights, dead, 20, 32);
    return checks.flatMap((cells, check) =>
      rules
        .add(hosts.map((host) => historyRow(checkTime(check), host, cells)))
        .filter(({ what, alert }) => what === "opened" && alert.kind === "outage")
        .map(() => `night ${Math.floor(check / day) + 1}`),
    );
  }

  it("are an outage of many only until that is known", () => {
    expect(outages(12)).toEqual([1, 2, 3, 4, 5, 6].map((night) => `night ${night}`));
  });
});

describe.each([
  ["page", "http page", page500],
  ["session", "ssh session", noSession],
])("a %s that fails at the same hours each night", (_what, alert, bad) => {
  const nights = days(4, bad, 8, 4);

  it("raises nothing while it lasts no longer than usual", () => {
    expect(toldAfter(nights, days(3, bad, 8, 4))).toEqual([]);
    expect(toldAfter(nights, days(3, bad, 10, 4))).toEqual([]);
  });

  it("is told when it lasts longer", () => {
    expect(toldAfter(nights, [...times(8, well), ...times(12, bad)])).toEqual([`14: opened ${alert}`]);
  });

  it("is told as ever at another hour", () => {
    expect(toldAfter(nights, [...times(40, well), bad, bad])).toEqual([`41: opened ${alert}`]);
  });
});

describe("a port that comes and goes", () => {
  const open = (ports: string) => ({ ...well, ports });

  it("is told by the sixth time within 24 checks", () => {
    const { said, rules } = feed(times(12, [open("8080"), well]).flat());
    expect(said).toEqual(["10: opened port 8080"]);
    expect(rules.open()).toMatchObject([{ flapping: true }]);
  });

  it("is none where it is another one each time", () => {
    const others = Array.from({ length: 20 }, (_, index) => [open(String(3000 + index)), well]).flat();
    expect(feed(others).said).toEqual([]);
  });
});
