import {
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
} from "graphql";
import type {
  GraphQLCompositeType,
  GraphQLDirective,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLSchema,
} from "graphql";
import { isRole } from "../config/roles.ts";
import { ConfigError } from "../errors.ts";
import { both, createRule, EVERY_CALLER } from "./rule.ts";
import type { Rule } from "./rule.ts";
import { findContradictions } from "./rule-contradictions.ts";

/** The rules of a whole schema. What has no rule of its own here narrows nothing: its type or its fields have theirs. */
export interface Rules {
  /** The rule of an object, interface, union or input type. */
  ofType(typeName: string): Rule;
  /** What reading a field takes: its own rule, or its type's, and that of the composite type which it returns. */
  ofField(typeName: string, fieldName: string): Rule;
  /** What naming an input field takes: its own rule, or its type's. */
  ofInputField(typeName: string, fieldName: string): Rule;
}

/**
 * Reads the `@auth` rules of a schema. Deny by default.
 * @throws ConfigError with every field and every input type that has no rule, and every rule that contradicts another.
 */
export function readRules(schema: GraphQLSchema): Rules {
  const directive = schema.getDirective("auth");
  if (directive === undefined || directive === null) throw new ConfigError(["the schema does not define @auth"]);
  const reader = createReader(directive);
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const composites = types.filter(isCompositeType);
  const inputs = types.filter(isInputObjectType);

  const ofType = new Map<string, Rule>();
  for (const type of [...composites, ...inputs]) {
    const own = reader.ruleAt(type.name, type.astNode, ...type.extensionASTNodes);
    if (own !== undefined) ofType.set(type.name, own);
  }
  const ofField = new Map<string, Rule>();
  for (const type of composites) readFields(type, ofType, ofField, reader);
  const usedInputs = inputsOfArguments(schema);
  for (const type of inputs) readInputFields(type, usedInputs, ofType, ofField, reader);

  const rules: Rules = {
    ofType: (typeName) => ofType.get(typeName) ?? EVERY_CALLER,
    ofField: (typeName, fieldName) => known(ofField, `${typeName}.${fieldName}`),
    ofInputField: (typeName, fieldName) => known(ofField, `${typeName}.${fieldName}`),
  };
  if (reader.mistakes.length > 0) throw new ConfigError(reader.mistakes);
  const contradictions = findContradictions(schema, rules);
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return rules;
}

type AstNode = Parameters<typeof getDirectiveValues>[1];

interface Reader {
  readonly mistakes: string[];
  /** The rule written at a place, which may be extended elsewhere; undefined where there is none. */
  ruleAt(coordinate: string, ...nodes: readonly (AstNode | null | undefined)[]): Rule | undefined;
}

function createReader(directive: GraphQLDirective): Reader {
  const mistakes: string[] = [];
  return {
    mistakes,
    ruleAt(coordinate, ...nodes) {
      const values = nodes.flatMap((node): Readonly<Record<string, unknown>>[] => {
        const found = node ? getDirectiveValues(directive, node) : undefined;
        return found ? [found] : [];
      });
      if (values.length > 1) mistakes.push(`${coordinate} has two @auth rules: which one is meant?`);
      const [found] = values;
      if (found === undefined) return undefined;
      const requires: unknown[] = Array.isArray(found["requires"]) ? found["requires"] : [];
      const roles = requires.filter(isRole);
      if (roles.length === 0 || roles.length < requires.length) {
        mistakes.push(`${coordinate}: @auth must require at least one role (ADMIN for administrators only)`);
      }
      return createRule(roles, found["mfa"] === true);
    },
  };
}

function readFields(
  type: GraphQLCompositeType,
  ofType: ReadonlyMap<string, Rule>,
  ofField: Map<string, Rule>,
  reader: Reader,
): void {
  if (isUnionType(type)) {
    if (!ofType.has(type.name)) reader.mistakes.push(`${type.name} has no @auth rule`);
    return;
  }
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    const own = reader.ruleAt(coordinate, field.astNode) ?? ofType.get(type.name);
    if (own === undefined) reader.mistakes.push(`${coordinate} has no @auth rule, and its type has none`);
    const returned = ofType.get(getNamedType(field.type).name);
    ofField.set(coordinate, both(own ?? EVERY_CALLER, returned ?? EVERY_CALLER));
  }
}

function readInputFields(
  type: GraphQLInputObjectType,
  usedInputs: ReadonlySet<GraphQLInputObjectType>,
  ofType: ReadonlyMap<string, Rule>,
  ofField: Map<string, Rule>,
  reader: Reader,
): void {
  const ofAll = ofType.get(type.name);
  if (ofAll === undefined && usedInputs.has(type)) {
    reader.mistakes.push(`the input ${type.name} has no @auth rule`);
  }
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    ofField.set(coordinate, reader.ruleAt(coordinate, field.astNode) ?? ofAll ?? EVERY_CALLER);
  }
}

/** The input types that callers can send, directly or inside of others. */
function inputsOfArguments(schema: GraphQLSchema): ReadonlySet<GraphQLInputObjectType> {
  const found = new Set<GraphQLInputObjectType>();
  const hasFields = (type: unknown): type is GraphQLObjectType | GraphQLInterfaceType =>
    isObjectType(type) || isInterfaceType(type);
  const add = (type: unknown): void => {
    if (!isInputObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) add(getNamedType(field.type));
  };
  for (const type of Object.values(schema.getTypeMap()).filter(hasFields)) {
    if (isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const argument of field.args) add(getNamedType(argument.type));
    }
  }
  return found;
}

function known(rules: ReadonlyMap<string, Rule>, coordinate: string): Rule {
  const rule = rules.get(coordinate);
  if (rule === undefined) throw new Error(`no rule was read for ${coordinate}: was it added to the schema later?`);
  return rule;
}
