/** Rows that are silenced: what opens, what closes, and what is told afterwards. */
import { describe, expect, it } from "vitest";
import { newRules } from "../../src/alerts/rules.ts";
import { checkTime, feed, historyRow, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const maintained = (cells: RowCells) => ({ ...cells, silenced: "maintenance" });
const orphaned = (cells: RowCells) => ({ ...cells, silenced: "depends-on:router" });
const page500 = { ...well, http_code: "500" };
const port8080 = { ...well, ports: "8080" };
const mallory = { ...well, logins: "mallory@192.0.2.9", ssh_peers: "192.0.2.9" };
const refusedKey = { ...well, errors: "ssh:host-key-changed", mem_avail_mib: "" };

describe("maintenance", () => {
  it.each([
    ["down", dead],
    ["http", page500],
    ["port", port8080],
    ["peer", mallory],
    ["host-key", refusedKey],
    ["disk", { ...well, disk_avail_mib: "10" }],
  ])("lets no %s open from its start to one check after its end", (kind, bad) => {
    const { said } = feed([well, ...times(4, maintained(bad)), bad, bad, bad]);
    expect(said).toEqual([expect.stringMatching(`^6: opened ${kind} `)]);
  });

  it("leaves nothing to tell where all is well one check after its end", () => {
    expect(feed([well, ...times(4, maintained(dead)), dead, ...times(4, well)]).said).toEqual([]);
    expect(feed([well, ...times(20, [maintained(dead), maintained(well)]).flat(), ...times(4, well)]).said).toEqual([]);
  });

  it("keeps open what was open, and closes it after its end", () => {
    const { said } = feed([well, dead, dead, maintained(dead), ...times(5, maintained(well)), well, well]);
    expect(said).toEqual(["2: opened down no answer", "9: resolved down no answer recovered"]);
  });

  it("says that what is over closes after it", () => {
    const { rules } = feed([well, dead, dead, ...times(5, maintained(well))]);
    expect(rules.open()).toMatchObject([{ kind: "down", closing: "after maintenance" }]);
  });

  it("keeps open what lasts, as the same alert", () => {
    const { said, rules } = feed([well, dead, dead, ...times(5, maintained(dead)), dead, dead]);
    expect(said).toEqual(["2: opened down no answer"]);
    expect(rules.open()).toMatchObject([{ since: checkTime(1) }]);
  });

  it("adds nothing to an open alert", () => {
    const two = { ...well, ports: "8080+9090" };
    expect(feed([port8080, port8080, maintained(two), maintained(two), two, two]).said).toEqual([
      "1: opened port 8080",
      "5: changed port 8080 9090",
    ]);
  });

  it("does not end because the monitor was offline after it", () => {
    const offline = { errors: "monitor:offline" };
    expect(feed([well, maintained(dead), offline, offline, dead, dead]).said).toEqual(["5: opened down no answer"]);
  });

  it("makes boots and killed processes planned", () => {
    const boot = (minute: number, more: RowCells = {}) => ({ ...well, last_boot: `2026-11-01T00:${minute}Z`, ...more });
    const planned = [10, 20, 30, 40].map((minute) => maintained(boot(minute)));
    expect(feed([well, ...planned, ...times(4, boot(40))]).said).toEqual([]);
    const kills = (count: number) => boot(10, { oom_kills: count });
    expect(feed([kills(0), maintained(kills(3)), ...times(4, kills(3)), kills(4)]).said).toEqual(["6: opened oom oom"]);
  });

  it("does not count towards what is usual", () => {
    const nights = times(4, [...times(20, maintained(dead)), ...times(20, well)]).flat();
    expect(feed([well, ...nights, dead, dead]).said).toEqual(["162: opened down no answer"]);
  });
});

describe("a parent that is down or silenced", () => {
  it.each([
    ["down", dead],
    ["http", page500],
    ["ssh", { ...page500, http_code: "200", mem_avail_mib: "", errors: "ssh:timeout" }],
  ])("lets no %s open until one check after it is back", (kind, bad) => {
    const { said } = feed([well, ...times(4, orphaned(bad)), bad, bad]);
    expect(said).toEqual([expect.stringMatching(`^6: opened ${kind} `)]);
  });

  it("hides nothing else, and keeps nothing from closing", () => {
    expect(feed([well, ...times(2, orphaned(port8080)), ...times(2, orphaned(mallory))]).said).toEqual([
      "2: opened port 8080",
      "3: opened peer mallory@192.0.2.9",
      "4: resolved port 8080 recovered",
    ]);
    expect(feed([well, dead, dead, orphaned(well), orphaned(well)]).said.at(-1)).toMatch(/^4: resolved down/);
  });

  it("beside maintenance hides as much as that", () => {
    const both = { ...port8080, silenced: "depends-on:router+maintenance" };
    expect(feed([well, both, both, both]).said).toEqual([]);
  });
});

describe("hosts that are silenced", () => {
  const hosts = ["a", "b", "c", "d"];

  function outages(...runs: readonly RowCells[]): string[] {
    const rules = newRules({ confirm: 2 });
    return runs.flatMap((cells, check) =>
      rules
        .add(hosts.map((host) => historyRow(checkTime(check), host, cells)))
        .map(({ what, alert }) => `${check}: ${what} ${alert.kind}:${alert.host}`),
    );
  }

  it("make no outage of many, not even where they are still down in the check after", () => {
    expect(outages(well, maintained(dead), maintained(dead), dead, well)).toEqual([]);
    expect(outages(well, maintained(well), dead, well)).toEqual([]);
    expect(outages(well, orphaned(dead), orphaned(dead), dead, well)).toEqual([]);
  });

  it("make one again after that", () => {
    expect(outages(well, maintained(dead), well, dead)).toEqual(["3: opened outage:monitor"]);
  });
});

describe("a host's own confirm", () => {
  it("stands in the place of the input's", () => {
    const rules = newRules({ confirm: 2, hostOf: (host) => (host === "lte-1" ? { confirm: 4 } : undefined) });
    const said = [well, dead, dead, dead, dead, well].flatMap((cells, check) =>
      ["lte-1", "web-1"].flatMap((host) =>
        rules.add([historyRow(checkTime(check), host, cells)]).map(({ what }) => `${check}: ${what} ${host}`),
      ),
    );
    expect(said).toEqual(["2: opened web-1", "4: opened lte-1"]);
  });
});
