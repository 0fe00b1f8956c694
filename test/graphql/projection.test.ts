import { parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { entityTypes } from "../../src/mapping/entity-types.ts";
import { operationOf } from "../../src/graphql/operation.ts";
import { checkNeeds, selectsOf } from "../../src/graphql/projection.ts";
import type { Needs } from "../../src/graphql/resolvers/needs.ts";
import { needs } from "../../src/graphql/resolvers/index.ts";
import { schema } from "./planner-case.ts";

const table: Needs = {
  "Customer.company": [{ type: "Contact", fields: ["companyId"] }],
  "Customer.deals": [{ type: "Contact", fields: ["dealIds", "email"] }],
  "Customer.tickets": [{ type: "Contact", fields: ["email", "externalIds"] }],
  "Customer.payments": [{ type: "Contact", fields: ["email"] }],
  "Deal.company": [{ type: "Deal", fields: ["companyId"] }],
  "Deal.stage": [{ type: "Deal", fields: ["stageId"] }],
  "Customer.provenance": [
    { type: "Contact", fields: ["updatedAt"] },
    { type: "Contact", fields: ["phone"], ifMayRead: "Customer.phone" },
  ],
  "Ticket.comments": [],
  "TicketComment.author": [{ type: "TicketComment", fields: ["authorId"] }],
};

function selects(text: string, denied: readonly string[] = []): Readonly<Record<string, readonly string[]>> {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return Object.fromEntries(
    selectsOf(schema, operationOf(document, null), table, (coordinate) => !denied.includes(coordinate)),
  );
}

describe("selectsOf", () => {
  it.each([
    [
      "fields of their own name",
      "{ customer(id: 1) { displayName email } }",
      { Contact: ["displayName", "email", "id"] },
    ],
    ["the id, always", "{ deal(id: 1) { __typename } }", { Deal: ["id"] }],
    [
      "what a relation reads, and what is selected of it",
      "{ customer(id: 1) { company { name } } }",
      { Contact: ["companyId", "id"], Company: ["id", "name"] },
    ],
    ["a value object as one field", "{ deal(id: 1) { amount { minorUnits } } }", { Deal: ["amount", "id"] }],
    [
      "through edges and nodes",
      "{ customers { edges { node { phone } } nodes { email } pageInfo { endCursor } } }",
      { Contact: ["email", "id", "phone"] },
    ],
    [
      "the union of a type wherever it is",
      "{ deal(id: 1) { company { name } } company(id: 1) { domain } }",
      { Deal: ["companyId", "id"], Company: ["domain", "id", "name"] },
    ],
    [
      "aliases by the field's name",
      "{ customer(id: 1) { a: displayName b: displayName } }",
      { Contact: ["displayName", "id"] },
    ],
    [
      "fragments",
      "{ deals { nodes { ...F } } } fragment F on Deal { name ... on Deal { closeDate stage { name } } }",
      { Deal: ["closeDate", "id", "name", "stageId"], DealStage: ["id", "name"] },
    ],
    [
      "a relation that reads nothing of its parent",
      "{ ticket(id: 1) { comments { nodes { body author { displayName } } } } }",
      { Ticket: ["id"], TicketComment: ["authorId", "body", "id"], User: ["displayName", "id"] },
    ],
    ["only the type at hand inside an interface", "{ ticket(id: 1) { ... on Node { id } } }", { Ticket: ["id"] }],
    ["nothing for what is no entity", "{ viewer { subject roles } }", {}],
  ])("asks for %s", (_, text, expected) => {
    expect(selects(text)).toEqual(expected);
  });

  it("asks for what a field reads of others only where the caller may read those", () => {
    const text = "{ customer(id: 1) { provenance { field } } }";
    expect(selects(text).Contact).toEqual(["id", "phone", "updatedAt"]);
    expect(selects(text, ["Customer.phone"]).Contact).toEqual(["id", "updatedAt"]);
  });

  it("asks each type that an interface may be", () => {
    const found = selects(
      "{ node(id: 1) { id ... on Ticket { subject } ... on Customer { tickets { nodes { status } } } } }",
    );
    expect(found).toMatchObject({
      Ticket: ["id", "status", "subject"],
      Contact: ["email", "externalIds", "id"],
      Payment: ["id"],
      User: ["id"],
    });
    expect(Object.keys(found)).toHaveLength(entityTypes.length);
  });

  it("gives arrays that nobody can change", () => {
    expect(Object.isFrozen(selects("{ customer(id: 1) { email } }").Contact)).toBe(true);
  });
});

describe("checkNeeds", () => {
  it("takes the resolvers' own table", () => {
    expect(() => checkNeeds(schema, needs)).not.toThrow();
  });

  it("lists the relations without an entry, and the entries without a field", () => {
    const check = (): void =>
      checkNeeds(schema, {
        "Deal.gone": [],
        "Customer.deals": [],
        "Customer.links": [{ type: "Contact", fields: ["email"], ifMayRead: "Customer.gone" }],
      });
    expect(check).toThrow("Deal.gone is not a field of the schema");
    expect(check).toThrow("Customer.gone is not a field of the schema");
    expect(check).toThrow("Customer.tickets has a resolver, and no entry says what it reads");
    expect(check).not.toThrow("Customer.deals has");
  });
});
