import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { duration } from "../src/input-values.ts";
import { InputError, inputDefaults, readInputs, takeActionInputs } from "../src/inputs.ts";
import { readSurroundings } from "../src/surroundings.ts";

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
      notifyUrl: undefined,
      timeZone: "UTC",
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
      "notify-url": "http://1.1.1.1/canary",
      "time-zone": "Mars/Olympus",
      shard: "6/5",
      month: "2026-13",
      confirm: "0",
      issues: "maybe",
      assignees: "me@example.com",
      "email-on": "sometimes",
    };
    const errors = [
      'host-key-policy: expected strict or accept-new, got "none"',
      'push: expected true or false, got "yes"',
      'branch: expected the name of a branch, got "--force"',
      'concurrency: expected a whole number from 1 to 1000, got "0"',
      'timeout: expected seconds from 1 to 3600, got "soon"',
      'shard: expected a part of the inventory such as "2/5", got "6/5"',
      'month: expected "previous", "current" or a month such as "2026-10", got "2026-13"',
      'max-age: expected a duration such as "3h" or "1d", got "0"',
      'min-interval: expected a duration such as "10m", "1h" or "0", got "ten"',
      'confirm: expected a whole number from 1 to 100, got "0"',
      'issues: expected true or false, got "maybe"',
      'assignees: expected names of GitHub accounts, separated by commas, got "me@example.com"',
      'email-on: expected alert, always, never, got "sometimes"',
      "notify-url: expected https; http is accepted for private addresses only",
      'time-zone: expected a time zone such as Europe/Berlin or UTC, got "Mars/Olympus"',
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

  it("hides the token and the password", () => {
    const inputs = readInputs({ ...inputDefaults, token: "ghs_canary", "smtp-password": "canary" });
    expect(JSON.stringify(inputs)).not.toContain("canary");
    expect(inputs.token?.reveal()).toBe("ghs_canary");
    expect(inputs.mail.smtpPassword?.reveal()).toBe("canary");
  });

  it("types what was given", () => {
    const given = {
      shard: "2/5",
      month: "2026-10",
      assignees: "octocat, hubot",
      "smtp-port": "465",
    };
    expect(readInputs({ ...inputDefaults, ...given })).toMatchObject({
      shard: { part: 2, of: 5 },
      month: "2026-10",
      assignees: ["octocat", "hubot"],
      emailOn: "alert",
      mail: { smtpPort: "465" },
    });
  });
});

describe("inputs that were pasted", () => {
  it("are read without no-break spaces and invisible characters", () => {
    const given = {
      shard: "\u00a02/5\u200b",
      push: "false\ufeff",
      "heartbeat-url": "https://\u200bhc.example/ping\u00a0",
    };
    expect(readInputs({ ...inputDefaults, ...given })).toMatchObject({
      shard: { part: 2, of: 5 },
      push: false,
      heartbeatUrl: new URL("https://hc.example/ping"),
    });
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

describe("readSurroundings of a runner", () => {
  it("knows the repository", () => {
    const { github } = readSurroundings({ GITHUB_REPOSITORY: "me/servers", GITHUB_SERVER_URL: "https://git.example" });
    expect(github).toEqual({
      apiUrl: new URL("https://api.github.com"),
      serverUrl: new URL("https://git.example"),
      repository: "me/servers",
    });
  });

  it("knows none where there is no name of one", () => {
    expect(readSurroundings({ GITHUB_REPOSITORY: "../me" }).github.repository).toBeUndefined();
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
