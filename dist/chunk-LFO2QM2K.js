const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  __commonJS,
  __require
} from "./chunk-BR6ED527.js";

// at-first-use:node:net
var require_node_net = __commonJS({
  "at-first-use:node:net"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:net");
    for (const name of ["BlockList", "BoundSocket", "Server", "Socket", "SocketAddress", "Stream", "_createServerHandle", "_normalizeArgs", "connect", "createConnection", "createServer", "getDefaultAutoSelectFamily", "getDefaultAutoSelectFamilyAttemptTimeout", "isIP", "isIPv4", "isIPv6", "setDefaultAutoSelectFamily", "setDefaultAutoSelectFamilyAttemptTimeout"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

export {
  require_node_net
};
