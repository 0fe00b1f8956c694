// The vendors' records, as far as the two operations read them, and what they are in the graph.
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { exponentOf } from "../../src/mapping/currency.ts";
import type { SubjectSettings } from "./settings.ts";

export interface HubspotContact {
  readonly id: string;
  readonly createdAt: string;
  readonly properties: Readonly<
    Record<"firstname" | "lastname" | "email" | "phone" | "associatedcompanyid", string | null>
  >;
  readonly associations?: { readonly deals?: { readonly results: readonly { readonly id: string }[] } };
}

export interface HubspotCompany {
  readonly id: string;
  readonly properties: Readonly<Record<"name" | "domain", string | null>>;
}

export interface HubspotDeal {
  readonly id: string;
  readonly createdAt: string;
  readonly properties: Readonly<
    Record<"dealname" | "amount" | "deal_currency_code" | "closedate" | "dealstage", string | null>
  >;
}

export interface HubspotStage {
  readonly id: string;
  readonly label: string;
  readonly metadata: { readonly isClosed: string; readonly probability: string };
}

export interface ZendeskUser {
  readonly id: number;
  readonly email: string | null;
  readonly external_id: string | null;
  readonly role: string;
  readonly active: boolean;
}

export interface ZendeskTicket {
  readonly id: number;
  readonly requester_id: number;
  readonly subject: string;
  readonly status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  readonly priority: "low" | "normal" | "high" | "urgent" | null;
  readonly updated_at: string;
}

export interface StripeCustomer {
  readonly id: string;
  readonly email: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StripePaymentIntent {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: keyof typeof PAYMENT_STATUS;
  readonly last_payment_error: unknown;
  readonly created: number;
}

export interface StripeInvoice {
  readonly id: string;
  readonly total: number;
  readonly currency: string;
  readonly status: string | null;
  readonly due_date: number | null;
}

export interface StripeSubscription {
  readonly id: string;
  readonly status: string;
  readonly current_period_end: number | null;
}

const PAYMENT_STATUS = {
  requires_payment_method: "PENDING",
  requires_confirmation: "PENDING",
  requires_action: "REQUIRES_ACTION",
  processing: "PROCESSING",
  requires_capture: "AUTHORIZED",
  canceled: "CANCELED",
  succeeded: "SUCCEEDED",
} as const;

// Stripe's own exceptions: https://docs.stripe.com/currencies#special-cases
const STRIPE_DECIMALS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

const E164 = /^\+[1-9]\d{6,14}$/;

export interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

export function displayNameOf({ properties: { firstname, lastname, email } }: HubspotContact): string | null {
  return [firstname, lastname].filter(Boolean).join(" ") || email;
}

export function phoneOf({ properties }: HubspotContact, { defaultCountry }: SubjectSettings): string | null {
  const { phone } = properties;
  if (!phone || E164.test(phone)) return phone || null;
  const parsed = parsePhoneNumberFromString(phone, defaultCountry);
  return parsed?.isPossible() === true ? parsed.number : null;
}

/** As e-mail addresses are compared. */
export function emailKeyOf(email: string | null): string | null {
  return email?.trim().toLowerCase() || null;
}

export function dealAmountOf({ properties: { amount, deal_currency_code: currency } }: HubspotDeal): Money | null {
  if (!amount || !currency) return null;
  return { minorUnits: Math.round(Number(amount) * 10 ** exponentOf(currency)), currency };
}

export function closeDateOf({ properties: { closedate } }: HubspotDeal): string | null {
  return closedate ? closedate.slice(0, 10) : null;
}

export function outcomeOf({ metadata }: HubspotStage): string {
  if (metadata.isClosed !== "true") return "OPEN";
  return Number(metadata.probability) === 1 ? "WON" : "LOST";
}

const TICKET_STATUS = {
  new: "NEW",
  open: "OPEN",
  pending: "PENDING",
  hold: "ON_HOLD",
  solved: "SOLVED",
  closed: "CLOSED",
} as const;

export function ticketStatusOf({ status }: ZendeskTicket): string {
  return TICKET_STATUS[status];
}

export function stripeMoneyOf(amount: number, code: string): Money {
  const currency = code.toUpperCase();
  const iso = exponentOf(currency);
  const theirs = STRIPE_DECIMALS[currency] ?? iso;
  return { minorUnits: theirs === iso ? amount : Math.round(amount * 10 ** (iso - theirs)), currency };
}

export function paymentStatusOf({ status, last_payment_error: lastError }: StripePaymentIntent): string {
  if (status === "requires_payment_method" && lastError) return "FAILED";
  return PAYMENT_STATUS[status];
}

export function instantOf(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString();
}

/** Of an ISO instant without or with fractions. */
export function milliInstantOf(instant: string): string {
  return new Date(instant).toISOString();
}

/** The newest first; of the same instant the higher id. */
export function byCreation<T extends { readonly createdAt: string; readonly id: string }>(a: T, b: T): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return b.id.length - a.id.length || (a.id < b.id ? 1 : -1);
}
