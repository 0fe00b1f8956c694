// From a plain value to a Config, or to everything that is wrong with it.
import type { z } from "zod";
import type { Connector } from "../connectors/contract.ts";
import type { Config, SourceConfig } from "./config.ts";
import { crossChecks, listOf, mapOf } from "./cross-checks.ts";
import { customFieldChecks } from "./custom-field-checks.ts";
import { customFieldsOf } from "./custom-fields-schema.ts";
import { survivorshipChecks } from "./identity-schema.ts";
import { defaultLifetimes, withLifetimes } from "./lifetimes.ts";
import type { Lifetimes } from "./lifetimes.ts";
import type { Mistake } from "./mistakes.ts";
import { documentSchema } from "./schema.ts";
import { servedEntities } from "./served-entities.ts";
import { mistakesOf } from "./settings.ts";
import { sourceSchema, strayChecks } from "./source-schema.ts";

export type Checked =
  | { readonly config: Config; readonly mistakes: readonly [] }
  | { readonly config: null; readonly mistakes: readonly Mistake[] };

type Source = z.output<ReturnType<typeof sourceSchema>>;

/** Checks a document against the schema, its connectors and itself. */
export function checkDocument(value: unknown, connectors: readonly Connector[]): Checked {
  const document = documentSchema.safeParse(value);
  const sources = listOf(mapOf(value)["sources"]).map((source, index) => checkSource(source, index, connectors));
  const mistakes = [
    ...(document.success ? [] : mistakesOf(document.error)),
    ...sources.flatMap(({ mistakes }) => mistakes),
    ...crossChecks(value, connectors),
    ...survivorshipChecks(value, connectors),
    ...customFieldChecks(value, connectors),
  ];
  if (!document.success || mistakes.length > 0) return { config: null, mistakes };
  const lifetimes = withLifetimes(defaultLifetimes, document.data.cache.lifetimes);
  const { customFields } = document.data;
  const config: Config = {
    ...document.data,
    cache: { ...document.data.cache, lifetimes },
    sources: sources.flatMap((checked) =>
      checked.source === null
        ? []
        : [
            {
              ...complete(checked.source, checked.connector, lifetimes),
              customFields: customFieldsOf(customFields, checked.source.name),
            },
          ],
    ),
  };
  return { config: deepFreeze(config), mistakes: [] };
}

type CheckedSource =
  | { readonly source: Source; readonly connector: Connector; readonly mistakes: readonly [] }
  | { readonly source: null; readonly mistakes: readonly Mistake[] };

function checkSource(value: unknown, index: number, connectors: readonly Connector[]): CheckedSource {
  const connector = connectors.find(({ name }) => name === mapOf(value)["connector"]);
  const prefix = ["sources", index];
  if (connector === undefined) {
    const { error } = strayChecks(connectors).safeParse(value);
    return { source: null, mistakes: error === undefined ? [] : mistakesOf(error, prefix) };
  }
  const result = sourceSchema(connector).safeParse(value);
  return result.success
    ? { source: result.data, connector, mistakes: [] }
    : { source: null, mistakes: mistakesOf(result.error, prefix) };
}

function complete(source: Source, connector: Connector, lifetimes: Lifetimes): Omit<SourceConfig, "customFields"> {
  const { credentials, defaultCurrency = null, defaultCountry = null, deadlineMs = null, ...rest } = source;
  return {
    ...rest,
    defaultCurrency,
    defaultCountry,
    deadlineMs,
    entities: servedEntities(source.entities, connector),
    lifetimes: withLifetimes(lifetimes, source.lifetimes),
    credentials: Object.fromEntries(
      Object.entries(credentials).flatMap(([name, reference]) => (reference === undefined ? [] : [[name, reference]])),
    ),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
