import { expect, it } from "vitest";
import { rowReader } from "../../src/row/row.ts";
import { stateOf } from "../../src/row/state.ts";

it.each([
  ["ping:implausible", "", "up"],
  ["ping:implausible+ssh:auth", "", "trouble"],
  ["ping:implausible", "503", "trouble"],
  ["ping:unreachable+http:refused", "", "down"],
])("a host with the errors %s and the page's status %j is %3$s", (errors, httpCode, state) => {
  const read = rowReader("node", ["time", "host", "http_code", "errors"]);
  expect(stateOf(read("2026-11-22T21:32:05Z", "web-1", ["", "", httpCode, errors]))).toBe(state);
});
