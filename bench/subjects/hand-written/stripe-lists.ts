import type { People } from "./links.ts";
import { stripe } from "./vendors.ts";

interface StripeList<T> {
  readonly data: readonly T[];
}

/** A list of each linked Stripe customer's, and what is in the lists of all that are one person's. */
export async function listsOf<T extends { readonly id: string; readonly created?: number }>(
  customers: People<string>,
  targetOf: (customer: string) => string,
): Promise<(contactId: string) => readonly T[]> {
  const all = new Set([...customers.values()].flat());
  const entries = await Promise.all(
    [...all].map(async (id) => [id, ((await stripe.get(targetOf(id))) as StripeList<T>).data] as const),
  );
  const lists = new Map(entries);
  return (contactId) => {
    const own = (customers.get(contactId) ?? []).map((id) => lists.get(id) ?? []);
    if (own.length < 2) return own[0] ?? [];
    return own.flat().sort((a, b) => (b.created ?? 0) - (a.created ?? 0) || (a.id < b.id ? 1 : -1));
  };
}
