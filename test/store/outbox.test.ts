import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { outboxOf } from "../../src/store/outbox.ts";
import { temporaryFolder } from "../support/folder.ts";

const [earlier, later] = [new Date("2026-11-22T09:00:00Z"), new Date("2026-11-22T10:00:00Z")];

it("keeps texts, each once and the oldest first, until they are removed", async () => {
  const outbox = outboxOf(temporaryFolder(), "me/servers results");
  expect(await outbox.waiting()).toEqual([]);
  await outbox.keep("second", later);
  await outbox.keep("first", earlier);
  await outbox.keep("first", earlier);
  const [first, ...others] = await outbox.waiting();
  expect([first, ...others].map((waiting) => [waiting?.text, waiting?.time])).toEqual([
    ["first", earlier],
    ["second", later],
  ]);
  await first?.remove();
  expect((await outbox.waiting()).map(({ text }) => text)).toEqual(["second"]);
});

it("keeps them apart by purpose, for this user alone, and passes over what it has not written", async () => {
  const state = temporaryFolder();
  await outboxOf(state, "me/servers results").keep("news", earlier);
  expect(await outboxOf(state, "me/others results").waiting()).toEqual([]);
  const folder = join(state, "server-monitor", readdirSync(join(state, "server-monitor"))[0] ?? "");
  const [name = ""] = readdirSync(folder);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, "notes.txt"), "");
  expect(await outboxOf(state, "me/servers results").waiting()).toHaveLength(1);
});
