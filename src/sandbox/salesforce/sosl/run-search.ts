import type { FieldType } from "../schema/field.ts";
import type { Org } from "../schema/org.ts";
import type { SObject, SObjectRecord } from "../schema/sobject.ts";
import type { JsonObject } from "../soql/json.ts";
import { bindSelect } from "../soql/projection.ts";
import { resolveScope } from "../soql/resolve.ts";
import { selectSerials } from "../soql/search-records.ts";
import { everySerial, serialList } from "../soql/serials.ts";
import type { Serials } from "../soql/serials.ts";
import type { Query } from "../soql/syntax.ts";
import { idItem, parseSearch } from "./parse-search.ts";
import type { FieldGroup, Search } from "./parse-search.ts";
import { wordsOf } from "./terms.ts";

const searchable = ["Account", "Contact", "Opportunity", "Case", "User"];
const searchedTypes: ReadonlySet<FieldType> = new Set(["string", "textarea", "email", "phone", "url"]);

/** The records in which every word is found, object by object. Throws SalesforceError 400. */
export function runSearch(org: Org, text: string, nowMs: number, baseUrl: string): readonly JsonObject[] {
  const search = parseSearch(text);
  const queries = search.returning ?? searchable.map((name) => queryOf(name, text));
  const results = queries.flatMap((query) => {
    const scope = resolveScope(org, query, nowMs);
    const { render } = bindSelect(scope, query);
    const fields = fieldsOf(scope.object, search.group);
    const serials = selectSerials(scope, query, {
      among: indexed(scope.object, search),
      extraTest: (record) => isFound(record, fields, search),
    });
    return serials
      .map((serial) => scope.object.at(serial))
      .filter((record) => record !== null)
      .map((record) => render(record, baseUrl));
  });
  return results.slice(0, search.limit);
}

function isFound(record: SObjectRecord, fields: readonly string[], { terms }: Search): boolean {
  const words = fields.flatMap((name) => {
    const value = record.value(name);
    return typeof value === "string" ? wordsOf(value) : [];
  });
  return terms.every((term) => words.some((word) => term.matches(word)));
}

/** A whole address is looked up where the object has an index of addresses. */
function indexed(object: SObject, { terms, group }: Search): Serials {
  const [term] = terms;
  const lookup = object.lookups["Email"];
  const isAddress = group === "EMAIL" && terms.length === 1 && term !== undefined && /^[^*?]+@[^*?]+$/.test(term.text);
  return isAddress && lookup !== undefined ? serialList(lookup(term.text)) : everySerial;
}

function fieldsOf(object: SObject, group: FieldGroup): readonly string[] {
  return [...object.fields.values()].filter((field) => isIn(field.name, field.type, group)).map(({ name }) => name);
}

function isIn(name: string, type: FieldType, group: FieldGroup): boolean {
  switch (group) {
    case "EMAIL":
      return type === "email";
    case "PHONE":
      return type === "phone";
    case "NAME":
      return ["Name", "FirstName", "LastName", "Subject"].includes(name);
    case "ALL":
    case "SIDEBAR":
      return searchedTypes.has(type);
  }
}

function queryOf(name: string, text: string): Query {
  const from = { name, alias: null, place: 0 };
  return {
    text,
    select: [idItem(0)],
    from,
    where: null,
    groupBy: [],
    having: null,
    orderBy: [],
    limit: null,
    offset: 0,
  };
}
