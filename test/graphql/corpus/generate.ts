// Random operations that are valid for a schema, the same for the same seed.
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";

export interface CorpusQuery {
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Random = () => number;

/** Uniform numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Valid operations with their variables, of which some are wrong. */
export function generateQueries(schema: GraphQLSchema, count: number, seed: number): readonly CorpusQuery[] {
  const random = seeded(seed);
  const queries: CorpusQuery[] = [];
  for (let attempt = 0; queries.length < count; attempt++) {
    if (attempt > count * 20) throw new Error("The generator makes hardly anything valid");
    const { text, variables } = generateQuery(schema, random);
    const document = parse(text);
    if (validate(schema, document).length === 0) queries.push({ text, document, variables });
  }
  return queries;
}

function generateQuery(schema: GraphQLSchema, random: Random): Pick<CorpusQuery, "text" | "variables"> {
  const chance = (probability: number): boolean => random() < probability;
  const below = (limit: number): number => Math.floor(random() * limit);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;

  const definitions: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  const fragmentNames = new Map<string, string[]>();
  let names = 0;

  function flag(): string {
    const name = `flag${below(3)}`;
    if (!definitions.some((definition) => definition.startsWith(`$${name}:`))) {
      const hasDefault = chance(0.3);
      definitions.push(`$${name}: Boolean${hasDefault ? ` = ${chance(0.5)}` : "!"}`);
      if (!hasDefault || chance(0.5)) variables[name] = chance(0.5);
    }
    return `$${name}`;
  }

  function conditions(): string {
    if (!chance(0.15)) return "";
    const directive = chance(0.5) ? "include" : "skip";
    return ` @${directive}(if: ${chance(0.2) ? String(chance(0.5)) : flag()})`;
  }

  function variable(type: GraphQLInputType, hasPlaceDefault: boolean): string {
    const name = `v${names++}`;
    const isRequired = isNonNullType(type) && !hasPlaceDefault && chance(0.7);
    const variableType = isRequired ? type : getNullableType(type);
    const needsDefault = isNonNullType(type) && !isRequired && !hasPlaceDefault;
    const preset = needsDefault || chance(0.2) ? ` = ${literal(getNullableType(type), 0)}` : "";
    definitions.push(`$${name}: ${String(variableType)}${preset}`);
    if (isRequired || chance(0.6)) variables[name] = chance(0.04) ? oneOf(WRONG) : value(variableType, 2);
    return `$${name}`;
  }

  function literal(type: GraphQLInputType, depth: number, hasDefault = false): string {
    if (depth > 0 && chance(0.3)) return variable(type, hasDefault);
    if (isNonNullType(type)) return literal(type.ofType, depth);
    if (chance(0.05)) return "null";
    if (isListType(type)) {
      const items = Array.from({ length: below(3) }, () => literal(type.ofType, Math.max(depth, 0)));
      return chance(0.2) && items[0] !== undefined ? items[0] : `[${items.join(", ")}]`;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(() => depth > -3 && chance(0.4));
      const shown = fields.map((field) => {
        const hasFieldDefault = field.defaultValue !== undefined;
        return `${field.name}: ${literal(field.type, depth > 0 ? 1 : depth - 1, hasFieldDefault)}`;
      });
      return `{ ${shown.join(", ")} }`;
    }
    if (isEnumType(type)) return oneOf(type.getValues()).name;
    return oneOf(LITERALS[type.name] ?? ["null"]);
  }

  function value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return value(type.ofType, depth) ?? value(type.ofType, depth) ?? 1;
    if (chance(0.1)) return null;
    if (isListType(type)) return chance(0.1) ? value(type.ofType, depth) : [1, 2].map(() => value(type.ofType, depth));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(() => depth > 0 && chance(0.4));
      return Object.fromEntries(fields.map((field) => [field.name, value(field.type, depth - 1)]));
    }
    if (isEnumType(type)) return oneOf(type.getValues()).name;
    return oneOf(VALUES[type.name] ?? [null]);
  }

  function argumentsOf(args: readonly GraphQLArgument[]): string {
    const given = args.filter(
      (argument) => (isNonNullType(argument.type) && argument.defaultValue === undefined) || chance(0.5),
    );
    if (given.length === 0) return "";
    const shown = given.map(
      (argument) => `${argument.name}: ${literal(argument.type, 1, argument.defaultValue !== undefined)}`,
    );
    return `(${shown.join(", ")})`;
  }

  function selections(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = [];
    const count = 1 + below(4);
    for (let index = 0; index < count; index++) {
      if (chance(0.1)) parts.push(`${chance(0.3) ? "kind: " : ""}__typename${conditions()}`);
      else if (chance(0.12)) parts.push(`...${conditions()} ${selections(type, depth)}`);
      else if (chance(isAbstractType(type) ? 0.5 : 0.08)) parts.push(`... on ${condition(type)}${conditions()} BODY`);
      else if (chance(0.15)) parts.push(spread(type, depth));
      else if (!isAbstractType(type) || !schema.getPossibleTypes(type).length || "getFields" in type) {
        parts.push(...field(type, depth));
      }
      const last = parts.length - 1;
      const part = parts[last];
      if (part?.endsWith(" BODY")) {
        const name = /^\.\.\. on (\w+)/.exec(part)?.[1] ?? "";
        const inner = schema.getType(name);
        if (isCompositeType(inner)) parts[last] = part.replace("BODY", selections(inner, depth));
      }
    }
    return `{ ${parts.length > 0 ? parts.join(" ") : "__typename"} }`;
  }

  function condition(type: GraphQLCompositeType): string {
    return isAbstractType(type) ? oneOf(schema.getPossibleTypes(type)).name : type.name;
  }

  function spread(type: GraphQLCompositeType, depth: number): string {
    const known = fragmentNames.get(type.name) ?? [];
    if (known.length > 0 && chance(0.6)) return `...${oneOf(known)}${conditions()}`;
    const name = `F${names++}`;
    const body = selections(type, depth - 1);
    fragments.push(`fragment ${name} on ${type.name} ${body}`);
    fragmentNames.set(type.name, [...known, name]);
    return `...${name}${conditions()}`;
  }

  function field(type: GraphQLCompositeType, depth: number): readonly string[] {
    if (!("getFields" in type)) return ["__typename"];
    const candidates = Object.values(type.getFields()).filter(
      (candidate) => depth > 0 || !isCompositeType(getNamedType(candidate.type)),
    );
    if (candidates.length === 0) return ["__typename"];
    const chosen = oneOf(candidates);
    const args = argumentsOf(chosen.args);
    const alias = args !== "" || chance(0.15) ? `a${names++}: ` : "";
    const named = getNamedType(chosen.type);
    const body = isCompositeType(named) ? ` ${selections(named, depth - 1)}` : "";
    return [`${alias}${chosen.name}${args}${conditions()}${body}`];
  }

  const mutation = schema.getMutationType();
  const query = schema.getQueryType();
  const root = isObjectType(mutation) && chance(0.08) ? mutation : query;
  if (!isObjectType(root)) throw new Error("The schema has no Query");
  const body = selections(root, 4);
  const head = `${root === mutation ? "mutation" : "query"} Corpus${definitions.length > 0 ? `(${definitions.join(", ")})` : ""}`;
  return { text: [`${head} ${body}`, ...fragments].join("\n"), variables };
}

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  Int: ["0", "1", "2", "-1"],
  Float: ["1.5", "2"],
  String: ['"x"', '"\\u2028\\""', '"""block"""'],
  Boolean: ["true", "false"],
  ID: ['"ab"', "12", '"none"'],
  DateTime: ['"2026-01-31T08:15:00+02:00"'],
};

const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 2, 3],
  Float: [0.5],
  String: ["y", "é", ""],
  Boolean: [true, false],
  ID: ["abc", 7],
  DateTime: ["2026-02-28T23:59:59Z"],
};

const WRONG: readonly unknown[] = [{}, [{}], "wrong", 1.5, { unheardOf: 1 }, true, 3_000_000_000];
