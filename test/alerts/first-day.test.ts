/** A host that is new in the inventory: what is found on the day of its first login is one alert. */
import { describe, expect, it } from "vitest";
import type { AlertChange } from "../../src/alerts/alert.ts";
import { memoryMs, newRules } from "../../src/alerts/rules.ts";
import { isNews } from "../../src/report/alert-news.ts";
import { checkTime, historyRow, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const day = 96;
const open = (...ports: readonly string[]): RowCells => ({ ...well, ports: ports.join("+"), load15: "0.10" });
const accounts = (cells: RowCells, ...names: readonly string[]): RowCells => ({ ...cells, accounts: names.join("+") });
const loggedIn = (cells: RowCells, login: string): RowCells => ({ ...cells, logins: login });
const busy = (cells: RowCells): RowCells => loggedIn(cells, "pi@192.0.2.9");
const withoutCheck = (said: string) => said.replace(/^\d+: /, "");
const refused = { ping_ms: "12.3", errors: "ssh:auth" };

/** The checks of a new host, from one on; another host is checked all along. */
function feed(checks: readonly (RowCells | undefined)[], { from = 0, isComplete = true } = {}) {
  const rules = newRules({ confirm: 2, isComplete });
  const changes: AlertChange[] = [];
  for (let check = 0; check < from + checks.length; check += 1) {
    const cells = check < from ? undefined : checks[check - from];
    const rows = [historyRow(checkTime(check), "old", well)];
    changes.push(...rules.add(cells ? [...rows, historyRow(checkTime(check), "db", cells)] : rows));
  }
  const checkOf = (time: Date) => (time.getTime() - checkTime(0).getTime()) / 900_000;
  const said = changes.map(({ what, alert, added, time }) =>
    [`${checkOf(time)}: ${what} ${alert.kind}`, ...(what === "resolved" ? [] : added)].join(" "),
  );
  return { rules, changes, said };
}

const openOf = ({ rules }: ReturnType<typeof feed>) =>
  rules.open().map(({ kind, findings }) => [kind, ...findings].join(" "));

describe("the first day of a host", () => {
  it("is one alert of ports, logins and accounts with the first check where somebody is logged in", () => {
    const cells = busy(accounts(open("22", "80"), "eve:root", "pi:sudo"));
    expect(feed(times(4, cells)).said).toEqual([
      "0: opened new-host port 22 port 80 peer pi@192.0.2.9 account eve:root account pi:sudo",
    ]);
  });

  it("is one alert where a lasting connection is confirmed with the ports", () => {
    const cells = { ...open("22"), ssh_peers: "192.0.2.9", peer_ports: "50000" };
    expect(feed(times(4, cells)).said).toEqual(["1: opened new-host port 22 peer 192.0.2.9"]);
  });

  it("has an alert of its own kind where only ports or only logins are found, and for what is found after that", () => {
    const { said } = feed([...times(4, accounts(open("22", "80"), "pi:sudo")), ...times(2, busy(open("22", "80")))]);
    expect(said).toEqual(["1: opened port 22 80", "4: opened peer pi@192.0.2.9"]);
    const logins = feed([busy(open()), ...times(4, busy(open("22")))]).said;
    expect(logins).toEqual(["0: opened peer pi@192.0.2.9", "2: opened port 22"]);
  });

  it("does not open for accounts alone, which count as known", () => {
    const { said, rules } = feed(times(8 * day, accounts(open(), "pi:sudo")));
    expect([said, rules.open()]).toEqual([[], []]);
  });

  it("does not list accounts that an older probe did not tell", () => {
    const older = loggedIn({ ...well, ports: "22" }, "pi@192.0.2.9");
    const newer = loggedIn(accounts(open("22"), "pi:sudo"), "pi@192.0.2.9");
    const { said } = feed([...times(4, older), ...times(2 * day, newer)]);
    expect(said).toEqual(["0: opened new-host port 22 peer pi@192.0.2.9"]);
  });

  it("takes in what is found later that day, and what comes the day after is an alert of its own kind", () => {
    const fed = feed([
      ...times(20, busy(open("22"))),
      ...times(day - 20, accounts(busy(open("22", "80")), "pi:sudo")),
      ...times(4, accounts(busy(open("22", "80", "8080")), "eve:root", "pi:sudo")),
      loggedIn(accounts(open("22", "80", "8080"), "eve:root", "pi:sudo"), "pi@192.0.2.9+root@192.0.2.9"),
    ]);
    expect(fed.said).toEqual([
      "0: opened new-host port 22 peer pi@192.0.2.9",
      "21: changed new-host port 80 account pi:sudo",
      `${day + 1}: opened port 8080`,
      `${day + 1}: opened account eve:root`,
      `${day + 4}: opened peer root@192.0.2.9`,
    ]);
    expect(openOf(fed)).toEqual([
      "peer root@192.0.2.9",
      "account eve:root",
      "port 8080",
      "new-host port 22 port 80 peer pi@192.0.2.9 account pi:sudo",
    ]);
  });

  it("begins with the first login, where the rows begin with failures", () => {
    const fed = feed([...times(day + 10, refused), ...times(4, busy(accounts(open("22"), "pi:sudo")))]);
    expect(fed.said).toContain(`${day + 10}: opened new-host port 22 peer pi@192.0.2.9 account pi:sudo`);
    expect(feed([...times(2 * day, dead), ...times(4, busy(open("22")))]).said).toContain(
      `${2 * day}: opened new-host port 22 peer pi@192.0.2.9`,
    );
    expect(feed([...times(7 * day, refused), ...times(4, busy(open("22")))]).said).not.toContain("new-host");
  });

  it("is over when its ports are closed and nobody is logged in, and a port that comes later is of its own kind", () => {
    const cells = accounts(busy(open("22")), "pi:sudo");
    const gone = accounts(open(), "pi:sudo");
    expect(feed([...times(2 * day, cells), ...times(4, gone), ...times(2, open("22"))]).said).toEqual([
      "0: opened new-host port 22 peer pi@192.0.2.9 account pi:sudo",
      `${2 * day + 1}: resolved new-host`,
      `${2 * day + 5}: opened port 22`,
    ]);
  });

  it("is the same alert when it is back on that day, and that is told no second time", () => {
    const cells = busy(open("22"));
    const { said, changes } = feed([...times(4, cells), ...times(4, open()), ...times(4, cells)]);
    expect(said).toEqual([
      "0: opened new-host port 22 peer pi@192.0.2.9",
      "5: resolved new-host",
      "8: reopened new-host",
      "9: changed new-host",
    ]);
    expect(changes.map(isNews)).toEqual([true, true, false, false]);
  });

  it("lets a port close beside others that stay", () => {
    const fed = feed([...times(4, busy(open("22", "80"))), ...times(4, busy(open("80")))]);
    expect(fed.said).toEqual(["0: opened new-host port 22 port 80 peer pi@192.0.2.9", "5: changed new-host"]);
    expect(openOf(fed)).toEqual(["new-host port 80 peer pi@192.0.2.9"]);
  });

  it("says of issues of single kinds that they are over, while it is open itself", () => {
    const { rules } = feed(times(4, busy(open("22"))));
    expect(rules.standing("port", "db")).toBe("well");
    const later = feed([...times(day, busy(open("22"))), ...times(2, busy(open("22", "80")))]);
    expect(later.rules.standing("port", "db")).toBe("open");
  });

  it("ends with the host", () => {
    const { said } = feed([...times(4, busy(open("22"))), ...times(day + 2, undefined)]);
    expect(said.at(-1)).toMatch(/resolved new-host$/);
  });
});

describe("a host that is new", () => {
  it("is one without rows, where others have had some for a day", () => {
    const cells = times(4, busy(open("22")));
    expect(feed(cells, { isComplete: false, from: day + 1 }).said).toEqual([
      `${day + 1}: opened new-host port 22 peer pi@192.0.2.9`,
    ]);
    const known = ["opened peer pi@192.0.2.9", "opened port 22"];
    expect(feed(cells, { isComplete: false, from: day / 2 }).said.map(withoutCheck)).toEqual(known);
    expect(feed(cells, { isComplete: false }).said.map(withoutCheck)).toEqual(known);
  });

  it("is the same in a replay of the last eight days, for a week", () => {
    const checks = [...times(3 * day, busy(open("22"))), ...times(10 * day, busy(open("22", "80")))];
    const from = 9 * day;
    const replayed = (until: number) => {
      const rules = newRules({ confirm: 2 });
      const start = checkTime(until).getTime() - memoryMs;
      for (let check = 0; check <= until; check += 1) {
        if (checkTime(check).getTime() < start) continue;
        const cells = checks[check - from];
        const rows = [historyRow(checkTime(check), "old", well)];
        rules.add(cells ? [...rows, historyRow(checkTime(check), "db", cells)] : rows);
      }
      return rules.open().map(({ kind, findings }) => [kind, ...findings].join(" "));
    };
    expect(replayed(from + 2)).toEqual(["new-host port 22 peer pi@192.0.2.9"]);
    expect(replayed(from + 4 * day)).toEqual(["port 80", "new-host port 22 peer pi@192.0.2.9"]);
    expect(replayed(from + 7 * day - 2)).toEqual(["port 80", "new-host port 22 peer pi@192.0.2.9"]);
    expect(replayed(from + 9 * day)).toEqual(["peer pi@192.0.2.9", "port 22 80"]);
  });
});
