// https://docs.stripe.com/search
import { flagAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { readPages } from "../read-pages.ts";
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
  return readPages(async (page) => {
    const reply = await http.get("/v1/customers/search", { query, limit: PAGE_SIZE, page: page ?? undefined });
    const next = flagAt(reply, "has_more") ? textAt(reply, "next_page") : null;
    return { records: recordsAt(reply, "data"), next };
  });
}
