// The configuration of a gateway that reads from the sandbox.
import type { Config } from "../config/config.ts";
import { portFrom } from "../config/environment.ts";
import type { Environment } from "../config/environment.ts";
import { parseConfig } from "../config/load.ts";
import type { Connector } from "../connectors/contract.ts";
import { chooseScheme, credentialNames } from "../credentials/choose-scheme.ts";
import { ConfigError } from "../errors.ts";
import type { CrmName } from "../sandbox/world.ts";
import { brands } from "../sandbox/world/brands.ts";
import { mailDomains } from "../sandbox/world/emails.ts";
import { HOME_COUNTRY } from "../sandbox/world/phones.ts";
import { sandboxCustomFields } from "./sandbox-custom-fields.ts";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "./sandbox-key.ts";

/** What is needed of a started sandbox. */
export interface SandboxAddresses {
  readonly sources: Readonly<Record<string, SandboxSource>>;
  /** How many times the vendors' own rate limits; 1 when left out. */
  readonly rateScale?: number;
}

export interface SandboxSource {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/** A document as tributary.yaml would hold it, and the variables that it refers to. */
export interface SandboxDocument {
  readonly document: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

const KEY_VARIABLE = "SANDBOX_TOKEN_KEY";
const ID_VARIABLE = "SANDBOX_ID_SECRET";
// Fixed, so that ids and cursors outlive a restart. What they hide is made up.
const ID_SECRET = "sandbox-ids-hide-nothing-worth-hiding";

/** Fields of the sandbox's people that hold their record's id in a CRM: one line a vendor that has one. */
const EXTERNAL_IDS: Readonly<Record<string, { readonly field: string; readonly source: CrmName }>> = {
  zendesk: { field: "external_id", source: "hubspot" },
  intercom: { field: "external_id", source: "salesforce" },
  stripe: { field: "hubspot_contact_id", source: "hubspot" },
  smartico: { field: "crm_contact_id", source: "hubspot" },
  paypal: { field: "custom_field", source: "dynamics" },
};

/** What the vendors whose records have brands call them by. */
const BRAND_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  smartico: Object.fromEntries(brands.map(({ key, name }) => [key, name])),
};

/** The document that points a gateway at the sandbox. Each source is named as its vendor. */
export function sandboxDocument(sandbox: SandboxAddresses, connectors: readonly Connector[]): SandboxDocument {
  const sources = Object.entries(sandbox.sources).map(([name, source]) => sourceOf(name, source, sandbox, connectors));
  return {
    document: {
      idSecret: `env:${ID_VARIABLE}`,
      auth: {
        issuer: SANDBOX_ISSUER,
        audience: SANDBOX_AUDIENCE,
        keys: [{ kid: sandboxKey.kid, algorithm: sandboxKey.algorithm, secret: `env:${KEY_VARIABLE}` }],
      },
      customFields: sandboxCustomFields(Object.keys(sandbox.sources)),
      identity: { email: { ignoreTagsAt: mailDomains } },
      sources: sources.map(({ document }) => document),
    },
    env: Object.assign(
      { [ID_VARIABLE]: ID_SECRET, [KEY_VARIABLE]: sandboxKey.secret },
      ...sources.map(({ env }) => env),
    ),
  };
}

export interface SandboxPlace {
  /** What the gateway listens on: this machine only, if left out. */
  readonly host?: string | undefined;
  /** Where it keeps what the vendors can't be asked for. */
  readonly folder?: string | undefined;
}

/**
 * The configuration that points a gateway at the sandbox, and the environment that its references are read from. `PORT` of
 * the environment is the gateway's port. `DATABASE_URL` is left alone: made-up records must not come into a database that
 * was named for others. Throws ConfigError when PORT is none.
 */
export function sandboxConfig(
  sandbox: SandboxAddresses,
  env: Environment,
  connectors: readonly Connector[],
  { host = "127.0.0.1", folder }: SandboxPlace = {},
): { readonly config: Config; readonly env: Environment } {
  const { port, mistake } = portFrom(env);
  if (mistake !== null) throw new ConfigError([mistake]);
  const { document, env: secrets } = sandboxDocument(sandbox, connectors);
  const server = { host, drainDelayMs: 0, ...(port === null ? {} : { port }) };
  const store = folder === undefined ? {} : { store: { folder } };
  return {
    config: parseConfig({ server, ...store, ...document }, connectors),
    env: { ...env, ...secrets },
  };
}

function sourceOf(
  name: string,
  { url, credentials, options = {} }: SandboxSource,
  sandbox: SandboxAddresses,
  connectors: readonly Connector[],
): SandboxDocument {
  const connector = connectors.find((candidate) => candidate.name === name);
  if (connector === undefined) throw new ConfigError([`The sandbox plays ${name}, but there is no such connector`]);
  const wanted = credentialNames(chooseScheme(connector.auth, credentials));
  const externalId = EXTERNAL_IDS[name];
  const isLinked = externalId !== undefined && Object.hasOwn(sandbox.sources, externalId.source);
  return {
    document: {
      name,
      connector: name,
      baseUrl: url,
      defaultCountry: HOME_COUNTRY,
      credentials: Object.fromEntries(wanted.map((credential) => [credential, `env:${variable(name, credential)}`])),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      ...quotaOf(connector, sandbox.rateScale ?? 1),
      ...(isLinked ? { externalIds: [externalId] } : {}),
      ...(Object.hasOwn(BRAND_NAMES, name) ? { brandNames: BRAND_NAMES[name] } : {}),
    },
    env: Object.fromEntries(wanted.map((credential) => [variable(name, credential), credentials[credential] ?? ""])),
  };
}

/** What the vendors' documentation would say if their limits were so many times as high. */
function quotaOf({ quota }: Connector, scale: number): { readonly quota?: object } {
  if (scale === 1 || quota === undefined) return {};
  const windows = Object.entries(quota.windows).map(([name, { limit }]) => [name, scaled(limit, scale)]);
  return { quota: { windows: Object.fromEntries(windows) } };
}

function scaled(limit: number, scale: number): number {
  return Math.min(1_000_000_000, Math.max(1, Math.floor(limit * scale)));
}

function variable(source: string, credential: string): string {
  return `SANDBOX_${source}_${credential.replaceAll(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();
}
