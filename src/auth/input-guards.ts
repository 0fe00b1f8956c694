import { Kind } from "graphql";
import type { OperationDefinitionNode, VariableDefinitionNode } from "graphql";
import type { VariableValues } from "./denied-field.ts";
import type { InputCheck, VariableUse } from "./input-use.ts";
import { nameNode } from "./stand-in-nodes.ts";

/** Boolean variables of ours, each true where the caller's variables name no denied input at the places that it guards. */
export interface InputGuards {
  /** The guard of a field in whose arguments these variables decide; the same one for the same uses. */
  guardOf(uses: readonly VariableUse[]): string;
  /** `$guard: Boolean! = false` for each guard: where nobody has checked the variables, what it guards is denied. */
  definitions(): readonly VariableDefinitionNode[];
  /** The caller's variables, as they came in JSON, and the guards. */
  bind(variables: VariableValues): VariableValues;
  /** What the variables name that is denied: "TicketFilter.priority needs SUPPORT", the reason why the guard is false. */
  denialOf(guard: string, variables: VariableValues): string | undefined;
}

/** The guards of one operation. */
export function createInputGuards(operation: OperationDefinitionNode, check: InputCheck): InputGuards {
  const names = new Map<string, string>();
  const guards = new Map<string, readonly VariableUse[]>();
  const definitions = new Map((operation.variableDefinitions ?? []).map((node) => [node.variable.name.value, node]));
  let prefix = "mayUse";
  while ([...definitions.keys()].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;

  function denialOfUse({ name, type }: VariableUse, variables: VariableValues): string | undefined {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined) return check.ofValue(type, value);
    // A default is written by the caller too, and names inputs as well as a value does.
    const fallback = definitions.get(name)?.defaultValue;
    return fallback === undefined ? undefined : check.ofLiteral(type, fallback).denial;
  }

  function denialOf(guard: string, variables: VariableValues): string | undefined {
    const denials = (guards.get(guard) ?? []).map((use) => denialOfUse(use, variables));
    return denials.find((denial) => denial !== undefined);
  }

  return {
    guardOf(uses) {
      const key = uses.map(({ name, type }) => `${name}: ${String(type)}`).join("\n");
      const guard = names.get(key) ?? `${prefix}${names.size}`;
      names.set(key, guard);
      guards.set(guard, uses);
      return guard;
    },
    definitions: () => [...guards.keys()].map(definitionOf),
    bind(variables) {
      if (guards.size === 0) return variables;
      const values = [...guards.keys()].map((guard) => [guard, denialOf(guard, variables) === undefined] as const);
      return { ...variables, ...Object.fromEntries(values) };
    },
    denialOf,
  };
}

function definitionOf(guard: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: nameNode(guard) },
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: nameNode("Boolean") } },
    defaultValue: { kind: Kind.BOOLEAN, value: false },
  };
}
