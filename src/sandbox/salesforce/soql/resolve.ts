// From what a query names to what the org has: fields, and the records that a path of relationships leads to.
import { queryError, noSuchColumn, noSuchObject, noSuchRelationship } from "./query-error.ts";
import type { FieldShape, FieldValue } from "../schema/field.ts";
import { nameEntityField, readNameEntity } from "../schema/name-entity.ts";
import type { Org } from "../schema/org.ts";
import type { SObject, SObjectRecord } from "../schema/sobject.ts";
import type { Path, Query } from "./syntax.ts";

/** Where names are looked up. */
export interface Scope {
  readonly org: Org;
  readonly object: SObject;
  /** For error messages. */
  readonly text: string;
  /** What may stand in front of a path for the object itself, in lower case. */
  readonly aliases: readonly string[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** One relationship on the way to a parent. */
export interface Step {
  readonly relationshipName: string;
  /** The reference field's name. */
  readonly referenceField: string;
  readonly isPolymorphic: boolean;
}

export interface ResolvedPath {
  readonly field: FieldShape;
  readonly steps: readonly Step[];
  /** The field of the record that has it, which is the one that the path leads to. */
  readFrom(target: SObjectRecord): FieldValue;
  /** The record that has the field; null when a reference on the way is empty. */
  target(record: SObjectRecord): SObjectRecord | null;
  read(record: SObjectRecord): FieldValue;
}

/** The object of a FROM. Throws INVALID_TYPE. */
export function resolveScope(org: Org, query: Query, nowMs: number): Scope {
  const { name, alias, place } = query.from;
  const object = org.object(name);
  if (object === null) throw noSuchObject(query.text, place, name);
  const aliases = [object.name, ...(alias === null ? [] : [alias])].map((known) => known.toLowerCase());
  return { org, object, text: query.text, aliases, nowMs };
}

/** Throws INVALID_FIELD for a field or relationship that does not exist or is hidden. */
export function resolvePath({ org, object, text, aliases }: Scope, path: Path): ResolvedPath {
  const isQualified = path.steps.length > 1 && aliases.includes(path.steps[0]?.toLowerCase() ?? "");
  const names = isQualified ? path.steps.slice(1) : path.steps;
  const steps: Step[] = [];
  let current: SObject | null = object;
  for (const name of names.slice(0, -1)) {
    const reference: FieldShape | undefined = current === null ? undefined : relationshipOf(current, name);
    if (reference?.relationshipName === undefined || reference.relationshipName === null) {
      throw noSuchRelationship(text, path.place, name);
    }
    const isPolymorphic: boolean = reference.referenceTo.length > 1;
    const parent: SObject | null = isPolymorphic ? null : org.object(reference.referenceTo[0] ?? "");
    if (!isPolymorphic && parent === null) throw noSuchRelationship(text, path.place, name);
    steps.push({ relationshipName: reference.relationshipName, referenceField: reference.name, isPolymorphic });
    current = parent;
  }
  const column = names.at(-1) ?? "";
  const owner = current;
  const field = owner === null ? nameEntityField(column) : (owner.fields.get(column.toLowerCase()) ?? null);
  if (field === null) throw noSuchColumn(text, path.place, column, owner?.name ?? "Name");

  function target(record: SObjectRecord): SObjectRecord | null {
    let reached: SObjectRecord | null = record;
    for (const { referenceField } of steps) {
      if (reached === null) return null;
      reached = parentOf(org, reached, referenceField);
    }
    return reached;
  }
  const readFrom = (reached: SObjectRecord): FieldValue =>
    owner === null ? readNameEntity(reached, field.name) : reached.value(field.name);
  return {
    field,
    steps,
    target,
    readFrom,
    read(record) {
      const reached = target(record);
      return reached === null ? null : readFrom(reached);
    },
  };
}

/** The record that a reference field points at, or null. */
export function parentOf(org: Org, record: SObjectRecord, referenceField: string): SObjectRecord | null {
  const id = record.value(referenceField);
  return typeof id === "string" ? org.find(id) : null;
}

function relationshipOf(object: SObject, name: string): FieldShape | undefined {
  return [...object.fields.values()].find((field) => field.relationshipName?.toLowerCase() === name.toLowerCase());
}

/** Throws INVALID_FIELD or MALFORMED_QUERY when the field cannot be used in this way. */
export function checkUse(scope: Scope, field: FieldShape, use: "filtered" | "grouped" | "sorted", place: number): void {
  const isLong = field.type === "textarea" && field.length > 255;
  const isNever = field.type === "address" || isLong;
  const isAmount = ["currency", "double", "percent", "datetime"].includes(field.type);
  if (!isNever && !(use === "grouped" && isAmount)) return;
  const code = use === "filtered" ? "INVALID_FIELD" : "MALFORMED_QUERY";
  throw queryError(code, scope.text, place, `field '${field.name}' can not be ${use} in a query call`);
}
