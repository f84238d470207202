/**
 * The hottest sensor, and what the kernel says is wrong with the power right now.
 *
 *     @server-monitor temp 61250                         (thousandths of a degree: /sys/class/hwmon, /sys/class/thermal)
 *     @server-monitor throttled 50005                    (Raspberry Pi: bits in hexadecimal)
 *     @server-monitor alarm rpi_volt 1                   (its undervoltage alarm, and the heat alarm of an NVMe)
 *
 * No limits of ours, and not the alarms of other chips, which boards seldom wire up right. Reading `drivetemp` keeps disks from
 * sleeping. In a container all of these are the machine's.
 */
import type { Fact } from "./fact.ts";

const mostSensors = 300;

const ask = `\
{
  hottest= sensors=0
  [ "$container" ] || for file in $root/sys/class/hwmon/hwmon*/temp*_input $root/sys/class/thermal/thermal_zone*/temp; do
    sensors=$((sensors + 1)) name= value=
    [ -r $file ] && [ $sensors -le ${mostSensors} ] || continue
    case $file in */hwmon/*) read -r name <\${file%/*}/name ;; esac
    [ "$name" = drivetemp ] || read -r value <$file
    case $value in '' | *[!0-9]* | ???????*) continue ;; esac
    [ $value -gt \${hottest:-0} ] && hottest=$value
  done
  [ "$hottest" ] && say temp $hottest
  [ "$container" ] || for file in $root/sys/class/hwmon/hwmon*/in0_lcrit_alarm $root/sys/class/hwmon/hwmon*/temp1_alarm; do
    [ -r $file ] || continue
    name= value=
    read -r name <\${file%/*}/name
    case $name in rpi_volt | nvme) read -r value <$file && say alarm $name $value ;; esac
  done
  file=$root/sys/devices/platform/soc/soc:firmware/get_throttled value=
  [ "$container" ] || { [ -r $file ] && read -r value <$file && say throttled $value; }
} 2>/dev/null`;

const question = { types: ["node", "miner"], ask, since: 3, mayHang: true } as const;

const mostDegrees = 150;

/** Whole degrees. undefined: no sensor tells. */
export const temperature: Fact<number | undefined> = {
  ...question,
  parse: (answer) => {
    const [, thousandths] = /^(\d{1,6})$/.exec(answer.lines("temp")[0] ?? "") ?? [];
    const degrees = Math.round(Number(thousandths ?? Number.NaN) / 1000);
    return degrees <= mostDegrees ? degrees : undefined;
  },
};

/** What each bit means while it is so. Bits 16 to 19 say that it was so since the boot. */
const throttleBits = ["undervoltage", "frequency-capped", "throttled", "overheating"] as const;

const alarms: ReadonlyMap<string, string> = new Map([
  ["rpi_volt", "undervoltage"],
  ["nvme", "overheating"],
]);

/** Sorted. undefined: nothing here tells. */
export const power: Fact<readonly string[] | undefined> = {
  ...question,
  parse: (answer) => {
    const [, hex] = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(answer.lines("throttled")[0] ?? "") ?? [];
    const chips = answer.lines("alarm").flatMap((line) => {
      const [name = "", value] = line.split(" ");
      const alarm = alarms.get(name);
      return alarm !== undefined && /^[01]$/.test(value ?? "") ? [{ alarm, isOn: value === "1" }] : [];
    });
    if (hex === undefined && chips.length === 0) return undefined;
    const bits = Number.parseInt(hex ?? "0", 16);
    const now = [
      ...throttleBits.filter((_, bit) => (bits >> bit) % 2 !== 0),
      ...chips.filter(({ isOn }) => isOn).map(({ alarm }) => alarm),
    ];
    return [...new Set(now)].sort();
  },
};
