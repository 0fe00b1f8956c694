// Queries that count, sum and group. Amounts come out in the org's corporate currency, whatever they were in:
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_querying_currency_fields.htm
import { badRequest } from "../errors.ts";
import type { FieldType } from "../schema/field.ts";
import type { SObjectRecord } from "../schema/sobject.ts";
import { createAccumulator } from "./accumulator.ts";
import { compileCondition } from "./condition.ts";
import type { JsonObject } from "./json.ts";
import { isNumber } from "./literal-value.ts";
import { bindOperand } from "./operand.ts";
import type { BoundOperand } from "./operand.ts";
import { sorted } from "./ordering.ts";
import { queryError, unexpectedToken } from "./query-error.ts";
import { checkUse } from "./resolve.ts";
import type { Scope } from "./resolve.ts";
import type { Scalar } from "./scalar.ts";
import { bindWhere, matches } from "./search-records.ts";
import type { Aggregate, Condition, Operand, Query } from "./syntax.ts";

/** A group of records: what it has of each grouped field and aggregate, by `keyOf`. */
type Group = ReadonlyMap<string, Scalar>;

interface Column {
  readonly name: string;
  readonly key: string;
}

/** Whether a query is one of these. */
export function isAggregate(query: Query): boolean {
  return (
    query.groupBy.length > 0 ||
    query.having !== null ||
    query.select.some((item) => item.kind === "operand" && item.operand.kind === "aggregate")
  );
}

/** The groups as rows. Throws what is wrong with the query. */
export function aggregate(scope: Scope, query: Query): readonly JsonObject[] {
  const grouped = new Map(query.groupBy.map((operand) => [keyOf(operand), bindGrouped(scope, operand)]));
  // https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_limit.htm
  if (grouped.size === 0 && query.limit !== null) {
    const message = "Non-grouped query that uses overall aggregate functions cannot also use LIMIT";
    throw badRequest("MALFORMED_QUERY", message);
  }
  const columns = columnsOf(scope, query, grouped);
  const wanted = new Map<string, Aggregate>();
  for (const operand of operandsOf(query)) {
    if (operand.kind === "aggregate") wanted.set(keyOf(operand), operand);
  }
  const aggregates = [...wanted].map(([key, { name, path, place }]) => {
    const operand = bindOperand(scope, path);
    checkAggregate(scope, name, operand, place);
    return { key, name, operand };
  });

  const filter = bindWhere(scope, query.where);
  const collected = new Map<
    string,
    { readonly keys: Group; readonly accumulators: ReturnType<typeof createAccumulator>[] }
  >();
  const createGroup = (keys: Group) => ({ keys, accumulators: aggregates.map(({ name }) => createAccumulator(name)) });
  // Without GROUP BY there is one group, even of nothing.
  if (grouped.size === 0) collected.set("[]", createGroup(new Map()));
  for (const record of matches(scope, filter)) {
    const keys: readonly (readonly [string, Scalar])[] = [...grouped].map(([key, { read }]) => [key, read(record)]);
    const id = JSON.stringify(keys.map(([, value]) => value));
    let group = collected.get(id);
    if (group === undefined) collected.set(id, (group = createGroup(new Map(keys))));
    for (const [place, { operand }] of aggregates.entries())
      group.accumulators[place]?.add(operand.readCorporate(record));
  }

  let groups: readonly Group[] = [...collected.values()].map(({ keys, accumulators }) => {
    const results = accumulators.map((accumulator, place): [string, Scalar] => [
      aggregates[place]?.key ?? "",
      accumulator.result(),
    ]);
    return new Map([...keys, ...results]);
  });
  const bind = (operand: Operand): BoundOperand<Group> => bindOfGroup(scope, operand, grouped);
  if (query.having !== null) {
    const { test } = compileCondition<Group>(query.having, {
      ...scope,
      object: null,
      bind,
      valuesOf: () => refuse(scope),
    });
    groups = groups.filter(test);
  }
  if (query.orderBy.length > 0) {
    groups = sorted(
      groups,
      query.orderBy.map((item) => ({ ...item, operand: bind(item.operand) })),
      (group) => group,
    );
  }
  const end = query.limit === null ? groups.length : query.offset + query.limit;
  return groups.slice(query.offset, end).map((group) => ({
    attributes: { type: "AggregateResult" },
    ...Object.fromEntries(columns.map(({ name, key }) => [name, group.get(key) ?? null])),
  }));
}

function bindGrouped(scope: Scope, operand: Query["groupBy"][number]): BoundOperand<SObjectRecord> {
  const bound = bindOperand(scope, operand);
  if (operand.kind === "path" && bound.field !== null) checkUse(scope, bound.field, "grouped", operand.place);
  return bound;
}

/** The name of a row's members: an alias, a field's own name, or expr0, expr1, ... */
function columnsOf(
  scope: Scope,
  query: Query,
  grouped: ReadonlyMap<string, BoundOperand<SObjectRecord>>,
): readonly Column[] {
  let expressions = 0;
  return query.select.map((item) => {
    if (item.kind !== "operand") throw badRequest("MALFORMED_QUERY", "Grouped query cannot use a subquery or COUNT()");
    const { operand, alias } = item;
    const key = keyOf(operand);
    const field = grouped.get(key);
    if (operand.kind !== "aggregate" && field === undefined) {
      const path = operand.kind === "path" ? operand : operand.path;
      const message = `Field must be grouped or aggregated: ${path.steps.join(".")}`;
      throw queryError("MALFORMED_QUERY", scope.text, operand.place, message);
    }
    if (alias !== null) return { name: alias, key };
    if (operand.kind === "path" && field !== undefined) return { name: field.name, key };
    expressions += 1;
    return { name: `expr${expressions - 1}`, key };
  });
}

function bindOfGroup(
  scope: Scope,
  operand: Operand,
  grouped: ReadonlyMap<string, BoundOperand<SObjectRecord>>,
): BoundOperand<Group> {
  const key = keyOf(operand);
  const read = (group: Group): Scalar => group.get(key) ?? null;
  const field = grouped.get(key);
  if (field === undefined && operand.kind !== "aggregate") {
    const path = operand.kind === "path" ? operand : operand.path;
    const message = `Field must be grouped or aggregated: ${path.steps.join(".")}`;
    throw queryError("MALFORMED_QUERY", scope.text, operand.place, message);
  }
  return {
    type: operand.kind === "aggregate" ? typeOfAggregate(scope, operand) : (field?.type ?? "string"),
    name: key,
    ownField: null,
    field: null,
    read,
    readCorporate: read,
  };
}

function typeOfAggregate(scope: Scope, { name, path }: Aggregate): FieldType {
  if (name === "COUNT" || name === "COUNT_DISTINCT") return "int";
  if (name === "AVG") return "double";
  const { type } = bindOperand(scope, path);
  return type;
}

function checkAggregate(scope: Scope, name: string, operand: BoundOperand<SObjectRecord>, place: number): void {
  const isSum = name === "SUM" || name === "AVG";
  const isFlag = operand.type === "boolean" || operand.type === "address";
  if (!(isSum && !isNumber(operand.type)) && !isFlag) return;
  const message = `field '${operand.name}' does not support aggregate operator ${name}`;
  throw queryError("MALFORMED_QUERY", scope.text, place, message);
}

function operandsOf(query: Query): readonly Operand[] {
  return [
    ...query.select.flatMap((item) => (item.kind === "operand" ? [item.operand] : [])),
    ...(query.having === null ? [] : operandsOfCondition(query.having)),
    ...query.orderBy.map(({ operand }) => operand),
  ];
}

function operandsOfCondition(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts.flatMap(operandsOfCondition);
    case "not":
      return operandsOfCondition(condition.part);
    case "comparison":
    case "in":
      return [condition.operand];
  }
}

/** What makes two operands the same, whatever the case they are written in. */
function keyOf(operand: Operand): string {
  const path = (operand.kind === "path" ? operand : operand.path).steps.join(".").toLowerCase();
  return operand.kind === "path" ? path : `${operand.name}(${path})`;
}

function refuse(scope: Scope): never {
  throw unexpectedToken(scope.text, 0, "SELECT");
}
