/** GitHub's packages import JSON in a way that plain Node refuses: whoever wants them imports this first. */
import { registerHooks } from "node:module";

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
