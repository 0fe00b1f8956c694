// Where secrets are: the configuration holds references, never a secret.
import { ConfigError } from "../errors.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Clock } from "../runtime/clock.ts";
import { createAwsSecretsManager } from "./aws-secrets-manager.ts";
import { createAzureKeyVault } from "./azure-key-vault.ts";
import { environmentReader, fileReader } from "./local-secrets.ts";
import type { LocalPlaces } from "./local-secrets.ts";
import { createVaultReader } from "./vault-reader.ts";
import type { Vault } from "./vault-reader.ts";

/** Resolves references to secrets. */
export interface Secrets {
  /**
   * The secret behind `env:NAME`, `file:/path`, `aws-secrets-manager:NAME` or `azure-key-vault:https://...`.
   * Throws ConfigError that names the reference and the fix.
   */
  get(reference: string, options?: SecretOptions): Promise<string>;
  /** What the place of a secret that was read says of it; null where that is nothing. */
  about?(reference: string): SecretFacts | null;
}

export interface SecretOptions {
  /** How long ago a vault may have been asked; its lifetime if left out. Variables and files are always as they are now. */
  readonly maxAgeMs?: number;
}

/** In milliseconds since the epoch. */
export interface SecretFacts {
  readonly createdAtMs?: number;
  readonly expiresAtMs?: number;
}

/** The way to one kind of place. Gives "" where there is nothing; rejects with ConfigError. */
export interface SecretReader {
  read(place: string, maxAgeMs: number | undefined): Promise<string>;
  about?(place: string): SecretFacts | null;
}

export interface SecretPlaces extends LocalPlaces {
  readonly clock?: Clock;
  /** By the reference's prefix, in place of the official clients with what their environment tells them. */
  readonly vaults?: Readonly<Record<string, Vault>>;
}

/** A place is looked at again, so that a rotated key is picked up by a later `get`. */
export function createSecrets(places: SecretPlaces): Secrets {
  const { clock = systemClock } = places;
  const vaults = places.vaults ?? {
    "aws-secrets-manager": createAwsSecretsManager(),
    "azure-key-vault": createAzureKeyVault(),
  };
  // A kind of reference is one line here; its reader goes in a file of its own.
  const readers: Readonly<Record<string, SecretReader>> = {
    env: environmentReader(places),
    file: fileReader(places),
    ...Object.fromEntries(Object.entries(vaults).map(([kind, vault]) => [kind, createVaultReader(kind, vault, clock)])),
  };
  const split = (reference: string): { readonly reader: SecretReader | undefined; readonly place: string } => {
    const [, kind = "", place = ""] = /^([\w-]+):(.*)$/s.exec(reference) ?? [];
    return { reader: Object.hasOwn(readers, kind) ? readers[kind] : undefined, place };
  };

  return {
    async get(reference, { maxAgeMs } = {}) {
      const { reader, place } = split(reference);
      if (reader === undefined) {
        // The text itself is not shown: it may be a secret that someone wrote in place of a reference.
        const known = Object.keys(readers).map((name) => `${name}:`);
        throw new ConfigError([`a credential should be a reference that starts with ${known.join(" or ")}`]);
      }
      const secret = await reader.read(place, maxAgeMs);
      if (!secret) throw new ConfigError([`${reference} is empty or not set: put the secret there`]);
      return secret;
    },
    about(reference) {
      const { reader, place } = split(reference);
      return reader?.about?.(place) ?? null;
    },
  };
}
