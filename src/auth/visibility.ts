import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from "graphql";
import type {
  GraphQLInputObjectType,
  GraphQLInputType,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from "graphql";
import { isAllowed } from "./rule.ts";
import type { AuthScope } from "./rule.ts";
import type { Rules } from "./rules.ts";

/** What of a schema a caller may know. */
export interface Visibility {
  hasType(typeName: string): boolean;
  hasField(typeName: string, fieldName: string): boolean;
}

type FieldedType = GraphQLObjectType | GraphQLInterfaceType;

/** What a scope may read or use, less what that leaves unusable: see the comments at each step. */
export function visibilityOf(schema: GraphQLSchema, rules: Rules, scope: AuthScope): Visibility {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const hidden = new Set<string>();

  const hasType = (type: GraphQLNamedType): boolean => !hidden.has(type.name);
  const hasField = (typeName: string, name: string): boolean => !hidden.has(`${typeName}.${name}`);
  const hasInput = (type: GraphQLInputType): boolean => hasType(getNamedType(type));

  /** Hides a name, and says whether that is news. */
  const hide = (name: string): boolean => !hidden.has(name) && hidden.add(name).has(name);

  for (const type of types) {
    if (!isCompositeType(type) && !isInputObjectType(type)) continue;
    if (!isAllowed(rules.ofType(type.name), scope)) hide(type.name);
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) {
        if (!isAllowed(rules.ofInputField(type.name, name), scope)) hide(`${type.name}.${name}`);
      }
    } else if (isFielded(type)) {
      for (const name of Object.keys(type.getFields())) {
        if (!isAllowed(rules.ofField(type.name, name), scope)) hide(`${type.name}.${name}`);
      }
    }
  }

  /** One round of consequences; says whether there were any. */
  function hideUnusable(): boolean {
    const news = types.flatMap((type) => {
      if (isInputObjectType(type)) return inputNews(type);
      if (isFielded(type)) return fieldNews(type);
      return isUnionType(type) && !type.getTypes().some(hasType) ? [hide(type.name)] : [];
    });
    return news.includes(true);
  }

  function inputNews(type: GraphQLInputObjectType): readonly boolean[] {
    const fields = Object.values(type.getFields());
    const lost = fields.filter((field) => !hasInput(field.type) || !hasField(type.name, field.name));
    // An input can't be sent without a field that it must have.
    const isLost = lost.length === fields.length || lost.some(isRequiredInputField);
    return [...lost.map((field) => hide(`${type.name}.${field.name}`)), ...(isLost ? [hide(type.name)] : [])];
  }

  function fieldNews(type: FieldedType): readonly boolean[] {
    const fields = Object.values(type.getFields());
    const lost = fields.filter((field) => {
      // A field can't be asked for without an argument that it must have.
      const lacksArgument = field.args.some((argument) => isRequiredArgument(argument) && !hasInput(argument.type));
      const isShown = hasField(type.name, field.name) && hasType(getNamedType(field.type));
      return lacksArgument || !isShown || !isFullyImplemented(type, field.name);
    });
    const isLost = lost.length === fields.length || !hasObjects(type);
    return [...lost.map((field) => hide(`${type.name}.${field.name}`)), ...(isLost ? [hide(type.name)] : [])];
  }

  function hasObjects(type: FieldedType): boolean {
    return isObjectType(type) || schema.getPossibleTypes(type).some(hasType);
  }

  /** An interface promises its fields for all types: one that a visible type does not show is asked for on the others. */
  function isFullyImplemented(type: FieldedType, fieldName: string): boolean {
    if (!isInterfaceType(type)) return true;
    const { objects, interfaces } = schema.getImplementations(type);
    return [...objects, ...interfaces].every((other) => !hasType(other) || hasField(other.name, fieldName));
  }

  while (hideUnusable());
  return { hasType: (typeName) => !hidden.has(typeName), hasField };
}

function isFielded(type: GraphQLNamedType): type is FieldedType {
  return isObjectType(type) || isInterfaceType(type);
}
