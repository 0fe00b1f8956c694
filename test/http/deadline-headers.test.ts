import { describe, expect, it } from "vitest";
import { deadlinesAsked } from "../../src/http/deadline-headers.ts";

const asked = (headers: Record<string, string>) => deadlinesAsked(headers, 1_000, () => new Set(["payments", "desk"]));

describe("deadlinesAsked", () => {
  it("is nothing where the headers say nothing of it", () => {
    expect(asked({ accept: "*/*" })).toBeUndefined();
  });

  it.each([
    [{ "tributary-deadline": "800" }, 1_800, []],
    [{ "tributary-source-deadlines": "payments=300" }, Infinity, [["payments", 1_300]]],
    [
      { "tributary-deadline": " 900 ", "tributary-source-deadlines": "payments = 300,desk=500" },
      1_900,
      [
        ["payments", 1_300],
        ["desk", 1_500],
      ],
    ],
  ])("counts from now: %j", (headers, wholeMs, bySource) => {
    expect(asked(headers)).toEqual({ wholeMs, bySource: new Map(bySource as [string, number][]) });
  });

  it.each([
    ["tributary-deadline", "soon", 'should give whole milliseconds above 0, such as 800, instead got "soon"'],
    ["tributary-deadline", "0", 'instead got "0"'],
    ["tributary-deadline", "-5", 'instead got "-5"'],
    ["tributary-deadline", "1.5", 'instead got "1.5"'],
    ["tributary-deadline", "800, 900", 'instead got "800, 900"'],
    ["tributary-source-deadlines", "", 'should be like payments=300, desk=500, instead got ""'],
    ["tributary-source-deadlines", "payments", 'instead got "payments"'],
    ["tributary-source-deadlines", "payments=1=2", 'instead got "payments=1=2"'],
    ["tributary-source-deadlines", "payments=fast", 'instead got "fast"'],
    ["tributary-source-deadlines", "payments=1, payments=2", "names payments twice"],
    [
      "tributary-source-deadlines",
      "vault=300",
      'names "vault", which is no source that you see; you see payments, desk',
    ],
    ["tributary-source-deadlines", "__proto__=300", "which is no source that you see"],
  ])("refuses %s: %s", (header, value, message) => {
    const mistake = asked({ [header]: value });
    expect(mistake).toMatchObject({ code: "BAD_USER_INPUT", extensions: { header } });
    expect(mistake).toMatchObject({ message: expect.stringContaining(`The header ${header} `) });
    expect(mistake).toMatchObject({ message: expect.stringContaining(message) });
  });
});
