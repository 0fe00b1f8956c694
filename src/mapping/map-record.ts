// Record to entity, field by field.
import { MappingError } from "../errors.ts";
import type { Entity, EntityType } from "./entities.ts";
import { fieldOf, type FieldMap, type MappingContext, type Select } from "./field-map.ts";

/** Turns one record of a source into an entity that holds the selected fields. Throws MappingError when the id is bad. */
export type RecordMapper<T extends Entity> = (record: unknown) => T;

/**
 * Prepares the mapping of many records: which lines to run is settled once.
 * A bad value leaves a MappingError in its field; a bad id throws, as nothing can be done with the record.
 */
export function recordMapper<T extends Entity>(
  type: EntityType,
  fields: FieldMap<T>,
  select: Select,
  context: MappingContext,
): RecordMapper<T> {
  const idField = fieldOf(fields, "id");
  if (idField === undefined) throw new Error(`The mapping of ${context.source} ${type} has no line for id`);
  const lines = select
    .filter((name) => name !== "id")
    .map((name) => [name, fieldOf(fields, name)?.read ?? nothing] as const);

  return (record) => {
    const entity: Entity & Record<string, unknown> = {
      type,
      source: context.source,
      id: readId(idField.read, record, type, context),
    };
    for (const [name, read] of lines) {
      try {
        entity[name] = read(record, context);
      } catch (problem) {
        entity[name] = new MappingError(context.source, entity.id, `${type}.${name}`, messageOf(problem));
      }
    }
    return entity as Entity as T;
  };
}

const nothing = (): null => null;

function readId(
  read: (record: unknown, context: MappingContext) => unknown,
  record: unknown,
  type: EntityType,
  context: MappingContext,
): string {
  try {
    return String(read(record, context));
  } catch (problem) {
    throw new MappingError(context.source, "?", `${type}.id`, messageOf(problem));
  }
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
