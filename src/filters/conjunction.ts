import { RequestError } from "../errors.ts";
import { isNothing, simplified, type Clause, type Condition, type Conditions, type Filter } from "./filter.ts";

/**
 * A filter without alternatives as conditions by field, for vendors whose languages have a place for each; null where
 * nothing can pass. Several conditions on one field are one, so no field of it may be a list of values.
 * Throws RequestError for alternatives: a list that has them says so by `combines`.
 */
export function conjunctionOf(filter: Filter): Conditions | null {
  const simple = simplified(filter);
  if (isNothing(simple)) return null;
  const conditions = new Map<string, Condition>();
  for (const part of "and" in simple ? simple.and : [simple]) {
    if (!("operator" in part)) throw new RequestError("UNSUPPORTED_BY_SOURCE", "Alternatives can't be asked for here");
    const both = narrowed(conditions.get(part.field) ?? {}, part);
    if (both.in?.length === 0) return null;
    conditions.set(part.field, both);
  }
  return Object.fromEntries(conditions);
}

function narrowed(condition: Condition, clause: Clause): Condition {
  const before = condition[clause.operator];
  if (before === undefined) return { ...condition, [clause.operator]: clause.value };
  if (clause.operator === "in") {
    return { ...condition, in: condition.in?.filter((value) => clause.value.includes(value)) ?? [] };
  }
  if (clause.operator === "notIn") {
    return { ...condition, notIn: [...new Set([...(condition.notIn ?? []), ...clause.value])] };
  }
  if ((clause.operator === "gte" || clause.operator === "lt") && typeof clause.value !== "object") {
    const isNarrower = clause.operator === "gte" ? clause.value > before : clause.value < before;
    return isNarrower ? { ...condition, [clause.operator]: clause.value } : condition;
  }
  if (before === clause.value) return condition;
  const message = `Only one condition by ${clause.operator} on ${clause.field} can be asked for here`;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", message);
}
