import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergePayers, payerOf } from "../../../src/connectors/paypal/payer.ts";

const at = (date: string, payer: object, custom?: string) => ({
  transaction_info: {
    transaction_initiation_date: date,
    ...(custom !== undefined && { custom_field: custom }),
  },
  payer_info: payer,
});

describe("payerOf", () => {
  it("goes by the account, and by the address in lower case where there is none", () => {
    const payer = { account_id: "6STWC2LSUYYYE", email_address: "Ada@example.com" };
    expect(payerOf(at("2026-01-01T00:00:00Z", payer))).toMatchObject({ id: "6STWC2LSUYYYE" });
    expect(payerOf(at("2026-01-01T00:00:00Z", { email_address: " Ada@example.com" }))).toMatchObject({
      id: "ada@example.com",
      email_address: " Ada@example.com",
    });
    expect(payerOf({ transaction_info: { paypal_account_id: "6STWC2LSUYYYE" } })).toEqual({ id: "6STWC2LSUYYYE" });
  });

  it.each([
    {},
    null,
    at("2026-01-01T00:00:00Z", {}),
    at("", { email_address: "nobody" }),
    { payer_info: { account_id: {} } },
  ])("is nobody where nobody is named: %j", (transaction) => {
    expect(payerOf(transaction)).toBeNull();
  });

  it("leaves out what is not told, and where people live", () => {
    const payer = { account_id: "A", email_address: "", payer_name: {}, address: { line1: "Street 1" } };
    expect(payerOf(at("no date", payer))).toEqual({ id: "A" });
  });
});

describe("mergePayers", () => {
  const first = payerOf(at("2026-01-01T00:00:00Z", { account_id: "A", email_address: "a@example.com" }, "crm-1"));
  const second = payerOf(at("2026-03-01T00:00:00+0100", { account_id: "A", email_address: "b@example.com" }));

  it("takes what was told last, and what only the earlier told; whichever comes first", () => {
    const merged = {
      id: "A",
      email_address: "b@example.com",
      custom_field: "crm-1",
      first_seen: "2026-01-01T00:00:00.000Z",
      last_seen: "2026-02-28T23:00:00.000Z",
    };
    expect(mergePayers(first, second)).toEqual(merged);
    expect(mergePayers(second, first)).toEqual(merged);
    expect(mergePayers(undefined, second)).toEqual(second);
  });

  it("changes nothing when the same is given again, in any order", () => {
    const payers = fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 28 }), email: fc.constantFrom("a@x.example", "b@x.example", "") }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(payers, (told) => {
        const given = told.map(({ day, email }) =>
          payerOf(at(new Date(Date.UTC(2026, 0, day)).toISOString(), { account_id: "A", email_address: email })),
        );
        const held = given.reduce<unknown>(mergePayers, undefined);
        for (const again of given) expect(mergePayers(held, again)).toMatchObject({ id: "A" });
        const firsts = given.map((payer) => payer?.first_seen).toSorted();
        expect(given.toReversed().reduce<unknown>(mergePayers, held)).toMatchObject({
          first_seen: firsts[0],
          last_seen: firsts.at(-1),
        });
      }),
    );
  });

  it("takes anything for what is held", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (held) => {
        expect(mergePayers(held, first)).toMatchObject({ id: "A" });
      }),
    );
  });
});
