import { describe, expect, it } from "vitest";
import { type Alert, type AlertChange, newHostAlert } from "../../../src/alerts/alert.ts";
import { findingDetails } from "../../../src/alerts/finding-details.ts";
import { problem } from "../../../src/outcome.ts";
import { noLinks } from "../../../src/report/links.ts";
import { alertMail } from "../../../src/report/mail/alert-mail.ts";
import type { Quote } from "../../../src/words/cause.ts";
import { utcClock } from "../../../src/words/instant.ts";
import { linkLike, linksOf, loadsOf, sentBytes, textRuns, unclosedTags, visibleText } from "../../support/mail-html.ts";
import { alertOf } from "../../support/month-models.ts";
import { deadNode } from "../../support/results.ts";
import { typedRow } from "../../support/typed-row.ts";

const today = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const now = today("14:54");

function seen(kind: Alert["kind"], host: string, cells: Readonly<Record<string, string>>, findings = ["x"]): Alert {
  const evidence = [typedRow(today("14:40"), host, cells)];
  return alertOf(kind, host, { since: today("14:10"), seen: today("14:40"), findings, evidence });
}

const down = seen("down", "db-1", { errors: "ping:unreachable+ssh:timeout", loss: "100" });
const port = seen("port", "web-1", { ports: "8080+9000" }, ["8080", "9000"]);
const opened = (alert: Alert): AlertChange => ({
  ...{ what: "opened", added: alert.findings, alert, time: today("14:40") },
});
const resolved = (alert: Alert, reason: "recovered" | "gone" = "recovered"): AlertChange => ({
  ...{ what: "resolved", added: [], alert, time: today("14:53"), reason },
});
const whose = (quote: Quote) => `on ${quote("0.0.0.0")}, process ${quote("nginx")} of user ${quote("www-data")}`;
const mailOf = (changes: readonly AlertChange[], open: readonly Alert[] = []) => {
  const mail = alertMail(changes, {
    clock: utcClock(now),
    open,
    issueUrl: ({ kind }) => (kind === "port" ? "https://example.org/7" : undefined),
    details: new Map([["port:web-1", [{ finding: "8080", words: whose }]]]),
    links: { ...noLinks, page: "https://example.org/results", run: "https://example.org/run" },
  });
  if (mail === undefined) throw new Error("there is no mail");
  return mail;
};

describe("the mail about alerts", () => {
  it("is not written where none opened or closed", () => {
    const changed: AlertChange = { what: "changed", added: [], alert: port, time: now };
    expect(alertMail([changed], { clock: utcClock(now), open: [port], issueUrl: () => undefined })).toBeUndefined();
  });

  it("has the worst in its subject", () => {
    const three = [opened(port), opened(down), opened(seen("http", "web-2", {}))];
    expect(mailOf(three).subject).toBe("[down] db-1: nothing answers since 14:10 UTC, and 2 more");
    expect(mailOf([opened(port)]).subject).toBe("[port] web-1: ports 8080 and 9000 are open since 14:10 UTC");
  });

  it("has the day in its subject where it was another", () => {
    const older = { ...down, since: new Date("2026-11-21T23:50:00Z") };
    expect(mailOf([opened(older)]).subject).toBe("[down] db-1: nothing answers since 21 Nov 23:50 UTC");
  });

  it("says what is over, and after how long", () => {
    expect(mailOf([resolved(down)]).subject).toBe("resolved: db-1: answers again after 43 min");
    expect(mailOf([resolved(port), resolved(down)]).subject).toBe(
      "resolved: db-1: answers again after 43 min, and 1 more",
    );
    expect(mailOf([resolved(down, "gone")]).text).toContain(
      "[down] db-1: nothing answers: no longer watched, after 43",
    );
  });

  it("lists what opened, then what is over, then what else is open", () => {
    const { text } = mailOf(
      [resolved(seen("http", "web-2", {})), opened(port), opened(down)],
      [down, port, seen("cert", "web-9", {})],
    );
    expect(text).toBe(`2 new alerts, 1 resolved.

- [down] db-1: nothing answers since 14:10
- [port] web-1: ports 8080 and 9000 are open since 14:10

db-1 · down
-----------

Nothing answers: SSH did not answer in time.

since  14:10
to do  Check its power, its network, and what its console shows.

web-1 · port
------------

Ports 8080 and 9000 are open.

since      14:10
whose      port 8080: on 0.0.0.0, process nginx of user www-data
to do      Run “sudo ss -ltunp” on the host to see whose it is. If it
           may stay, add it to known_ports.
to accept  In the inventory, at this host, added to what is there:
           known_ports: 8080, 9000

Open the issue:
https://example.org/7

Resolved: 1
-----------

- web-2: the page works again after 43 min (14:10 – 14:53)

Still open: 1
-------------

- [cert] web-9: the certificate expires soon, open since 14:10

All hosts and open alerts:
https://example.org/results

This run:
https://example.org/run

-- 
All times are UTC. One mail when an alert opens, has a new finding or
closes.
Change or stop these mails: email-to and email-on in
.github/workflows/check.yml.
`);
  });

  it("has the same in HTML, with links to the issue, the page and the run", () => {
    const { html, thread } = mailOf([opened(port), opened(down)]);
    expect(thread).toBe("alerts");
    expect(visibleText(html)).toContain(
      "web-1 port Ports 8080 and 9000 are open. since 14:10 whose port 8080: on 0.0.0.0, process nginx of user www-data",
    );
    expect(linksOf(html)).toEqual(["https://example.org/7", "https://example.org/results", "https://example.org/run"]);
    expect(unclosedTags(html)).toEqual([]);
  });

  it("has the line of the inventory that accepts who has logged in, and one for the network", () => {
    const { text } = mailOf([opened(seen("peer", "web-1", {}, ["deploy@198.51.100.7"]))]);
    expect(text).toContain(
      `to accept  In the inventory, at this host, added to what is there:
           ssh_peers: deploy@198.51.100.7
           or ssh_peers: deploy@198.51.0.0/16
`,
    );
    expect(text).not.toContain("\\u{");
  });

  it("has all that was found on the first day of a host in one block, with the line that accepts each kind", () => {
    const parts = [port, seen("peer", "web-1", {}, ["pi@198.51.100.7"]), seen("account", "web-1", {}, ["eve:root"])];
    const { subject, text } = mailOf([opened(newHostAlert(port, parts))]);
    expect(subject).toBe("[new-host] web-1: 2 open ports, 1 SSH login and 1 account to confirm since 14:10 UTC");
    expect(text).toContain(
      `2 open ports, 1 SSH login and 1 account to confirm: ports 8080 and 9000,
pi@198.51.100.7, account eve (root).

since      14:10
details    port 8080: on 0.0.0.0, process nginx of user www-data
`,
    );
    expect(text).toContain(
      `to accept  In the inventory, at this host, added to what is there:
           known_ports: 8080, 9000
           ssh_peers: pi@198.51.100.7
           or ssh_peers: pi@198.51.0.0/16
           known_accounts: eve
`,
    );
  });

  it("tells hosts apart whose first days found different ports", () => {
    const hostWith = (host: string, number: string) =>
      newHostAlert({ ...port, host }, [seen("port", host, {}, [number])]);
    const { text } = mailOf([opened(hostWith("a", "22")), opened(hostWith("b", "22")), opened(hostWith("c", "8080"))]);
    expect(text).toContain("- [new-host] a and b: 1 open port to confirm since 14:10\n");
    expect(text).toContain("1 open port to confirm: port 8080.");
  });

  it("says what is new of an alert that was open already, beside what was told before", () => {
    const [early, late] = [today("09:00"), today("14:20")];
    const sightings = [
      { finding: "8080", first: early, rows: 20, since: early },
      { finding: "9000", first: late, rows: 2, since: late },
    ];
    const alert = { ...port, since: early, sightings };
    const { subject, text } = mailOf(
      [{ what: "changed", added: ["9000"], alert, time: today("14:40") }],
      [alert, down],
    );
    expect(subject).toBe("[port] web-1: port 9000 is open since 14:20 UTC");
    expect(text).toContain("Port 9000 is open.\n\nsince      14:20\nbefore     port 8080 is open since 09:00\n");
    expect(text).toMatch(/^Still open: 1$/m);
  });

  it("tells equal alerts of several hosts as one, with a line and a link for each", () => {
    const ports = ["a", "b", "c", "d"].map((host) => seen("port", host, {}, ["8080"]));
    const { subject, text } = mailOf(ports.map(opened), [down, ...["x", "y"].map((host) => ({ ...down, host }))]);
    expect(subject).toBe("[port] 4 hosts: port 8080 is open since 14:10 UTC");
    expect(text).toContain(
      "4 hosts · port\n--------------\n\nPort 8080 is open.\n\n- a, since 14:10\n  https://example.org/7\n",
    );
    expect(text.match(/to do/g)).toHaveLength(1);
    expect(text).toContain(
      "Still open: 3\n-------------\n\n- [down] db-1, x and y: nothing answers, open since 14:10\n",
    );
  });

  it("has both keys of a changed host key, and the line that accepts the new one", () => {
    const [old, offered] = [`SHA256:${"o".repeat(43)}`, `SHA256:${"n".repeat(43)}`];
    const alert = seen("host-key", "shop", {}, ["ssh:host-key-changed"]);
    const hostKey = { type: "ssh-ed25519", fingerprint: offered, known: [old] };
    const problems = [{ ...problem("ssh:host-key-changed", "it changed"), hostKey }];
    const details = findingDetails([{ ...deadNode("shop"), problems }]);
    const options = { clock: utcClock(now), open: [alert], issueUrl: () => undefined, details };
    const words = alertMail([opened(alert)], options)?.text.replaceAll(/\s+/g, " ");
    expect(words).toContain(`the host offers ssh-ed25519 ${offered}, and trusted is ${old}`);
    expect(words).toContain(`to accept In the inventory, at this host: host_key: ${offered}`);
  });

  it("says of one that comes and goes that it is not told each time", () => {
    expect(mailOf([opened({ ...down, flapping: true })]).text).toContain(
      "comes and goes: no further mail about it until",
    );
  });
});

const attack = `"><img src=x><a href='http://evil.example/'>www.evil.com</a>\r\nBcc: pi@evil.com\u202e${"<".repeat(3000)}`;

describe("a mail about hosts that say what they should not", () => {
  const alerts = Array.from({ length: 200 }, (_, at) =>
    seen("peer", `${at}${attack}`, { logins: attack, [attack]: attack }, [
      attack,
      "evil.com@192.0.2.1",
      attack,
      attack,
    ]),
  );
  const others = alerts.map((alert): Alert => ({ ...alert, kind: "port" }));
  const mail = mailOf([...alerts.map(opened), ...alerts.map((alert) => resolved(alert))], others);

  it("has no link of theirs, and loads nothing", () => {
    expect(linksOf(mail.html).filter((link) => !link.startsWith("https://example.org/"))).toEqual([]);
    expect(loadsOf(mail.html)).toEqual([]);
    expect(unclosedTags(mail.html)).toEqual([]);
    expect(textRuns(mail.html).map(linkLike)).not.toContainEqual(expect.anything());
  });

  it("is not cut off by Gmail, and counts whom it cannot name", async () => {
    expect(await sentBytes(mail.html)).toBeLessThan(102 * 1024);
    expect(mail.text).toMatch(/^- and \d+ more$/m);
  });

  it("keeps its subject in one line, and its text in 72 columns", () => {
    expect(mail.subject).not.toMatch(/[\r\n\u202e]/);
    expect(mail.subject.length).toBeLessThan(200);
    expect(/<title>([^<]*)<\/title>/.exec(mail.html)?.[1]).toContain("[peer] 200 hosts");
    expect(mail.text.split("\n").filter((line) => line.length > 72)).toEqual([]);
    expect(mail.text.replaceAll(/^ *https:\/\/example\.org\/\w+$/gm, "")).not.toMatch(/\w:\/\/|\u202e|\r/);
  });
});
