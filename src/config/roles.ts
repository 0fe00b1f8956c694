import type { Role } from "../generated/types.ts";

// A record, not a list, so that a role added to the schema breaks the build here.
const KNOWN: Readonly<Record<Role, true>> = {
  AUTHENTICATED: true,
  MARKETING: true,
  SALES: true,
  SUPPORT: true,
  FINANCE: true,
  ADMIN: true,
};

/** Is this the name of one of our roles? */
export function isRole(name: unknown): name is Role {
  return typeof name === "string" && Object.hasOwn(KNOWN, name);
}

/** Every role, in the order of the schema. */
export const allRoles: readonly Role[] = Object.keys(KNOWN).filter(isRole);

export type GrantableRole = Exclude<Role, "AUTHENTICATED">;

/** The roles that a token or a group may give: every caller with a valid token is AUTHENTICATED, whatever the token says. */
export const grantableRoles: readonly GrantableRole[] = allRoles.filter((role) => role !== "AUTHENTICATED");
