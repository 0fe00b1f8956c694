// What a start of Tributary is told: checked, complete (every default filled in) and frozen.
import type { z } from "zod";
import type { Limits } from "../connectors/contract.ts";
import type { CustomSource } from "../mapping/custom-field.ts";
import type { EntityType } from "../mapping/entities.ts";
import type { Lifetimes } from "./lifetimes.ts";
import type { Reference } from "./references.ts";
import type { documentSchema } from "./schema.ts";

export type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: DeepReadonly<T[K]> }; // of a list the same, and of one with a first item too

type Document = DeepReadonly<z.output<typeof documentSchema>>;

/** docs/configuration.md says what each setting means. Sizes in bytes, times in the unit of their name. */
export interface Config extends Omit<Document, "sources" | "cache"> {
  readonly cache: Omit<Document["cache"], "lifetimes"> & { readonly lifetimes: Lifetimes };
  readonly sources: readonly SourceConfig[];
}

export type AuthConfig = Config["auth"];

/** What a source may be asked at once, and how its failures are met. */
export interface SourceLimits extends Limits {
  /** Attempts after the first, where a call may be repeated. */
  readonly maxRetries: number;
  /** Failed attempts in a row that open the circuit breaker. */
  readonly breakerFailures: number;
  /** How long the open breaker refuses calls before it lets one through. */
  readonly breakerResetMs: number;
  /** Calls that wait for their turn; more are refused. */
  readonly queueLimit: number;
}

/** How its quota is kept. */
export interface SourceQuota {
  readonly enabled: boolean;
  /** By window of the connector's rules: no more calls than this. Left out: what the vendor allows. */
  readonly windows: Readonly<Record<string, number | undefined>>;
  /** Parts of a window, 0 to 1. */
  readonly shares: { readonly write: number; readonly background: number; readonly backgroundFloor: number };
}

export interface SourceConfig {
  readonly name: string;
  /** Name of a connector in the list that the configuration was checked against. */
  readonly connector: string;
  /** http(s), without a slash at the end. */
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, Reference>>;
  /** `check` warns of a credential that is older, where that is known; 0 for never. */
  readonly credentialMaxAgeDays: number;
  /** `check` warns this long before a credential ends. */
  readonly credentialWarnDays: number;
  /** The types of ours that it serves, parts included. Without Contact its people are joined with others', and anchor nobody. */
  readonly entities: readonly EntityType[];
  /** Whose rows these are; empty for everybody's. */
  readonly brands: readonly string[];
  /** What brands are called in tokens, by the ids that the source's records name theirs by. */
  readonly brandNames: Readonly<Record<string, string>>;
  /** ISO 4217, for amounts that name no currency. */
  readonly defaultCurrency: string | null;
  /** ISO 3166-1 alpha-2, for telephone numbers without a country code. */
  readonly defaultCountry: string | null;
  /** How long an operation waits for it, less than for the others; null for as long. */
  readonly deadlineMs: number | null;
  readonly limits: SourceLimits;
  readonly quota: SourceQuota;
  readonly lifetimes: Lifetimes;
  /** Fields of this source's people that hold the id of the same person's record in another source. */
  readonly externalIds: readonly { readonly field: string; readonly source: string }[];
  /** Fields of the account's own that the schema has. */
  readonly customFields: readonly CustomSource[];
  /** All options of the connector. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}
