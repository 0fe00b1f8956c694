// Where each vendor has the fields that accounts define themselves, and what it refuses.
import { describe, expect, it } from "vitest";
import { connectorByName } from "../../src/connectors/index.ts";
import { customLine } from "../../src/mapping/custom-field.ts";
import type { EntityType } from "../../src/mapping/entities.ts";
import { mappingContext } from "./connector-case.ts";

function placeOf(connector: string, type: EntityType, name: string) {
  const place = connectorByName(connector)?.customField?.(type, name);
  if (place === undefined) throw new Error(`${connector} has no such fields`);
  return place;
}

function read(
  connector: string,
  type: EntityType,
  name: string,
  record: unknown,
  own: "String" | "DateTime" = "String",
) {
  const place = placeOf(connector, type, name);
  if (typeof place === "string") throw new Error(place);
  const line = customLine({ entity: type, name: "own", field: name, type: own }, place);
  return { value: line.read(record, mappingContext({})), paths: line.paths, asks: line.asks };
}

describe("a field of the account's own", () => {
  it.each<[string, EntityType, string, unknown, readonly string[]]>([
    ["hubspot", "Contact", "tier", { properties: { tier: "gold" } }, ["properties.tier"]],
    ["hubspot", "Activity", "tier", { tasks: { properties: { tier: "gold" } } }, ["properties.tier"]],
    ["salesforce", "Deal", "Tier__c", { Tier__c: "gold" }, ["Tier__c"]],
    ["salesforce", "Activity", "Tier__c", { Event: { Tier__c: "gold" } }, ["Tier__c"]],
    ["dynamics", "Ticket", "new_tier", { new_tier: "gold" }, ["new_tier"]],
    ["zendesk", "Contact", "tier", { user_fields: { tier: "gold" } }, ["user_fields.tier"]],
    ["zendesk", "Company", "tier", { organization_fields: { tier: "gold" } }, ["organization_fields.tier"]],
    ["zendesk", "Ticket", "77", { custom_fields: [{ id: 76 }, { id: 77, value: "gold" }] }, ["custom_fields.77"]],
    ["intercom", "Contact", "My tier", { custom_attributes: { "My tier": "gold" } }, ["custom_attributes.My tier"]],
    [
      "intercom",
      "Ticket",
      "tier",
      { ticket_attributes: { tier: "gold" } },
      ["custom_attributes.tier", "ticket_attributes.tier"],
    ],
    ["stripe", "Invoice", "metadata.a.tier", { metadata: { "a.tier": "gold" } }, ["metadata.a.tier"]],
    ["smartico", "Player", "extra.tier", { extra: { tier: "gold" } }, ["extra.tier"]],
  ])("of %s's %s is found by %s", (connector, type, name, record, asks) => {
    const found = read(connector, type, name, record);
    expect([found.value, found.asks]).toEqual(["gold", asks]);
    expect(read(connector, type, name, {}).value).toBeNull();
  });

  it("is hidden by the names that a description of the account has", () => {
    expect(read("salesforce", "Activity", "Tier__c", {}).paths).toEqual(["Task.Tier__c", "Event.Tier__c"]);
  });

  it.each<[string, EntityType, string, string]>([
    ["hubspot", "Contact", "Loyalty Tier", "should be a property's internal name"],
    ["hubspot", "User", "tier", "which has no properties of an account's own"],
    ["salesforce", "Contact", "Id FROM User", "should be a field's API name"],
    ["dynamics", "Contact", "tier,fullname", "should be a column's logical name"],
    ["dynamics", "Activity", "new_tier", "which Dynamics keeps in a table for each sort"],
    ["dynamics", "User", "new_tier", "have no such column"],
    ["zendesk", "Ticket", "tier", "should be a ticket field's id"],
    ["zendesk", "Contact", "user_fields.tier", "should be a field's key"],
    ["intercom", "User", "tier", "which has no attributes of a workspace's own"],
    ["stripe", "Contact", "a[b]", "should be a key of Stripe's metadata"],
  ])("of %s's %s can't be %s", (connector, type, name, message) => {
    expect(placeOf(connector, type, name)).toContain(message);
  });

  it("is none that PayPal could have", () => {
    expect(connectorByName("paypal")?.customField).toBeUndefined();
  });

  it("counts instants as its vendor does", () => {
    const at = "2023-11-14T22:13:20.000Z";
    expect(read("hubspot", "Contact", "t", { properties: { t: "1700000000000" } }, "DateTime").value).toBe(at);
    expect(read("intercom", "Contact", "t", { custom_attributes: { t: 1_700_000_000 } }, "DateTime").value).toBe(at);
    expect(read("stripe", "Contact", "t", { metadata: { t: at } }, "DateTime").value).toBe(at);
  });
});
