import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { duration } from "../src/input-values.ts";
import {
  InputError,
  inputDefaults,
  readCommandLine,
  readInputs,
  readSurroundings,
  takeActionInputs,
} from "../src/inputs.ts";

const action = parse(readFileSync(join(import.meta.dirname, "..", "action.yml"), "utf8"));

describe("action.yml", () => {
  it("has the inputs of the code with the same defaults", () => {
    const documented = Object.entries<{ default?: string }>(action.inputs).map(([name, input]) => [
      name,
      input.default ?? "",
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub, not of JavaScript
    expect(Object.fromEntries(documented)).toEqual({ ...inputDefaults, token: "${{ github.token }}" });
  });
});

describe("takeActionInputs", () => {
  it("takes the inputs out of the environment", () => {
    const environment = { INPUT_INVENTORY: "servers: []", "INPUT_KNOWN-HOSTS": "h ssh-ed25519 AAAA", PATH: "/bin" };
    const inputs = takeActionInputs(environment);
    expect(inputs.inventory).toBe("servers: []");
    expect(inputs["known-hosts"]).toBe("h ssh-ed25519 AAAA");
    expect(environment).toEqual({ PATH: "/bin" });
  });

  it("takes an empty input, such as a secret that is not set, for its default", () => {
    expect(takeActionInputs({ INPUT_PUSH: "", "INPUT_HOST-KEY-POLICY": " " })).toEqual(inputDefaults);
  });
});

describe("readCommandLine", () => {
  it("takes the same names as flags", () => {
    const line = readCommandLine(["check", "--inventory", "servers.yml", "--push=false", "--verbose"]);
    expect(line).toMatchObject({ verbose: true, help: false });
    expect(line.inputs).toMatchObject({ command: "check", inventory: "servers.yml", push: "false" });
  });

  it.each([
    [["--inventroy", "x"], "command line: Unknown option '--inventroy'; see server-monitor --help"],
    [["check", "twice"], "command line: give one command; see server-monitor --help"],
    [["--inventory"], "command line: Option '--inventory <value>' argument missing; see server-monitor --help"],
  ])("refuses %j", (words, message) => {
    expect(() => readCommandLine(words)).toThrow(new InputError([message]));
  });
});

describe("readInputs", () => {
  it("types the defaults", () => {
    expect(readInputs(inputDefaults)).toMatchObject({
      push: true,
      hostKeyPolicy: "strict",
      concurrency: 32,
      timeoutMs: 30_000,
      minIntervalMs: 0,
      maxAgeMs: 10_800_000,
      heartbeatUrl: undefined,
      publicIpUrl: undefined,
      branch: undefined,
      token: undefined,
    });
  });

  it("names every wrong input at once, and what was expected", () => {
    const raw = {
      ...inputDefaults,
      push: "yes",
      concurrency: "0",
      timeout: "soon",
      "host-key-policy": "none",
      branch: "--force",
      "min-interval": "ten",
      "max-age": "0",
      "public-ip-url": "https://me:canary@ip.example",
    };
    const errors = [
      'host-key-policy: expected strict or accept-new, got "none"',
      'push: expected true or false, got "yes"',
      'branch: expected the name of a branch, got "--force"',
      'concurrency: expected a whole number from 1 to 1000, got "0"',
      'timeout: expected seconds from 1 to 3600, got "soon"',
      'max-age: expected a duration such as "3h" or "1d", got "0"',
      'min-interval: expected a duration such as "10m", "1h" or "0", got "ten"',
      "public-ip-url: expected an http or https address without user name and password",
    ];
    expect(() => readInputs(raw)).toThrow(new InputError(errors));
  });

  it("does not quote what may be a secret in the wrong place", () => {
    const raw = { ...inputDefaults, timeout: "canary-canary-canary-canary" };
    expect(() => readInputs(raw)).toThrow(
      new InputError(["timeout: expected seconds from 1 to 3600, got 27 characters"]),
    );
  });

  it("hides the token", () => {
    const inputs = readInputs({ ...inputDefaults, token: "ghs_canary" });
    expect(JSON.stringify(inputs)).not.toContain("ghs_canary");
    expect(inputs.token?.reveal()).toBe("ghs_canary");
  });
});

describe("readSurroundings", () => {
  it.each([
    [{}, "https://api.github.com/"],
    [{ GITHUB_API_URL: "https://github.example/api/v3" }, "https://github.example/api/v3"],
    [{ GITHUB_API_URL: "api.github.com", https_proxy: "proxy:3128" }, "https://api.github.com/"],
    [{ GITHUB_API_URL: "https://api.github.com", HTTPS_PROXY: "http://proxy:3128" }, "http://proxy:3128/"],
  ])("takes from %j that the internet begins at %s", (environment, landmark) => {
    expect(readSurroundings(environment).internet.href).toBe(landmark);
  });
});

describe("duration", () => {
  it.each([
    ["90s", 90_000],
    ["10m", 600_000],
    ["3h", 10_800_000],
    ["1d", 86_400_000],
    ["0", 0],
    ["10", undefined],
    ["-5m", undefined],
    ["", undefined],
  ])("reads %j as %s ms", (text, ms) => {
    expect(duration(text)).toBe(ms);
  });
});
