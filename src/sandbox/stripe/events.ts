import type { PersonEdit } from "../world.ts";
import { nameOf, renderCustomer } from "./customers.ts";
import { stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import type { Resource } from "./resource.ts";
import { serials } from "./sequence.ts";

const type = "customer.updated";

/**
 * https://docs.stripe.com/api/events. What happens in the sandbox is that customers are changed: an event has the customer
 * as it was then, and what was different before. That Stripe forgets events after 30 days is not played.
 */
export const events: Resource<PersonEdit> = {
  object: "event",
  path: "/events",
  all: (view) => serials(view.world.payers.edits.length),
  row: (key, view) => view.world.payers.edits[key] ?? null,
  created: (key, view) => seconds(view.world.payers.edits[key]?.after.updatedAt ?? 0),
  select(params) {
    const one = params.string("type");
    const some = params.strings("types");
    params.boolean("delivery_success");
    const isAsked = (one === undefined || matches(one)) && (some.length === 0 || some.some(matches));
    return { accepts: () => isAsked };
  },
  render: ({ before, after }, key, view) => ({
    id: stripeId("event", key),
    object: "event",
    api_version: view.version.name,
    created: seconds(after.updatedAt),
    data: {
      object: renderCustomer(after, after.serial, view),
      previous_attributes: differences(before, after),
    },
    livemode: false,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  }),
};

/** A type, or a group of them: `customer.*`. */
function matches(asked: string): boolean {
  return asked === type || (asked.endsWith("*") && type.startsWith(asked.slice(0, -1)));
}

function differences(before: PersonEdit["before"], after: PersonEdit["after"]): JsonObject {
  const was = { email: before.email, name: nameOf(before), phone: before.phone };
  const is = { email: after.email, name: nameOf(after), phone: after.phone };
  return Object.fromEntries(Object.entries(was).filter(([name, value]) => value !== is[name as keyof typeof is]));
}
