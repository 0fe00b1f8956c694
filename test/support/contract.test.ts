import { describe, expect, it } from "vitest";
import { decodeForm } from "./form.ts";
import { hubspotContract } from "./hubspot-contract.ts";

const contacts = "/crm/v3/objects/contacts";
const record = {
  id: "1",
  properties: { email: null },
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

describe("a contract", () => {
  it("accepts what it describes", () => {
    const body = { inputs: [{ id: "1" }], properties: ["email"], propertiesWithHistory: [] };
    expect(hubspotContract.checkRequest({ method: "POST", path: `${contacts}/batch/read`, body })).toEqual([]);
    expect(
      hubspotContract.checkRequest({ method: "GET", path: contacts, query: { limit: "5", properties: "a,b" } }),
    ).toEqual([]);
    expect(hubspotContract.checkResponse({ method: "GET", path: `${contacts}/1`, status: 200, body: record })).toEqual(
      [],
    );
  });

  it("names a path, an operation and a query parameter that it does not have", () => {
    expect(hubspotContract.checkRequest({ method: "GET", path: "/crm/v3/objects/contacts/1/2" })).toEqual([
      "/crm/v3/objects/contacts/1/2 is not a path of the contract",
    ]);
    expect(hubspotContract.checkRequest({ method: "PUT", path: contacts })).toEqual([
      `PUT ${contacts} is not an operation of the contract`,
    ]);
    expect(hubspotContract.checkRequest({ method: "GET", path: contacts, query: { offset: "1" } })).toEqual([
      "query parameter offset is not in the contract",
    ]);
    expect(hubspotContract.checkRequest({ method: "GET", path: contacts, query: { limit: "many" } })).toEqual([
      "query parameter limit must be integer",
    ]);
  });

  it("names the field at fault in a body", () => {
    const path = `${contacts}/search`;
    const body = { filterGroups: [{ filters: [{ propertyName: "email", operator: "LIKE" }] }] };
    const [finding] = hubspotContract.checkRequest({ method: "POST", path, body });
    expect(finding).toMatch(/^body\/filterGroups\/0\/filters\/0\/operator must be equal to one of the allowed values/);
    const [missing] = hubspotContract.checkResponse({
      method: "GET",
      path: `${contacts}/1`,
      status: 200,
      body: { ...record, id: 1 },
    });
    expect(missing).toMatch(/^reply\/id must be string/);
  });

  it("holds errors to the contract's error shape", () => {
    const reply = { method: "GET", path: contacts, status: 429, body: { message: "slow down" } };
    expect(hubspotContract.checkResponse(reply)).toHaveLength(2);
  });
});

describe("decodeForm", () => {
  it("reads nested objects and lists", () => {
    const pairs = [...new URLSearchParams("a=1&b[c]=2&b[d][e]=3&f[]=x&f[]=y&g[0][h]=4&g[1][h]=5&i=6&i=7")];
    expect(decodeForm(pairs)).toEqual({
      a: "1",
      b: { c: "2", d: { e: "3" } },
      f: ["x", "y"],
      g: [{ h: "4" }, { h: "5" }],
      i: ["6", "7"],
    });
  });
});
