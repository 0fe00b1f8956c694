// An object of the org (Salesforce's word for a table). Who asks it knows nothing of the rows behind it.
import type { IdRange } from "../../salesforce-id.ts";
import type { FieldShape, FieldSpec, FieldValue, Unnamed } from "./field.ts";

/** One record; fields are read when asked for. */
export interface SObjectRecord {
  readonly object: SObject;
  readonly serial: number;
  /** By the field's exact name. Throws RangeError when the object has no such field or hides it. */
  value(name: string): FieldValue;
}

/** Serials of the records that may have this value in a field; a superset of them is allowed. */
export type Lookup = (value: string) => readonly number[];

export interface SObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** What the org shows to the integration user, by name in lower case: the query language ignores case. */
  readonly fields: ReadonlyMap<string, FieldShape>;
  /** Every record is at a serial below this; there may be gaps. */
  readonly end: number;
  /** Null for a gap. */
  at(serial: number): SObjectRecord | null;
  idOf(serial: number): string;
  /** The record with an id of 18 characters, or null. */
  find(id: string): SObjectRecord | null;
  /** The serial that such an id would have, whether there is a record or not; null for another type's. */
  serialOf(id: string): number | null;
  /** Indexes, by the exact name of a field. */
  readonly lookups: Readonly<Record<string, Lookup>>;
  /** Records are in the order of this field, as they are in the order of their ids; null where they are not. */
  readonly orderedBy: string | null;
}

export interface SObjectPlan<Row> {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly ids: IdRange;
  /** Read when first needed: collections of the world are made when first read. */
  end(): number;
  /** Only ever asked for serials below `end()` that are no gaps. */
  rowAt(serial: number): Row;
  /** Serials below `end()` with no record; none when left out. */
  isGap?(serial: number): boolean;
  readonly fields: Readonly<Record<string, Unnamed<Row>>>;
  readonly lookups?: Readonly<Record<string, Lookup>>;
  readonly isInOrderOfCreation: boolean;
}

/** An object over rows; `hidden` are the fields that field-level security keeps from the integration user. */
export function defineSObject<Row>(plan: SObjectPlan<Row>, hidden: readonly string[]): SObject {
  const specs = new Map<string, FieldSpec<Row>>();
  for (const [name, spec] of Object.entries(plan.fields)) {
    if (!hidden.includes(name)) specs.set(name, { ...spec, name });
  }

  function at(serial: number): SObjectRecord | null {
    if (serial >= plan.end() || plan.isGap?.(serial) === true) return null;
    let row: Row | undefined;
    return {
      object,
      serial,
      value(name) {
        const spec = specs.get(name);
        if (spec === undefined) throw new RangeError(`${plan.name} has no field ${name}`);
        row ??= plan.rowAt(serial);
        return spec.read(row);
      },
    };
  }

  const object: SObject = {
    name: plan.name,
    label: plan.label,
    labelPlural: plan.labelPlural,
    keyPrefix: plan.ids.keyPrefix,
    fields: new Map([...specs.values()].map((spec) => [spec.name.toLowerCase(), spec])),
    get end() {
      return plan.end();
    },
    at,
    idOf: (serial) => plan.ids.idOf(serial),
    serialOf: (id) => plan.ids.serialOf(id),
    find(id) {
      const serial = plan.ids.serialOf(id);
      return serial === null ? null : at(serial);
    },
    lookups: plan.lookups ?? {},
    orderedBy: plan.isInOrderOfCreation ? "CreatedDate" : null,
  };
  return object;
}
