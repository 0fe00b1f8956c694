// One pass over a collection for each search and order, letting other requests through; the last few passes are kept, so
// that reading a search to its end costs one.
import { setImmediate } from "node:timers/promises";
import { invalid } from "../errors.ts";
import type { IntercomOptions } from "../options.ts";
import { candidatesOf } from "./candidates.ts";
import { compileFilter } from "./match.ts";
import type { Filter, SearchRequest } from "./parse-query.ts";
import { newestFirst, sortedBy } from "./results.ts";
import type { Results, SortValue } from "./results.ts";
import { isList } from "./searchable.ts";
import type { Field, Searchable } from "./searchable.ts";

export interface Search {
  /** Throws Intercom's 400 for a query that it refuses. */
  find(query: Filter | null, sort: SearchRequest["sort"]): Promise<Results>;
}

const rowsPerTurn = 2_000;
const keptResults = 16;

export function createSearch<T>(records: Searchable<T>, options: IntercomOptions): Search {
  const { stock } = records;
  const kept = new Map<string, Promise<Results>>();

  async function matching(query: Filter | null): Promise<Uint32Array> {
    if (query === null) return serialsWhere(stock.limit, (serial) => stock.has(serial));
    const holds = compileFilter(query, records, options);
    const test = (serial: number): boolean => {
      const record = stock.get(serial);
      return record !== null && holds(record);
    };
    const candidates = candidatesOf(query, records);
    if (candidates === null) return serialsWhere(stock.limit, test);
    const serials = [...new Set([...candidates, ...stock.written()])].filter(test);
    return Uint32Array.from(serials).sort();
  }

  async function run(query: Filter | null, sort: SearchRequest["sort"]): Promise<Results> {
    const field = sort === null ? null : records.field(sort.field);
    if (sort !== null && (field === null || field.type === "words")) {
      throw invalid(`${sort.field} is not a field to sort by`, "sort");
    }
    const serials = await matching(query);
    if (sort === null || field === null) return newestFirst(serials);
    return sortedBy(serials, (serial) => sortValueOf(field, stock.get(serial)), sort.isDescending);
  }

  return {
    find(query, sort) {
      const key = JSON.stringify([stock.version, query, sort]);
      const known = kept.get(key);
      const results = known ?? run(query, sort);
      kept.delete(key);
      kept.set(key, results);
      for (const oldest of kept.keys()) {
        if (kept.size <= keptResults) break;
        kept.delete(oldest);
      }
      return results;
    },
  };
}

async function serialsWhere(limit: number, test: (serial: number) => boolean): Promise<Uint32Array> {
  const found = new Uint32Array(limit);
  let size = 0;
  for (let serial = 0; serial < limit; serial += 1) {
    if (test(serial)) found[size++] = serial;
    if (serial % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
  }
  return found.slice(0, size);
}

function sortValueOf<T>(field: Field<T>, record: T | null): SortValue {
  const value = record === null ? null : field.read(record);
  const first = isList(value) ? (value[0] ?? null) : value;
  if (first === null || typeof first === "number") return first;
  return String(first).toLowerCase();
}
