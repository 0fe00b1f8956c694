// Salesforce's envelopes around records, which hold the fields that a query named.
import { columnsIn } from "./soql-reader.ts";
import type { Exchange } from "../../support/fake-http.ts";

export const DATA = "/services/data/v60.0";

type Fixture = Readonly<Record<string, unknown>>;

/** A record as a query or a batch read has it. */
export function record(type: string, fixture: Fixture, columns: readonly string[]): Fixture {
  const key = fixture["Id"] ?? fixture["ApiName"];
  const fields = columns.map((column) => [column, fixture[column]] as const);
  return { attributes: { type, url: `${DATA}/sobjects/${type}/${String(key)}` }, ...Object.fromEntries(fields) };
}

/** A query with all that it finds. */
export function query(soql: string, ...found: readonly Fixture[]): Exchange {
  return page(soql, found, null);
}

/** A query whose reply is not all: Salesforce goes on under an address that it gives. */
export function page(soql: string, found: readonly Fixture[], locator: string | null, total = found.length): Exchange {
  return {
    ask: { method: "GET", path: `${DATA}/query`, query: { q: soql } },
    reply: resultOf(soql, found, locator, total),
  };
}

/** What comes under that address. */
export function furtherPage(soql: string, locator: string, found: readonly Fixture[], total: number): Exchange {
  return { ask: { method: "GET", path: `${DATA}/query/${locator}` }, reply: resultOf(soql, found, null, total) };
}

function resultOf(soql: string, found: readonly Fixture[], locator: string | null, totalSize: number): object {
  const { from, columns } = columnsIn(soql);
  const records = found.map((fixture) => record(from, fixture, columns));
  return {
    totalSize,
    done: locator === null,
    ...(locator !== null && { nextRecordsUrl: `${DATA}/query/${locator}` }),
    records,
  };
}
