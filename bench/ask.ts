// One question, outside of any measurement.
import { signToken } from "../src/auth/sign-token.ts";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "../src/cli/sandbox-key.ts";
import { systemClock } from "../src/runtime/clock.ts";
import type { GraphqlAnswer, GraphqlRequest } from "./operations.ts";

/** Of somebody who may see everything, for a day. */
export const adminToken = signToken({
  subject: "bench",
  roles: ["ADMIN"],
  amr: ["pwd"],
  expiresInSeconds: 86_400,
  key: sandboxKey,
  issuer: SANDBOX_ISSUER,
  audience: SANDBOX_AUDIENCE,
  clock: systemClock,
});

export interface Answer {
  readonly text: string;
  /** `data` as JSON. */
  readonly data: string;
  readonly parsed: GraphqlAnswer;
}

/** Asks as the administrator. Rejects when the answer is no GraphQL. */
export async function ask(url: string, request: GraphqlRequest): Promise<Answer> {
  const reply = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${adminToken}`,
      "accept-encoding": "identity",
    },
    body: JSON.stringify(request),
  });
  const text = await reply.text();
  if (reply.status !== 200) throw new Error(`${url} answered ${reply.status}: ${text.slice(0, 300)}`);
  const parsed = JSON.parse(text) as GraphqlAnswer;
  return { text, data: JSON.stringify(parsed.data), parsed };
}
