import { describe, expect, it } from "vitest";
import { entitiesCost } from "../../../src/graphql/federation/entities-cost.ts";
import { id } from "../../../src/mapping/converters.ts";
import { required } from "../../../src/mapping/field-map.ts";
import { fakeSource } from "../../support/fake-source.ts";

const fields = { id: required("id", id) };
const getMany = () => Promise.resolve([]);
const wide = fakeSource({
  name: "wide",
  batchSize: 100,
  entities: {
    Contact: { fields, getMany },
    Company: { fields, getMany, batchSize: 500 },
    Activity: { fields, getMany, vendorTypes: 5 },
  },
});
const narrow = fakeSource({ name: "narrow", batchSize: 1, entities: { Payment: { fields, getMany } } });
const cost = entitiesCost([wide, narrow]);

describe("entitiesCost", () => {
  it.each([
    ["a company, never more ids at once than the source takes", ["Company"], 250, 3],
    ["an activity, of several types of the vendor's at once", ["Activity"], 1_000, 2],
    ["a customer, who may be known elsewhere too", ["Customer"], 100, 1 + 4],
    ["what has no batch, a call each", ["Payment"], 30, 30],
    ["the dearest of several types", ["Company", "Payment"], 30, 30],
    ["what no source has", ["Player"], 30, 0],
    ["nothing that is asked of it", [], 30, 0],
  ])("counts %s", (_, names, size, expected) => {
    expect(cost(1, size, new Set(names))).toBe(expected);
  });
});
