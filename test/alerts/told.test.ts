/** What is found is told: a finding that nobody was told of is news, also when its alert is open already. */
import { describe, expect, it } from "vitest";
import { limitedTo } from "../../src/alerts/alert.ts";
import { checkTime, feed, type RowCells, times } from "../support/fed-rules.ts";
import { dead, well } from "../support/rows.ts";

const open = (...ports: readonly string[]) => ({ ...well, ports: ports.join("+") });
const loggedIn = (logins: string, address: string) => ({ ...well, logins, ssh_peers: address });
const connected = (...addresses: readonly string[]) => ({ ...well, ssh_peers: addresses.join("+") });
const cards = (temperatures: string) => ({ ...well, gpu_temp_c: temperatures });
const day = 96;

/** Two checks with it, two without. */
const comesAndGoes = (count: number, there: RowCells, away: RowCells) =>
  times(count, [there, there, away, away]).flat();

describe("a back door on a host with an open port alert", () => {
  const circumstances: readonly (readonly [string, readonly RowCells[], known: readonly string[]])[] = [
    ["a check later", [], ["8080"]],
    ["a day later", times(day, open("8080")), ["8080"]],
    ["a month later", times(30 * day, open("8080")), ["8080"]],
    ["after another was closed", [...times(4, open("8080", "9090")), ...times(4, open("8080"))], ["8080"]],
    ["after a failed session", [{ ...well, errors: "ssh:timeout" }], ["8080"]],
    ["after an outage", times(10, dead), ["8080"]],
    ["after a check without any port", [well], ["8080"]],
    ["while the known one comes and goes", comesAndGoes(6, open("8080"), well), ["8080"]],
    ["while the known one flickers", times(10, [open("8080"), well]).flat(), ["8080"]],
    ["beside many", times(4, open("8080", "8081", "8082", "8083", "8084")), ["8080", "8081"]],
    ["in a list that was cut short", times(4, { ...open("8080"), errors: "probe:incomplete" }), ["8080"]],
    ["with UDP in the ephemeral range about", times(4, open("8080", "40000/udp")), ["8080"]],
    ["as the known one is closed", times(4, open("8080")), []],
    ["on the same number as a known UDP port", times(4, open("4444/udp", "8080")), ["4444/udp", "8080"]],
    ["after another one was tried and left", [...times(3, open("5555", "8080")), ...times(3, open("8080"))], ["8080"]],
  ];

  it.each(circumstances)("is told once: %s", (_when, between, known) => {
    const before = [...times(3, open("8080")), ...between];
    const { told } = feed([...before, ...times(8, open(...known, "4444"))]);
    expect(told.filter((words) => words.split(" ").includes("4444"))).toEqual([`${before.length + 1}: port 4444`]);
  });
});

describe("a finding that was told", () => {
  it("is no news again while its alert is open, however often it comes and goes", () => {
    const { said, told } = feed([
      ...times(2, open("80")),
      ...times(40, [...times(5, open("80", "8080")), ...times(55, open("80"))]).flat(),
    ]);
    expect(said.length).toBeGreaterThan(60);
    expect(told).toEqual(["1: port 80", "3: port 8080"]);
  });

  it("is news again after a week without it", () => {
    const spell = times(3, open("80", "8080"));
    const soon = feed([...times(2, open("80")), ...spell, ...times(6 * day, open("80")), ...spell]);
    expect(soon.told).toEqual(["1: port 80", "3: port 8080"]);
    const late = feed([...times(2, open("80")), ...spell, ...times(8 * day, open("80")), ...spell]);
    expect(late.told).toEqual(["1: port 80", "3: port 8080", `${6 + 8 * day}: port 8080`]);
  });

  it("is not news because it lasted through an outage of a fortnight", () => {
    const { told } = feed([...times(2, open("80")), ...times(14 * day, dead), open("80", "81"), open("80", "81")]);
    expect(told.filter((words) => words.includes("port"))).toEqual(["1: port 80", `${3 + 14 * day}: port 81`]);
  });

  it("is told with the next alert, a day after this one closed", () => {
    const spell = (rest: number) => feed([...times(2, open("80")), ...times(rest, well), ...times(2, open("80"))]);
    expect(spell(4).told).toEqual(["1: port 80"]);
    expect(spell(day + 2).told).toEqual(["1: port 80", `${day + 5}: port 80`]);
  });

  it("is told by itself, since it came, without what was told before", () => {
    const { rules } = feed([...times(6, open("80")), ...times(2, open("80", "4444"))]);
    const [alert] = rules.open();
    if (alert === undefined) throw new Error("there is no alert");
    expect(alert.since).toEqual(checkTime(0));
    const added = limitedTo(alert, (finding) => finding === "4444");
    expect(added).toMatchObject({ findings: ["4444"], since: checkTime(6), sightings: [{ finding: "4444" }] });
  });
});

describe("somebody from an unknown address", () => {
  it("is told at once for each user and address, while the alert of another is open", () => {
    const { told } = feed([
      ...times(3, connected("192.0.2.9")),
      ...Array.from({ length: 16 }, (_, index) => loggedIn(`root@198.51.100.${index}`, "192.0.2.9")),
    ]);
    expect(told).toEqual([
      "1: peer 192.0.2.9",
      ...Array.from({ length: 16 }, (_, index) => `${3 + index}: peer root@198.51.100.${index}`),
    ]);
  });

  it("is told with a login after a mere connection from there", () => {
    expect(feed([...times(3, connected("192.0.2.9")), loggedIn("root@192.0.2.9", "192.0.2.9")]).told).toEqual([
      "1: peer 192.0.2.9",
      "3: peer root@192.0.2.9",
    ]);
  });

  it("is not hidden by a hundred connections that try passwords", () => {
    const guessers = Array.from({ length: 100 }, (_, index) => `203.0.113.${index}`);
    const crowd = connected(...guessers);
    const { told } = feed([well, crowd, { ...crowd, logins: "root@198.51.100.7" }]);
    expect(told.filter((words) => words.includes("root@"))).toEqual([expect.stringMatching(/^2: .*root@198\.51/)]);
    const { told: late } = feed([well, ...times(60, crowd), { ...crowd, logins: "root@198.51.100.7" }]);
    expect(late.at(-1)).toBe("61: peer root@198.51.100.7");
  });
});

describe("a worse finding of the same kind", () => {
  it("is told: a key that has changed after one that was unknown", () => {
    const refused = (code: string) => ({ ...well, mem_avail_mib: "", errors: `ssh:${code}` });
    expect(feed([...times(3, refused("host-key-unknown")), refused("host-key-changed")]).told).toEqual([
      "0: host-key ssh:host-key-unknown",
      "3: host-key ssh:host-key-changed",
    ]);
  });

  it("is told: a second card that is gone", () => {
    const { told } = feed([
      ...times(3, cards("42_58_66")),
      ...times(3, cards("42_None_66")),
      ...times(3, cards("42_None_None")),
    ]);
    expect(told).toEqual(["4: gpu gpu 1", "7: gpu gpu 2"]);
  });
});

describe("coming and going", () => {
  it("is one alert whoever comes and goes: six deployments from six addresses in a day", () => {
    const { said, told, rules } = feed(
      Array.from({ length: 6 }, (_, index) => [
        loggedIn(`deploy@198.51.100.${index}`, ""),
        loggedIn(`deploy@198.51.100.${index}`, ""),
        ...times(10, well),
      ]).flat(),
    );
    expect(said.filter((words) => words.includes("opened"))).toHaveLength(3);
    expect(told).toHaveLength(6);
    expect(rules.open()).toMatchObject([{ kind: "peer", flapping: true }]);
  });

  it("is called so where one finding stays and another comes and goes", () => {
    const { said, rules } = feed([...times(2, open("80")), ...comesAndGoes(10, open("80", "8080"), open("80"))]);
    expect(said.filter((words) => words.includes("changed"))).toHaveLength(5);
    expect(rules.open()).toMatchObject([{ flapping: true, findings: ["80", "8080"] }]);
  });

  it("is over for the finding that stays once the other has been quiet for six hours", () => {
    const flapping = [...times(2, open("80")), ...comesAndGoes(6, open("80", "8080"), open("80"))];
    const { rules } = feed([...flapping, ...times(30, open("80"))]);
    expect(rules.open()).toMatchObject([{ flapping: false, findings: ["80"] }]);
  });

  it("is not what several findings do that come one after the other and stay", () => {
    const { rules } = feed(["80", "80+81", "80+81+82", "80+81+82+83"].flatMap((ports) => times(4, open(ports))));
    expect(rules.open()).toMatchObject([{ flapping: false, findings: ["80", "81", "82", "83"] }]);
  });
});
