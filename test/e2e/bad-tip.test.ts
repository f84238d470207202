/** RESULTS as somebody has spoilt it, and remotes that are not as they were: what a check then does, and does not do. */
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { dead, rowsOfEarlier, well } from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, commitFiles, git, serveRemote } from "../support/git-remote.ts";
import { openGitHub, repository } from "../support/github-api.ts";
import { startSsh2 } from "../support/hostile-ssh.ts";
import { runCommand, type Told } from "../support/in-process.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";

const yearMonth = new Date().toISOString().slice(2, 7).replace("-", "");
const month = `results/ping_${yearMonth}.csv`;

/** A repository that has these files, and its clone. */
function scene(files: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder();
  const remote = bareRemote(home, { "README.md": "hello\n", ...files });
  const workspace = clone(remote, join(home, "work"));
  const check = (inputs: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) =>
    runCommand({ inventory: "127.0.0.1", ...inputs }, { home, workspace, environment });
  return { home, remote, workspace, check };
}

type Scene = ReturnType<typeof scene>;

/** Somebody else's commit on the branch. */
function push({ home, remote }: Scene, change: (folder: string) => void): void {
  const folder = clone(remote, join(home, "elsewhere"));
  change(folder);
  git(folder, "-c", "core.compression=1", "add", "--all");
  git(folder, "commit", "--quiet", "-m", "from elsewhere");
  git(folder, "push", "--quiet", "origin", "HEAD:main");
  rmSync(folder, { recursive: true });
}

function hostsOn(remote: string): string[] {
  const text = git(remote, "show", `main:${month}`);
  return text.split("\n").flatMap((line) => /T[\d:]+Z,([^,]+)/.exec(line)?.[1] ?? []);
}

const notSent = { report: undefined, asked: 0 };

describeWith(["git", "ping"], "no host is asked", () => {
  const faults: [string, RegExp, (place: Scene) => void, Readonly<Record<string, string>>?][] = [
    [
      "the results are a file in the branch",
      /^results: results is a file in the branch main, not a folder; remove it there, or name another folder$/,
      (place) => push(place, (folder) => writeFileSync(join(folder, "results"), "x")),
    ],
    [
      "they are a link in the branch that leads out",
      /^results: results is a symbolic link in the branch main, not a folder; remove it there/,
      (place) => push(place, (folder) => symlinkSync("/etc", join(folder, "results"))),
    ],
    [
      "they are a link in the checkout that leads out",
      /^results: .* leads out of the repository .*; replace the symbolic link by a folder$/,
      ({ workspace }) => symlinkSync("/etc", join(workspace, "results")),
    ],
    [
      "they are a file here, and nothing is pushed",
      /results: cannot be listed \(ENOTDIR\)/,
      ({ workspace }) => writeFileSync(join(workspace, "results"), "x"),
      { push: "false" },
    ],
    [
      "there is no remote",
      /^push: there is no remote called origin; add one/,
      ({ workspace }) => git(workspace, "remote", "remove", "origin"),
    ],
    [
      "a push would delete branches",
      /^push: origin is a mirror \(remote.origin.mirror\), and a push to it would delete branches there/,
      ({ workspace }) => git(workspace, "config", "remote.origin.mirror", "true"),
    ],
  ];

  it.each(faults)("where %s", async (_what, fault, spoil, inputs = {}) => {
    const place = scene();
    spoil(place);
    const refused = await place.check(inputs);
    expect(refused).toMatchObject(notSent);
    expect(refused.fault).toMatch(fault);
  });
});

describeWith(["git", "ping"], "a file of the results", () => {
  const row = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z,nas`;

  it.each([
    ["is missing, with the whole folder", undefined, ["127.0.0.1"]],
    ["has CRLF and a byte order mark", `\ufefftime,host\r\n${row}\r\n`, ["nas", "127.0.0.1"]],
    ["has empty lines, and lines of commas", `time,host\n\n${row}\n,\n\r\n`, ["nas", "127.0.0.1"]],
    ["has its columns in another order", `note,time,host\nx,${row}\n`, ["nas", "127.0.0.1"]],
    ["ends without a newline", `time,host\n${row}`, ["nas", "127.0.0.1"]],
  ])("that %s is gone on with", async (_what, text, hosts) => {
    const place = scene(text === undefined ? {} : { [month]: text });
    expect(await place.check()).toMatchObject({ fault: undefined, report: { rows: 1, waiting: 0 } });
    expect(hostsOn(place.remote)).toEqual(hosts);
  });

  const spoilt: [string, RegExp, (path: string) => void][] = [
    [
      "has another header",
      /: line 1, column 1: a header with the columns time and host expected; fix the line/,
      text("a,b\n1,2\n"),
    ],
    [
      "has bytes that are no text",
      /is not UTF-8 text; restore it from an earlier commit$/,
      text(Buffer.from([0xff, 0xfe, 10])),
    ],
    [
      "has NUL bytes",
      /: line 3, column 2: 2 cells expected, 1 found; fix the line/,
      text(`time,host\n${row}\n${"\0".repeat(512)}`),
    ],
    [
      "has a quote that never ends",
      /: line 3, column 1: a quoted cell never ends; fix the line/,
      text(`time,host\n${row}\n"${row}\n`),
    ],
    [
      "is a Git LFS pointer",
      /: is a Git LFS pointer and not the file itself; take \*\.csv out of \.gitattributes/,
      text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
    ],
    [
      "is larger than GitHub takes",
      /: is larger than 128 MiB, more than GitHub takes; split it or move it away$/,
      (path) => {
        writeFileSync(path, "time,host\n");
        truncateSync(path, 135e6);
      },
    ],
    [
      "is a link",
      /: is not a regular file in the branch; remove it there$/,
      (path) => symlinkSync("/etc/passwd", path),
    ],
  ];

  function text(content: string | Buffer) {
    return (path: string) => writeFileSync(path, content);
  }

  it.each(spoilt)("that %s is named, and the rows wait until it is fixed", async (_what, fault, spoil) => {
    const place = scene();
    push(place, (folder) => {
      mkdirSync(dirname(join(folder, month)));
      spoil(join(folder, month));
    });
    const red = await place.check();
    expect(red).toMatchObject({
      asked: 1,
      report: { rows: 1, waiting: 1, commit: undefined, alerts: { changes: [] } },
    });
    expect(red.fault).toMatch(fault);
    expect(red.fault).toContain(month);
    push(place, (folder) => {
      rmSync(join(folder, month));
      writeFileSync(join(folder, month), "time,host\n");
    });
    const green = await place.check({ inventory: "127.0.0.2" });
    expect(green).toMatchObject({ fault: undefined, report: { rows: 1, waiting: 0 } });
    expect(hostsOn(place.remote)).toEqual(["127.0.0.1", "127.0.0.2"]);
  });

  it("that cannot be read, in a month that is not written to, costs the alerts and the page, and no row", async () => {
    const last = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(2, 7).replace("-", "");
    const name = `results/node_${last}.csv`;
    const place = scene({ [name]: "time,host\nrubbish\n", "results/README.md": "a page of somebody's own\n" });
    const red = await place.check();
    expect(red).toMatchObject({ report: { rows: 1, waiting: 0 }, warnings: [] });
    expect(red.fault).toBe(
      `${name}: line 2, column 2: 2 cells expected, 1 found; fix the line, or restore the file from git`,
    );
    expect(hostsOn(place.remote)).toEqual(["127.0.0.1"]);
    expect(git(place.remote, "show", "main:results/README.md")).toBe("a page of somebody's own");
  });
});

describeWith(["git", "ping"], "a remote", () => {
  const away = (told: Told) =>
    expect(told).toMatchObject({ report: { rows: 1, commit: undefined, alerts: { changes: [], open: [] } } });
  const down = { inventory: "servers: [{ name: gone, ip: 127.255.255.255, type: ping }]" };

  it("that is away keeps alerts from opening and closing, and the rows in the spool", async () => {
    const place = scene(rowsOfEarlier([{ host: "gone", rows: [well, dead] }]));
    const { api, close } = await openGitHub();
    onTestFinished(close);
    const environment = { GITHUB_API_URL: api.url.href, GITHUB_REPOSITORY: repository };
    renameSync(place.remote, `${place.remote}.away`);
    const red = await place.check({ ...down, issues: "true", token: "ghs_actions" }, environment);
    away(red);
    expect(red.fault).toMatch(/^look at main: .* does not exist, or the token cannot read it; check the URL/);
    expect(api.requests.filter(({ path }) => path.includes("issues"))).toEqual([]);
    renameSync(`${place.remote}.away`, place.remote);
    const green = await place.check(down);
    expect(green).toMatchObject({ fault: undefined, report: { waiting: 0 } });
    expect(green.report?.alerts.open.map(({ kind, host }) => `${kind}:${host}`)).toEqual(["down:gone"]);
  });

  it("that wants another token lets accept-new accept nothing, and a key that was accepted stays known", async () => {
    const place = scene();
    const [known, stranger] = [await startSsh2(), await startSsh2()];
    for (const { stop } of [known, stranger]) onTestFinished(stop);
    const hosts = [known, stranger].map(({ port }, at) => ({ name: `host-${at}`, ip: "127.0.0.1", port, ping: false }));
    const creds = [{ username: "pi", password: "x" }];
    const inputs = (count: number) => ({
      inventory: JSON.stringify({ defaults: { creds }, servers: hosts.slice(0, count) }),
      "host-key-policy": "accept-new",
      timeout: "3",
    });
    const first = await place.check(inputs(1));
    const accepted = git(place.remote, "show", "main:results/known_hosts");
    expect(first.fault).toBeUndefined();
    const server = await serveRemote(place.remote, "right");
    onTestFinished(server.close);
    git(place.workspace, "remote", "set-url", "origin", server.url);
    const red = await place.check({ ...inputs(2), token: "wrong" });
    expect(red.fault).toMatch(/^look at main: .* refuses access; give the job "permissions: contents: write"/);
    const codes = red.report?.hosts.map(({ result }) => result.problems.map(({ code }) => code));
    expect(codes).toEqual([expect.not.arrayContaining(["ssh:host-key-unknown"]), ["ssh:host-key-unknown"]]);
    const green = await place.check({ ...inputs(1), token: "right" });
    expect(green.fault).toBeUndefined();
    expect(git(place.remote, "show", "main:results/known_hosts")).toBe(accepted);
  });

  /** A page whose host does something to the remote when it is asked: between the fetch and the push. */
  async function during(act: () => void) {
    const { origin } = await startHttp((_request, response) => {
      act();
      response.end();
    });
    return { inventory: JSON.stringify({ servers: [{ name: "web", ip: "127.0.0.1", home_page: `${origin}/` }] }) };
  }

  it("that vanishes between fetch and push keeps the rows in the spool, for the next run", async () => {
    const place = scene();
    const inputs = await during(() => renameSync(place.remote, `${place.remote}.away`));
    const red = await place.check(inputs);
    expect(red).toMatchObject({ report: { rows: 1, waiting: 1, commit: undefined } });
    expect(red.fault).toMatch(/^push to main: .* does not exist, or the token cannot read it/);
    renameSync(`${place.remote}.away`, place.remote);
    expect(await place.check()).toMatchObject({ fault: undefined, report: { waiting: 0 } });
    const node = git(place.remote, "show", `main:results/node_${yearMonth}.csv`);
    expect(node.split("\n")).toHaveLength(2);
  });

  it("whose branch somebody force-pushes meanwhile gets the rows on theirs", async () => {
    const place = scene();
    await place.check();
    const rewritten = join(place.home, "rewritten");
    const inputs = await during(() => {
      execFileSync("git", ["init", "--quiet", "--initial-branch=main", rewritten]);
      commitFiles(rewritten, { "NEW.md": "begun anew\n" }, "begun anew");
      git(rewritten, "push", "--quiet", "--force", place.remote, "HEAD:main");
    });
    expect(await place.check(inputs)).toMatchObject({ fault: undefined, report: { rows: 1, waiting: 0 } });
    expect(git(place.remote, "log", "--format=%s", "main").split("\n")).toEqual([
      expect.stringMatching(/^check: /),
      "begun anew",
    ]);
    expect(await place.check()).toMatchObject({ fault: undefined });
    expect(git(place.remote, "rev-list", "--count", "main")).toBe("3");
  });
});
