// A vendor of deals in memory, and what is asked of it.
import { EVERYTHING } from "../../src/filters/filter.ts";
import type { EntitySource, Filter, List, RecordPage, Sums } from "../../src/connectors/contract.ts";
import type { Source } from "../../src/loaders/source.ts";
import { id, text } from "../../src/mapping/converters.ts";
import type { Deal } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { decimalMoney } from "../../src/mapping/money.ts";
import { fakeSource } from "../support/fake-source.ts";

/** Lets everything through. */
export const ALL: Filter = EVERYTHING;

export interface ShopOptions {
  readonly name?: string;
  /** A page each; what is a function is called in place of the page. */
  readonly pages?: readonly (readonly unknown[] | (() => Promise<readonly unknown[]>))[];
  readonly pageSize?: number;
  readonly sums?: Sums;
  readonly count?: NonNullable<List["count"]>;
  readonly brands?: readonly string[];
  /** Rows have a brand each: what this field names, which goes by these names. */
  readonly brandField?: "companyId";
  readonly brandNames?: Readonly<Record<string, string>>;
}

export interface Shop {
  readonly source: Source;
  /** Of each call for a page: what it asked, and how urgent it was. */
  readonly asked: { readonly after: string | null; readonly size: number; readonly priority: string | undefined }[];
}

export const fields: EntitySource<Deal>["fields"] = {
  id: required("id", id),
  stageId: at("stage", text),
  companyId: at("of", id),
  amount: decimalMoney("amount", "currency"),
};

export const dealOf = (dealId: number, amount = "1", stage = "a"): unknown => ({
  id: dealId,
  stage,
  amount,
  currency: "EUR",
});

export function shop(options: ShopOptions = {}): Shop {
  const { name = "shop", pages = [], pageSize = 10, sums, count, brands = [], brandField, brandNames = {} } = options;
  const asked: Shop["asked"] = [];
  let priority: string | undefined;
  const list: List = {
    pageSize,
    filters: {},
    orders: {},
    async read(_, { after, size }): Promise<RecordPage> {
      asked.push({ after, size, priority });
      const place = Number(after ?? 0);
      const page = pages[place] ?? [];
      const records = typeof page === "function" ? await page() : page;
      return { records, next: place + 1 < pages.length ? String(place + 1) : null };
    },
    ...(count && { count }),
  };
  const projection = brandField && { projection: { orderBy: "createdAt", brand: brandField } };
  const plain = fakeSource({ name, entities: { Deal: { fields, list, ...(sums && { sums }), ...projection } } });
  const http: Source["client"]["http"] = (scope) => {
    ({ priority } = scope);
    return plain.client.http(scope);
  };
  return { source: { ...plain, brands, brandNames, client: { ...plain.client, http } }, asked };
}
