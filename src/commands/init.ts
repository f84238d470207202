/** `init`: prints an inventory made from what is there. Asks nobody, and writes no file. */
import { join } from "node:path";
import { initialInventory, type SourceName, sourceNames } from "../init/index.ts";
import { InputError } from "../inputs.ts";
import { loadKnownHosts } from "../ssh/known-hosts-files.ts";
import { type Call, flagOf } from "./call.ts";

export async function init(call: Call): Promise<void> {
  const { inputs, surroundings, reporter, operands, flags } = call;
  const { home } = surroundings;
  const from = flagOf(call, "from", sourceName, `one of ${sourceNames.join(", ")}`);
  if (from === undefined) throw new InputError([`--from: missing; give one of ${sourceNames.join(", ")}`]);
  const files = [join(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
  const texts = [{ text: inputs.knownHosts, path: "the input `known-hosts`" }];
  const knownHosts = await loadKnownHosts({ texts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const request = { from, file: operands[0], add: flags["add"] ?? "", home, knownHosts: knownHosts.entries };
  reporter.print(await initialInventory(request));
}

function sourceName(text: string): SourceName | undefined {
  return sourceNames.find((name) => name === text);
}
