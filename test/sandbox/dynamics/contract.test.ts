// Names and types of the columns, and labels of the choices, against what is derived from Microsoft's Common Data Model
// (test/contracts/README.md says what that file is good for).
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectIn, objectsIn, startEnvironment } from "./running-environment.ts";
import type { RunningEnvironment } from "./running-environment.ts";

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly maxLength: number | undefined;
  readonly labels: readonly string[];
}

const file = new URL("../../contracts/dynamics/entities.derived.json", import.meta.url);
const entities = objectIn(objectIn(JSON.parse(readFileSync(file, "utf8")))["entities"]);

/** A group of the CDM that is no column. */
const noColumns: ReadonlySet<string> = new Set(["addressid"]);
const keys: Readonly<Record<string, string>> = {
  account: "accountid",
  contact: "contactid",
  opportunity: "opportunityid",
  incident: "incidentid",
};
const setNames: Readonly<Record<string, string>> = {
  account: "accounts",
  contact: "contacts",
  opportunity: "opportunities",
  incident: "incidents",
};

function attributesOf(entity: string): readonly Attribute[] {
  const attributes = objectIn(objectIn(entities[entity])["attributes"]);
  return Object.entries(attributes)
    .filter(([name]) => !noColumns.has(name))
    .map(([name, value]) => {
      const { type, kind, maxLength, options } = objectIn(value);
      return {
        name,
        // Foreign keys stand among the ids.
        type: type === "entityId" && name !== keys[entity] ? "lookup" : String(type ?? kind),
        maxLength: typeof maxLength === "number" ? maxLength : undefined,
        labels: options === undefined ? [] : objectsIn(options).map((option) => String(option["label"])),
      };
    });
}

/** How Dataverse's metadata calls the CDM's types; what is not here is a text. */
const attributeTypes: Readonly<Record<string, readonly string[]>> = {
  boolean: ["Boolean"],
  integer: ["Integer"],
  decimal: ["Decimal"],
  double: ["Double"],
  currency: ["Money"],
  baseCurrency: ["Money"],
  dateTime: ["DateTime"],
  entityId: ["Uniqueidentifier"],
  guid: ["Uniqueidentifier"],
  lookup: ["Lookup", "Customer"],
  listLookup: ["Picklist", "State"],
  listLookupCorrelated: ["Status"],
};
const isJson: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === "boolean",
  Integer: Number.isInteger,
  Picklist: Number.isInteger,
  State: Number.isInteger,
  Status: Number.isInteger,
  Decimal: Number.isFinite,
  Double: Number.isFinite,
  Money: Number.isFinite,
  DateTime: (value) => /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(String(value)),
  Uniqueidentifier: isGuid,
  Lookup: isGuid,
  Customer: isGuid,
  String: (value) => typeof value === "string",
  Memo: (value) => typeof value === "string",
};

function isGuid(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

let environment: RunningEnvironment;
beforeAll(async () => {
  environment = await startEnvironment();
});
afterAll(() => environment.stop());

describe.each(Object.keys(entities))("%s", (entity) => {
  const attributes = attributesOf(entity);
  const propertyOf = ({ name, type }: Attribute): string => (type === "lookup" ? `_${name}_value` : name);

  it("has every column of the model, by the type it has there", async () => {
    const { body } = await environment.get(`EntityDefinitions(LogicalName='${entity}')/Attributes`);
    const types = new Map(objectsIn(body["value"]).map((column) => [column["LogicalName"], column["AttributeType"]]));
    const wrong = attributes.filter(({ name, type }) => {
      const found = String(types.get(name));
      return !(attributeTypes[type] ?? ["String", "Memo"]).includes(found);
    });
    expect(wrong).toEqual([]);
    expect(attributes.length).toBeGreaterThan(60);
  });

  it("sends each as JSON of its type and no longer than it may be, and all of them when none is named", async () => {
    const select = attributes.map(propertyOf).join(",");
    const { body: metadata } = await environment.get(`EntityDefinitions(LogicalName='${entity}')/Attributes`);
    const types = new Map(
      objectsIn(metadata["value"]).map((column) => [column["LogicalName"], column["AttributeType"]]),
    );
    const { records } = await environment.get(`${setNames[entity]}?$select=${select}`);
    expect(records.length).toBeGreaterThan(30);
    for (const record of records) {
      for (const attribute of attributes) {
        const value = record[propertyOf(attribute)];
        if (value === null) continue;
        expect(isJson[String(types.get(attribute.name))]?.(value), `${attribute.name}: ${String(value)}`).toBe(true);
        expect(String(value).length).toBeLessThanOrEqual(attribute.maxLength ?? Infinity);
      }
    }
    const whole = await environment.get(`${setNames[entity]}?$top=1`);
    expect(Object.keys(whole.records[0] ?? {})).toEqual(expect.arrayContaining(attributes.map(propertyOf)));
  });

  it("calls its choices what the model calls them", async () => {
    const named = attributes.filter(({ labels }) => labels.length > 1);
    const prefer = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"';
    const { records } = await environment.get(setNames[entity] ?? "", { prefer });
    for (const { name, labels } of named) {
      const shown = records.map((record) => record[`${name}@OData.Community.Display.V1.FormattedValue`]);
      expect(labels).toEqual(expect.arrayContaining([...new Set(shown)].filter((label) => label !== undefined)));
    }
    expect(records.map((record) => record["statuscode@OData.Community.Display.V1.FormattedValue"])).not.toContain(
      undefined,
    );
  });
});

// From Microsoft's entity references; the model's own numbers are others.
describe("the numbers of choices are Dataverse's own", () => {
  it.each([
    [
      "incident",
      "statuscode",
      "Status",
      {
        "In Progress": 1,
        "On Hold": 2,
        "Waiting for Details": 3,
        Researching: 4,
        "Problem Solved": 5,
        "Information Provided": 1_000,
        Canceled: 6,
        Merged: 2_000,
      },
    ],
    ["incident", "statecode", "State", { Active: 0, Resolved: 1, Canceled: 2 }],
    ["incident", "prioritycode", "Picklist", { High: 1, Normal: 2, Low: 3 }],
    ["opportunity", "statecode", "State", { Open: 0, Won: 1, Lost: 2 }],
    ["opportunity", "statuscode", "Status", { "In Progress": 1, "On Hold": 2, Won: 3, Canceled: 4, "Out-Sold": 5 }],
    ["opportunity", "salesstage", "Picklist", { Qualify: 0, Develop: 1, Propose: 2, Close: 3 }],
    ["task", "statecode", "State", { Open: 0, Completed: 1, Canceled: 2, Scheduled: 3 }],
  ])("%s %s", async (entity, column, type, expected) => {
    const path = `EntityDefinitions(LogicalName='${entity}')/Attributes(LogicalName='${column}')`;
    const { status, body } = await environment.get(
      `${path}/Microsoft.Dynamics.CRM.${type}AttributeMetadata?$select=LogicalName&$expand=OptionSet`,
    );
    expect(status).toBe(200);
    const options = objectsIn(objectIn(body["OptionSet"])["Options"]);
    const found = options.map((option): [string, unknown] => [
      String(objectIn(objectIn(option["Label"])["UserLocalizedLabel"])["Label"]),
      option["Value"],
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});
