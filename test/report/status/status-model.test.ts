import { describe, expect, it } from "vitest";
import { newRules } from "../../../src/alerts/rules.ts";
import { AlertLog, withoutAccepted } from "../../../src/report/statistics/month-alerts.ts";
import { newStatusHistory, startOfHistory } from "../../../src/report/status/host-history.ts";
import { statusModel } from "../../../src/report/status/status-model.ts";
import { dayStrip } from "../../../src/report/status/status-table.ts";
import { alert, portAlert } from "../../support/issue-alerts.ts";
import { at, cutOff, dead, modelOf, well } from "../../support/rows.ts";
import { type RowCells, typedRow } from "../../support/typed-row.ts";

const now = new Date("2026-11-22T21:30:05Z");
const today = (clock: string) => `2026-11-22T${clock}:05Z`;

function statesOf(rows: readonly RowCells[], inventory: readonly string[]) {
  return modelOf(rows, inventory, now).hosts.map(({ host, state }) => `${host} ${state}`);
}

describe("the state of a host", () => {
  const stateOf = (cells: Record<string, string>) => statesOf([at(today("21:30"), "a", cells)], ["a"])[0];

  it.each([
    [{ ping_ms: "5" }, "up"],
    [{ ping_ms: "5", http_code: "404" }, "trouble"],
    [{ http_code: "200", errors: "ping:unreachable" }, "up"],
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
    const { hosts } = modelOf(rows, ["a", "b"], now);
    expect(hosts.map(({ since }) => since)).toEqual([new Date("2026-11-01T00:00:05Z"), new Date(today("20:00"))]);
    expect(hosts.map(({ sinceBefore, changed }) => [sinceBefore, changed])).toEqual([
      [false, false],
      [false, true],
    ]);
  });

  it("may lie in months that were not read", () => {
    const { hosts } = modelOf(rows, ["a", "b"], now, { cutAt: new Date("2026-11-01T00:00:00Z") });
    expect(hosts.map(({ sinceBefore }) => sinceBefore)).toEqual([true, false]);
    expect(hosts[0]?.since).toEqual(new Date("2026-11-01T00:00:00Z"));
  });

  it("passes over a monitor that was offline", () => {
    const gap = [at(today("21:00"), "a", dead), at(today("21:15"), "a", cutOff), at(today("21:30"), "a", dead)];
    const [status] = modelOf(gap, ["a"], now).hosts;
    expect(status).toMatchObject({ state: "down", since: new Date(today("21:00")) });
  });
});

describe("a monitor that is offline", () => {
  it("says nothing of its hosts but what they were", () => {
    const rows = [at(today("20:00"), "a", dead), at(today("20:15"), "a", cutOff), at(today("21:30"), "a", cutOff)];
    const [status] = modelOf(rows, ["a"], now).hosts;
    expect(status).toMatchObject({ state: "unknown", was: "down", offline: true, since: new Date(today("20:15")) });
    expect(status?.days.at(-1)).toEqual({ up: 0, trouble: 0, down: 1 });
  });
});

describe("hosts that are not in the inventory", () => {
  it("are gone, not down, if our own runs have checked them", () => {
    const rows = [at(today("21:15"), "a", well), at(today("21:15"), "gone", dead), at(today("21:30"), "a", well)];
    expect(statesOf(rows, ["a"])).toEqual(["a up"]);
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
    expect(statesOf(rows, ["a"])).toEqual(["a up", "other down"]);
  });

  it("are unknown when their runner falls silent", () => {
    const rows = [at(today("19:45"), "other", dead), at(today("20:00"), "other", dead), at(today("21:30"), "a", well)];
    const [, other] = modelOf(rows, ["a"], now).hosts;
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
      logins: "root@198.51.100.7",
    };
    const [status] = modelOf([at(today("21:30"), "a", hostile)], ["a"], now).hosts;
    expect(status?.row).toMatchObject({
      ...{ pingMs: undefined, memAvailMib: undefined, lastBoot: undefined },
      ...{ httpCode: 200, diskAvailMib: -1, certDays: 6, ports: ["22", "5353/udp"], sshPeers: ["198.51.100.7"] },
      ...{ logins: ["root@198.51.100.7"], errors: ["http:tls", "<script>"] },
    });
  });

  it("are not those of a row that stands too late in its file", () => {
    const rows = [at(today("21:30"), "a", well), at(today("20:00"), "a", dead)];
    expect(statesOf(rows, ["a"])).toEqual(["a up"]);
  });

  it("are unknown for a host without a row", () => {
    expect(statesOf([], ["a"])).toEqual(["a unknown"]);
  });

  it("are those of the newest row of any type", () => {
    const history = newStatusHistory(now, new Date(0));
    history.add(typedRow(new Date(today("20:00")), "a", dead));
    history.add(typedRow(new Date(today("21:30")), "a", { ping_ms: "5" }, "ping"));
    const order = { inventory: ["a"], alerts: [], names: [], isOurs: () => true };
    expect(statusModel(history, order).hosts[0]).toMatchObject({ state: "up", row: { type: "ping" } });
  });
});

describe("a host with an open alert", () => {
  const rows = [
    at(today("21:00"), "web-1", well),
    at(today("21:15"), "web-1", well),
    at(today("21:30"), "web-1", well),
  ];

  it("is in trouble since the alert began, whatever its rows say", () => {
    const opened = portAlert(["8080"], { since: new Date(today("21:15")) });
    const [status] = modelOf(rows, ["web-1"], now, { alerts: [opened] }).hosts;
    expect(status).toMatchObject({ state: "trouble", since: new Date(today("21:15")), changed: true });
  });

  it("is down since its rows say so, where nothing answers", () => {
    const down = [...rows.slice(0, 1), at(today("21:15"), "web-1", dead), at(today("21:30"), "web-1", dead)];
    const alerts = [portAlert(["8080"], { since: new Date(today("20:00")) }), alert({ host: "web-1" })];
    const [status] = modelOf(down, ["web-1"], now, { alerts }).hosts;
    expect(status).toMatchObject({ state: "down", since: new Date(today("21:15")) });
  });
});

describe("a host without a row for three intervals", () => {
  const rows = ["20:00", "20:15", "20:30"].map((clock) => at(today(clock), "a", well));
  const stateAt = (clock: string) => modelOf(rows, ["a"], new Date(today(clock))).hosts[0]?.state;

  it("is unknown", () => {
    expect([stateAt("20:30"), stateAt("21:15"), stateAt("21:16")]).toEqual(["up", "up", "unknown"]);
  });

  it("is known for a quarter of an hour after checks by hand, one after the other", () => {
    const byHand = ["20:28", "20:29", "20:30"].map((clock) => at(today(clock), "a", well));
    const states = ["20:45", "20:46"].map((clock) => modelOf(byHand, ["a"], new Date(today(clock))).hosts[0]?.state);
    expect(states).toEqual(["up", "unknown"]);
  });
});

describe("the days of a host", () => {
  it("count what its checks found, up to now, without those that were silenced", () => {
    const rows = [
      at("2026-11-15T23:59:00Z", "a", dead),
      at("2026-11-16T00:00:00Z", "a", dead),
      at("2026-11-22T00:00:00Z", "a", well),
      at(today("20:00"), "a", dead, { silenced: "maintenance" }),
      at(today("21:00"), "a", well),
      at(today("21:30"), "a", well, { http_code: "502" }),
      at("2026-11-22T21:31:00Z", "a", dead),
    ];
    const [status] = modelOf(rows, ["a"], now).hosts;
    expect(status?.state).toBe("trouble");
    expect(status?.days.map(({ up, trouble, down }) => [up, trouble, down].join(""))).toEqual([
      "001",
      "000",
      "000",
      "000",
      "000",
      "000",
      "210",
    ]);
  });
});

describe("the days of a host with an open port", () => {
  const clocks = ["20:30", "20:45", "21:00", "21:15", "21:30"];
  const rows = ["2026-11-21", "2026-11-22"].flatMap((day) =>
    clocks.map((clock) => at(`${day}T${clock}:05Z`, "a", well, portsAt(day, clock))),
  );

  function portsAt(day: string, clock: string): RowCells {
    return { ports: day === "2026-11-21" && clock < "21:15" ? "" : "8080" };
  }

  function daysOf(accept: boolean) {
    const [rules, log] = [newRules({ confirm: 2 }), new AlertLog(startOfHistory(now))];
    for (const cells of rows) {
      const run = [typedRow(new Date(String(cells.time)), "a", cells)];
      for (const change of rules.add(run)) log.add(change);
    }
    const open = accept ? [] : rules.open();
    const [status] = modelOf(rows, ["a"], now, { alerts: open, episodes: withoutAccepted(log.all(), open) }).hosts;
    return { days: status?.days.slice(-2), squares: dayStrip(status?.days ?? []).replaceAll("\u2060", "") };
  }

  it("are in trouble from the first row of the alert", () => {
    expect(daysOf(false)).toEqual({
      days: [
        { up: 3, trouble: 2, down: 0 },
        { up: 0, trouble: 5, down: 0 },
      ],
      squares: "⬜⬜⬜⬜⬜🟨🟨",
    });
  });

  it("are well where people have accepted it", () => {
    expect(daysOf(true).squares).toBe("⬜⬜⬜⬜⬜🟩🟩");
  });
});

describe("alerts", () => {
  it("are those of the hosts, and of many at once", () => {
    const alerts = [
      alert({ host: "gone" }),
      alert({ kind: "outage", host: "monitor", findings: ["a"] }),
      portAlert(["8080"], { host: "a" }),
    ];
    const model = modelOf([at(today("21:30"), "a", well)], ["a"], now, { alerts });
    expect(model.alerts.map(({ kind, host }) => `${kind}:${host}`)).toEqual(["outage:monitor", "port:a"]);
  });
});
