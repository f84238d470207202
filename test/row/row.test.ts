import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { cellsOf, headerOf, rowOf, rowReader } from "../../src/row/row.ts";

const time = new Date("2026-11-22T21:32:05Z");
const result: CheckResult = {
  time,
  host: "web-1",
  type: "node",
  ping: { meanMs: 0.04, maxMs: 123.4, lossPercent: 25 },
  page: {
    ms: 12.4,
    status: 200,
    certificate: { from: new Date("2026-09-02T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z") },
  },
  facts: { memAvailMib: 812.6, ports: [{ port: 8080, protocol: "tcp" }], sshPeers: [], logins: ["=cmd@192.0.2.1"] },
  lastBoot: "2026-07-06T21:31Z",
  problems: [],
};

function read(header: string, cells: string) {
  return rowReader("node", header.split(","))("2026-11-22T21:32:05Z", "web-1", cells.split(","));
}

describe("a row", () => {
  it("is read as it was written", () => {
    expect(rowOf(result)).toMatchObject({
      ...{ time, host: "web-1", type: "node", pingMs: 0, pingMaxMs: 123, httpMs: 12, httpCode: 200, memAvailMib: 813 },
      ...{
        ports: ["8080"],
        sshPeers: [],
        logins: ["'=cmd@192.0.2.1"],
        loss: 25,
        certDays: 8,
        certLifeDays: 90,
        errors: [],
      },
      lastBoot: new Date("2026-07-06T21:31Z"),
    });
  });

  it("has a cell for every column of its type", () => {
    for (const type of ["node", "miner", "ping"] as const)
      expect(cellsOf({ ...result, type })).toHaveLength(headerOf(type).length);
  });

  it("does not know what a failed session did not tell", () => {
    const failed = { ...result, facts: undefined, problems: [problem("ssh:timeout", "no answer")] };
    expect(rowOf(failed)).toMatchObject({ errors: ["ssh:timeout"], ports: undefined, sshPeers: undefined });
  });

  it("does not know a list that its file has no column for", () => {
    const row = read("time,host,mem_avail_mib,ports,errors", ",,812,,");
    expect([row.ports, row.logins]).toEqual([[], undefined]);
    expect(row.columns).toEqual(["memAvailMib", "ports", "errors"]);
  });

  it("takes a cell of another type for unknown", () => {
    const row = read(
      "time,host,ping_ms,ports,ssh_peers,errors,disks",
      ",,1e3,80+x+443/udp,::1+[+1.2.3,,/:1+/data:1/2+x:1/2",
    );
    expect(row).toMatchObject({ pingMs: undefined, ports: ["80", "443/udp"], sshPeers: ["::1"] });
    expect(row.disks).toEqual([{ mount: "/data", availMib: 1, sizeMib: 2 }]);
  });

  it("tells no logins in the SSH server's log from a log that was not read", () => {
    const logins = [`deploy@198.51.100.7/SHA256:${"a+/".repeat(14)}A`, "eve@2001:db8::7/password", "cut"];
    for (const sshLogins of [logins, [], undefined])
      expect(rowOf({ ...result, facts: { ...result.facts, sshLogins } }).sshLogins).toEqual(sshLogins);
    expect(read("time,host,mem_avail_mib,ssh_logins", ",,812,none").sshLogins).toEqual([]);
    expect(read("time,host,mem_avail_mib,ssh_logins", ",,812,").sshLogins).toBeUndefined();
    expect(read("time,host,mem_avail_mib,ssh_logins", ",,812,x@y/z eve@::1/password cut+cut").sshLogins).toEqual([
      "eve@::1/password",
    ]);
  });

  it("keeps the cells of columns that are not ours", () => {
    expect(read("time,host,rack", ",,B7").foreign).toEqual({ rack: "B7" });
  });

  it("is the same after other rows of its host as on its own", () => {
    const header = ["time", "host", "ping_ms", "mem_avail_mib", "ports", "ssh_peers", "logins", "errors", "extra"];
    const rows = [
      [1, 812, "8080", "", "", "", "a"],
      [1, 812, "", "192.0.2.1", "", "", "a"],
      [2, 812, "", "", "", "monitor:offline", "b"],
      [2, 812, "", "", "", "", ""],
      [2, "", "", "", "", "ssh:timeout", ""],
      ["", "", "", "", "", "", ""],
      [2, "not a number", "", "", "", "", "c"],
      [2, 812, "", "", "", "", "c"],
    ].map((cells) => [time.toISOString(), "web-1", ...cells.map(String)]);
    const next = rowReader("node", header);
    for (const cells of rows)
      expect(next("2026-11-22T21:32:05Z", "web-1", cells)).toEqual(
        rowReader("node", header)("2026-11-22T21:32:05Z", "web-1", cells),
      );
  });
});
