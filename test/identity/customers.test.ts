import { describe, expect, it } from "vitest";
import { EVERYTHING } from "../../src/filters/filter.ts";
import type { Connector, EntitySource } from "../../src/connectors/contract.ts";
import { UpstreamError } from "../../src/errors.ts";
import { createCustomers } from "../../src/identity/customers.ts";
import { createLinkCache } from "../../src/identity/link-cache.ts";
import { concatenated } from "../../src/loaders/concatenated.ts";
import type { Connection } from "../../src/loaders/connection.ts";
import { createLoaders } from "../../src/loaders/create-loaders.ts";
import type { Source } from "../../src/loaders/source.ts";
import { email, text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Contact, Payment } from "../../src/mapping/entities.ts";
import { at, combined, required } from "../../src/mapping/field-map.ts";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

interface Person {
  readonly id: string;
  readonly email?: string;
  /** The id of a CRM contact. */
  readonly crm?: string;
  readonly createdAt?: string;
}

const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));

/** A vendor of people, which counts its calls. */
function vendor(name: string, kind: Connector["kind"], people: Person[], emailIsUnique = true) {
  const calls: string[] = [];
  const state = { failure: null as Error | null, answer: null as (() => Promise<Person[]>) | null };
  const answer = (call: string, found: Person[]): Promise<Person[]> => {
    calls.push(call);
    if (state.answer !== null) return state.answer();
    return state.failure === null ? Promise.resolve(found) : Promise.reject(state.failure);
  };
  const contact: EntitySource<Contact> = {
    fields: {
      id: required("id", text),
      email: at("email", email),
      createdAt: at("createdAt", isoInstant),
      externalIds: combined(["crm"], ([crm]) => (typeof crm === "string" ? [{ source: "crm", id: crm }] : [])),
    },
    emailIsUnique,
    getMany: (_, wanted) =>
      answer(
        `get ${wanted.join()}`,
        people.filter(({ id }) => wanted.includes(id)),
      ),
    list: {
      pageSize: 2,
      filters: {},
      orders: {},
      async read(_, { after, size }) {
        const start = after === null ? 0 : Number(after);
        const records = await answer(`list ${start}`, people.slice(start, start + size));
        return { records, next: start + size < people.length ? String(start + size) : null };
      },
    },
    byEmail: {
      batchSize: 100,
      find: (_, keys) =>
        answer(
          `email ${keys.join()}`,
          people.filter((person) => keys.includes(person.email?.toLowerCase() ?? "")),
        ),
    },
    byExternalId: {
      batchSize: 100,
      find: (_, field, values) =>
        answer(
          `${field} ${values.join()}`,
          people.filter(({ crm }) => crm !== undefined && values.includes(crm)),
        ),
    },
  };
  const payment: EntitySource<Payment> = {
    fields: { id: required("id", text) },
    related: {
      Contact: {
        batchSize: 1,
        arrangedBy: "source",
        filters: {},
        orders: {},
        defaultOrder: { field: "createdAt", direction: "DESC" },
        find: () => Promise.resolve(new Map()),
      },
    },
  };
  const source = fakeSource({
    name,
    kind,
    entities: { Contact: contact, ...(kind === "payments" && { Payment: payment }) },
    externalIds: name === "crm" ? [] : [{ field: "crm", source: "crm" }],
  });
  return { source, calls, state };
}

function setUp(options: { crm?: Person[]; desk?: Person[]; pay?: Person[] }) {
  const crm = vendor("crm", "crm", options.crm ?? []);
  const desk = vendor("desk", "desk", options.desk ?? []);
  const pay = vendor("pay", "payments", options.pay ?? [], false);
  const { begin, clock } = loadScope({ Contact: ["id"] });
  const linkCache = createLinkCache({
    clock,
    maxEntries: 1_000,
    foundMs: 60_000,
    missedMs: 10_000,
    staleIfErrorMs: 600_000,
  });
  // Out of order on purpose: the kind of a source decides who anchors, not its place in the configuration.
  const customersOver = (sources: readonly Source[] = [pay.source, desk.source, crm.source]) =>
    createCustomers(createLoaders(begin().scope, sources), linkCache);
  const list = async (first = 50) => {
    const customers = customersOver();
    const listed: string[] = [];
    let after: string | null = null;
    do {
      const streams = customers.listed.map((source) => customers.anchors(source, { filter: EVERYTHING, order: null }));
      const page: Connection<Contact> = await concatenated(streams, { kind: "Customer", first, after }, ids);
      listed.push(...page.items.map(({ node }) => (node instanceof Error ? "error" : `${node.source}/${node.id}`)));
      after = page.hasNextPage ? (page.items.at(-1)?.cursor() ?? null) : null;
    } while (after !== null);
    return listed;
  };
  return { crm, desk, pay, clock, customersOver, list };
}

const known = (contact: Contact | null) => (contact === null ? null : `${contact.source}/${contact.id}`);

describe("customers", () => {
  const people = {
    crm: [{ id: "c1", email: "Ann@example.com" }, { id: "c2", email: "bob@example.com" }, { id: "c3" }],
    desk: [
      { id: "d1", email: "ann@example.com" }, // c1, by e-mail of another case
      { id: "d2", email: "robert@example.com", crm: "c2" }, // c2, by external id alone
      { id: "d3", email: "eve@example.com" }, // nobody's
      { id: "d4" }, // nothing to link by
    ],
    pay: [
      { id: "p1", email: "EVE@example.com" }, // d3
      { id: "p2", email: "joe@example.com", createdAt: "2026-02-01T00:00:00Z" },
      { id: "p3", email: "joe@example.com", createdAt: "2026-01-01T00:00:00Z" }, // the same Joe, recorded earlier
      { id: "p4", email: "x@example.com", crm: "c3" }, // c3
    ],
  };

  it.each([1, 2, 3, 50])(
    "are listed once each, anchored on CRM, then desk, then payments (%i a page)",
    async (first) => {
      const { list } = setUp(people);
      expect(await list(first)).toEqual(["crm/c1", "crm/c2", "crm/c3", "desk/d3", "desk/d4", "pay/p3"]);
    },
  );

  it("are found by any of their records, and by e-mail in any source", async () => {
    const { customersOver } = setUp(people);
    const customers = customersOver();
    expect(known(await customers.byRecord("desk", "d2"))).toBe("crm/c2");
    expect(known(await customers.byRecord("pay", "p1"))).toBe("desk/d3");
    expect(known(await customers.byRecord("pay", "p2"))).toBe("pay/p3");
    expect(known(await customers.byRecord("crm", "c9"))).toBeNull();
    expect(known(await customers.byEmail("ROBERT@example.com"))).toBe("crm/c2");
    expect(known(await customers.byEmail("nobody@example.com"))).toBeNull();
  });

  it("explain their links", async () => {
    const { customersOver } = setUp(people);
    const customers = customersOver();
    const anchor = await customers.byRecord("crm", "c1");
    expect(anchor === null ? [] : await customers.links(anchor)).toEqual([
      { source: "crm", recordId: "c1", rule: "ANCHOR", confidence: 1, linkedAt: null },
      { source: "desk", recordId: "d1", rule: "EMAIL", confidence: 0.9, linkedAt: null },
    ]);
    const other = await customers.byRecord("crm", "c2");
    expect(other === null ? [] : await customers.links(other)).toMatchObject([
      { rule: "ANCHOR" },
      { source: "desk", recordId: "d2", rule: "EXTERNAL_ID", confidence: 1 },
    ]);
  });

  it("are found by an address that one source has, whatever becomes of the sources behind it", async () => {
    const { pay, desk, customersOver } = setUp(people);
    const silent = new Promise<never>(() => {});
    pay.state.answer = () => silent;
    expect(known(await customersOver().byEmail("bob@example.com"))).toBe("crm/c2");
    desk.state.answer = () => silent;
    expect(known(await customersOver().byEmail("ann@example.com"))).toBe("crm/c1");
    expect([...desk.calls, ...pay.calls]).toContain("email ann@example.com"); // side by side, all the same
  });

  it("let an external id win over an e-mail address", async () => {
    const { customersOver } = setUp({
      crm: [
        { id: "c1", email: "ann@example.com" },
        { id: "c2", email: "bob@example.com" },
      ],
      desk: [{ id: "d1", email: "ann@example.com", crm: "c2" }],
    });
    const customers = customersOver();
    expect(known(await customers.byRecord("desk", "d1"))).toBe("crm/c2");
    const ann = await customers.byRecord("crm", "c1");
    expect(ann === null ? null : await customers.links(ann)).toHaveLength(1);
  });

  it("lose nobody whose record is linked to a record that is anchored elsewhere", async () => {
    const { list, customersOver } = setUp({
      crm: [{ id: "c1", email: "ann@example.com" }],
      desk: [{ id: "d1", email: "ann@work.example", crm: "c1" }],
      pay: [{ id: "p1", email: "ann@work.example" }], // d1's address, which the CRM does not know
    });
    expect(await list()).toEqual(["crm/c1", "pay/p1"]);
    expect(known(await customersOver().byRecord("pay", "p1"))).toBe("pay/p1");
  });

  it("look a page of people up together: one call a way of linking", async () => {
    const { desk, customersOver, crm } = setUp(people);
    const customers = customersOver();
    const anchors = await Promise.all(["c1", "c2", "c3"].map((id) => customers.byRecord("crm", id)));
    desk.calls.length = 0;
    await Promise.all(anchors.map((anchor) => (anchor === null ? [] : customers.links(anchor))));
    expect(desk.calls.toSorted()).toEqual(["crm c1,c2,c3", "email ann@example.com,bob@example.com"]);
    expect(crm.calls).toEqual(["get c1,c2,c3"]); // its own people share no address
  });

  it("remember links, and that there are none, for their lifetimes", async () => {
    const { pay, clock, customersOver } = setUp(people);
    const linksOf = async (id: string) => {
      const customers = customersOver();
      const anchor = await customers.byRecord("crm", id);
      if (anchor !== null) await customers.recordsIn(pay.source, anchor);
    };
    const lookups = () => pay.calls.filter((call) => /^(email|crm)/.test(call)).length;
    await linksOf("c1"); // none
    await linksOf("c3"); // p4
    const cold = lookups();
    await linksOf("c1");
    await linksOf("c3");
    expect(lookups()).toBe(cold);
    clock.ms += 20_000; // past the lifetime of "none", not of a link
    await linksOf("c3");
    expect(lookups()).toBe(cold);
    await linksOf("c1");
    expect(lookups()).toBeGreaterThan(cold);
  });

  it("fail with the source that can't be asked, and fall back on what was known", async () => {
    const { pay, clock, customersOver } = setUp(people);
    const parents = async (id: string) => {
      const customers = customersOver();
      const anchor = await customers.byRecord("crm", id);
      return anchor === null ? [] : customers.recordsIn(pay.source, anchor);
    };
    expect(await parents("c3")).toEqual([{ source: "pay", type: "Contact", id: "p4" }]);
    pay.state.failure = new UpstreamError("pay", "unavailable");
    clock.ms += 120_000;
    expect(await parents("c3")).toEqual([{ source: "pay", type: "Contact", id: "p4" }]);
    await expect(parents("c1")).rejects.toBe(pay.state.failure);
  });

  it("know nothing of sources that the caller may not see", async () => {
    const { crm, desk, customersOver } = setUp(people);
    const customers = customersOver([desk.source]);
    expect(known(await customers.byRecord("crm", "c1"))).toBeNull();
    expect(known(await customers.byRecord("desk", "d1"))).toBe("desk/d1");
    expect(crm.calls).toEqual([]);
  });
});
