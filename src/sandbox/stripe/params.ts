// Query parameters the way Stripe reads them: `a=1`, `created[gte]=1`, `expand[]=x`, `expand[0]=x`. Whatever is not
// read by the time of `finish()` is unknown to the route and refused, as at Stripe.
import { invalidParam, StripeFault } from "./fault.ts";

/** Bounds in seconds, both included; missing ones are infinite. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Params {
  string(name: string): string | undefined;
  /** Throws when the parameter is missing, too. */
  requiredString(name: string): string;
  oneOf(name: string, allowed: readonly string[]): string | undefined;
  boolean(name: string): boolean | undefined;
  integer(name: string, bounds: { readonly min: number; readonly max: number }): number | undefined;
  /** `name=5`, or any of `name[gt]`, `name[gte]`, `name[lt]`, `name[lte]`. */
  range(name: string): Range | undefined;
  strings(name: string): readonly string[];
  /** Throws a 400 StripeFault that names every parameter that nobody read. */
  finish(): void;
}

/** Reads the query of a request URL; every method throws a 400 StripeFault for a value of the wrong kind. */
export function createParams(url: string): Params {
  const start = url.indexOf("?");
  const sent = [...new URLSearchParams(start < 0 ? "" : url.slice(start + 1))];
  const unread = new Map(sent);
  const arrays = arraysOf(sent);

  function take(key: string): string | undefined {
    const value = unread.get(key);
    unread.delete(key);
    if (value === "") {
      throw invalidParam(
        key,
        `You passed an empty string for '${key}'. We assume empty values are an attempt to unset a parameter; however ` +
          `'${key}' cannot be unset. You should remove '${key}' from your request or supply a non-empty value.`,
        "parameter_invalid_empty",
      );
    }
    return value;
  }

  function takeInteger(key: string): number | undefined {
    const value = take(key);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) {
      throw invalidParam(key, `Invalid integer: ${value}`, "parameter_invalid_integer");
    }
    return Number(value);
  }

  const params: Params = {
    string: take,
    requiredString(name) {
      const value = take(name);
      if (value === undefined) throw invalidParam(name, `Missing required param: ${name}.`, "parameter_missing");
      return value;
    },
    oneOf(name, allowed) {
      const value = take(name);
      if (value === undefined || allowed.includes(value)) return value;
      const last = allowed.at(-1) ?? "";
      throw invalidParam(name, `Invalid ${name}: must be one of ${allowed.slice(0, -1).join(", ")}, or ${last}`);
    },
    boolean(name) {
      const value = take(name);
      if (value === undefined) return undefined;
      if (value === "true" || value === "false") return value === "true";
      throw invalidParam(name, `Invalid boolean: ${value}`);
    },
    integer(name, { min, max }) {
      const value = takeInteger(name);
      if (value !== undefined && value < min) {
        throw invalidParam(name, `This value must be greater than or equal to ${min}.`, "parameter_invalid_integer");
      }
      if (value !== undefined && value > max) {
        throw invalidParam(name, `This value must be less than or equal to ${max}.`, "parameter_invalid_integer");
      }
      return value;
    },
    range(name) {
      const exact = takeInteger(name);
      if (exact !== undefined) return { from: exact, to: exact };
      const above = takeInteger(`${name}[gt]`);
      const atLeast = takeInteger(`${name}[gte]`);
      const below = takeInteger(`${name}[lt]`);
      const atMost = takeInteger(`${name}[lte]`);
      if ([above, atLeast, below, atMost].every((bound) => bound === undefined)) return undefined;
      return {
        from: Math.max(above === undefined ? -Infinity : above + 1, atLeast ?? -Infinity),
        to: Math.min(below === undefined ? Infinity : below - 1, atMost ?? Infinity),
      };
    },
    strings(name) {
      const values = arrays.get(name) ?? [];
      for (const [key] of values) unread.delete(key);
      if (unread.has(name)) throw invalidParam(name, "Invalid array");
      return values.map(([, value]) => value);
    },
    finish() {
      const names = [...unread.keys()];
      const [first] = names;
      if (first === undefined) return;
      throw new StripeFault(400, {
        code: "parameter_unknown",
        message: `Received unknown parameter${names.length === 1 ? "" : "s"}: ${names.join(", ")}`,
        param: first,
      });
    },
  };
  return params;
}

type Entries = (readonly [key: string, value: string])[];

function arraysOf(sent: Readonly<Entries>): ReadonlyMap<string, Entries> {
  const arrays = new Map<string, Entries>();
  for (const [key, value] of sent) {
    const name = /^([^[\]]+)\[\d*\]$/.exec(key)?.[1];
    if (name === undefined) continue;
    const entries = arrays.get(name);
    if (entries === undefined) arrays.set(name, [[key, value]]);
    else entries.push([key, value]);
  }
  return arrays;
}
