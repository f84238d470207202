import { describe, expect, it } from "vitest";
import { pageHtml } from "../../../src/report/page/page-html.ts";
import { badgeJson, statusJson } from "../../../src/report/page/page-json.ts";
import { publicNames } from "../../../src/report/page/page-names.ts";
import { utcClock } from "../../../src/words/instant.ts";
import { fleetNow } from "../../support/fleet-history.ts";
import { modelOfRuns, siteModel } from "../../support/fleet-site.ts";
import { dead, well } from "../../support/rows.ts";
import { type RowCells, typedRow } from "../../support/typed-row.ts";

const hourMs = 3_600_000;

/** Hourly runs until now; the cells of each host in the last runs, the newest last. */
function runsOf(hosts: Readonly<Record<string, readonly RowCells[]>>) {
  const length = Math.max(...Object.values(hosts).map(({ length }) => length));
  return Array.from({ length }, (_, run) => {
    const time = new Date(fleetNow.getTime() - (length - 1 - run) * hourMs);
    return Object.entries(hosts).flatMap(([host, rows]) => {
      const cells = rows[run - length + rows.length];
      return cells === undefined ? [] : [typedRow(time, host, cells)];
    });
  });
}

describe("what visitors call a host", () => {
  it("is its name, and a number where it has only an address", () => {
    const hosts = ["192.0.2.10", "web-1", "db.example.org", "2001:db8::1"];
    const listed = hosts.map((host) => ({ host, isNamed: host === "web-1" }));
    expect([...publicNames(listed).values()]).toEqual(["host 1", "web-1", "host 2", "host 3"]);
  });

  it("is never an address, even where that is its name", () => {
    expect(publicNames([{ host: "192.0.2.10", isNamed: true }]).get("192.0.2.10")).toBe("host 1");
  });

  it("is a number, without an inventory, for whatever may be an address", () => {
    const listed = ["web-1", "web.example.org", "2001:db8::1"].map((host) => ({ host, isNamed: undefined }));
    expect([...publicNames(listed).values()]).toEqual(["web-1", "host 1", "host 2"]);
  });
});

describe("the site of a fleet", () => {
  const model = siteModel(14);
  const files = [pageHtml(model, utcClock(fleetNow)), statusJson(model), badgeJson(model)];

  it("has no address, port, code or cause in any of its files", () => {
    for (const file of files) {
      expect(file).not.toMatch(/192\.0\.2|8080|certificate|memory|GPU|ssh:|502|SSH/);
      expect(file).not.toMatch(/\b\d+\.\d+\.\d+\.\d+\b/);
    }
    expect(files[0]).toContain("host 1");
  });

  it("has all of it where everything may be shown", () => {
    const full = siteModel(14, "full");
    const text = [pageHtml(full, utcClock(fleetNow)), statusJson(full)].join("\n");
    for (const word of ["192.0.2.77", "port 8080 is open", "the certificate expires soon", "the page answered 502"])
      expect(text).toContain(word);
    expect(text).not.toContain("host 1");
  });

  it("says the same state of a host as the status page", () => {
    const states = new Map(model.hosts.map(({ name, status }) => [name, status.state]));
    expect([states.get("db-1"), states.get("web-1"), states.get("router")]).toEqual(["down", "trouble", "up"]);
  });

  it("lists the worst host first", () => {
    expect(model.hosts[0]?.status.state).toBe("down");
    expect(model.hosts.at(-1)?.status.state).toBe("up");
  });

  it("counts the days that there are", () => {
    for (const { days } of model.hosts) expect(days).toHaveLength(90);
    const [db] = model.hosts.filter(({ name }) => name === "db-1");
    expect(db?.days.at(-1)?.down).toBeGreaterThan(4 * hourMs);
    expect(db?.days.at(-2)?.down).toBe(0);
  });
});

describe("the bars of a host with an open port", () => {
  const rows = runsOf({ a: [well, well, ...Array.from({ length: 3 }, () => ({ ...well, ports: "8080" }))] });
  const lastDays = (model: ReturnType<typeof modelOfRuns>) =>
    model.hosts.flatMap(({ days }) => days.slice(-1)).map(({ up, trouble }) => [up, trouble].map((ms) => ms / hourMs));

  it("are in trouble since the first row that has it, also where visitors do not see the alert", () => {
    for (const detail of ["names", "full"] as const) {
      const model = modelOfRuns(rows, undefined, detail);
      expect(lastDays(model)).toEqual([[2, 2]]);
      expect(model.open).toHaveLength(detail === "full" ? 1 : 0);
    }
  });

  it("are well where a person has accepted it", () => {
    expect(lastDays(modelOfRuns(rows, undefined, "full", fleetNow, []))).toEqual([[4, 0]]);
  });
});

describe("incidents", () => {
  it("are open and past outages, the newest first, and those of many hosts at once are one", () => {
    const [up, down] = [Array(4).fill(well), Array(4).fill(dead)];
    const past = [...up, ...down, ...up, ...up];
    const model = modelOfRuns(
      runsOf({ a: past, b: past, c: [...up, ...up, ...up, ...down], d: [...up, ...up, ...up, ...up] }),
      undefined,
    );
    expect(model.open.map(({ names }) => names)).toEqual([["c"]]);
    expect(model.past.map(({ names }) => names)).toEqual([["a", "b"]]);
  });

  it("of a host that has left are not shown", () => {
    const model = modelOfRuns(runsOf({ a: [well, well, well], b: [dead, dead, dead] }), [{ host: "a", isNamed: true }]);
    expect([model.hosts.map(({ name }) => name), model.open]).toEqual([["a"], []]);
  });

  it("name hosts of an outage of many as visitors know them", () => {
    const rows = [well, well, dead, dead];
    const hosts = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
    const model = modelOfRuns(
      runsOf(Object.fromEntries(hosts.map((host) => [host, rows]))),
      hosts.map((host) => ({ host, isNamed: false })),
    );
    expect(model.open.map(({ kind, names }) => [kind, ...names])).toEqual([["outage", "host 1", "host 2", "host 3"]]);
  });
});

describe("badge.json", () => {
  const badgeOf = (hosts: Parameters<typeof runsOf>[0]) => JSON.parse(badgeJson(modelOfRuns(runsOf(hosts), undefined)));

  it.each([
    ["all up", { a: [well], b: [well] }, "all 2 up", "brightgreen"],
    ["one down", { a: [well], b: [dead] }, "1 of 2 up", "red"],
    ["one in trouble", { a: [well], b: [{ ...well, errors: "ssh:auth" }] }, "1 of 2 up", "yellow"],
    [
      "planned work",
      { a: [well], b: [{ ...dead, silenced: "maintenance" }] },
      "1 of 2 up, 1 in maintenance",
      "brightgreen",
    ],
    ["a host behind one that is down", { a: [dead], b: [{ ...dead, silenced: "depends-on:a" }] }, "0 of 2 up", "red"],
    ["nothing known", { a: [{ errors: "monitor:offline" }] }, "unknown", "lightgrey"],
  ])("has a message and a color for %s", (_what, hosts, message, color) => {
    expect(badgeOf(hosts)).toEqual({ schemaVersion: 1, label: "servers", message, color });
  });
});

describe("status.json", () => {
  it("has hosts with uptime, and incidents, in UTC", () => {
    const json = JSON.parse(statusJson(modelOfRuns(runsOf({ a: [well, well], b: [dead, dead] }), undefined)));
    expect(json).toMatchObject({
      made: fleetNow.toISOString(),
      state: "down",
      summary: "1 of 2 hosts is up, 1 is down",
      counts: { hosts: 2, up: 1, trouble: 0, down: 1, unknown: 0 },
      incidents: [{ kind: "down", hosts: ["b"], to: null }],
    });
    expect(json.hosts[0]).toMatchObject({ name: "b", state: "down", uptime: { "7_days": { availability: 0 } } });
    expect(json.hosts[1]).toMatchObject({
      name: "a",
      group: null,
      uptime: { "90_days": { availability: 1, coverage: 1 } },
    });
  });
});
