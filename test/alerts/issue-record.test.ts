import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IssueRecord, readRecord, recordText, withRecord } from "../../src/alerts/issue-record.ts";
import { noon } from "../support/issue-alerts.ts";

const record: IssueRecord = {
  ...{ kind: "port", host: "web-1", findings: ["8080", "5353/udp"], earlier: ["22"], since: noon, flapping: true },
  ...{ revision: 7, closed: "recovered" },
};

describe("the record of an issue", () => {
  it("begins with the marker that the contract names", () => {
    expect(recordText(record).split("\n")[0]).toBe("<!-- server-monitor port:web-1 -->");
  });

  it("comes back as it went", () => {
    expect(readRecord(`${recordText(record)}\n\nwords`)).toEqual(record);
  });

  it("comes back with findings of any characters, and none of them ends a comment", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", minLength: 1 }), { maxLength: 8 }), (findings) => {
        const text = recordText({ ...record, findings, earlier: findings });
        expect(text.match(/--/g)).toHaveLength(4);
        const wellFormed = findings.map((finding) => finding.toWellFormed());
        expect(readRecord(text)).toMatchObject({ findings: wellFormed, earlier: wellFormed });
      }),
    );
  });

  it.each([
    ["no marker", "words"],
    ["an unknown kind", "<!-- server-monitor weather:web-1 -->"],
    ["a marker within a line", "a `<!-- server-monitor port:web-1 -->`"],
  ])("is not found in a text with %s", (_what, body) => {
    expect(readRecord(body)).toBeUndefined();
  });

  it("is the first of several", () => {
    const forged = recordText({ ...record, host: "db-1" });
    expect(readRecord(`${recordText(record)}\n${forged}`)?.host).toBe("web-1");
  });

  it("says that it does not know what is listed, where its second line was spoilt", () => {
    const spoilt = readRecord("<!-- server-monitor port:web-1 -->\n<!-- server-monitor record findings -->");
    expect(spoilt).toMatchObject({ kind: "port", host: "web-1", since: undefined, revision: 0, closed: undefined });
    const halves = readRecord("<!-- server-monitor port:a -->\n<!-- server-monitor record findings=%E0%A4,80 -->");
    expect(halves?.findings).toEqual(["80"]);
  });

  it("is exchanged, and what people wrote stays", () => {
    const body = `Note: mine.\r\n${recordText(record).replace("\n", "\r\n")}\r\nwords`;
    const changed = withRecord(body, { ...record, revision: 8 });
    expect(readRecord(changed)?.revision).toBe(8);
    expect(changed.match(/server-monitor/g)).toHaveLength(2);
    expect(changed).toContain("Note: mine.");
    expect(changed).toContain("words");
  });
});
