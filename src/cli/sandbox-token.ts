// Tokens that a gateway on the sandbox accepts.
import { GRANTABLE_ROLES } from "../auth/roles.ts";
import { signToken } from "../auth/sign-token.ts";
import type { Role } from "../generated/types.ts";
import { systemClock } from "../runtime/clock.ts";
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

/** A token for the sandbox's key, good from now on. */
export function sandboxToken({ roles, brands, mfa = false, subject, expiresInSeconds }: Bearer): string {
  return signToken({
    subject: subject ?? SANDBOX_SUBJECT,
    roles,
    brands,
    amr: mfa ? ["pwd", "otp"] : ["pwd"],
    expiresInSeconds: expiresInSeconds ?? SANDBOX_TOKEN_SECONDS,
    key: sandboxKey,
    issuer: SANDBOX_ISSUER,
    audience: SANDBOX_AUDIENCE,
    clock: systemClock,
  });
}

/** A token for each role, for the role switch of GraphiQL. */
export function sandboxRoleTokens(): { readonly role: Role; readonly token: string }[] {
  return GRANTABLE_ROLES.map((role) => ({ role, token: sandboxToken({ roles: [role] }) }));
}
