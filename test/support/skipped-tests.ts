/** A reporter for the last line of a run: which tests were skipped for want of something, and how to have it. */
import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

/** Debian's packages, where they are not called as the program. */
const packages: Readonly<Record<string, string>> = {
  "apt-get": "apt",
  awk: "gawk",
  busybox: "busybox-static",
  chroot: "coreutils",
  df: "coreutils",
  flock: "util-linux",
  free: "procps",
  ip: "iproute2",
  journalctl: "systemd",
  ksh93: "ksh",
  mount: "mount",
  nginx: "nginx-light",
  nsenter: "util-linux",
  ping: "iputils-ping",
  script: "bsdutils",
  sha256sum: "coreutils",
  sort: "coreutils",
  ss: "iproute2",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  sshd: "openssh-server",
  "systemd-analyze": "systemd",
  umount: "mount",
  unshare: "util-linux",
  uptime: "procps",
  useradd: "passwd",
  userdel: "passwd",
};

const allowPing = 'sysctl -w net.ipv4.ping_group_range="0 2147483647"';
const allowNamespaces = "run the tests as root, or sysctl -w kernel.unprivileged_userns_clone=1";

/** What else can be done about a reason. */
const remedies: Readonly<Record<string, string>> = {
  "not root": "run the tests as root",
  "ping is not permitted": allowPing,
  "busybox ping is not permitted": allowPing,
  "ping under strace is not permitted": allowPing,
  "overlay is not permitted": "run the tests as root, outside a container",
  "strace is not permitted": "sysctl -w kernel.yama.ptrace_scope=1, or a container with SYS_PTRACE",
  "unshare is not permitted": allowNamespaces,
  "a network of its own is not permitted": allowNamespaces,
};

export default class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests("skipped")]);
    const skipped = tests.map(reasonsOf).filter((reasons) => reasons.length > 0);
    if (skipped.length > 0) console.log(skippedText(skipped.length, new Set(skipped.flat())));
  }
}

/** Of the suites around a test, or of the test itself. Empty where it was not for want of something. */
function reasonsOf(test: TestCase): readonly string[] {
  const { note } = test.result() as { note?: string };
  if (note !== undefined) return [note];
  for (let suite: TestSuite | TestModule = test.parent; suite.type === "suite"; suite = suite.parent) {
    const { missing } = suite.meta();
    if (missing !== undefined) return missing;
  }
  return [];
}

export function skippedText(count: number, reasons: ReadonlySet<string>): string {
  const programs = [...reasons].flatMap((reason) => /^no (\S+)$/.exec(reason)?.[1] ?? []);
  const wanted = new Set(programs.map((program) => packages[program] ?? program));
  const install = wanted.size > 0 ? [`apt-get install ${[...wanted].sort().join(" ")}`] : [];
  const others = new Set([...reasons].flatMap((reason) => remedies[reason] ?? []));
  const remedy = [...install, ...others].join("; ");
  const what = `${count} ${count === 1 ? "test was" : "tests were"} skipped: ${[...reasons].sort().join(", ")}`;
  return remedy === "" ? what : `${what}. To run them: ${remedy}`;
}
