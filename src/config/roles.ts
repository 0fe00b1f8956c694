import type { Role } from "../generated/types.ts";

/** The roles that a token or a group may give; AUTHENTICATED is everybody's already. */
export const grantableRoles = ["MARKETING", "SALES", "SUPPORT", "FINANCE", "ADMIN"] as const satisfies readonly Role[];

export type GrantableRole = (typeof grantableRoles)[number];

export function isGrantableRole(value: string): value is GrantableRole {
  return grantableRoles.some((role) => role === value);
}
