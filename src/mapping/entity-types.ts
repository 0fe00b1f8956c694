// The types of entity there are. A new one is a line here and in `EntityByType` (entities.ts), and its schema: whatever
// is said of each type elsewhere follows from this table.
import type { EntityType } from "./entities.ts";

/** What the schema calls a type. */
export type SchemaName = Exclude<EntityType, "Contact"> | "Customer";

interface EntityTypeFacts {
  readonly schemaName: SchemaName;
  /**
   * Types of which it is a part: it is served where one of them is, and is not chosen by itself. Left out for what
   * stands on its own.
   */
  readonly partOf?: readonly EntityType[];
  /** Whether it belongs to people: a source that serves it is asked for its people too, to join it with customers. */
  readonly isOfPeople?: true;
  /** How long what was read is served without asking again, and then while asking, by default; seconds. */
  readonly freshSeconds: number;
  readonly staleSeconds: number;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

// Lifetimes: people and money move slowly, tickets do not; what an account defines itself hardly ever changes.
export const ENTITY_TYPES: Readonly<Record<EntityType, EntityTypeFacts>> = {
  Contact: { schemaName: "Customer", freshSeconds: 60, staleSeconds: 300 },
  Company: { schemaName: "Company", freshSeconds: 300, staleSeconds: HOUR },
  Deal: { schemaName: "Deal", isOfPeople: true, freshSeconds: 30, staleSeconds: 120 },
  DealStage: { schemaName: "DealStage", partOf: ["Deal"], freshSeconds: HOUR, staleSeconds: DAY },
  Activity: { schemaName: "Activity", isOfPeople: true, freshSeconds: 30, staleSeconds: 120 },
  Ticket: { schemaName: "Ticket", isOfPeople: true, freshSeconds: 15, staleSeconds: 60 },
  TicketComment: { schemaName: "TicketComment", partOf: ["Ticket"], freshSeconds: 15, staleSeconds: 60 },
  User: { schemaName: "User", partOf: ["Deal", "Activity", "Ticket"], freshSeconds: 300, staleSeconds: HOUR },
  Payment: { schemaName: "Payment", isOfPeople: true, freshSeconds: 30, staleSeconds: 120 },
  Refund: { schemaName: "Refund", partOf: ["Payment"], freshSeconds: 30, staleSeconds: 120 },
  Invoice: { schemaName: "Invoice", isOfPeople: true, freshSeconds: 60, staleSeconds: 300 },
  BillingSubscription: { schemaName: "BillingSubscription", isOfPeople: true, freshSeconds: 60, staleSeconds: 300 },
  Player: { schemaName: "Player", isOfPeople: true, freshSeconds: 30, staleSeconds: 120 },
};

/** Is this one of our own names of a type? */
export function isEntityType(name: string): name is EntityType {
  return Object.hasOwn(ENTITY_TYPES, name);
}

/** All types, in the table's order. */
export const entityTypes: readonly EntityType[] = Object.keys(ENTITY_TYPES).filter(isEntityType);

/** A value for each type. */
export function byEntityType<V>(valueOf: (type: EntityType) => V): Readonly<Record<EntityType, V>> {
  // `fromEntries` knows no keys; these are all of them.
  return Object.fromEntries(entityTypes.map((type) => [type, valueOf(type)])) as Record<EntityType, V>;
}

const bySchemaName = new Map<string, EntityType>(entityTypes.map((type) => [ENTITY_TYPES[type].schemaName, type]));

/** The entity that objects of a schema type are; undefined for connections, edges and values. */
export function entityTypeNamed(schemaName: string): EntityType | undefined {
  return bySchemaName.get(schemaName);
}
