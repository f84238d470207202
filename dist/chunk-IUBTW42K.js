const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  __commonJS,
  __require
} from "./chunk-BR6ED527.js";

// at-first-use:node:timers/promises
var require_promises = __commonJS({
  "at-first-use:node:timers/promises"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:timers/promises");
    for (const name of ["scheduler", "setImmediate", "setInterval", "setTimeout"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

export {
  require_promises
};
