import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  readInventory
} from "./chunk-BJZS2I76.js";
import "./chunk-SPMCDJCB.js";
import {
  count
} from "./chunk-ZZJSGI6R.js";
import "./chunk-IAKUP7UD.js";
import "./chunk-POYYXJBZ.js";

// src/commands/validate.ts
async function validate({ inputs, surroundings, reporter }) {
  const inventory = await readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  for (const host of inventory.hosts) reporter.info(describe(host));
  reporter.info(`${count(inventory.hosts.length, "host")}, no errors`);
}
function describe(host) {
  const users = [...new Set(host.identities.map(({ username }) => username))];
  const parts = [
    host.type,
    host.named ? "ping" : `ping ${host.address}`,
    host.homePage && `page ${host.homePage.origin}`,
    users.length > 0 && `ssh port ${host.port} as ${users.join(", then ")}`
  ];
  return `${host.id}: ${parts.filter(Boolean).join(", ")}`;
}
export {
  validate
};
