/** How many hosts are up, in one wording for the status page and the status website. Pure. */
import type { HostState } from "../row/state.ts";

/** `All 14 hosts are up`, `Both hosts are down`, `12 of 14 hosts are up, 1 is down, 1 is in trouble`; of a single host `web-1 is up`. */
export function stateCounts(states: readonly HostState[], firstName: string): string {
  const [first] = states;
  if (first === undefined) return "There is no host";
  if (states.length === 1) return `${firstName} is ${stateNouns[first]}`;
  if (states.every((state) => state === first)) return alike(first, states.length);
  const up = states.filter((state) => state === "up").length;
  const others = (["down", "trouble", "unknown"] as const).flatMap((state) => {
    const number = states.filter((each) => each === state).length;
    return number === 0 ? [] : [`${number} ${are(number)} ${stateNouns[state]}`];
  });
  return [`${up || "None"} of ${states.length} hosts ${are(up)} up`, ...others].join(", ");
}

const stateNouns: Readonly<Record<HostState, string>> = {
  up: "up",
  down: "down",
  trouble: "in trouble",
  unknown: "unknown",
};

function alike(state: HostState, number: number): string {
  return state === "unknown"
    ? `Nothing is known about the ${number} hosts`
    : `${number === 2 ? "Both" : `All ${number}`} hosts are ${stateNouns[state]}`;
}

function are(number: number): string {
  return number < 2 ? "is" : "are";
}
