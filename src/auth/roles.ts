import type { Role } from "../generated/types.ts";

// A record, not a list, so that a role added to the schema breaks the build here.
const KNOWN: Readonly<Record<Role, true>> = {
  ADMIN: true,
  AUTHENTICATED: true,
  FINANCE: true,
  MARKETING: true,
  SALES: true,
  SUPPORT: true,
};

/** Is this the name of one of our roles? */
export function isRole(name: unknown): name is Role {
  return typeof name === "string" && Object.hasOwn(KNOWN, name);
}

/** Every role, in alphabetical order. */
export const ROLES: readonly Role[] = Object.keys(KNOWN).filter(isRole);

/** The roles that a token can give: every caller with a valid token is AUTHENTICATED, whatever the token says. */
export const GRANTABLE_ROLES: readonly Role[] = ROLES.filter((role) => role !== "AUTHENTICATED");
