/** The report of a month by the compiled action and in the terminal: page, figures and pictures in one commit, and a mail. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { runCli } from "../support/action.ts";
import {
  type AlertingRunner,
  alertingRunner,
  alertingTools,
  dead,
  errorsOf,
  type Inputs,
  knowLabels,
  rowsOfEarlier,
  type Told,
  warningsOf,
  well,
} from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runsPerMonth, writeMonth } from "../support/generated-month.ts";
import { clone, fileOf, git } from "../support/git-remote.ts";
import { linksOf, loadsOf } from "../support/mail-html.ts";
import { describeWith } from "../support/tools.ts";
import { xmlElements } from "../support/xml.ts";

/** Ten hosts every quarter of an hour, as files of a repository. */
function generatedMonth(): Record<string, string> {
  const folder = temporaryFolder();
  writeMonth(folder);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [`results/${name}`, readFileSync(join(folder, name), "utf8")]),
  );
}

const quietFile = "results/ping_2402.csv";

/** Ten checks of a router, one a day from the twentieth of a month that is long past. */
function quietMonth(): Record<string, string> {
  const days = Array.from({ length: 10 }, (_, day) => `2024-02-${20 + day}T12:00:00Z`);
  const rows = days.map((time) => `${time},router,1.5,2.0,0,\n`).join("");
  return { [quietFile]: `time,host,ping_ms,ping_max_ms,loss,errors\n${rows}` };
}

/** The files of the newest commit. */
function committed(remote: string): string[] {
  return git(remote, "show", "--name-only", "--format=", "main").split("\n");
}

function commits(remote: string): number {
  return Number(git(remote, "rev-list", "--count", "main"));
}

function report({ run }: AlertingRunner, inputs: Inputs): Promise<Told> {
  return run({ command: "report", ...inputs });
}

describeWith(alertingTools, "the report of a month", () => {
  it("is a page, its figures and its pictures in one commit, and a mail with the rows", async () => {
    const files = generatedMonth();
    const runner = await alertingRunner(files);
    const { remote } = runner;
    const ran = await report(runner, { month: "2026-10", "email-to": "ops@example.org, Me@Example.com" });
    expect(ran).toMatchObject({ code: 0, stderr: "", outputs: { report: "results/2026-10.md" } });
    expect(commits(remote)).toBe(2);
    expect(ran.outputs["commit"]).toBe(git(remote, "rev-parse", "main"));
    expect(committed(remote)).toEqual(expect.arrayContaining(["results/2026-10.json", "results/2026-10.md"]));
    const pictures = committed(remote).filter((path) => path.endsWith(".svg"));
    expect(committed(remote)).toHaveLength(pictures.length + 2);
    for (const path of committed(remote)) expect(path).toMatch(/^results\/2026-10(\.md|\.json|\/[\w.-]+\.svg)$/);

    const markdown = fileOf(remote, "results/2026-10.md") ?? "";
    for (const path of pictures) {
      expect(markdown).toContain(path.slice("results/".length));
      expect(xmlElements(fileOf(remote, path) ?? "")[0]?.name).toBe("svg");
    }
    const figures = JSON.parse(fileOf(remote, "results/2026-10.json") ?? "");
    const web = figures.hosts.find(({ host }: { host: string }) => host === "web-1");
    expect(figures).toMatchObject({ month: "2026-10", from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z" });
    expect(figures.hosts).toHaveLength(10);
    expect(web.rows).toBe(runsPerMonth - 100);
    expect(web.page.outages.length).toBeGreaterThan(web.outages.length);
    expect(figures.alerts).toContainEqual(expect.objectContaining({ kind: "down", host: "db-1", to: null }));
    // The monitor was offline for a while, and the pinger of the program before it was not.
    expect(figures.gaps).toEqual([]);

    expect(ran.mails).toMatchObject([{ overTls: true, to: ["ops@example.org", "Me@example.com"] }]);
    const [mail] = ran.mails;
    const subject = /^Server report 2026-10: 10 hosts, \d[\d.]* % up, /;
    expect(mail?.parsed.subject).toMatch(subject);
    expect(git(remote, "log", "-1", "--format=%s", "main")).toMatch(/^report: 2026-10: 10 hosts, \d[\d.]* % up, /);
    expect(ran.summary).toMatch(/^### Server report 2026-10: 10 hosts, /);
    const pageUrl = "https://github.com/octo/monitor/blob/HEAD/results/2026-10.md";
    expect(ran.summary).toContain(`[results/2026-10.md](${pageUrl})`);
    const openAlerts = "https://github.com/octo/monitor/issues?q=is%3Aopen+label%3Aserver-monitor";
    expect([linksOf(mail?.parsed.html || ""), loadsOf(mail?.parsed.html || "")]).toEqual([[pageUrl, openAlerts], []]);
    expect(mail?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
    const unpacked = (content: Buffer) => gunzipSync(content).toString();
    const attached = mail?.parsed.attachments.map(({ filename, content }) => [filename, unpacked(content)]) ?? [];
    const ofOctober = Object.entries(files).filter(([path]) => path.includes("_2610"));
    expect(Object.fromEntries(attached)).toEqual(
      Object.fromEntries(ofOctober.map(([path, text]) => [`${path.slice("results/".length)}.gz`, text])),
    );

    const again = await report(runner, { month: "2026-10" });
    expect(again).toMatchObject({ code: 0, outputs: { report: "results/2026-10.md", commit: "" } });
    expect(again.mails).toHaveLength(1);
    expect(commits(remote)).toBe(2);
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");

    const typed = { ...runner, workspace: clone(remote, join(runner.home, "typed")) };
    git(typed.workspace, "rm", "--quiet", "-r", "results/2026-10.md", "results/2026-10");
    git(typed.workspace, "commit", "--quiet", "-m", "drop the page");
    git(typed.workspace, "push", "--quiet", "origin", "HEAD:main");
    const inTerminal = await runCli(["report", "--month", "2026-10"], typed);
    expect(inTerminal).toMatchObject({ code: 0, stderr: "" });
    expect(inTerminal.stdout).toMatch(/^no mail: --smtp-username is not set\n\nServer report 2026-10: 10 hosts, /);
    expect(fileOf(remote, "results/2026-10.md")).toBe(markdown);
  });

  it("of the month so far has what is open now, and brings its issues up to date", async () => {
    // The newest of them is of this month, whatever day it is.
    const hosts = [
      { host: "db-1", rows: [well, dead, dead] },
      { host: "nas", rows: [well] },
    ];
    const runner = await alertingRunner(rowsOfEarlier(hosts, 0));
    knowLabels(runner.github, "down");
    const ran = await report(runner, { month: "current" });
    expect(ran).toMatchObject({ code: 0, stderr: "", outputs: { "alerts-open": "1" } });
    const path = ran.outputs["report"] ?? "";
    const month = /^results\/(\d{4}-\d\d)\.md$/.exec(path)?.[1];
    expect(ran.mails.map(({ parsed }) => parsed.subject)).toEqual([
      expect.stringMatching(new RegExp(`^Server report ${month} so far: 2 hosts, .*, 1 alert open$`)),
    ]);
    expect(fileOf(runner.remote, path)).toContain("db-1");
    expect(runner.github.issues).toMatchObject([{ title: "[down] db-1: nothing answers", state: "open" }]);
    expect(runner.github.violations).toEqual([]);
  });

  it("of a month without rows says that there is no data", async () => {
    const runner = await alertingRunner(quietMonth());
    const ran = await report(runner, { month: "2024-03" });
    expect(ran).toMatchObject({ code: 0, outputs: { report: "results/2024-03.md" } });
    expect(ran.mails).toMatchObject([
      { parsed: { subject: "Server report 2024-03: no data, no alerts open", attachments: [] } },
    ]);
    expect(fileOf(runner.remote, "results/2024-03.md")).toContain("**No rows for March 2024: nothing was measured.**");
  });

  it("packs what is too large to be attached as it is", async () => {
    const note = "x".repeat(400);
    const rows = Array.from({ length: 14_000 }, (_, row) => {
      const time = new Date(Date.UTC(2024, 1, 1) + row * 60_000).toISOString().slice(0, 19);
      return `${time}Z,router,1.5,2.0,0,,${note}${row}\n`;
    });
    const text = `time,host,ping_ms,ping_max_ms,loss,errors,note\n${rows.join("")}`;
    const runner = await alertingRunner({ [quietFile]: text });
    const ran = await report(runner, { month: "2024-02", push: "false" });
    expect(ran).toMatchObject({ code: 0, outputs: { commit: "" } });
    const [attached] = ran.mails[0]?.parsed.attachments ?? [];
    expect(attached).toMatchObject({ filename: "ping_2402.csv.gz", contentType: "application/gzip" });
    expect(gunzipSync(attached?.content ?? "").equals(Buffer.from(text))).toBe(true);
    expect(readdirSync(join(runner.workspace, "results"))).toContain("2024-02.md");
    expect(commits(runner.remote)).toBe(1);
  });
});

describeWith(alertingTools, "a report that cannot be all it should", () => {
  const loginHalf = "smtp-password: is not set, but `smtp-username` is; set both or none";

  it("is refused for a wrong input before anything happens", async () => {
    const month = { command: "report", month: "2024-02" };
    const wrong: readonly (readonly [Inputs, errors: readonly (string | RegExp)[], files?: Record<string, string>])[] =
      [
        [{ month: "2099-12" }, ["month: 2099-12 has not begun; expected this month or one before it"]],
        [{ month: "2024-13" }, ['month: expected "previous", "current" or a month such as "2026-10", got "2024-13"']],
        [
          {},
          [/^results: \/\S+\/results has no rows of any month; run a check first, or name the folder that has$/],
          {},
        ],
        [{ "email-to": "ops@example.org, me" }, ["email-to: entry 2: expected a mail address such as me@example.com"]],
        [{ "smtp-password": "" }, [loginHalf]],
        [{ "smtp-password": "", "smtp-port": "mail" }, ['smtp-port: expected a port 1–65535, got "mail"', loginHalf]],
      ];
    await Promise.all(
      wrong.map(async ([inputs, errors, files = quietMonth()]) => {
        const runner = await alertingRunner(files);
        const ran = await runner.run({ ...month, ...inputs });
        expect(ran).toMatchObject({ code: 1, stderr: "", outputs: {}, summary: "", mails: [], requests: [] });
        const expected = errors.map((words) => (typeof words === "string" ? words : expect.stringMatching(words)));
        expect(errorsOf(ran)).toEqual(expected);
        expect(commits(runner.remote)).toBe(1);
      }),
    );
  });

  it("is made from what can be read, and says at its top what cannot", async () => {
    const text = quietMonth()[quietFile] ?? "";
    const runner = await alertingRunner({
      [quietFile]: text.replace(/^2024-02-27.*$/m, "2024-02-27T12:00:00Z,router"),
    });
    const ran = await report(runner, { month: "2024-02" });
    const place = "ping_2402.csv: line 9, column 3: 6 cells expected, 2 found";
    expect(ran.code).toBe(0);
    expect(warningsOf(ran)).toEqual([expect.stringContaining(place)]);
    const markdown = fileOf(runner.remote, "results/2024-02.md") ?? "";
    expect(markdown.slice(0, markdown.indexOf("## "))).toContain(place);
    expect(ran.mails[0]?.parsed.text?.replace(/\s+/g, " ")).toContain(place);
    expect(JSON.parse(fileOf(runner.remote, "results/2024-02.json") ?? "").rows).toBe(9);
  });
});
