import { describe, expect, it } from "vitest";
import { createEntityCache } from "../../src/cache/entity-cache.ts";
import type { Store } from "../../src/store/store.ts";
import { heldClock } from "../support/fake-source.ts";
import { aContact, aPayment, keptPayments } from "./kept-payments.ts";

const clock = heldClock();

/** Takes whatever is written. */
const taking: Store = {
  query: () => Promise.resolve([]),
  transaction: (work) => work({ query: () => Promise.resolve([{ id: "any" }]) }),
  withLock: (_, work) => work(),
  notify: () => Promise.resolve(),
  listen: () => Promise.resolve(() => Promise.resolve()),
  close: () => Promise.resolve(),
};

describe("what was written", () => {
  it("drops itself and the lists that it is in now from caches", async () => {
    const { writer, dropped } = keptPayments(taking, { clock });
    await writer.write([aPayment({ id: "a", payer: "p" }), aContact({ id: "c" })]);
    expect(dropped).toEqual(
      new Set(["kept/Payment/a", "kept/Payment[]", "kept/Payment[]/Contact/p", "kept/Contact/c", "kept/Contact[]"]),
    );
  });

  it("is not kept from a read that began before", async () => {
    const cache = createEntityCache({ maxBytes: 100_000, clock });
    const lifetime = { freshMs: 1_000, staleMs: 1_000, staleIfErrorMs: 1_000 };
    const { writer } = keptPayments(taking, { clock, deps: { drop: (tags) => cache.drop(tags) } });
    const mark = cache.mark();
    await writer.write([aPayment({ id: "a" })]);
    cache.putEntity("kept/Payment/a", { id: "a" }, { fields: ["id"], lifetime, mark });
    expect(cache.entity("kept/Payment/a", ["id"], lifetime)).toBeUndefined();
  });

  it("leaves out what has no id, and says which, and what the source does not keep, without a word", async () => {
    const { writer } = keptPayments(taking, { clock });
    const { refused } = await writer.write([
      aPayment({ id: "a" }),
      aPayment({}),
      { type: "Deal", record: { id: "d" } },
      aPayment({ id: "b" }),
      { type: "Payment", record: null },
    ]);
    expect(refused.map(({ index, problem }) => [index, problem.message])).toEqual([
      [1, "kept record ?: Payment.id is missing: the record has nothing at id"],
      [4, "kept record ?: Payment.id is missing: the record has nothing at id"],
    ]);
  });
});
