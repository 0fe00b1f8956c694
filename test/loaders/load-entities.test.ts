import { describe, expect, it, vi } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import type { Connector, EntitySource } from "../../src/connectors/contract.ts";
import { createLoaders } from "../../src/loaders/create-loaders.ts";
import { loadEntities } from "../../src/loaders/load-entities.ts";
import { text } from "../../src/mapping/converters.ts";
import type { Company } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

type Row = { id: unknown; name?: unknown; domain?: unknown };

/** A vendor of companies that answers in any order, and tells which ids each call named. */
function companies(rows: Row[], batchSize = 3) {
  const calls: { ids: readonly string[]; select: readonly string[] }[] = [];
  const vendor = { failure: null as Error | null };
  const entity: EntitySource<Company> = {
    fields: { id: required("id", text), name: at("name", text), domain: at("domain", text) },
    getMany(_, ids, select) {
      calls.push({ ids, select });
      if (vendor.failure !== null) return Promise.reject(vendor.failure);
      return Promise.resolve(rows.filter(({ id }) => ids.includes(String(id))).toReversed());
    },
  };
  return { source: fakeSource({ name: "crm", entities: { Company: entity }, batchSize }), calls, vendor };
}

const SELECT = ["id", "name"];

describe("loading entities", () => {
  it("answers in key order whatever the vendor's order, null for what is not there", async () => {
    const { source } = companies([
      { id: "1", name: "A" },
      { id: "2", name: "B" },
    ]);
    const { scope } = loadScope().begin();
    const loaded = await loadEntities(scope, source, "Company", ["2", "9", "1"], SELECT);
    expect(loaded).toMatchObject([{ id: "2", name: "B" }, null, { id: "1", name: "A" }]);
  });

  it("cuts at the vendor's batch size", async () => {
    const { source, calls } = companies([{ id: "1" }]);
    const { scope } = loadScope().begin();
    await loadEntities(scope, source, "Company", ["1", "2", "3", "4", "5", "6", "7"], SELECT);
    expect(calls.map(({ ids }) => ids)).toEqual([["1", "2", "3"], ["4", "5", "6"], ["7"]]);
  });

  it("gives as many batches at once as the vendor has types behind ours", async () => {
    const { source, calls } = companies([{ id: "1" }]);
    const entities = { Company: { ...source.connector.entities.Company, vendorTypes: 2 } } as Connector["entities"];
    const { scope } = loadScope().begin();
    const ids = ["1", "2", "3", "4", "5", "6", "7"];
    await loadEntities(scope, { ...source, connector: { ...source.connector, entities } }, "Company", ids, SELECT);
    expect(calls.map((call) => call.ids)).toEqual([["1", "2", "3", "4", "5", "6"], ["7"]]);
  });

  it("asks by ids as the vendor's records have them, whoever wrote them otherwise", async () => {
    const { source, calls } = companies([{ id: "1AA" }, { id: "2AA" }]);
    const connector = { ...source.connector, canonicalId: (_type: string, id: string) => `${id.slice(0, 1)}AA` };
    const { scope } = loadScope().begin();
    const loaded = await loadEntities(scope, { ...source, connector }, "Company", ["2", "1AA", "2AA"], ["id"]);
    expect(loaded).toMatchObject([{ id: "2AA" }, { id: "1AA" }, { id: "2AA" }]);
    expect(new Set(calls.flatMap(({ ids }) => ids))).toEqual(new Set(["1AA", "2AA"]));
  });

  it("spoils one field for a bad value, and one key for a bad record", async () => {
    const { source } = companies([
      { id: "1", name: { not: "text" }, domain: "a.example" },
      { id: {}, name: "B" },
    ]);
    const { scope } = loadScope().begin();
    const [bad, gone] = await loadEntities(scope, source, "Company", ["1", "2"], ["id", "name", "domain"]);
    expect(bad).toMatchObject({
      domain: "a.example",
      name: { name: "MappingError", field: "Company.name", recordId: "1" },
    });
    expect(gone).toBeNull();
  });

  it("fails the keys of a failed call, and no others", async () => {
    const { source, vendor, calls } = companies([{ id: "1" }, { id: "4" }]);
    const { scope } = loadScope().begin();
    const failing = loadEntities(scope, source, "Company", ["1", "2", "3"], SELECT);
    expect(await failing).toMatchObject([{ id: "1" }, null, null]);
    vendor.failure = new UpstreamError("crm", "unavailable");
    const loaded = await loadEntities(scope, source, "Company", ["1", "4"], SELECT);
    expect(loaded).toMatchObject([{ id: "1" }, { name: "UpstreamError", failure: "unavailable" }]);
    expect(calls.at(-1)?.ids).toEqual(["4"]);
  });

  it("reads again what is past its lifetime, and serves it behind an answer while merely stale", async () => {
    const { source, calls } = companies([{ id: "1", name: "A" }]);
    const { clock, begin } = loadScope();
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    clock.ms += 900;
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    expect(calls).toHaveLength(1);
    clock.ms += 600; // stale: answered from the cache, read again behind it
    const { scope, observation } = begin();
    expect(await loadEntities(scope, source, "Company", ["1"], SELECT)).toMatchObject([{ name: "A" }]);
    expect(observation.sources.get("crm")).toMatchObject({ cacheHits: 1, oldestMs: 1_500 });
    expect(calls).toHaveLength(2);
    clock.ms += 500;
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    expect(calls).toHaveLength(2); // fresh since the read behind the answer
  });

  it("serves what is long past its lifetime when the source fails, and says so", async () => {
    const { source, vendor } = companies([{ id: "1", name: "A" }]);
    const { clock, begin } = loadScope();
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    clock.ms += 30_000;
    vendor.failure = new UpstreamError("crm", "timeout");
    const { scope, observation } = begin();
    expect(await loadEntities(scope, source, "Company", ["1"], SELECT)).toMatchObject([{ name: "A" }]);
    expect(observation.stale).toEqual([{ source: "crm", code: "UPSTREAM_TIMEOUT", ageMs: 30_000 }]);
  });

  it("tells of a read behind an answer that failed, and tries again the next time", async () => {
    const { source, vendor, calls } = companies([{ id: "1", name: "A" }]);
    const { clock, begin, backgroundErrors } = loadScope();
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    clock.ms += 1_500;
    vendor.failure = new UpstreamError("crm", "unavailable");
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    await vi.waitFor(() => expect(backgroundErrors).toEqual([vendor.failure]));
    await loadEntities(begin().scope, source, "Company", ["1"], SELECT);
    expect(calls).toHaveLength(3);
  });

  it("asks only for fields that the cache does not hold yet together", async () => {
    const { source, calls } = companies([{ id: "1", name: "A", domain: "a.example" }]);
    const { begin } = loadScope();
    await loadEntities(begin().scope, source, "Company", ["1"], ["id", "name"]);
    await loadEntities(begin().scope, source, "Company", ["1"], ["id", "domain"]);
    await loadEntities(begin().scope, source, "Company", ["1"], ["id", "domain", "name"]);
    expect(calls.map(({ select }) => select)).toEqual([
      ["id", "name"],
      ["id", "domain"],
    ]);
  });
});

describe("data loaders", () => {
  it("read what is asked for in one tick together, and each key once", async () => {
    const { source, calls } = companies([{ id: "1" }, { id: "2" }], 100);
    const { scope } = loadScope({ Company: SELECT }).begin();
    const loaders = createLoaders(scope, [source]);
    await Promise.all(["1", "2", "1"].map((id) => loaders.entity("Company", "crm", id)));
    await loaders.entity("Company", "crm", "2");
    expect(calls).toEqual([{ ids: ["1", "2"], select: SELECT }]);
  });

  it("know nothing of a source that the caller may not see", async () => {
    const { source, calls } = companies([{ id: "1" }]);
    const loaders = createLoaders(loadScope().begin().scope, []);
    expect(await loaders.entity("Company", source.name, "1")).toBeNull();
    expect(calls).toHaveLength(0);
  });
});
