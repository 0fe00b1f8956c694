import type * as Types from './types.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Entity, Contact, Company, Deal, DealStage, Activity, Ticket, TicketComment, User, Payment, Refund, Invoice, BillingSubscription, Player } from '../mapping/entities.ts';
import type { Link } from '../identity/link.ts';
import type { SearchResults, SearchHit, SearchGap } from '../search/search.ts';
import type { Summed, SummedGroup } from '../sums/load-sums.ts';
import type { ContactConnection, ContactItem, CompanyConnection, CompanyItem, DealConnection, DealItem, TicketConnection, TicketItem, TicketCommentConnection, TicketCommentItem, PaymentConnection, PaymentItem, RefundConnection, RefundItem, InvoiceConnection, InvoiceItem, BillingSubscriptionConnection, BillingSubscriptionItem, PlayerConnection, PlayerItem, ActivityConnection, ActivityItem } from '../loaders/connection.ts';
import type { GraphqlContext } from '../graphql/context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Types.Maybe<TTypes> | Promise<Types.Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Activity: ResolverTypeWrapper<Activity>;
  ActivityConnection: ResolverTypeWrapper<ActivityConnection>;
  ActivityEdge: ResolverTypeWrapper<ActivityItem>;
  ActivityFilter: Types.ActivityFilter;
  ActivityKind: Types.ActivityKind;
  ActivityKindFilter: Types.ActivityKindFilter;
  ActivityOrder: Types.ActivityOrder;
  ActivityOrderField: Types.ActivityOrderField;
  ActivityStatus: Types.ActivityStatus;
  ActivityStatusFilter: Types.ActivityStatusFilter;
  BillingSubscription: ResolverTypeWrapper<BillingSubscription>;
  BillingSubscriptionConnection: ResolverTypeWrapper<BillingSubscriptionConnection>;
  BillingSubscriptionEdge: ResolverTypeWrapper<BillingSubscriptionItem>;
  BillingSubscriptionFilter: Types.BillingSubscriptionFilter;
  BillingSubscriptionOrder: Types.BillingSubscriptionOrder;
  BillingSubscriptionOrderField: Types.BillingSubscriptionOrderField;
  BillingSubscriptionStatus: Types.BillingSubscriptionStatus;
  BillingSubscriptionStatusFilter: Types.BillingSubscriptionStatusFilter;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  Brand: ResolverTypeWrapper<Types.Brand>;
  Company: ResolverTypeWrapper<Company>;
  CompanyConnection: ResolverTypeWrapper<CompanyConnection>;
  CompanyEdge: ResolverTypeWrapper<CompanyItem>;
  CompanyFilter: Types.CompanyFilter;
  CompanyOrder: Types.CompanyOrder;
  CompanyOrderField: Types.CompanyOrderField;
  Currency: ResolverTypeWrapper<Types.Scalars['Currency']['output']>;
  Customer: ResolverTypeWrapper<Contact>;
  CustomerConnection: ResolverTypeWrapper<ContactConnection>;
  CustomerEdge: ResolverTypeWrapper<ContactItem>;
  CustomerFilter: Types.CustomerFilter;
  CustomerLink: ResolverTypeWrapper<Link>;
  CustomerOrder: Types.CustomerOrder;
  CustomerOrderField: Types.CustomerOrderField;
  CustomerProvenance: ResolverTypeWrapper<Types.CustomerProvenance>;
  CustomerRecordInput: Types.CustomerRecordInput;
  CustomerSummary: ResolverTypeWrapper<Contact>;
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateRange: Types.DateRange;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  DateTimeRange: Types.DateTimeRange;
  Deal: ResolverTypeWrapper<Deal>;
  DealConnection: ResolverTypeWrapper<DealConnection>;
  DealEdge: ResolverTypeWrapper<DealItem>;
  DealFilter: Types.DealFilter;
  DealGroup: ResolverTypeWrapper<SummedGroup>;
  DealGroupBy: Types.DealGroupBy;
  DealOrder: Types.DealOrder;
  DealOrderField: Types.DealOrderField;
  DealOutcome: Types.DealOutcome;
  DealStage: ResolverTypeWrapper<DealStage>;
  DealStageFilter: Types.DealStageFilter;
  DealStats: ResolverTypeWrapper<Summed>;
  EmailAddress: ResolverTypeWrapper<Types.Scalars['EmailAddress']['output']>;
  Float: ResolverTypeWrapper<Types.Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  IdFilter: Types.IdFilter;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  Invoice: ResolverTypeWrapper<Invoice>;
  InvoiceConnection: ResolverTypeWrapper<InvoiceConnection>;
  InvoiceEdge: ResolverTypeWrapper<InvoiceItem>;
  InvoiceFilter: Types.InvoiceFilter;
  InvoiceOrder: Types.InvoiceOrder;
  InvoiceOrderField: Types.InvoiceOrderField;
  InvoiceStatus: Types.InvoiceStatus;
  InvoiceStatusFilter: Types.InvoiceStatusFilter;
  LinkRule: Types.LinkRule;
  MergeCustomersInput: Types.MergeCustomersInput;
  MergeCustomersPayload: ResolverTypeWrapper<Omit<Types.MergeCustomersPayload, 'customer'> & { customer?: Types.Maybe<ResolversTypes['Customer']> }>;
  Money: ResolverTypeWrapper<Types.Money>;
  MoneyRange: Types.MoneyRange;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<Entity>;
  OrderDirection: Types.OrderDirection;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Payment: ResolverTypeWrapper<Payment>;
  PaymentConnection: ResolverTypeWrapper<PaymentConnection>;
  PaymentEdge: ResolverTypeWrapper<PaymentItem>;
  PaymentFilter: Types.PaymentFilter;
  PaymentOrder: Types.PaymentOrder;
  PaymentOrderField: Types.PaymentOrderField;
  PaymentStatus: Types.PaymentStatus;
  PaymentStatusFilter: Types.PaymentStatusFilter;
  PhoneNumber: ResolverTypeWrapper<Types.Scalars['PhoneNumber']['output']>;
  Player: ResolverTypeWrapper<Player>;
  PlayerBrandFilter: Types.PlayerBrandFilter;
  PlayerConnection: ResolverTypeWrapper<PlayerConnection>;
  PlayerEdge: ResolverTypeWrapper<PlayerItem>;
  PlayerFilter: Types.PlayerFilter;
  PlayerLevelFilter: Types.PlayerLevelFilter;
  PlayerMission: ResolverTypeWrapper<Types.PlayerMission>;
  PlayerOrder: Types.PlayerOrder;
  PlayerOrderField: Types.PlayerOrderField;
  PlayerPredictions: ResolverTypeWrapper<Types.PlayerPredictions>;
  PlayerSegmentFilter: Types.PlayerSegmentFilter;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refund: ResolverTypeWrapper<Refund>;
  RefundConnection: ResolverTypeWrapper<RefundConnection>;
  RefundEdge: ResolverTypeWrapper<RefundItem>;
  RefundStatus: Types.RefundStatus;
  RevenueGroup: ResolverTypeWrapper<SummedGroup>;
  RevenueGroupBy: Types.RevenueGroupBy;
  RevenueStats: ResolverTypeWrapper<Summed>;
  Role: Types.Role;
  SafeInt: ResolverTypeWrapper<Types.Scalars['SafeInt']['output']>;
  SafeIntRange: Types.SafeIntRange;
  SearchFilter: Types.SearchFilter;
  SearchGap: ResolverTypeWrapper<SearchGap>;
  SearchHit: ResolverTypeWrapper<SearchHit>;
  SearchResults: ResolverTypeWrapper<SearchResults>;
  SearchType: Types.SearchType;
  SourceFilter: Types.SourceFilter;
  SplitCustomerInput: Types.SplitCustomerInput;
  SplitCustomerPayload: ResolverTypeWrapper<Omit<Types.SplitCustomerPayload, 'kept' | 'separated'> & { kept?: Types.Maybe<ResolversTypes['Customer']>, separated?: Types.Maybe<ResolversTypes['Customer']> }>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  StringFilter: Types.StringFilter;
  StringListFilter: Types.StringListFilter;
  Ticket: ResolverTypeWrapper<Ticket>;
  TicketComment: ResolverTypeWrapper<TicketComment>;
  TicketCommentConnection: ResolverTypeWrapper<TicketCommentConnection>;
  TicketCommentEdge: ResolverTypeWrapper<TicketCommentItem>;
  TicketConnection: ResolverTypeWrapper<TicketConnection>;
  TicketEdge: ResolverTypeWrapper<TicketItem>;
  TicketFilter: Types.TicketFilter;
  TicketGroup: ResolverTypeWrapper<SummedGroup>;
  TicketGroupBy: Types.TicketGroupBy;
  TicketOrder: Types.TicketOrder;
  TicketOrderField: Types.TicketOrderField;
  TicketPriority: Types.TicketPriority;
  TicketPriorityFilter: Types.TicketPriorityFilter;
  TicketStats: ResolverTypeWrapper<Summed>;
  TicketStatus: Types.TicketStatus;
  TicketStatusFilter: Types.TicketStatusFilter;
  User: ResolverTypeWrapper<User>;
  UserError: ResolverTypeWrapper<Types.UserError>;
  UserErrorCode: Types.UserErrorCode;
  Viewer: ResolverTypeWrapper<Types.Viewer>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Activity: Activity;
  ActivityConnection: ActivityConnection;
  ActivityEdge: ActivityItem;
  ActivityFilter: Types.ActivityFilter;
  ActivityKindFilter: Types.ActivityKindFilter;
  ActivityOrder: Types.ActivityOrder;
  ActivityStatusFilter: Types.ActivityStatusFilter;
  BillingSubscription: BillingSubscription;
  BillingSubscriptionConnection: BillingSubscriptionConnection;
  BillingSubscriptionEdge: BillingSubscriptionItem;
  BillingSubscriptionFilter: Types.BillingSubscriptionFilter;
  BillingSubscriptionOrder: Types.BillingSubscriptionOrder;
  BillingSubscriptionStatusFilter: Types.BillingSubscriptionStatusFilter;
  Boolean: Types.Scalars['Boolean']['output'];
  Brand: Types.Brand;
  Company: Company;
  CompanyConnection: CompanyConnection;
  CompanyEdge: CompanyItem;
  CompanyFilter: Types.CompanyFilter;
  CompanyOrder: Types.CompanyOrder;
  Currency: Types.Scalars['Currency']['output'];
  Customer: Contact;
  CustomerConnection: ContactConnection;
  CustomerEdge: ContactItem;
  CustomerFilter: Types.CustomerFilter;
  CustomerLink: Link;
  CustomerOrder: Types.CustomerOrder;
  CustomerProvenance: Types.CustomerProvenance;
  CustomerRecordInput: Types.CustomerRecordInput;
  CustomerSummary: Contact;
  Date: Types.Scalars['Date']['output'];
  DateRange: Types.DateRange;
  DateTime: Types.Scalars['DateTime']['output'];
  DateTimeRange: Types.DateTimeRange;
  Deal: Deal;
  DealConnection: DealConnection;
  DealEdge: DealItem;
  DealFilter: Types.DealFilter;
  DealGroup: SummedGroup;
  DealOrder: Types.DealOrder;
  DealStage: DealStage;
  DealStageFilter: Types.DealStageFilter;
  DealStats: Summed;
  EmailAddress: Types.Scalars['EmailAddress']['output'];
  Float: Types.Scalars['Float']['output'];
  ID: Types.Scalars['ID']['output'];
  IdFilter: Types.IdFilter;
  Int: Types.Scalars['Int']['output'];
  Invoice: Invoice;
  InvoiceConnection: InvoiceConnection;
  InvoiceEdge: InvoiceItem;
  InvoiceFilter: Types.InvoiceFilter;
  InvoiceOrder: Types.InvoiceOrder;
  InvoiceStatusFilter: Types.InvoiceStatusFilter;
  MergeCustomersInput: Types.MergeCustomersInput;
  MergeCustomersPayload: Omit<Types.MergeCustomersPayload, 'customer'> & { customer?: Types.Maybe<ResolversParentTypes['Customer']> };
  Money: Types.Money;
  MoneyRange: Types.MoneyRange;
  Mutation: Record<PropertyKey, never>;
  Node: Entity;
  PageInfo: Types.PageInfo;
  Payment: Payment;
  PaymentConnection: PaymentConnection;
  PaymentEdge: PaymentItem;
  PaymentFilter: Types.PaymentFilter;
  PaymentOrder: Types.PaymentOrder;
  PaymentStatusFilter: Types.PaymentStatusFilter;
  PhoneNumber: Types.Scalars['PhoneNumber']['output'];
  Player: Player;
  PlayerBrandFilter: Types.PlayerBrandFilter;
  PlayerConnection: PlayerConnection;
  PlayerEdge: PlayerItem;
  PlayerFilter: Types.PlayerFilter;
  PlayerLevelFilter: Types.PlayerLevelFilter;
  PlayerMission: Types.PlayerMission;
  PlayerOrder: Types.PlayerOrder;
  PlayerPredictions: Types.PlayerPredictions;
  PlayerSegmentFilter: Types.PlayerSegmentFilter;
  Query: Record<PropertyKey, never>;
  Refund: Refund;
  RefundConnection: RefundConnection;
  RefundEdge: RefundItem;
  RevenueGroup: SummedGroup;
  RevenueStats: Summed;
  SafeInt: Types.Scalars['SafeInt']['output'];
  SafeIntRange: Types.SafeIntRange;
  SearchFilter: Types.SearchFilter;
  SearchGap: SearchGap;
  SearchHit: SearchHit;
  SearchResults: SearchResults;
  SourceFilter: Types.SourceFilter;
  SplitCustomerInput: Types.SplitCustomerInput;
  SplitCustomerPayload: Omit<Types.SplitCustomerPayload, 'kept' | 'separated'> & { kept?: Types.Maybe<ResolversParentTypes['Customer']>, separated?: Types.Maybe<ResolversParentTypes['Customer']> };
  String: Types.Scalars['String']['output'];
  StringFilter: Types.StringFilter;
  StringListFilter: Types.StringListFilter;
  Ticket: Ticket;
  TicketComment: TicketComment;
  TicketCommentConnection: TicketCommentConnection;
  TicketCommentEdge: TicketCommentItem;
  TicketConnection: TicketConnection;
  TicketEdge: TicketItem;
  TicketFilter: Types.TicketFilter;
  TicketGroup: SummedGroup;
  TicketOrder: Types.TicketOrder;
  TicketPriorityFilter: Types.TicketPriorityFilter;
  TicketStats: Summed;
  TicketStatusFilter: Types.TicketStatusFilter;
  User: User;
  UserError: Types.UserError;
  Viewer: Types.Viewer;
};

export type AuthDirectiveArgs = {
  mfa?: Types.Maybe<Types.Scalars['Boolean']['input']>;
  requires: ReadonlyArray<Types.Role>;
};

export type AuthDirectiveResolver<Result, Parent, ContextType = GraphqlContext, Args = AuthDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = {
  body?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Types.Maybe<ResolversTypes['ActivityKind']>, ParentType, ContextType>;
  owner?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['ActivityStatus']>, ParentType, ContextType>;
  subject?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ActivityConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ActivityConnection'] = ResolversParentTypes['ActivityConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['ActivityEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Activity']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ActivityEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ActivityEdge'] = ResolversParentTypes['ActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
};

export type BillingSubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BillingSubscription'] = ResolversParentTypes['BillingSubscription']> = {
  cancelAtPeriodEnd?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currentPeriodEnd?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currentPeriodStart?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['BillingSubscriptionStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BillingSubscriptionConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BillingSubscriptionConnection'] = ResolversParentTypes['BillingSubscriptionConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['BillingSubscriptionEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['BillingSubscription']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BillingSubscriptionEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BillingSubscriptionEdge'] = ResolversParentTypes['BillingSubscriptionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
};

export type BrandResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Brand'] = ResolversParentTypes['Brand']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CompanyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Company'] = ResolversParentTypes['Company']> = {
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  domain?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CompanyConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CompanyConnection'] = ResolversParentTypes['CompanyConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['CompanyEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Company']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CompanyEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CompanyEdge'] = ResolversParentTypes['CompanyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
};

export interface CurrencyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Currency'], any> {
  name: 'Currency';
}

export type CustomerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  activities?: Resolver<Types.Maybe<ResolversTypes['ActivityConnection']>, ParentType, ContextType, RequireFields<Types.CustomerActivitiesArgs, 'first'>>;
  company?: Resolver<Types.Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deals?: Resolver<Types.Maybe<ResolversTypes['DealConnection']>, ParentType, ContextType, RequireFields<Types.CustomerDealsArgs, 'first'>>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Types.Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoices?: Resolver<Types.Maybe<ResolversTypes['InvoiceConnection']>, ParentType, ContextType, RequireFields<Types.CustomerInvoicesArgs, 'first'>>;
  links?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['CustomerLink']>>, ParentType, ContextType>;
  payments?: Resolver<Types.Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, RequireFields<Types.CustomerPaymentsArgs, 'first'>>;
  phone?: Resolver<Types.Maybe<ResolversTypes['PhoneNumber']>, ParentType, ContextType>;
  players?: Resolver<Types.Maybe<ResolversTypes['PlayerConnection']>, ParentType, ContextType, RequireFields<Types.CustomerPlayersArgs, 'first'>>;
  provenance?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['CustomerProvenance']>>, ParentType, ContextType>;
  subscriptions?: Resolver<Types.Maybe<ResolversTypes['BillingSubscriptionConnection']>, ParentType, ContextType, RequireFields<Types.CustomerSubscriptionsArgs, 'first'>>;
  summary?: Resolver<Types.Maybe<ResolversTypes['CustomerSummary']>, ParentType, ContextType>;
  tickets?: Resolver<Types.Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<Types.CustomerTicketsArgs, 'first'>>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['CustomerEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Customer']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
};

export type CustomerLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CustomerLink'] = ResolversParentTypes['CustomerLink']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  linkedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recordId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['LinkRule'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CustomerProvenanceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CustomerProvenance'] = ResolversParentTypes['CustomerProvenance']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CustomerSummaryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CustomerSummary'] = ResolversParentTypes['CustomerSummary']> = {
  lastActivityAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastPaymentAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lifetimeValue?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Money']>>, ParentType, ContextType>;
  openDealAmount?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Money']>>, ParentType, ContextType>;
  openTickets?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DealResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Deal'] = ResolversParentTypes['Deal']> = {
  amount?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closeDate?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  company?: Resolver<Types.Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  stage?: Resolver<Types.Maybe<ResolversTypes['DealStage']>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DealConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DealConnection'] = ResolversParentTypes['DealConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['DealEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Deal']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DealEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DealEdge'] = ResolversParentTypes['DealEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Deal']>, ParentType, ContextType>;
};

export type DealGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DealGroup'] = ResolversParentTypes['DealGroup']> = {
  amount?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  month?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  stage?: Resolver<Types.Maybe<ResolversTypes['DealStage']>, ParentType, ContextType>;
};

export type DealStageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DealStage'] = ResolversParentTypes['DealStage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Types.Maybe<ResolversTypes['DealOutcome']>, ParentType, ContextType>;
  pipeline?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DealStatsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DealStats'] = ResolversParentTypes['DealStats']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['DealGroup']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type InvoiceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice']> = {
  amountDue?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueDate?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['InvoiceStatus']>, ParentType, ContextType>;
  total?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoiceConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InvoiceConnection'] = ResolversParentTypes['InvoiceConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['InvoiceEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Invoice']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvoiceEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InvoiceEdge'] = ResolversParentTypes['InvoiceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
};

export type MergeCustomersPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MergeCustomersPayload'] = ResolversParentTypes['MergeCustomersPayload']> = {
  customer?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  currency?: Resolver<ResolversTypes['Currency'], ParentType, ContextType>;
  minorUnits?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  mergeCustomers?: Resolver<Types.Maybe<ResolversTypes['MergeCustomersPayload']>, ParentType, ContextType, RequireFields<Types.MutationMergeCustomersArgs, 'input'>>;
  splitCustomer?: Resolver<Types.Maybe<ResolversTypes['SplitCustomerPayload']>, ParentType, ContextType, RequireFields<Types.MutationSplitCustomerArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Activity' | 'BillingSubscription' | 'Company' | 'Customer' | 'Deal' | 'DealStage' | 'Invoice' | 'Payment' | 'Player' | 'Refund' | 'Ticket' | 'TicketComment' | 'User', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customer?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  description?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refunds?: Resolver<Types.Maybe<ResolversTypes['RefundConnection']>, ParentType, ContextType, RequireFields<Types.PaymentRefundsArgs, 'first'>>;
  status?: Resolver<Types.Maybe<ResolversTypes['PaymentStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['PaymentEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Payment']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export interface PhoneNumberScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PhoneNumber'], any> {
  name: 'PhoneNumber';
}

export type PlayerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Player'] = ResolversParentTypes['Player']> = {
  badges?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  brand?: Resolver<Types.Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customer?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  externalId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  level?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  markers?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  missions?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['PlayerMission']>>, ParentType, ContextType>;
  points?: Resolver<Types.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  predictions?: Resolver<Types.Maybe<ResolversTypes['PlayerPredictions']>, ParentType, ContextType>;
  segments?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlayerConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlayerConnection'] = ResolversParentTypes['PlayerConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['PlayerEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Player']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PlayerEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlayerEdge'] = ResolversParentTypes['PlayerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Player']>, ParentType, ContextType>;
};

export type PlayerMissionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlayerMission'] = ResolversParentTypes['PlayerMission']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progressPercent?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PlayerPredictionsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlayerPredictions'] = ResolversParentTypes['PlayerPredictions']> = {
  churnRisk?: Resolver<Types.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lifetimeValue?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  companies?: Resolver<Types.Maybe<ResolversTypes['CompanyConnection']>, ParentType, ContextType, RequireFields<Types.QueryCompaniesArgs, 'first'>>;
  company?: Resolver<Types.Maybe<ResolversTypes['Company']>, ParentType, ContextType, RequireFields<Types.QueryCompanyArgs, 'id'>>;
  customer?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<Types.QueryCustomerArgs, 'id'>>;
  customerByEmail?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<Types.QueryCustomerByEmailArgs, 'email'>>;
  customers?: Resolver<Types.Maybe<ResolversTypes['CustomerConnection']>, ParentType, ContextType, RequireFields<Types.QueryCustomersArgs, 'first'>>;
  deal?: Resolver<Types.Maybe<ResolversTypes['Deal']>, ParentType, ContextType, RequireFields<Types.QueryDealArgs, 'id'>>;
  dealStats?: Resolver<Types.Maybe<ResolversTypes['DealStats']>, ParentType, ContextType, RequireFields<Types.QueryDealStatsArgs, 'groupBy'>>;
  deals?: Resolver<Types.Maybe<ResolversTypes['DealConnection']>, ParentType, ContextType, RequireFields<Types.QueryDealsArgs, 'first'>>;
  node?: Resolver<Types.Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<Types.QueryNodeArgs, 'id'>>;
  payment?: Resolver<Types.Maybe<ResolversTypes['Payment']>, ParentType, ContextType, RequireFields<Types.QueryPaymentArgs, 'id'>>;
  payments?: Resolver<Types.Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, RequireFields<Types.QueryPaymentsArgs, 'first'>>;
  player?: Resolver<Types.Maybe<ResolversTypes['Player']>, ParentType, ContextType, RequireFields<Types.QueryPlayerArgs, 'id'>>;
  players?: Resolver<Types.Maybe<ResolversTypes['PlayerConnection']>, ParentType, ContextType, RequireFields<Types.QueryPlayersArgs, 'first'>>;
  revenueStats?: Resolver<Types.Maybe<ResolversTypes['RevenueStats']>, ParentType, ContextType, RequireFields<Types.QueryRevenueStatsArgs, 'groupBy'>>;
  search?: Resolver<Types.Maybe<ResolversTypes['SearchResults']>, ParentType, ContextType, RequireFields<Types.QuerySearchArgs, 'first' | 'text'>>;
  ticket?: Resolver<Types.Maybe<ResolversTypes['Ticket']>, ParentType, ContextType, RequireFields<Types.QueryTicketArgs, 'id'>>;
  ticketStats?: Resolver<Types.Maybe<ResolversTypes['TicketStats']>, ParentType, ContextType, RequireFields<Types.QueryTicketStatsArgs, 'groupBy'>>;
  tickets?: Resolver<Types.Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<Types.QueryTicketsArgs, 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RefundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Refund'] = ResolversParentTypes['Refund']> = {
  amount?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['RefundStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RefundConnection'] = ResolversParentTypes['RefundConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['RefundEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Refund']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RefundEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RefundEdge'] = ResolversParentTypes['RefundEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Refund']>, ParentType, ContextType>;
};

export type RevenueGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevenueGroup'] = ResolversParentTypes['RevenueGroup']> = {
  amount?: Resolver<Types.Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  brands?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<Types.Maybe<ResolversTypes['Currency']>, ParentType, ContextType>;
  month?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RevenueStatsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevenueStats'] = ResolversParentTypes['RevenueStats']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['RevenueGroup']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type SearchGapResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SearchGap'] = ResolversParentTypes['SearchGap']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SearchType'], ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  node?: Resolver<Types.Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type SearchResultsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SearchResults'] = ResolversParentTypes['SearchResults']> = {
  gaps?: Resolver<ReadonlyArray<ResolversTypes['SearchGap']>, ParentType, ContextType>;
  hits?: Resolver<ReadonlyArray<ResolversTypes['SearchHit']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SplitCustomerPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SplitCustomerPayload'] = ResolversParentTypes['SplitCustomerPayload']> = {
  kept?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  separated?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TicketResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Ticket'] = ResolversParentTypes['Ticket']> = {
  assignee?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  comments?: Resolver<Types.Maybe<ResolversTypes['TicketCommentConnection']>, ParentType, ContextType, RequireFields<Types.TicketCommentsArgs, 'first'>>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  customer?: Resolver<Types.Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  description?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  priority?: Resolver<Types.Maybe<ResolversTypes['TicketPriority']>, ParentType, ContextType>;
  requester?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['TicketStatus']>, ParentType, ContextType>;
  subject?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TicketCommentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketComment'] = ResolversParentTypes['TicketComment']> = {
  author?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  body?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isPublic?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TicketCommentConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketCommentConnection'] = ResolversParentTypes['TicketCommentConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['TicketCommentEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['TicketComment']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TicketCommentEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketCommentEdge'] = ResolversParentTypes['TicketCommentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['TicketComment']>, ParentType, ContextType>;
};

export type TicketConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketConnection'] = ResolversParentTypes['TicketConnection']> = {
  edges?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['TicketEdge']>>>, ParentType, ContextType>;
  nodes?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['Ticket']>>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TicketEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketEdge'] = ResolversParentTypes['TicketEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Types.Maybe<ResolversTypes['Ticket']>, ParentType, ContextType>;
};

export type TicketGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketGroup'] = ResolversParentTypes['TicketGroup']> = {
  assignee?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  month?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<Types.Maybe<ResolversTypes['TicketPriority']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['TicketStatus']>, ParentType, ContextType>;
};

export type TicketStatsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TicketStats'] = ResolversParentTypes['TicketStats']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['TicketGroup']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Types.Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  brands?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  Activity?: ActivityResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  BillingSubscription?: BillingSubscriptionResolvers<ContextType>;
  BillingSubscriptionConnection?: BillingSubscriptionConnectionResolvers<ContextType>;
  BillingSubscriptionEdge?: BillingSubscriptionEdgeResolvers<ContextType>;
  Brand?: BrandResolvers<ContextType>;
  Company?: CompanyResolvers<ContextType>;
  CompanyConnection?: CompanyConnectionResolvers<ContextType>;
  CompanyEdge?: CompanyEdgeResolvers<ContextType>;
  Currency?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  CustomerLink?: CustomerLinkResolvers<ContextType>;
  CustomerProvenance?: CustomerProvenanceResolvers<ContextType>;
  CustomerSummary?: CustomerSummaryResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Deal?: DealResolvers<ContextType>;
  DealConnection?: DealConnectionResolvers<ContextType>;
  DealEdge?: DealEdgeResolvers<ContextType>;
  DealGroup?: DealGroupResolvers<ContextType>;
  DealStage?: DealStageResolvers<ContextType>;
  DealStats?: DealStatsResolvers<ContextType>;
  EmailAddress?: GraphQLScalarType;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  MergeCustomersPayload?: MergeCustomersPayloadResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  PhoneNumber?: GraphQLScalarType;
  Player?: PlayerResolvers<ContextType>;
  PlayerConnection?: PlayerConnectionResolvers<ContextType>;
  PlayerEdge?: PlayerEdgeResolvers<ContextType>;
  PlayerMission?: PlayerMissionResolvers<ContextType>;
  PlayerPredictions?: PlayerPredictionsResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refund?: RefundResolvers<ContextType>;
  RefundConnection?: RefundConnectionResolvers<ContextType>;
  RefundEdge?: RefundEdgeResolvers<ContextType>;
  RevenueGroup?: RevenueGroupResolvers<ContextType>;
  RevenueStats?: RevenueStatsResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  SearchGap?: SearchGapResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  SearchResults?: SearchResultsResolvers<ContextType>;
  SplitCustomerPayload?: SplitCustomerPayloadResolvers<ContextType>;
  Ticket?: TicketResolvers<ContextType>;
  TicketComment?: TicketCommentResolvers<ContextType>;
  TicketCommentConnection?: TicketCommentConnectionResolvers<ContextType>;
  TicketCommentEdge?: TicketCommentEdgeResolvers<ContextType>;
  TicketConnection?: TicketConnectionResolvers<ContextType>;
  TicketEdge?: TicketEdgeResolvers<ContextType>;
  TicketGroup?: TicketGroupResolvers<ContextType>;
  TicketStats?: TicketStatsResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphqlContext> = {
  auth?: AuthDirectiveResolver<any, any, ContextType>;
};
