export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code: `EUR`. */
  Currency: { input: string; output: string; }
  /** A calendar date, `2026-01-31`. */
  Date: { input: string; output: string; }
  /** An instant in UTC, RFC 3339: `2026-01-31T08:15:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An e-mail address. */
  EmailAddress: { input: string; output: string; }
  /** A telephone number in E.164: `+4930123456`. */
  PhoneNumber: { input: string; output: string; }
  /** A whole number that JavaScript holds exactly: at most 9,007,199,254,740,991 either way. */
  SafeInt: { input: number; output: number; }
};

/** Something that was done with a customer, or is to be: a task, a call, a meeting, an e-mail, a note. */
export type Activity = Node & {
  /** What was said or is to be done, without markup. */
  readonly body: Maybe<Scalars['String']['output']>;
  /** When the source first recorded it. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** When it is due, or took place. */
  readonly dueAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** What sort of thing. */
  readonly kind: Maybe<ActivityKind>;
  /** Whose it is. */
  readonly owner: Maybe<User>;
  /** How far it is. */
  readonly status: Maybe<ActivityStatus>;
  /** What it is about, in a line. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** When the source last changed it. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** A page of activities. */
export type ActivityConnection = {
  /** The activities with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<ActivityEdge>>>;
  /** The activities. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Activity>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** An activity in a page. */
export type ActivityEdge = {
  /** The position after this activity. */
  readonly cursor: Scalars['String']['output'];
  /** The activity. */
  readonly node: Maybe<Activity>;
};

/** Which activities. */
export type ActivityFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<ActivityFilter>>;
  /** By when the source recorded them. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By when they are due, or took place. */
  readonly dueAt?: InputMaybe<DateTimeRange>;
  /** By what sort of thing they are. */
  readonly kind?: InputMaybe<ActivityKindFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<ActivityFilter>>;
  /** By whose they are. */
  readonly owner?: InputMaybe<IdFilter>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By how far they are. */
  readonly status?: InputMaybe<ActivityStatusFilter>;
  /** By what they are about. */
  readonly subject?: InputMaybe<StringFilter>;
  /** By when the source last changed them. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** What sort of thing an activity is. */
export type ActivityKind =
  /** A telephone call. */
  | 'CALL'
  /** An e-mail. */
  | 'EMAIL'
  /** A meeting. */
  | 'MEETING'
  /** A note. */
  | 'NOTE'
  /** Something to do. */
  | 'TASK'
  /** The source says something that we do not know. */
  | 'UNKNOWN';

/** Which sorts. */
export type ActivityKindFilter = {
  /** This one. */
  readonly eq?: InputMaybe<ActivityKind>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<ActivityKind>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<ActivityKind>>;
};

/** The order of activities. */
export type ActivityOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: ActivityOrderField;
};

/** What activities can be ordered by. */
export type ActivityOrderField =
  /** When the source recorded them. */
  | 'CREATED_AT'
  /** When they are due, or took place. */
  | 'DUE_AT'
  /** When the source last changed them. */
  | 'UPDATED_AT';

/** How far an activity is. */
export type ActivityStatus =
  /** Called off. */
  | 'CANCELED'
  /** Done. */
  | 'DONE'
  /** Still to come, or under way. */
  | 'OPEN'
  /** The source says something that we do not know. */
  | 'UNKNOWN';

/** Which states. */
export type ActivityStatusFilter = {
  /** This one. */
  readonly eq?: InputMaybe<ActivityStatus>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<ActivityStatus>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<ActivityStatus>>;
};

/** What a customer pays for again and again. (`Subscription` is GraphQL's own root type.) */
export type BillingSubscription = Node & {
  /** Will it end with the running period? */
  readonly cancelAtPeriodEnd: Maybe<Scalars['Boolean']['output']>;
  /** When it was made. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** When the running period ends, and the next payment is due. */
  readonly currentPeriodEnd: Maybe<Scalars['DateTime']['output']>;
  /** When the running period began. */
  readonly currentPeriodStart: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** How it stands. */
  readonly status: Maybe<BillingSubscriptionStatus>;
};

/** A page of subscriptions. */
export type BillingSubscriptionConnection = {
  /** The subscriptions with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<BillingSubscriptionEdge>>>;
  /** The subscriptions. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<BillingSubscription>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A subscription in a page. */
export type BillingSubscriptionEdge = {
  /** The position after this subscription. */
  readonly cursor: Scalars['String']['output'];
  /** The subscription. */
  readonly node: Maybe<BillingSubscription>;
};

/** Which subscriptions. */
export type BillingSubscriptionFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<BillingSubscriptionFilter>>;
  /** By when they were made. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By when the running period ends. */
  readonly currentPeriodEnd?: InputMaybe<DateTimeRange>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<BillingSubscriptionFilter>>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By how they stand. */
  readonly status?: InputMaybe<BillingSubscriptionStatusFilter>;
};

/** The order of subscriptions. */
export type BillingSubscriptionOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: BillingSubscriptionOrderField;
};

/** What subscriptions can be ordered by. */
export type BillingSubscriptionOrderField =
  /** When they were made. */
  | 'CREATED_AT'
  /** When the running period ends. */
  | 'CURRENT_PERIOD_END';

/** How a subscription stands. */
export type BillingSubscriptionStatus =
  /** Running. */
  | 'ACTIVE'
  /** Over. */
  | 'CANCELED'
  /** The first payment is still to come. */
  | 'INCOMPLETE'
  /** The first payment did not come in time. */
  | 'INCOMPLETE_EXPIRED'
  /** A payment is late. */
  | 'PAST_DUE'
  /** Resting. */
  | 'PAUSED'
  /** On trial. */
  | 'TRIALING'
  /** The source says something that we do not know. */
  | 'UNKNOWN'
  /** Payments did not come, and are no longer asked for. */
  | 'UNPAID';

/** Which states. */
export type BillingSubscriptionStatusFilter = {
  /** This one. */
  readonly eq?: InputMaybe<BillingSubscriptionStatus>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<BillingSubscriptionStatus>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<BillingSubscriptionStatus>>;
};

/** One of the names that the business trades under. */
export type Brand = {
  /** The source's own id of the brand. */
  readonly id: Scalars['String']['output'];
  /** What the configuration, and the tokens of those who may see it, call the brand; its id where the configuration does not say. */
  readonly name: Scalars['String']['output'];
};

/** A company that customers work for. */
export type Company = Node & {
  /** When the source first recorded it. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The domain of its web site and mail. */
  readonly domain: Maybe<Scalars['String']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** The industry, in the source's words. */
  readonly industry: Maybe<Scalars['String']['output']>;
  /** The company's name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** When the source last changed it. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** A page of companies. */
export type CompanyConnection = {
  /** The companies with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<CompanyEdge>>>;
  /** The companies. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Company>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A company in a page. */
export type CompanyEdge = {
  /** The position after this company. */
  readonly cursor: Scalars['String']['output'];
  /** The company. */
  readonly node: Maybe<Company>;
};

/** Which companies. */
export type CompanyFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<CompanyFilter>>;
  /** By when the source recorded them. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By the domain of the web site and mail. */
  readonly domain?: InputMaybe<StringFilter>;
  /** By the industry, in the source's words. */
  readonly industry?: InputMaybe<StringFilter>;
  /** By name. */
  readonly name?: InputMaybe<StringFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<CompanyFilter>>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By when the source last changed them. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** The order of companies. */
export type CompanyOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: CompanyOrderField;
};

/** What companies can be ordered by. */
export type CompanyOrderField =
  /** When the source recorded them. */
  | 'CREATED_AT'
  /** By name. */
  | 'NAME'
  /** When the source last changed them. */
  | 'UPDATED_AT';

/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type Customer = Node & {
  /** What was done with the person, or is to be. Default order: newest first. */
  readonly activities: Maybe<ActivityConnection>;
  /** The company the person works for. */
  readonly company: Maybe<Company>;
  /** When the anchoring source first recorded the person; where the configuration prefers another source, that one. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The person's deals. Default order: newest first. */
  readonly deals: Maybe<DealConnection>;
  /** The full name, or the e-mail address of someone without a name. */
  readonly displayName: Maybe<Scalars['String']['output']>;
  /** The e-mail address as the anchoring source has it, or the one that the configuration prefers. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** Opaque, unique across all sources. It stays when records turn out to be the same person; every id ever given still finds the customer. */
  readonly id: Scalars['ID']['output'];
  /** The person's invoices. Default order: newest first. */
  readonly invoices: Maybe<InvoiceConnection>;
  /** Which records of which sources are this person, and why we think so. The anchor comes first. */
  readonly links: Maybe<ReadonlyArray<CustomerLink>>;
  /** What the person paid. Default order: newest first. */
  readonly payments: Maybe<PaymentConnection>;
  /** The telephone number in E.164. */
  readonly phone: Maybe<Scalars['PhoneNumber']['output']>;
  /** What the person is as a player, one for each brand. Default order: last changed first. */
  readonly players: Maybe<PlayerConnection>;
  /** Which record each of the customer's values comes from: of the fields that have one and that the caller may read. */
  readonly provenance: Maybe<ReadonlyArray<CustomerProvenance>>;
  /** The person's running and past subscriptions. Default order: newest first. */
  readonly subscriptions: Maybe<BillingSubscriptionConnection>;
  /** What the person's records add up to: all of them, whatever their number. */
  readonly summary: Maybe<CustomerSummary>;
  /** The tickets the person asked for. Default order: last changed first. */
  readonly tickets: Maybe<TicketConnection>;
  /** When the anchoring source last changed the person's record; where the configuration prefers another source, that one. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerActivitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ActivityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ActivityOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerDealsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DealFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DealOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerInvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InvoiceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<InvoiceOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PaymentOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerPlayersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PlayerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PlayerOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerSubscriptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<BillingSubscriptionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<BillingSubscriptionOrder>;
};


/**
 * A person across all sources: anchored on the CRM's contact, else the support desk's user, else the payment provider's
 * customer, else the player.
 */
export type CustomerTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TicketOrder>;
};

/** A page of customers. */
export type CustomerConnection = {
  /** The customers with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<CustomerEdge>>>;
  /** The customers. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Customer>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, as last crawled. Null with a filter, and where the store has not come across all of them. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A customer in a page. */
export type CustomerEdge = {
  /** The position after this customer. */
  readonly cursor: Scalars['String']['output'];
  /** The customer. */
  readonly node: Maybe<Customer>;
};

/** Which customers. */
export type CustomerFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** By the company that they work for. */
  readonly company?: InputMaybe<IdFilter>;
  /** By when the anchoring source recorded them. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By the full name, or the e-mail address of someone without a name. */
  readonly displayName?: InputMaybe<StringFilter>;
  /** By the e-mail address as the anchoring source has it. */
  readonly email?: InputMaybe<StringFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** By the telephone number in E.164. */
  readonly phone?: InputMaybe<StringFilter>;
  /** Those anchored in these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By when the anchoring source last changed their record. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** One source's record of a customer. */
export type CustomerLink = {
  /** From 0, a guess, to 1, certain. */
  readonly confidence: Scalars['Float']['output'];
  /** When it was linked. Null where it was looked up for this answer. */
  readonly linkedAt: Maybe<Scalars['DateTime']['output']>;
  /** The record's id in that source. */
  readonly recordId: Scalars['String']['output'];
  /** Why the record is taken for the same person. */
  readonly rule: LinkRule;
  /** The source's name in the configuration. */
  readonly source: Scalars['String']['output'];
};

/** The order of customers. */
export type CustomerOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: CustomerOrderField;
};

/** What customers can be ordered by. */
export type CustomerOrderField =
  /** When the anchoring source recorded them. */
  | 'CREATED_AT'
  /** By the full name. */
  | 'DISPLAY_NAME'
  /** By the e-mail address. */
  | 'EMAIL'
  /** When the anchoring source last changed them. */
  | 'UPDATED_AT';

/** Where a customer's value comes from. */
export type CustomerProvenance = {
  /** When that record was last changed, as its source says it. Null where the source does not say. */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** The customer's field: `email`. */
  readonly field: Scalars['String']['output'];
  /** The id of the record that it is from. */
  readonly recordId: Scalars['String']['output'];
  /** The source that the value is from, by its name in the configuration. */
  readonly source: Scalars['String']['output'];
};

/** One source's record of a customer. */
export type CustomerRecordInput = {
  /** The record's id in that source. */
  readonly recordId: Scalars['String']['input'];
  /** The source's name in the configuration. */
  readonly source: Scalars['String']['input'];
};

/** A customer's records in all sources, counted and added up. One that can't be read whole is null, with an error. */
export type CustomerSummary = {
  /** When the last thing was done with the customer, or was planned: the latest `createdAt` of an activity. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** When the last payment that succeeded was first asked. */
  readonly lastPaymentAt: Maybe<Scalars['DateTime']['output']>;
  /** What the customer's payments that succeeded add up to, before anything was paid back: one sum a currency, by its code. */
  readonly lifetimeValue: Maybe<ReadonlyArray<Money>>;
  /** What the deals that are still to be decided are worth: one sum a currency, by its code. */
  readonly openDealAmount: Maybe<ReadonlyArray<Money>>;
  /** Tickets that are neither solved nor closed. */
  readonly openTickets: Maybe<Scalars['Int']['output']>;
};

/** Calendar dates from `gte` on and before `lt`. */
export type DateRange = {
  /** This date or later. */
  readonly gte?: InputMaybe<Scalars['Date']['input']>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Before this date. */
  readonly lt?: InputMaybe<Scalars['Date']['input']>;
};

/** Instants from `gte` on and before `lt`. */
export type DateTimeRange = {
  /** This instant or later. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Before this instant. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A sale that may come, has come, or will not. */
export type Deal = Node & {
  /** What it is worth. */
  readonly amount: Maybe<Money>;
  /** When it closed, or is expected to. */
  readonly closeDate: Maybe<Scalars['Date']['output']>;
  /** The company it is with. */
  readonly company: Maybe<Company>;
  /** When the source first recorded it. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** What the deal is called. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Who sells it. */
  readonly owner: Maybe<User>;
  /** Where in the account's own pipeline it stands. */
  readonly stage: Maybe<DealStage>;
  /** When the source last changed it. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** A page of deals. */
export type DealConnection = {
  /** The deals with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<DealEdge>>>;
  /** The deals. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Deal>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A deal in a page. */
export type DealEdge = {
  /** The position after this deal. */
  readonly cursor: Scalars['String']['output'];
  /** The deal. */
  readonly node: Maybe<Deal>;
};

/** Which deals. */
export type DealFilter = {
  /** By what they are worth. */
  readonly amount?: InputMaybe<MoneyRange>;
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<DealFilter>>;
  /** By when they closed, or are expected to. */
  readonly closeDate?: InputMaybe<DateRange>;
  /** By the company that they are with. */
  readonly company?: InputMaybe<IdFilter>;
  /** By when the source recorded them. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By what they are called. */
  readonly name?: InputMaybe<StringFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<DealFilter>>;
  /** By who sells them. */
  readonly owner?: InputMaybe<IdFilter>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By the stages that they are in. */
  readonly stage?: InputMaybe<DealStageFilter>;
  /** By when the source last changed them. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** Deals that were counted together. What they were not grouped by is null. */
export type DealGroup = {
  /** What they are worth together, in one currency; null for deals without an amount. */
  readonly amount: Maybe<Money>;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The month of their `closeDate`, in UTC, such as 2026-11; null for those without. */
  readonly month: Maybe<Scalars['String']['output']>;
  /** Who sells them; null for those whom nobody sells. */
  readonly owner: Maybe<User>;
  /** The stage that they are in; null for those in none. */
  readonly stage: Maybe<DealStage>;
};

/** What deals can be grouped by. */
export type DealGroupBy =
  /** The month in which they closed, or are expected to. */
  | 'MONTH'
  /** Who sells them. */
  | 'OWNER'
  /** The stage that they are in. */
  | 'STAGE';

/** The order of deals. */
export type DealOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: DealOrderField;
};

/** What deals can be ordered by. */
export type DealOrderField =
  /** By what they are worth: the number, whatever the currency. */
  | 'AMOUNT'
  /** When they closed, or are expected to. */
  | 'CLOSE_DATE'
  /** When the source recorded them. */
  | 'CREATED_AT'
  /** By what they are called. */
  | 'NAME'
  /** When the source last changed them. */
  | 'UPDATED_AT';

/** What a deal has come to. */
export type DealOutcome =
  /** Not sold. */
  | 'LOST'
  /** Still to be decided. */
  | 'OPEN'
  /** Sold. */
  | 'WON';

/** A stage of a sales pipeline, as the account defines it. */
export type DealStage = Node & {
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** The account's name for it. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** What a deal in this stage has come to. */
  readonly outcome: Maybe<DealOutcome>;
  /** The account's name for the pipeline that the stage is part of. */
  readonly pipeline: Maybe<Scalars['String']['output']>;
};

/** Which stages, by id. */
export type DealStageFilter = {
  /** This stage. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Any one of these stages. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these stages. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/**
 * Deals counted and added up. Amounts of different currencies are never added: there is a group for each currency, and one
 * with no amount for deals that have none.
 */
export type DealStats = {
  /** When the oldest part of it began to be read; null where none could be. */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** By month, then by source. */
  readonly groups: ReadonlyArray<DealGroup>;
  /** False while a source is still being read, and where one can't be: then the groups hold what is known. */
  readonly isComplete: Scalars['Boolean']['output'];
};

/** Things by their ids. */
export type IdFilter = {
  /** This one. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** A bill. */
export type Invoice = Node & {
  /** What is still to be paid. */
  readonly amountDue: Maybe<Money>;
  /** When it was made. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** When it is due. */
  readonly dueDate: Maybe<Scalars['Date']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** The number printed on it. */
  readonly number: Maybe<Scalars['String']['output']>;
  /** How far it is. */
  readonly status: Maybe<InvoiceStatus>;
  /** What it comes to. */
  readonly total: Maybe<Money>;
};

/** A page of invoices. */
export type InvoiceConnection = {
  /** The invoices with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<InvoiceEdge>>>;
  /** The invoices. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Invoice>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A invoice in a page. */
export type InvoiceEdge = {
  /** The position after this invoice. */
  readonly cursor: Scalars['String']['output'];
  /** The invoice. */
  readonly node: Maybe<Invoice>;
};

/** Which invoices. */
export type InvoiceFilter = {
  /** By how much is still to be paid. */
  readonly amountDue?: InputMaybe<MoneyRange>;
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** By when they were made. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By when they are due. */
  readonly dueDate?: InputMaybe<DateRange>;
  /** By the number printed on them. */
  readonly number?: InputMaybe<StringFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<InvoiceFilter>>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By how they stand. */
  readonly status?: InputMaybe<InvoiceStatusFilter>;
  /** By how much was asked. */
  readonly total?: InputMaybe<MoneyRange>;
};

/** The order of invoices. */
export type InvoiceOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: InvoiceOrderField;
};

/** What invoices can be ordered by. */
export type InvoiceOrderField =
  /** When they were made. */
  | 'CREATED_AT'
  /** When they are due. */
  | 'DUE_DATE';

/** How far an invoice is. */
export type InvoiceStatus =
  /** Not yet sent. */
  | 'DRAFT'
  /** To be paid. */
  | 'OPEN'
  /** Paid. */
  | 'PAID'
  /** Given up. */
  | 'UNCOLLECTIBLE'
  /** The source says something that we do not know. */
  | 'UNKNOWN'
  /** Called off. */
  | 'VOID';

/** Which states. */
export type InvoiceStatusFilter = {
  /** This one. */
  readonly eq?: InputMaybe<InvoiceStatus>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
};

/** Why a record is taken for the same person. */
export type LinkRule =
  /** It is the record that the customer is anchored on. */
  | 'ANCHOR'
  /** An administrator decided so. */
  | 'DECISION'
  /** Both have the same e-mail address. */
  | 'EMAIL'
  /** Both have an address of the same mailbox, by what its provider ignores: what stands behind a plus, or dots. */
  | 'EMAIL_VARIANT'
  /** One of the two records names the other's id. */
  | 'EXTERNAL_ID'
  /** Both have the same telephone number and the same name. */
  | 'PHONE';

/** Customers that are one person. */
export type MergeCustomersInput = {
  /** Their ids, 2 to 50. The first one's stays. */
  readonly customers: ReadonlyArray<Scalars['ID']['input']>;
  /** Why, for the audit log: at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a merge. */
export type MergeCustomersPayload = {
  /** The customer that they are now; null where nothing was changed. */
  readonly customer: Maybe<Customer>;
  /** Why nothing was changed; empty where it was. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** An amount, never a float: 12.34 EUR is 1234 EUR, 500 JPY is 500 JPY, 1.234 KWD is 1234 KWD. */
export type Money = {
  /** The currency's ISO 4217 code. */
  readonly currency: Scalars['Currency']['output'];
  /** The amount in the currency's smallest unit, by its ISO 4217 exponent. */
  readonly minorUnits: Scalars['SafeInt']['output'];
};

/** Amounts of one currency from `gte` on and below `lt`. Those of other currencies are left out. */
export type MoneyRange = {
  /** The currency's ISO 4217 code. */
  readonly currency: Scalars['Currency']['input'];
  /** This or more, in the currency's smallest unit. */
  readonly gte?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Less than this, in the currency's smallest unit. */
  readonly lt?: InputMaybe<Scalars['SafeInt']['input']>;
};

/** What changes something. The fields of one operation run in turn. Over HTTP a mutation must be sent by POST. */
export type Mutation = {
  /**
   * Says that these customers are one person. It holds against every rule, for good, and is kept in the audit log. The
   * customer keeps the id of the first; the ids of the others find it too.
   */
  readonly mergeCustomers: Maybe<MergeCustomersPayload>;
  /**
   * Says that these records are another person than the rest of the customer's. It holds against every rule, for good, and is
   * kept in the audit log.
   */
  readonly splitCustomer: Maybe<SplitCustomerPayload>;
};


/** What changes something. The fields of one operation run in turn. Over HTTP a mutation must be sent by POST. */
export type MutationMergeCustomersArgs = {
  input: MergeCustomersInput;
};


/** What changes something. The fields of one operation run in turn. Over HTTP a mutation must be sent by POST. */
export type MutationSplitCustomerArgs = {
  input: SplitCustomerInput;
};

/** Something with an id of its own, that `node` finds. */
export type Node = {
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
};

/** Which way an order runs. */
export type OrderDirection =
  /** Smallest, or earliest, first. */
  | 'ASC'
  /** Largest, or latest, first. */
  | 'DESC';

/** Where a page stands in its list. */
export type PageInfo = {
  /** The cursor to pass as `after` for the next page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Is there a page after this one? */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Was there an `after`? */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** Money asked of a customer: the intent to collect it where there is one, else the charge itself. */
export type Payment = Node & {
  /** How much. */
  readonly amount: Maybe<Money>;
  /** When it was first asked. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The customer who pays. */
  readonly customer: Maybe<Customer>;
  /** What for, in the source's words. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** What was paid back, newest first. */
  readonly refunds: Maybe<RefundConnection>;
  /** How far it is. */
  readonly status: Maybe<PaymentStatus>;
};


/** Money asked of a customer: the intent to collect it where there is one, else the charge itself. */
export type PaymentRefundsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of payments. */
export type PaymentConnection = {
  /** The payments with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<PaymentEdge>>>;
  /** The payments. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Payment>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A payment in a page. */
export type PaymentEdge = {
  /** The position after this payment. */
  readonly cursor: Scalars['String']['output'];
  /** The payment. */
  readonly node: Maybe<Payment>;
};

/** Which payments. */
export type PaymentFilter = {
  /** By how much. */
  readonly amount?: InputMaybe<MoneyRange>;
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** By when they were first asked. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By what for, in the source's words. */
  readonly description?: InputMaybe<StringFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<PaymentFilter>>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By how far they are. */
  readonly status?: InputMaybe<PaymentStatusFilter>;
};

/** The order of payments. */
export type PaymentOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: PaymentOrderField;
};

/** What payments can be ordered by. */
export type PaymentOrderField =
  /** By how much: the number, whatever the currency. */
  | 'AMOUNT'
  /** When they were first asked. */
  | 'CREATED_AT';

/** How far a payment is. */
export type PaymentStatus =
  /** The money is reserved, not yet taken. */
  | 'AUTHORIZED'
  /** Called off. */
  | 'CANCELED'
  /** The bank refused. */
  | 'FAILED'
  /** The customer has still to pay. */
  | 'PENDING'
  /** The bank is at it. */
  | 'PROCESSING'
  /** The customer has to do something more, such as confirm with the bank. */
  | 'REQUIRES_ACTION'
  /** Paid. */
  | 'SUCCEEDED'
  /** The source says something that we do not know. */
  | 'UNKNOWN';

/** Which states. */
export type PaymentStatusFilter = {
  /** This one. */
  readonly eq?: InputMaybe<PaymentStatus>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<PaymentStatus>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<PaymentStatus>>;
};

/**
 * Somebody's account with one brand: how far the person has come in its games. A person may be a player of several brands.
 * How much of it is there depends on what the source is made to send.
 */
export type Player = Node & {
  /** The badges that the player has won. */
  readonly badges: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The brand that the account is with. */
  readonly brand: Maybe<Brand>;
  /** When the source first recorded the player. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The person. */
  readonly customer: Maybe<Customer>;
  /** The player's id in the operator's own system. */
  readonly externalId: Maybe<Scalars['String']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** The language that the player is spoken to in, as the source has it. */
  readonly language: Maybe<Scalars['String']['output']>;
  /** The level that the player has reached: its name or its number, as the source has it. */
  readonly level: Maybe<Scalars['String']['output']>;
  /** What the operator's systems have marked the player with. */
  readonly markers: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The missions that the player has begun. */
  readonly missions: Maybe<ReadonlyArray<PlayerMission>>;
  /** The points that the player can spend. */
  readonly points: Maybe<Scalars['SafeInt']['output']>;
  /** What the source's models expect of the player. Null where they say nothing. */
  readonly predictions: Maybe<PlayerPredictions>;
  /** The segments that the player is in. */
  readonly segments: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When the source last told of the player. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** Which brands, by the source's ids. */
export type PlayerBrandFilter = {
  /** This brand. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Any one of these brands. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these brands. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of players. */
export type PlayerConnection = {
  /** The players with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<PlayerEdge>>>;
  /** The players. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Player>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A player in a page. */
export type PlayerEdge = {
  /** The position after this player. */
  readonly cursor: Scalars['String']['output'];
  /** The player. */
  readonly node: Maybe<Player>;
};

/** Which players. */
export type PlayerFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<PlayerFilter>>;
  /** By the badges that they have won. */
  readonly badges?: InputMaybe<StringListFilter>;
  /** Those of these brands. */
  readonly brand?: InputMaybe<PlayerBrandFilter>;
  /** By when the source first recorded them. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** By the id in the operator's own system. */
  readonly externalId?: InputMaybe<StringFilter>;
  /** By the language that they are spoken to in. */
  readonly language?: InputMaybe<StringFilter>;
  /** Those that have reached these levels, and no others. */
  readonly level?: InputMaybe<PlayerLevelFilter>;
  /** By what the operator's systems have marked them with. */
  readonly markers?: InputMaybe<StringListFilter>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<PlayerFilter>>;
  /** By the points that they can spend. */
  readonly points?: InputMaybe<SafeIntRange>;
  /** Those in any of these segments. */
  readonly segments?: InputMaybe<PlayerSegmentFilter>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By when the source last told of them. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** Which levels, without regard to case. */
export type PlayerLevelFilter = {
  /** This level. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Any one of these levels. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these levels. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A mission, and how far a player is with it. */
export type PlayerMission = {
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** From 0 to 100, which is done. Null where the source does not say. */
  readonly progressPercent: Maybe<Scalars['Int']['output']>;
};

/** The order of players. */
export type PlayerOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: PlayerOrderField;
};

/** What players can be ordered by. */
export type PlayerOrderField =
  /** When the source last told of them. */
  | 'UPDATED_AT';

/** What is expected of a player. */
export type PlayerPredictions = {
  /** How likely it is that the player leaves: from 0 to 1. */
  readonly churnRisk: Maybe<Scalars['Float']['output']>;
  /** What the player will have brought in, all in all. */
  readonly lifetimeValue: Maybe<Money>;
};

/** Which segments, without regard to case. */
export type PlayerSegmentFilter = {
  /** This segment. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Any one of these segments. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these segments. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type Query = {
  /** Companies of all sources that list them. Default order: by source, then as the source creates them. */
  readonly companies: Maybe<CompanyConnection>;
  /** One company by id. */
  readonly company: Maybe<Company>;
  /** One customer by id. An id that was once handed out still finds the customer, also when people were merged since. */
  readonly customer: Maybe<Customer>;
  /** The customer who has this e-mail address in any source. */
  readonly customerByEmail: Maybe<Customer>;
  /**
   * Customers of all sources, each person once: first those of the CRM, then the support desk's users that the CRM does not
   * know, then the payment provider's customers that neither knows, then the players that nobody knows. Default order: by
   * source, then as the source creates them.
   */
  readonly customers: Maybe<CustomerConnection>;
  /** One deal by id. */
  readonly deal: Maybe<Deal>;
  /** Deals of all sources, counted and added up: of all together for an empty `groupBy`. */
  readonly dealStats: Maybe<DealStats>;
  /** Deals of all sources. Default order: by source, then as the source creates them. */
  readonly deals: Maybe<DealConnection>;
  /** Any one thing by its id. */
  readonly node: Maybe<Node>;
  /** One payment by id. */
  readonly payment: Maybe<Payment>;
  /** Payments of all sources. Default order: by source, newest first in each. */
  readonly payments: Maybe<PaymentConnection>;
  /** One player by id. */
  readonly player: Maybe<Player>;
  /** Players of all brands that the caller may see. Default order: by source, last changed first. */
  readonly players: Maybe<PlayerConnection>;
  /** Payments of all sources that succeeded, counted and added up: of all together for an empty `groupBy`. */
  readonly revenueStats: Maybe<RevenueStats>;
  /**
   * Looks through all sources for text. A hit has each of the words, or something that begins with it, in what the caller may
   * read of its names, addresses, numbers or subject. No source is waited for longer than `search.deadlineMs`.
   */
  readonly search: Maybe<SearchResults>;
  /** One ticket by id. */
  readonly ticket: Maybe<Ticket>;
  /** Tickets of all sources, counted: all together for an empty `groupBy`. */
  readonly ticketStats: Maybe<TicketStats>;
  /** Tickets of all sources. Default order: by source, newest first in each. */
  readonly tickets: Maybe<TicketConnection>;
  /** Who is asking, as the token says. */
  readonly viewer: Viewer;
};


export type QueryCompaniesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CompanyFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CompanyOrder>;
};


export type QueryCompanyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomerByEmailArgs = {
  email: Scalars['EmailAddress']['input'];
};


export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CustomerOrder>;
};


export type QueryDealArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDealStatsArgs = {
  filter?: InputMaybe<DealFilter>;
  groupBy: ReadonlyArray<DealGroupBy>;
};


export type QueryDealsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DealFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DealOrder>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPaymentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PaymentOrder>;
};


export type QueryPlayerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlayersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PlayerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<PlayerOrder>;
};


export type QueryRevenueStatsArgs = {
  filter?: InputMaybe<PaymentFilter>;
  groupBy: ReadonlyArray<RevenueGroupBy>;
};


export type QuerySearchArgs = {
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
  types?: InputMaybe<ReadonlyArray<SearchType>>;
};


export type QueryTicketArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTicketStatsArgs = {
  filter?: InputMaybe<TicketFilter>;
  groupBy: ReadonlyArray<TicketGroupBy>;
};


export type QueryTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TicketOrder>;
};

/** Money paid back. */
export type Refund = Node & {
  /** How much. */
  readonly amount: Maybe<Money>;
  /** When. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** Why, in the source's words. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** How far it is. */
  readonly status: Maybe<RefundStatus>;
};

/** A page of refunds. */
export type RefundConnection = {
  /** The refunds with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<RefundEdge>>>;
  /** The refunds. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Refund>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A refund in a page. */
export type RefundEdge = {
  /** The position after this refund. */
  readonly cursor: Scalars['String']['output'];
  /** The refund. */
  readonly node: Maybe<Refund>;
};

/** How far a refund is. */
export type RefundStatus =
  /** Called off. */
  | 'CANCELED'
  /** It did not work. */
  | 'FAILED'
  /** On its way. */
  | 'PENDING'
  /** Somebody has to do something more. */
  | 'REQUIRES_ACTION'
  /** Paid back. */
  | 'SUCCEEDED'
  /** The source says something that we do not know. */
  | 'UNKNOWN';

/** Payments that were counted together. What they were not grouped by is null. */
export type RevenueGroup = {
  /** What they add up to, in one currency. */
  readonly amount: Maybe<Money>;
  /** The brands of the source that they came through, as far as the caller may see them; empty for those of no brand. */
  readonly brands: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The currency of the amount. */
  readonly currency: Maybe<Scalars['Currency']['output']>;
  /** The month in which they were first asked, in UTC, such as 2026-11. */
  readonly month: Maybe<Scalars['String']['output']>;
};

/** What payments can be grouped by. */
export type RevenueGroupBy =
  /** The brands of the source that they came through. */
  | 'BRAND'
  /** Their currency. */
  | 'CURRENCY'
  /** The month in which they were first asked. */
  | 'MONTH';

/**
 * Payments that succeeded, counted and added up, before anything was paid back. Amounts of different currencies are never
 * added: there is a group for each currency.
 */
export type RevenueStats = {
  /** When the oldest part of it began to be read; null where none could be. */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** By month, then by brand. */
  readonly groups: ReadonlyArray<RevenueGroup>;
  /** False while a source is still being read, and where one can't be: then the groups hold what is known. */
  readonly isComplete: Scalars['Boolean']['output'];
};

/** What a caller's token may name in its `roles` claim, or what an identity provider's group is mapped to. */
export type Role =
  /** Everything. */
  | 'ADMIN'
  /** Every caller with a valid token. */
  | 'AUTHENTICATED'
  /** Also payments, invoices and subscriptions. */
  | 'FINANCE'
  /** Names, e-mail, company, players. */
  | 'MARKETING'
  /** Also phone and deals. */
  | 'SALES'
  /** Also phone and tickets. */
  | 'SUPPORT';

/** Whole numbers from `gte` on and below `lt`. */
export type SafeIntRange = {
  /** This or more. */
  readonly gte?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this. */
  readonly lt?: InputMaybe<Scalars['SafeInt']['input']>;
};

/** Where a search looks. */
export type SearchFilter = {
  /** In these sources. */
  readonly source?: InputMaybe<SourceFilter>;
};

/** Something that a search did not get. */
export type SearchGap = {
  /** Why not: `UPSTREAM_TIMEOUT` and the other codes of failing sources, or `UNSUPPORTED_BY_SOURCE` where its vendor has no such search. */
  readonly code: Scalars['String']['output'];
  /** The source's name in the configuration. */
  readonly source: Scalars['String']['output'];
  /** What it was to look for. */
  readonly type: SearchType;
};

/** Something found. */
export type SearchHit = {
  /** What was found. Null where it can't be read. */
  readonly node: Maybe<Node>;
  /** How well it fits, up to 1: one of its texts is just what was looked for. */
  readonly score: Scalars['Float']['output'];
};

/** What a search found. */
export type SearchResults = {
  /** What is missing, and why. */
  readonly gaps: ReadonlyArray<SearchGap>;
  /** What has all of the words, the best first. */
  readonly hits: ReadonlyArray<SearchHit>;
  /** Did every source give what it has? */
  readonly isComplete: Scalars['Boolean']['output'];
};

/** What a search looks for. */
export type SearchType =
  /** Companies, by name and domain. */
  | 'COMPANY'
  /** People, by name, e-mail address and telephone number. */
  | 'CUSTOMER'
  /** Deals, by name. */
  | 'DEAL'
  /** Tickets, by subject and description. */
  | 'TICKET';

/** Sources, by the names that the deployment's configuration gives them. */
export type SourceFilter = {
  /** Any one of these sources. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
};

/** Records that are another person than the rest of a customer's. */
export type SplitCustomerInput = {
  /** The customer's id. */
  readonly customer: Scalars['ID']['input'];
  /** Why, for the audit log: at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The records that leave, as `Customer.links` names them; at least one has to stay. */
  readonly records: ReadonlyArray<CustomerRecordInput>;
};

/** What became of a split. */
export type SplitCustomerPayload = {
  /** The customer without these records; null where nothing was changed, or no record of a source with customers is left. */
  readonly kept: Maybe<Customer>;
  /** The customer that these records are now; null where nothing was changed, or none of them is in a source with customers. */
  readonly separated: Maybe<Customer>;
  /** Why nothing was changed; empty where it was. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * Text: all that is given must hold, and without regard to case. Where there is no text, `notIn` and `isNull: true` hold, and
 * nothing else.
 */
export type StringFilter = {
  /** This stands somewhere in it, as it is. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** This and no more. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** It begins so. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** Lists of texts, such as labels, without regard to case. */
export type StringListFilter = {
  /** This is among them. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Any one of these is among them. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is nothing in the list, or where there is something. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these is among them. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A request to the support desk. */
export type Ticket = Node & {
  /** The agent who has it. */
  readonly assignee: Maybe<User>;
  /** What was said, oldest first. */
  readonly comments: Maybe<TicketCommentConnection>;
  /** When it was asked. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** The customer who asked. */
  readonly customer: Maybe<Customer>;
  /** What was asked first. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** How urgent it is. */
  readonly priority: Maybe<TicketPriority>;
  /** Who asked. */
  readonly requester: Maybe<User>;
  /** How far it is. */
  readonly status: Maybe<TicketStatus>;
  /** What it is about, in a line. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** The desk's own labels. */
  readonly tags: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When it last changed. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A request to the support desk. */
export type TicketCommentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Something said on a ticket. */
export type TicketComment = Node & {
  /** Who said it. */
  readonly author: Maybe<User>;
  /** The text, without markup. */
  readonly body: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
  /** Can the customer see it? */
  readonly isPublic: Maybe<Scalars['Boolean']['output']>;
};

/** A page of comments. */
export type TicketCommentConnection = {
  /** The comments with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<TicketCommentEdge>>>;
  /** The comments. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<TicketComment>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A comment in a page. */
export type TicketCommentEdge = {
  /** The position after this comment. */
  readonly cursor: Scalars['String']['output'];
  /** The comment. */
  readonly node: Maybe<TicketComment>;
};

/** A page of tickets. */
export type TicketConnection = {
  /** The tickets with their cursors. An edge whose record could not be read is null. */
  readonly edges: Maybe<ReadonlyArray<Maybe<TicketEdge>>>;
  /** The tickets. One that could not be read is null. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Ticket>>>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all, where every source can tell. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A ticket in a page. */
export type TicketEdge = {
  /** The position after this ticket. */
  readonly cursor: Scalars['String']['output'];
  /** The ticket. */
  readonly node: Maybe<Ticket>;
};

/** Which tickets. */
export type TicketFilter = {
  /** All of these hold, beside what else is said here. */
  readonly and?: InputMaybe<ReadonlyArray<TicketFilter>>;
  /** By the agent who has them. */
  readonly assignee?: InputMaybe<IdFilter>;
  /** By when they were asked. */
  readonly createdAt?: InputMaybe<DateTimeRange>;
  /** Any of these holds. An empty list lets nothing through. */
  readonly or?: InputMaybe<ReadonlyArray<TicketFilter>>;
  /** By how urgent they are. */
  readonly priority?: InputMaybe<TicketPriorityFilter>;
  /** By who asked. */
  readonly requester?: InputMaybe<IdFilter>;
  /** Those of these sources. */
  readonly source?: InputMaybe<SourceFilter>;
  /** By how far they are. */
  readonly status?: InputMaybe<TicketStatusFilter>;
  /** By what they are about. */
  readonly subject?: InputMaybe<StringFilter>;
  /** By the desk's own labels. */
  readonly tags?: InputMaybe<StringListFilter>;
  /** By when they last changed. */
  readonly updatedAt?: InputMaybe<DateTimeRange>;
};

/** Tickets that were counted together. What they were not grouped by is null. */
export type TicketGroup = {
  /** The agent who has them; null for those that nobody has. */
  readonly assignee: Maybe<User>;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The month in which they were asked, in UTC, such as 2026-11. */
  readonly month: Maybe<Scalars['String']['output']>;
  /** How urgent they are; null for those of which the desk does not say. */
  readonly priority: Maybe<TicketPriority>;
  /** How far they are. */
  readonly status: Maybe<TicketStatus>;
};

/** What tickets can be grouped by. */
export type TicketGroupBy =
  /** Who has them. */
  | 'ASSIGNEE'
  /** The month in which they were asked. */
  | 'MONTH'
  /** How urgent they are. */
  | 'PRIORITY'
  /** How far they are. */
  | 'STATUS';

/** The order of tickets. */
export type TicketOrder = {
  /** Which way. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: TicketOrderField;
};

/** What tickets can be ordered by. */
export type TicketOrderField =
  /** When they were asked. */
  | 'CREATED_AT'
  /** When they last changed. */
  | 'UPDATED_AT';

/** How urgent a ticket is. */
export type TicketPriority =
  /** Soon. */
  | 'HIGH'
  /** It can wait. */
  | 'LOW'
  /** As usual. */
  | 'NORMAL'
  /** The source says something that we do not know. */
  | 'UNKNOWN'
  /** Now. */
  | 'URGENT';

/** Which priorities. */
export type TicketPriorityFilter = {
  /** This one. */
  readonly eq?: InputMaybe<TicketPriority>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<TicketPriority>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<TicketPriority>>;
};

/** Tickets counted. */
export type TicketStats = {
  /** When the oldest part of it began to be read; null where none could be. */
  readonly asOf: Maybe<Scalars['DateTime']['output']>;
  /** By month, then by source. */
  readonly groups: ReadonlyArray<TicketGroup>;
  /** False while a source is still being read, and where one can't be: then the groups hold what is known. */
  readonly isComplete: Scalars['Boolean']['output'];
};

/** How far a ticket is. */
export type TicketStatus =
  /** It is over. */
  | 'CLOSED'
  /** Nobody has looked yet. */
  | 'NEW'
  /** It waits for somebody else. */
  | 'ON_HOLD'
  /** An agent has it. */
  | 'OPEN'
  /** It waits for the customer. */
  | 'PENDING'
  /** It is answered, and can be reopened. */
  | 'SOLVED'
  /** The source says something that we do not know. */
  | 'UNKNOWN';

/** Which states. */
export type TicketStatusFilter = {
  /** This one. */
  readonly eq?: InputMaybe<TicketStatus>;
  /** Any one of these. */
  readonly in?: InputMaybe<ReadonlyArray<TicketStatus>>;
  /** Where there is none, or where there is one. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of these. */
  readonly notIn?: InputMaybe<ReadonlyArray<TicketStatus>>;
};

/** Somebody in one source's own list of people: who owns a deal, has a ticket, or wrote a comment. */
export type User = Node & {
  /** The full name. */
  readonly displayName: Maybe<Scalars['String']['output']>;
  /** The e-mail address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** Opaque, stable, unique across all sources. */
  readonly id: Scalars['ID']['output'];
};

/** Why something was not done, and what to change. */
export type UserError = {
  /** For programs. */
  readonly code: UserErrorCode;
  /** The part of the input that it is about: `customers.1`. Null where it is about none. */
  readonly field: Maybe<Scalars['String']['output']>;
  /** For people: what is wrong, and how to mend it. */
  readonly message: Scalars['String']['output'];
};

/** Why something was not done. */
export type UserErrorCode =
  /** They are one customer already. */
  | 'ALREADY_ONE'
  /** This gateway does not keep who is who. */
  | 'IDENTITY_OFF'
  /** Nothing would be left of the customer. */
  | 'NOTHING_LEFT'
  /** There is no such customer, or none that the caller may see. */
  | 'NOT_FOUND'
  /** The identity store has not come across the record yet. */
  | 'NOT_KNOWN_YET'
  /** The record is not one of the customer's. */
  | 'NOT_OF_CUSTOMER'
  /** Too few or too many of something, or a text that is too long. */
  | 'OUT_OF_RANGE';

/** The caller, as the token says. */
export type Viewer = {
  /** The brands whose data the caller may see, besides what belongs to no brand. */
  readonly brands: ReadonlyArray<Scalars['String']['output']>;
  /** The roles that the token gives. */
  readonly roles: ReadonlyArray<Role>;
  /** The token's subject. */
  readonly subject: Scalars['String']['output'];
};
