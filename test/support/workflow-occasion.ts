/** What makes GitHub run a workflow, and the contexts that this gives: `github`, `inputs`, `secrets`, `vars`. */
import type { EventsConfig, InputConfig } from "@actions/workflow-parser/model/workflow-template";
import type { Contexts, Texts } from "./workflow-text.ts";

export type Occasion =
  | { readonly event: "schedule" }
  | { readonly event: "workflow_dispatch"; readonly inputs?: Texts }
  | { readonly event: "push"; readonly ref: string };

export interface Repository {
  /** `owner/name` */
  readonly name: string;
  /** What actions/checkout fetches from. */
  readonly remote: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly secrets?: Texts;
  readonly vars?: Texts;
  /** Whether others are made from it. Default: it is such a copy. */
  readonly isTemplate?: boolean;
  /** The folder in which each of its runners has one. */
  readonly machines: string;
}

export function contextsOf(events: EventsConfig, occasion: Occasion, repository: Repository): Contexts {
  const { secrets = {}, vars = {}, token } = repository;
  const inputs = inputsOf(events, occasion);
  // What the schedule tells of the repository is documented nowhere.
  const about = { repository: { is_template: repository.isTemplate ?? false } };
  const event = occasion.event === "schedule" ? { schedule: cronOf(events) } : { inputs, ...about };
  const ref = occasion.event === "push" ? occasion.ref : "refs/heads/main";
  const github = {
    ...{ event_name: occasion.event, event, repository: repository.name, token, run_id: "1", actor: "octocat" },
    ...{ ref, ref_name: ref.replace(/^refs\/\w+\//, ""), ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch" },
    ...{ server_url: "https://github.com", api_url: repository.apiUrl },
  };
  return { github, inputs, vars, secrets: { ...secrets, GITHUB_TOKEN: token } };
}

function cronOf({ schedule = [] }: EventsConfig): string {
  const [first] = schedule;
  if (first === undefined) throw new Error("the workflow has no schedule");
  return first.cron;
}

/** There are none unless a person or a program starts the workflow. */
function inputsOf(events: EventsConfig, occasion: Occasion): Contexts {
  if (events[occasion.event] === undefined) throw new Error(`the workflow does not run on ${occasion.event}`);
  if (occasion.event !== "workflow_dispatch") return {};
  const known = events.workflow_dispatch?.inputs ?? {};
  const given = occasion.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => known[name] === undefined);
  if (unknown.length > 0) throw new Error(`GitHub would refuse inputs that the workflow lacks: ${unknown.join(", ")}`);
  return Object.fromEntries(Object.entries(known).map(([name, config]) => [name, inputOf(name, config, given[name])]));
}

function inputOf(name: string, config: InputConfig, given: string | undefined): unknown {
  const value = given ?? config.default ?? "";
  if (config.options !== undefined && !config.options.some((option) => option === value))
    throw new Error(`GitHub would refuse ${name}: there is no option "${value}"`);
  return config.type === "boolean" ? String(value) === "true" : value;
}
