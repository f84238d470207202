/**
 * Figures of the NVIDIA cards.
 *
 *     @server-monitor gpus 0, 40, 214, 39.32
 *     @server-monitor gpus 1, [GPU requires reset], [N/A], ERR!
 *     @server-monitor gpus Unable to determine the device handle for GPU 0000:02:00.0: GPU is lost. Reboot the system to …
 *     @server-monitor gpus No devices were found
 *     @server-monitor gpus exit 6
 */
import { type Answer, exitStatus } from "./answer.ts";
import type { Fact } from "./fact.ts";

/** undefined: the card does not answer, or not to this. */
export interface Gpu {
  readonly tempC: number | undefined;
  readonly memMib: number | undefined;
  readonly powerW: number | undefined;
}

const mostGpus = 64;

/** In index order. */
export const gpu: Fact<readonly Gpu[]> = {
  types: ["miner"],
  /** Can take seconds to wake the cards, and for ever where a driver is stuck. Errors come on both outputs. */
  ask: `\
if command -v nvidia-smi >/dev/null 2>&1; then
  nvidia_smi() {
    within 10 nvidia-smi --query-gpu=index,temperature.gpu,memory.used,power.draw --format=csv,noheader,nounits 2>&1
  }
  tell gpus ${2 * mostGpus} nvidia_smi
else
  say gpus nvidia-smi is not installed
fi`,
  mayHang: true,
  parse: (answer) => {
    assertFinished(answer);
    const rows = rowsByIndex(answer);
    const lost = answer.lines("gpus").filter((line) => /^Unable to determine the device handle for /.test(line)).length;
    const last = Math.max(-1, ...rows.keys());
    // A lost card is one that is missing between the others, or else comes after them: nvidia-smi goes by index.
    const count = Math.max(last + 1, rows.size + lost);
    if (count === 0) throw new Error(`nvidia-smi shows no card: ${answer.lines("gpus")[0]}`);
    return Array.from({ length: count }, (_, index) => rows.get(index) ?? silent);
  },
};

const silent: Gpu = { tempC: undefined, memMib: undefined, powerW: undefined };

/** Half a list would read as cards that are gone. These are what `timeout` and a kill leave, the last in ksh93 with the first revision of the probe. */
function assertFinished(answer: Answer): void {
  const status = exitStatus(answer, "gpus");
  if (status === undefined) throw new Error(answer.lines("gpus")[0] ?? "nvidia-smi did not answer");
  if ([124, 137, 265].includes(status)) throw new Error("nvidia-smi did not answer within 10 s");
}

function rowsByIndex(answer: Answer): ReadonlyMap<number, Gpu> {
  const rows = answer.lines("gpus").flatMap((line) => {
    const [, index, temperature, memory, power] = /^(\d{1,2}), ([^,]*), ([^,]*), ([^,]*)$/.exec(line) ?? [];
    if (index === undefined || Number(index) >= mostGpus) return [];
    const card: Gpu = {
      tempC: figure(temperature, 200),
      memMib: figure(memory, 9_999_999),
      powerW: figure(power, 9999),
    };
    return [[Number(index), card] as const];
  });
  return new Map(rows);
}

/** A number, with its unit where a driver ignores `nounits`. Anything else, such as `[N/A]`, is the card's way to say no. */
function figure(text = "", most: number): number | undefined {
  const [, number] = /^(\d{1,7}(?:\.\d{1,3})?)(?: (?:C|W|MiB))?$/.exec(text.trim()) ?? [];
  return number === undefined || Number(number) > most ? undefined : Number(number);
}
