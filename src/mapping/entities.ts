// What a record is once its source's words are gone: the schema's own fields, and the keys that lead to other records.
import type * as schema from "../generated/types.ts";

type Relation = { readonly id: string } | { readonly pageInfo: unknown } | schema.CustomerSummary;

/** The fields of a schema type that a mapping fills; relations are left to resolvers. */
type ValueKeys<T> = {
  [K in keyof T]-?: NonNullable<T[K]> extends Relation
    ? never
    : NonNullable<T[K]> extends readonly (infer Item)[]
      ? Item extends object
        ? never
        : K
      : K;
}[keyof T];

type Values<T> = Pick<T, ValueKeys<T>>;

/**
 * What every entity carries: which kind it is, which source's, and its id there. A field whose value was bad holds a
 * MappingError in place of the value: execution makes it an error at that field. Code that uses a field as a key reads
 * it with `valueOf`.
 */
export interface Entity {
  readonly type: EntityType;
  readonly source: string;
  readonly id: string;
}

/** One source's record of a person. A Customer is one or more of them. */
export interface Contact extends Entity, Values<schema.Customer> {
  readonly id: string;
  readonly companyId: string | null;
  /** The person's deals where the record lists them all; null where they must be asked for. */
  readonly dealIds: readonly string[] | null;
  /** The same of what was done with the person, and is to be. */
  readonly activityIds: readonly string[] | null;
  /** Records of other sources that this one names: what the source's settings say of its external id fields. */
  readonly externalIds: readonly ExternalId[] | null;
  /** The brand that the record belongs to, where its source has several: the source's id of it. */
  readonly brandId: string | null;
}

export interface ExternalId {
  readonly source: string;
  readonly id: string;
}

export interface Company extends Entity, Values<schema.Company> {
  readonly id: string;
}

export interface Deal extends Entity, Values<schema.Deal> {
  readonly id: string;
  readonly stageId: string | null;
  readonly companyId: string | null;
  readonly ownerId: string | null;
}

export interface DealStage extends Entity, Values<schema.DealStage> {
  readonly id: string;
}

export interface Activity extends Entity, Values<schema.Activity> {
  readonly id: string;
  readonly ownerId: string | null;
}

export interface Ticket extends Entity, Values<schema.Ticket> {
  readonly id: string;
  readonly requesterId: string | null;
  readonly assigneeId: string | null;
}

export interface TicketComment extends Entity, Values<schema.TicketComment> {
  readonly id: string;
  readonly authorId: string | null;
}

export interface User extends Entity, Values<schema.User> {
  readonly id: string;
}

export interface Payment extends Entity, Values<schema.Payment> {
  readonly id: string;
  readonly contactId: string | null;
}

export interface Refund extends Entity, Values<schema.Refund> {
  readonly id: string;
  readonly paymentId: string | null;
}

export interface Invoice extends Entity, Values<schema.Invoice> {
  readonly id: string;
}

export interface BillingSubscription extends Entity, Values<schema.BillingSubscription> {
  readonly id: string;
}

export interface Player extends Entity, Values<schema.Player> {
  readonly id: string;
  readonly contactId: string | null;
  readonly brandId: string | null;
  readonly missions: readonly schema.PlayerMission[] | null;
}

/** Each type of entity by its name; entity-types.ts says more of each. */
export interface EntityByType {
  readonly Contact: Contact;
  readonly Company: Company;
  readonly Deal: Deal;
  readonly DealStage: DealStage;
  readonly Activity: Activity;
  readonly Ticket: Ticket;
  readonly TicketComment: TicketComment;
  readonly User: User;
  readonly Payment: Payment;
  readonly Refund: Refund;
  readonly Invoice: Invoice;
  readonly BillingSubscription: BillingSubscription;
  readonly Player: Player;
}

export type EntityType = keyof EntityByType;

/** A field used as a key: throws the MappingError that stands in place of a bad value. */
export function valueOf<T extends Entity, K extends keyof T>(entity: T, field: K): T[K] {
  const value: unknown = entity[field];
  if (value instanceof Error) throw value;
  return entity[field];
}
