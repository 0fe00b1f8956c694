/** What PayPal does not publish, or publishes and may change. A fact marked UNVERIFIED is general or third-party knowledge. */
export interface PaypalOptions {
  /** How long a token works. 32400 (nine hours): https://developer.paypal.com/api/rest/authentication/ */
  readonly tokenLifetimeS?: number;
  /**
   * Multiplied by the sandbox's `rateScale`. 600. UNVERIFIED: PayPal publishes no number
   * (https://developer.paypal.com/api/rest/reference/rate-limiting/); an importer of transactions reckoned with 50.
   */
  readonly requestsPerMinute?: number;
  /** Whether a 429 says when to come back. True. UNVERIFIED: PayPal's page reads the header "if available". */
  readonly sendsRetryAfter?: boolean;
  /** How far reporting lags behind; PayPal says at most three hours (10800). 0, so that the sandbox's data is all there. */
  readonly reportingLagSeconds?: number;
  /** How far back reporting goes. 3: "for the previous three years". */
  readonly historyYears?: number;
  /** More transactions than this in a window are refused. 10000. */
  readonly maximumItems?: number;
  /**
   * How reporting writes UTC in its instants. "+0000", as in replies that people kept, though PayPal's own pattern has a
   * colon there; the request header `PayPal-Enforce-ISO8601-Format: true` always gives "Z". UNVERIFIED.
   */
  readonly reportingZone?: "+0000" | "Z";
  /** For how long a capture can be refunded. 180 days. UNVERIFIED: the user agreement's number. */
  readonly refundDays?: number;
  /** Share of one-off payments made by card as a guest, which have no account id. 0.02. UNVERIFIED. */
  readonly guestShare?: number;
}

export type PaypalSettings = Required<PaypalOptions>;

export const defaultSettings: PaypalSettings = {
  tokenLifetimeS: 32_400,
  requestsPerMinute: 600,
  sendsRetryAfter: true,
  reportingLagSeconds: 0,
  historyYears: 3,
  maximumItems: 10_000,
  reportingZone: "+0000",
  refundDays: 180,
  guestShare: 0.02,
};
