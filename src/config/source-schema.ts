// One of `sources`: what it may say depends on the connector that it names.
import { z } from "zod";
import type { Connector } from "../connectors/contract.ts";
import { knownCredentials } from "./credential-names.ts";
import { suggestion } from "./did-you-mean.ts";
import { lifetimesSchema } from "./lifetimes.ts";
import { quotaSchema } from "./quota-schema.ts";
import { reference } from "./references.ts";
import { entitiesSchema } from "./served-entities.ts";
import { list, sentence, settings, should, text, whole, yesOrNo } from "./settings.ts";
import { address } from "./urls.ts";

const nameWording = should("a name of lower-case letters, digits and -, starting with a letter");
export const sourceName = z.string(nameWording).regex(/^[a-z][a-z0-9-]*$/, nameWording);

const currencies = new Set(Intl.supportedValuesOf("currency"));
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const currencyWording = should("an ISO 4217 currency in capitals, such as EUR");
const countryWording = should("an ISO 3166-1 country of two capitals, such as DE");

const common = {
  name: sourceName,
  brands: list(text("a brand's name"), "a list of brands").default([]),
  brandNames: z
    .record(z.string(), text("a brand's name"), should("a map of the source's ids of brands to their names"))
    .default({}),
  defaultCurrency: z
    .string(currencyWording)
    .refine((code) => currencies.has(code), currencyWording)
    .optional(),
  defaultCountry: z.string(countryWording).refine(isCountry, countryWording).optional(),
  deadlineMs: whole("milliseconds", 1, 120_000).optional(),
  credentialMaxAgeDays: whole("days", 0, 3_650).default(0),
  credentialWarnDays: whole("days", 0, 365).default(14),
  lifetimes: lifetimesSchema.prefault({}),
  externalIds: list(
    settings({ field: text("a field of this source's people"), source: sourceName }),
    "a list of field and source",
  ).default([]),
};

function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;
}

/** What a source of this connector may say. */
export function sourceSchema(connector: Connector) {
  const { limits, options = {}, quota = { windows: {} } } = connector;
  const addressOf = address(`https://your-account.${connector.name}.example`);
  const names = knownCredentials(connector);
  return settings({
    ...common,
    connector: z.literal(connector.name),
    baseUrl: connector.baseUrl === null ? addressOf : addressOf.default(connector.baseUrl),
    entities: entitiesSchema(connector),
    credentials: settings(Object.fromEntries(names.map((name) => [name, reference.optional()]))),
    limits: settings({
      concurrency: whole("calls at once", 1, 1_000).default(limits.concurrency),
      timeoutMs: whole("milliseconds", 100, 120_000).default(limits.timeoutMs),
      batchSize: whole("ids a call", 1, limits.batchSize).default(limits.batchSize),
      maxRetries: whole("attempts after the first", 0, 10).default(2),
      breakerFailures: whole("failures in a row", 1, 1_000).default(5),
      breakerResetMs: whole("milliseconds", 10, 600_000).default(5_000),
      queueLimit: whole("calls that wait", 0, 100_000).default(2_000),
    }).prefault({}),
    quota: quotaSchema(quota).prefault({}),
    options: settings(
      Object.fromEntries(Object.entries(options).map(([name, value]) => [name, optionSchema(value)])),
    ).prefault({}),
  });
}

/** A source whose connector is not known: what can be checked is. */
export function strayChecks(connectors: readonly Connector[]) {
  const known = connectors.map(({ name }) => name);
  return z.looseObject(
    {
      ...common,
      connector: z.custom<never>(() => false, {
        error: ({ input }) =>
          typeof input === "string"
            ? `names no connector, but ${JSON.stringify(input)}; ${suggestion(input, known)}`
            : sentence(`a connector's name: ${known.join(", ")}`, input),
      }),
    },
    should("a map of name, connector, credentials and so on"),
  );
}

// A connector's options have the type of their defaults.
function optionSchema(fallback: string | number | boolean): z.ZodType<string | number | boolean> {
  switch (typeof fallback) {
    case "string":
      return z.string(should("text")).default(fallback);
    case "number":
      return numberLike(fallback).default(fallback);
    case "boolean":
      return yesOrNo.default(fallback);
  }
}

// Where the default counts something, so does whatever stands in its place.
function numberLike(fallback: number): z.ZodNumber {
  const isCount = Number.isSafeInteger(fallback) && fallback > 0;
  const wording = should(isCount ? "a whole number above 0" : "a number");
  return isCount ? z.int(wording).min(1, wording) : z.number(wording);
}
