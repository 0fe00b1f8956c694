// A key set over HTTP, from a server of our own.
import { generateKeyPairSync } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ec, hsKey, otherRsa, reasonOf, rsa, sign, verifierFor } from "./token-maker.ts";

let server: Server;
let url: string;
let requests: number;
let answer: { status: number; body: string };

const jwk = (key: KeyObject, more: JsonWebKey): JsonWebKey => ({ ...key.export({ format: "jwk" }), ...more });
const publish = (...keys: readonly JsonWebKey[]): void => {
  answer = { status: 200, body: JSON.stringify({ keys }) };
};
const rsToken = (kid: string | undefined, key = rsa.privateKey) =>
  sign({}, { key, algorithm: "RS256", header: kid === undefined ? {} : { kid } });

beforeEach(async () => {
  requests = 0;
  server = createServer((_, response) => {
    requests += 1;
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no address");
  url = `http://127.0.0.1:${address.port}/jwks.json`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const verifier = (settings: Parameters<typeof verifierFor>[0] = {}, deps: Parameters<typeof verifierFor>[1] = {}) =>
  verifierFor({ keys: [], jwksUrl: url, ...settings }, deps);

describe("keys from a JWKS URL", () => {
  it("reads the set once for tokens of one key", async () => {
    publish(jwk(rsa.publicKey, { kid: "a", alg: "RS256", use: "sig" }));
    const { verify } = verifier();
    await Promise.all([
      verify(rsToken("a")),
      verify(sign({ sub: "bob" }, { key: rsa.privateKey, algorithm: "RS256", header: { kid: "a" } })),
    ]);
    await verify(sign({ sub: "cid" }, { key: rsa.privateKey, algorithm: "RS256", header: { kid: "a" } }));
    expect(requests).toBe(1);
  });

  it("takes both kinds", async () => {
    publish(jwk(rsa.publicKey, { kid: "a" }), jwk(ec.publicKey, { kid: "b" }));
    const { verify } = verifier();
    expect(await verify(rsToken("a"))).toMatchObject({ subject: "ann" });
    expect(await verify(sign({}, { key: ec.privateKey, algorithm: "ES256", header: { kid: "b" } }))).toMatchObject({
      subject: "ann",
    });
  });

  it("follows a rotation: a new kid is looked up once", async () => {
    publish(jwk(rsa.publicKey, { kid: "old" }));
    const { verify } = verifier();
    await verify(rsToken("old"));
    publish(jwk(rsa.publicKey, { kid: "old" }), jwk(otherRsa.publicKey, { kid: "new" }));
    await verify(rsToken("new", otherRsa.privateKey));
    await verify(sign({ sub: "bob" }, { key: otherRsa.privateKey, algorithm: "RS256", header: { kid: "new" } }));
    expect(requests).toBe(2);
  });

  it("refuses a kid that is not there, and one that is another key's", async () => {
    publish(jwk(rsa.publicKey, { kid: "a" }), jwk(otherRsa.publicKey, { kid: "b" }));
    const { verify } = verifier();
    expect(await reasonOf(verify(rsToken("absent")))).toBe(
      "the token is signed with a key that the identity provider does not list",
    );
    expect(await reasonOf(verify(rsToken("b")))).toMatch(/does not match/);
    expect(await reasonOf(verify(rsToken(undefined)))).toMatch(/does not list/);
  });

  it("takes a token without a kid where the set has one key", async () => {
    publish(jwk(rsa.publicKey, {}));
    expect(await verifier().verify(rsToken(undefined))).toMatchObject({ subject: "ann" });
  });

  it("does not let made-up kids reach the identity provider without end", async () => {
    publish(jwk(rsa.publicKey, { kid: "a" }));
    const { verify } = verifier();
    await verify(rsToken("a"));
    const reasons: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const refused = verify(rsToken(`made-up-${n}`));
      reasons.push(await reasonOf(refused, "UNAUTHENTICATED", "AUTHENTICATION_UNAVAILABLE"));
    }
    // Ten a minute, and the minute goes on.
    expect(requests).toBeLessThan(14);
    expect(reasons.at(-1)).toMatch(/too many have been looked up/);
    // Known keys go on.
    expect(
      await verify(sign({ sub: "bob" }, { key: rsa.privateKey, algorithm: "RS256", header: { kid: "a" } })),
    ).toMatchObject({ subject: "bob" });
  });

  it("refuses a key that is not one for the token's algorithm", async () => {
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
    publish(
      jwk(rsa.publicKey, { kid: "a", alg: "PS256" }),
      jwk(ec.publicKey, { kid: "b" }),
      jwk(weak.publicKey, { kid: "c" }),
    );
    const { verify } = verifier();
    for (const kid of ["a", "b", "c"]) {
      expect(await reasonOf(verify(rsToken(kid)))).toMatch(/not one for RS256|does not list/);
    }
  });

  it("never takes HS256 from the set", async () => {
    const secret = Buffer.from("a secret that is published by mistake").toString("base64url");
    publish({ kty: "oct", k: secret, kid: "a", alg: "HS256" });
    const token = sign({}, { key: "a secret that is published by mistake", header: { kid: "a" } });
    expect(await reasonOf(verifier().verify(token))).toMatch(/signed with HS256: allowed are RS256, ES256/);
    expect(await reasonOf(verifier({ keys: [hsKey] }).verify(token))).toMatch(/does not match/);
    expect(requests).toBe(0);
  });

  it("asks the set only where no configured key fits", async () => {
    publish(jwk(rsa.publicKey, { kid: "a" }));
    const both = verifier({
      keys: [{ kid: "own", algorithm: "RS256", publicKey: otherRsa.publicKey.export({ format: "jwk" }) }],
    });
    await both.verify(rsToken("own", otherRsa.privateKey));
    expect(requests).toBe(0);
    await both.verify(rsToken("a"));
    expect(requests).toBe(1);
  });

  it.each([
    ["an error", { status: 500, body: "" }],
    ["no JSON", { status: 200, body: "<html>" }],
    ["no keys", { status: 200, body: `{"other":1}` }],
  ])("refuses, and logs, where the set's answer is %s; and recovers", async (_, bad) => {
    answer = bad;
    const logged: unknown[] = [];
    const { verify } = verifier({}, { log: { warn: (details, message) => logged.push([details, message]) } });
    const reason = await reasonOf(verify(rsToken("a")), "AUTHENTICATION_UNAVAILABLE");
    expect(reason).toBe("the identity provider's keys can't be read now: try again later");
    expect(logged).toHaveLength(1);
    publish(jwk(rsa.publicKey, { kid: "a" }));
    expect(await verify(rsToken("a"))).toMatchObject({ subject: "ann" });
  });
});
