// Filters as clients write them, to the contract's: by source, since a filter may name sources, and ids are of one each.
import { RequestError } from "../../errors.ts";
import type { Filter, Operator } from "../../connectors/contract.ts";
import { allOf, anyOf, canonical, EVERYTHING, NOTHING, where } from "../../filters/filter.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Ids } from "../../runtime/opaque.ts";

/** A filter for the records of one source. */
export type FilterFor = (source: string) => Filter;

/** Fields whose entities hold an id under another name; of those with a type, clients write ids of ours. */
const ID_FIELDS: Readonly<Record<string, { readonly field: string; readonly type?: EntityType }>> = {
  stage: { field: "stageId", type: "DealStage" },
  company: { field: "companyId", type: "Company" },
  owner: { field: "ownerId", type: "User" },
  assignee: { field: "assigneeId", type: "User" },
  requester: { field: "requesterId", type: "User" },
  brand: { field: "brandId" },
};

const MAX_DEPTH = 6;
const MAX_CONDITIONS = 100;

/** Throws RequestError BAD_USER_INPUT, naming the field. */
export function filterOf(input: object, ids: Ids): FilterFor {
  let count = 0;

  function allIn(given: object, path: string, depth: number): FilterFor {
    if (depth > MAX_DEPTH) throw badInput(path, `${path} should be nested no deeper than ${MAX_DEPTH} "and" or "or"`);
    const parts = Object.entries(given).flatMap(([name, value]: [string, unknown]): FilterFor[] => {
      const at = `${path}.${name}`;
      if (value === null || value === undefined) return [];
      if (name === "and" || name === "or") {
        const inner = itemsOf(value).map((item, index) => allIn(objectAt(item, at), `${at}[${index}]`, depth + 1));
        const join = name === "and" ? allOf : anyOf;
        return [(source) => join(...inner.map((part) => part(source)))];
      }
      count += 1;
      if (count > MAX_CONDITIONS) throw badInput(path, `${path} should have no more than ${MAX_CONDITIONS} conditions`);
      return [conditionOn(name, objectAt(value, at), at)];
    });
    return (source) => allOf(...parts.map((part) => part(source)));
  }

  function conditionOn(name: string, given: object, path: string): FilterFor {
    const operands = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
    if (name === "source") {
      const names = new Set(operands.flatMap(([, value]) => itemsOf(value)));
      return (source) => (names.has(source) ? EVERYTHING : NOTHING);
    }
    if ("currency" in given) return constant(amountsOf(name, given, path));
    const { field, type } = Object.hasOwn(ID_FIELDS, name) ? (ID_FIELDS[name] ?? { field: name }) : { field: name };
    const parts = operands.map(([given_, value]: [string, unknown]): FilterFor => {
      const [operator, wanted] = given_ === "eq" ? ["in", [value]] : [given_, value];
      if (type === undefined || operator === "isNull") return constant(clause(field, operator, wanted));
      const known = itemsOf(wanted)
        .map((id) => ids.decodeId(String(id), `${path}.${given_}`))
        .filter((id) => id.type === type);
      return (source) => {
        const own = known.filter((id) => id.source === source).map(({ id }) => id);
        return clause(field, operator, own);
      };
    });
    return (source) => allOf(...parts.map((part) => part(source)));
  }

  const filter = allIn(input, "filter", 0);
  return (source) => canonical(filter(source));
}

const constant =
  (filter: Filter): FilterFor =>
  () =>
    filter;

// The schema has checked what a client gives: its operators are the contract's, but for `eq`.
const clause = (field: string, operator: string, value: unknown): Filter =>
  where({ [field]: { [operator as Operator]: value } });

function amountsOf(field: string, given: object, path: string): Filter {
  const { currency, gte, lt } = given as { currency: string; gte?: number | null; lt?: number | null };
  if (gte == null && lt == null) throw badInput(path, `${path} should say "gte", "lt" or both`);
  return where({
    [field]: {
      ...(gte != null && { gte: { minorUnits: gte, currency } }),
      ...(lt != null && { lt: { minorUnits: lt, currency } }),
    },
  });
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function objectAt(value: unknown, path: string): object {
  if (typeof value === "object" && value !== null) return value;
  throw badInput(path, `${path} should hold conditions`);
}

function badInput(argument: string, message: string): RequestError {
  return new RequestError("BAD_USER_INPUT", message, { argument });
}
