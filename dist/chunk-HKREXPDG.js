const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  __commonJS,
  __require
} from "./chunk-BR6ED527.js";

// at-first-use:node:os
var require_node_os = __commonJS({
  "at-first-use:node:os"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:os");
    for (const name of ["EOL", "arch", "availableParallelism", "constants", "cpus", "devNull", "endianness", "freemem", "getPriority", "homedir", "hostname", "loadavg", "machine", "networkInterfaces", "platform", "release", "setPriority", "tmpdir", "totalmem", "type", "uptime", "userInfo", "version"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

export {
  require_node_os
};
