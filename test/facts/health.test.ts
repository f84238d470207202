/** Facts about the health of a host, and what must not be taken for one. */
import { describe, expect, it } from "vitest";
import { mark } from "../../src/facts/answer.ts";
import { clockOffset } from "../../src/facts/clock.ts";
import { readFacts } from "../../src/facts/index.ts";
import { type FakeHost, factsOf, fixture, nobody, shellOfUser, usualTools } from "./fake-host.ts";

const nowS = 1_795_390_924;
const dayS = 86_400;
const values = (host: FakeHost, vouched = nobody) => factsOf(host, "node", vouched).value ?? {};
const detail = (host: FakeHost, vouched = nobody) => factsOf(host, "node", vouched).problems[0]?.detail.untrusted ?? "";
const said = (...lines: string[]) =>
  readFacts(["v 1", "probe 3", ...lines, "end"].map((line) => `${mark}${line}\n`).join(""), "node", nobody).value ?? {};
/** The programs of a usual host, with a clock that stands still. */
const still = { programs: { date: `echo ${nowS}` }, tools: [...usualTools, "stat"] };

/** A gigabyte of 4 KiB blocks. */
const gib = 262_144;
const figures = (sizeGib: number, freeGib: number, inodes = "100000 50000") =>
  `4096 ${Math.round(sizeGib * gib)} ${Math.round(freeGib * gib)} ${inodes}`;
const mounted = (mounts: string, statfs: Record<string, string>, root = {}) =>
  values({ proc: { mounts }, statfs: { "/": figures(80, 40), ...statfs }, root });

describe("file systems", () => {
  it("are each told once, with three digits of size and space", () => {
    const mounts =
      "/dev/vda1 / ext4 rw 0 0\n/dev/sdb1 /data xfs rw 0 0\n/dev/sdb1 /srv/data xfs rw 0 0\n/dev/vda1 /home ext4 rw 0 0\n";
    const facts = mounted(mounts, { "/data": figures(1787.5, 793.4) });
    expect(facts).toMatchObject({ diskAvailMib: 40_960, diskSizeMib: 81_920 });
    expect(facts.disks).toEqual([{ mount: "/data", availMib: 812_000, sizeMib: 1_830_000 }]);
  });

  it("are those of this machine alone: no network, memory, loop, image or FUSE mount is asked", () => {
    const mounts = [
      "nas:/data /data nfs rw 0 0",
      "//nas/x /x cifs rw 0 0",
      "tmpfs /tmp tmpfs rw 0 0",
      "/dev/loop3 /snap/core/1 squashfs ro 0 0",
      "/dev/loop4 /iso iso9660 ro 0 0",
      "/dev/loop5 /img ext4 rw 0 0",
      "/dev/fuse /etc/pve fuse rw 0 0",
      "me@nas:/ /sshfs fuse.sshfs rw 0 0",
      "/dev/nbd0 /nbd ext4 rw 0 0",
      "overlay /var/lib/docker/overlay2/x/merged overlay rw 0 0",
      "/dev/zram0 /var/log ext4 rw 0 0",
    ];
    expect(mounted(`/dev/vda1 / ext4 rw 0 0\n${mounts.join("\n")}\n`, {})).toMatchObject({ disks: [], readonly: [] });
  });

  it("of two hundred containers are none of the host's", () => {
    const containers = Array.from({ length: 200 }, (_, at) =>
      [
        `overlay /var/lib/docker/overlay2/${at}/merged overlay rw,lowerdir=/a 0 0`,
        `/dev/vda1 /var/lib/kubelet/pods/${at}/volume-subpaths/x ext4 ro 0 0`,
        `rpool/data/subvol-${at}-disk-0 /rpool/data/subvol-${at}-disk-0 zfs rw 0 0`,
        `shm /var/lib/docker/containers/${at}/mounts/shm tmpfs rw 0 0`,
      ].join("\n"),
    );
    const facts = mounted(`/dev/vda1 / ext4 rw 0 0\nrpool /rpool zfs rw 0 0\n${containers.join("\n")}\n`, {
      "/rpool": figures(100, 10),
    });
    expect(facts.disks?.map(({ mount }) => mount)).toEqual(["/rpool"]);
    expect(facts.readonly).toEqual([]);
  });

  it("of a container that sees bind mounts of files are none", () => {
    const mounts =
      "overlay / overlay rw,upperdir=/b 0 0\n/dev/vda1 /etc/hosts ext4 rw 0 0\n/dev/vda1 /etc/resolv.conf ext4 rw 0 0\n";
    expect(mounted(mounts, {}).disks).toEqual([]);
  });

  it("have names whose separators and blanks are replaced", () => {
    const mounts =
      '/dev/vda1 / ext4 rw 0 0\n/dev/sdb1 /my\\040data+1,"a":b ext4 rw 0 0\n/dev/sdc1 /back\\134slash ext4 rw 0 0\n';
    const facts = mounted(mounts, { '/my data+1,"a":b': figures(2, 1), "/back\\slash": figures(2, 1) });
    expect(facts.disks?.map(({ mount }) => mount)).toEqual(["/back\\slash", "/my?data?1??a??b"]);
  });

  it("are cut after a hundred, and that is said", () => {
    const mounts = Array.from({ length: 300 }, (_, at) => `/dev/sd${at} /disk${at} ext4 rw 0 0\n`).join("");
    const host = { proc: { mounts }, statfs: { "/": figures(80, 40) } };
    expect(detail(host)).toContain("disks: there are more than the probe passes on");
    expect(detail(host)).toContain("readonly: there are more");
  });

  it("that do not answer leave the others known", () => {
    const mounts = "/dev/vda1 / ext4 rw 0 0\n/dev/sdb1 /data ext4 rw 0 0\n/dev/sdc1 /lost ext4 rw 0 0\n";
    expect(mounted(mounts, { "/data": figures(2, 1) }).disks?.map(({ mount }) => mount)).toEqual(["/data"]);
  });

  it("are told by df where stat cannot", () => {
    const df = "echo '/dev/vda1 2048 1024 1024 50% /'; echo '/dev/sdb1 4096 1024 3072 25% /my data'";
    const mounts = "/dev/vda1 / ext4 rw 0 0\n/dev/sdb1 /my\\040data ext4 rw 0 0\n";
    const facts = values({ proc: { mounts }, programs: { df } });
    expect(facts.disks).toEqual([{ mount: "/my?data", availMib: 3, sizeMib: 4 }]);
    expect(facts.inodesFreePct).toBeUndefined();
  });
});

describe("read-only file systems", () => {
  const readonly = (mounts: string, root = {}) => mounted(mounts, {}, root).readonly;

  it("are not those that would become so on errors", () => {
    expect(readonly(fixture("proc-mounts/debian-12-vm"))).toEqual([]);
  });

  it("are those that have become so, / too", () => {
    const mounts =
      "/dev/vda1 / ext4 ro,relatime,errors=remount-ro 0 0\n/dev/sdb1 /my\\040data ext4 ro 0 0\ntank /tank zfs ro 0 0\n";
    expect(readonly(mounts)).toEqual(["/", "/my?data", "/tank"]);
  });

  it("are not those that /etc/fstab, an image or a second mount makes so", () => {
    const mounts = [
      "/dev/vda1 / ext4 rw 0 0",
      "/dev/sdb1 /back\\040up ext4 ro 0 0",
      "/dev/sdc1 /iso iso9660 ro 0 0",
      "/dev/vda1 /srv/chroot/usr ext4 ro 0 0",
      "tank/data@monday /tank/.zfs/snapshot/monday zfs ro 0 0",
    ];
    const fstab = "# a comment\n/dev/sdb1 /back\\040up ext4 defaults,ro 0 2\n/dev/vda1 / ext4 errors=remount-ro 0 1\n";
    expect(readonly(`${mounts.join("\n")}\n`, { "etc/fstab": fstab })).toEqual([]);
  });

  it("of Fedora CoreOS are not what it mounts so itself", () => {
    const mounts = fixture("proc-mounts/fedora-coreos-composefs");
    expect(readonly(mounts)).toEqual(["/boot"]);
    expect(values({ proc: { mounts }, statfs: {}, run: { "ostree-booted": "" } }).readonly).toEqual([]);
  });
});

describe("inodes", () => {
  const inodes = (...each: string[]) => {
    const mounts = each.map((_, at) => `/dev/sd${at} /d${at} ext4 rw 0 0\n`).join("");
    return mounted(mounts, Object.fromEntries(each.map((pair, at) => [`/d${at}`, figures(2, 1, pair)]))).inodesFreePct;
  };

  it("are those of the file system that has the fewest, rounded down", () => {
    expect(inodes("1000 999", "1000 129")).toBe(12);
  });

  it("of btrfs and FAT, which have none, are empty and not used up", () => {
    expect(inodes("0 0")).toBe(50);
    expect(values({ statfs: { "/": figures(80, 40, "0 0") } }).inodesFreePct).toBeUndefined();
  });
});

describe("load and OOM kills", () => {
  const proc = {
    loadavg: "9.00 6.00 3.30 2/345 6789\n",
    stat: "cpu  1 2\ncpu0 1\ncpu1 1\nintr 5\n",
    vmstat: "nr_free_pages 1\noom_kill 7\n",
  };

  it("are the load of fifteen minutes per processor, and the kernel's count", () => {
    expect(values({ proc })).toMatchObject({ load15: 1.65, oomKills: 7 });
  });

  it.each<[string, FakeHost]>([
    ["lxcfs", { proc: { ...proc, mounts: "lxcfs /proc/meminfo fuse.lxcfs rw 0 0\n" } }],
    ["systemd", { proc, run: { "systemd/container": "lxc" } }],
    ["Docker", { proc, root: { ".dockerenv": "" } }],
    ["Podman", { proc, run: { ".containerenv": "" } }],
  ])("of a container (%s) are the machine's, and unknown", (_name, host) => {
    const { load15, oomKills } = values(host);
    expect([load15, oomKills]).toEqual([undefined, undefined]);
  });

  it("are known on a host of containers, which mounts lxcfs elsewhere", () => {
    expect(values({ proc: { ...proc, mounts: fixture("proc-mounts/debian-12-vm") } }).oomKills).toBe(7);
  });

  it("are not made of figures that cannot be", () => {
    expect(said("load 1e9 4", "oom 99999999999999999999", "now 1")).toMatchObject({
      load15: undefined,
      oomKills: undefined,
    });
  });
});

describe("failed units", () => {
  const run = { "systemd/system/x": "", "dbus/system_bus_socket": "" };
  const units = (text: string) => values({ run, programs: { systemctl: `printf '%s' '${text}'` } }).failedUnits;

  it("are those that failed, sorted, without what was removed or masked, and without sessions", () => {
    const text = [
      "nginx.service loaded failed failed A web server",
      "backup@home.timer loaded failed failed Backup",
      "old.service not-found failed failed old.service",
      "off.service masked failed failed off.service",
      "session-12.scope loaded failed failed Session 12",
    ];
    expect(units(text.join("\n"))).toEqual(["backup@home.timer", "nginx.service"]);
  });

  it("have a mark before them in old versions", () => {
    expect(units("* a.service loaded failed failed A\n● b.service loaded failed failed B")).toEqual([
      "a.service",
      "b.service",
    ]);
  });

  it("are none where systemctl says nothing, and unknown without systemd or without D-Bus", () => {
    expect(units("")).toEqual([]);
    expect(values({ programs: { systemctl: "echo a.service loaded failed failed" } }).failedUnits).toBeUndefined();
    const host = { run: { "systemd/system/x": "" }, programs: { systemctl: "exit 1" } };
    expect(values(host).failedUnits).toBeUndefined();
  });

  it("are unknown where systemctl fails, and that is said", () => {
    expect(detail({ run, programs: { systemctl: "echo x loaded failed failed; exit 1" } })).toContain(
      "failedUnits: systemctl failed (exit 1)",
    );
  });

  it("have no metacharacters, and are cut after a hundred", () => {
    expect(units("$(id)`|+;.service loaded failed failed x")).toEqual(["__id_____.service"]);
    const many = Array.from({ length: 10_000 }, (_, at) => `u${at}.service loaded failed failed x`).join("\n");
    expect(detail({ run, programs: { systemctl: `printf '%s' '${many}'` } })).toContain("failedUnits: there are more");
  });
});

describe("a pending reboot", () => {
  const reboot = (host: FakeHost) => values({ ...still, ...host }).rebootDays;
  const flag = { text: "*** System restart required ***\n", changedS: nowS - 3.5 * dayS };

  it("is as old as the flag in /run", () => {
    expect(reboot({ run: { "reboot-required": flag } })).toBe(3);
  });

  it("is not told by a flag on disk, which a reboot does not remove", () => {
    expect(reboot({ root: { "var/run/reboot-required": flag } })).toBeUndefined();
  });

  it("is none where whatever sets the flag is installed, and unknown where nothing is", () => {
    expect(reboot({ root: { "etc/kernel/postinst.d/unattended-upgrades": "" } })).toBe("no");
    expect(reboot({})).toBeUndefined();
  });

  it("is told by the running kernel's modules where upgrades remove them", () => {
    const proc = { "sys/kernel/osrelease": "6.18.4-arch1-1\n" };
    const arch = (version: string) => ({
      proc,
      root: { "var/lib/pacman/local/x": "", [`lib/modules/${version}/x`]: "" },
    });
    expect(reboot(arch("6.18.4-arch1-1"))).toBe("no");
    expect(reboot({ ...arch("6.18.9-arch1-1") })).toBe(0);
    expect(reboot({ proc, root: { "lib/modules/6.1.0-30-amd64/x": "" } })).toBeUndefined();
  });

  it("is not a container's", () => {
    expect(reboot({ run: { "reboot-required": flag, "systemd/container": "lxc" } })).toBeUndefined();
  });
});

describe("package lists", () => {
  it("are as old as the newest trace of a refresh", () => {
    const root = {
      "var/lib/apt/periodic/update-success-stamp": { text: "", changedS: nowS - 12 * dayS },
      "var/cache/apk/APKINDEX.5a59b88b.tar.gz": { text: "", changedS: nowS - 11.2 * dayS },
    };
    expect(values({ ...still, root }).packagesDays).toBe(11);
  });

  it("from ahead of the clock are new, and unknown where there are none", () => {
    const root = { "var/cache/dnf/last_makecache": { text: "", changedS: nowS + 90 * dayS } };
    expect(said("now 100", "stamp 900000 /var/lib/apt/lists").packagesDays).toBe(0);
    expect(values({ ...still, root }).packagesDays).toBe(0);
    expect(values(still).packagesDays).toBeUndefined();
  });
});

describe("arrays and pools", () => {
  const md = (degraded: string, state = "clean", action = "idle") => ({
    "sys/block/md0/md/degraded": degraded,
    "sys/block/md0/md/array_state": state,
    "sys/block/md0/md/sync_action": action,
  });

  it("are degraded where members are missing, and not while they are checked", () => {
    expect(values({ root: md("1\n") }).raid).toEqual(["md0"]);
    expect(values({ root: md("0\n", "active", "check") }).raid).toEqual([]);
    expect(values({ root: { "sys/block/md1/md/array_state": "broken\n" } }).raid).toEqual(["md1"]);
    expect(values({ root: { "sys/block/md1/md/array_state": "clean\n" } }).raid).toEqual([]);
  });

  it("of ZFS and btrfs are known by name", () => {
    const proc = { "spl/kstat/zfs/tank/state": "DEGRADED\n", "spl/kstat/zfs/rpool/state": "ONLINE\n" };
    const root = {
      "sys/fs/btrfs/3e7f1c9a-0000-4000-8000-000000000001/devinfo/1/missing": "0\n",
      "sys/fs/btrfs/3e7f1c9a-0000-4000-8000-000000000001/devinfo/2/missing": "1\n",
      "sys/fs/btrfs/3e7f1c9a-0000-4000-8000-000000000001/label": "my data+\n",
    };
    expect(values({ proc, root }).raid).toEqual(["btrfs:my_data_", "zfs:tank"]);
  });

  it.each<[string, FakeHost]>([
    ["md", { root: { ...md("0\n"), "sys/block/md1/md/degraded": { unreadable: true } } }],
    ["md without a word", { root: md("") }],
    ["ZFS", { proc: { "spl/kstat/zfs/tank/state": { unreadable: true } } }],
    ["ZFS in a state that is not known", { proc: { "spl/kstat/zfs/tank/state": "WEIRD\n" } }],
    ["zpool of FreeBSD", { programs: { zpool: "echo 'tank ONLINE'; exit 1" } }],
  ])("of %s that cannot be asked are unknown, never well", (_name, host) => {
    const asUser = { ...host, shell: shellOfUser };
    expect(values(asUser)).not.toHaveProperty("raid");
    expect(detail(asUser)).toContain("raid: ");
  });

  it("of FreeBSD are told by zpool", () => {
    const zpool = "printf 'zroot\\tONLINE\\ntank\\tDEGRADED\\n'";
    expect(values({ programs: { zpool } }).raid).toEqual(["zfs:tank"]);
  });

  it("are none of a container's", () => {
    expect(values({ root: md("1\n"), run: { "systemd/container": "lxc" } }).raid).toBeUndefined();
  });
});

describe("temperature and power", () => {
  const chip = (name: string, files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries({ name, ...files }).map(([file, text]) => [`sys/class/hwmon/hwmon0/${file}`, `${text}\n`]),
    );
  const throttled = (bits: string) =>
    values({ root: { "sys/devices/platform/soc/soc:firmware/get_throttled": `${bits}\n` } }).power;

  it("are the hottest sensor's, rounded", () => {
    const root = {
      ...chip("coretemp", { temp1_input: "41000", temp2_input: "61500" }),
      "sys/class/thermal/thermal_zone0/temp": "55000\n",
    };
    expect(values({ root }).tempC).toBe(62);
  });

  it("leave out disks, which reading would keep awake, and what no machine has", () => {
    expect(values({ root: chip("drivetemp", { temp1_input: "33000" }) }).tempC).toBeUndefined();
    expect(
      values({ root: chip("odd", { temp1_input: "-40000", temp2_input: "999999999", temp3_input: "x" }) }).tempC,
    ).toBeUndefined();
  });

  it("tell what is wrong now, not what was since the boot", () => {
    expect(throttled("50000")).toEqual([]);
    expect(throttled("50005")).toEqual(["throttled", "undervoltage"]);
    expect(throttled("0xa")).toEqual(["frequency-capped", "overheating"]);
    expect(throttled("rubbish")).toBeUndefined();
  });

  it("hear the alarms of an NVMe and of the Pi's supply, and no other chip's", () => {
    expect(values({ root: chip("rpi_volt", { in0_lcrit_alarm: "1" }) }).power).toEqual(["undervoltage"]);
    expect(values({ root: chip("nvme", { temp1_alarm: "1" }) }).power).toEqual(["overheating"]);
    expect(values({ root: chip("nct6775", { temp1_alarm: "1", in0_lcrit_alarm: "1" }) }).power).toBeUndefined();
  });
});

describe("the clock", () => {
  it("is off by what the session cannot explain", () => {
    expect(clockOffset(1000, 999_400, 1_000_600)).toBe(0);
    expect(clockOffset(999, 999_400, 1_000_600)).toBe(0);
    expect(clockOffset(998, 999_400, 1_000_600)).toBe(-1);
    expect(clockOffset(1030, 999_400, 1_000_600)).toBe(30);
  });

  it("is unknown where the host tells no time that can be true", () => {
    for (const now of ["now 99999999999999", "now -5", "now x"]) expect(said(now)).not.toHaveProperty("hostTime");
  });
});

describe("accounts", () => {
  const passwd = [
    "root:x:0:0:root:/root:/bin/bash",
    "daemon:x:1:1::/usr/sbin:/usr/sbin/nologin",
    "sync:x:4:65534::/bin:/bin/sync",
    "postgres:x:114:120::/var/lib/postgresql:/bin/bash",
    "monitor:x:998:998::/home/monitor:/bin/sh",
    "alice:x:1000:1000::/home/alice:/bin/bash",
    "bob:x:1001:1001::/home/bob:/usr/sbin/nologin",
    "carol:x:1002:27::/home/carol:/bin/zsh",
    "eve:x:0:0::/:/bin/sh",
    "mallory:x:500:500::/home/m:",
    "nobody:x:65534:65534::/nonexistent:/bin/sh",
    "+@staff::::::",
  ].join("\n");
  const group = "sudo:x:27:alice,ldap-admin\nadm:x:4:bob\ndocker:x:999:bob\nusers:x:100:postgres\n";
  const host = { passwd: `${passwd}\n`, root: { "etc/group": group } };

  it("are those that can log in or rule, each with the most that it may do", () => {
    expect(values(host).accounts).toEqual([
      "alice:sudo",
      "bob:sudo",
      "carol:sudo",
      "eve:root",
      "ldap-admin:sudo",
      "mallory",
    ]);
  });

  it("are without whom the inventory knows, root and the one who asks", () => {
    const vouched = { ...nobody, account: (name: string) => ["alice", "bob"].includes(name) };
    expect(values(host, vouched).accounts).toEqual(["carol:sudo", "eve:root", "ldap-admin:sudo", "mallory"]);
    expect(values({ ...host, environment: { LOGNAME: "mallory" } }).accounts).not.toContain("mallory");
  });

  it("of a directory may be the one who asks", () => {
    expect(values({ ...host, environment: { LOGNAME: "someone.else" } }).accounts).toContain("mallory");
  });

  it("do not grow by a package that adds a system user", () => {
    const package_ = "gitea:x:115:121::/var/lib/gitea:/bin/bash\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n";
    expect(values({ ...host, passwd: `${passwd}\n${package_}` }).accounts).toEqual(values(host).accounts);
  });

  it("have no metacharacters, and are cut after three hundred", () => {
    expect(values({ passwd: "e$(id)+`:x:0:0::/:/bin/sh\n" }).accounts).toEqual(["e__id___:root"]);
    const many = Array.from({ length: 10_000 }, (_, at) => `u${at}:x:${1000 + at}:1::/home:/bin/sh\n`).join("");
    expect(detail({ passwd: many })).toContain("accounts: there are more than the probe passes on");
  });

  it("are unknown where there is no /etc/passwd, and on macOS", () => {
    expect(values({}).accounts).toBeUndefined();
    expect(said("accounts 3", "account root toor", "sysctl hw.memsize: 1", "now 1").accounts).toBeUndefined();
  });
});

describe("checks", () => {
  const folder = "var/lib/server-monitor";
  const hourS = 3600;
  const expecting = (...names: string[]) => ({ ...nobody, expected: new Map(names.map((name) => [name, 26 * hourS])) });
  const file = (text: string, ageS = hourS) => ({ text, changedS: nowS - ageS });
  const checks = (files: Record<string, unknown>, ...names: string[]) => {
    const root = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
    return values({ ...still, root: root as FakeHost["root"] & {} }, expecting(...names)).checks;
  };

  it("are well that are fresh and begin with OK or a number", () => {
    expect(checks({ a: file("OK 41 GiB\nmore\n"), b: file("-3.5\n"), c: file("OK: fine") }, "a", "b", "c")).toEqual([]);
  });

  it("are each told with what is wrong, by name", () => {
    const files = {
      old: file("OK\n", 27 * hourS),
      warned: file("WARN 80 %\n"),
      critical: file("CRIT no space\n", 27 * hourS),
      empty: file(""),
      words: file("Okay then\n"),
      unasked: file("CRIT\n"),
    };
    expect(checks(files, "old", "warned", "critical", "empty", "words", "gone")).toEqual([
      "critical:crit",
      "empty:crit",
      "gone:missing",
      "old:late",
      "warned:warn",
      "words:crit",
    ]);
  });

  it("that claim to be of tomorrow are late", () => {
    expect(checks({ a: file("OK\n", -2 * dayS) }, "a")).toEqual(["a:late"]);
  });

  it("are missing where the file is a FIFO, a link, a folder, or has another kind of name", () => {
    const long = "x".repeat(41);
    const files = { fifo: { fifo: true }, link: { link: "/etc/shadow" }, "folder/x": "OK", "a b": "OK", [long]: "OK" };
    expect(checks(files, "fifo", "link", "folder", long)).toEqual([
      "fifo:missing",
      "folder:missing",
      "link:missing",
      `${long}:missing`,
    ]);
  });

  it("read the beginning of a long line and no more", () => {
    const long = `OK ${"x".repeat(5_000_000)}`;
    const host = { ...still, root: { [`${folder}/long`]: file(long) } };
    const { value, problems } = factsOf(host, "node", expecting("long"));
    expect(value?.checks).toEqual([]);
    expect(problems[0]?.detail.untrusted).not.toContain("checks");
  });

  it("cannot be forged by the text of another", () => {
    const heading = "==> /var/lib/server-monitor/backup <==";
    expect(checks({ a: file(`OK\n\n${heading}\nOK\n`), backup: file("CRIT\n") }, "a", "backup")).toEqual([
      "backup:missing",
    ]);
  });

  it("are missing without the folder, and unknown where nothing is expected", () => {
    expect(checks({}, "a")).toEqual(["a:missing"]);
    expect(checks({ a: file("CRIT") })).toBeUndefined();
  });

  it("are read to the two-hundredth by name, and that is said", () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${folder}/c${1000 + at}`, file("OK\n")]));
    const host = { ...still, root: files };
    expect(values(host, expecting("c1199")).checks).toEqual([]);
    expect(detail(host, expecting("c1000"))).toContain("checks: there are more than the probe passes on");
  });

  it("are unknown where a file does not let itself be read in time", () => {
    const host = {
      ...still,
      root: { [`${folder}/a`]: file("OK\n") },
      programs: { ...still.programs, head: "exec sleep 600" },
    };
    const edit = (script: string) => script.replace("within 5 head", "within 1 head");
    expect(values({ ...host, edit }, expecting("a"))).not.toHaveProperty("checks");
    expect(detail({ ...host, edit }, expecting("a"))).toContain(
      "checks: the files of /var/lib/server-monitor could not be read",
    );
  });
});

describe("a host that lies", () => {
  const odd = "a b+c,d:e\"f'g`h|i$(j);k&l<m>n\\o*p?q#r@s=t%u/../../v\u202e\u0000é";
  const many = (line: (at: number) => string) => Array.from({ length: 10_000 }, (_, at) => line(at));
  const expecting = { ...nobody, expected: new Map([["backup", 3600]]) };
  const facts = (...lines: string[]) => {
    const text = ["v 1", "probe 3", "now 1795390924", ...lines, "end"].map((line) => `${mark}${line}\n`).join("");
    return readFacts(text, "node", expecting);
  };

  it.each<[string, (at: number) => string, readonly string[]]>([
    ["failedUnits", (at) => `failed u${at}.service loaded failed failed x`, ["failed exit 0"]],
    ["accounts", (at) => `account root u${at}`, ["accounts 10000"]],
    ["raid", (at) => `md md${at} 1 clean`, []],
    ["readonly", (at) => `mount ro /m${at}`, ["mounts 10000"]],
    ["disks", (at) => `mount rw /m${at}\n${mark}statfs 4096 100 50 10 5 /m${at}`, ["mounts 10000"]],
  ])("cannot fill a row with ten thousand %s", (name, line, others) => {
    const { value, problems } = facts(...others, ...many(line));
    expect(value).not.toHaveProperty(name);
    expect(problems[0]?.detail.untrusted).toContain(`${name}: the host tells more than the probe asks for`);
  });

  it("cannot fill one with ten thousand checks or stamps", () => {
    const path = "/var/lib/server-monitor";
    const stamps = many((at) => `stamp 1795390000 ${path}/c${at}`);
    const { value } = facts(...stamps, ...many((at) => `checks ==> ${path}/c${at} <==`), "checks exit 0");
    expect(value?.checks).toEqual(["backup:missing"]);
  });

  it("has names without anything that a cell, a shell or a page reads", () => {
    const lines = [
      ...[
        `failed ${odd} loaded failed failed x`,
        "failed exit 0",
        `account root ${odd}`,
        "accounts 1",
        `md ${odd} 1 clean`,
      ],
      ...[`zpool ${odd} DEGRADED`, `btrfs ${odd} 1 ${odd}`, `mount ro /${odd}`, `mount rw /${odd}`, "mounts 2"],
      ...[
        `statfs 4096 100 50 10 5 /${odd}`,
        `stamp 1795390000 /var/lib/server-monitor/${odd}`,
        `alarm ${odd} 1`,
        "alarm constructor 1",
      ],
    ];
    const { value = {} } = facts(...lines);
    const { failedUnits = [], accounts = [], raid = [], power = [] } = value;
    for (const name of [...failedUnits, ...accounts, ...raid, ...power])
      expect(name).toMatch(/^[A-Za-z0-9_.@:-]{1,300}$/);
    for (const name of [...(value.readonly ?? []), ...(value.disks ?? []).map(({ mount }) => mount)])
      expect(name).not.toMatch(/[\s+,:"\p{C}]/u);
  });

  it.each(["99999999999999999999", "-1", "1e9", "NaN", "0x7f", "", "1.5.2"])("has no figure %j", (figure) => {
    const { value = {} } = facts(
      ...[`load ${figure} 4`, `oom ${figure}`, `temp ${figure}`, `throttled ${figure}zz`, "mounts 1"],
      ...[`mem MemTotal:${figure} MemAvailable:${figure} SwapTotal:${figure} SwapFree:${figure}`],
      ...[
        `stamp ${figure} /run/reboot-required`,
        `stamp ${figure} /var/lib/apt/lists`,
        `statfs 4096 ${figure} 5 5 5 /`,
      ],
    );
    const { load15, oomKills, tempC, power, memTotalMib, swapTotalMib, rebootDays, packagesDays, inodesFreePct } =
      value;
    const known = [load15, oomKills, tempC, memTotalMib, swapTotalMib, rebootDays, packagesDays, inodesFreePct];
    const wrong = known.filter((each) => each !== undefined && !(Number(each) >= 0 && Number(each) < 2 ** 31));
    expect([wrong, power]).toEqual([[], undefined]);
  });
});

describe("a probe that was installed before all this was asked", () => {
  it("leaves the new cells empty, and is no trouble", () => {
    const lines = [
      "v 1",
      "mem MemTotal:4096 MemAvailable:2048 SwapTotal:0 SwapFree:0",
      "now 1795390924",
      "up 5.00",
      "me 10.0.2.2 1 10.0.2.15 22",
    ];
    const old = [...lines, "sockets proc", "disk /dev/vda 102400 50 51200 50% /", "end"]
      .map((line) => `${mark}${line}\n`)
      .join("");
    const { value, problems } = readFacts(old, "miner", { ...nobody, expected: new Map([["a", 60]]) });
    expect(value).toMatchObject({ memAvailMib: 2, diskAvailMib: 50 });
    for (const name of ["disks", "checks", "raid", "accounts", "memTotalMib"] as const)
      expect(value?.[name]).toBeUndefined();
    const [said = ""] = problems.map(({ detail: { untrusted } }) => untrusted);
    expect(said.split("; ").map((part) => part.split(":")[0])).toEqual(["logins", "gpus"]);
  });
});
