/** Memory, swap, disk and boot, read from what real systems say. */
import { describe, expect, it } from "vitest";
import { bootText } from "../../src/facts/boot.ts";
import { factsOf, fixture, prints, procOf, usualTools } from "./fake-host.ts";

describe("memory and swap", () => {
  it.each([
    ["debian-12", 23_173, 0],
    ["debian-12-vm", 778, 63],
    ["ubuntu-16.04-vm", 694, 0],
    ["busybox-1.35", 23_138, 0],
    ["linux-3.2-no-memavailable", 1516, 0],
    // https://github.com/lxc/lxcfs/issues/115: no swap, and less than nothing of it free.
    ["lxcfs-2.0", 8413, 0],
  ])("of %s are %i and %i MiB", (origin, memAvailMib, swapFreeMib) => {
    expect(factsOf({ proc: procOf(origin) }).value).toMatchObject({ memAvailMib, swapFreeMib });
  });

  const bsd = (programs: Record<string, string>) => factsOf({ programs }).value;

  it("of FreeBSD are what is free, inactive and laundry, and what swapinfo has left", () => {
    const programs = {
      sysctl: prints(fixture("sysctl/freebsd-14.4")),
      swapinfo: prints(fixture("swapinfo-k/freebsd-14.4")),
    };
    expect(bsd(programs)).toMatchObject({ memAvailMib: 3017, swapFreeMib: 4095 });
  });

  it("of OpenBSD are what is free and inactive, and what swapctl has left", () => {
    const programs = {
      sysctl: prints(fixture("sysctl/openbsd-7.9")),
      vmstat: prints(fixture("vmstat-s/openbsd-7.9")),
      swapctl: prints(fixture("swapctl-lk/openbsd-7.9")),
    };
    expect(bsd(programs)).toMatchObject({ memAvailMib: 3321, swapFreeMib: 2287 });
  });

  it("of macOS are what vm_stat calls free, inactive, speculative and purgeable, and vm.swapusage", () => {
    const programs = { sysctl: prints(fixture("sysctl/macos")), vm_stat: prints(fixture("vm_stat/macos")) };
    expect(bsd(programs)).toMatchObject({ memAvailMib: 8410, swapFreeMib: 1924 });
  });

  const withFigures = (...figures: string[]) =>
    factsOf({ proc: { meminfo: figures.map((figure) => `${figure} kB\n`).join("") } });

  it("spoil only what is made of a figure that cannot be", () => {
    const absurdSwap = withFigures(
      "MemTotal: 4096",
      "MemAvailable: 2048",
      "SwapTotal: 10",
      "SwapFree: 18446744073709346016",
    );
    expect(absurdSwap.value).toMatchObject({ memAvailMib: 2 });
    expect(absurdSwap.value).not.toHaveProperty("swapFreeMib");
    expect(absurdSwap.problems[0]?.detail.untrusted).toContain(
      "swapFreeMib: /proc/meminfo has no SwapFree that can be true",
    );
    const absurdMemory = withFigures(
      "MemTotal: 4096",
      "MemAvailable: 18446744073709346016",
      "SwapTotal: 2048",
      "SwapFree: 1024",
    );
    expect(absurdMemory.value).toMatchObject({ swapFreeMib: 1 });
    expect(absurdMemory.value).not.toHaveProperty("memAvailMib");
  });

  it("are counted from what is free and cached where MemAvailable is more than there is", () => {
    const free = withFigures("MemTotal: 4096", "MemFree: 1024", "MemAvailable: 99999", "Cached: 1024", "SwapTotal: 0");
    expect(free.value).toMatchObject({ memAvailMib: 2 });
    expect(withFigures("MemTotal: 4096", "MemFree: 9999", "SwapTotal: 0").value).not.toHaveProperty("memAvailMib");
  });

  it("are not more swap than there is", () => {
    expect(withFigures("MemAvailable: 1", "SwapTotal: 10", "SwapFree: 11").value).not.toHaveProperty("swapFreeMib");
    expect(withFigures("MemAvailable: 1", "SwapTotal: 9007199246672720", "SwapFree: 11").value).not.toHaveProperty(
      "swapFreeMib",
    );
  });

  it("are unknown where nothing tells them, and the reason is given", () => {
    const { value, problems } = factsOf({});
    expect(value).not.toHaveProperty("memAvailMib");
    expect(problems[0]?.detail.untrusted).toContain("memAvailMib: neither /proc/meminfo nor");
    expect(problems[0]?.detail.untrusted).toContain("swapFreeMib: nothing on the host tells its swap");
  });
});

describe("disk", () => {
  it.each([
    ["debian-12", 63_703],
    ["debian-12-vm", 2044],
    ["debian-11", 63_652],
    ["debian-13", 63_634],
    ["debian-sid", 63_604],
    ["debian-12-i386", 63_534],
    ["ubuntu-16.04", 63_673],
    ["ubuntu-16.04-vm", 1359],
    ["ubuntu-18.04", 68_102],
    ["ubuntu-24.04", 63_562],
    ["busybox-1.22", 63_509],
    ["busybox-1.35", 63_479],
    ["busybox-1.37", 63_459],
    ["freebsd-14.4", 477_259],
    ["openbsd-7.9", 806],
  ])("of %s has %i MiB left", (origin, diskAvailMib) => {
    expect(factsOf({ programs: { df: prints(fixture(`df-Pk-root/${origin}`)) } }).value).toMatchObject({
      diskAvailMib,
    });
  });

  it("has nothing left where BSD counts below zero", () => {
    const df = "echo '/dev/ada0p2 1000 1050 -50 105% /'";
    expect(factsOf({ programs: { df } }).value).toMatchObject({ diskAvailMib: 0 });
  });

  it("is unknown where df counts below zero without a sign, and its size is known all the same", () => {
    const { value } = factsOf({ programs: { df: "echo '/dev/vda 2048 1 18446744073709551615 1% /'" } });
    expect(value).not.toHaveProperty("diskAvailMib");
    expect(value).toMatchObject({ diskSizeMib: 2 });
  });

  it.each(["exit 1", "echo '/dev/vda 100 50 50 50% /mnt'", "echo '- - - - - /'", "echo 'rootfs 0 0 0 - /'"])(
    "is unknown after %s",
    (df) => {
      const { value, problems } = factsOf({ programs: { df } });
      expect(value).not.toHaveProperty("diskAvailMib");
      expect(problems[0]?.detail.untrusted).toContain("diskAvailMib: neither stat nor df answered for /");
    },
  );
});

describe("disk of a read-only image", () => {
  /** `df -Pk` answers for each mount point that it is given. */
  const dfFor = (answers: Record<string, string>) =>
    `shift; for at; do case $at in ${Object.entries(answers)
      .map(([point, text]) => `${point}) ${prints(text)} ;;`)
      .join(" ")} esac; done`;
  const row = (device: string, size: number, available: number, point: string) =>
    `${device} ${size} ${size - available} ${available} 50% ${point}\n`;
  const full = row("/dev/root", 103_833, 0, "/");
  const imageOf = (mounts: string, answers: Record<string, string>) =>
    factsOf({ proc: { mounts }, programs: { df: dfFor(answers) } });

  it("is that of /var on Fedora CoreOS, where /sysroot is mounted read-only", () => {
    const answers = {
      "/": fixture("df-Pk-root/fedora-coreos-composefs"),
      "/var": fixture("df-Pk-var/fedora-coreos-composefs"),
    };
    const { value } = imageOf(fixture("proc-mounts/fedora-coreos-composefs"), answers);
    expect(value).toMatchObject({ diskAvailMib: 210_780, diskSizeMib: 243_621 });
  });

  it("is that of /mnt/data on Home Assistant OS, not of its /var in memory", () => {
    const data = row("/dev/mmcblk0p8", 30_000_000, 20_480, "/mnt/data");
    const answers = { "/": full, "/mnt/data": data, "/var": row("/dev/zram1", 100_000, 90_000, "/var") };
    expect(imageOf(fixture("proc-mounts/home-assistant-os"), answers).value).toMatchObject({ diskAvailMib: 20 });
  });

  it.each(["squashfs", "iso9660", "cramfs"])("is that of /data where / is %s", (kind) => {
    const mounts = `rootfs / rootfs rw 0 0\n/dev/root / ${kind} ro,relatime 0 0\n/dev/sda3 /data ext4 rw 0 0\n`;
    expect(imageOf(mounts, { "/": full, "/data": row("/dev/sda3", 4096, 2048, "/data") }).value).toMatchObject({
      diskAvailMib: 2,
      diskSizeMib: 4,
    });
  });

  it("is unknown, and no trouble, where nothing else is written to", () => {
    const mounts = "/dev/root / squashfs ro 0 0\ntmpfs /var tmpfs rw 0 0\nnas:/data /data nfs rw 0 0\n";
    const { value, problems } = imageOf(mounts, { "/": full, "/var": full, "/data": "exec sleep 600" });
    expect(value?.diskAvailMib).toBeUndefined();
    expect(value?.diskSizeMib).toBeUndefined();
    expect(problems[0]?.detail.untrusted).not.toMatch(/disk/);
  });

  it.each([
    ["a disk", "/dev/vda / ext4 rw,errors=remount-ro 0 0\n/dev/vdb /var ext4 rw 0 0\n"],
    ["a disk that has become read-only", "/dev/vda / ext4 ro 0 0\n/dev/vdb /var ext4 rw 0 0\n"],
    ["a container", "overlay / overlay rw,lowerdir=/a,upperdir=/b 0 0\n/dev/vdb /data ext4 rw 0 0\n"],
    ["a read-only container", "overlay / overlay ro,lowerdir=/a,upperdir=/b 0 0\n/dev/vdb /data ext4 rw 0 0\n"],
    ["a disk over an image", "/dev/root / squashfs ro 0 0\n/dev/vda / ext4 rw 0 0\n/dev/vdb /data ext4 rw 0 0\n"],
  ])("is not taken for the full disk of %s", (_name, mounts) => {
    expect(imageOf(mounts, { "/": full, "/var": full, "/data": full }).value).toMatchObject({ diskAvailMib: 0 });
  });
});

describe("boot", () => {
  it.each([
    ["debian-12", 1795390924, "2026-11-22T21:31Z"],
    ["ubuntu-16.04-vm", 1795391258, "2026-11-22T23:42Z"],
    ["busybox-1.35", 1795390930, "2026-11-22T21:31Z"],
  ])("of %s is the clock less the uptime, cut to the minute", (origin, now, text) => {
    const { value } = factsOf({ proc: procOf(origin), programs: { date: `echo ${now}` } });
    expect(value?.lastBoot && bootText(value.lastBoot, undefined, {})).toBe(text);
  });

  it.each([
    ["freebsd-14.4", "2026-09-30T20:04:00.000Z"],
    ["openbsd-7.9", "2026-09-29T16:09:00.000Z"],
    ["macos", "1970-01-01T00:16:00.000Z"],
  ])("of %s is kern.boottime", (origin, iso) => {
    const told =
      fixture(`sysctl/${origin}`)
        .split("\n")
        .find((line) => line.startsWith("kern.boottime")) ?? "";
    expect(factsOf({ programs: { sysctl: prints(`${told}\n`) } }).value?.lastBoot?.toISOString()).toBe(iso);
  });

  it.each(["echo 100", "echo", "echo 99999999999999", "echo '-5'"])("is unknown when date is %s", (date) => {
    const { value, problems } = factsOf({ proc: procOf("debian-12"), programs: { date }, tools: usualTools });
    expect(value).not.toHaveProperty("lastBoot");
    expect(problems[0]?.detail.untrusted).toContain("lastBoot: ");
  });

  it("is told by its id", () => {
    const id = { "sys/kernel/random/boot_id": "1b4e28ba-2fa1-41d2-883f-0016d3cca427\n" };
    const range = { "sys/net/ipv4/ip_local_port_range": "32768\t60999\n" };
    expect(factsOf({ proc: { ...id, ...range } }).value?.bootId).toBe("1b4e28ba");
    expect(factsOf({ proc: id }).value?.bootId).toBe("1b4e28ba");
    expect(factsOf({ proc: range }).value?.bootId).toBeUndefined();
    expect(factsOf({ proc: { "sys/kernel/random/boot_id": "<b>-\n" } }).problems[0]?.detail.untrusted).toContain(
      "bootId: ",
    );
  });

  it("keeps the text of the previous row while the id is the same, and changes it with the id", () => {
    const boot = new Date("2026-07-06T21:31:00Z");
    const previous = { lastBoot: "2026-07-01T10:00Z", bootId: "1b4e28ba" };
    expect(bootText(boot, "1b4e28ba", previous)).toBe("2026-07-01T10:00Z");
    expect(bootText(boot, "9f000000", previous)).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, "9f000000", { ...previous, lastBoot: "2026-07-06T21:30Z" })).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, undefined, previous)).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, "1b4e28ba", { lastBoot: "2026-07-06T21:30Z" })).toBe("2026-07-06T21:30Z");
    expect(bootText(boot, "1b4e28ba", { ...previous, lastBoot: "rubbish" })).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, "1b4e28ba", { bootId: "1b4e28ba" })).toBe("2026-07-06T21:31Z");
  });

  it("keeps the text of the previous row within two minutes, and changes it beyond", () => {
    const boot = new Date("2026-07-06T21:31:00Z");
    expect(bootText(boot, undefined, { lastBoot: "2026-07-06T21:33Z" })).toBe("2026-07-06T21:33Z");
    expect(bootText(boot, undefined, { lastBoot: "2026-07-06T21:29Z" })).toBe("2026-07-06T21:29Z");
    expect(bootText(boot, undefined, { lastBoot: "2026-07-06T21:34Z" })).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, undefined, { lastBoot: "rubbish" })).toBe("2026-07-06T21:31Z");
  });
});
