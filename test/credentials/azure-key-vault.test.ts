// Azure's own clients against servers on this machine that answer as Key Vault and Entra ID do.
import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import { ClientSecretCredential } from "@azure/identity";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAzureKeyVault } from "../../src/credentials/azure-key-vault.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import type { Secrets } from "../../src/credentials/secrets.ts";
import { ConfigError } from "../../src/errors.ts";
import { certificate, privateKey } from "./localhost-certificate.ts";

const TENANT = "00000000-0000-0000-0000-000000000001";

interface Seen {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly form: Record<string, string>;
}

let server: Server;
let origin = "";
let seen: Seen[] = [];
beforeEach(async () => {
  seen = [];
  server = createServer({ cert: certificate, key: privateKey }, (request, reply) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const form = Object.fromEntries(new URLSearchParams(body));
      seen.push({ line: `${method} ${url}`, authorization: headers.authorization, form });
      const { status, value, challenge } = answer(url, headers.authorization);
      if (challenge !== undefined) reply.setHeader("www-authenticate", challenge);
      reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly challenge?: string;
}

function answer(url: string, authorization: string | undefined): Answer {
  const tenant = `${origin}/${TENANT}`;
  if (url.includes("openid-configuration")) {
    const endpoints = {
      issuer: `${tenant}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${tenant}/keys`,
    };
    return { status: 200, value: endpoints };
  }
  if (url.startsWith(`/${TENANT}/oauth2/v2.0/token`)) {
    return { status: 200, value: { token_type: "Bearer", expires_in: 3_599, access_token: "vault-token" } };
  }
  // https://learn.microsoft.com/en-us/azure/key-vault/general/authentication-requests-and-responses
  if (authorization !== "Bearer vault-token") {
    const challenge = `Bearer authorization="${tenant}", resource="https://vault.azure.net"`;
    return { status: 401, value: { error: { code: "Unauthorized", message: "AKV10000" } }, challenge };
  }
  const [, name, version] = /^\/secrets\/([\w-]+)\/(\w*)\?/.exec(url) ?? [];
  if (name !== "crm-token") {
    return {
      status: 404,
      value: { error: { code: "SecretNotFound", message: `A secret with ${name} was not found` } },
    };
  }
  const id = `${origin}/secrets/${name}/${version === "" ? "4387e9f3d6e14c459867679a90fd0f79" : version}`;
  const attributes = { enabled: true, created: 1_790_000_000, updated: 1_790_000_000, exp: 1_800_000_000 };
  return { status: 200, value: { value: version === "" ? "newest" : `at ${version}`, id, attributes } };
}

function secretsOf(): Secrets {
  const tls = { tlsOptions: { ca: certificate }, retryOptions: { maxRetries: 0 } };
  const credential = new ClientSecretCredential(TENANT, "client-id", "client-secret", {
    ...tls,
    authorityHost: origin,
    disableInstanceDiscovery: true,
  });
  // The challenge names vault.azure.net, as the service's does; localhost is not in it.
  const client = { ...tls, disableChallengeResourceVerification: true };
  return createSecrets({ env: {}, vaults: { "azure-key-vault": createAzureKeyVault({ credential, client }) } });
}

describe("azure-key-vault:", () => {
  it("answers the vault's challenge with a token of its tenant, and reads the newest version", async () => {
    const secrets = secretsOf();
    const reference = `azure-key-vault:${origin}/secrets/crm-token`;
    await expect(secrets.get(reference)).resolves.toBe("newest");
    const [challenged, , token, asked] = seen;
    expect(challenged).toMatchObject({ authorization: undefined });
    expect(challenged?.line).toMatch(/^GET \/secrets\/crm-token\/\?api%2Dversion=/);
    expect(token?.form).toMatchObject({
      grant_type: "client_credentials",
      client_id: "client-id",
      client_secret: "client-secret",
      scope: "https://vault.azure.net/.default",
    });
    expect(asked).toMatchObject({ authorization: "Bearer vault-token" });
    expect(secrets.about?.(reference)).toEqual({ createdAtMs: 1_790_000_000_000, expiresAtMs: 1_800_000_000_000 });
  });

  it("reads a version that never changes, and keeps its token", async () => {
    const secrets = secretsOf();
    await expect(secrets.get(`azure-key-vault:${origin}/secrets/crm-token/abc123`)).resolves.toBe("at abc123");
    await expect(secrets.get(`azure-key-vault:${origin}/secrets/crm-token/def456`)).resolves.toBe("at def456");
    expect(seen.filter(({ line }) => line.startsWith("POST"))).toHaveLength(1);
  });

  it("says why it can't be read", async () => {
    const failing = secretsOf().get(`azure-key-vault:${origin}/secrets/other`);
    await expect(failing).rejects.toThrow(ConfigError);
    await expect(failing).rejects.toThrow("A secret with other was not found");
    const misspelt = secretsOf().get("azure-key-vault:http://localhost/secrets/a");
    await expect(misspelt).rejects.toThrow("should be azure-key-vault:https://VAULT.vault.azure.net/secrets/NAME");
  });
});
