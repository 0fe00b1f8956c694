// https://learn.microsoft.com/en-us/rest/api/keyvault/secrets/get-secret/get-secret
import type { TokenCredential } from "@azure/identity";
import type { SecretClient, SecretClientOptions } from "@azure/keyvault-secrets";
import { ConfigError } from "../errors.ts";
import type { Vault } from "./vault-reader.ts";

export interface AzureSettings {
  /** Who asks; what DefaultAzureCredential finds if left out: a managed identity, variables, the Azure CLI. */
  readonly credential?: TokenCredential;
  readonly client?: SecretClientOptions;
}

/**
 * `azure-key-vault:https://VAULT.vault.azure.net/secrets/NAME`, with `/VERSION` behind it for one that never changes.
 * The clients are loaded when the first secret is asked for.
 */
export function createAzureKeyVault({ credential, client: options = {} }: AzureSettings = {}): Vault {
  const clients = new Map<string, Promise<SecretClient>>();
  let known: Promise<TokenCredential> | undefined;

  async function defaultCredential(): Promise<TokenCredential> {
    const { DefaultAzureCredential } = await import("@azure/identity");
    return new DefaultAzureCredential();
  }

  async function connect(vaultUrl: string): Promise<SecretClient> {
    const { SecretClient } = await import("@azure/keyvault-secrets");
    known ??= credential === undefined ? defaultCredential() : Promise.resolve(credential);
    return new SecretClient(vaultUrl, await known, options);
  }

  function clientFor(vaultUrl: string): Promise<SecretClient> {
    const client = clients.get(vaultUrl) ?? connect(vaultUrl);
    clients.set(vaultUrl, client);
    return client;
  }

  return {
    nameOf: (place) => place,
    async fetch(place, abortSignal) {
      const { vaultUrl, name, version } = partsOf(place);
      const client = await clientFor(vaultUrl);
      const { value, properties } = await client.getSecret(name, {
        abortSignal,
        ...(version !== undefined && { version }),
      });
      const { createdOn, expiresOn } = properties;
      return {
        text: value ?? "",
        ...(createdOn !== undefined && { createdAtMs: createdOn.getTime() }),
        ...(expiresOn !== undefined && { expiresAtMs: expiresOn.getTime() }),
      };
    },
    partOf: (_place, text) => text,
  };
}

function partsOf(place: string): { vaultUrl: string; name: string; version: string | undefined } {
  const [, vaultUrl, name, version] = /^(https:\/\/[^/]+)\/secrets\/([\w-]+)(?:\/(\w+))?$/.exec(place) ?? [];
  if (vaultUrl !== undefined && name !== undefined) return { vaultUrl, name, version };
  throw new ConfigError([
    `azure-key-vault:${place} should be azure-key-vault:https://VAULT.vault.azure.net/secrets/NAME[/VERSION]`,
  ]);
}
