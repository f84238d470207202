import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { whyOffline } from "../../src/probes/vantage.ts";
import { Certificates } from "../support/certificates.ts";
import { temporaryFolder } from "../support/folder.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort, startHttp, startHttps, startRaw } from "../support/web.ts";

/** A `ping` for which one address alone answers. */
let environment: { PATH: string };

beforeEach(() => {
  const folder = temporaryFolder();
  const script = `#!/bin/sh
    for address; do :; done
    if [ "$address" = fe80::1%eth0 ]; then echo 'rtt min/avg/max/mdev = 1.0/2.0/3.0/0.1 ms'
    else echo '4 packets transmitted, 0 received, 100% packet loss'; exit 1; fi`;
  writeFileSync(join(folder, "ping"), script);
  chmodSync(join(folder, "ping"), 0o755);
  environment = { PATH: `${folder}:${process.env["PATH"]}` };
});

async function unreachable(): Promise<URL> {
  return new URL(`http://127.0.0.1:${await closedPort()}`);
}

describe("whyOffline", () => {
  it("has nothing to say where the internet can be reached, whatever the gateway does", async () => {
    const { origin } = await startHttp(() => {});
    expect(await whyOffline({ internet: new URL(origin), gateways: ["192.0.2.1"] }, environment)).toBeUndefined();
  });

  it.each([
    [["192.0.2.1", "fe80::1%eth0"], "the gateway answers, the internet does not"],
    [["192.0.2.1", "fe80::2%eth0"], "not even the gateway answers"],
    [[], "the internet does not answer"],
  ])("asks the gateways %j where it cannot: %s", async (gateways, reason) => {
    expect(await whyOffline({ internet: await unreachable(), gateways }, environment)).toBe(reason);
  });

  it("does without a ping that cannot be started", async () => {
    const landmarks = { internet: await unreachable(), gateways: ["192.0.2.1"] };
    expect(await whyOffline(landmarks, { PATH: temporaryFolder() })).toBe("not even the gateway answers");
  });

  it("waits no longer than its limit for one who takes the connection and says nothing", async () => {
    const { port } = await startRaw(() => {});
    const internet = new URL(`https://127.0.0.1:${port}`);
    expect(await whyOffline({ internet, gateways: [] }, environment, 50)).toBe("the internet does not answer");
  });
});

describeWith(["openssl"], "a router that answers for all the world", () => {
  it("is not the internet: it has no certificate for it", async () => {
    const certificates = new Certificates();
    onTestFinished(() => certificates.remove());
    const { origin } = await startHttps(certificates.make({ names: "DNS:router.local" }), () => {});
    const landmarks = { internet: new URL(origin), gateways: ["fe80::1%eth0"] };
    expect(await whyOffline(landmarks, environment)).toBe("the gateway answers, the internet does not");
  });
});
