// Every connector in THE LIST against its vendor's sandbox: real HTTP, real sign-in, data as untidy as life.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import type { Feed, FeedPage, FeedRecord, Filter, List, ListRequest, Order } from "../../src/connectors/contract.ts";
import type { Entity, EntityType } from "../../src/mapping/entities.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { VendorServer } from "../../src/sandbox/vendor-server.ts";
import type { UpstreamClient } from "../../src/upstream/client.ts";
import type { Http } from "../../src/upstream/http.ts";
import { mappingContext, sourceOf } from "./connector-case.ts";
import { clientOf, playedConnectors } from "./sandbox-client.ts";

const world = createWorld({ seed: 7, customers: 300 });
const NOW_MS = Date.UTC(2026, 10, 25);
const since = "2025-01-01T00:00:00.000Z";

async function readToEnd(feed: Feed, http: () => Http, after: string | null) {
  const records: FeedRecord[] = [];
  let from = after;
  while (true) {
    const page: FeedPage = await feed.read(http(), from);
    records.push(...page.records);
    if (page.isAtEnd) return { records, next: page.next };
    from = page.next;
  }
}

describe.each(playedConnectors)("$name", ({ connector, vendor }) => {
  let server: VendorServer;
  let client: UpstreamClient;
  beforeAll(async () => {
    const context = { world, now: () => NOW_MS, rateScale: 10_000 };
    server = await startVendor(vendor, { context, latencyMs: 0, random: () => 0.5 });
    client = clientOf(connector, vendor, server.url, () => NOW_MS);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  const http = (): Http => client.http({ deadlineMs: Date.now() + 60_000 });
  const types = Object.keys(connector.entities) as EntityType[];
  const listed = types.filter((type) => sourceOf(connector, type).list);

  type Fields = Readonly<Record<string, unknown>> & Entity;
  const unknown: string[] = [];
  const entitiesOf = (type: EntityType, records: readonly unknown[]): Fields[] => {
    const { fields } = sourceOf(connector, type);
    const context = mappingContext({
      defaultCountry: "DE",
      options: { ...connector.options, ...vendor.options },
      onUnknownValue: (path, value) => unknown.push(path + value),
    });
    return records.map(recordMapper(type, fields, Object.keys(fields), context)) as Entity[] as Fields[];
  };
  async function readAll(type: EntityType, filter: Filter = EVERYTHING, order: Order | null = null): Promise<Fields[]> {
    const { fields, list } = sourceOf(connector, type);
    const records: unknown[] = [];
    let after: string | null = null;
    do {
      const asked: ListRequest = { select: Object.keys(fields), filter, order, after, size: list?.pageSize ?? 1 };
      const page: Awaited<ReturnType<List["read"]>> | undefined = await list?.read(http(), asked);
      records.push(...(page?.records ?? []));
      after = page?.next ?? null;
    } while (after !== null);
    return entitiesOf(type, records);
  }

  it("answers its probe", async () => {
    await expect(connector.probe(http())).resolves.toBeUndefined();
  });

  it.each(listed)("lists every %s once, as many as it counts, without a bad value", async (type) => {
    const all = await readAll(type);
    expect(all.length).toBeGreaterThan(5);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.flatMap((entity) => Object.values(entity).filter((value) => value instanceof Error))).toEqual([]);
    expect(unknown).toEqual([]);
    const count = sourceOf(connector, type).list?.count;
    expect(await (count?.(http(), EVERYTHING) ?? all.length)).toBe(all.length);
  });

  it.each(listed)("filters and orders every %s", async (type) => {
    const all = await readAll(type);
    const wanted = all.filter(({ createdAt }) => String(createdAt) >= since).map(({ id }) => id);
    for (const [field, directions] of Object.entries(sourceOf(connector, type).list?.orders ?? {})) {
      for (const direction of directions) {
        const read = await readAll(type, where({ createdAt: { gte: since } }), { field, direction });
        expect(read.map(({ id }) => id).sort(), `${field} ${direction}`).toEqual(wanted.toSorted());
        const values = read.map((entity) => String(entity[field]));
        const isName = field === "name" || field === "displayName";
        const inOrder = isName ? values : values.toSorted(); // by whose alphabet, is the vendor's affair
        expect(values, `${field} ${direction}`).toEqual(direction === "ASC" || isName ? inOrder : inOrder.reverse());
      }
    }
  });

  it.each(listed)("reads any %s by id", async (type) => {
    const { getMany, batchSize = Infinity, fields } = sourceOf(connector, type);
    const ids = (await readAll(type)).map(({ id }) => id).slice(-Math.min(batchSize, connector.limits.batchSize));
    const found = entitiesOf(type, (await getMany?.(http(), ids, Object.keys(fields))) ?? []);
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  const { byEmail: inVendor } = sourceOf(connector, "Contact");
  it.each(inVendor ? [inVendor] : [])("finds everybody by e-mail", async (byEmail) => {
    const people = await readAll("Contact");
    const emails = [
      ...new Set(people.flatMap(({ email }) => (typeof email === "string" ? [email.toLowerCase()] : []))),
    ];
    const asked = emails.slice(0, byEmail.batchSize);
    const found = entitiesOf("Contact", await byEmail.find(http(), asked, ["id", "email"]));
    const known = new Set(found.map(({ email }) => String(email).toLowerCase()));
    expect(asked.filter((email) => !known.has(email))).toEqual([]);
  });

  const { feed } = connector;
  const projected = types.filter((type) => sourceOf(connector, type).projection);

  /** What the feed gives up to its end, by type and id. */
  async function fedAfter(after: string | null) {
    const { records, next } = feed === undefined ? { records: [], next: "" } : await readToEnd(feed, http, after);
    const fed = new Map<EntityType, Map<string, Fields>>(projected.map((type) => [type, new Map()]));
    for (const { type, record } of records) {
      for (const entity of entitiesOf(type, [record])) fed.get(type)?.set(entity.id, entity);
    }
    return { fed, next };
  }

  it.each(feed === undefined ? [] : [{ feed }])(
    "feeds all that is kept in our own store, without a bad value",
    async () => {
      const { fed, next } = await fedAfter(null);
      for (const [type, entities] of fed) {
        const values = [...entities.values()];
        expect(values.length, type).toBeGreaterThan(5);
        expect(values.flatMap((entity) => Object.values(entity).filter((value) => value instanceof Error))).toEqual([]);
        for (const [parent, field] of Object.entries(sourceOf(connector, type).projection?.parents ?? {})) {
          const parents = fed.get(parent as EntityType);
          expect(
            values.filter((entity) => parents?.has(String(entity[field]))).length,
            `${type} of ${parent}`,
          ).toBeGreaterThan(5);
        }
      }
      expect(unknown).toEqual([]);
      const again = await fedAfter(next);
      for (const [type, entities] of again.fed) {
        expect([...entities.keys()].filter((id) => fed.get(type)?.has(id) !== true)).toEqual([]);
      }
    },
  );

  it("reads of people, by their addresses, what is sent to these", async () => {
    const { fed } = await fedAfter(null);
    const emails = [...(fed.get("Contact")?.values() ?? [])].map(({ email }) => String(email).toLowerCase());
    for (const type of types) {
      const related = sourceOf(connector, type).related?.Contact;
      if (related?.parentsBy !== "email") continue;
      const request = { select: ["id"], filter: EVERYTHING, order: related.defaultOrder, after: null, first: 50 };
      const found = await Promise.all(emails.slice(0, 50).map((address) => related.find(http(), [address], request)));
      const records = found.flatMap((slices) => [...slices.values()].flatMap(({ records: all }) => all));
      expect(records.length, type).toBeGreaterThan(0);
      expect(unknown).toEqual([]);
    }
  });

  it("reads of each parent what is its own, in the order asked for", async () => {
    for (const type of types) {
      for (const [parent, related] of Object.entries(sourceOf(connector, type).related ?? {})) {
        if (related.parentsBy !== undefined || !listed.includes(parent as EntityType)) continue;
        const parents = (await readAll(parent as EntityType)).map(({ id }) => id).slice(-50);
        const request = { select: ["id"], filter: EVERYTHING, order: related.defaultOrder, after: null, first: 3 };
        const alone = await Promise.all(
          parents.map(async (id) => [id, (await related.find(http(), [id], request)).get(id)?.records ?? []] as const),
        );
        const together = new Map<string, readonly unknown[]>();
        for (let start = 0; start < parents.length; start += related.batchSize) {
          const found = await related.find(http(), parents.slice(start, start + related.batchSize), request);
          for (const [id, { records }] of found) together.set(id, records);
        }
        for (const [id, records] of alone)
          expect(together.get(id) ?? [], `${type} of ${parent} ${id}`).toEqual(records);
        expect(alone.flatMap(([, records]) => records).length, `${type} of ${parent}`).toBeGreaterThan(0);
      }
    }
  });
});
