// https://docs.stripe.com/search
import { flagAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { PAGE_SIZE } from "./object-list.ts";

/** A text of the search language, which means itself and nothing else. */
export function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** All customers for whom `field` is one of the values. `field` is of the language: "email", or by `metadataField`. */
export async function searchCustomers(http: Http, field: string, values: readonly string[]): Promise<unknown[]> {
  const clauses = values.map((value) => `${field}:${quoted(value)}`);
  const found = await inChunks(clauses, countOption(http, "searchClauses"), (chunk) =>
    readAll(http, chunk.join(" OR ")),
  );
  return found.flat();
}

export function metadataField(key: string): string {
  return `metadata[${quoted(key)}]`;
}

async function readAll(http: Http, query: string): Promise<unknown[]> {
  const records: unknown[] = [];
  let page: string | null = null;
  do {
    const reply: unknown = await http.get("/v1/customers/search", { query, limit: PAGE_SIZE, page: page ?? undefined });
    records.push(...recordsAt(reply, "data"));
    page = flagAt(reply, "has_more") ? textAt(reply, "next_page") : null;
  } while (page !== null);
  return records;
}
