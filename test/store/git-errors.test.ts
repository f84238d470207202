import { describe, expect, it } from "vitest";
import { gitError, isOutrun, withoutCredentials } from "../../src/store/git-errors.ts";

const place = { origin: "https://github.com/ada/servers", branch: "main" };

function sentence(stderr: string, stdout = ""): string {
  return gitError("push to main", { code: 1, stdout, stderr }, place).message;
}

describe("gitError", () => {
  it.each([
    ["remote: error: GH006: Protected branch update failed for refs/heads/main.", /main is protected.*`branch`$/],
    ["remote: error: GH013: Repository rule violations found for refs/heads/main.", /main is protected/],
    [
      "remote: Write access to repository not granted.\nfatal: unable to access 'https://x/': The requested URL returned error: 403",
      /contents: write/,
    ],
    ["remote: Permission to ada/servers.git denied to github-actions[bot].", /contents: write/],
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", /persist-credentials/],
    ["git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", /refuses access/],
    ["fatal: unable to access 'https://x/': The requested URL returned error: 400", /got two tokens/],
    [
      "remote: Repository not found.\nfatal: repository 'https://x/' not found",
      /does not exist, or the token cannot read it/,
    ],
    [
      "fatal: unable to access 'https://x/': Could not resolve host: github.com",
      /cannot be resolved; check the runner/,
    ],
    ["fatal: unable to access 'https://x/': Failed to connect to x port 443: Connection refused", /cannot be reached/],
    [
      "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none",
      /certificate.*not trusted/,
    ],
    ["error: remote unpack failed: shallow update not allowed", /too shallow/],
    [
      "remote: error: File results/node_2611.csv is 101 MB; this exceeds GitHub's file size limit of 100.00 MB",
      /larger than GitHub.s limit/,
    ],
    ["fatal: Unable to create '/r/.git/index.lock': File exists.", /another git process is running/],
    ["error: file write error: No space left on device", /the disk is full/],
  ])("says in our words: %s", (stderr, expected) => {
    expect(sentence(stderr)).toMatch(expected);
  });

  it("reads what git push --porcelain says on standard output", () => {
    expect(sentence("", "!\ta:b\t[remote rejected] (protected branch hook declined)\n")).toMatch(/main is protected/);
  });

  it("quotes what it does not know on one short line without credentials", () => {
    const stderr = "warning: x\nfatal: odd \u001b[31mthing at https://u:p4ss@h/\r::error::x";
    expect(sentence(stderr)).toBe('push to main: git says "fatal: odd  [31mthing at https://h/"');
    expect(sentence(`fatal: ${"x".repeat(5000)}`).length).toBeLessThan(250);
    expect(sentence("")).toBe("push to main: git ended with code 1");
  });
});

describe("isOutrun", () => {
  it.each([
    ["!\ta:b\t[rejected] (fetch first)", true],
    ["!\ta:b\t[rejected] (non-fast-forward)", true],
    ["!\ta:b\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)", true],
    ["!\ta:b\t[remote rejected] (pre-receive hook declined)", false],
    ["fatal: unable to access 'https://x/'", false],
  ])("of %j is %s", (stdout, expected) => {
    expect(isOutrun({ code: 1, stdout, stderr: "" })).toBe(expected);
  });
});

describe("withoutCredentials", () => {
  it("takes user and password out of every URL", () => {
    expect(withoutCredentials("from https://u:p@h/x to http://tok@h, not git@h:x")).toBe(
      "from https://h/x to http://h, not git@h:x",
    );
  });
});
