/** How a check asks its hosts: the second try, and what is the monitor's own fault. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { errorsOf } from "../../src/check-result.ts";
import { askHosts } from "../../src/commands/asking.ts";
import type { Call } from "../../src/commands/call.ts";
import type { Host } from "../../src/inventory/host.ts";
import { Secret } from "../../src/inventory/secret.ts";
import { loadKeys } from "../../src/ssh/keys.ts";
import { temporaryFolder } from "../support/folder.ts";
import { hostOf } from "../support/ssh-session.ts";
import { describeWith, tool } from "../support/tools.ts";
import { closedPort, startHttp } from "../support/web.ts";

let done: string[];
let internet: URL;

beforeEach(async () => {
  done = [];
  internet = new URL((await startHttp(() => {})).origin);
});

/** A host that has a page alone: how often it was asked, and what it answers each time, the last for ever. */
async function host(id: string, ...statuses: readonly number[]) {
  const requests: number[] = [];
  const { origin } = await startHttp((_request, response) => {
    const status = statuses[Math.min(requests.length, statuses.length - 1)] ?? 200;
    requests.push(status);
    response.writeHead(status).end();
  });
  return { requests, host: { ...hostOf({ port: 22, identities: [] }), id, ping: false, homePage: new URL(origin) } };
}

async function ask(hosts: readonly Host[], wasUp: (host: string) => boolean = () => true) {
  const ssh = { keys: await loadKeys(hosts), knownHosts: { entries: [], warnings: [] }, lookUp: async () => [] };
  const settings = {
    ...{
      time: new Date("2026-11-22T21:32:05Z"),
      timeoutMs: 30_000,
      clockMs: () => 0,
      environment: {},
      previousBoot: () => ({}),
    },
    ssh: { ...ssh, hostKeyPolicy: "strict" as const },
  };
  const reporter = {
    started: () => {},
    hostStarted: () => {},
    hostDone: ({ host }: { host: string }) => done.push(host),
  };
  const inputs = { concurrency: 32, timeoutMs: 30 };
  const call = { inputs, reporter, surroundings: { internet, environment: {} } } as unknown as Call;
  const probed = await askHosts(hosts, settings, wasUp, call);
  return probed.map(({ result }) => [result.host, result.page?.status, ...errorsOf(result)]);
}

describe("a host that was up and is not", () => {
  it("is tried once more, and what it answers then counts", async () => {
    const [flaky, broken] = [await host("flaky", 503, 200), await host("broken", 503)];
    expect(await ask([flaky.host, broken.host])).toEqual([
      ["flaky", 200],
      ["broken", 503],
    ]);
    expect([flaky.requests, broken.requests]).toEqual([
      [503, 200],
      [503, 503],
    ]);
    expect(done.sort()).toEqual(["broken", "flaky"]);
  });

  it("is not tried again where it was not up before", async () => {
    const { host: known, requests } = await host("known", 503, 200);
    expect(await ask([known], () => false)).toEqual([["known", 503]]);
    expect(requests).toEqual([503]);
  });

  it("is asked again only what failed", async () => {
    const { host: half, requests } = await host("half", 200);
    const identities = [{ username: "monitor", password: new Secret("not this") }];
    const closed = { ...half, address: "127.0.0.1", port: await closedPort(), identities, hostKeys: ["SHA256:x"] };
    expect(await ask([closed])).toEqual([["half", 200, "ssh:refused"]]);
    expect(requests).toEqual([200]);
  });
});

describe("many hosts that turn bad at once", () => {
  /** Three that are down, and one that answers. */
  async function fleet() {
    const homePage = new URL(`http://127.0.0.1:${await closedPort()}`);
    const down = ["a", "b", "c"].map((id) => ({ ...hostOf({ port: 22, identities: [] }), id, ping: false, homePage }));
    return [...down, (await host("up", 200)).host];
  }

  it("are the monitor's fault where the landmark cannot be reached", async () => {
    internet = new URL(`http://127.0.0.1:${await closedPort()}`);
    expect(await ask(await fleet())).toEqual([
      ["a", undefined, "monitor:offline"],
      ["b", undefined, "monitor:offline"],
      ["c", undefined, "monitor:offline"],
      ["up", 200],
    ]);
    expect(done.sort()).toEqual(["a", "b", "c", "up"]);
  });

  it("are down where it can, or where they were down before", async () => {
    const down = ["a", "b", "c"].map((id) => [id, undefined, "http:refused"]);
    expect(await ask(await fleet())).toEqual([...down, ["up", 200]]);
    internet = new URL(`http://127.0.0.1:${await closedPort()}`);
    expect(await ask(await fleet(), (id) => id === "up")).toEqual([...down, ["up", 200]]);
  });
});

/** A name server that answers for one name and fails for all others. */
const nameServer = `
  import { createSocket } from "node:dgram";
  const server = createSocket("udp4");
  server.on("message", (query, from) => {
    // The question, as an answer: no such name for the landmark's, which is one, and a failure for all others.
    query[2] = 0x81;
    query[3] = query.includes("landmark") ? 0x83 : 0x82;
    server.send(query, from.port, from.address);
  });
  await new Promise((resolve) => server.bind(53, "127.0.0.1", resolve));`;

const program = `
  import { createServer } from "node:http";
  const { askHosts } = await import(process.env.ASKING);
  const page = (name) => ({ id: name, address: name, named: true, type: "node", ping: false, port: 22, identities: [], hostKeys: [],
    homePage: new URL("http://" + name + ":9/"), verify: true, knownPeers: [], knownPorts: [] });
  const ssh = { keys: {}, knownHosts: { entries: [] }, hostKeyPolicy: "strict", lookUp: async () => [] };
  const settings = { time: new Date(), timeoutMs: 60_000, clockMs: Date.now, ssh, environment: process.env, previousBoot: () => ({}) };
  const reporter = { started() {}, hostStarted() {}, hostDone() {} };
  const call = { inputs: { concurrency: 9, timeoutMs: 30 }, reporter,
    surroundings: { internet: new URL("http://landmark.test:9/"), environment: process.env } };
  const up = { ...page("127.0.0.1"), homePage: new URL("http://127.0.0.1/") };
  createServer((_request, response) => response.end()).listen(80, "127.0.0.1");
  const probed = await askHosts([page("far.test"), up], settings, () => true, call);
  console.log(JSON.stringify(probed.map(({ result }) => result.problems.map(({ code }) => code))));
  process.exit();`;

describeWith(["unshare", "ip", "mount"], "a host whose name is not looked up", () => {
  const path = `${process.env["PATH"]}:/usr/sbin:/sbin`;
  const allowed = spawnSync(tool("unshare"), ["-rnm", "true"]).status === 0;

  function errorsWith(names: string): unknown {
    const settings = join(temporaryFolder(), "resolv.conf");
    writeFileSync(settings, "nameserver 127.0.0.1\n");
    const shell = `set -e; ip link set lo up; mount --bind ${settings} /etc/resolv.conf; exec "$0" --input-type=module -e "$1"`;
    const run = spawnSync(tool("unshare"), ["-rnm", "sh", "-c", shell, process.execPath, names + program], {
      encoding: "utf8",
      env: { PATH: path, ASKING: new URL("../../src/commands/asking.ts", import.meta.url).href },
    });
    expect(run.stderr).toBe("");
    return JSON.parse(run.stdout);
  }

  it.runIf(allowed)(
    "says nothing of it where no name server answers, and is down as before where its own fails",
    () => {
      expect(errorsWith("")).toEqual([["monitor:offline"], []]);
      expect(errorsWith(nameServer)).toEqual([["http:dns"], []]);
    },
  );
});
