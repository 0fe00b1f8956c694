import type { Role } from "../generated/types.ts";

/** The verified caller. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly Role[];
  /** Brands whose rows the caller may see, besides rows of no brand. */
  readonly brands: readonly string[];
  /** The token's `amr` names a second factor. */
  readonly hasSecondFactor: boolean;
  /** When the token ends, milliseconds since the epoch; null for one that does not. */
  readonly expiresAtMs: number | null;
}

/** What a principal may see, as a cache-key part: equal strings see equal things. */
export type AccessScope = string;

// A verified token gives the same principal at each of its requests.
const scopes = new WeakMap<Principal, AccessScope>();

/** The access scope of a principal: its roles, brands and second factor, in one order whatever the token's. */
export function accessScopeOf(principal: Principal): AccessScope {
  let scope = scopes.get(principal);
  if (scope === undefined) {
    const { roles, brands, hasSecondFactor } = principal;
    scope = JSON.stringify([[...new Set(roles)].sort(), [...new Set(brands)].sort(), hasSecondFactor]);
    scopes.set(principal, scope);
  }
  return scope;
}
