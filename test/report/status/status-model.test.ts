import { describe, expect, it } from "vitest";
import { statusModel } from "../../../src/report/status/status-model.ts";
import { at, cutOff, dead, recentOf, well } from "../../support/rows.ts";

const now = new Date("2026-11-22T21:30:05Z");
const today = (clock: string) => `2026-11-22T${clock}:05Z`;

function statesOf(recent: ReturnType<typeof recentOf>, inventory: readonly string[]) {
  return statusModel(recent, inventory, now).hosts.map(({ host, state }) => `${host} ${state}`);
}

describe("the state of a host", () => {
  const stateOf = (cells: Record<string, string>) => statesOf(recentOf([at(today("21:30"), "a", cells)]), ["a"])[0];

  it.each([
    [{ ping_ms: "5" }, "up"],
    [{ ping_ms: "5", http_code: "404" }, "trouble"],
    [{ http_code: "200", errors: "ping:unreachable" }, "trouble"],
    [{ errors: "ping:unreachable+ssh:auth" }, "trouble"],
    [{ errors: "ping:unreachable+http:refused+ssh:refused" }, "down"],
    [{ errors: "monitor:offline" }, "unknown"],
  ])("of %j is %s", (cells, state) => {
    expect(stateOf(cells)).toBe(`a ${state}`);
  });
});

describe("since when", () => {
  const rows = [
    at("2026-11-01T00:00:05Z", "a", dead),
    at("2026-11-01T00:00:05Z", "b", well),
    at(today("20:00"), "a", dead),
    at(today("20:00"), "b", dead),
    at(today("21:00"), "b", dead),
  ];

  it("is the first row of those that all say the same", () => {
    const { hosts } = statusModel(recentOf(rows), ["a", "b"], now);
    expect(hosts.map(({ since }) => since)).toEqual([new Date("2026-11-01T00:00:05Z"), new Date(today("20:00"))]);
    expect(hosts.map(({ sinceBefore, changed }) => [sinceBefore, changed])).toEqual([
      [false, false],
      [false, true],
    ]);
  });

  it("may lie in months that were not read", () => {
    const { hosts } = statusModel(recentOf(rows, { cutAt: new Date("2026-11-01T00:00:00Z") }), ["a", "b"], now);
    expect(hosts.map(({ sinceBefore }) => sinceBefore)).toEqual([true, false]);
    expect(hosts[0]?.since).toEqual(new Date("2026-11-01T00:00:00Z"));
  });

  it("passes over a monitor that was offline", () => {
    const gap = [at(today("20:00"), "a", dead), at(today("20:15"), "a", cutOff), at(today("20:30"), "a", dead)];
    const [status] = statusModel(recentOf(gap), ["a"], now).hosts;
    expect(status).toMatchObject({ state: "down", since: new Date(today("20:00")) });
  });
});

describe("a monitor that is offline", () => {
  it("says nothing of its hosts but what they were", () => {
    const rows = [at(today("20:00"), "a", dead), at(today("20:15"), "a", cutOff), at(today("21:30"), "a", cutOff)];
    const [status] = statusModel(recentOf(rows), ["a"], now).hosts;
    expect(status).toMatchObject({ state: "unknown", was: "down", offline: true, since: new Date(today("20:15")) });
    expect(status?.days.at(-1)).toEqual({ up: 0, trouble: 0, down: 1 });
  });
});

describe("hosts that are not in the inventory", () => {
  it("are gone, not down, if our own runs have checked them", () => {
    const rows = [at(today("21:15"), "a", well), at(today("21:15"), "gone", dead), at(today("21:30"), "a", well)];
    expect(statesOf(recentOf(rows), ["a"])).toEqual(["a up"]);
  });

  it("are of other runners, if those have checked them lately", () => {
    const rows = [
      at("2026-11-21T20:00:00Z", "old", dead),
      ...["20:45", "21:00", "21:15"].flatMap((clock) => [
        at(`2026-11-22T${clock}:05Z`, "a", well),
        at(`2026-11-22T${clock}:09Z`, "other", dead),
      ]),
      at(today("21:30"), "a", well),
    ];
    expect(statesOf(recentOf(rows), ["a"])).toEqual(["a up", "other down"]);
  });

  it("are unknown when their runner falls silent", () => {
    const rows = [at(today("19:45"), "other", dead), at(today("20:00"), "other", dead), at(today("21:30"), "a", well)];
    const [, other] = statusModel(recentOf(rows), ["a"], now).hosts;
    expect(other).toMatchObject({ state: "unknown", was: "down", since: new Date(today("20:00")), offline: false });
  });
});

describe("the values of a host", () => {
  it("are those of its newest row, typed, and nothing else passes", () => {
    const hostile = {
      ...{
        ping_ms: "<b>",
        mem_avail_mib: "1e9",
        disk_avail_mib: "-1",
        http_code: "200",
        last_boot: "2026-99-99T00:00Z",
      },
      ...{ ports: "22+<i>+5353/udp", ssh_peers: "198.51.100.7+@everyone", errors: "http:tls+<script>", cert_days: "6" },
      ...{ gpu_temp_c: "42_None_66", logins: "root@198.51.100.7" },
    };
    const [status] = statusModel(recentOf([at(today("21:30"), "a", hostile)]), ["a"], now).hosts;
    expect(status?.values).toEqual({
      ...{ codes: ["http:tls"], httpCode: 200, diskMib: -1, certDays: 6 },
      ...{ ports: ["22", "5353/udp"], peers: ["198.51.100.7"], stayingPeers: ["198.51.100.7"] },
      ...{ logins: ["root@198.51.100.7"], gpuTempsC: [42, undefined, 66] },
    });
  });

  it("tell peers that stay from those that come and go", () => {
    const rows = [
      at(today("21:15"), "a", well, { ssh_peers: "198.51.100.7+198.51.100.8" }),
      at(today("21:30"), "a", well, { ssh_peers: "198.51.100.8+203.0.113.9" }),
    ];
    const [status] = statusModel(recentOf(rows), ["a"], now).hosts;
    expect(status?.values.stayingPeers).toEqual(["198.51.100.8"]);
  });

  it("are not those of a row that stands too late in its file", () => {
    const rows = [at(today("21:30"), "a", well), at(today("20:00"), "a", dead)];
    expect(statesOf(recentOf(rows), ["a"])).toEqual(["a up"]);
  });

  it("are unknown for a host without a row", () => {
    expect(statesOf(recentOf([]), ["a"])).toEqual(["a unknown"]);
  });

  it("are those of the newest row of any type", () => {
    const [node] = recentOf([at(today("20:00"), "a", dead)]).tables;
    const [ping] = recentOf([at(today("21:30"), "a", { ping_ms: "5" })], { type: "ping" }).tables;
    const tables = [node, ping].flatMap((table) => table ?? []);
    expect(statesOf({ tables, cutAt: undefined, names: [] }, ["a"])).toEqual(["a up"]);
  });
});

describe("the trends of a host", () => {
  it("count days, and take the means of ping and disk", () => {
    const rows = [
      at("2026-11-15T23:59:00Z", "a", dead),
      at("2026-11-16T00:00:00Z", "a", dead),
      at("2026-11-22T00:00:00Z", "a", well, { ping_ms: "20" }),
      at(today("21:00"), "a", well, { ping_ms: "10" }),
      at(today("21:30"), "a", well, { ping_ms: "30", disk_avail_mib: "1" }),
      at("2026-11-22T21:31:00Z", "a", dead),
    ];
    const [status] = statusModel(recentOf(rows), ["a"], now).hosts;
    expect(status?.state).toBe("up");
    expect(status?.days.map(({ up, down }) => up - down)).toEqual([-1, 0, 0, 0, 0, 0, 3]);
    expect(status?.pings).toEqual([20, undefined, undefined, undefined, undefined, undefined, undefined, 20]);
    expect(status?.disks.at(-1)).toBeCloseTo((65_435 * 2 + 1) / 3);
  });
});
