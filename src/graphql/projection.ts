// Which fields of which records an operation needs, so that sources are asked for no others.
import { getNamedType, isCompositeType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import type { EntityType } from "../mapping/entities.ts";
import { entityTypeNamed } from "../mapping/entity-types.ts";
import type { Operation } from "./operation.ts";
import type { Need, Needs } from "./resolvers/needs.ts";
import { selectedFields, type SelectedField } from "./selection.ts";

// A field without an entry in the resolvers' needs is the entity's own field of that name.

/** The fields to load of each entity type that an operation may read. */
export type Selects = ReadonlyMap<EntityType, readonly string[]>;

/** May the caller read this field: `Customer.phone`? */
export type MayRead = (coordinate: string) => boolean;

/**
 * For each entity type that the operation may read, the fields that it needs: `id` and what is selected, sorted.
 * The operation is the authorized one, so nothing is loaded for a denied field.
 */
export function selectsOf(schema: GraphQLSchema, operation: Operation, needs: Needs, mayRead: MayRead): Selects {
  const fieldsByType = new Map<EntityType, Set<string>>();
  const fieldsOf = (type: EntityType): Set<string> => {
    let fields = fieldsByType.get(type);
    if (fields === undefined) fieldsByType.set(type, (fields = new Set(["id"])));
    return fields;
  };

  const addNeed = ({ type, fields, ifMayRead }: Need): void => {
    if (ifMayRead === undefined || mayRead(ifMayRead)) for (const name of fields) fieldsOf(type).add(name);
  };

  const visitField = (field: SelectedField): void => {
    for (const type of field.on.keys()) {
      const read = needs[`${type.name}.${field.name}`];
      const entityType = entityTypeNamed(type.name);
      if (read !== undefined) for (const need of read) addNeed(need);
      else if (entityType !== undefined) fieldsOf(entityType).add(field.name);
    }
    for (const type of field.types) {
      const entityType = entityTypeNamed(type.name);
      if (entityType !== undefined) fieldsOf(entityType);
    }
    for (const inner of field.fields) visitField(inner);
  };

  for (const field of selectedFields(schema, operation)) visitField(field);
  return new Map([...fieldsByType].map(([type, fields]) => [type, Object.freeze([...fields].sort())]));
}

/**
 * Checks at start that the table fits the schema: every entry names a field, and every field of an entity that leads to
 * other objects by a resolver has an entry. Without one its own name would be asked of the sources, and no record has
 * it. Throws an Error that lists all mistakes.
 */
export function checkNeeds(schema: GraphQLSchema, needs: Needs): void {
  const objectTypes = Object.values(schema.getTypeMap()).filter(isObjectType);
  const coordinates = new Set(
    objectTypes.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)),
  );
  const mistakes = [
    ...[
      ...Object.keys(needs),
      ...Object.values(needs).flatMap((read) => read.flatMap(({ ifMayRead = [] }) => ifMayRead)),
    ]
      .filter((coordinate) => !coordinates.has(coordinate))
      .map((coordinate) => `${coordinate} is not a field of the schema`),
    ...objectTypes.flatMap((type) => undeclared(type, needs)),
  ];
  if (mistakes.length > 0) throw new Error(`The resolvers' needs are wrong: ${mistakes.join("; ")}`);
}

function undeclared(type: GraphQLObjectType, needs: Needs): readonly string[] {
  if (entityTypeNamed(type.name) === undefined) return [];
  return Object.values(type.getFields())
    .filter((field) => field.resolve !== undefined && isCompositeType(getNamedType(field.type)))
    .filter((field) => needs[`${type.name}.${field.name}`] === undefined)
    .map((field) => `${type.name}.${field.name} has a resolver, and no entry says what it reads`);
}
