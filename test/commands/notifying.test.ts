/** Notifications of runs, one after the other, to a webhook that does not always answer. */
import { expect, it } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import type { Call } from "../../src/commands/call.ts";
import { notifyChanges } from "../../src/commands/notifying.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { temporaryFolder } from "../support/folder.ts";
import { alertOf } from "../support/month-models.ts";
import { startHttp } from "../support/web.ts";

const path = "/hook/canary-canary";

async function runner(more: Readonly<Record<string, string>> = {}) {
  const titles: string[] = [];
  let status = 200;
  const { origin } = await startHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (status === 200) titles.push(JSON.parse(Buffer.concat(chunks).toString()).title);
      response.writeHead(status).end();
    });
  });
  const masked: string[] = [];
  const environment = { XDG_STATE_HOME: temporaryFolder(), GITHUB_REPOSITORY: "octo/monitor", ...more };
  const inputs = readInputs({ ...inputDefaults, "notify-url": `${origin}${path}` });
  const surroundings = readSurroundings(environment);
  const run = (time: string, changes: readonly AlertChange[], answers = 200) => {
    status = answers;
    const call = {
      inputs,
      surroundings,
      reporter: { mask: (secret: string) => masked.push(secret) },
      now: new Date(time),
    };
    return notifyChanges({ open: [], changes, issueUrl: () => undefined }, call as unknown as Call);
  };
  return { run, titles, masked };
}

function down(host: string, time: string): AlertChange {
  const alert = alertOf("down", host, { since: new Date(time), seen: new Date(time), findings: ["no answer"] });
  return { what: "opened", added: alert.findings, alert, time: new Date(time) };
}

it("are said to be lost where GitHub's own machine keeps nothing for the next run", async () => {
  const { run } = await runner({ RUNNER_ENVIRONMENT: "github-hosted" });
  const first = "2026-11-22T09:00:00Z";
  expect(await run(first, [down("db-1", first)], 404)).toEqual([
    expect.stringMatching(/; the notification is lost, because this machine keeps nothing for the next run$/),
  ]);
});

it("are kept where they were not taken, and sent by the next run, each once and in order", async () => {
  const { run, titles, masked } = await runner();
  const first = "2026-11-22T09:00:00Z";
  expect(await run(first, [down("db-1", first)], 404)).toEqual([
    "notify-url: the server answers 404; the webhook is gone: create it again and update the secret; the notification waits for the next run",
  ]);
  expect(await run("2026-11-22T09:20:00Z", [down("nas", "2026-11-22T09:20:00Z")], 404)).toHaveLength(1);
  expect(await run("2026-11-22T09:40:00Z", [], 200)).toEqual([]);
  expect(await run("2026-11-22T10:00:00Z", [], 200)).toEqual([]);
  expect(titles).toEqual([
    "[down] db-1: nothing answers since 09:00 UTC",
    "[down] nas: nothing answers since 09:20 UTC",
  ]);
  expect(masked.some((secret) => secret === path)).toBe(true);
});

it("are not sent where nothing is new", async () => {
  const { run, titles } = await runner();
  const change: AlertChange = { ...down("db-1", "2026-11-22T09:00:00Z"), what: "changed", added: [] };
  expect(await run("2026-11-22T09:20:00Z", [change])).toEqual([]);
  expect(titles).toEqual([]);
});
