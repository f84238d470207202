/** `init`: prints an inventory made from what is there. Asks nobody, and writes no file. */
import { join } from "node:path";
import {
  exampleFiles,
  initialInventory,
  type SourceName,
  sourceNames,
  sshConfigPath,
  usualSource,
} from "../init/index.ts";
import { InputError } from "../inputs.ts";
import { loadKnownHosts } from "../ssh/known-hosts-files.ts";
import { count, listed } from "../words/count.ts";
import { type Call, flagOf } from "./call.ts";

export async function init(call: Call): Promise<void> {
  const { inputs, surroundings, reporter, operands, flags } = call;
  const { home } = surroundings;
  const from = flagOf(call, "from", sourceName, `one of ${sourceNames.join(", ")}`) ?? impliedSource(call);
  const files = [join(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
  const texts = [{ text: inputs.knownHosts, path: "the input `known-hosts`" }];
  const knownHosts = await loadKnownHosts({ texts, files });
  knownHosts.warnings.forEach(reporter.warn);
  const request = { from, file: operands[0], add: flags["add"] ?? "", home, knownHosts: knownHosts.entries };
  const { text, onlyPinged } = await initialInventory(request);
  reporter.print(text);
  if (onlyPinged.length > 0) reporter.warn(onlyPingedWords(onlyPinged));
}

function sourceName(text: string): SourceName | undefined {
  return sourceNames.find((name) => name === text);
}

/** Without `--from`: what most machines have. The output says at its top what it was made from. */
function impliedSource({ operands: [file], surroundings: { home } }: Call): SourceName {
  const usual = file === undefined ? usualSource(home) : undefined;
  if (usual !== undefined) return usual;
  const why = file === undefined ? `missing, and there is no ${sshConfigPath(home)}` : `missing; say what ${file} is`;
  const examples = sourceNames.map((name) => `  server-monitor init --from ${name} ${file ?? exampleFiles[name]}`);
  throw new InputError([`--from: ${why}. It can be:`, ...examples]);
}

function onlyPingedWords(names: readonly string[]): string {
  const are = names.length === 1 ? "is" : "are";
  return `${count(names.length, "host")} ${are} only pinged, because no key is known for ${listed(names)}: complete the lines "# creds:" there`;
}
