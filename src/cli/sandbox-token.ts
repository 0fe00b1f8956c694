// Tokens that a gateway on the sandbox accepts.
import { signToken } from "../auth/sign-token.ts";
import { grantableRoles, type GrantableRole } from "../config/roles.ts";
import type { Role } from "../generated/types.ts";
import type { RoleToken } from "../http/graphiql.ts";
import { systemClock } from "../runtime/clock.ts";
import { brands } from "../sandbox/world/brands.ts";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "./sandbox-key.ts";

export const SANDBOX_SUBJECT = "sandbox-user";
export const SANDBOX_TOKEN_SECONDS = 3_600;

export interface Bearer {
  readonly roles: readonly Role[];
  readonly brands?: readonly string[] | undefined;
  /** Signed in with a second factor too. */
  readonly mfa?: boolean | undefined;
  readonly subject?: string | undefined;
  readonly expiresInSeconds?: number | undefined;
}

/** The brands of the sandbox's players, as its gateway calls them: who names none sees no player. */
export const SANDBOX_BRANDS: readonly string[] = brands.map(({ name }) => name);

/** A token for the sandbox's key, good from now on; of all its brands, unless told of which. */
export function sandboxToken({
  roles,
  brands: ofBrands = SANDBOX_BRANDS,
  mfa = false,
  subject,
  expiresInSeconds,
}: Bearer): string {
  return signToken({
    subject: subject ?? SANDBOX_SUBJECT,
    roles,
    brands: ofBrands,
    amr: mfa ? ["pwd", "otp"] : ["pwd"],
    expiresInSeconds: expiresInSeconds ?? SANDBOX_TOKEN_SECONDS,
    key: sandboxKey,
    issuer: SANDBOX_ISSUER,
    audience: SANDBOX_AUDIENCE,
    clock: systemClock,
  });
}

/** What a role opens, in a few words. */
export const MAY_SEE: Readonly<Record<GrantableRole, string>> = {
  MARKETING: "names, e-mail, company, players",
  SALES: "also phone, deals",
  SUPPORT: "also phone, tickets",
  FINANCE: "also payments, invoices, subscriptions",
  ADMIN: "everything",
};

/** A token for each role, for the role switch of GraphiQL. */
export function sandboxRoleTokens(): RoleToken[] {
  return grantableRoles.map((role) => ({ role, token: sandboxToken({ roles: [role] }), sees: MAY_SEE[role] }));
}
