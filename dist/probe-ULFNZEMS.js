const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  fullProbeScript
} from "./chunk-KG4TA4YK.js";
import "./chunk-IGDBPSKK.js";
import "./chunk-J26OB2QN.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-BR6ED527.js";

// src/commands/probe.ts
async function probe({ reporter }) {
  reporter.print(fullProbeScript());
}
export {
  probe
};
