import type { Resource } from "./resource.ts";
import { keys } from "./sequence.ts";

/**
 * https://docs.stripe.com/api/events. Nothing changes in a read-only sandbox, so nothing has happened in the last
 * 30 days either: an empty list that takes the parameters of the real one.
 */
export const events: Resource<never> = {
  object: "event",
  path: "/events",
  all: () => keys([]),
  row: () => null,
  created: () => 0,
  select(params) {
    params.string("type");
    params.strings("types");
    params.boolean("delivery_success");
    return {};
  },
  render: () => ({}),
};
