/** `page`: the rows of the last 90 days → a website of one page, and the same as JSON and as a badge. */
import { join } from "node:path";
import { newRules } from "../alerts/rules.ts";
import { InputError } from "../inputs.ts";
import type { Host } from "../inventory/host.ts";
import { generator, headlineOf, pageHtml } from "../report/page/page-html.ts";
import { badgeJson, statusJson } from "../report/page/page-json.ts";
import { PageLog, startOfReading } from "../report/page/page-log.ts";
import { type ListedHost, type PageModel, pageModel } from "../report/page/page-model.ts";
import { hasEarlierRows, hasRows, type Results, runsBetween } from "../store/results.ts";
import { type SiteFile, writeSite } from "../store/site.ts";
import { openResults } from "../store/store.ts";
import { listed } from "../words/count.ts";
import { evaluate, openAlerting } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { storeSettings } from "./history.ts";
import { hostOf, hostsAtHand } from "./host-rules.ts";

export async function page(call: Call): Promise<void> {
  const { inputs, reporter } = call;
  const hosts = hostsAtHand(call);
  const results = await openResults(storeSettings(call));
  if (!hasRows(results))
    throw new InputError([
      `results: ${inputs.results} has no rows; run a check first, or name the folder that has them`,
    ]);
  const model = await readModel(results, hosts, call);
  await writeSite(inputs.out, filesOf(model, call));
  reporter.info(`${headlineOf(model)}: ${join(inputs.out, "index.html")}`);
  const hidden = hosts === undefined ? hiddenHosts(model) : [];
  if (hidden.length > 0) reporter.info(hiddenWords(hidden));
}

function hiddenHosts({ hosts, detail }: PageModel): string[] {
  return detail === "full"
    ? []
    : hosts.flatMap(({ name, status: { host } }) => (name === host ? [] : `${host} is ${name}`));
}

/** Nobody should wonder where a host has gone, nor read its address on a website. */
function hiddenWords(hidden: readonly string[]): string {
  return `without an inventory, a name with a dot or a colon may be an address, which the page does not show: ${listed(hidden)}; give the \`inventory\`, in which a host has a \`name\`, or set \`detail: full\``;
}

async function readModel(results: Results, hosts: readonly Host[] | undefined, call: Call): Promise<PageModel> {
  const { inputs, now, reporter } = call;
  const { confirm, detail } = inputs;
  const isComplete = !(await hasEarlierRows(results, startOfReading(now)));
  const rules = newRules({ confirm, isComplete, hostOf: hosts && hostOf(hosts) });
  const log = new PageLog({ now, rules });
  const damage: Error[] = [];
  for await (const run of runsBetween(results, startOfReading(now), now, (error) => void damage.push(error)))
    log.add(run);
  if (damage[0] !== undefined)
    reporter.warn(`${damage[0].message} (${damage.length} in all); the page is made without`);
  const { open } = await evaluate(await openAlerting(call, { rules }, () => true), []);
  return pageModel({ log, inventory: hosts?.map(listedHost), open, detail });
}

function listedHost({ id, named, group }: Host): ListedHost {
  return { host: id, isNamed: named, group };
}

function filesOf(model: PageModel, call: Call): SiteFile[] {
  return [
    { name: "index.html", text: pageHtml(model, clockOf(call)), isOurs: (present) => present.includes(generator) },
    { name: "status.json", text: statusJson(model), isOurs: isOf("counts") },
    { name: "badge.json", text: badgeJson(model), isOurs: isOf("schemaVersion") },
  ];
}

function isOf(key: string): (present: string) => boolean {
  return (present) => present.includes(`"${key}"`);
}
