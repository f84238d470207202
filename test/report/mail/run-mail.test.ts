import { describe, expect, it } from "vitest";
import { type CheckResult, unseen } from "../../../src/check-result.ts";
import { problem } from "../../../src/outcome.ts";
import { runMail } from "../../../src/report/mail/run-mail.ts";
import { linkLike, linksOf, loadsOf, sentBytes, textRuns, unclosedTags, visibleText } from "../../support/mail-html.ts";
import { checkReport, deadNode, healthyNode } from "../../support/results.ts";

const mailOf = (results: readonly CheckResult[]) => runMail(checkReport(results, { commit: "0123456789abcdef" }));
const attack = `"><img src=x>http://evil.example/ www.evil.com pi@evil.com\r\n\u202e${"<".repeat(3000)}`;

describe("the mail of a run", () => {
  const mail = mailOf([
    healthyNode(),
    deadNode(),
    healthyNode({ host: "nas", problems: [problem("http:tls", attack)] }),
  ]);

  it("has the run in a line as its subject", () => {
    expect(mail.subject).toBe(
      "3 hosts, 1 up, 1 in trouble — db-1 down (SSH did not answer in time), nas trouble (the page's certificate was not valid)",
    );
  });

  it("has a line for every host, and what was found", () => {
    const { text } = mailOf([healthyNode(), deadNode()]);
    expect(text).toBe(`2 hosts: 1 down, 1 up

- db-1: nothing answers; SSH did not answer in time: no answer within
  30 s

host   state  values
db-1   down
web-1  up     ping 12.3 ms, page 142 ms, free disk 64 of 128 GiB, free
              memory 3.2 GiB, free swap 0 MiB, up for 12 days,
              certificate 29 days

-- 
Began 22 Nov 2026 21:32 UTC. 2 rows in commit 0123456789, 1 s. One mail
after every check.
Change or stop these mails: email-to and email-on in
.github/workflows/check.yml.
`);
  });

  it("has the same in HTML, without a link", () => {
    expect(visibleText(mail.html)).toContain("web-1 up ping 12.3 ms, page 142 ms, free disk 64 of 128 GiB,");
    expect(linksOf(mail.html)).toEqual([]);
    expect(loadsOf(mail.html)).toEqual([]);
    expect(unclosedTags(mail.html)).toEqual([]);
    expect(textRuns(mail.html).map(linkLike)).not.toContainEqual(expect.anything());
  });

  it("says why nothing is known where the monitor was cut off", () => {
    const { text } = mailOf(["web-1", "db-1"].map((host) => unseen(deadNode(host), "not even the gateway answers")));
    expect(text).toMatch(/^2 hosts, monitor offline \(not even the gateway answers\)\n/);
    expect(text.match(/gateway/g)).toHaveLength(1);
    expect(text).toMatch(/^db-1 +unknown$/m);
  });

  it("has words for a run of no host", () => {
    expect(mailOf([]).text).toMatch(/^0 hosts\n\n-- \n0 rows/);
  });
});

describe("the mail of a run of many hosts", () => {
  const many = (number: number, make: (host: string, at: number) => CheckResult) =>
    mailOf(Array.from({ length: number }, (_, at) => make(`host-${at}`, at)));

  it("has those in trouble first, in full, and the others in a line", async () => {
    const { text, html } = many(200, (host, at) => (at % 7 === 3 ? deadNode(host) : healthyNode({ host })));
    const hosts = [...text.matchAll(/^host-(\d+) +(?:up|down)/gm)].map(([, at]) => Number(at));
    expect(hosts).toEqual(Array.from({ length: 29 }, (_, at) => 7 * at + 3).filter((at) => at < 200));
    expect(text.replaceAll("\n", " ")).toContain("171 hosts are up: host-0, host-1, host-2, host-4, ");
    expect(await sentBytes(html)).toBeLessThan(102 * 1024);
  });

  it("counts those that are up where there are too many to name", () => {
    const { text } = many(900, (host, at) => (at % 50 === 3 ? deadNode(host) : healthyNode({ host })));
    expect(text.match(/^host-\d+ +down$/gm)).toHaveLength(18);
    expect(text.replaceAll("\n", " ")).toMatch(/882 hosts are up: .* and 842 more\./);
  });

  it("is not cut off by Gmail, whatever they say", async () => {
    const facts = {
      ...healthyNode().facts,
      logins: Array.from({ length: 50 }, (_, at) => `${at}${attack}`.slice(0, 290)),
    };
    const { html, text } = many(600, (host) => healthyNode({ host, facts, problems: [problem("http:tls", attack)] }));
    expect(await sentBytes(html)).toBeLessThan(102 * 1024);
    expect(text.replaceAll("\n", " ")).toMatch(/and \d+ more hosts in trouble\./);
  });
});
