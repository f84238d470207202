/** A host is taken out of the inventory while an alert of it is open. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nobody } from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";
import { describeWith } from "../support/tools.ts";

const stays = "{ ip: 127.0.0.1, name: web-1, type: ping }";
const leaves = `{ ip: ${nobody}, name: old-pi, type: ping }`;

function checksOf() {
  const home = temporaryFolder();
  const startMs = Date.now() - 3 * 86_400_000;
  const check = async (minutes: number, ...servers: readonly string[]) => {
    const given = { command: "check", inventory: `servers: [${servers.join(", ")}]`, push: "false", timeout: "3" };
    const told = await runCommand(given, { home, workspace: home }, new Date(startMs + minutes * 60_000));
    expect(told.fault).toBeUndefined();
    const { changes = [], open = [] } = told.report?.alerts ?? {};
    return {
      changes: changes.map(({ what, alert, reason }) => [what, `${alert.kind}:${alert.host}`, reason].join(" ").trim()),
      open: open.map(({ kind, host }) => `${kind}:${host}`),
    };
  };
  return { check, page: () => readFileSync(join(home, "results", "README.md"), "utf8") };
}

describeWith(["ping"], "an alert of a host that left the inventory", () => {
  it("is resolved by the third check without it, once", async () => {
    const { check, page } = checksOf();
    for (const minutes of [0, 15]) await check(minutes, stays, leaves);
    expect((await check(30, stays, leaves)).open).toEqual(["down:old-pi"]);
    const without = [];
    for (const minutes of [45, 60, 75, 90]) without.push(await check(minutes, stays));
    expect(without.map(({ changes }) => changes)).toEqual([[], [], ["resolved down:old-pi left"], []]);
    expect(without.flatMap(({ open }) => open)).toEqual([]);
    expect(page()).not.toContain("old-pi");
    // A host that is not checked for a day is gone: of this one, people know.
    const later = [];
    for (const hours of [6, 12, 18, 24, 30]) later.push((await check(hours * 60 + 90, stays)).changes);
    expect(later.flat()).toEqual([]);
  });

  it("stays where one check was made with another inventory, and is that of another monitor's host", async () => {
    const { check } = checksOf();
    const other = "{ ip: 127.0.0.1, name: other-1, type: ping }";
    for (const minutes of [0, 15, 30]) {
      await check(minutes, stays, leaves);
      await check(minutes + 1, other);
    }
    expect((await check(31, stays)).changes).toEqual([]);
    for (const minutes of [32, 33, 34]) expect((await check(minutes, other)).changes).toEqual([]);
    expect((await check(45, stays, leaves)).open).toEqual(["down:old-pi"]);
  });
});
