import { describe, expect, it } from "vitest";
import { breakableBlank, unbrokenFigures } from "../../src/words/figure.ts";

describe("a figure", () => {
  it("stays beside its unit", () => {
    expect(unbrokenFigures("0 % up, 3.2 GiB, 2 h 5 min, 58 °C, 3 days")).toBe(
      "0\u00a0% up, 3.2\u00a0GiB, 2\u00a0h 5\u00a0min, 58\u00a0°C, 3\u00a0days",
    );
    expect("down 2 h 5 min in 3 outages".split(breakableBlank)).toEqual(["down", "2 h", "5 min", "in", "3", "outages"]);
  });

  it("is not joined with a word that only begins like a unit", () => {
    expect(unbrokenFigures("3 hosts, 2 servers, 1 minute, web 1 Ω")).toBe("3 hosts, 2 servers, 1 minute, web 1 Ω");
  });
});
