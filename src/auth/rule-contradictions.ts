import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type {
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLSchema,
} from "graphql";
import { both, describeRule, implies } from "./rule.ts";
import type { Rule } from "./rule.ts";
import type { Rules } from "./rules.ts";

type FieldedType = GraphQLObjectType | GraphQLInterfaceType;

/** Rules that can't all be kept, each with what to do about it. */
export function findContradictions(schema: GraphQLSchema, rules: Rules): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isIntrospectionType(type)) return [];
    if (isObjectType(type) || isInterfaceType(type)) {
      return [
        ...strictButNonNull(type, rules),
        ...type.getInterfaces().flatMap((face) => tooStrict(face, type, rules)),
      ];
    }
    if (!isInputObjectType(type)) return [];
    const subject = schema.getType(type.name.replace(/(?:Filter|Order|OrderBy|Sort|Search|GroupBy)$/, ""));
    return isObjectType(subject) || isInterfaceType(subject) ? tooLax(type, subject, rules) : [];
  });
}

/** A denied field is null: where its type may be read and it may not, it must be nullable. */
function strictButNonNull(type: FieldedType, rules: Rules): readonly string[] {
  return Object.values(type.getFields())
    .filter((field) => isNonNullType(field.type))
    .filter((field) => !implies(rules.ofType(type.name), rules.ofField(type.name, field.name)))
    .map((field) => {
      const rule = describeRule(rules.ofField(type.name, field.name));
      return `${type.name}.${field.name} must be nullable: it needs ${rule}, and ${type.name} does not`;
    });
}

/** What a caller may read of a type, it may read through the type's interfaces too: else the two ways would differ. */
function tooStrict(face: GraphQLInterfaceType, type: FieldedType, rules: Rules): readonly string[] {
  const ofType = implies(rules.ofType(type.name), rules.ofType(face.name)) ? [] : [`${face.name} ... ${type.name}`];
  const ofFields = Object.keys(face.getFields())
    .filter((name) => !implies(rules.ofField(type.name, name), rules.ofField(face.name, name)))
    .map((name) => `${face.name}.${name} ... ${type.name}.${name}`);
  return [...ofType, ...ofFields].map((pair) => `${pair.replace(" ... ", " is stricter than ")}, which implements it`);
}

/** Filtering or ordering by what one may not read tells it: an input's field needs what the field of that name needs. */
function tooLax(input: GraphQLInputObjectType, subject: FieldedType, rules: Rules): readonly string[] {
  return Object.values(input.getFields()).flatMap((field) =>
    namesMeantBy(input, field)
      .filter((name) => Object.hasOwn(subject.getFields(), name))
      .filter((name) => !implies(ruleOfUse(input, field, rules), rules.ofField(subject.name, name)))
      .map((name) => {
        const rule = describeRule(rules.ofField(subject.name, name));
        return `${input.name}.${field.name} reaches ${subject.name}.${name} and must need what that needs: ${rule}`;
      }),
  );
}

/** The output fields that an input field stands for: the one of its name, and in an order those that its enum names. */
function namesMeantBy(input: GraphQLInputObjectType, field: GraphQLInputField): readonly string[] {
  const type = getNamedType(field.type);
  const values =
    isEnumType(type) && /(?:Order|OrderBy|Sort|GroupBy)$/.test(input.name)
      ? type.getValues().map((value) => camelCase(value.name))
      : [];
  return [field.name, ...values];
}

function ruleOfUse(input: GraphQLInputObjectType, field: GraphQLInputField, rules: Rules): Rule {
  const ofInput = both(rules.ofType(input.name), rules.ofInputField(input.name, field.name));
  return both(ofInput, rules.ofType(getNamedType(field.type).name));
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
