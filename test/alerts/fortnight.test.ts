/** What fails of a monitor, on GitHub's schedule as it is: the first word reaches a person in time. */
import { describe, expect, it } from "vitest";
import { boundMs, judge, monitorFaults } from "../support/judged-fortnight.ts";
import { hourMs, maxAgeMs, minuteMs, watchdogToldAfter } from "../support/simulated-fortnight.ts";

const seeds = 2;

describe.each(monitorFaults.filter(({ what }) => what !== "nothing"))("when $what fails", ({ left }) => {
  const { silences, words, first } = judge(seeds, left);
  const longest = (all: readonly (number | undefined)[]) =>
    Math.max(...all.map((ms) => ms ?? Number.POSITIVE_INFINITY));

  it("there is silence", () => {
    expect(silences).toBeGreaterThan(50);
  });

  it("a heartbeat alone, or another monitor alone, tells within max-age and an hour", () => {
    expect(longest(words.heartbeat)).toBeLessThanOrEqual(boundMs);
    expect(longest(words.site)).toBeLessThanOrEqual(boundMs);
    expect(longest(first)).toBeLessThanOrEqual(boundMs);
  });

  it.runIf(left.timers && left.watchdog)(
    "the watchdog that the timer starts tells two hours after max-age at the latest",
    () => {
      expect(longest(words.timer)).toBeLessThanOrEqual(maxAgeMs + 2 * hourMs + 10 * minuteMs);
    },
  );

  it.runIf(left.watchdog && !left.runner)("GitHub's schedule alone tells as late as it is", () => {
    expect(longest(words.schedule)).toBeLessThan(4 * 24 * hourMs);
    expect(longest(words.schedule)).toBeGreaterThan(boundMs);
  });
});

it("there is no silence while nothing fails, whatever GitHub's schedule does", () => {
  const [nothing] = monitorFaults;
  expect(nothing && judge(seeds, nothing.left).silences).toBe(0);
});

it("a watchdog that never runs is told within an hour after its six", () => {
  expect(watchdogToldAfter(1)).toBeLessThanOrEqual(7 * hourMs + 5 * minuteMs);
});
