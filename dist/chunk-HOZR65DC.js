const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  __commonJS,
  __require
} from "./chunk-BR6ED527.js";

// at-first-use:node:http
var require_node_http = __commonJS({
  "at-first-use:node:http"(exports) {
    var loaded;
    var load = () => loaded ??= __require("node:http");
    for (const name of ["Agent", "ClientRequest", "CloseEvent", "IncomingMessage", "METHODS", "MessageEvent", "OutgoingMessage", "STATUS_CODES", "Server", "ServerResponse", "WebSocket", "_connectionListener", "createServer", "get", "globalAgent", "maxHeaderSize", "request", "setGlobalProxyFromEnv", "setMaxIdleHTTPParsers", "validateHeaderName", "validateHeaderValue"]) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  }
});

export {
  require_node_http
};
