import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataverseError } from "../../../../src/sandbox/dynamics/errors.ts";
import { parseFilter } from "../../../../src/sandbox/dynamics/odata/parse-filter.ts";
import type { Expression, Operand } from "../../../../src/sandbox/dynamics/odata/parse-filter.ts";

/** An expression written with all its parentheses. */
function written(expression: Expression): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return `(${written(expression.left)} ${expression.kind} ${written(expression.right)})`;
    case "not":
      return `not ${written(expression.operand)}`;
    case "compare":
      return `${operand(expression.left)} ${expression.operator} ${operand(expression.right)}`;
    case "text":
      return `${expression.test}(${expression.path.join("/")}, ${JSON.stringify(expression.value)})`;
    case "function":
      return `${expression.name}(${[...expression.parameters].map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")})`;
  }
}

function operand(side: Operand): string {
  if (side.kind === "path") return side.path.join("/");
  return side.literal.type === "null" ? "null" : `${side.literal.type} ${JSON.stringify(side.literal.value)}`;
}

const guid = "d47d90d9-0000-ef11-8002-6045bd000007";

describe("a filter", () => {
  it.each([
    ["firstname eq 'Ann'", 'firstname eq string "Ann"'],
    ["lastname eq 'O''Bryan'", 'lastname eq string "O\'Bryan"'],
    ["firstname eq ''", 'firstname eq string ""'],
    ["name eq 'a and (b or c)'", 'name eq string "a and (b or c)"'],
    ["name eq 'true'", 'name eq string "true"'],
    ["name eq 'null'", 'name eq string "null"'],
    ["revenue gt 100000", "revenue gt number 100000"],
    ["revenue le -1.50", "revenue le number -1.5"],
    ["merged eq true", "merged eq boolean true"],
    ["emailaddress1 ne null", "emailaddress1 ne null"],
    [`_parentcustomerid_value eq ${guid}`, `_parentcustomerid_value eq guid "${guid}"`],
    [`contactid eq ${guid.toUpperCase()}`, `contactid eq guid "${guid}"`],
    ["createdon ge 2026-01-02T03:04:05Z", `createdon ge datetime ${Date.UTC(2026, 0, 2, 3, 4, 5)}`],
    ["createdon ge 2026-01-02T03:04:05.678+02:00", `createdon ge datetime ${Date.UTC(2026, 0, 2, 1, 4, 5, 678)}`],
    ["estimatedclosedate lt 2026-02-28", 'estimatedclosedate lt date "2026-02-28"'],
    ["firstname eq lastname", "firstname eq lastname"],
    ["100 lt revenue", "number 100 lt revenue"],
    ["primarycontactid/createdby/fullname eq 'A'", 'primarycontactid/createdby/fullname eq string "A"'],
    ["contains(name,'(sample)')", 'contains(name, "(sample)")'],
    ["startswith( name , 'a' )", 'startswith(name, "a")'],
    ["a eq 1 or b eq 2 and c eq 3", "(a eq number 1 or (b eq number 2 and c eq number 3))"],
    ["(a eq 1 or b eq 2) and c eq 3", "((a eq number 1 or b eq number 2) and c eq number 3)"],
    ["a eq 1 and b eq 2 and c eq 3", "((a eq number 1 and b eq number 2) and c eq number 3)"],
    ["not contains(name,'x')", 'not contains(name, "x")'],
    ["not (a eq 1) and b eq 2", "(not a eq number 1 and b eq number 2)"],
    ["not not (a eq 1 or b eq 2)", "not not (a eq number 1 or b eq number 2)"],
    [
      "Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=['a','b'])",
      'In(PropertyName: "contactid", PropertyValues: ["a","b"])',
    ],
    [
      `Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=["O'Brian","say \\"hi\\" [now]"])`,
      `In(PropertyName: "name", PropertyValues: ["O'Brian","say \\"hi\\" [now]"])`,
    ],
    [
      "Microsoft.Dynamics.CRM.Between(PropertyName='a',PropertyValues=[5,20.5])",
      'Between(PropertyName: "a", PropertyValues: ["5","20.5"])',
    ],
    [
      "Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=7)",
      'LastXDays(PropertyName: "createdon", PropertyValue: "7")',
    ],
    ["Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", 'Today(PropertyName: "createdon")'],
    ["Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=[])", 'In(PropertyName: "a", PropertyValues: [])'],
  ])("%s", (text, expected) => {
    expect(written(parseFilter(text))).toBe(expected);
  });

  it("takes the values of aliases, and null for one without", () => {
    const aliases = new Map([
      ["@p1", "'contactid'"],
      ["@p2", `["${guid}","x"]`],
      ["@p3", "revenue"],
    ]);
    const text = "Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2) and @p3 ne @p4";
    expect(written(parseFilter(text, aliases))).toBe(
      `(In(PropertyName: "contactid", PropertyValues: ["${guid}","x"]) and revenue ne null)`,
    );
  });

  it.each([
    ["", "Expression expected at position 0 in ''."],
    ["firstname", "Syntax error at position 9 in 'firstname'."],
    ["firstname eq", "Expression expected at position 12 in 'firstname eq'."],
    ["firstname = 'a'", "Syntax error at position 10 in 'firstname = 'a''."],
    ["a eq 1 b eq 2", "Syntax error at position 7 in 'a eq 1 b eq 2'."],
    ["(a eq 1", "')' expected at position 7 in '(a eq 1'."],
    ["a eq 1)", "Syntax error at position 6 in 'a eq 1)'."],
    // The message in Microsoft's documentation.
    ["lastname eq 'O'Bryan'", "There is an unterminated literal at position 21 in 'lastname eq 'O'Bryan''."],
    ["a eq 'x", "There is an unterminated literal at position 7 in 'a eq 'x'."],
    ["a ?? b", "Syntax error: character '?' is not valid at position 2 in 'a ?? b'."],
    ["not firstname eq 'x'", "A unary operator with an incompatible type was detected for operator kind 'Not'."],
    ["tolower(name) eq 'a'", "An unknown function with name 'tolower' was found."],
    ["contains('a',name)", "No function signature for the function with name 'contains' matches"],
    ["createdon gt 2026-02-30", "Unrecognized 'Edm.Date' literal '2026-02-30'."],
    [
      "Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['O'Brian'])",
      "Invalid JSON. A comma character ',' was expected in scope 'Array'.",
    ],
  ])("refuses %s", (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  it("reads any text back from between its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const text = `name eq '${value.replaceAll("'", "''")}'`;
        expect(parseFilter(text)).toMatchObject({ right: { literal: { type: "string", value } } });
        expect(parseFilter(`contains(name,'${value.replaceAll("'", "''")}')`)).toMatchObject({ value });
      }),
    );
  });

  it("reads any texts back from an array", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (values) => {
        const text = `Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=${JSON.stringify(values)})`;
        const parsed = parseFilter(text);
        expect(parsed.kind === "function" && parsed.parameters.get("PropertyValues")).toEqual(values);
      }),
    );
  });

  it("answers any text with an expression or a refusal of Dataverse's", () => {
    const word = fc.constantFrom(
      "a",
      "eq",
      "and",
      "or",
      "not",
      "(",
      ")",
      "'x'",
      "1",
      "null",
      ",",
      "contains",
      "@p",
      "[",
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(refusalOf(words.join(" "))).toBe("none or a 400");
      }),
    );
  });
});

function refusalOf(text: string): string {
  try {
    parseFilter(text);
  } catch (error) {
    if (!(error instanceof DataverseError) || error.statusCode !== 400) return String(error);
  }
  return "none or a 400";
}
