/** The labels of our issues: how they look and what they say. Pure. */
import type { Label } from "../github/issues.ts";
import type { AlertKind } from "./alert.ts";

/** By it our issues are found. */
export const ourLabel = "server-monitor";
export const acceptedLabel = "alert:accepted";

const red = "b60205";
const orange = "d93f0b";
const yellow = "fbca04";

const kindLabels: Readonly<Record<AlertKind, readonly [color: string, description: string]>> = {
  outage: [red, "Many hosts turned bad in one run"],
  down: [red, "Nothing answers: ping, web page and SSH"],
  "host-key": [red, "The SSH host key changed or is unknown"],
  peer: [red, "A login or a lasting connection from an unknown address"],
  port: [orange, "A listener that the inventory does not know"],
  account: [red, "An account that can log in or has privileges has appeared"],
  "new-host": [orange, "What was found on the first day of a new host, to be confirmed"],
  raid: [red, "An array or a pool is degraded"],
  readonly: [red, "A file system has become read-only"],
  disk: [orange, "A file system is nearly full"],
  memory: [orange, "Memory is nearly used up"],
  oom: [orange, "The kernel has killed a process because memory ran out"],
  check: [orange, "A check of the host is late, missing or not OK"],
  unit: [yellow, "A systemd unit has failed"],
  ssh: [orange, "The host answers, but login or probe does not work"],
  http: [orange, "The web page does not work"],
  gpu: [orange, "A GPU that was there is gone"],
  power: [orange, "Undervoltage, throttling or overheating"],
  clock: [yellow, "The clock is off"],
  reboots: [orange, "The host reboots again and again"],
  cert: [yellow, "The certificate expires soon"],
  patch: [yellow, "Package lists are old, or a reboot is pending"],
  silent: [red, "The monitor itself writes no rows"],
};

export function labelNamed(name: string): Label {
  if (name === acceptedLabel)
    return {
      name,
      color: "c2e0c6",
      description: "A person said that it is meant to be so: reopen it to take that back",
    };
  for (const [kind, [color, description]] of Object.entries(kindLabels))
    if (name === `alert:${kind}`) return { name, color, description };
  return { name, color: "1d76db", description: "Opened and closed by server-monitor" };
}
