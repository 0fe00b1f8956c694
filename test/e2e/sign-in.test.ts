// The ways in which a source signs in, through the whole gateway: the sandbox's own configuration uses one of them only.
import { describe, expect, it } from "vitest";
import { credentials } from "../../src/sandbox/salesforce/oauth/connected-app.ts";
import { startGateway } from "../support/gateway.ts";

const variable = (name: string): string => `OWN_${name.toUpperCase()}`;

/** Text of a form as it came. */
const grantIn = (body: unknown): string | null =>
  new URLSearchParams(typeof body === "string" ? body : "").get("grant_type");

describe("Salesforce", () => {
  it.each([
    ["urn:ietf:params:oauth:grant-type:jwt-bearer", ["clientId", "username", "privateKey"]],
    ["refresh_token", ["clientId", "clientSecret", "refreshToken"]],
    ["client_credentials", ["clientId", "clientSecret"]],
  ] as const)("lets the gateway in by %s", async (grant, names) => {
    const gateway = await startGateway({
      vendors: ["salesforce"],
      sandbox: { customers: 50 },
      sources: {
        salesforce: { credentials: Object.fromEntries(names.map((name) => [name, `env:${variable(name)}`])) },
      },
      env: Object.fromEntries(names.map((name) => [variable(name), credentials[name]])),
    });
    const { data, errors } = await gateway.ask({ query: "{ customers(first: 3) { nodes { displayName } } }" });
    const grants = gateway.exchanges.filter(({ path }) => path.endsWith("/oauth2/token"));
    const calls = gateway.exchanges.length;
    await gateway.stop();

    expect(errors).toEqual([]);
    expect(data).toMatchObject({ customers: { nodes: [{}, {}, {}] } });
    expect(new Set(grants.map(({ requestBody }) => grantIn(requestBody)))).toEqual(new Set([grant]));
    expect(calls).toBeGreaterThan(grants.length);
  });
});
