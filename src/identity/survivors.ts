// Which of a customer's records gives a value: survivorship, as the configuration says it.
import { UpstreamError } from "../errors.ts";
import type { Loaders } from "../loaders/create-loaders.ts";
import { CUSTOMER_FIELDS, type CustomerField } from "../mapping/customer-fields.ts";
import type { Contact } from "../mapping/entities.ts";
import type { Source } from "../loaders/source.ts";
import type { Customers } from "./customers.ts";
import { LINKING_FIELDS } from "./find-links.ts";

/**
 * By field, and by default, the sources whose values are preferred, the first before the others. A field with neither has
 * the anchor's value.
 */
export type Survivorship = Readonly<Partial<Record<CustomerField | "default", readonly string[] | undefined>>>;

export interface Survivor {
  /** The record whose value stands. Where none has a good one: one with a bad value, else the anchor. */
  readonly record: Contact;
  readonly hasValue: boolean;
  /** Sources that might have had a value which is preferred to this one, and could not be read. */
  readonly failures: readonly UpstreamError[];
}

export interface Survivors {
  /** Reads no more records than it takes to find a value. Throws UpstreamError where nobody else has one. */
  of(anchor: Contact, field: CustomerField): Promise<Survivor>;
}

/** The sources that a field's value is preferred from; undefined where the anchor's own stands. */
export function preferredSources(survivorship: Survivorship, field: CustomerField): readonly string[] | undefined {
  return survivorship[field] ?? survivorship.default;
}

export function createSurvivors(customers: Customers, loaders: Loaders, survivorship: Survivorship): Survivors {
  async function recordsIn(source: Source, anchor: Contact): Promise<readonly Contact[]> {
    const records = await Promise.all(
      (await customers.recordsIn(source, anchor)).map(({ id }) =>
        source.name === anchor.source && id === anchor.id
          ? anchor
          : loaders.entity("Contact", source.name, id, LINKING_FIELDS),
      ),
    );
    return records.filter((record) => record !== null);
  }

  async function of(anchor: Contact, field: CustomerField): Promise<Survivor> {
    const preferred = preferredSources(survivorship, field);
    if (preferred === undefined) return { record: anchor, hasValue: hasValue(anchor, field), failures: [] };
    // Then the anchor itself, then the other sources.
    const first = preferred.flatMap((name) => customers.sources.find((source) => source.name === name) ?? []);
    const others = customers.sources.filter((source) => !first.includes(source));
    const isAnchorNext = !preferred.includes(anchor.source);
    const failures: UpstreamError[] = [];
    let bad: Contact | null = null;
    const pick = (records: readonly Contact[]): Survivor | null => {
      const record = records.find((one) => hasValue(one, field));
      bad ??= records.find((one) => isBad(one, field)) ?? null;
      return record === undefined ? null : { record, hasValue: true, failures };
    };
    const look = async (sources: readonly Source[]): Promise<Survivor | null> => {
      for (const source of sources) {
        try {
          const found = pick(await recordsIn(source, anchor));
          if (found !== null) return found;
        } catch (error) {
          if (!(error instanceof UpstreamError)) throw error;
          failures.push(error);
        }
      }
      return null;
    };
    const survivor = (await look(first)) ?? (isAnchorNext ? pick([anchor]) : null) ?? (await look(others));
    if (survivor !== null) return survivor;
    const [failure] = failures;
    if (failure !== undefined) throw failure;
    return { record: bad ?? anchor, hasValue: false, failures };
  }

  return { of };
}

function hasValue(record: Contact, field: CustomerField): boolean {
  return record[CUSTOMER_FIELDS[field]] != null && !isBad(record, field);
}

/** A bad value is a MappingError in its place. */
function isBad(record: Contact, field: CustomerField): boolean {
  const value: unknown = record[CUSTOMER_FIELDS[field]];
  return value instanceof Error;
}
