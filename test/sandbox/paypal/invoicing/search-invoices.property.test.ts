// Searches and the list of invoices against a plain filter over the book.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ids } from "../../../../src/sandbox/paypal/ids.ts";
import { paidAt } from "../../../../src/sandbox/paypal/invoicing/invoice.ts";
import type { InvoiceRow, PersonRecord } from "../../../../src/sandbox/world.ts";
import { book, objectIn, objectsIn, serialsWhere, startPaypal, time } from "../running-paypal.ts";
import type { Plain, RunningPaypal } from "../running-paypal.ts";

const { invoices, payers } = book;
const rows = serialsWhere(invoices.size, () => true).map((serial) => invoices.at(serial));
const dayMs = 86_400_000;
const statuses: Readonly<Record<string, string>> = { draft: "DRAFT", open: "SENT", paid: "PAID", void: "CANCELLED" };

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal();
});
afterAll(() => paypal[Symbol.asyncDispose]());

interface Case {
  readonly name: string;
  readonly value: unknown;
  readonly test: (row: InvoiceRow, payer: PersonRecord) => boolean;
}

const some = fc.nat({ max: rows.length - 1 }).map((place) => rows[place] ?? expect.fail("there are no invoices"));
const payerOf = (row: InvoiceRow): PersonRecord => payers.at(row.customer);
const inOrder = (one: number, other: number): readonly [number, number] => [Math.min(one, other), Math.max(one, other)];
const day = (ms: number): string => time(ms).slice(0, 10);
const dayOf = (ms: number): number => Math.floor(ms / dayMs);
const decimal = (minor: number, currency: string): Plain =>
  currency === "JPY"
    ? { currency_code: currency, value: String(minor) }
    : { currency_code: currency, value: (minor / 100).toFixed(2) };

const cases: readonly fc.Arbitrary<Case>[] = [
  some.map((row) => {
    const email = payerOf(row).email ?? "nobody@example.com";
    return {
      name: "recipient_email",
      value: email.toUpperCase(),
      test: (_row, payer) => payer.email?.toLowerCase() === email.toLowerCase(),
    };
  }),
  some.map((row) => {
    const name = payerOf(row).givenName ?? "Nobody";
    return {
      name: "recipient_first_name",
      value: name,
      test: (_row, { givenName }) => givenName?.toLowerCase() === name.toLowerCase(),
    };
  }),
  some.map((row) => {
    const name = payerOf(row).familyName ?? "Nobody";
    return {
      name: "recipient_last_name",
      value: name,
      test: (_row, { familyName }) => familyName?.toLowerCase() === name.toLowerCase(),
    };
  }),
  some.map(({ number }) => ({ name: "invoice_number", value: number, test: (row) => row.number === number })),
  fc.subarray(["DRAFT", "SENT", "PAID", "CANCELLED", "REFUNDED"]).map((wanted) => ({
    name: "status",
    value: wanted,
    test: (row) => wanted.includes(statuses[row.status] ?? ""),
  })),
  some.map(({ currency }) => ({ name: "currency_code", value: currency, test: (row) => row.currency === currency })),
  fc.tuple(some, some).map(([{ currency, totalMinor }, other]) => {
    const [lower, upper] = inOrder(totalMinor, other.totalMinor);
    return {
      name: "total_amount_range",
      value: { lower_amount: decimal(lower, currency), upper_amount: decimal(upper, currency) },
      test: (row) => row.currency === currency && row.totalMinor >= lower && row.totalMinor <= upper,
    };
  }),
  fc.tuple(some, some).map(([one, other]) => {
    const [start, end] = inOrder(one.createdAt, other.createdAt);
    return {
      name: "invoice_date_range",
      value: { start: day(start), end: day(end) },
      test: (row) => dayOf(row.createdAt) >= dayOf(start) && dayOf(row.createdAt) <= dayOf(end),
    };
  }),
  fc.tuple(some, some).map(([one, other]) => {
    const [start, end] = inOrder(one.dueAt ?? one.createdAt, other.dueAt ?? other.createdAt);
    return {
      name: "due_date_range",
      value: { start: day(start), end: day(end) },
      test: ({ dueAt }) => dueAt !== null && dayOf(dueAt) >= dayOf(start) && dayOf(dueAt) <= dayOf(end),
    };
  }),
  fc.tuple(some, some).map(([one, other]) => {
    const [start, end] = inOrder(one.createdAt, other.createdAt);
    return {
      name: "creation_date_range",
      value: { start: time(start), end: time(end) },
      test: ({ createdAt }) => createdAt >= start && createdAt <= end,
    };
  }),
  fc.tuple(some, some).map(([one, other]) => {
    const [start, end] = inOrder(paidAt(one) ?? one.createdAt, paidAt(other) ?? other.createdAt);
    return {
      name: "payment_date_range",
      value: { start: time(start), end: time(end) },
      test: (row) => {
        const at = paidAt(row);
        return at !== null && at >= start && at <= end;
      },
    };
  }),
  fc.boolean().map((isArchived) => ({ name: "archived", value: isArchived, test: () => !isArchived })),
  fc
    .constantFrom("memo", "reference", "recipient_business_name")
    .map((name) => ({ name, value: "anything", test: () => false })),
];
const searches = fc
  .array(fc.oneof(...cases), { maxLength: 3 })
  .map((found) => [...new Map(found.map((one) => [one.name, one])).values()]);

const idsIn = (body: Plain): readonly unknown[] => objectsIn(body["items"]).map(({ id }) => id);
const newestFirst = (found: readonly InvoiceRow[]): readonly string[] =>
  found.map(({ serial }) => ids.invoice.idOf(serial)).toReversed();

describe("searching invoices", () => {
  it("finds what a plain filter over the book finds, newest first, page by page", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(searches, fc.constantFrom(7, 100), async (chosen, pageSize) => {
        const wanted = newestFirst(rows.filter((row) => chosen.every(({ test }) => test(row, payerOf(row)))));
        const search = Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
        const found: unknown[] = [];
        for (let page = 1, pages = 1; page <= pages; page += 1) {
          const query = `?page=${page}&page_size=${pageSize}&total_required=true`;
          const { status, body } = await paypal.post(`/v2/invoicing/search-invoices${query}`, search);
          expect([status, body["total_items"]]).toEqual([200, wanted.length]);
          pages = Number(body["total_pages"]);
          found.push(...idsIn(body));
        }
        expect(found).toEqual(wanted);
      }),
      { numRuns: 120 },
    );
  });

  it("takes bounds with more decimals than the currency has", async () => {
    const bound = (value: string) => ({ currency_code: "JPY", value });
    const range = { lower_amount: bound("0.50"), upper_amount: bound("99999999.99") };
    const { body } = await paypal.post("/v2/invoicing/search-invoices?total_required=true", {
      total_amount_range: range,
    });
    expect(body["total_items"]).toBe(rows.filter(({ currency }) => currency === "JPY").length);
  });

  it("leaves parts out that were not asked for", async () => {
    const partsOf = async (fields?: readonly string[]): Promise<readonly string[]> => {
      const { body } = await paypal.post("/v2/invoicing/search-invoices", { status: ["PAID"], fields });
      return ["items", "payments"].filter((part) => part in (objectsIn(body["items"])[0] ?? {}));
    };
    expect(await partsOf()).toEqual(["items", "payments"]);
    expect(await partsOf(["payments"])).toEqual(["payments"]);
    expect(await partsOf([])).toEqual([]);
  });
});

describe("listing invoices", () => {
  it("gives every invoice once, newest first, and the total when asked", async () => {
    const found: unknown[] = [];
    for (let path: string | undefined = "/v2/invoicing/invoices?page_size=90"; path !== undefined;) {
      const { body } = await paypal.get(path);
      expect("total_items" in body).toBe(false);
      found.push(...idsIn(body));
      const next = objectsIn(body["links"]).find(({ rel }) => rel === "next");
      path = next && String(next["href"]).slice(paypal.server.url.length);
    }
    expect(found).toEqual(newestFirst(rows));
    const counted = await paypal.get("/v2/invoicing/invoices?page_size=90&total_required=true&page=900");
    expect(counted.body).toMatchObject({
      items: [],
      total_items: rows.length,
      total_pages: Math.ceil(rows.length / 90),
    });
  });

  it("tells of each invoice what the book knows", async () => {
    for (const row of rows.filter(({ serial }) => serial % 5 === 0)) {
      const { body } = await paypal.get(`/v2/invoicing/invoices/${ids.invoice.idOf(row.serial)}`);
      const total = decimal(row.totalMinor, row.currency);
      expect(body).toMatchObject({
        status: statuses[row.status],
        detail: { invoice_number: row.number, currency_code: row.currency, invoice_date: day(row.createdAt) },
        amount: total,
        due_amount: row.status === "paid" || row.status === "void" ? decimal(0, row.currency) : total,
      });
      const term = objectIn(objectIn(body["detail"])["payment_term"]);
      expect(term["due_date"]).toBe(row.dueAt === null ? undefined : day(row.dueAt));
      expect("payments" in body).toBe(row.status === "paid");
      const [recipient = {}] = objectsIn(body["primary_recipients"]);
      expect(objectIn(recipient["billing_info"])["email_address"]).toBe(payerOf(row).email ?? undefined);
    }
  });
});
