import { expect, it } from "vitest";
import { skippedText } from "./skipped-tests.ts";

it("names what was missing, and the packages that have it", () => {
  expect(skippedText(12, new Set(["no sshd", "no ssh-keygen", "no git"]))).toBe(
    "12 tests were skipped: no git, no ssh-keygen, no sshd. To run them: apt-get install git openssh-client openssh-server",
  );
});

it("says how to be permitted what is installed", () => {
  expect(skippedText(1, new Set(["ping is not permitted", "not root"]))).toBe(
    '1 test was skipped: not root, ping is not permitted. To run them: sysctl -w net.ipv4.ping_group_range="0 2147483647"; run the tests as root',
  );
});

it("says no more than it knows", () => {
  expect(skippedText(1, new Set(["this user may not listen on port 465"]))).toBe(
    "1 test was skipped: this user may not listen on port 465",
  );
});
