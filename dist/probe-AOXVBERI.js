import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  fullProbeScript
} from "./chunk-Q36TMAXM.js";
import "./chunk-47E6GXZ3.js";
import "./chunk-IAKUP7UD.js";
import "./chunk-POYYXJBZ.js";

// src/commands/probe.ts
async function probe({ reporter }) {
  reporter.print(fullProbeScript());
}
export {
  probe
};
