// Which columns a request names, held against the vendor's own list of them.
import { readFileSync } from "node:fs";
import { isObject } from "../../support/openapi-schema.ts";
import type { Ask } from "../../support/fake-http.ts";

const derived: unknown = JSON.parse(
  readFileSync(new URL("../../contracts/dynamics/entities.derived.json", import.meta.url), "utf8"),
);

const TABLES: Readonly<Record<string, string>> = {
  contacts: "contact",
  accounts: "account",
  opportunities: "opportunity",
  incidents: "incident",
};

/** Columns that every table has by inheritance, and so are not in the list; the last two are the list's own gaps. */
const INHERITED = new Set(["createdon", "modifiedon", "ownerid", "incidentid", "customerid"]);

/** A custom field, as the cases have one. */
const CUSTOM = /^new_/;

function attributesOf(table: string): ReadonlySet<string> {
  const entities = isObject(derived) && isObject(derived["entities"]) ? derived["entities"] : {};
  const entity = entities[table];
  const attributes = isObject(entity) && isObject(entity["attributes"]) ? entity["attributes"] : {};
  return new Set(Object.keys(attributes));
}

/** The entity set that a request reads. */
export function setOf({ path }: Ask): string {
  return path.split("/").at(-1) ?? "";
}

/** The logical names of all columns that a request selects, expands, filters or orders by. */
export function columnsIn({ query = {} }: Ask): string[] {
  const at = (name: string): string => (typeof query[name] === "string" ? query[name] : "");
  const parameters = Object.entries(query)
    .filter(([name]) => name.startsWith("@p"))
    .flatMap(([, value]) => /^'(\w+)'$/.exec(String(value))?.[1] ?? []);
  const compared = [...at("$filter").matchAll(/(\w+) (?:eq|ne|ge|lt) /g)].map(([, name = ""]) => name);
  const ordered = at("$orderby")
    .split(",")
    .map((each) => each.split(" ")[0] ?? "");
  const selected = at("$select").split(",");
  const expanded = at("$expand").split("(")[0] ?? "";
  return [...selected, expanded, ...parameters, ...compared, ...ordered]
    .filter((name) => name !== "")
    .map((name) => /^_(\w+)_value$/.exec(name)?.[1] ?? name);
}

/** Columns of a request that the vendor's table does not have; tables that the list lacks are let through. */
export function unknownColumns(ask: Ask): string[] {
  const table = TABLES[setOf(ask)];
  if (table === undefined) return [];
  const attributes = attributesOf(table);
  return columnsIn(ask).filter((name) => !attributes.has(name) && !INHERITED.has(name) && !CUSTOM.test(name));
}
