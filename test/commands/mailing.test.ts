/** A check that is to mail always says so where it cannot. */
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";
import { describeWith } from "../support/tools.ts";

describeWith(["ping"], "a check with email-on: always", () => {
  it("warns where no mail is set up", async () => {
    const home = temporaryFolder();
    const given = { command: "check", inventory: "127.0.0.1", push: "false", "email-on": "always" };
    const { warnings, fault } = await runCommand(given, { home, workspace: home });
    expect(fault).toBeUndefined();
    expect(warnings).toContain("`email-on` is always, but there is no mail: `smtp-username` is not set");
  });
});
