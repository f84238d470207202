import { expect, it } from "vitest";
import { Secret } from "../../src/inventory/secret.ts";
import { gitIn } from "../../src/store/git-process.ts";
import { tokenSettings } from "../../src/store/git-token.ts";
import { temporaryFolder } from "../support/folder.ts";
import { emptyRemote, git } from "../support/git-remote.ts";
import { describeWith } from "../support/tools.ts";

const token = new Secret("abc");
const header = "AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46YWJj";

describeWith(["git"], "tokenSettings", () => {
  async function shownTo(url: string, environment: Readonly<Record<string, string>> = {}, config?: [string, string]) {
    const repository = emptyRemote(temporaryFolder());
    if (config) git(repository, "config", ...config);
    const local = gitIn(repository, { PATH: process.env["PATH"] ?? "", HOME: repository });
    return tokenSettings(local, url, token, environment);
  }

  it("is a header for the remote's server alone", async () => {
    expect(await shownTo("https://github.com/ada/servers.git")).toEqual([
      ["http.https://github.com/.extraheader", header],
    ]);
  });

  it.each([
    "http://github.com/a/b",
    "ssh://git@github.com/a/b",
    "git@github.com:a/b",
    "/srv/git/b.git",
    "https://ada:pass@github.com/a/b",
  ])("is nothing for %s", async (url) => {
    expect(await shownTo(url)).toEqual([]);
  });

  it("is nothing for a server that the token is not from", async () => {
    const environment = { GITHUB_SERVER_URL: "https://github.com" };
    expect(await shownTo("https://example.org/a/b", environment)).toEqual([]);
    expect(await shownTo("https://github.com/a/b", environment)).not.toEqual([]);
    expect(await shownTo("http://127.0.0.1:8080/a/b", environment)).not.toEqual([]);
  });

  it("is nothing where actions/checkout has left a header", async () => {
    const left: [string, string] = ["http.https://github.com/.extraheader", "AUTHORIZATION: basic eA=="];
    expect(await shownTo("https://github.com/a/b", {}, left)).toEqual([]);
    expect(await shownTo("https://example.org/a/b", {}, left)).not.toEqual([]);
  });
});
