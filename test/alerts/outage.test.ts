/** Many hosts that turn bad in one run, as the rules tell it. */
import { describe, expect, it } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import { newRules } from "../../src/alerts/rules.ts";
import { checkTime, historyRow, type RowCells } from "../support/fed-rules.ts";
import { cutOff, dead, well } from "../support/rows.ts";

const page500 = { ...well, http_code: "500" };
const noSession = { ping_ms: "12.3", http_code: "200", errors: "ssh:timeout" };
const rejectedKey = { ping_ms: "12.3", http_code: "200", errors: "ssh:host-key-changed" };

type Run = Readonly<Record<string, RowCells>>;

/** Every host in the same state, but for those that are given. */
function run(hosts: number, others: Run = {}, cells: RowCells = well): Run {
  const all = Array.from({ length: hosts }, (_, index) => [`h-${index + 1}`, cells]);
  return { ...Object.fromEntries(all), ...others };
}

/** The first hosts in one state, the rest well. */
function some(bad: number, cells: RowCells, of: number): Run {
  return run(of, run(bad, {}, cells));
}

/** A run every quarter of an hour; undefined: it was lost. `said`: every change by run. */
function play(runs: readonly (Run | undefined)[], { confirm = 2 } = {}) {
  const rules = newRules({ confirm });
  const said = runs.flatMap((hosts = {}, check) => {
    const rows = Object.entries(hosts).map(([host, cells]) => historyRow(checkTime(check), host, cells));
    return rules.add(rows).map((change) => `${check}: ${words(change)}`);
  });
  return { rules, said };
}

function words({ what, alert, added }: AlertChange): string {
  const news = what === "changed" && added.length > 0 ? ` (new: ${added.join(" ")})` : "";
  return `${what} ${alert.kind}:${alert.host} ${alert.findings.join(" ")}${news}`;
}

describe("an outage", () => {
  it("opens at once where at least three hosts, and half of those that were up, turn bad in one run", () => {
    const { rules, said } = play([run(6), some(3, dead, 6)]);
    expect(said).toEqual(["1: opened outage:monitor h-1 h-2 h-3"]);
    expect(rules.open()).toMatchObject([{ kind: "outage", host: "monitor", since: checkTime(1), seen: checkTime(1) }]);
  });

  it.each([
    ["two hosts of two", some(2, dead, 2)],
    ["three hosts of seven", some(3, dead, 7)],
    ["three that have another host key", some(3, rejectedKey, 3)],
  ])("is none for %s", (_what, bad) => {
    const { said } = play([run(Object.keys(bad).length), bad]);
    expect(said.filter((line) => line.includes("outage"))).toEqual([]);
  });

  it("is none for hosts that have always been bad, or that were not seen before", () => {
    expect(play([some(4, dead, 4)]).said).toEqual([]);
    expect(play([some(4, dead, 5), some(5, dead, 5)]).said.join()).not.toContain("outage");
  });

  it("counts a failed page and a failed session, but not what the monitor could not ask", () => {
    const mixed = run(6, { "h-1": dead, "h-2": page500, "h-3": noSession });
    expect(play([run(6), mixed]).said).toEqual(["1: opened outage:monitor h-1 h-2 h-3"]);
    expect(play([run(6), some(6, cutOff, 6), some(3, dead, 6)]).said).toEqual(["2: opened outage:monitor h-1 h-2 h-3"]);
  });

  it("is the only alert of its hosts until fewer than three of them are bad", () => {
    const { said } = play([run(6), some(4, dead, 6), some(4, dead, 6), some(3, dead, 6), some(2, dead, 6)]);
    expect(said).toEqual([
      "1: opened outage:monitor h-1 h-2 h-3 h-4",
      "3: changed outage:monitor h-1 h-2 h-3",
      "4: resolved outage:monitor h-1 h-2 h-3",
      "4: opened down:h-1 no answer",
      "4: opened down:h-2 no answer",
    ]);
  });

  it("lets its hosts speak for themselves after an hour, and lasts on", () => {
    const bad = some(3, dead, 6);
    const { rules, said } = play([run(6), bad, bad, bad, bad, bad]);
    expect(said).toEqual([
      "1: opened outage:monitor h-1 h-2 h-3",
      "5: opened down:h-1 no answer",
      "5: opened down:h-2 no answer",
      "5: opened down:h-3 no answer",
    ]);
    expect(rules.open().map(({ kind }) => kind)).toEqual(["outage", "down", "down", "down"]);
    expect(rules.open()[1]?.since).toEqual(checkTime(1));
  });

  it("is one alert also where one check is enough for others", () => {
    const { said } = play([run(6), some(3, dead, 6), run(6)], { confirm: 1 });
    expect(said).toEqual(["1: opened outage:monitor h-1 h-2 h-3", "2: resolved outage:monitor h-1 h-2 h-3"]);
  });

  it("does not hold back what other hosts have to tell, nor other kinds", () => {
    const opened = { ...well, ports: "8080" };
    const bad = run(8, { "h-1": dead, "h-2": dead, "h-3": page500, "h-4": noSession });
    const next = { ...bad, "h-3": { ...page500, ports: "8080" }, "h-8": opened, "h-7": dead };
    expect(play([run(8), bad, next, next]).said).toEqual([
      "1: opened outage:monitor h-1 h-2 h-3 h-4",
      "3: opened port:h-3 8080",
      "3: opened down:h-7 no answer",
      "3: opened port:h-8 8080",
    ]);
  });

  it("takes in hosts that turn bad together later", () => {
    const { said } = play([run(12), some(6, dead, 12), some(9, dead, 12), some(9, dead, 12), run(12)]);
    expect(said).toEqual([
      "1: opened outage:monitor h-1 h-2 h-3 h-4 h-5 h-6",
      "2: changed outage:monitor h-1 h-2 h-3 h-4 h-5 h-6 h-7 h-8 h-9 (new: h-7 h-8 h-9)",
      "4: resolved outage:monitor h-1 h-2 h-3 h-4 h-5 h-6 h-7 h-8 h-9",
    ]);
  });

  it("is over when its hosts have left the inventory", () => {
    const bad = some(3, dead, 6);
    const rest = { "h-4": well, "h-5": well, "h-6": well };
    const later = Array.from({ length: 100 }, () => rest);
    expect(play([run(6), bad, ...later]).said.at(-1)).toBe("97: resolved outage:monitor h-1 h-2 h-3");
  });

  it("stands as open, over, or not known", () => {
    const standing = (runs: readonly Run[]) => play(runs).rules.standing("outage", "monitor");
    expect(standing([])).toBe("unknown");
    expect(standing([run(6), some(3, dead, 6)])).toBe("open");
    expect(standing([run(6), some(3, dead, 6), run(6)])).toBe("well");
    // It may have begun before the rows that are read.
    expect(standing([some(3, dead, 6), some(3, dead, 6)])).toBe("unknown");
  });
});
