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

  it.each(["exit 1", "echo '/dev/vda 100 50 50 50% /mnt'", "echo '- - - - - /'"])("is unknown after %s", (df) => {
    const { value, problems } = factsOf({ programs: { df } });
    expect(value).not.toHaveProperty("diskAvailMib");
    expect(problems[0]?.detail.untrusted).toContain("diskAvailMib: df did not answer for /");
  });
});

describe("boot", () => {
  it.each([
    ["debian-12", 1795390924, "2026-11-22T21:31Z"],
    ["ubuntu-16.04-vm", 1795391258, "2026-11-22T23:42Z"],
    ["busybox-1.35", 1795390930, "2026-11-22T21:31Z"],
  ])("of %s is the clock less the uptime, cut to the minute", (origin, now, text) => {
    const { value } = factsOf({ proc: procOf(origin), programs: { date: `echo ${now}` } });
    expect(value?.lastBoot && bootText(value.lastBoot, undefined)).toBe(text);
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

  it("keeps the text of the previous row within two minutes, and changes it beyond", () => {
    const boot = new Date("2026-07-06T21:31:00Z");
    expect(bootText(boot, "2026-07-06T21:33Z")).toBe("2026-07-06T21:33Z");
    expect(bootText(boot, "2026-07-06T21:29Z")).toBe("2026-07-06T21:29Z");
    expect(bootText(boot, "2026-07-06T21:34Z")).toBe("2026-07-06T21:31Z");
    expect(bootText(boot, "rubbish")).toBe("2026-07-06T21:31Z");
  });
});
