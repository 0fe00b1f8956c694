import { badQuery } from "../errors.ts";
import { splitList } from "./split-list.ts";

export interface AggregateItem {
  /** Null for `$count`. */
  readonly path: readonly string[] | null;
  readonly method: "sum" | "average" | "min" | "max" | "countdistinct" | "count";
  readonly alias: string;
}

export interface Apply {
  readonly filter: string | undefined;
  readonly groupBy: readonly (readonly string[])[];
  readonly items: readonly AggregateItem[];
}

const methods = ["sum", "average", "min", "max", "countdistinct"] as const;

/** Reads `filter(..)/groupby((..),aggregate(..))`, or `aggregate(..)` alone. Throws DataverseError 400 for anything else. */
export function parseApply(text: string): Apply {
  let filter: string | undefined;
  let grouped: Omit<Apply, "filter"> | undefined;
  for (const part of splitList(text, "/")) {
    const [, name, inside = ""] = /^(filter|groupby|aggregate)\(([^]*)\)$/.exec(part) ?? [];
    if (name === undefined || grouped !== undefined || (name === "filter" && filter !== undefined)) {
      throw badQuery(`The transformation '${part}' is not supported in $apply here.`);
    }
    if (name === "filter") filter = inside;
    else grouped = name === "groupby" ? readGroupBy(inside) : { groupBy: [], items: readItems(inside) };
  }
  if (grouped === undefined) throw badQuery("$apply needs a groupby or an aggregate.");
  return { filter, ...grouped };
}

function readGroupBy(inside: string): Omit<Apply, "filter"> {
  const [properties = "", ...more] = splitList(inside, ",");
  const [, list] = /^\(([^()]+)\)$/.exec(properties) ?? [];
  const [aggregate] = more;
  const [, items] = /^aggregate\(([^]*)\)$/.exec(aggregate ?? "aggregate()") ?? [];
  if (list === undefined || items === undefined || more.length > 1)
    throw badQuery(`Syntax error in 'groupby(${inside})'.`);
  return {
    groupBy: splitList(list, ",").map((path) => path.split("/")),
    items: aggregate === undefined ? [] : readItems(items),
  };
}

function readItems(inside: string): readonly AggregateItem[] {
  return splitList(inside, ",").map((item) => {
    const [, count] = /^\$count\s+as\s+(\w+)$/.exec(item) ?? [];
    if (count !== undefined) return { path: null, method: "count", alias: count };
    const [, path, name, alias] = /^([\w/]+)\s+with\s+(\w+)\s+as\s+(\w+)$/.exec(item) ?? [];
    const method = methods.find((known) => known === name);
    if (path === undefined || alias === undefined || method === undefined) {
      throw badQuery(`Syntax error in the aggregate expression '${item}'.`);
    }
    return { path: path.split("/"), method, alias };
  });
}
