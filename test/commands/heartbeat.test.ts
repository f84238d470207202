import { beforeEach, expect, it } from "vitest";
import type { Call } from "../../src/commands/call.ts";
import { heartbeatNotes, sendFailure, sendHeartbeat } from "../../src/commands/heartbeat.ts";
import { startHttp } from "../support/web.ts";

let requested: string[];
let origin: string;

beforeEach(async () => {
  requested = [];
  const server = await startHttp((request, response) => {
    requested.push(request.url ?? "");
    response.end();
  });
  origin = server.origin;
});

function callWith(path: string | undefined, now = "2026-11-22T21:32:05Z"): Call {
  const heartbeatUrl = path === undefined ? undefined : new URL(path, origin);
  return { inputs: { heartbeatUrl }, reporter: { warn: expect.unreachable }, now: new Date(now) } as unknown as Call;
}

const uuid = "0b1f7c34-5a4e-4b39-9d3f-2a1c7f0f9a10";

it.each([
  [`/ping/${uuid}`, `/ping/${uuid}/fail`],
  [`/ping/${uuid}/?rid=1`, `/ping/${uuid}/fail?rid=1`],
  ["/ping/abcdefghijklmnopqrstuv/servers", "/ping/abcdefghijklmnopqrstuv/servers/fail"],
])("tells Healthchecks at %s of a fault", async (path, failure) => {
  await sendHeartbeat(callWith(path));
  await sendFailure(callWith(path));
  expect(requested).toEqual([path, failure]);
});

it("tells others of a fault by not requesting anything", async () => {
  for (const path of ["/api/push/abc", "/ping/me", undefined]) await sendFailure(callWith(path));
  expect(requested).toEqual([]);
});

it("is missed in the summary of a month's first check, and of the very first, as long as there is none", () => {
  const notes = (newest: string | undefined, path?: string) =>
    heartbeatNotes(newest === undefined ? undefined : new Date(newest), callWith(path)).length;
  expect(
    ["2026-11-22T21:12:05Z", "2026-10-31T23:59:59Z", "2025-11-22T21:12:05Z", undefined].map((at) => notes(at)),
  ).toEqual([0, 1, 1, 1]);
  expect(notes("2026-10-31T23:59:59Z", "/api/push/abc")).toBe(0);
});
