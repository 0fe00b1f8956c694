import { mapSchema, MapperKind } from "@graphql-tools/utils";
import {
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLString,
} from "graphql";
import type { GraphQLError, GraphQLFieldConfig, GraphQLSchema } from "graphql";
import { RequestError } from "../errors.ts";

/**
 * The fields that stand in for what is denied, on every object and interface type of the execution schema:
 * - `field` is null wherever it is executed, and has no resolver, so that a row costs nothing;
 * - `reportedField` is null, and says that it was reached;
 * - `type`, non-null, makes the object null whose only field it is, and says that it was reached.
 */
export const DENIED = { field: "_denied", reportedField: "_deniedHere", type: "_deniedType" } as const;

const deniedScalar = new GraphQLScalarType({
  name: "_Denied",
  description: "Always null.",
  serialize() {
    throw new Error("a record has a field named _denied: it stands for a denied field, and is not shown");
  },
});

// One for all: an error a row would cost a stack trace a row, and all of them say the same.
const deniedType = new RequestError("FORBIDDEN", "the object's type is denied");

/**
 * The schema that authorized documents are executed on: the public one, and the fields of DENIED on every type.
 * Documents are validated, and introspected, on the public schema, which does not have them.
 * @param reachedIn finds the request's set of reached denied fields in its context; `authorize` numbers them.
 */
export function executionSchema<Context>(
  schema: GraphQLSchema,
  reachedIn: (context: Context) => Set<number>,
): GraphQLSchema {
  const extra = standIns(reachedIn);
  return mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const config = type.toConfig();
      return new GraphQLObjectType({ ...config, fields: { ...config.fields, ...extra } });
    },
    [MapperKind.INTERFACE_TYPE]: (type) => {
      const config = type.toConfig();
      return new GraphQLInterfaceType({ ...config, fields: { ...config.fields, ...extra } });
    },
  });
}

/** Did a denied type's stand-in make this error, to null an object? `authorize` reports it once, by its own error. */
export function isDeniedTypeError(error: GraphQLError): boolean {
  return error.originalError === deniedType;
}

function standIns<Context>(
  reachedIn: (context: Context) => Set<number>,
): Record<string, GraphQLFieldConfig<unknown, Context>> {
  const coordinate = { f: { type: new GraphQLNonNull(GraphQLString) } };
  const args = { ...coordinate, at: { type: new GraphQLNonNull(GraphQLInt) } };
  return {
    [DENIED.field]: { type: deniedScalar, args: coordinate },
    [DENIED.reportedField]: {
      type: deniedScalar,
      args,
      resolve(_source, given: { at: number }, context) {
        reachedIn(context).add(given.at);
        return null;
      },
    },
    [DENIED.type]: {
      type: new GraphQLNonNull(deniedScalar),
      args,
      resolve(_source, given: { at: number }, context) {
        reachedIn(context).add(given.at);
        throw deniedType;
      },
    },
  };
}
