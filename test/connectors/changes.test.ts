// Every connector that tells of changed people, against its vendor's sandbox, in which people are changed meanwhile.
import { EVERYTHING } from "../../src/filters/filter.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Changes, ChangesPage, ListRequest } from "../../src/connectors/contract.ts";
import { valueAtPath } from "../../src/mapping/field-map.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../src/sandbox/vendor-server.ts";
import type { BookName, PersonRecords, World } from "../../src/sandbox/world.ts";
import type { UpstreamClient } from "../../src/upstream/client.ts";
import type { Http } from "../../src/upstream/http.ts";
import { findingsOf, vendorContracts } from "../support/vendor-contracts.ts";
import { mappingContext, sourceOf } from "./connector-case.ts";
import { clientOf, playedConnectors } from "./sandbox-client.ts";

const suites = playedConnectors.flatMap(({ connector, vendor, name }) => {
  const changes = connector.entities.Contact?.changes;
  return changes === undefined ? [] : [{ name, connector, vendor, changes }];
});

function peopleIn(world: World, name: BookName): PersonRecords {
  const book = world.books[name];
  if ("contacts" in book) return book.contacts;
  if ("users" in book) return book.users;
  return "payers" in book ? book.payers : book.players;
}

it("is told by the six vendors that can be asked", () => {
  expect(suites.map(({ name }) => name).toSorted()).toEqual([
    "dynamics",
    "hubspot",
    "intercom",
    "salesforce",
    "stripe",
    "zendesk",
  ]);
});

describe.each(suites)("$name", ({ connector, vendor, changes }) => {
  const world = createWorld({ seed: 11, customers: 1_000 });
  const people = peopleIn(world, vendor.name);
  let nowMs = Date.now();
  const now = (): number => nowMs;
  const findings = new Set<string>();
  let server: VendorServer;
  let client: UpstreamClient;
  function hold(exchange: Exchange): void {
    if (vendor.name in vendorContracts) for (const finding of findingsOf(exchange)) findings.add(finding);
  }
  beforeAll(async () => {
    const context = { world, now, rateScale: 10_000 };
    server = await startVendor(vendor, { context, latencyMs: 0, random: () => 0.5, onExchange: hold });
    client = clientOf(connector, vendor, server.url, now, now);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  const http = (): Http => client.http({ deadlineMs: nowMs + 60_000 });
  const select = ["id", "displayName", "email", "phone", "updatedAt"];
  const toEntity = recordMapper("Contact", sourceOf(connector, "Contact").fields, select, mappingContext());
  const peopleOf = (pages: readonly ChangesPage[]) =>
    pages.flatMap(({ records }) => records.map((record) => Object(toEntity(record))));
  const idsIn = (pages: readonly ChangesPage[]): Set<string> =>
    new Set(peopleOf(pages).map((person) => String(valueAtPath(person, ["id"]))));
  const emailsIn = (pages: readonly ChangesPage[]): Set<unknown> =>
    new Set(peopleOf(pages).map((person) => valueAtPath(person, ["email"])));

  const read = (after: string | null): ReturnType<Changes["read"]> => changes.read(http(), after, select);
  async function readRound(after: string | null): Promise<ChangesPage[]> {
    const pages = [await read(after)];
    for (let page = pages[0]; page !== undefined && !page.isAtEnd; page = pages.at(-1)) {
      pages.push(await read(page.next));
    }
    return pages;
  }
  const end = (pages: readonly ChangesPage[]): string => pages.at(-1)?.next ?? "";

  async function idsListed(): Promise<Set<string>> {
    const list = sourceOf(connector, "Contact").list;
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const asked: ListRequest = { select, filter: EVERYTHING, order: null, after, size: list?.pageSize ?? 1 };
      const page: { records: readonly unknown[]; next: string | null } | undefined = await list?.read(http(), asked);
      for (const record of page?.records ?? []) ids.add(String(toEntity(record).id));
      after = page?.next ?? null;
    } while (after !== null);
    return ids;
  }

  it("gives everybody, and goes on from any page as if it had never stopped", async () => {
    const all = await idsListed();
    expect(all.size).toBeGreaterThan(200);
    const pages = await readRound(null);
    expect(idsIn(pages)).toEqual(all);
    for (const [place, page] of pages.entries()) {
      const rest = await readRound(page.next);
      expect(idsIn([...pages.slice(0, place + 1), ...rest])).toEqual(all);
    }
  });

  it("gives again who changes while everybody is read, and afterwards", async () => {
    const change = (serial: number, email: string): void => {
      people.change(serial, { email }, nowMs);
      nowMs += 90_000; // for vendors that hold the last minute back
    };
    const first = await read(null);
    const middle = Math.floor(people.size / 2);
    for (const serial of [0, middle, people.size - 1]) change(serial, `during-${serial}@example.com`);
    const walk = [first, ...(first.isAtEnd ? [] : await readRound(first.next))];
    for (const serial of [1, middle, people.size - 2]) change(serial, `after-${serial}@example.com`);
    const round = await readRound(end(walk));
    const seen = emailsIn([...walk, ...round]);
    for (const serial of [0, people.size - 1]) expect(seen).toContain(`during-${serial}@example.com`);
    for (const serial of [1, middle, people.size - 2]) expect(emailsIn(round)).toContain(`after-${serial}@example.com`);
  });

  it("gives all of more than a page that change at one instant, from any page of them", async () => {
    const place = end(await readRound(null));
    for (let serial = 0; serial < people.size; serial += 1) {
      people.change(serial, { email: `import-${serial}@example.com` }, nowMs);
    }
    nowMs += 90_000;
    const imported = Array.from({ length: people.size }, (_, serial) => `import-${serial}@example.com`);
    const pages = await readRound(place);
    expect(emailsIn(pages)).toEqual(expect.objectContaining({ size: imported.length }));
    const middle = Math.floor(pages.length / 2);
    const rest = await readRound(pages[middle]?.next ?? place);
    const seen = emailsIn([...pages.slice(0, middle + 1), ...rest]);
    expect(imported.filter((email) => !seen.has(email))).toEqual([]);
  });

  it("asked for nothing, and was answered nothing, that the vendor's contract does not have", () => {
    expect([...findings]).toEqual([]);
  });
});
