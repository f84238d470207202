/** `probe`: prints the script that hosts run, to be installed as the forced command of the monitor's key. */
import { fullProbeScript } from "../facts/index.ts";
import type { Call } from "./call.ts";

export async function probe({ reporter }: Call): Promise<void> {
  reporter.print(fullProbeScript());
}
