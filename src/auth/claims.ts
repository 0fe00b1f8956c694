import { isRole } from "../config/roles.ts";
import { secondFactors as knownFactors } from "../config/second-factors.ts";
import { RequestError } from "../errors.ts";
import type { Role } from "../generated/types.ts";
import type { Principal } from "./principal.ts";
import type { AuthSettings, ClaimPath } from "./settings.ts";

/** A token's payload, signed and in time. */
export type Payload = Readonly<Record<string, unknown>> & { readonly exp: number };

/** A function that finds a claim in a payload, undefined where there is none. */
export function createClaimReader(path: ClaimPath): (payload: Readonly<Record<string, unknown>>) => unknown {
  const isPointer = path.startsWith("/");
  const steps = isPointer
    ? path
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    : path.split(".");
  return (payload) => {
    // A namespaced claim (https://example.com/roles) is full of dots and is one name.
    if (!isPointer && Object.hasOwn(payload, path)) return payload[path];
    let value: unknown = payload;
    for (const step of steps) value = ownProperty(value, step);
    return value;
  };
}

/**
 * A function that reads who the caller is from a payload.
 * It throws RequestError UNAUTHENTICATED where a claim is not of the shape that it must have.
 */
export function createPrincipalReader(settings: AuthSettings): (payload: Payload) => Principal {
  const paths = { subject: "sub", roles: "roles", brands: "brands", amr: "amr", ...withoutUndefined(settings.claims) };
  const read = {
    subject: createClaimReader(paths.subject),
    roles: createClaimReader(paths.roles),
    brands: createClaimReader(paths.brands),
    amr: createClaimReader(paths.amr),
  };
  const groupRoles = new Map(Object.entries(settings.groupRoles ?? {}));
  const secondFactors = new Set(settings.secondFactors ?? knownFactors);

  return (payload) => {
    const subject = read.subject(payload);
    if (typeof subject !== "string" || subject === "") {
      throw new RequestError("UNAUTHENTICATED", `the token's claim "${paths.subject}" must name its subject`);
    }
    const names = namesOf(read.roles(payload), paths.roles, /[\s,]+/);
    return {
      subject,
      roles: rolesOf(names, groupRoles),
      brands: [...new Set(namesOf(read.brands(payload), paths.brands, /\s*,\s*/))],
      hasSecondFactor: namesOf(read.amr(payload), paths.amr, /[\s,]+/).some((method) => secondFactors.has(method)),
      expiresAtMs: payload.exp * 1000,
    };
  };
}

function rolesOf(names: readonly string[], groupRoles: ReadonlyMap<string, readonly Role[]>): readonly Role[] {
  const roles = names.flatMap((name) => groupRoles.get(name) ?? (isRole(name) ? [name] : []));
  return [...new Set(roles)].filter((role) => role !== "AUTHENTICATED");
}

/** The names in a claim that is an array of strings or one string of several; none where there is no claim. */
function namesOf(claim: unknown, path: ClaimPath, separator: RegExp): readonly string[] {
  if (claim === undefined || claim === null) return [];
  if (typeof claim === "string") {
    return claim
      .trim()
      .split(separator)
      .filter((name) => name !== "");
  }
  if (Array.isArray(claim) && claim.every((name) => typeof name === "string" && name !== "")) return claim;
  throw new RequestError("UNAUTHENTICATED", `the token's claim "${path}" must be an array of names`);
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

function withoutUndefined<T extends object>(given: T | undefined): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
