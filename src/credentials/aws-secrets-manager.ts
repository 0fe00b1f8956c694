// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
import type { SecretsManagerClient, SecretsManagerClientConfig } from "@aws-sdk/client-secrets-manager";
import { ConfigError } from "../errors.ts";
import type { Vault } from "./vault-reader.ts";

/**
 * `aws-secrets-manager:NAME` or `aws-secrets-manager:NAME#jsonKey`; NAME may be an ARN, which also says the region.
 * The client is loaded when the first secret is asked for.
 * @param config region and credentials come from where AWS's clients look for them, unless they are here
 */
export function createAwsSecretsManager(config: SecretsManagerClientConfig = {}): Vault {
  const clients = new Map<string, Promise<SecretsManagerClient>>();

  function clientFor(name: string): Promise<SecretsManagerClient> {
    const region = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(name)?.[1] ?? "";
    const known = clients.get(region);
    if (known !== undefined) return known;
    const client = import("@aws-sdk/client-secrets-manager").then(
      (aws) => new aws.SecretsManagerClient({ ...config, ...(region !== "" && { region }) }),
    );
    clients.set(region, client);
    return client;
  }

  return {
    nameOf: (place) => place.split("#", 1)[0] ?? "",
    async fetch(name, abortSignal) {
      const { GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
      const client = await clientFor(name);
      const { SecretString: text, CreatedDate: created } = await client.send(
        new GetSecretValueCommand({ SecretId: name }),
        { abortSignal },
      );
      if (text === undefined) throw new Error("it is binary: store it as text");
      return { text, ...(created !== undefined && { createdAtMs: created.getTime() }) };
    },
    partOf(place, text) {
      const at = place.indexOf("#");
      return at < 0 ? text : jsonValue(text, place.slice(at + 1), place);
    },
  };
}

/** The secret's text is never shown: it may not be the JSON that was meant. */
function jsonValue(text: string, key: string, place: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError([`aws-secrets-manager:${place} is not JSON: leave out #${key}, or store key and value`]);
  }
  const found: unknown =
    typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  if (typeof found === "string") return found;
  throw new ConfigError([`aws-secrets-manager:${place}: the secret has no text at the key ${key}: correct either`]);
}
