// What an operation selects, with fragments dissolved and equal response keys merged, as execution will see it.
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import type { Operation } from "./operation.ts";

/** One response key of one level, for all object types that the level's objects may have. */
export interface SelectedField {
  readonly name: string;
  /** The object types it is selected on, each with the type's own definition of the field. */
  readonly on: ReadonlyMap<GraphQLObjectType, GraphQLField<unknown, unknown>>;
  /** The first of its nodes: all nodes of one response key have the same arguments. */
  readonly node: FieldNode;
  /** The object types that its value may have; empty for a value. */
  readonly types: ReadonlySet<GraphQLObjectType>;
  readonly fields: readonly SelectedField[];
}

/**
 * The tree of what an operation selects. Fields that the schema lacks are left out: `__typename`, introspection, and
 * what authorization put in a denied field's place. The operation's size must have been checked.
 */
export function selectedFields(schema: GraphQLSchema, operation: Operation): readonly SelectedField[] {
  const root = schema.getRootType(operation.definition.operation);
  if (!root) return [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of operation.document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }

  interface Draft {
    readonly node: FieldNode;
    readonly on: Map<GraphQLObjectType, GraphQLField<unknown, unknown>>;
    readonly selectionSets: SelectionSetNode[];
  }

  const possibleTypes = (type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] => {
    if (isObjectType(type)) return [type];
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  };

  const collect = (
    selectionSet: SelectionSetNode,
    types: ReadonlySet<GraphQLObjectType>,
    drafts: Map<string, Draft>,
  ): void => {
    for (const node of selectionSet.selections) {
      if (node.kind === Kind.FIELD) {
        // Types that don't overlap may use one response key for different fields.
        const key = `${node.alias?.value ?? node.name.value}:${node.name.value}`;
        for (const type of types) {
          const field = type.getFields()[node.name.value];
          if (field === undefined) continue;
          let draft = drafts.get(key);
          if (draft === undefined) drafts.set(key, (draft = { node, on: new Map(), selectionSets: [] }));
          draft.on.set(type, field);
          if (node.selectionSet !== undefined && !draft.selectionSets.includes(node.selectionSet)) {
            draft.selectionSets.push(node.selectionSet);
          }
        }
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      const narrowed =
        condition === undefined
          ? types
          : new Set(possibleTypes(schema.getType(condition)).filter((type) => types.has(type)));
      collect(fragment.selectionSet, narrowed, drafts);
    }
  };

  const fieldsOf = (
    selectionSets: readonly SelectionSetNode[],
    types: ReadonlySet<GraphQLObjectType>,
  ): readonly SelectedField[] => {
    const drafts = new Map<string, Draft>();
    for (const selectionSet of selectionSets) collect(selectionSet, types, drafts);
    return [...drafts.values()].map(({ node, on, selectionSets: inner }) => {
      const valueTypes = new Set<GraphQLObjectType>();
      for (const field of on.values()) {
        const named = getNamedType(field.type);
        if (isCompositeType(named)) for (const type of possibleTypes(named)) valueTypes.add(type);
      }
      return { name: node.name.value, on, node, types: valueTypes, fields: fieldsOf(inner, valueTypes) };
    });
  };

  return fieldsOf([operation.definition.selectionSet], new Set([root]));
}
