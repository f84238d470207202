/** A check that is to mail always says so where it cannot. */
import { expect, it } from "vitest";
import { nobody } from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";
import { describeWith } from "../support/tools.ts";

describeWith(["ping"], "a check that opens an alert", () => {
  const inventory = `servers: [{ ip: ${nobody}, name: old-pi, type: ping }, { ip: 127.0.0.1, type: ping }]`;
  const given = { command: "check", inventory, push: "false", timeout: "3", "email-on": "alert" };

  /** The second of two checks, which agrees with the first. */
  async function secondCheck(more = {}) {
    const home = temporaryFolder();
    await runCommand({ ...given, ...more }, { home, workspace: home }, new Date(Date.now() - 60_000));
    return { home, ...(await runCommand({ ...given, ...more }, { home, workspace: home })) };
  }

  it("says once that nobody is told elsewhere, and how to be", async () => {
    const { home, infos, infosBeforeTable, report } = await secondCheck();
    expect(report?.alerts.changes).toHaveLength(1);
    const told = infos.filter((line) => line.includes("alerts are told only here"));
    expect(told).toEqual([
      expect.stringContaining(`only here and in ${home}/results/README.md; to be told by mail, set`),
    ]);
    expect(infosBeforeTable).toEqual(infos);
    for (const how of ["`smtp-username`", "`notify-url`", "GitHub issues"]) expect(told[0]).toContain(how);
    expect(infos.join()).not.toContain("no mail:");
  });

  it("is not busy with issues and mail that nobody has set up", async () => {
    const { doings } = await secondCheck();
    expect(doings).toContain("writing the rows");
    expect(doings.filter((text) => /issue|mail/.test(text))).toEqual([]);
  });

  it("says nothing of it where somebody wants no mail", async () => {
    expect((await secondCheck({ "email-on": "never" })).infos.join()).not.toContain("only here");
  });
});

describeWith(["ping"], "a check with email-on: always", () => {
  it("warns where no mail is set up", async () => {
    const home = temporaryFolder();
    const given = { command: "check", inventory: "127.0.0.1", push: "false", "email-on": "always" };
    const { warnings, fault } = await runCommand(given, { home, workspace: home });
    expect(fault).toBeUndefined();
    expect(warnings).toContain("`email-on` is always, but there is no mail: `smtp-username` is not set");
  });
});
