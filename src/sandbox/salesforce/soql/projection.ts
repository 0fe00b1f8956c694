// What a SELECT shows of a record: just what was asked for, in that order, parents as objects of their own.
import { badRequest } from "../errors.ts";
import type { FieldValue } from "../schema/field.ts";
import type { SObjectRecord } from "../schema/sobject.ts";
import type { Json, JsonObject } from "./json.ts";
import { noSuchChildren, queryError } from "./query-error.ts";
import { parentOf, resolvePath } from "./resolve.ts";
import type { ResolvedPath, Scope } from "./resolve.ts";
import { selectSerials } from "./search-records.ts";
import { everySerial, serialList } from "./serials.ts";
import type { Query, SelectItem } from "./syntax.ts";

/** Renders records; `isWide` when they hold long texts or children, of which a page takes fewer. */
export interface Projection {
  render(record: SObjectRecord, baseUrl: string): JsonObject;
  readonly isWide: boolean;
}

type Render = (record: SObjectRecord, baseUrl: string) => Json;

interface Parent {
  readonly referenceField: string;
  readonly isPolymorphic: boolean;
  readonly entries: Entries;
}

/** What stands under a name; parents are filled as their fields come along. */
type Entries = Map<string, Render | Parent>;

/** Throws what is wrong with the SELECT of a query that aggregates nothing. */
export function bindSelect(scope: Scope, query: Query): Projection {
  const entries: Entries = new Map();
  let isWide = false;

  for (const item of query.select) {
    switch (item.kind) {
      case "operand":
        if (item.operand.kind !== "path" || item.alias !== null) throw notForRecords(scope, item);
        isWide = addPath(scope, entries, resolvePath(scope, item.operand), item.operand.place) || isWide;
        break;
      case "allFields":
        addAllFields(scope, entries, query, item);
        isWide = true;
        break;
      case "subquery":
        entries.set(...childrenOf(scope, item));
        isWide = true;
        break;
      case "countAll":
        throw queryError(
          "MALFORMED_QUERY",
          scope.text,
          item.place,
          "COUNT() must be the only element in the select list",
        );
    }
  }
  return {
    isWide,
    render: (record, baseUrl) => ({ ...attributesOf(record, baseUrl), ...rendered(scope, entries, record, baseUrl) }),
  };
}

/** Where a record is to be had, which stands in front of its fields. */
export function attributesOf(record: SObjectRecord, baseUrl: string, type = record.object.name): JsonObject {
  const { object, serial } = record;
  return { attributes: { type, url: `${baseUrl}/sobjects/${object.name}/${object.idOf(serial)}` } };
}

/** A field's value as JSON. */
export function jsonOf(value: FieldValue): Json {
  return typeof value === "object" && value !== null ? { ...value } : value;
}

function rendered(scope: Scope, entries: Entries, record: SObjectRecord, baseUrl: string): JsonObject {
  const result: JsonObject = {};
  for (const [name, entry] of entries) {
    if (typeof entry === "function") {
      result[name] = entry(record, baseUrl);
      continue;
    }
    const parent = parentOf(scope.org, record, entry.referenceField);
    result[name] =
      parent === null
        ? null
        : {
            ...attributesOf(parent, baseUrl, entry.isPolymorphic ? "Name" : parent.object.name),
            ...rendered(scope, entry.entries, parent, baseUrl),
          };
  }
  return result;
}

/** True when the field is a long text. */
function addPath(scope: Scope, entries: Entries, path: ResolvedPath, place: number): boolean {
  let level = entries;
  for (const step of path.steps) {
    const known = level.get(step.relationshipName);
    if (typeof known === "object") {
      level = known.entries;
      continue;
    }
    const parent: Parent = { ...step, entries: new Map() };
    level.set(step.relationshipName, parent);
    level = parent.entries;
  }
  const { name } = path.field;
  if (level.has(name)) {
    throw queryError("INVALID_FIELD", scope.text, place, `duplicate field selected: ${name}`);
  }
  level.set(name, (record) => jsonOf(path.readFrom(record)));
  return path.field.type === "textarea" && path.field.length > 255;
}

function addAllFields(
  scope: Scope,
  entries: Entries,
  query: Query,
  item: Extract<SelectItem, { kind: "allFields" }>,
): void {
  if (item.scope !== "STANDARD" && (query.limit === null || query.limit > 200)) {
    throw badRequest("MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
  }
  // The org has no custom field.
  if (item.scope === "CUSTOM") return;
  for (const { name } of scope.object.fields.values()) entries.set(name, (record) => jsonOf(record.value(name)));
}

function childrenOf(scope: Scope, item: Extract<SelectItem, { kind: "subquery" }>): [string, Render] {
  const { query, place } = item;
  const { name } = query.from;
  const relationship = scope.org
    .childrenOf(scope.object)
    .find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (relationship === undefined) throw noSuchChildren(scope.text, query.from.place, name);
  if (query.groupBy.length > 0) {
    throw queryError("MALFORMED_QUERY", scope.text, place, "Aggregate functions are not supported in a subquery");
  }
  const { child, field } = relationship;
  const inner: Scope = {
    ...scope,
    object: child,
    aliases: [name, ...(query.from.alias === null ? [] : [query.from.alias])].map(lower),
  };
  const projection = bindSelect(inner, query);
  return [
    relationship.name,
    (record, baseUrl) => {
      const id = record.object.idOf(record.serial);
      const lookup = child.lookups[field];
      const found = selectSerials(inner, query, {
        among: lookup === undefined ? everySerial : serialList(lookup(id)),
        extraTest: (candidate) => candidate.value(field) === id,
      });
      if (found.length === 0) return null;
      const records = found.map((serial) => child.at(serial)).filter((candidate) => candidate !== null);
      return {
        totalSize: records.length,
        done: true,
        records: records.map((candidate) => projection.render(candidate, baseUrl)),
      };
    },
  ];
}

function notForRecords(scope: Scope, item: Extract<SelectItem, { kind: "operand" }>): Error {
  const message =
    item.operand.kind === "path"
      ? "only aggregate expressions use field aliasing"
      : `Field must be grouped or aggregated: ${item.operand.path.steps.join(".")}`;
  return queryError("MALFORMED_QUERY", scope.text, item.operand.place, message);
}

function lower(text: string): string {
  return text.toLowerCase();
}
