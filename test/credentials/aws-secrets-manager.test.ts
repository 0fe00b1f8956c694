// AWS's own client against a server on this machine that answers as Secrets Manager does.
import { createHash, createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createAwsSecretsManager } from "../../src/credentials/aws-secrets-manager.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import type { Secrets } from "../../src/credentials/secrets.ts";
import { ConfigError } from "../../src/errors.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubAnswer, StubRequest, StubServer } from "../support/stub-server.ts";

const servers: StubServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET_KEY };

interface Setup {
  readonly server: StubServer;
  readonly secrets: Secrets;
  readonly time: { nowMs: number };
}

async function setup(answer: StubAnswer): Promise<Setup> {
  const server = await startStub(answer);
  servers.push(server);
  const vault = createAwsSecretsManager({ endpoint: server.url, region: "eu-west-1", credentials, maxAttempts: 1 });
  const time = { nowMs: Date.UTC(2026, 10, 25) };
  const clock = { now: () => time.nowMs };
  return { server, time, secrets: createSecrets({ env: {}, clock, vaults: { "aws-secrets-manager": vault } }) };
}

/** Answers as the service does: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const holding =
  (texts: Readonly<Record<string, string>>): StubAnswer =>
  (request, reply) => {
    const { SecretId: name = "" } = JSON.parse(request.body) as { SecretId?: string };
    const text = texts[name];
    if (text === undefined) {
      const body = { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the specified secret." };
      sendJson(reply, body, 400, { "content-type": "application/x-amz-json-1.1" });
      return;
    }
    const body = {
      ARN: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-a1b2c3`,
      Name: name,
      VersionId: "EXAMPLE1-90ab-cdef-fedc-ba987SECRET1",
      SecretString: text,
      VersionStages: ["AWSCURRENT"],
      CreatedDate: 1_790_000_000.123,
    };
    sendJson(reply, body, 200, { "content-type": "application/x-amz-json-1.1" });
  };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function expectedSignature({ method, url, headers, body }: StubRequest): string {
  const [, scope = "", signed = ""] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, "", lines.join(""), signed, hash(body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${SECRET_KEY}`);
  return hmac(key, toSign).toString("hex");
}

describe("aws-secrets-manager:", () => {
  it("asks for the current value, signed", async () => {
    const { server, secrets } = await setup(holding({ "prod/crm": " s3cret\n" }));
    await expect(secrets.get("aws-secrets-manager:prod/crm")).resolves.toBe("s3cret");
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: "POST",
      url: "/",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" },
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({ SecretId: "prod/crm" });
    expect(request?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/secretsmanager\/aws4_request, /,
    );
    if (request === undefined) throw new Error("nothing came");
    expect(request.headers.authorization).toContain(`Signature=${expectedSignature(request)}`);
  });

  it("finds a key of JSON, and asks once for two", async () => {
    const { server, secrets } = await setup(holding({ crm: '{"clientId":"id","clientSecret":"shh","n":1}' }));
    const both = ["clientId", "clientSecret"].map((key) => secrets.get(`aws-secrets-manager:crm#${key}`));
    await expect(Promise.all(both)).resolves.toEqual(["id", "shh"]);
    expect(server.requests).toHaveLength(1);
    for (const key of ["n", "missing", "toString"]) {
      await expect(secrets.get(`aws-secrets-manager:crm#${key}`)).rejects.toThrow(
        `aws-secrets-manager:crm#${key}: the secret has no text at the key ${key}`,
      );
    }
  });

  it("never shows a secret that is not the JSON that was meant", async () => {
    const { secrets } = await setup(holding({ crm: "plain-s3cret" }));
    const failing = secrets.get("aws-secrets-manager:crm#key");
    await expect(failing).rejects.toThrow("aws-secrets-manager:crm#key is not JSON");
    await expect(failing).rejects.not.toThrow("s3cret");
  });

  it("takes the region of an ARN", async () => {
    const arn = "arn:aws:secretsmanager:us-east-2:123456789012:secret:crm-AbCdEf";
    const { server, secrets } = await setup(holding({ [arn]: "there" }));
    await expect(secrets.get(`aws-secrets-manager:${arn}`)).resolves.toBe("there");
    expect(server.requests[0]?.headers.authorization).toContain("/us-east-2/secretsmanager/");
  });

  it("says when the value was made", async () => {
    const { secrets } = await setup(holding({ crm: "x" }));
    expect(secrets.about?.("aws-secrets-manager:crm")).toBeNull();
    await secrets.get("aws-secrets-manager:crm");
    expect(secrets.about?.("aws-secrets-manager:crm")).toEqual({ createdAtMs: 1_790_000_000_123 });
  });

  it("asks again when the answer has grown old, and sooner for who was refused", async () => {
    const texts: Record<string, string> = { crm: "old" };
    const { server, secrets, time } = await setup(holding(texts));
    const get = (maxAgeMs?: number): Promise<string> =>
      secrets.get("aws-secrets-manager:crm", maxAgeMs === undefined ? {} : { maxAgeMs });
    await get();
    texts["crm"] = "new";
    time.nowMs += 299_999;
    await expect(get()).resolves.toBe("old");
    await expect(get(1_000)).resolves.toBe("new");
    await get(1_000);
    time.nowMs += 300_000;
    await get();
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, StubAnswer]>([
    ["ResourceNotFoundException: Secrets Manager can't find the specified secret.", holding({})],
    [
      "AccessDeniedException: User is not authorized",
      (_request, reply) => sendJson(reply, { __type: "AccessDeniedException", Message: "User is not authorized" }, 400),
    ],
    ["it is binary: store it as text", (_request, reply) => sendJson(reply, { Name: "crm", SecretBinary: "AAEC" })],
  ])("says why it can't be read: %s", async (why, answer) => {
    const { secrets } = await setup(answer);
    const failing = secrets.get("aws-secrets-manager:crm");
    await expect(failing).rejects.toThrow(ConfigError);
    await expect(failing).rejects.toThrow(why);
    await expect(failing).rejects.toThrow("is the name right, and may this process read it?");
  });
});
