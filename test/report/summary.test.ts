import { describe, expect, it } from "vitest";
import { unseen } from "../../src/check-result.ts";
import { problem } from "../../src/outcome.ts";
import { headline, resultTable, summaryPage } from "../../src/report/summary.ts";
import { checkReport, deadNode, healthyNode } from "../support/results.ts";

const expired = problem("http:tls", "the certificate has expired");

describe("headline", () => {
  it("says that all is well", () => {
    expect(headline([healthyNode()])).toBe("1 host, 1 up");
  });

  it("names what is down, and why, before what has trouble", () => {
    const results = [healthyNode({ problems: [expired] }), deadNode(), healthyNode({ host: "nas" })];
    expect(headline(results)).toBe("3 hosts, 2 up — db-1 down (ssh:timeout), web-1 http:tls");
  });

  it("stays short", () => {
    const results = ["a", "b", "c", "d", "e"].map(deadNode);
    expect(headline(results)).toBe(
      "5 hosts, 0 up — a down (ssh:timeout), b down (ssh:timeout), c down (ssh:timeout), and 2 more",
    );
  });
});

describe("a run of a monitor that was cut off", () => {
  const results = ["web-1", "db-1"].map((host) => unseen(deadNode(host), "not even the gateway answers"));

  it("says so instead of counting", () => {
    expect(headline(results)).toBe("2 hosts, monitor offline (not even the gateway answers)");
  });

  it("is neither up nor down on the page, and has its reason once", () => {
    const page = summaryPage(checkReport(results));
    expect(page).toContain("| web-1 | ⚪&nbsp;unknown |\n");
    expect(page.match(/gateway/g)).toHaveLength(1);
  });
});

describe("resultTable", () => {
  it("has words and units, and no column in which nobody has anything", () => {
    const { header, rows } = resultTable([healthyNode(), deadNode()]);
    expect(header).toEqual(["host", "state", "ping", "page", "memory", "swap", "disk", "up for", "errors"]);
    expect(rows).toEqual([
      ["web-1", "up", "12 ms", "200 in 142 ms", "3.2 GiB", "0 MiB", "64 GiB", "12 days", ""],
      ["db-1", "down", "", "", "", "", "", "", "ping:unreachable ssh:timeout"],
    ]);
  });
});

describe("summaryPage", () => {
  const page = (detail: string) =>
    summaryPage(
      checkReport([healthyNode({ problems: [problem("http:tls", detail)] })], { commit: "0123456789abcdef" }),
    );

  it("reads as a page", () => {
    expect(page("the certificate has expired")).toBe(
      `### 1 host, 1 up — web-1 http:tls

| host | state | ping | page | memory | swap | disk | up for |
| --- | --- | --- | --- | --- | --- | --- | --- |
| web-1 | 🟡&nbsp;trouble | 12&nbsp;ms | 200&nbsp;in&nbsp;142&nbsp;ms | 3.2&nbsp;GiB | 0&nbsp;MiB | 64&nbsp;GiB | 12&nbsp;days |

**What was found**

- **web-1** http:tls: \`the certificate has expired\`

Began 2026-11-22 21:32 UTC. 1 row in commit 0123456789, 1.2 s.
`,
    );
  });

  it("keeps what a host says inside a code span", () => {
    expect(page("`@everyone`\n| <b> ::error::x")).toContain("http:tls: `'@everyone'\\u{a}¦ <b> ::error::x`\n");
  });
});
