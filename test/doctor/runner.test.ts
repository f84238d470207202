/** The doctor finds GitHub's runner on this machine: its service, asked of a systemctl of the test, and its age. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examineRunner } from "../../src/doctor/runner.ts";
import { terminalText } from "../../src/safe-text.ts";
import { temporaryFolder } from "../support/folder.ts";

const now = new Date("2026-11-22T12:00:00Z");
const service = "actions.runner.me-servers.pi.service";

function machine({ state = "active", isService = true, ageDays = 3 } = {}): string {
  const home = temporaryFolder();
  const folder = join(home, "actions-runner");
  for (const path of ["bin", "externals"]) mkdirSync(join(folder, path), { recursive: true });
  mkdirSync(join(home, "bin"));
  writeFileSync(join(folder, ".runner"), "{}");
  if (isService) writeFileSync(join(folder, ".service"), `${service}\n`);
  const script = `#!/bin/sh\n[ "$*" = "is-active -- ${service}" ] || exit 9\necho ${state}\n[ ${state} = active ]\n`;
  writeFileSync(join(home, "bin", "systemctl"), script, { mode: 0o755 });
  const listener = join(folder, "bin", "Runner.Listener");
  writeFileSync(listener, "#!/bin/sh\necho 2.329.0\n", { mode: 0o755 });
  const built = new Date(now.getTime() - ageDays * 86_400_000);
  utimesSync(listener, built, built);
  return home;
}

async function examine(home: string, path = `${join(home, "bin")}:${process.env["PATH"]}`): Promise<string[]> {
  const findings = await examineRunner({ home, environment: { PATH: path } }, now);
  return findings.map(({ verdict, detail }) => `${verdict}: ${terminalText(detail)}`);
}

it("says that its service runs, and how old it is", async () => {
  expect(await examine(machine())).toEqual([`good: its service runs (${service})`, "good: 2.329.0 is 3 days old"]);
});

it("says how to start a service that does not run, and how to make one", async () => {
  expect((await examine(machine({ state: "failed" })))[0]).toBe(
    `bad: its service is failed: sudo systemctl start ${service}`,
  );
  expect((await examine(machine({ isService: false })))[0]).toMatch(
    /^bad: it is not installed as a service, and ends with the terminal: cd .*\/actions-runner && sudo \.\/svc\.sh install/,
  );
});

it("says so where there is no systemctl to ask", async () => {
  expect((await examine(machine(), "/nowhere"))[0]).toBe(
    `odd: whether ${service} runs was not checked: there is no systemctl`,
  );
});

it("says when GitHub gives it no jobs any more", async () => {
  expect((await examine(machine({ ageDays: 40 })))[1]).toMatch(
    /^odd: 2\.329\.0 is 40 days old; GitHub gives no jobs to one/,
  );
});

it("says nothing on a machine without a runner", async () => {
  expect(await examine(temporaryFolder())).toEqual([]);
});
