/**
 * Units of systemd that have failed. Without D-Bus nobody but root can ask: the fact is then unknown, as without systemd.
 *
 *     @server-monitor failed nginx.service  loaded    failed failed A high performance web server
 *     @server-monitor failed old.service    not-found failed failed old.service               (removed, and lingers)
 *     @server-monitor failed exit 0
 */
import { type Answer, exitStatus, outputLines } from "./answer.ts";
import type { Fact } from "./fact.ts";

const mostUnits = 100;

/** Sorted. */
export const failedUnits: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: `\
if [ -d $run/systemd/system ] && { [ "$me" = 0 ] || [ -e $run/dbus/system_bus_socket ]; }; then
  tell failed ${mostUnits} within 5 systemctl list-units --state=failed --plain --no-legend --no-pager
  [ $count -gt ${mostUnits} ] && say cut failedUnits
fi`,
  since: 3,
  mayHang: true,
  parse: (answer) => {
    const status = exitStatus(answer, "failed");
    if (status === undefined) return undefined;
    if (status !== 0)
      throw new Error(`systemctl ${status === 137 ? "did not answer within 5 s" : `failed (exit ${status})`}`);
    return [...new Set(unitsOf(answer))].sort();
  },
};

/** With a mark before it in some versions. A scope is a session or a job whose name never comes again. */
const unitLine = /^(?:[^\w/-] )?(\S+) +(\S+) +failed /;

function unitsOf(answer: Answer): string[] {
  return outputLines(answer, "failed").flatMap((line) => {
    const [, unit, load] = unitLine.exec(`${line} `) ?? [];
    if (unit === undefined) throw new Error("systemctl answered in a form that is not known");
    return load === "not-found" || load === "masked" || unit.endsWith(".scope") ? [] : [unitName(unit)];
  });
}

const longestUnit = 100;

function unitName(unit: string): string {
  return unit.slice(0, longestUnit).replace(/[^A-Za-z0-9:_.@\\-]/g, "_");
}
