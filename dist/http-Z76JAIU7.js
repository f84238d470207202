const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  requestPage
} from "./chunk-X772634R.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-BR6ED527.js";
export {
  requestPage
};
