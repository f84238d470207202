/** Holds the plan of the house: who may import whom, who owns which outside thing, and which rooms are pure. */
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { columnTable } from "../src/row/columns.ts";

const source = join(import.meta.dirname, "..", "src");
const files = globSync("**/*.ts", { cwd: source });

/** A file's room: its folder, or its own name at the top. */
function roomOf(file: string): string {
  return dirname(file) === "." ? basename(file, ".ts") : (file.split("/")[0] ?? "");
}

function textOf(file: string): string {
  return readFileSync(join(source, file), "utf8");
}

/** Without comments. */
function codeOf(file: string): string {
  return textOf(file).replace(/\/\*.*?\*\/|(?<=^|\s)\/\/.*$/gms, "");
}

/** Module names after `from`, and of `import()`. */
function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => name);
}

/** The way of the data. A room may import what stands before it. */
const flow = [
  ["outcome", "address", "connect", "json", "once-for-each"],
  ["safe-text", "input-values", "schedule"],
  ["words"],
  ["inventory"],
  ["facts", "ssh", "http"],
  ["probes", "inputs", "surroundings"],
  ["check-result"],
  ["check-host", "row"],
  ["store", "mail", "github", "notify"],
  ["alerts"],
  ["report"],
  ["output"],
  ["demo", "doctor", "init", "invite"],
  ["commands"],
  ["app"],
  ["main", "cli"],
];

function levelOf(room: string): number {
  return flow.findIndex((rooms) => rooms.includes(room));
}

describe("the way of the data", () => {
  it.each(files)("%s is in a room of the plan", (file) => {
    expect(levelOf(roomOf(file))).toBeGreaterThanOrEqual(0);
  });

  it.each(files)("%s imports only what comes before it", (file) => {
    const room = roomOf(file);
    const imported = importsOf(file)
      .filter((name) => name.startsWith("."))
      .map((name) => roomOf(relative(source, join(source, dirname(file), name))))
      .filter((other) => other !== room);
    for (const other of imported) expect(levelOf(other), `${file} imports ${other}`).toBeLessThan(levelOf(room));
  });
});

/** What stays of a graph of imports when files that import none of the rest, or that none of it imports, are taken away again and again. */
function inCircles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const rest = new Set(graph.keys());
  const importsOfRest = (file: string) => graph.get(file)?.filter((other) => rest.has(other)) ?? [];
  for (let before = -1; rest.size !== before; ) {
    before = rest.size;
    for (const file of rest) if (importsOfRest(file).length === 0) rest.delete(file);
    const imported = new Set([...rest].flatMap(importsOfRest));
    for (const file of rest) if (!imported.has(file)) rest.delete(file);
  }
  return [...rest];
}

describe("import circles", () => {
  it("are found", () => {
    const graph = { "a.ts": ["b.ts"], "b.ts": ["c.ts", "d.ts"], "c.ts": ["b.ts"], "d.ts": [] };
    expect(inCircles(new Map(Object.entries(graph)))).toEqual(["b.ts", "c.ts"]);
  });

  it("do not exist, type imports and late imports included", () => {
    const localImports = (file: string) =>
      importsOf(file).flatMap((name) => (name.startsWith(".") ? [join(dirname(file), name)] : []));
    expect(inCircles(new Map(files.map((file) => [file, localImports(file)])))).toEqual([]);
  });
});

/** Each outside thing, and the files that may touch it. */
const owners: readonly [thing: string, pattern: RegExp, allowed: RegExp][] = [
  ["the runner's toolkit", /"@actions\//, /^output\/runner\.ts$/],
  ["ssh2", /"ssh2["/]/, /^(ssh|demo)\//],
  ["undici", /"undici[/"]/, /^http\//],
  ["a web server", /"node:https?"|"node:http2"/, /^demo\//],
  ["DNS", /"node:dns\/promises"/, /^(connect|probes\/peer-names)\.ts$/],
  ["child processes", /"node:child_process"/, /^(probes\/(ping-shell|self|runner)|store\/git|demo\/)/],
  [
    "files",
    /"node:fs(\/promises)?"/,
    /^(inventory\/|ssh\/|store\/|demo\/|init\/|invite\/|doctor\/(machine|runner|second-clock)|probes\/(gateway|runner))/,
  ],
  ["YAML", /"yaml"/, /^(inventory|init)\//],
  ["valibot", /"valibot"/, /^(inventory\/|report\/statistics\/month-json)/],
  ["CSV", /"csv-/, /^store\//],
  ["GitHub's API", /"@octokit\//, /^github\//],
  ["mail", /"nodemailer/, /^mail\//],
  ["the environment", /process\.env\b/, /^(main|cli)\.ts$/],
  ["the clock", /new Date\(\)|Date\.now\(\)/, /^app\.ts$/],
  ["the terminal", /process\.std(out|err)|console\./, /^(cli|output\/terminal|demo\/repository)\.ts$/],
];

describe.each(owners)("%s", (_thing, pattern, allowed) => {
  it("is touched by its owner", () => {
    expect(files.some((file) => allowed.test(file) && pattern.test(textOf(file)))).toBe(true);
  });

  it("is touched by nobody else", () => {
    expect(files.filter((file) => !allowed.test(file) && pattern.test(textOf(file)))).toEqual([]);
  });
});

it("no file asks for a page by Node's own fetch", () => {
  expect(files.filter((file) => /(?<![\w.])fetch\(/.test(textOf(file)))).toEqual([]);
});

describe("a column", () => {
  const outside = files.filter((file) => roomOf(file) !== "row");
  // The inventory has a key of this name.
  const names = Object.values(columnTable).flatMap(({ name }) => (name === "ssh_peers" ? [] : [name]));
  const [words, compounds] = [
    names.filter((name) => /^[a-z]+$/.test(name)),
    names.filter((name) => /\W|_|\d/.test(name)),
  ];
  // A single word is a column where a cell is asked for by it.
  const named = new RegExp(
    `["'\`](${compounds.join("|")})["'\`]|(cells?|header|record|indexOf)(\\?\\.)?[[(]+["'](${words.join("|")})["']`,
  );
  /** An item of a list has parts, too: `5353/udp`, `pi@192.0.2.1`. */
  const parted = /\(\\\/udp\)|endsWith\("\/udp"\)|lastIndexOf\("@"\)|root\|sudo/;
  const split = /\.split\((["'`][+_]|\/(\\\+|_|\[[^\]]*[+_]))/;
  /** Rooms that show rows. What a number of a column is counted in, its table says. */
  const showing = outside.filter((file) => ["alerts", "report", "output", "commands", "doctor"].includes(roomOf(file)));
  const units = new Set(
    Object.values(columnTable).flatMap(({ words: inWords }) => /^2 (?!days?$|s$)(.+)$/.exec(inWords(2))?.[1] ?? []),
  );
  const united = new RegExp(`\\} (${[...units].join("|")})(?!\\w)`);

  it("is known by its name in src/row alone", () => {
    expect(outside.filter((file) => named.test(codeOf(file)) && file !== "store/seed.ts")).toEqual([]);
  });

  it("is split into its values in src/row alone", () => {
    expect(outside.filter((file) => split.test(textOf(file)) && file !== "store/seed.ts")).toEqual([]);
  });

  it("has its items taken apart in src/row alone", () => {
    expect(
      [...showing, ...files.filter((file) => roomOf(file) === "store")].filter((file) => parted.test(codeOf(file))),
    ).toEqual([]);
  });

  it("has its unit in src/row alone", () => {
    expect([...units].sort()).toEqual(["%", "MiB", "W", "ms", "°C"]);
    expect(showing.filter((file) => united.test(textOf(file)))).toEqual([]);
  });

  it.each([
    ["a name", named, 'row.get("disk_avail_mib")'],
    ["a name in another string", named, "`ping_ms`"],
    ["a cell of a name of one word", named, 'cells?.["ports"]'],
    ["a port", parted, "/^(\\d{1,5})(\\/udp)?$/"],
    ["a login", parted, 'login.lastIndexOf("@")'],
    ["an account", parted, "/^(.*):(root|sudo)$/"],
    ["a split at a sign", split, 'cell.split("+")'],
    ["a split at a pattern", split, "cell.split(/[+_]/)"],
    ["a unit", united, ["`$", "{least} °C`"].join("")],
  ])("would be found: %s", (_what, pattern, text) => {
    expect(pattern.test(text)).toBe(true);
  });

  it("is named and split by the reader of the seed's files, whose cells are written in another way", () => {
    expect([named, split].map((pattern) => pattern.test(textOf("store/seed.ts")))).toEqual([true, true]);
  });
});

describe("untrusted text", () => {
  it("is opened by safe-text.ts alone, and by outcome.ts, which makes it", () => {
    expect(files.filter((file) => /\.untrusted\b/.test(textOf(file)))).toEqual(["outcome.ts", "safe-text.ts"]);
  });
});

describe("pure rooms", () => {
  const pure = files.filter((file) =>
    ["facts", "report", "check-result", "row", "address", "safe-text", "words", "schedule"].includes(roomOf(file)),
  );

  it.each(pure)("%s does no input or output and asks no clock", (file) => {
    const outside = importsOf(file).filter((name) => name.startsWith("node:") && name !== "node:net");
    expect(outside).toEqual([]);
    expect(textOf(file)).not.toMatch(/performance\.|setTimeout|process\./);
  });
});
