import { describe, expect, it } from "vitest";
import { defineConnector, type Connector, type Filter, type ListRequest } from "../../src/connectors/contract.ts";
import { EVERYTHING } from "../../src/filters/filter.ts";
import { customConnector } from "../../src/loaders/custom-connector.ts";
import { createSeenConnector } from "../../src/loaders/seen-connector.ts";
import { id, text } from "../../src/mapping/converters.ts";
import type { CustomSource } from "../../src/mapping/custom-field.ts";
import { placeAt } from "../../src/mapping/custom-place.ts";
import { at, pathsOf, required } from "../../src/mapping/field-map.ts";
import type { Http } from "../../src/upstream/http.ts";
import { createAnsweringHttp } from "../support/fake-http.ts";

const fields = { id: required("id", id), displayName: at("name", text) };
const http: Http = createAnsweringHttp(() => undefined);

/** A connector that remembers what it was asked for. */
function remembering(extra: Partial<Connector> = {}) {
  const asked: { paths: readonly string[]; filter?: Filter }[] = [];
  const read = async (_: Http, { select, filter }: ListRequest) => {
    asked.push({ paths: pathsOf(fields, select), filter });
    return { records: [], next: null };
  };
  const connector = defineConnector({
    name: "vendor",
    kind: "crm",
    baseUrl: null,
    auth: [],
    limits: { batchSize: 10, concurrency: 1, timeoutMs: 1_000 },
    entities: {
      Contact: {
        fields,
        getMany: async (_, __, select) => {
          asked.push({ paths: pathsOf(fields, select) });
          return [];
        },
        list: {
          pageSize: 10,
          filters: { displayName: ["in"] },
          ownFilters: { text: ["in", "contains"], word: ["in", "notIn"], number: ["gte", "lt"] },
          orders: {},
          read,
        },
      },
      Company: { fields },
    },
    customField: (type, name) => (type === "Contact" ? placeAt(["own", name]) : "has none"),
    probe: async () => undefined,
    ...extra,
  });
  return { connector, asked };
}

const tier = { entity: "Contact", name: "tier", field: "lt", type: { GOLD: ["gold", "g"], NONE: [] } } as const;
const points = { entity: "Contact", name: "points", field: "lp", type: "Int" } as const;
const isVip = {
  entity: "Contact",
  name: "isVip",
  field: "v",
  type: "Boolean",
  trueWords: ["y"],
  falseWords: ["n"],
} as const;
const request = (filter: Filter, select: readonly string[] = ["id"]): ListRequest => {
  return { select, filter, order: null, after: null, size: 5 };
};

const withFields = (connector: Connector, ...own: readonly CustomSource[]) => customConnector(connector, own);

describe("customConnector", () => {
  it("is the connector itself where there is nothing to add", () => {
    const { connector } = remembering();
    expect(customConnector(connector, [])).toBe(connector);
  });

  it("reads the fields, and asks for their paths when they are selected", async () => {
    const { connector, asked } = remembering();
    const own = withFields(connector, tier, points).entities.Contact;
    await own?.getMany?.(http, ["1"], ["id", "displayName"]);
    await own?.getMany?.(http, ["1"], ["id", "points"]);
    expect(asked.map(({ paths }) => paths)).toEqual([
      ["id", "name"],
      ["id", "own.lp"],
    ]);
    expect(Object.keys(own?.fields ?? {})).toEqual(["id", "displayName", "tier", "points"]);
  });

  it("leaves out what the vendor can't have", () => {
    const { connector } = remembering();
    const own = withFields(connector, { ...points, entity: "Company" });
    expect(Object.keys(own.entities.Company?.fields ?? {})).toEqual(["id", "displayName"]);
  });

  it("says what its lists can be filtered by", () => {
    const { connector } = remembering();
    const own = withFields(connector, tier, points, isVip, { ...points, name: "taxId", type: "String" });
    expect(own.entities.Contact?.list?.filters).toEqual({
      displayName: ["in"],
      tier: ["in", "notIn"],
      points: ["gte", "lt"],
      isVip: ["in"],
    });
  });

  it("gives filters to the vendor in its own words, and asks for what they read", async () => {
    const { connector, asked } = remembering();
    const { list } = withFields(connector, tier, points, isVip).entities.Contact ?? {};
    const filter: Filter = {
      and: [
        { field: "tier", operator: "in", value: ["GOLD"] },
        {
          or: [
            { field: "points", operator: "gte", value: 5 },
            { field: "isVip", operator: "in", value: [true] },
          ],
        },
        { field: "displayName", operator: "in", value: ["Ada"] },
      ],
    };
    await list?.read(http, request(filter));
    expect(asked[0]?.paths).toEqual(["id", "own.lt", "own.lp", "own.v"]);
    expect(asked[0]?.filter).toEqual({
      and: [
        { field: "=word:own.lt", operator: "in", value: ["gold", "g"] },
        {
          or: [
            { field: "=number:own.lp", operator: "gte", value: 5 },
            { field: "=word:own.v", operator: "in", value: ["y"] },
          ],
        },
        { field: "displayName", operator: "in", value: ["Ada"] },
      ],
    });
  });

  it("refuses UNKNOWN, which is every word that there is none for", async () => {
    const { connector } = remembering();
    const { list } = withFields(connector, tier).entities.Contact ?? {};
    const filter: Filter = { field: "tier", operator: "in", value: ["UNKNOWN"] };
    await expect(async () => list?.read(http, request(filter))).rejects.toThrow("can filter by tier UNKNOWN");
  });

  it("asks for nothing that the account hides, and reports it", async () => {
    const { connector, asked } = remembering({ describe: async () => ({ Contact: ["id", "name", "own.lp"] }) });
    const seen = createSeenConnector(withFields(connector, tier, points), {
      source: "crm",
      externalIdFields: [],
      clock: { now: () => 0 },
      log: { warn: () => undefined },
      backgroundHttp: () => http,
    });
    await seen.connector.entities.Contact?.list?.read(http, request(EVERYTHING, ["id", "points", "tier"]));
    expect(asked[0]?.paths).toEqual(["id", "own.lp"]);
    expect(await seen.report(http)).toContain("Contact.tier is not read: the account has no own.lt, or hides it");
  });
});
