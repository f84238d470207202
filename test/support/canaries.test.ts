import { expect, it } from "vitest";
import { finderOf, newSecret, newToken } from "./canaries.ts";

const secret = newSecret();
const find = finderOf({ secret });
const bytes = (text: string) => Buffer.from(text);

it.each<[string, string | Buffer]>([
  ["as it is", `before${secret}after`],
  ["in bytes", Buffer.concat([Buffer.from([0xff, 0x00]), bytes(secret), Buffer.from([0xff])])],
  ["in part", secret.slice(2, 14)],
  ["in JSON", JSON.stringify({ secret })],
  ["in a URL", encodeURIComponent(secret)],
  ["in base64", bytes(secret).toString("base64")],
  ["in base64, one byte on", bytes(`x${secret}y`).toString("base64")],
  ["in base64, two bytes on", bytes(`xx${secret}yy`).toString("base64")],
  ["in base64 for URLs", bytes(`xx${secret}yy`).toString("base64url")],
  ["in hexadecimal", bytes(secret).toString("hex")],
  ["in large hexadecimal", bytes(secret).toString("hex").toUpperCase()],
])("a canary is found %s", (_how, text) => {
  expect(find(text)).toHaveLength(1);
});

it("finds nothing in other texts, and no piece that is too short to be one", () => {
  expect(find(`${newToken()} ${secret.slice(0, 11)} ${bytes(newSecret()).toString("base64")}`)).toEqual([]);
});
