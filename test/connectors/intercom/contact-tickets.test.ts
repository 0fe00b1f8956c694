import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import { intercom } from "../../../src/connectors/intercom/index.ts";
import type { ListRequest, RecordPage, RelatedRequest } from "../../../src/connectors/contract.ts";
import type { Http } from "../../../src/upstream/http.ts";
import { createPlayedDesk, type PlayedTicket } from "./played-desk.ts";

const ticket = intercom.entities.Ticket;
const related = ticket?.related?.Contact;
const contacts = Array.from({ length: 50 }, (_, index) => `c${String(100 + index)}`);
const request: RelatedRequest = {
  select: ["id"],
  filter: EVERYTHING,
  order: { field: "updatedAt", direction: "DESC" },
  after: null,
  first: 5,
};

const nameOf = (record: unknown): string => {
  const { type, id } = record as { type: string; id: string };
  return `${type}-${id}`;
};

/** As many conversations of each contact, as if each contact's were older than those of the contact before. */
function conversationsOf(counts: readonly number[]): PlayedTicket[] {
  let time = 1_700_000_000;
  return counts.flatMap((count, index) =>
    Array.from({ length: count }, () => ({
      type: "conversation" as const,
      contacts: [contacts[index] ?? ""],
      at: --time,
    })),
  );
}

describe("the tickets of many contacts", () => {
  async function find(counts: readonly number[], first = 5) {
    const desk = createPlayedDesk(conversationsOf(counts));
    const found = await related?.find(desk.http, contacts.slice(0, counts.length), { ...request, first });
    const shown = counts.map((_, index) => {
      const slice = found?.get(contacts[index] ?? "");
      return [slice?.records.length ?? 0, slice?.hasMore ?? false] as const;
    });
    return { calls: desk.http.asked.length, shown };
  }

  it.each([
    ["few each: a call a kind", Array.from({ length: 50 }, () => 2), 2],
    ["none at all: a call a kind", Array.from({ length: 50 }, () => 0), 2],
    ["one with many, the rest behind it: pages", [350, ...Array.from({ length: 49 }, () => 1)], 2 + 2],
    ["a few behind one with very many: asked alone", [2_000, 3, 4], 2 + 4],
    ["one just full, with more on the next page: the other alone", [145, 400], 2 + 2],
    ["all full: no further than needed", Array.from({ length: 40 }, () => 8), 2 + 2],
  ] as const)("%s", async (_, counts, calls) => {
    const found = await find(counts);
    expect(found.shown).toEqual(counts.map((count) => [Math.min(count, 5), count > 5]));
    expect(found.calls).toBe(calls);
  });

  it("reads more of one contact than a page holds", async () => {
    const { shown, calls } = await find([400], 200);
    expect(shown).toEqual([[200, true]]);
    expect(calls).toBe(3);
  });

  it("has a ticket once that is on two pages, as it changed between them", async () => {
    const desk = createPlayedDesk(conversationsOf([9, 1]), 5);
    const { read } = desk.http;
    // The page behind the first begins with what the first ended with.
    const http: Http = {
      ...desk.http,
      read: async (path, body) => {
        const { pagination } = body as { pagination: { starting_after?: string } };
        const after = pagination.starting_after === "5" ? { starting_after: "4" } : {};
        return read(path, { ...(body as object), pagination: { ...pagination, ...after } });
      },
    };
    const found = await related?.find(http, contacts.slice(0, 2), { ...request, first: 8 });
    expect(found?.get(contacts[0] ?? "")?.records.map(nameOf)).toEqual(
      Array.from({ length: 8 }, (_, index) => `conversation-${index + 1}`),
    );
  });

  const someTickets = fc.array(
    fc.record({
      type: fc.constantFrom("conversation" as const, "ticket" as const),
      contacts: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }),
      at: fc.integer({ min: 1_700_000_000, max: 1_700_000_009 }), // many of the same second
      isOpen: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  const somehow = fc.record({
    field: fc.constantFrom("createdAt", "updatedAt"),
    direction: fc.constantFrom("ASC" as const, "DESC" as const),
    first: fc.integer({ min: 1, max: 6 }),
    isFiltered: fc.boolean(),
    maxSize: fc.integer({ min: 2, max: 7 }),
  });

  it("gives each contact together what it gives it alone, and from each position the rest", async () => {
    await fc.assert(
      fc.asyncProperty(someTickets, somehow, async (tickets, { field, direction, first, isFiltered, maxSize }) => {
        const desk = createPlayedDesk(tickets, maxSize);
        const filter = isFiltered ? where({ status: { in: ["OPEN"] } }) : EVERYTHING;
        const asked = { ...request, filter, order: { field, direction }, first };
        const together = await related?.find(desk.http, ["a", "b", "c"], asked);
        for (const contact of ["a", "b", "c"]) {
          const expected = desk.named({ contact, field, direction, isFiltered });
          const slice = together?.get(contact);
          expect(slice?.records.map(nameOf)).toEqual(expected.slice(0, first));
          expect(slice?.hasMore).toBe(expected.length > first);
          for (const [index, after] of (slice?.positions ?? []).entries()) {
            const rest = await related?.find(desk.http, [contact], { ...asked, after });
            const own = rest?.get(contact);
            expect(own?.records.map(nameOf)).toEqual(expected.slice(index + 1, index + 1 + first));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("lists everything once, in order, from any position", async () => {
    await fc.assert(
      fc.asyncProperty(someTickets, somehow, async (tickets, { field, direction, first, isFiltered, maxSize }) => {
        const desk = createPlayedDesk(tickets, maxSize);
        const filter = isFiltered ? where({ status: { in: ["OPEN"] } }) : EVERYTHING;
        const asked: ListRequest = { select: ["id"], filter, order: { field, direction }, after: null, size: first };
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: RecordPage | undefined = await ticket?.list?.read(desk.http, { ...asked, after });
          // Only the first of each page is taken: the next one starts in the middle of it.
          const [record] = page?.records ?? [];
          if (record === undefined) break;
          seen.push(nameOf(record));
          after = page?.positions?.[0] ?? null;
        } while (seen.length <= tickets.length);
        expect(seen).toEqual(desk.named({ field, direction, isFiltered }));
      }),
      { numRuns: 60 },
    );
  });
});
