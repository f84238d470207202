import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { newRules } from "../../src/alerts/rules.ts";
import { isNews } from "../../src/report/alert-news.ts";
import { checkTime, feed, historyRow, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const connected = (...addresses: string[]) => ({ ...well, ssh_peers: addresses.join("+") });
const loggedIn = (logins: string, address = "") => ({ ...well, logins, ssh_peers: address });

/** An address a check, each for that one check. */
const passersBy = Array.from({ length: 12 }, (_, index) => connected(`203.0.113.${index}`));

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function heapMib(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** What the rows raise from a check on. */
function raisedFrom(check: number, checks: readonly RowCells[]): string[] {
  return feed(checks).said.filter((words) => Number.parseInt(words, 10) >= check);
}

describe("a login from an unknown address", () => {
  it("is told at once, and over after two checks without it", () => {
    expect(feed([well, loggedIn("pi@192.0.2.9", "192.0.2.9"), well, well]).said).toEqual([
      "1: opened peer pi@192.0.2.9",
      "3: resolved peer pi@192.0.2.9 recovered",
    ]);
  });

  it("is neither told nor over while name servers do not answer for ssh_peers", () => {
    const unsure = { ...well, errors: "monitor:offline" };
    expect(feed([well, ...times(4, unsure), loggedIn("pi@192.0.2.9"), ...times(4, unsure), well, well]).said).toEqual([
      "5: opened peer pi@192.0.2.9",
      "11: resolved peer pi@192.0.2.9 recovered",
    ]);
  });

  it("is told at once while guessing is under way", () => {
    expect(raisedFrom(12, [...passersBy, loggedIn("pi@192.0.2.9", "192.0.2.9")])).toEqual([
      "12: opened peer pi@192.0.2.9",
    ]);
  });

  it("is not told a second time as a connection", () => {
    expect(feed([well, ...times(5, loggedIn("pi@192.0.2.9", "192.0.2.9+198.51.100.1"))]).said).toEqual([
      "1: opened peer pi@192.0.2.9",
      "2: changed peer 198.51.100.1 pi@192.0.2.9",
    ]);
  });
});

describe("a login that only the SSH server's log tells", () => {
  const key = `SHA256:${"a+/".repeat(14)}A`;
  const logged = (items: string, more: RowCells = {}) => ({ ...well, ssh_logins: items, ...more });
  const quiet = logged("none");

  it("is told at once, and over after two checks without it", () => {
    expect(feed([quiet, logged(`deploy@198.51.100.7/${key}`), quiet, quiet]).said).toEqual([
      "1: opened peer deploy@198.51.100.7",
      "3: resolved peer deploy@198.51.100.7 recovered",
    ]);
  });

  it("is one finding with the session that is still there, whatever keys it came with", () => {
    const both = logged(`deploy@198.51.100.7/${key} deploy@198.51.100.7/password`, {
      logins: "deploy@198.51.100.7",
      ssh_peers: "198.51.100.7",
    });
    expect(feed([quiet, both, { ...both, ssh_logins: "none" }, quiet, quiet]).said).toEqual([
      "1: opened peer deploy@198.51.100.7",
      "4: resolved peer deploy@198.51.100.7 recovered",
    ]);
  });

  it("of a job that comes six times a day, each time from another address, is one alert that comes and goes", () => {
    const deploy = (at: number) => logged(`deploy@203.${at}.113.7/${key}`);
    const day = Array.from({ length: 6 }, (_, at) => [deploy(at), ...times(15, quiet)]).flat();
    const news = feed([quiet, ...day]).said.filter((words) => /opened|resolved/.test(words));
    expect(news.map((words) => words.split(" ")[1])).toEqual([
      "opened",
      "resolved",
      "reopened",
      "resolved",
      "reopened",
    ]);
  });

  it("is no finding where the list was cut, or could not be read", () => {
    expect(feed([quiet, logged("cut"), logged(""), quiet]).said).toEqual([]);
  });
});

describe("an unknown connection", () => {
  it("is told when it stays over two checks", () => {
    expect(feed([well, ...times(3, connected("192.0.2.9")), well, well]).said).toEqual([
      "2: opened peer 192.0.2.9",
      "5: resolved peer 192.0.2.9 recovered",
    ]);
  });

  it("is nothing when it is another one at each check, or the same one now and then", () => {
    expect(feed(passersBy).said).toEqual([]);
    expect(feed(times(20, [connected("192.0.2.9"), ...times(4, well)]).flat()).said).toEqual([]);
  });

  it("is told when it comes six times within 24 checks, where its source ports are not known", () => {
    const comesAndGoes = times(20, [connected("192.0.2.9"), well]).flat();
    expect(feed(comesAndGoes).said).toEqual(["10: opened peer 192.0.2.9"]);
    const others = passersBy.flatMap((cells) => [cells, well]);
    expect(feed([...times(5, [connected("192.0.2.9"), well]).flat(), ...others]).said).toEqual([]);
  });

  it("is nothing when all that is known is that it was there before and after a gap", () => {
    expect(feed([well, well, connected("192.0.2.9"), ...times(40, undefined), connected("192.0.2.9")]).said).toEqual(
      [],
    );
  });

  it("is told soon where guessing is under way", () => {
    expect(raisedFrom(12, [...passersBy, ...times(4, connected("192.0.2.9"))])).toEqual(["13: opened peer 192.0.2.9"]);
  });
});

describe("logins and ports that are back within a day", () => {
  const hours = (count: number) => times(4 * count, well);

  it("are one alert: six deploys from six addresses, of which each is told", () => {
    const deploys = Array.from({ length: 6 }, (_, index) => [loggedIn(`deploy@198.51.${index}.7`), ...hours(2)]).flat();
    const { said, told } = feed([well, ...deploys, ...hours(24)]);
    expect(said.filter((words) => words.includes(": opened"))).toEqual(["1: opened peer deploy@198.51.0.7"]);
    expect(said.filter((words) => words.includes(": reopened"))).toHaveLength(2);
    expect(told).toEqual(Array.from({ length: 6 }, (_, index) => `${1 + 9 * index}: peer deploy@198.51.${index}.7`));
  });

  it("are told no second time where nothing is new, nor that they are over again", () => {
    const rules = newRules({ confirm: 2 });
    const port = { ...well, ports: "8080" };
    const changes = [port, port, ...hours(1), port, port, ...hours(1)].flatMap((cells, check) =>
      rules.add([historyRow(checkTime(check), "web-1", cells)]),
    );
    expect(changes.map(({ what, added, quiet }) => [what, added, quiet])).toEqual([
      ["opened", ["8080"], undefined],
      ["resolved", [], undefined],
      ["reopened", [], undefined],
      ["resolved", [], true],
    ]);
    expect(changes.filter(isNews)).toHaveLength(2);
  });

  it("are another alert a day later", () => {
    const login = loggedIn("deploy@198.51.100.7");
    expect(feed([login, ...hours(25), login]).said.map((words) => words.split(" ")[1])).toEqual([
      ...["opened", "resolved"],
      "opened",
    ]);
  });
});

describe("the source port of a connection", () => {
  const from = (ports: string, addresses = "192.0.2.9") => ({ ...well, ssh_peers: addresses, peer_ports: ports });
  const guesses = Array.from({ length: 40 }, (_, check) => from(String(40_000 + check)));

  it("tells somebody who got in: the same one over two checks", () => {
    expect(feed([well, from("50022"), from("50022"), well, well]).said).toEqual([
      "2: opened peer 192.0.2.9",
      "4: resolved peer 192.0.2.9 recovered",
    ]);
  });

  it("tells who only guesses passwords: another one each time, however long", () => {
    expect(feed([well, ...guesses]).said).toEqual([]);
  });

  it("tells somebody who gets in after hours of guesses", () => {
    const { said, rules } = feed([...guesses, from("41000_50022"), from("42000_50022"), from("50022")]);
    expect(said).toEqual(["42: opened peer 192.0.2.9"]);
    expect(rules.open()).toMatchObject([{ since: checkTime(0) }]);
  });

  it("belongs to its address", () => {
    const two = (first: string, second: string) => from(`${first}+${second}`, "192.0.2.9+198.51.100.7");
    expect(feed([two("50022", "40001"), two("50023", "40001"), two("50024", "40001")]).said).toEqual([
      "1: opened peer 198.51.100.7",
    ]);
  });

  it("is not seen anew in a check whose session failed", () => {
    const failed = { ping_ms: "12.3", http_code: "200", errors: "ssh:timeout" };
    expect(feed([from("50022"), failed, from("50022")]).said).toEqual(["2: opened peer 192.0.2.9"]);
  });

  it("is no proof of a stranger who got in while checks are less than three minutes apart", () => {
    const rules = newRules({ confirm: 2 });
    const minute = (check: number) => new Date(checkTime(0).getTime() + check * 60_000);
    const opened = (check: number) => rules.add([historyRow(minute(check), "web-1", from("50022"))]).length > 0;
    expect([0, 1, 2, 3].map(opened)).toEqual([false, false, false, true]);
  });

  it("does not matter where the list of them may have been cut short", () => {
    const many = (first: number) => Array.from({ length: 50 }, (_, index) => first + index).join("_");
    expect(feed([from(many(1000)), from(many(2000))]).said).toEqual(["1: opened peer 192.0.2.9"]);
  });

  it("is asked for again for one check alone", () => {
    expect(feed(guesses, { confirm: 1 }).said).toEqual([]);
    expect(feed([from("50022"), from("50022")], { confirm: 1 }).said).toEqual(["1: opened peer 192.0.2.9"]);
  });
});

describe("what comes and goes", () => {
  const rounds = (count: number, ...round: RowCells[]) => times(count, round).flat();

  it("is told three times at most, then lasts until it has been quiet for six hours", () => {
    const { said } = feed([well, ...rounds(8, dead, dead, well, well), ...times(40, well)]);
    expect(said).toEqual([
      "2: opened down no answer",
      "4: resolved down no answer recovered",
      "6: opened down no answer",
      "8: resolved down no answer recovered",
      "10: opened down no answer",
      "55: resolved down no answer recovered",
    ]);
  });

  it("is called flapping from the third time within a day", () => {
    const flapping = (cycles: number) =>
      feed([well, ...rounds(cycles, dead, dead, well, well)].slice(0, -2))
        .rules.open()
        .map((alert) => alert.flapping);
    expect([1, 2, 3, 4].map(flapping)).toEqual([[false], [false], [true], [true]]);
  });

  it("is no flapping when there is a day between the times", () => {
    const { rules } = feed([...rounds(3, dead, dead, ...times(60, well)), dead, dead]);
    expect(rules.open()).toMatchObject([{ flapping: false }]);
  });

  it("is an alert even when it is never there for two checks running", () => {
    const { rules, said } = feed(rounds(30, dead, well));
    expect(said).toEqual(["10: opened down no answer"]);
    expect(rules.open()).toMatchObject([{ flapping: true, since: checkTime(0) }]);
  });

  it("is not told again for a single lost check after it has been quiet, where checks are rare", () => {
    const hourly = [...rounds(8, dead, well), ...times(8, well), dead, well, well];
    const { said } = feed(hourly.flatMap((cells) => [cells, undefined, undefined, undefined]));
    expect(said.map((words) => words.split(" ")[1])).toEqual(["opened", "resolved"]);
  });

  it("is one alert for a listener that is started again and again", () => {
    const { said } = feed(rounds(10, ...times(2, { ...well, ports: "8080" }), well, well));
    expect(said.map((words) => words.split(" ")[1])).toEqual([
      ...["opened", "resolved", "reopened", "resolved", "reopened"],
    ]);
  });

  it("does not hide a new listener beside it", () => {
    const [on, off] = [times(2, { ...well, ports: "8080" }), times(2, well)];
    const { said } = feed([...times(4, [...on, ...off]).flat(), ...times(2, { ...well, ports: "9000" })]);
    expect(said.at(-1)).toMatch(/changed port 8080 9000$/);
  });
});

describe("hostile cells", () => {
  const huge = (item: (index: number) => string) => Array.from({ length: 5000 }, (_, index) => item(index)).join("+");

  it.each([
    ["ports", { ports: huge((index) => String(index)) }],
    ["connections", { ssh_peers: huge((index) => `2001:db8::${index.toString(16)}`) }],
    ["logins", { logins: huge((index) => `user${index}@192.0.2.1`) }],
    ["cards", { gpu_temp_c: huge(() => "1_None") }],
    ["errors", { errors: huge((index) => `ssh:odd-${index}`) }],
  ])("that list thousands of %s become an alert of at most a hundred findings", (_what, cells) => {
    const { rules } = feed(times(4, { ...well, ...cells }));
    for (const alert of rules.open()) {
      expect(alert.findings.length).toBeLessThanOrEqual(100);
    }
    expect(rules.open().length).toBeLessThanOrEqual(1);
  });

  it.each([
    ["ports", "ssh+-1+999999+80 +\u001b[2J+8080/tcp+__proto__"],
    ["disk_avail_mib", "NaN"],
    ["cert_days", "soon"],
    ["http_code", "=1+1"],
    ["gpu_temp_c", "__proto___constructor"],
  ])("that no probe writes raise nothing: %s", (column, text) => {
    expect(feed(times(4, { ...well, [column]: text })).said).toEqual([]);
  });

  it("that name a property of every object are findings like others", () => {
    expect(feed([well, loggedIn("__proto__@192.0.2.1+constructor@192.0.2.1")]).said).toEqual([
      "1: opened peer __proto__@192.0.2.1 constructor@192.0.2.1",
    ]);
  });

  it("that show other addresses at each check do not fill the memory", () => {
    const rules = newRules({ confirm: 2 });
    const cells = (check: number) => connected(...times(90, "").map((_, index) => `2001:db8:${check}::${index}`));
    const before = heapMib();
    for (let check = 0; check < 5000; check += 1) rules.add([historyRow(checkTime(check), "web-1", cells(check))]);
    expect(heapMib() - before).toBeLessThan(5);
    expect(rules.open()).toEqual([]);
  });
});
