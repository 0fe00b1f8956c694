// Mutations of who is who.
import type { MutationResolvers } from "../../generated/resolvers.ts";
import type { RecordKey } from "../../identity/people.ts";
import type { Ids } from "../../runtime/opaque.ts";
import { idOf } from "./node.ts";

export const identityMutations: Pick<MutationResolvers, "mergeCustomers" | "splitCustomer"> = {
  mergeCustomers: (_, { input: { customers, reason } }, { deciding, ids }) =>
    deciding.merge(
      customers.map((id) => recordOf(id, ids)),
      reason ?? null,
    ),
  splitCustomer: (_, { input: { customer, records, reason } }, { deciding, ids }) =>
    deciding.split(recordOf(customer, ids), records, reason ?? null),
};

/** The record that a customer's id is made of. Throws RequestError BAD_USER_INPUT. */
function recordOf(globalId: string, ids: Ids): RecordKey {
  const { source, id } = idOf(globalId, "Customer", ids);
  return { source, recordId: id };
}
