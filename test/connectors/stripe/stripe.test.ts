import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING } from "../../../src/filters/filter.ts";
import { stripe } from "../../../src/connectors/stripe/index.ts";
import type { ListRequest, RecordPage } from "../../../src/connectors/contract.ts";
import type { Payment } from "../../../src/mapping/entities.ts";
import { recordMapper } from "../../../src/mapping/map-record.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { openContract } from "../../support/contract.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import { checkExchanges } from "../check-exchanges.ts";
import { mappingContext, runCase } from "../connector-case.ts";
import charges from "./fixtures/charges.json" with { type: "json" };
import { cases } from "./cases.ts";
import { list } from "./replies.ts";

const contract = openContract(new URL("../../contracts/stripe/openapi.trimmed.json", import.meta.url));
// The fixtures are of 2026; these three have since changed (FACTS.md, "Stripe drift").
const hasChanged = (path: string): boolean => /^\/v1\/(customers|invoices|subscriptions)/.test(path);
const options = { ...stripe.options };

describe("stripe", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(stripe, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  // Compiling one of Stripe's reply schemas takes up to a second.
  it.each(cases)("keeps to the contract: $name", { timeout: 60_000 }, ({ exchanges }) => {
    expect(checkExchanges(contract, exchanges, (path) => !hasChanged(path))).toEqual([]);
  });

  it("probes by one cheap call", async () => {
    const http = createAnsweringHttp(() => list("/v1/customers", false));
    await stripe.probe(http);
    expect(http.asked).toEqual([{ method: "GET", path: "/v1/customers", query: { limit: "1" } }]);
  });

  it("advises to list charges when some have no intent, and the option is off", async () => {
    const { ofIntent, legacy, uncaptured } = charges;
    const answer = (...data: readonly unknown[]) =>
      createAnsweringHttp(() => list("/v1/charges", true, ...data), { options });
    const http = answer(ofIntent, legacy, uncaptured);
    expect(await stripe.advise?.(http)).toEqual([expect.stringMatching(/^2 of the last 3 charges .*legacyCharges/)]);
    expect(http.asked).toEqual([{ method: "GET", path: "/v1/charges", query: { limit: "100" } }]);
    expect(await stripe.advise?.(answer(ofIntent))).toEqual([]);

    const on = createAnsweringHttp(() => undefined, { options: { ...options, legacyCharges: true } });
    expect(await stripe.advise?.(on)).toEqual([]);
    expect(on.asked).toEqual([]);
  });

  it.each([[null], [{}], [{ data: {}, has_more: false }], [{ data: [] }], [{ data: [{}], has_more: true }]])(
    "takes %o for no list",
    async (reply) => {
      const http = createAnsweringHttp(() => reply, { options });
      const request = { select: ["id"], filter: EVERYTHING, order: null, after: null, size: 10 };
      await expect(stripe.entities.Payment?.list?.read(http, request)).rejects.toThrow(ReplyShapeError);
    },
  );
});

describe("a status", () => {
  const { fields } = stripe.entities.Payment ?? { fields: undefined };
  const statusOf = (object: object): unknown => {
    if (fields === undefined) throw new Error("stripe has no Payment");
    return recordMapper<Payment>("Payment", fields, ["status"], mappingContext())({ id: "pi_1", ...object }).status;
  };

  it.each([
    [{ status: "requires_payment_method", last_payment_error: null }, "PENDING"],
    [{ status: "requires_payment_method", last_payment_error: { code: "card_declined" } }, "FAILED"],
    [{ status: "requires_confirmation" }, "PENDING"],
    [{ status: "requires_action", last_payment_error: { code: "card_declined" } }, "REQUIRES_ACTION"],
    [{ status: "processing" }, "PROCESSING"],
    [{ status: "requires_capture" }, "AUTHORIZED"],
    [{ status: "canceled" }, "CANCELED"],
    [{ status: "succeeded" }, "SUCCEEDED"],
    [{ status: "succeeded", captured: true }, "SUCCEEDED"],
    [{ status: "succeeded", captured: false }, "AUTHORIZED"],
    [{ status: "pending", captured: false }, "PROCESSING"],
    [{ status: "failed", captured: false }, "FAILED"],
    [{ status: "teleported" }, "UNKNOWN"],
    [{}, null],
  ])("%o is %s", (object, expected) => {
    expect(statusOf(object)).toBe(expected);
  });
});

describe("lists longer than a page", () => {
  interface Made {
    readonly id: string;
    readonly created: number;
    readonly payment_intent: string | null;
  }

  /** Answers lists as Stripe does: newest first, from behind an object, a page at a time. */
  function accountWith(intents: readonly Made[], charged: readonly Made[], legacyCharges: boolean) {
    return createAnsweringHttp(
      ({ path, query = {} }) => {
        const all = path === "/v1/charges" ? charged : intents;
        const start = all.findIndex(({ id }) => id === query["starting_after"]) + 1;
        const end = start + Number(query["limit"]);
        expect(Number(query["limit"])).toBeLessThanOrEqual(100);
        return list(path, end < all.length, ...all.slice(start, end));
      },
      { options: { ...options, legacyCharges } },
    );
  }

  const intentsOf = (times: readonly number[]): Made[] =>
    times.toSorted((a, b) => b - a).map((created, nth) => ({ id: `pi_${nth}`, created, payment_intent: null }));

  it("are read to as many as are asked for", async () => {
    const http = accountWith(intentsOf(Array.from({ length: 250 }, (_, nth) => nth)), [], false);
    const found = await stripe.entities.Payment?.related?.Contact?.find(http, ["cus_1"], {
      select: ["id"],
      filter: EVERYTHING,
      order: { field: "createdAt", direction: "DESC" },
      after: null,
      first: 200,
    });
    expect(found?.get("cus_1")?.records).toHaveLength(200);
    expect(found?.get("cus_1")?.hasMore).toBe(true);
    expect(http.asked).toHaveLength(2);
  });

  it("merge to every payment once, newest first, whatever the page and wherever it begins", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 25 });
    const chargeTimes = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(times, chargeTimes, fc.integer({ min: 1, max: 7 }), async (intentTimes, made, size) => {
        const intents = intentsOf(intentTimes);
        const charged = made
          .toSorted(([a], [b]) => b - a)
          .map(([created, hasIntent], nth) => ({
            id: `ch_${nth}`,
            created,
            payment_intent: hasIntent ? "pi_x" : null,
          }));
        const http = accountWith(intents, charged, true);
        const read: Made[] = [];
        let after: string | null | undefined = null;
        do {
          const request: ListRequest = { select: ["id"], filter: EVERYTHING, order: null, after, size };
          const page: RecordPage | undefined = await stripe.entities.Payment?.list?.read(http, request);
          expect(page?.positions).toHaveLength(page?.records.length ?? -1);
          expect(page?.records.length).toBeLessThanOrEqual(size);
          read.push(...((page?.records ?? []) as Made[]));
          after = page?.next;
        } while (typeof after === "string");
        const kept = charged.filter(({ payment_intent: intent }) => intent === null);
        expect(read.map(({ created }) => created)).toEqual(
          [...intents, ...kept].map(({ created }) => created).sort((a, b) => b - a),
        );
        expect(new Set(read.map(({ id }) => id)).size).toBe(intents.length + kept.length);
      }),
    );
  });
});
