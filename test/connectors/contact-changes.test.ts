// What the sandbox's own people never do: leave. Who is gone, as each vendor tells it.
import { describe, expect, it } from "vitest";
import { connectorByName } from "../../src/connectors/index.ts";
import { UpstreamError } from "../../src/errors.ts";
import { createAnsweringHttp } from "../support/fake-http.ts";
import type { Ask } from "../support/fake-http.ts";

const NOW_MS = Date.UTC(2026, 10, 25);
const NOW_S = NOW_MS / 1_000;
const SELECT = ["id", "email"];

function asked(name: string, answer: (ask: Ask) => unknown) {
  const connector = connectorByName(name);
  const http = createAnsweringHttp(answer, { options: { ...connector?.options }, now: NOW_MS });
  const changes = connector?.entities.Contact?.changes;
  if (changes === undefined) throw new Error(`${name} tells of no changes`);
  return { http, read: (after: string | null) => changes.read(http, after, SELECT) };
}

describe("who is gone", () => {
  it("is who Salesforce has in its bin", async () => {
    const row = { SystemModstamp: "2026-01-01T00:00:00.000+0000", Email: null };
    const records = [
      { ...row, Id: "003000000000001AAA", IsDeleted: false },
      { ...row, Id: "003000000000002AAA", IsDeleted: true },
    ];
    const { http, read } = asked("salesforce", () => ({ totalSize: 2, done: true, records }));
    const page = await read(null);
    expect(page).toMatchObject({ records: [records[0]], gone: ["003000000000002AAA"], isAtEnd: true });
    expect(http.asked[0]?.path).toBe("/services/data/v60.0/queryAll");
  });

  it("is who Dynamics has deactivated", async () => {
    const row = { modifiedon: "2026-01-01T00:00:00Z", emailaddress1: null };
    const value = [
      { ...row, contactid: "a0000000-0000-0000-0000-000000000001", statecode: 0 },
      { ...row, contactid: "a0000000-0000-0000-0000-000000000002", statecode: 1 },
    ];
    const page = await asked("dynamics", () => ({ value })).read(null);
    expect(page).toMatchObject({ records: [value[0]], gone: ["a0000000-0000-0000-0000-000000000002"] });
  });

  it("is who Zendesk has as not active, or as an agent", async () => {
    const users = [
      { id: 1, role: "end-user", active: true },
      { id: 2, role: "end-user", active: false },
      { id: 3, role: "agent", active: true },
    ];
    const { read } = asked("zendesk", () => ({ users, after_cursor: "c1", end_of_stream: true }));
    expect(await read(null)).toEqual({ records: [users[0]], gone: ["2", "3"], next: "c1", isAtEnd: true });
  });

  it("is who Intercom has archived", async () => {
    const data = [
      { id: "a", updated_at: NOW_S },
      { id: "b", updated_at: NOW_S, archived: true },
    ];
    const page = await asked("intercom", () => ({ data, total_count: 2, pages: {} })).read(null);
    expect(page).toMatchObject({ records: [data[0]], gone: ["b"], isAtEnd: true });
  });

  it("is who Stripe has deleted, or no longer knows", async () => {
    const eventOf = (id: string) => ({ id: `evt_${id}`, data: { object: { id } } });
    const { read } = asked("stripe", ({ path }) => {
      if (path === "/v1/events")
        return { data: [eventOf("a"), eventOf("b"), eventOf("c"), eventOf("a")], has_more: false };
      if (path === "/v1/customers/a") return { id: "a", email: "now@example.com" };
      return path === "/v1/customers/b" ? { id: "b", deleted: true } : undefined;
    });
    const page = await read(JSON.stringify(["round", NOW_S - 60, null, null]));
    expect(page).toMatchObject({ records: [{ id: "a", email: "now@example.com" }], gone: ["b", "c"], isAtEnd: true });
  });
});

describe("a place that the vendor no longer knows", () => {
  it("is refused where Stripe has forgotten the events since", async () => {
    const { http, read } = asked("stripe", () => ({ data: [], has_more: false }));
    const place = (days: number) => JSON.stringify(["round", NOW_S - days * 86_400, null, null]);
    const refusal = read(place(30));
    await expect(refusal).rejects.toThrow(UpstreamError);
    await expect(refusal).rejects.toMatchObject({ failure: "rejected" });
    expect(http.asked).toEqual([]);
    expect((await read(place(29))).isAtEnd).toBe(true);
  });
});

describe("a round of Intercom's", () => {
  it("begins again when a contact left meanwhile, which may have pulled another over the edge of a page", async () => {
    let total = 400;
    const { read } = asked("intercom", () => ({
      data: [{ id: "a", updated_at: NOW_S }],
      total_count: total,
      pages: { next: { starting_after: `c${total}` } },
    }));
    const first = await read(JSON.stringify(["round", NOW_S - 60, null, null, 0]));
    expect(first.isAtEnd).toBe(false);
    total = 399;
    const second = await read(first.next);
    expect(second).toMatchObject({ next: JSON.stringify(["round", NOW_S - 60, NOW_S, null, 0]), isAtEnd: false });
  });
});

it.each(["stripe", "intercom"])("%s refuses what is no place", async (name) => {
  await expect(asked(name, () => null).read('["list"]')).rejects.toThrow("not one that these changes gave");
});
