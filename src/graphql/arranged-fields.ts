// Lists that an operation filters or orders. Whether their sources can do it is known before anything is read.
import {
  getArgumentValues,
  getNamedType,
  getVariableValues,
  GraphQLError,
  type FieldNode,
  type GraphQLSchema,
} from "graphql";
import { RequestError } from "../errors.ts";
import type { Operation, RawVariables } from "./operation.ts";
import { selectedFields, type SelectedField } from "./selection.ts";

export interface ArrangedField {
  /** "Query", or the type that the list hangs on. */
  readonly parentType: string;
  /** "TicketConnection". */
  readonly connectionType: string;
  /** As resolvers get them. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Throws RequestError for what no source can be asked, or for arguments that are wrong. */
export type ArrangedFieldCheck = (field: ArrangedField) => void;

/** Calls the check for each list that is filtered or ordered. Throws GraphQLError where the check throws RequestError. */
export type ArrangementCheck = (variables: RawVariables, check: ArrangedFieldCheck) => void;

const ARRANGING: ReadonlySet<string> = new Set(["filter", "orderBy"]);

/** Prepares the checks of an operation whose @skip and @include are decided. */
export function arrangementCheckOf(schema: GraphQLSchema, operation: Operation): ArrangementCheck {
  const places = selectedFields(schema, operation).flatMap(arrangedIn);
  const definitions = operation.definition.variableDefinitions ?? [];
  return (variables, check) => {
    if (places.length === 0) return;
    const { coerced } = getVariableValues(schema, definitions, variables);
    if (coerced === undefined) return; // execution says what is wrong with them
    for (const { node, parentType, connectionType, field } of places) {
      const given = getArgumentValues(field, node, coerced);
      checked(node, () => check({ parentType, connectionType, arguments: given }));
    }
  };
}

interface ArrangedPlace {
  readonly node: FieldNode;
  readonly parentType: string;
  readonly connectionType: string;
  readonly field: Parameters<typeof getArgumentValues>[0];
}

function arrangedIn({ node, on, fields }: SelectedField): readonly ArrangedPlace[] {
  const isArranged = node.arguments?.some(({ name }) => ARRANGING.has(name.value)) === true;
  const own = [...on].map(([type, field]) => {
    return { node, parentType: type.name, connectionType: getNamedType(field.type).name, field };
  });
  return [...(isArranged ? own : []), ...fields.flatMap(arrangedIn)];
}

function checked(node: FieldNode, check: () => void): void {
  try {
    check();
  } catch (problem) {
    if (!(problem instanceof RequestError)) throw problem;
    throw new GraphQLError(problem.message, { nodes: [node], originalError: problem });
  }
}
