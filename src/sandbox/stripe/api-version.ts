// Which API versions the sandbox speaks. Stripe adds fields to every version at once; a new version only takes fields
// away or moves them, so a version is a few switches over one rendering.
import { StripeFault } from "./fault.ts";

export interface ApiVersion {
  readonly name: string;
  /** basil: subscription periods on the items, invoices without `paid` and `subscription`, lines with `pricing`. */
  readonly isBasil: boolean;
  /** clover: a discount names its coupon under `source`. */
  readonly isClover: boolean;
}

/** The version of the contract file in test/contracts/stripe: what a request without a version header gets. */
const defaultVersion = "2023-08-16";

// Stripe's published versions since 2022-11-15, the last to change what a charge and a payment intent contain:
// https://docs.stripe.com/changelog
const published = [
  ["2022-11-15", "2023-08-16", "2023-10-16", "2024-04-10", "2024-06-20"],
  ["2024-09-30", "2024-10-28", "2024-11-20", "2024-12-18", "2025-01-27", "2025-02-24"].map((day) => `${day}.acacia`),
  ["2025-03-31", "2025-04-30", "2025-05-28", "2025-06-30", "2025-07-30", "2025-08-27"].map((day) => `${day}.basil`),
  ["2025-09-30", "2025-10-29", "2025-11-17", "2025-12-15", "2026-01-28", "2026-02-25"].map((day) => `${day}.clover`),
  ["2026-03-25", "2026-04-22", "2026-05-27", "2026-06-24", "2026-07-29", "2026-08-26"].map((day) => `${day}.dahlia`),
  ["2026-09-30", "2026-10-28"].map((day) => `${day}.endive`),
].flat();

const versions = new Map<string, ApiVersion>(
  published.map((name) => [name, { name, isBasil: name >= "2025-03-31", isClover: name >= "2025-09-30" }]),
);

/** Reads the `Stripe-Version` header. Throws a 400 StripeFault for a version that Stripe never had or that is too old. */
export function apiVersion(header: string | undefined): ApiVersion {
  const name = header ?? defaultVersion;
  const version = versions.get(name);
  if (version === undefined) throw new StripeFault(400, { message: `Invalid Stripe API version: ${name}` });
  return version;
}
