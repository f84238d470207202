const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  readInventory
} from "./chunk-KC65QT6A.js";
import "./chunk-J2PM5DPM.js";
import "./chunk-DF2DJ47O.js";
import "./chunk-J26OB2QN.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-LFO2QM2K.js";
import {
  count
} from "./chunk-2QMTXIVR.js";
import "./chunk-BR6ED527.js";

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
