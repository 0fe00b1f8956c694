// `auth`: whose tokens are accepted, and what their claims mean.
import { z } from "zod";
import { reference } from "./references.ts";
import { grantableRoles } from "./roles.ts";
import { secondFactors } from "./second-factors.ts";
import { list, oneOf, oneOrMore, settings, should, text, whole } from "./settings.ts";
import { keySetAddress } from "./urls.ts";

const kid = text("the kid of the tokens signed with this key").optional();
const sharedKey = settings({ kid, algorithm: oneOf(["HS256"]), secret: reference });
const publicKey = settings({ kid, algorithm: oneOf(["RS256", "ES256"]), publicKey: reference });

const key = z.discriminatedUnion("algorithm", [sharedKey, publicKey], {
  error: (issue) =>
    issue.code === "invalid_union"
      ? should("one of HS256, RS256, ES256").error({ ...issue, input: algorithmOf(issue.input) })
      : should("a map of kid, algorithm, and secret or publicKey").error(issue),
});

function algorithmOf(input: unknown): unknown {
  return typeof input === "object" && input !== null && "algorithm" in input ? input.algorithm : undefined;
}

const claimPath = (what: string): z.ZodString => text(`the path of the claim that holds ${what}`);

export const authSchema = settings({
  issuer: oneOrMore("the iss that tokens must carry"),
  audience: oneOrMore("the aud that tokens must carry"),
  keys: list(key, "a list of keys").default([]),
  jwksUrl: keySetAddress.optional(),
  claims: settings({
    subject: claimPath("who the caller is").default("sub"),
    roles: claimPath("the roles or groups").default("roles"),
    brands: claimPath("the brands").default("brands"),
    amr: claimPath("how the caller signed in").default("amr"),
  }).prefault({}),
  groupRoles: z
    .record(
      z.string(),
      list(oneOf(grantableRoles), "a list of roles"),
      should("a map from an identity provider's groups to lists of roles"),
    )
    .default({}),
  clockToleranceSeconds: whole("seconds", 0, 300).default(5),
  secondFactors: list(text("a value of the amr claim"), "a list of amr values").default([...secondFactors]),
});
