import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

let org: RunningOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.stop());

const custom = (field: string) => `be sure to append the '__c' after the custom ${field} name`;

describe("a query that is wrong", () => {
  it.each([
    ["SELECT Foo FROM Contact", "INVALID_FIELD", "No such column 'Foo' on entity 'Contact'."],
    ["SELECT Foo FROM Contact", "INVALID_FIELD", custom("field")],
    ["SELECT Account.Foo FROM Contact", "INVALID_FIELD", "No such column 'Foo' on entity 'Account'."],
    ["SELECT Owner.Foo FROM Case", "INVALID_FIELD", "No such column 'Foo' on entity 'Name'."],
    ["SELECT Id FROM Contact WHERE Foo = 1", "INVALID_FIELD", "No such column 'Foo' on entity 'Contact'."],
    ["SELECT Id FROM Contact ORDER BY Foo", "INVALID_FIELD", "No such column 'Foo' on entity 'Contact'."],
    ["SELECT COUNT(Foo) FROM Contact", "INVALID_FIELD", "No such column 'Foo' on entity 'Contact'."],
    ["SELECT Foo.Name FROM Contact", "INVALID_FIELD", "Didn't understand relationship 'Foo' in field path."],
    ["SELECT Id FROM Foo", "INVALID_TYPE", "sObject type 'Foo' is not supported."],
    ["SELECT (SELECT Id FROM Foos) FROM Account", "INVALID_TYPE", "Didn't understand relationship 'Foos' in FROM part"],
    ["SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM Foo)", "INVALID_TYPE", "sObject type 'Foo'"],
    ["SELECT Id, Id FROM Contact", "INVALID_FIELD", "duplicate field selected: Id"],
    ["SELECT Name n FROM Contact", "MALFORMED_QUERY", "only aggregate expressions use field aliasing"],
    ["SELECT Id FROM Contact WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: abc"],
    ["SELECT Id FROM Contact WHERE AccountId IN ('x')", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: x"],
    ["SELECT Id FROM Contact WHERE Id LIKE '003%'", "INVALID_FIELD", "invalid operator on id field"],
    [
      "SELECT Id FROM Contact WHERE Name = 5",
      "INVALID_FIELD",
      "'Name' must be of type string and should be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Opportunity WHERE Amount = '5'",
      "INVALID_FIELD",
      "'Amount' must be of type double and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE NumberOfEmployees = true",
      "INVALID_FIELD",
      "'NumberOfEmployees' must be of type int",
    ],
    ["SELECT Id FROM Contact WHERE CreatedDate > '2024-01-01T00:00:00Z'", "INVALID_FIELD", "must be of type dateTime"],
    ["SELECT Id FROM Contact WHERE CreatedDate > 2024-01-01", "INVALID_FIELD", "must be of type dateTime"],
    ["SELECT Id FROM Opportunity WHERE CloseDate > 2024-01-01T00:00:00Z", "INVALID_FIELD", "must be of type date and"],
    ["SELECT Id FROM Case WHERE IsClosed = 'true'", "INVALID_FIELD", "'IsClosed' must be of type boolean"],
    ["SELECT Id FROM Case WHERE Subject = LAST_MONTH", "INVALID_FIELD", "'Subject' must be of type string"],
    [
      "SELECT Id FROM Case WHERE Description = 'x'",
      "INVALID_FIELD",
      "field 'Description' can not be filtered in a query call",
    ],
    ["SELECT Id FROM Contact WHERE MailingAddress = null", "INVALID_FIELD", "'MailingAddress' can not be filtered"],
    [
      "SELECT Id FROM Case ORDER BY Description",
      "MALFORMED_QUERY",
      "field 'Description' can not be sorted in a query call",
    ],
    ["SELECT Amount, COUNT(Id) FROM Opportunity GROUP BY Amount", "MALFORMED_QUERY", "'Amount' can not be grouped"],
    [
      "SELECT Name, COUNT(Id) FROM Contact GROUP BY Email",
      "MALFORMED_QUERY",
      "Field must be grouped or aggregated: Name",
    ],
    ["SELECT Name, COUNT(Id) FROM Contact", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name"],
    ["SELECT Id FROM Contact WHERE COUNT(Id) > 1", "MALFORMED_QUERY", "unexpected token: 'COUNT'"],
    ["SELECT COUNT(), Id FROM Contact", "MALFORMED_QUERY", "COUNT() must be the only element"],
    ["SELECT COUNT(Id) FROM Contact LIMIT 5", "MALFORMED_QUERY", "aggregate functions cannot also use LIMIT"],
    ["SELECT SUM(Name) FROM Contact", "MALFORMED_QUERY", "does not support aggregate operator SUM"],
    ["SELECT CALENDAR_YEAR(Name) FROM Contact", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name"],
    ["SELECT CALENDAR_YEAR(Name) y FROM Contact GROUP BY CALENDAR_YEAR(Name)", "MALFORMED_QUERY", "must be a date"],
    ["SELECT FIELDS(ALL) FROM Contact", "MALFORMED_QUERY", "must have a LIMIT of at most 200"],
    ["SELECT FIELDS(ALL) FROM Contact LIMIT 201", "MALFORMED_QUERY", "must have a LIMIT of at most 200"],
    ["SELECT Id FROM Contact OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000"],
    [
      String.raw`SELECT Id FROM Contact WHERE Name = '\q'`,
      "MALFORMED_QUERY",
      String.raw`Illegal character sequence '\q'`,
    ],
    ["SELECT Id FROM Opportunity WHERE Amount > XXX500", "INVALID_FIELD", "Invalid currency ISO code: XXX"],
    ["SELECT Id FROM Contact WHERE Name LIKE 5", "INVALID_FIELD", "'Name' must be of type string"],
    ["SELECT Id, Birthdate FROM Contact", "INVALID_FIELD", "No such column 'Birthdate' on entity 'Contact'."],
  ])("%s: %s", async (soql, errorCode, message) => {
    expect(await org.queryError(soql)).toEqual({ errorCode, message: expect.stringContaining(message) });
  });

  it("is refused when it is too complicated, which takes a thousand comparisons", async () => {
    // By GET no query is as long as that; a composite request brings its query in its body.
    const conditions = Array.from({ length: 1_001 }, (_, number) => `Name = '${number}'`).join(" OR ");
    const url = `/services/data/v60.0/query?q=${encodeURIComponent(`SELECT Id FROM Contact WHERE ${conditions}`)}`;
    const answer = await org.send("POST", "/composite", {
      compositeRequest: [{ method: "GET", url, referenceId: "a" }],
    });
    expect(answer.body).toMatchObject({
      compositeResponse: [{ httpStatusCode: 400, body: [{ errorCode: "QUERY_TOO_COMPLICATED" }] }],
    });
  });

  it("is refused when its URL is longer than 16,384 bytes, and so is one with its headers", async () => {
    const long = await org.get("/query", { q: `SELECT Id FROM Contact WHERE Name = '${"x".repeat(16_384)}'` });
    expect([long.status, long.body]).toEqual([414, [{ message: "URI Too Long", errorCode: "URI_TOO_LONG" }]]);
    const q = `SELECT Id FROM Contact WHERE Name = '${"x".repeat(15_000)}'`;
    expect((await org.get("/query", { q })).status).toBe(200);
    expect((await org.get("/query", { q }, { "x-padding": "x".repeat(2_000) })).status).toBe(431);
  });
});
