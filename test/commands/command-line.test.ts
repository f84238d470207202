/** What people type, and what the terminal says about it: flags, errors, help. All are made from the table of commands. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { flagOf } from "../../src/commands/call.ts";
import type { Command, Commands } from "../../src/commands/command.ts";
import { readCommandLine } from "../../src/commands/command-line.ts";
import { commonFlags, inputFlags } from "../../src/commands/flags.ts";
import { commandHelp, overview, versionLine } from "../../src/commands/help.ts";
import { actionCommands, run, terminalCommands } from "../../src/commands/index.ts";
import { day } from "../../src/input-values.ts";
import { InputError, inputDefaults } from "../../src/inputs.ts";

const enrol: Command = {
  summary: "Print the lines for a new host.",
  operands: "NAME [ADDRESS]",
  examples: [["enrol web-1", "A host."]],
  flags: { key: { value: "FILE", meaning: "The public key." }, remove: { meaning: "Undo it." } },
  run: async () => {},
};
const commands: Commands = { ...terminalCommands, enrol };
const read = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  readCommandLine(words, environment, commands);

describe("the command line", () => {
  it("takes inputs as flags", () => {
    const line = read(["check", "--inventory", "servers.yml", "--push=false", "-v"]);
    expect(line).toMatchObject({ command: "check", verbose: true, help: false, version: false, flags: {} });
    expect(line.inputs).toMatchObject({ command: "check", inventory: "servers.yml", push: "false" });
  });

  it("takes flags and operands of one command", () => {
    const line = read(["enrol", "web-1", "--key", "id.pub", "192.0.2.1", "--remove"]);
    expect(line).toMatchObject({ operands: ["web-1", "192.0.2.1"], flags: { key: "id.pub", remove: "true" } });
  });

  it("takes what no flag says from the environment, and out of it", () => {
    const environment = { SERVER_MONITOR_SMTP_PASSWORD: "canary", SERVER_MONITOR_BRANCH: "rows", HOME: "/root" };
    const { inputs } = read(["check", "--branch", "main"], environment);
    expect(inputs).toMatchObject({ "smtp-password": "canary", branch: "main" });
    expect(environment).toEqual({ HOME: "/root" });
  });

  it("asks for nothing where no command is given", () => {
    expect(read([])).toMatchObject({ command: undefined, help: false });
    expect(read(["--version"])).toMatchObject({ command: undefined, version: true });
  });

  it.each<[string, string]>([
    ["chek", 'there is no command "chek"; did you mean check? See server-monitor --help'],
    ["dance", 'there is no command "dance"; see server-monitor --help'],
    ["check --inventroy x", "check has no flag --inventroy; did you mean --inventory? See server-monitor check --help"],
    ["validate --shard 1/2", "validate has no flag --shard (check has it); see server-monitor validate --help"],
    ["check --zzzzzz", "check has no flag --zzzzzz; see server-monitor check --help"],
    ["check -x", "check has no flag -x; see server-monitor check --help"],
    [
      "--inventory x",
      "give a command before --inventory, such as: server-monitor check --inventory …; see server-monitor --help",
    ],
    ["--verison", "there is no flag --verison; did you mean --version? See server-monitor --help"],
    ["check --inventory", "--inventory needs a value: --inventory FILE; see server-monitor check --help"],
    ["check --inventory --push false", "--inventory needs a value: --inventory FILE; see server-monitor check --help"],
    ["enrol web-1 --remove=now", "--remove takes no value; see server-monitor enrol --help"],
    [
      "check twice",
      'check takes no word besides its flags, got "twice"; the inventory is given with --inventory FILE; see server-monitor check --help',
    ],
    ["enrol", "enrol needs NAME; see server-monitor enrol --help"],
    ["check --canary-canary-canary-canary", "check has no flag of 27 characters; see server-monitor check --help"],
    ["constructor", 'there is no command "constructor"; see server-monitor --help'],
  ])("%s: it says what is wrong", (words, message) => {
    expect(() => read(words.split(" "))).toThrow(new InputError([`command line: ${message}`]));
  });

  it("takes a file in place of a word for the inventory", () => {
    const hint = `validate takes no word besides its flags; did you mean --inventory ${import.meta.filename}?`;
    expect(() => read(["validate", import.meta.filename])).toThrow(
      new InputError([`command line: ${hint} See server-monitor validate --help`]),
    );
    const folder = `got ${import.meta.dirname.length} characters; the inventory is given with --inventory FILE`;
    expect(() => read(["validate", import.meta.dirname])).toThrow(folder);
    const below = `${import.meta.filename}/x`;
    expect(() => read(["validate", below])).toThrow(`got ${below.length} characters; the inventory is given`);
  });

  it("does not mind missing words where somebody asks for help", () => {
    expect(read(["enrol", "--help"])).toMatchObject({ command: "enrol", help: true });
    expect(read(["help", "enrol"])).toMatchObject({ command: "enrol", help: true });
    expect(read(["help"])).toMatchObject({ command: undefined, help: true });
  });
});

describe("a flag of one command", () => {
  it("is read as what it should be", () => {
    expect(flagOf({ flags: { from: " 2026-10-31 " } }, "from", day, "a day")).toEqual(new Date("2026-10-31T00:00:00Z"));
    expect(flagOf({ flags: {} }, "from", day, "a day")).toBeUndefined();
  });

  it("is refused by its name", () => {
    const wrong = () => flagOf({ flags: { from: "2026-02-30" } }, "from", day, "a day such as 2026-10-31");
    expect(wrong).toThrow(new InputError(['--from: expected a day such as 2026-10-31, got "2026-02-30"']));
  });
});

describe("the meanings of the inputs", () => {
  it("are those of action.yml", () => {
    const action = parse(readFileSync(join(import.meta.dirname, "..", "..", "action.yml"), "utf8"));
    const { command: _, ...named } = inputDefaults;
    const names = Object.keys(named) as (keyof typeof named)[];
    const flags = inputFlags(...names);
    expect(Object.fromEntries(names.map((name) => [name, flags[name]?.meaning]))).toEqual(
      Object.fromEntries(names.map((name) => [name, action.inputs[name].description])),
    );
  });
});

describe("every command", () => {
  it.each(Object.entries(terminalCommands))(
    "%s has three examples, which it reads without an error",
    (name, { examples }) => {
      expect(examples).toHaveLength(3);
      for (const [words] of examples) {
        const [line = ""] = words.replace(/"[^"]*"/, "text").split(/ [|>]/);
        expect(read(line.split(" ")).command).toBe(name);
      }
    },
  );

  it.each(Object.entries(terminalCommands))("%s has a summary of one sentence", (_, { summary }) => {
    expect(summary).toMatch(/^[A-Z][^.]+\.$/);
  });
});

describe("help", () => {
  it("has examples that fit 80 columns", () => {
    const lines = Object.values(terminalCommands).flatMap(({ examples }) =>
      examples.map(([words]) => `  server-monitor ${words}`),
    );
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("says what a flag does for this command, without naming it", () => {
    const helpOf = (name: keyof typeof terminalCommands) => {
      const command = terminalCommands[name];
      return command === undefined ? "" : commandHelp(name, command, 100).join(" ").replace(/ +/g, " ");
    };
    for (const name of Object.keys(terminalCommands)) expect(helpOf(name)).not.toMatch(/For `[a-z]+`/);
    expect(helpOf("check")).toContain("--verbose");
    expect(helpOf("report")).not.toContain("--verbose");
    expect(helpOf("maintenance")).toContain("--host NAME The host, as the inventory calls it.");
    expect(helpOf("page")).toContain("`names` shows names and availability only");
    for (const name of ["page", "replay", "watchdog"]) expect(helpOf(name)).not.toMatch(/commits the rows|are pushed/);
  });

  it.each([60, 80, 100])("fits %s columns, but for examples", (width) => {
    const pages = Object.entries(terminalCommands).map(([name, command]) => commandHelp(name, command, width));
    for (const line of [...overview(terminalCommands, width), ...pages.flat()])
      expect(line.startsWith("  server-monitor ") || line.length <= width, line).toBe(true);
  });

  it("of a command has its own flags, and no other", () => {
    const lines = commandHelp("enrol", enrol, 80);
    expect(lines).toEqual([
      "Print the lines for a new host.",
      "",
      "usage: server-monitor enrol NAME [ADDRESS] [--flag value …]",
      "",
      "Examples:",
      "",
      "  server-monitor enrol web-1",
      "      A host.",
      "",
      "Flags:",
      "",
      "  --key FILE  The public key.",
      "  --remove    Undo it.",
      "  -h, --help  Show this help.",
      "  --version   Show the version.",
    ]);
  });

  it("puts a meaning below its flag where the terminal is narrow", () => {
    expect(commandHelp("enrol", enrol, 50)).toContain("      The public key.");
  });

  it("names every command", () => {
    const text = overview(terminalCommands, 80).join("\n");
    for (const name of Object.keys(terminalCommands)) expect(text).toContain(`  ${name} `);
  });

  it("says the version of the package", () => {
    expect(versionLine()).toMatch(/^server-monitor \d+\.\d+\.\d+$/);
  });
});

describe("the commands of the action", () => {
  it("are fewer than those of the terminal", () => {
    expect(Object.keys(actionCommands)).toEqual(["check", "report", "page", "maintenance", "watchdog"]);
    expect(Object.keys(commonFlags)).toEqual(["help", "verbose", "version"]);
  });

  it("are named to whoever asks for another", async () => {
    const call = { inputs: { command: "demo" } } as Parameters<typeof run>[1];
    await expect(run(actionCommands, call)).rejects.toThrow(
      "command: expected one of check, report, page, maintenance, watchdog",
    );
  });
});
