/** Several monitors write rows into one folder: who of them has fallen silent. */
import { describe, expect, it } from "vitest";
import { newSilenceWatch } from "../../src/alerts/silence.ts";
import { checkTime, historyRow, quarterMs } from "../support/fed-rules.ts";
import { well } from "../support/rows.ts";

const hourMs = 4 * quarterMs;

/** Runs of a monitor: its hosts at every quarter of an hour from one check to before another, some seconds past it. */
function runs(hosts: readonly string[], from: number, to: number, seconds: number, every = 1) {
  return Array.from({ length: Math.ceil((to - from) / every) }, (_, index) => ({
    time: new Date(checkTime(from + index * every).getTime() + 1000 * seconds),
    hosts,
  }));
}

/** What is silent at a check, for the monitor of `mine-…`: `b-1 since check 3`. */
function silent(all: readonly { time: Date; hosts: readonly string[] }[], check: number, maxAgeMs = 3 * hourMs) {
  const watch = newSilenceWatch();
  for (const { time, hosts } of all.toSorted((a, b) => a.time.getTime() - b.time.getTime()))
    watch.add(hosts.map((host) => historyRow(time, host, well)));
  const isMine = (host: string) => host.startsWith("mine-");
  const alerts = watch.silentAt({ now: checkTime(check), isMine, maxAgeMs });
  return alerts.map(({ kind, host, since }) => {
    return `${kind}:${host} since ${Math.floor((since.getTime() - checkTime(0).getTime()) / quarterMs)}`;
  });
}

const mine = runs(["mine-1", "mine-2"], 0, 100, 5);

describe("another monitor of the folder", () => {
  it("is silent when its rows have stopped for max-age, under the name of its first host", () => {
    const site = runs(["b-2", "b-1", "b-3"], 0, 20, 40);
    expect(silent([...mine, ...site], 31)).toEqual([]);
    expect(silent([...mine, ...site], 33)).toEqual(["silent:b-2 since 19"]);
    expect(silent([...mine, ...site], 99)).toEqual(["silent:b-2 since 19"]);
  });

  it("is told apart from others", () => {
    const [b, c] = [runs(["b-1", "b-2"], 0, 20, 40), runs(["c-1"], 0, 60, 50)];
    expect(silent([...mine, ...b, ...c], 50)).toEqual(["silent:b-1 since 19"]);
    expect(silent([...mine, ...b, ...c], 99)).toEqual(["silent:b-1 since 19", "silent:c-1 since 59"]);
  });

  it("is heard again when its rows return", () => {
    const site = [...runs(["b-1"], 0, 20, 40), ...runs(["b-1"], 50, 60, 40)];
    expect(silent([...mine, ...site], 40)).toEqual(["silent:b-1 since 19"]);
    expect(silent([...mine, ...site], 55)).toEqual([]);
  });

  it("is not silent because a host has left its inventory, also where it had a row of that second by chance", () => {
    const [before, after] = [runs(["b-1", "b-2"], 0, 20, 40), runs(["b-2"], 20, 90, 40)];
    expect(silent([...mine, ...before, ...after], 80)).toEqual([]);
    const sameSecond = [...runs(["b-1"], 0, 19, 40), ...runs(["b-1"], 19, 20, 5)];
    expect(silent([...mine, ...sameSecond], 80)).toEqual(["silent:b-1 since 19"]);
  });

  it("is not silent because its hosts, or mine, have other names now", () => {
    expect(silent([...runs(["old-1", "old-2"], 0, 20, 5), ...runs(["mine-1"], 20, 90, 5)], 80)).toEqual([]);
  });

  it("is not known to be silent before its interval is, nor before two of its intervals are over", () => {
    expect(silent([...mine, ...runs(["b-1"], 0, 2, 40)], 90)).toEqual([]);
    const rare = runs(["b-1"], 0, 64, 40, 32);
    expect(silent([...mine, ...runs(["b-1"], 0, 96, 40, 24)], 99)).toEqual([]);
    expect(silent([...mine, ...rare], 99)).toEqual([]);
  });
});
