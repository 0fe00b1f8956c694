// What every connector must do. No vendor is named here: a new one is held to this by being in THE LIST, and by the cases
// in its folder, which say what it asks and what its vendor answers.
import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import { connectorByName, connectors } from "../../src/connectors/index.ts";
import type { Connector, Filter, List, Order } from "../../src/connectors/contract.ts";
import { MappingError, RequestError } from "../../src/errors.ts";
import { loadEntities } from "../../src/loaders/load-entities.ts";
import type { EntityType } from "../../src/mapping/entities.ts";
import { fieldOf, type MappingContext } from "../../src/mapping/field-map.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import type { Http } from "../../src/upstream/http.ts";
import { createAnsweringHttp } from "../support/fake-http.ts";
import type { Ask, Exchange } from "../support/fake-http.ts";
import { httpFor, mappingContext, runCase, sourceOf } from "./connector-case.ts";
import type { ConnectorCase } from "./connector-case.ts";
import { loadScope, playedSource } from "./played-source.ts";
import { inReverse, without, withInPlace, withValueAt } from "./vary-exchanges.ts";

const suites = await Promise.all(
  connectors.map(async (connector) => {
    const { cases, vendorId = (id) => id } = (await import(`./${connector.name}/cases.ts`)) as {
      cases: readonly ConnectorCase[];
      /** What the vendor's records have for an id of ours, where that is another. */
      vendorId?: (id: string) => string;
    };
    return { name: connector.name, connector, cases, vendorId };
  }),
);

const typesOf = (connector: Connector): EntityType[] => Object.keys(connector.entities) as EntityType[];
const fieldsOf = (connector: Connector, type: EntityType): string[] => Object.keys(sourceOf(connector, type).fields);

/** What the vendor calls the id in a type's records. */
function idKeyOf(connector: Connector, type: EntityType): string {
  const [path = "id"] = fieldOf(sourceOf(connector, type).fields, "id")?.paths ?? [];
  return path.split(".").at(-1) ?? "id";
}

/** The cases that read several by id, with the entities that must come of them by id. */
function batchesOf(cases: readonly ConnectorCase[]) {
  return cases.flatMap((one) => {
    if (one.reading.kind !== "getMany") return [];
    const expected = one.expected as readonly ({ id: string } | null)[];
    const present = expected.flatMap((entity) => (entity === null ? [] : [entity.id]));
    return present.length > 1
      ? [{ name: `${one.type}: ${one.name}`, one, ids: one.reading.ids, expected, present }]
      : [];
  });
}

/** What the loaders make of the answers: an entity without its type and source, null, or an error for each id. */
async function load(connector: Connector, one: ConnectorCase, ids: readonly string[], exchanges: readonly Exchange[]) {
  const http = httpFor(connector, one, exchanges);
  const loaded = await loadEntities(
    loadScope(),
    playedSource(connector, () => http, one.mapping),
    one.type,
    ids,
    one.select,
  );
  return loaded.map((entity) => {
    if (entity === null || entity instanceof Error) return entity;
    const { type, source, ...fields } = entity;
    return type === one.type && source === "source" ? fields : new Error(`is a ${type} of ${source}`);
  });
}

/** What a vendor's records of a type look like, from all cases; those that are nothing to the core are not among them. */
async function recordsOf(connector: Connector, cases: readonly ConnectorCase[], type: EntityType): Promise<unknown[]> {
  const read = await Promise.all(cases.filter((one) => one.type === type).map((one) => runCase(connector, one)));
  return read.flatMap(({ records }) => records);
}

function contextOf(cases: readonly ConnectorCase[]): MappingContext {
  const [defaultCurrency = null] = cases.flatMap((one) => one.mapping?.defaultCurrency ?? []);
  return mappingContext({ externalIds: cases.flatMap((one) => one.mapping?.externalIds ?? []), defaultCurrency });
}

/** Answers what the cases answer to the same path, whatever else is asked. */
function forgivingHttp(
  connector: Connector,
  cases: readonly ConnectorCase[],
  externalIdFields: readonly string[] = [],
) {
  const tape = cases.flatMap(({ exchanges }) => exchanges);
  const answer = (ask: Ask): unknown =>
    tape.findLast((exchange) => exchange.ask.path === ask.path && exchange.ask.method === ask.method)?.reply;
  return createAnsweringHttp(answer, { options: { ...connector.options }, externalIdFields });
}

/** Which of the keys a request names. */
function keysIn(ask: Ask, keys: ReadonlySet<string>): string[] {
  return (JSON.stringify(ask).match(/[\w-]+/g) ?? []).filter((word) => keys.has(word));
}

describe("THE LIST", () => {
  it("finds a connector by its name", () => {
    for (const connector of connectors) expect(connectorByName(connector.name)).toBe(connector);
    expect(connectorByName("nobody")).toBeUndefined();
    expect(new Set(connectors.map(({ name }) => name)).size).toBe(connectors.length);
  });
});

describe.each(suites)("$name", ({ connector, cases, vendorId }) => {
  const batches = batchesOf(cases);
  const types = typesOf(connector);

  it("is data that can be used", () => {
    expect(connector.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(new URL(connector.baseUrl ?? "https://an-account-of-its-own.example").protocol).toBe("https:");
    expect(connector.auth.length).toBeGreaterThan(0);
    for (const limit of Object.values(connector.limits)) expect(limit).toBeGreaterThanOrEqual(1);
    for (const value of Object.values(connector.headers ?? {})) {
      for (const [, option] of value.matchAll(/\{(\w+)\}/g)) expect(connector.options).toHaveProperty(option ?? "");
    }
  });

  it("has a case for every way in which it reads", () => {
    const kinds = (type: EntityType): string[] =>
      cases
        .filter((one) => one.type === type)
        .map(({ reading }) => (reading.kind === "related" ? `related ${reading.to}` : reading.kind));
    for (const type of types) {
      const { getMany, list, related, byEmail, byExternalId, projection } = sourceOf(connector, type);
      const ways = [
        ...(getMany ? ["getMany"] : []),
        ...(list ? ["list", "pages"] : []),
        ...(list?.count ? ["count"] : []),
        ...Object.keys(related ?? {}).map((parent) => `related ${parent}`),
        ...(byEmail ? ["byEmail"] : []),
        ...(byExternalId ? ["byExternalId"] : []),
        ...(projection && connector.feed ? ["feed"] : []),
        ...(projection && connector.recordsIn ? ["kept"] : []),
      ];
      expect(kinds(type), `${type}`).toEqual(expect.arrayContaining(ways));
    }
    const read = new Set(batches.map(({ one }) => one.type));
    expect(types.filter((type) => sourceOf(connector, type).getMany && !read.has(type))).toEqual([]);
  });

  it("reads lists to the end, over more than one page", () => {
    for (const one of cases.filter(({ reading }) => reading.kind === "pages")) {
      expect(one.exchanges.length, `${one.name}`).toBeGreaterThan(1);
    }
  });

  it("reads every field that it maps from at least one of the vendor's records", async () => {
    const context = contextOf(cases);
    for (const type of types) {
      const { fields } = sourceOf(connector, type);
      const records = await recordsOf(connector, cases, type);
      const unread = fieldsOf(connector, type).filter((name) =>
        records.every((record) => {
          const value = fieldOf(fields, name)?.read(record, context);
          return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
        }),
      );
      expect(unread, `fields of ${type} that no case reads`).toEqual([]);
    }
  });

  it.each(batches)(
    "answers in key order, whatever the vendor's order: $name",
    async ({ one, ids, expected, present }) => {
      expect(await load(connector, one, ids, one.exchanges)).toEqual(expected);
      const reversed = inReverse(one.exchanges, present.map(vendorId), idKeyOf(connector, one.type));
      expect(await load(connector, one, ids, reversed)).toEqual(expected);
    },
  );

  it.each(batches)("has null for a record that is missing, and all others: $name", async (batch) => {
    const { one, ids, expected, present } = batch;
    for (const id of present) {
      const left = without(one.exchanges, vendorId(id), idKeyOf(connector, one.type));
      const loaded = await load(connector, one, ids, left);
      expect(loaded).toEqual(expected.map((entity) => (entity?.id === id ? null : entity)));
    }
  });

  it.each(batches)("loses by a bad record that record only: $name", async ({ one, ids, expected, present }) => {
    for (const id of present) {
      for (const rubbish of [null, 42, "rubbish", [], {}, { id: {} }, { id: null, properties: 5 }]) {
        const loaded = await load(
          connector,
          one,
          ids,
          withInPlace(one.exchanges, vendorId(id), idKeyOf(connector, one.type), rubbish),
        );
        const lost = loaded.map((entity, index) => (ids[index] === id && entity instanceof Error ? null : entity));
        expect(lost).toEqual(expected.map((entity) => (entity?.id === id ? null : entity)));
      }
    }
  });

  it("loses by a bad value that field only", async () => {
    const context = contextOf(cases);
    for (const type of types) {
      const { fields } = sourceOf(connector, type);
      const names = fieldsOf(connector, type);
      const ofId = new Set(fieldOf(fields, "id")?.paths); // a bad one of these loses the record
      const toEntity = recordMapper(type, fields, names, context);
      for (const record of await recordsOf(connector, cases, type)) {
        const good = toEntity(record) as object as Record<string, unknown>;
        for (const name of names.filter((each) => each !== "id")) {
          const [path] = fieldOf(fields, name)?.paths ?? [];
          if (path === undefined || ofId.has(path)) continue;
          const bad = toEntity(withValueAt(record, path.split("."), { un: "expected" })) as object as Record<
            string,
            unknown
          >;
          expect(bad[name], `${type}.${name}`).toBeInstanceOf(MappingError);
          const others = names.filter((each) => !(fieldOf(fields, each)?.paths ?? []).includes(path));
          for (const other of others) expect(bad[other], `${type}.${other}`).toEqual(good[other]);
        }
      }
    }
  });

  it("asks for nothing that is not selected", async () => {
    for (const { one, ids } of batches) {
      const { fields } = sourceOf(connector, one.type);
      const askedFor = async (select: readonly string[]): Promise<string> => {
        const http = forgivingHttp(connector, cases);
        await sourceOf(connector, one.type).getMany?.(http, ids.slice(0, 2), select);
        return JSON.stringify(http.asked.map(({ path, query, headers, body }) => [path, query, headers, body]));
      };
      const wide = await askedFor(one.select);
      for (const name of one.select) {
        const narrow = await askedFor(["id", name]);
        const needed = fieldOf(fields, name)?.paths ?? [];
        const unneeded = one.select
          .flatMap((each) => fieldOf(fields, each)?.paths ?? [])
          .filter((path) => !needed.includes(path))
          .map((path) => `"${path.split(".").at(-1) ?? ""}"`)
          .filter((word) => word !== '"id"' && wide.includes(word));
        for (const word of unneeded) expect(narrow, `${one.type}.${name}`).not.toContain(word);
      }
    }
  });

  it("asks by id for no more than a batch at once, and for all", async () => {
    for (const type of types.filter((each) => sourceOf(connector, each).getMany)) {
      const batch = batches.find(({ one }) => one.type === type);
      const limit = Math.min(sourceOf(connector, type).batchSize ?? Infinity, connector.limits.batchSize);
      const sample = batch?.present[0] ?? "";
      const base = sample.length < 15 ? sample.slice(0, 12) : sample.slice(0, -4); // ids of one length stay so
      const ids = Array.from(
        { length: Math.ceil(limit * 2.5) },
        (_, index) => `${base}${String(index).padStart(4, "0")}`,
      );
      const http = forgivingHttp(connector, cases);
      await loadEntities(
        loadScope(),
        playedSource(connector, () => http),
        type,
        ids,
        ["id"],
      );
      const theirs = ids.map(vendorId);
      const named = http.asked.map((ask) => keysIn(ask, new Set(theirs)));
      for (const keys of named) expect(keys.length).toBeLessThanOrEqual(limit);
      // None where the vendor has a list only, which is read as a whole; twice where what one table lacks is in another.
      const all = [...new Set(named.flat())];
      expect(all.toSorted()).toEqual(all.length === 0 ? [] : theirs.toSorted());
    }
  });

  // A connector that is asked for nobody has none: the core finds them in the store.
  const { byEmail, byExternalId } = connector.entities.Contact ?? {};

  it.each(byEmail ? [byEmail] : [])("looks people up by every e-mail of a batch, each once", async (lookup) => {
    const names = keysOf(lookup.batchSize);
    const http = lastPageHttp(connector, cases);
    const emails = names.map((key) => `${key}@example.com`);
    await lookup.find(http, emails, ["id", "email"]);
    expect(http.asked.flatMap((ask) => keysIn(ask, new Set(names)))).toEqual(names);
  });

  it.each(byExternalId ? [byExternalId] : [])(
    "looks people up by every external id of a batch, once",
    async (lookup) => {
      const names = keysOf(lookup.batchSize);
      const http = lastPageHttp(connector, cases);
      const fields = cases.flatMap(({ reading }) => (reading.kind === "byExternalId" ? [reading.field] : []));
      for (const field of new Set(fields)) {
        const before = http.asked.length;
        await lookup.find(http, field, names, ["id", "externalIds"]);
        expect(http.asked.slice(before).flatMap((ask) => keysIn(ask, new Set(names)))).toEqual(names);
      }
    },
  );

  it("can do what its lists say they can", async () => {
    const at = "2026-01-31T08:15:00.000Z";
    const asked = new Error("asked");
    const http = createAnsweringHttp(
      () => {
        throw asked;
      },
      { options: { ...connector.options } },
    );
    for (const [name, can, read] of readersOf(connector, http)) {
      for (const [field, operators] of Object.entries(can.filters)) {
        for (const operator of operators.filter((each) => each !== "in")) {
          const operand = operator === "notIn" ? ["x"] : operator === "isNull" ? true : at;
          const reading = read(where({ [field]: { [operator]: operand } }), null);
          await expect(reading, `${name} ${field} ${operator}`).rejects.toBe(asked);
          if (!field.endsWith("At") || operator === "isNull") continue;
          const noInstant = where({ [field]: { [operator]: '" OR x' } });
          await expect(read(noInstant, null), `${name} ${field} ${operator}`).rejects.toThrow(RequestError);
        }
      }
      for (const [field] of Object.entries(can.filters).filter(([, operators]) => operators.includes("in"))) {
        // Nothing is in no values: nothing to ask for.
        await expect(read(where({ [field]: { in: [] } }), null), `${name} ${field} in none`).resolves.toBeDefined();
      }
      for (const [field, directions] of Object.entries(can.orders)) {
        for (const direction of directions) {
          await expect(read(EVERYTHING, { field, direction }), `${name} ${field} ${direction}`).rejects.toBe(asked);
        }
      }
    }
  });

  it("keeps in our own store by fields that it maps, and reads nothing of that at the vendor", () => {
    for (const type of types) {
      const { projection, ...ways } = sourceOf(connector, type);
      if (projection === undefined) continue;
      const { orderBy, parents = {}, filters = [] } = projection;
      expect(fieldsOf(connector, type)).toEqual(
        expect.arrayContaining([orderBy, ...Object.values(parents), ...filters]),
      );
      for (const way of ["getMany", "list", "related", "byEmail", "byExternalId"]) expect(ways).not.toHaveProperty(way);
    }
  });

  it("says of no type both that it can't list it and how", () => {
    for (const type of Object.keys(connector.cannot ?? {}) as EntityType[]) {
      const { list, related, projection } = sourceOf(connector, type);
      expect([list, related, projection], type).toEqual([undefined, undefined, undefined]);
    }
  });

  it("has default orders that it can do", () => {
    for (const type of types) {
      for (const related of Object.values(sourceOf(connector, type).related ?? {})) {
        const { field, direction } = related.defaultOrder;
        expect(related.orders[field]).toContain(direction);
      }
    }
  });
});

/** Every list of a connector's that the vendor filters and orders. */
function readersOf(connector: Connector, http: Http) {
  return typesOf(connector).flatMap((type) => {
    const { list, related = {} } = sourceOf(connector, type);
    const lists =
      list === undefined
        ? []
        : [
            readerOf(type, list, (filter, order) =>
              list.read(http, { select: ["id"], filter, order, after: null, size: 10 }),
            ),
          ];
    const relations = Object.entries(related)
      .filter(([, each]) => each.arrangedBy === "source")
      .map(([parent, each]) =>
        readerOf(`${type} of ${parent}`, each, (filter, order) =>
          each.find(http, ["1"], { select: ["id"], filter, order: order ?? each.defaultOrder, after: null, first: 5 }),
        ),
      );
    return [...lists, ...relations];
  });
}

type Can = Pick<List, "filters" | "orders">;
type Read = (filter: Filter, order: Order | null) => Promise<unknown>;

function readerOf(name: string, can: Can, read: Read): readonly [string, Can, Read] {
  return [name, can, read];
}

const keysOf = (size: number): string[] => Array.from({ length: size }, (_, index) => `key${index}`);

/** Answers to a path what the cases answer last to it. */
function lastPageHttp(connector: Connector, cases: readonly ConnectorCase[]) {
  const tape = cases
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ reply }) => !/"has_more":true|"next":\{|nextLink|nextRecordsUrl/.test(JSON.stringify(reply ?? null)));
  const answer = (ask: Ask): unknown =>
    tape.find((each) => each.ask.path === ask.path && each.ask.method === ask.method)?.reply;
  return createAnsweringHttp(answer, { options: { ...connector.options } });
}
