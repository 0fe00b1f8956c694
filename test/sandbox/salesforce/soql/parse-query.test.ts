import { describe, expect, it } from "vitest";
import { SalesforceError } from "../../../../src/sandbox/salesforce/errors.ts";
import { parseQuery } from "../../../../src/sandbox/salesforce/soql/parse-query.ts";
import type { Condition, Literal, Operand } from "../../../../src/sandbox/salesforce/soql/syntax.ts";

/** The condition written down again, with all its parentheses. */
function written(condition: Condition | null): string {
  if (condition === null) return "";
  switch (condition.kind) {
    case "and":
    case "or":
      return `(${condition.parts.map(written).join(` ${condition.kind} `)})`;
    case "not":
      return `not ${written(condition.part)}`;
    case "comparison":
      return `${operand(condition.operand)} ${condition.operator} ${literal(condition.literal)}`;
    case "in": {
      const { among, isNegated } = condition;
      const values =
        among.kind === "list" ? among.literals.map(literal).join("|") : `query of ${among.query.from.name}`;
      return `${operand(condition.operand)} ${isNegated ? "not in" : "in"} [${values}]`;
    }
  }
}

function operand(value: Operand): string {
  return value.kind === "path" ? value.steps.join("/") : `${value.name}<${value.path.steps.join("/")}>`;
}

function literal(value: Literal): string {
  switch (value.kind) {
    case "string":
      return `'${value.raw}'`;
    case "number":
    case "boolean":
      return String(value.value);
    case "currency":
      return `${value.value} ${value.isoCode}`;
    case "null":
      return "null";
    case "date":
    case "datetime":
      return `${value.kind} ${value.text}`;
    case "period":
      return `${value.name}${value.count === null ? "" : ` ${value.count}`}`;
  }
}

const where = (text: string): string => written(parseQuery(`SELECT Id FROM Contact WHERE ${text}`).where);

describe("conditions", () => {
  it.each([
    ["Name = 'x'", "Name = 'x'"],
    ["a=1 AND b<>2 AND c!=3", "(a = 1 and b != 2 and c != 3)"],
    ["a < 1 or b <= 2 or c >= -3.5", "(a < 1 or b <= 2 or c >= -3.5)"],
    ["(a > 1 OR b = 2) AND c = 3", "((a > 1 or b = 2) and c = 3)"],
    ["((a = 1))", "a = 1"],
    ["NOT a = 1 AND b = 2", "(not a = 1 and b = 2)"],
    ["NOT(NOT (a = 1 OR b = 2))", "not not (a = 1 or b = 2)"],
    ["Account.Owner.Name LIKE 'A%'", "Account/Owner/Name LIKE 'A%'"],
    ["Id IN ('a','b' , 'c')", "Id in ['a'|'b'|'c']"],
    ["Id NOT IN ('a')", "Id not in ['a']"],
    ["Id IN (SELECT ContactId FROM Case WHERE IsClosed = false)", "Id in [query of Case]"],
    ["a = TRUE AND b = false AND c = null AND d != NULL", "(a = true and b = false and c = null and d != null)"],
    ["a > 2024-02-29 AND b < 2024-01-01T00:00:00Z", "(a > date 2024-02-29 and b < datetime 2024-01-01T00:00:00Z)"],
    ["a = 2024-01-01T10:00:00.000+02:00", "a = datetime 2024-01-01T10:00:00.000+02:00"],
    ["a = 2024-01-01T10:00:00.000+0000", "a = datetime 2024-01-01T10:00:00.000+0000"],
    ["a = LAST_N_DAYS:30 OR b > this_month", "(a = LAST_N_DAYS 30 or b > THIS_MONTH)"],
    ["Amount > USD5000", "Amount > 5000 USD"],
    ["CALENDAR_YEAR(CreatedDate) = 2026", "CALENDAR_YEAR<CreatedDate> = 2026"],
    [String.raw`Name = 'O\'Neil \\ \n'`, String.raw`Name = 'O\'Neil \\ \n'`],
    ["Name = 'a AND b) --'", "Name = 'a AND b) --'"],
    ["a = 1e3", "a = 1000"],
  ])("reads %s", (text, expected) => {
    expect(where(text)).toBe(expected);
  });

  it.each([
    "",
    "a",
    "a =",
    "a = 'x",
    'a = "x"',
    "a = 1 AND",
    "a = 1 AND b = 2 OR c = 3",
    "(a = 1",
    "a = 1)",
    "a = b",
    "a IN ()",
    "a IN 'x'",
    "a NOT 'x'",
    "a = 2024-13-01",
    "a = 2024-01-01T00:00:00",
    "a = LAST_N_DAYS",
    "a = TODAY:3",
    "a IS NULL",
    "a = 1; b",
    "a = 1 -- comment",
    "SUM(a = 1",
    "nothing(a) = 1",
    "a = 1 LIMIT -1",
    "a = 1 LIMIT 1.5",
    "a = 1 LIMIT 1 WHERE b = 2",
    "a = 1 ORDER Name",
    "a = 1 ORDER BY Name NULLS",
  ])("refuses %s", (text) => {
    expect(() => where(text)).toThrow(SalesforceError);
    expect(() => where(text)).toThrow(
      expect.objectContaining({ status: 400, body: [expect.objectContaining({ errorCode: "MALFORMED_QUERY" })] }),
    );
  });
});

describe("queries", () => {
  it("reads every clause", () => {
    const query = parseQuery(
      "select c.Id, COUNT(Id) n, CALENDAR_MONTH(CreatedDate), (SELECT Id FROM Cases LIMIT 3) from Contact c " +
        "where c.Name != null group by Name, CALENDAR_MONTH(CreatedDate) having COUNT(Id) > 1 " +
        "order by COUNT(Id) desc nulls last, Name limit 10 offset 20",
    );
    expect(
      query.select.map((item) => (item.kind === "operand" ? [operand(item.operand), item.alias] : item.kind)),
    ).toEqual([["c/Id", null], ["COUNT<Id>", "n"], ["CALENDAR_MONTH<CreatedDate>", null], "subquery"]);
    expect(query.from).toMatchObject({ name: "Contact", alias: "c" });
    expect(query.groupBy.map(operand)).toEqual(["Name", "CALENDAR_MONTH<CreatedDate>"]);
    expect(written(query.having)).toBe("COUNT<Id> > 1");
    expect(query.orderBy.map((item) => [operand(item.operand), item.isDescending, item.areNullsLast])).toEqual([
      ["COUNT<Id>", true, true],
      ["Name", false, false],
    ]);
    expect(query).toMatchObject({ limit: 10, offset: 20 });
  });

  it("reads COUNT() and FIELDS()", () => {
    expect(parseQuery("SELECT COUNT() FROM Case").select).toMatchObject([{ kind: "countAll" }]);
    expect(parseQuery("SELECT FIELDS(STANDARD) FROM Case").select).toMatchObject([
      { kind: "allFields", scope: "STANDARD" },
    ]);
  });

  it.each([
    "",
    "SELECT",
    "SELECT FROM Contact",
    "SELECT Id",
    "SELECT Id, FROM Contact",
    "SELECT * FROM Contact",
    "SELECT Id FROM",
    "SELECT Id FROM 'Contact'",
    "SELECT Id Contact",
    "SELECT FIELDS(SOME) FROM Case",
    "UPDATE Contact SET Name = 'x'",
    "SELECT Id FROM Contact; DELETE",
    "SELECT Id FROM Contact LIMIT x",
    "SELECT Id FROM Contact GROUP BY COUNT(Id)",
    "SELECT Id FROM Contact WHERE Id = 'ü",
  ])("refuses %j", (text) => {
    expect(() => parseQuery(text)).toThrow(
      expect.objectContaining({ body: [expect.objectContaining({ errorCode: "MALFORMED_QUERY" })] }),
    );
  });

  it("says where a token is wrong, as Salesforce does", () => {
    const query = "SELECT Id,\n Name, Status FROM Contact WHERE AccountId =: account";
    expect(() => parseQuery(query)).toThrow(/^\n.*\n +\^\nERROR at Row:2:Column:45\nunexpected token: ':'$/);
  });

  it("takes offsets up to 2,000 and texts up to 100,000 characters", () => {
    expect(parseQuery("SELECT Id FROM Contact OFFSET 2000").offset).toBe(2_000);
    expect(() => parseQuery("SELECT Id FROM Contact OFFSET 2001")).toThrow("Maximum SOQL offset allowed is 2000");
    const long = `SELECT Id FROM Contact WHERE Name = '${"x".repeat(100_000)}'`;
    expect(() => parseQuery(long)).toThrow("SOQL statements cannot be longer than 100000 characters.");
  });
});
