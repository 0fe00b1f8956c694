// What the database finds by a filter, held against what the core would let through.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { matches } from "../../src/loaders/matches.ts";
import { fieldValuesOf } from "../../src/projections/field-values.ts";
import { keyOf } from "../../src/projections/keys.ts";
import { createRecordReader } from "../../src/projections/read-records.ts";
import { createValues } from "../../src/projections/values.ts";
import { whereClause } from "../../src/projections/where-clause.ts";
import { createRecordWriter } from "../../src/projections/write-records.ts";
import { comparable } from "../../src/filters/filter.ts";
import type { Entity } from "../../src/mapping/entities.ts";
import type { Store } from "../../src/store/store.ts";
import { anyFilter } from "../filters/any-filter.ts";
import { anEntity, smallClause } from "../filters/small-entities.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

const FIELDS = ["name", "ownerId", "tags", "points", "amount", "at"];
const indexed = { orderBy: "at", keyed: ["ownerId"] };
const kind = { source: "source", type: "Payment" } as const;
const storable = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

describe.each(KINDS)("a filter in a store that is %s", (store_) => {
  const whySkipped = store_ === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(store_);
    store = database.open();
  });
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  it("finds what the core lets through", async ({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEntity, { minLength: 1, maxLength: 8 }),
        fc.array(anyFilter(smallClause), { minLength: 1, maxLength: 5 }),
        async (some, filters) => {
          // What the database can't hold is replaced before it is compared, in both.
          const entities = some.map((entity, index) => ({ ...entity, id: String(index) }));
          await store.query("delete from projected_records");
          await createRecordWriter(store).write(kind.source, "1", entities.map(rowOf));
          for (const filter of filters) {
            const found = await createRecordReader(store).page(
              kind,
              { filter, indexed },
              { direction: "ASC", size: 99, after: null },
            );
            const clean = <T>(value: T): T =>
              JSON.parse(JSON.stringify(value), (_, each: unknown) =>
                typeof each === "string" ? storable(each) : each,
              );
            const expected = entities.filter((entity) => matches(cleanEntity(entity), clean(filter)));
            expect(found.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(expected.map(({ id }) => id));
            expect(await createRecordReader(store).count(kind, { filter, indexed })).toBe(expected.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the SQL of a filter", () => {
  it("is the same whatever the values say: each is bound", () => {
    fc.assert(
      fc.property(anyFilter(smallClause), (filter) => {
        const values = createValues();
        const sql = whereClause(filter, indexed, values);
        const bare = sql.replaceAll(/'(?:null|array|number|currency|minorUnits)'|"C"/g, "");
        expect(bare).toMatch(/^[a-z0-9_ $>&<=:()[\],\-\n]*$/);
        expect(new Set(sql.match(/\$\d+/g) ?? []).size).toBe(values.list.length);
      }),
    );
  });
});

type Row = Parameters<ReturnType<typeof createRecordWriter>["write"]>[2][number];

function rowOf(entity: Entity & Record<string, unknown>): Row {
  const { ownerId, at } = entity;
  return {
    type: "Payment",
    id: entity.id,
    record: {},
    orderKey: typeof at === "string" ? at : null,
    version: null,
    brandId: "",
    parents: [],
    keys: typeof ownerId === "string" ? [keyOf("ownerId", comparable("ownerId", ownerId))] : [],
    fieldValues: fieldValuesOf(entity, FIELDS),
  };
}

function cleanEntity<T extends Record<string, unknown>>(entity: T): T {
  const cleaned = Object.entries(entity).map(([field, value]) => [
    field,
    typeof value === "string"
      ? storable(value)
      : Array.isArray(value)
        ? value.map((each) => storable(String(each)))
        : value,
  ]);
  return Object.fromEntries(cleaned) as T;
}
