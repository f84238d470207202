/** Tests whether rows can be pushed. Nothing is pushed. */
import type { Inputs } from "../inputs.ts";
import { noHeartbeatWords } from "../report/heartbeat-words.ts";
import { openRepository } from "../store/git.ts";
import type { Surroundings } from "../surroundings.ts";
import { type Finding, finding, findingOf } from "./finding.ts";

export async function examineRepository(inputs: Inputs, surroundings: Surroundings): Promise<Finding[]> {
  return [...(await examinePush(inputs, surroundings)), ...examineHeartbeat(inputs)];
}

function examineHeartbeat({ heartbeatUrl }: Inputs): Finding[] {
  return heartbeatUrl === undefined ? [finding("odd", "heartbeat", noHeartbeatWords)] : [];
}

async function examinePush(inputs: Inputs, surroundings: Surroundings): Promise<Finding[]> {
  if (!inputs.push) return [finding("odd", "push", "push is false: rows are not pushed")];
  const { results, branch, token } = inputs;
  return [
    await findingOf("push", async () => {
      const repository = await openRepository(results, { environment: surroundings.environment, token });
      const target = await repository.rehearse(branch, AbortSignal.timeout(60_000));
      return finding("good", "push", `can push to ${target} of ${repository.origin}`);
    }),
  ];
}
