// A source that keeps people and payments in a store: what the tests of projections are about.
import type { Connector, EntitySource, Projection } from "../../src/connectors/contract.ts";
import { email, id, oneOf } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Contact, Payment } from "../../src/mapping/entities.ts";
import { externalIdsField } from "../../src/mapping/external-ids.ts";
import { at, required, type FieldMap, type MappingContext } from "../../src/mapping/field-map.ts";
import type { Clock } from "../../src/runtime/clock.ts";
import { openProjections, type ProjectionsDeps } from "../../src/projections/open-projections.ts";
import type { Store } from "../../src/store/store.ts";
import { fakeSource } from "../support/fake-source.ts";

const paymentFields: FieldMap<Payment> = {
  id: required("id", id),
  status: at("status", oneOf({ done: "SUCCEEDED", open: "PENDING" })),
  contactId: at("payer", id),
  createdAt: at("at", isoInstant),
};
const contactFields: FieldMap<Contact> = {
  id: required("id", id),
  email: at("mail", email),
  createdAt: at("at", isoInstant),
  updatedAt: at("changed", isoInstant),
  externalIds: externalIdsField((field) => [field]),
};

export const paymentProjection: Projection = {
  orderBy: "createdAt",
  parents: { Contact: "contactId" },
  filters: ["status"],
};
export const payment: EntitySource<Payment> = { fields: paymentFields, projection: paymentProjection };
export const contact: EntitySource<Contact> = { fields: contactFields, projection: { orderBy: "createdAt" } };

export interface KeptOptions {
  /** How the parts of a person that records tell become one; each record is all of them, if left out. */
  readonly merge?: Projection["merge"];
  readonly externalIds?: MappingContext["externalIds"];
  readonly feed?: Connector["feed"];
  readonly deps?: Partial<ProjectionsDeps>;
  readonly clock: Clock;
}

/** The source over a store, and what its caches were told to drop. */
export function keptPayments(store: Store, { externalIds = [], feed, deps, clock, merge }: KeptOptions) {
  const source = fakeSource({
    name: "kept",
    batchSize: 100,
    externalIds,
    entities: { Contact: merge === undefined ? contact : mergedBy(merge), Payment: payment },
  });
  const dropped = new Set<string>();
  const logged: object[] = [];
  const projections = openProjections(
    { ...source.connector, ...(feed && { feed }) },
    {
      store,
      mapping: source.mapping,
      backgroundHttp: () => source.client.http({ deadlineMs: Infinity }),
      drop: (tags) => {
        for (const tag of tags) dropped.add(tag);
      },
      clock,
      log: { info: (line: object) => void logged.push(line), warn: (line: object) => void logged.push(line) },
      ...deps,
    },
  );
  if (projections === null) throw new Error("it keeps something");
  return { ...projections, source: { ...source, connector: projections.connector }, dropped, logged };
}

function mergedBy(merge: NonNullable<Projection["merge"]>): EntitySource<Contact> {
  return { ...contact, projection: { orderBy: "createdAt", merge } };
}

export const aPayment = (record: object) => ({ type: "Payment", record }) as const;
export const aContact = (record: object) => ({ type: "Contact", record }) as const;
