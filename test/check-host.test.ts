import { describe, expect, it } from "vitest";
import { probeHost } from "../src/check-host.ts";
import type { Host } from "../src/inventory/host.ts";
import { rowOf } from "../src/row/row.ts";
import { stateOf } from "../src/row/state.ts";
import { hostOf } from "./support/ssh-session.ts";
import { freePort } from "./support/sshd.ts";
import { startHttp } from "./support/web.ts";

const settings = {
  time: new Date("2026-11-22T21:32:05Z"),
  clockMs: () => 0,
  timeoutMs: 10_000,
  // There is no ping: who asked for it would be told so.
  environment: { PATH: "/nonexistent" },
  previousBoot: () => ({}),
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

async function rowFrom(host: Host) {
  return rowOf((await probeHost(host, settings)).result);
}

describe("a host with ping: false", () => {
  it("is up by its page alone, and has empty ping cells without an error", async () => {
    const { port } = await startHttp((_request, response) => response.end());
    const row = await rowFrom(quietHost(port));
    expect(row).toMatchObject({ errors: [], httpCode: 200 });
    expect([row.pingMs, row.pingMaxMs, row.loss]).toEqual([undefined, undefined, undefined]);
    expect(stateOf(row)).toBe("up");
  });

  it("is down where its page does not answer", async () => {
    const row = await rowFrom(quietHost(await freePort()));
    expect(row.errors).toEqual(["http:refused"]);
    expect(stateOf(row)).toBe("down");
  });

  it("is otherwise pinged, for which this machine needs the program", async () => {
    await expect(probeHost({ ...quietHost(1), ping: true }, settings)).rejects.toThrow("ping is not installed");
  });
});
