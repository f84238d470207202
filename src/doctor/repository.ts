/** Tests whether rows can be pushed, without adding any. */
import type { Inputs } from "../inputs.ts";
import { noHeartbeatWords } from "../report/heartbeat-words.ts";
import { openRepository, type Rehearsal, type Repository } from "../store/git.ts";
import type { Surroundings } from "../surroundings.ts";
import { type Finding, finding, findingOf } from "./finding.ts";

export interface ExaminedRepository {
  readonly findings: readonly Finding[];
  /** Where rows are pushed to, and the branch; undefined: not known. */
  readonly origin: string | undefined;
  readonly branch: string | undefined;
}

export async function examineRepository(inputs: Inputs, surroundings: Surroundings): Promise<ExaminedRepository> {
  const { results, branch, token } = inputs;
  const heartbeat = heartbeatFindings(inputs);
  const nowhere = { origin: undefined, branch: undefined };
  if (!inputs.push)
    return { ...nowhere, findings: [finding("odd", "push", "`push` is false: rows are not pushed"), ...heartbeat] };
  let known: Omit<ExaminedRepository, "findings"> = nowhere;
  const push = await findingOf("push", async () => {
    const repository = await openRepository(results, { environment: surroundings.environment, token });
    known = { origin: repository.origin, branch };
    const target = await repository.rehearse(branch, AbortSignal.timeout(60_000));
    known = { ...known, branch: target.branch };
    return pushFinding(repository, target);
  });
  return { ...known, findings: [push, ...heartbeat] };
}

function heartbeatFindings({ heartbeatUrl }: Inputs): Finding[] {
  if (heartbeatUrl === undefined) return [finding("odd", "heartbeat", noHeartbeatWords)];
  return [finding("good", "heartbeat", `${heartbeatUrl.host} is called after each check`)];
}

function pushFinding({ origin, otherFetchAddress }: Repository, { branch, pushedTo }: Rehearsal): Finding {
  const trial =
    pushedTo === undefined
      ? "answers, and has no commit yet for a trial push"
      : `has taken a push (for a trial, to ${pushedTo}, which is deleted again; no branch has changed)`;
  const words = `${origin} ${trial}; rows go to its branch ${branch}`;
  if (otherFetchAddress === undefined) return finding("good", "push", words);
  const fix = "see that this is meant: git remote set-url --push origin URL";
  return finding("odd", "push", `${words}; a git pull here comes from another address, ${otherFetchAddress}: ${fix}`);
}
