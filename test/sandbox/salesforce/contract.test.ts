// Names, nullability and JSON types of every field against what a real org's describe gave jsforce, and the requests that
// Salesforce's own collection of requests knows (test/contracts/README.md).
import { readFileSync } from "node:fs";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactIds } from "../../../src/sandbox/salesforce/ids.ts";
import { objectIn, objectsIn, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

const fieldSchema = z.object({ type: z.string(), nullable: z.boolean() });
const objectSchema = z.object({
  fields: z.record(z.string(), fieldSchema),
  parents: z.record(z.string(), z.object({ type: z.string() })),
  children: z.record(z.string(), z.string()),
});
const contract = z
  .object({ objects: z.record(z.string(), objectSchema) })
  .parse(read("standard-objects.derived.json")).objects;
const requests = z
  .object({ items: z.array(z.object({ url: z.string(), method: z.string() })) })
  .parse(read("postman-requests.json")).items;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../contracts/salesforce/${name}`, import.meta.url), "utf8"));
}

/** Documented standard fields that are newer than the file's org, or that only an org with several currencies has. */
const documented: Readonly<Record<string, readonly string[]>> = {
  Account: ["AccountNumber", "CurrencyIsoCode", "Sic"],
  Contact: ["CurrencyIsoCode"],
  Opportunity: ["CurrencyIsoCode"],
  User: ["CurrencyIsoCode"],
  Task: ["CompletedDateTime"],
  Event: ["EndDate"],
};
const objects = [
  "Account",
  "Case",
  "CaseComment",
  "Contact",
  "Event",
  "Opportunity",
  "OpportunityContactRole",
  "OpportunityStage",
  "Task",
  "User",
];

let org: RunningOrg;
beforeAll(async () => {
  // Nothing hidden, so that every field is looked at.
  org = await startOrg({ settings: { hiddenFields: {} } });
});
afterAll(() => org.stop());

async function described(name: string): Promise<readonly Record<string, unknown>[]> {
  return objectsIn(objectIn((await org.get(`/sobjects/${name}/describe`)).body)["fields"]);
}

/** What is wrong with a value, or null. */
function problemOf(value: unknown, field: z.infer<typeof fieldSchema>, describedType: unknown): string | null {
  if (value === null) return field.nullable ? null : "is null";
  switch (field.type) {
    case "DateString":
      return (describedType === "date" ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/).test(
        String(value),
      )
        ? null
        : `is no ${String(describedType)}: ${String(value)}`;
    case "Address":
      return typeof value === "object" ? null : "is no address";
    default:
      return typeof value === field.type ? null : `is a ${typeof value} and no ${field.type}`;
  }
}

describe.each(objects)("%s", (name) => {
  const known = contract[name];

  it("has fields of the contract alone, or ones that are documented", async () => {
    const names = (await described(name)).map((field) => String(field["name"]));
    // An organization names its own fields so.
    const unknown = names.filter((field) => known?.fields[field] === undefined && !field.endsWith("__c"));
    expect(unknown.toSorted()).toEqual(documented[name] ?? []);
  });

  it("has values of the contract's types in every record", async () => {
    const fields = await described(name);
    const names = fields.map((field) => String(field["name"]));
    const records = await org.query(`SELECT ${names.join(", ")} FROM ${name}`);
    expect(records.length).toBeGreaterThan(0);
    const problems = records.flatMap((record) =>
      fields.flatMap((field) => {
        const column = String(field["name"]);
        const expected = known?.fields[column];
        const problem = expected === undefined ? null : problemOf(record[column], expected, field["type"]);
        return problem === null ? [] : [`${column} ${problem}`];
      }),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it("describes as required what the contract says is never null", async () => {
    const nillable = (await described(name)).flatMap((field) =>
      field["nillable"] === true ? [String(field["name"])] : [],
    );
    expect(nillable.filter((field) => known?.fields[field]?.nullable === false)).toEqual([]);
  });

  it("has relationships of the contract alone", async () => {
    const body = objectIn((await org.get(`/sobjects/${name}/describe`)).body);
    const parents = objectsIn(body["fields"]).flatMap((field) => {
      const relationship = field["relationshipName"];
      // The file's org had no recurring activities to go back to.
      return typeof relationship === "string" && relationship !== "RecurrenceActivity"
        ? [[relationship, targetOf(field["referenceTo"])] as const]
        : [];
    });
    const differing = parents.filter(([relationship, target]) => {
      const type = known?.parents[relationship]?.type;
      // To objects that the sandbox does not have, references lead nowhere; what may be several is of type Name.
      return type === undefined || (target !== null && type !== "Name" && target !== type);
    });
    expect(differing).toEqual([]);
    const children = objectsIn(body["childRelationships"]).map((child) => [
      child["relationshipName"],
      child["childSObject"],
    ]);
    expect(children).toEqual(children.map(([relationship]) => [relationship, known?.children[String(relationship)]]));
  });
});

/** The only object that a reference leads to; null for none or several. */
function targetOf(referenceTo: unknown): unknown {
  return Array.isArray(referenceTo) && referenceTo.length === 1 ? referenceTo[0] : null;
}

it("would notice a missing field, a null and another type", () => {
  expect(problemOf(null, { type: "string", nullable: false }, "string")).toBe("is null");
  expect(problemOf("5", { type: "number", nullable: true }, "currency")).toBe("is a string and no number");
  expect(problemOf("2024-01-01T00:00:00Z", { type: "DateString", nullable: true }, "datetime")).toContain(
    "is no datetime",
  );
});

describe("Salesforce's collection of requests", () => {
  // What it does not read yet, or what is no part of the sandbox.
  const missing = [
    /oauth2\/(?:introspect|authorize)/,
    /composite\/(?:graph|tree)/,
    /jobs\/query/,
    /eventSchema/,
    /layouts/,
    /parameterizedSearch/,
    /search\/(?:suggestions|layout|scopeOrder|suggestSearchQueries)/,
    /\/(?:deleted|updated)\//,
    /<FIELD_NAME>/,
  ];
  const reading = requests.filter(
    ({ url, method }) => method === "GET" && !missing.some((pattern) => pattern.test(url)),
  );

  it.each(reading.map(({ url }) => url))("GET %s is answered", async (template) => {
    const path = template
      .replace("{{_endpoint}}", "")
      .replace("/services/data/v{{version}}", "")
      .replace("<SOBJECT_API_NAME>", "Contact")
      .replace("<RECORD_ID>", contactIds.idOf(0))
      .replace("?ids&fields", `?ids=${contactIds.idOf(0)}&fields=Id`)
      .replace("search?q", "search?q=FIND+{test}");
    const answer = path.startsWith("/services") ? await fetch(org.server.url + path) : await org.get(path);
    expect(answer.status).toBe(200);
  });

  it("is not emptied by the list of what is missing", () => {
    expect(reading.length).toBeGreaterThan(9);
  });
});

describe("the description of an object", () => {
  it("leaves out what field-level security hides", async () => {
    const hiding = await startOrg({ settings: { hiddenFields: { Contact: ["AccountId", "Email"] } } });
    const { body } = await hiding.get("/sobjects/Contact/describe");
    const names = objectsIn(objectIn(body)["fields"]).map((field) => field["name"]);
    expect(names).not.toContain("Email");
    expect(names).toContain("Name");
    expect(await hiding.queryError("SELECT Id FROM Contact WHERE Email = 'x'")).toMatchObject({
      errorCode: "INVALID_FIELD",
    });
    expect(await hiding.queryError("SELECT Account.Name FROM Contact")).toMatchObject({ errorCode: "INVALID_FIELD" });
    expect(await hiding.queryError("SELECT (SELECT Id FROM Contacts) FROM Account")).toMatchObject({
      errorCode: "INVALID_TYPE",
    });
    const record = await hiding.get(`/sobjects/Contact/${contactIds.idOf(0)}`);
    expect(record.body).not.toHaveProperty("Email");
    const search = await hiding.get("/search", { q: "FIND {test} IN EMAIL FIELDS RETURNING Contact(Id)" });
    expect(search.body).toEqual({ searchRecords: [] });
    await hiding.stop();
  });

  it("gives picklists, references and flags", async () => {
    const fields = new Map((await described("Opportunity")).map((field) => [field["name"], field]));
    expect(fields.get("StageName")).toMatchObject({ type: "picklist", nillable: false, createable: true });
    expect(objectsIn(fields.get("StageName")?.["picklistValues"])).toContainEqual(
      expect.objectContaining({ value: "Closed Won", label: "Closed Won", active: true }),
    );
    expect(fields.get("AccountId")).toMatchObject({
      type: "reference",
      referenceTo: ["Account"],
      relationshipName: "Account",
    });
    expect(fields.get("IsWon")).toMatchObject({ type: "boolean", createable: false, updateable: false });
    expect(fields.get("Amount")).toMatchObject({ type: "currency", scale: 2, filterable: true, groupable: false });
    expect(fields.get("Description")).toMatchObject({ type: "textarea", filterable: false, sortable: false });
  });
});
