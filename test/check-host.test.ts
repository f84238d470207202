import { execFileSync } from "node:child_process";
import { closeSync, existsSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { probeHost } from "../src/check-host.ts";
import type { Host } from "../src/inventory/host.ts";
import { rowOf } from "../src/row/row.ts";
import { stateOf } from "../src/row/state.ts";
import { temporaryFolder } from "./support/folder.ts";
import { hostOf, withPassword } from "./support/ssh-session.ts";
import { freePort } from "./support/sshd.ts";
import { startHttp, startRaw } from "./support/web.ts";

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

describe("the three probes", () => {
  const reply = "echo '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.5 ms'";
  const summary = "echo '4 packets transmitted, 4 received, 0% packet loss'";

  /** A `ping` that is this script. Its pipe `go` makes it wait until somebody calls `go`. */
  function pingThat(script: string) {
    const folder = temporaryFolder();
    execFileSync("mkfifo", [join(folder, "go")]);
    writeFileSync(join(folder, "ping"), `#!/bin/sh\ncd ${folder}\n${script}\n`, { mode: 0o755 });
    // Opened for both directions, a pipe waits for nobody.
    const pipe = openSync(join(folder, "go"), "r+");
    onTestFinished(() => closeSync(pipe));
    const go = () => void writeSync(pipe, "go\n");
    return { folder, go, settings: { ...settings, environment: { PATH: `${folder}:${process.env["PATH"]}` } } };
  }

  it("run side by side from the first echo reply on", async () => {
    const { folder, go, settings } = pingThat(`: > replied; ${reply}; read line < go; ${summary}`);
    const asked: string[] = [];
    const { promise: bothAsked, resolve } = Promise.withResolvers<void>();
    const note = (probe: string) => {
      asked.push(`${probe} ${existsSync(join(folder, "replied")) ? "after" : "before"} the reply`);
      if (asked.length === 2) resolve();
    };
    const page = await startHttp((_request, response) => {
      note("page");
      void bothAsked.then(() => response.end());
    });
    const ssh = await startRaw((socket) => {
      note("ssh");
      // Only now does ping end: it has not been waited for.
      void bothAsked.then(() => {
        go();
        socket.end("not SSH\n");
      });
    });
    const host = {
      ...quietHost(page.port),
      ...{ ping: true, port: ssh.port, identities: [withPassword("pi", "password")] },
    };
    const { result, transcript } = await probeHost(host, settings);
    expect(asked.toSorted()).toEqual(["page after the reply", "ssh after the reply"]);
    expect(rowOf(result)).toMatchObject({ pingMs: 0.5, loss: 0, httpCode: 200, errors: ["ssh:protocol"] });
    expect(transcript.map((line) => line.split(":")[0])).toEqual(["ping", "ping", "http", "http", "ssh"]);
  });

  it("do not wait longer than a second for a host that answers no ping", async () => {
    const { go, settings } = pingThat(
      `read line < go; echo '4 packets transmitted, 0 received, 100% packet loss'; exit 1`,
    );
    const page = await startHttp((_request, response) => {
      go();
      response.end();
    });
    const { result } = await probeHost({ ...quietHost(page.port), ping: true }, settings);
    expect(rowOf(result)).toMatchObject({ loss: 100, httpCode: 200, errors: ["ping:unreachable"] });
  });
});
