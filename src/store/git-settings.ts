/** Settings for some calls of git by the environment, where neither the process list nor the repository shows them. */
import type { Environment, Git } from "./git-process.ts";

export type Setting = readonly [key: string, value: string];

/** Git with these settings on top of those that `environment` already has for it. */
export function withSettings(git: Git, settings: readonly Setting[], environment: Environment): Git {
  if (settings.length === 0) return git;
  const first = Number(environment["GIT_CONFIG_COUNT"] ?? 0) || 0;
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  const added: Environment = { GIT_CONFIG_COUNT: String(first + settings.length), ...Object.fromEntries(pairs) };
  return (call) => git({ ...call, environment: { ...added, ...call.environment } });
}
