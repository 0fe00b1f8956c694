import { badRequest } from "../errors.ts";

export type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON object. Throws Salesforce's 400 for anything else. */
export function membersOf(value: unknown, what: string): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw badRequest("JSON_PARSER_ERROR", `Can't deserialize ${what} from ${kindOf(value)}: an object is expected`);
}

/** A list. Throws Salesforce's 400 when it is none. */
export function listOf(members: Members, name: string): readonly unknown[] {
  const value = members[name];
  if (Array.isArray(value)) return value;
  if (value === undefined) throw badRequest("INVALID_INPUT", `Missing required field: ${name}`);
  throw badRequest("JSON_PARSER_ERROR", `Can't deserialize ${name} from ${kindOf(value)}: a list is expected`);
}

export function textOf(members: Members, name: string): string {
  const value = members[name];
  if (typeof value === "string") return value;
  throw badRequest("INVALID_INPUT", `Missing required field: ${name}`);
}

export function textsOf(members: Members, name: string): readonly string[] {
  return listOf(members, name).map((item) => {
    if (typeof item === "string") return item;
    throw badRequest("JSON_PARSER_ERROR", `Can't deserialize an item of ${name} from ${kindOf(item)}`);
  });
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value;
}
