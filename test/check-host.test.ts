import { describe, expect, it } from "vitest";
import { probeHost } from "../src/check-host.ts";
import { stateOf } from "../src/check-result.ts";
import { header, row } from "../src/columns.ts";
import type { Host } from "../src/inventory/host.ts";
import { stateOfCells } from "../src/row-state.ts";
import { hostOf } from "./support/ssh-session.ts";
import { freePort } from "./support/sshd.ts";
import { startHttp } from "./support/web.ts";

const settings = {
  time: new Date("2026-11-22T21:32:05Z"),
  timeoutMs: 10_000,
  // There is no ping: who asked for it would be told so.
  environment: { PATH: "/nonexistent" },
  previousBoot: () => undefined,
  ssh: {
    keys: { keyOf: () => undefined },
    knownHosts: { entries: [], warnings: [] },
    hostKeyPolicy: "strict" as const,
    lookUp: async () => [],
  },
};

function quietHost(port: number): Host {
  const homePage = new URL(`http://127.0.0.1:${port}/`);
  return { ...hostOf({ port: 22, identities: [] }), ping: false, homePage };
}

async function cellsOf(host: Host) {
  const { result } = await probeHost(host, settings);
  const cells = row(result);
  const byName = new Map(header("node").map((name, index) => [name, cells[index] ?? ""]));
  const cell = (name: string) => byName.get(name) ?? "";
  return { cell, states: [stateOf(result), stateOfCells(cell)] };
}

describe("a host with ping: false", () => {
  it("is up by its page alone, and has empty ping cells without an error", async () => {
    const { port } = await startHttp((_request, response) => response.end());
    const { cell, states } = await cellsOf(quietHost(port));
    expect(states).toEqual(["up", "up"]);
    expect(["ping_ms", "ping_max_ms", "loss", "errors", "http_code"].map(cell)).toEqual(["", "", "", "", "200"]);
  });

  it("is down where its page does not answer", async () => {
    const { cell, states } = await cellsOf(quietHost(await freePort()));
    expect(states).toEqual(["down", "down"]);
    expect(cell("errors")).toBe("http:refused");
  });

  it("is otherwise pinged, for which this machine needs the program", async () => {
    await expect(probeHost({ ...quietHost(1), ping: true }, settings)).rejects.toThrow("ping is not installed");
  });
});
