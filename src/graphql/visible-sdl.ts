import { buildSchema, printSchema } from "graphql";
import { readRules } from "../auth/rules.ts";
import type { AuthScope } from "../auth/rule.ts";
import { visibleSchema } from "../auth/visible-schema.ts";

/** The SDL of what a caller may introspect. Throws ConfigError where a rule is missing. */
export function visibleSdl(typeDefs: readonly string[], scope: AuthScope): string {
  const schema = buildSchema(typeDefs.join("\n"));
  return printSchema(visibleSchema(schema, readRules(schema), scope));
}
