import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import type { Connector, Description, RelatedRequest } from "../../src/connectors/contract.ts";
import { RequestError, UpstreamError } from "../../src/errors.ts";
import { createSeenConnector } from "../../src/loaders/seen-connector.ts";
import { text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import { at, combined, required } from "../../src/mapping/field-map.ts";
import type { EntityType } from "../../src/mapping/entities.ts";
import type { Http } from "../../src/upstream/http.ts";
import { heldClock } from "../support/fake-source.ts";
import { createFakeHttp } from "../support/fake-http.ts";

const everything: Description = {
  Contact: ["Id", "Name", "Email", "Created", "Stripe", "Zendesk"],
  Ticket: ["Id", "Subject", "First", "Last", "ContactId"],
};

const HOUR_MS = 3_600_000;

interface Call {
  readonly what: string;
  readonly select?: readonly string[];
  readonly externalIdFields?: readonly string[];
}

/** A vendor with contacts and tickets that says what it lets see, and a source that opens it. */
function scene(description: Description | Error) {
  const calls: Call[] = [];
  const warnings: string[] = [];
  const clock = heldClock();
  const state = { description, describing: 0, failure: null as Error | null, failures: [] as Error[] };
  const called = async <R>(call: Call, result: R): Promise<R> => {
    calls.push(call);
    const failure = state.failures.shift() ?? state.failure;
    if (failure !== null) throw failure;
    return result;
  };
  const connector: Connector = {
    name: "vendor",
    kind: "crm",
    baseUrl: null,
    auth: [],
    limits: { batchSize: 10, concurrency: 1, timeoutMs: 1_000 },
    entities: {
      Contact: {
        fields: {
          id: required("Id", text),
          displayName: at("Name", text),
          email: at("Email", text),
          createdAt: at("Created", isoInstant),
        },
        getMany: (http, _ids, select) =>
          called({ what: "contacts", select, externalIdFields: http.externalIdFields }, [{ Id: "1" }]),
        list: {
          pageSize: 10,
          filters: { createdAt: ["gte"] },
          orders: { createdAt: ["ASC"], displayName: ["ASC"] },
          read: (_http, { select }) => called({ what: "list", select }, { records: [{ Id: "1" }], next: null }),
          count: () => called({ what: "count" }, 7),
        },
        sums: {
          compute: (_http, { by, monthOf, amount }) =>
            called({ what: "sums", select: [...by, String(monthOf), String(amount)] }, { groups: [] }),
        },
        byEmail: {
          batchSize: 10,
          goesBy: ["Email"],
          find: (_http, _keys, select) => called({ what: "byEmail", select }, [{ Id: "1" }]),
        },
        byExternalId: {
          batchSize: 10,
          find: (_http, field, _values, select) => called({ what: `by ${field}`, select }, [{ Id: "1" }]),
        },
      },
      Ticket: {
        fields: {
          id: required("Id", text),
          subject: at("Subject", text),
          description: combined(["First", "Last"], (parts) => parts.join(" ")),
        },
        related: {
          Contact: {
            batchSize: 10,
            arrangedBy: "core",
            filters: {},
            orders: { subject: ["ASC"], description: ["ASC"] },
            defaultOrder: { field: "subject", direction: "ASC" },
            goesBy: ["ContactId"],
            find: (_http, _ids, { select }) =>
              called({ what: "tickets", select }, new Map([["1", { records: [{ Id: "9" }], hasMore: false }]])),
          },
        },
      },
      User: {
        fields: { id: required("Id", text), email: at("Email", text) },
        getMany: (_http, _ids, select) => called({ what: "users", select }, []),
      },
    },
    probe: async () => undefined,
    async describe() {
      state.describing += 1;
      if (state.description instanceof Error) throw state.description;
      return state.description;
    },
  };
  const externalIdFields = ["Stripe", "Zendesk"];
  const http: Http = createFakeHttp([], { externalIdFields });
  const seen = createSeenConnector(connector, {
    source: "crm",
    externalIdFields,
    clock,
    log: { warn: (...line: unknown[]) => void warnings.push(String(line.at(-1))) },
    backgroundHttp: () => http,
  });
  const { Contact: contact, Ticket: ticket, User: user } = seen.connector.entities;
  const request = { select: ["id", "email"], filter: EVERYTHING, order: null, after: null, size: 5 };
  const related: RelatedRequest = {
    select: ["id", "subject"],
    filter: EVERYTHING,
    order: { field: "subject", direction: "ASC" },
    after: null,
    first: 5,
  };
  return {
    seen,
    state,
    calls,
    warnings,
    clock,
    http,
    contacts: (select = ["id", "displayName", "email"]) => contact?.getMany?.(http, ["1"], select),
    list: (asked: Partial<typeof request> | { order: { field: string; direction: "ASC" } } = {}) =>
      contact?.list?.read(http, { ...request, ...asked }),
    count: (filter = EVERYTHING) => contact?.list?.count?.(http, filter),
    byEmail: () => contact?.byEmail?.find(http, ["a@b.example"], ["id", "email"]),
    byExternalId: (field: string) => contact?.byExternalId?.find(http, field, ["x"], ["id", "email"]),
    tickets: (asked: Partial<RelatedRequest> = {}) =>
      ticket?.related?.Contact?.find(http, ["1"], { ...related, ...asked }),
    sums: () =>
      contact?.sums?.compute?.(http, {
        by: ["displayName", "email"],
        monthOf: "createdAt",
        amount: null,
        filter: request.filter,
      }),
    users: () => user?.getMany?.(http, ["1"], ["id", "email"]),
  };
}

const without = (type: EntityType, ...paths: readonly string[]): Description => ({
  ...everything,
  [type]: (everything[type] ?? []).filter((path) => !paths.includes(path)),
});

describe("sums", () => {
  it("tell nothing apart by what is hidden, and are of nothing where there are no such records", async () => {
    const at = scene(without("Contact", "Email", "Created"));
    expect(await at.sums()).toEqual({ groups: [] });
    expect(at.calls).toEqual([{ what: "sums", select: ["displayName", "null", "null"] }]);
    const hidden = scene(without("Contact", "Id"));
    expect(await hidden.sums()).toEqual({ groups: [] });
    expect(hidden.calls).toEqual([]);
  });

  it("ask for all that can be seen", async () => {
    const at = scene(everything);
    await at.sums();
    expect(at.calls).toEqual([{ what: "sums", select: ["displayName", "email", "createdAt", "null"] }]);
  });
});

const refusal = new UpstreamError("crm", "rejected", { status: 400 });

describe("a connector that tells nothing", () => {
  it("stays as it is", async () => {
    const { seen } = scene(everything);
    const { describe: _, ...plain } = seen.connector;
    const same = createSeenConnector(plain, {
      source: "crm",
      externalIdFields: [],
      clock: heldClock(),
      log: { warn: () => undefined },
      backgroundHttp: () => createFakeHttp([]),
    });
    expect(same.connector).toBe(plain);
    expect(await same.report(createFakeHttp([]))).toEqual([]);
    await same.prepare();
  });
});

describe("where nothing is hidden", () => {
  it("everything is asked as it was, and the account once", async () => {
    const at = scene(everything);
    await at.seen.prepare();
    await at.contacts();
    await at.list({ order: { field: "displayName", direction: "ASC" } });
    await at.tickets({ order: { field: "description", direction: "ASC" } });
    await at.byEmail();
    expect(await at.count()).toBe(7);
    expect(at.calls[0]).toEqual({
      what: "contacts",
      select: ["id", "displayName", "email"],
      externalIdFields: ["Stripe", "Zendesk"],
    });
    expect(at.calls).toHaveLength(5);
    expect(at.state.describing).toBe(1);
    expect(at.warnings).toEqual([]);
  });

  it("the first who asks finds out, within the time that is theirs", async () => {
    const at = scene(everything);
    await at.contacts();
    expect(at.state.describing).toBe(1);
  });

  it("what the account does not describe is there as documented", async () => {
    const at = scene(without("Contact", "Email"));
    await at.users();
    expect(at.calls).toEqual([{ what: "users", select: ["id", "email"] }]);
  });
});

describe("a hidden field", () => {
  it("is not selected anywhere, and said once", async () => {
    const at = scene(without("Contact", "Name"));
    await at.contacts();
    await at.list({ select: ["id", "displayName", "email"] });
    expect(at.calls.map(({ select }) => select)).toEqual([
      ["id", "email"],
      ["id", "email"],
    ]);
    expect(at.warnings).toEqual(["Contact.displayName is not read: the account has no Name, or hides it"]);
    expect(await at.seen.report(at.http)).toEqual(at.warnings);
  });

  it("takes with it a field of ours that can't do without it", async () => {
    const at = scene(without("Ticket", "Last"));
    await at.tickets({ select: ["id", "subject", "description"] });
    expect(at.calls[0]?.select).toEqual(["id", "subject"]);
    expect(at.warnings).toEqual(["Ticket.description is not read: the account has no Last, or hides it"]);
  });

  it("is nothing to find by", async () => {
    const at = scene({ ...without("Contact", "Email"), ...without("Ticket", "ContactId"), Contact: ["Id", "Name"] });
    expect(await at.byEmail()).toEqual([]);
    expect(await at.tickets()).toEqual(new Map());
    expect(at.calls).toEqual([]);
    expect(at.warnings).toContain("Contact by e-mail is not found: the account has no Email, or hides it");
    expect(at.warnings).toContain("Ticket of a Contact is not found: the account has no ContactId, or hides it");
  });

  it("is nothing to filter or order by: who asks for that is told", async () => {
    const at = scene({ Contact: ["Id", "Email"], Ticket: ["Id", "ContactId", "Subject"] });
    await expect(at.list({ filter: where({ createdAt: { gte: "2026-01-01T00:00:00Z" } }) })).rejects.toThrow(
      "crm can't filter or order Contact by createdAt: the account hides Created",
    );
    await expect(at.count(where({ createdAt: { gte: "2026-01-01T00:00:00Z" } }))).rejects.toThrow(RequestError);
    await expect(at.list({ order: { field: "displayName", direction: "ASC" } })).rejects.toThrow(RequestError);
    await expect(at.tickets({ order: { field: "description", direction: "ASC" } })).rejects.toThrow(RequestError);
    expect(at.calls).toEqual([]);
  });

  it("does not keep from the order that nobody asked for", async () => {
    const at = scene(without("Ticket", "Subject"));
    await at.tickets();
    expect(at.calls).toEqual([{ what: "tickets", select: ["id"] }]);
  });

  it("is no external id", async () => {
    const at = scene(without("Contact", "Stripe"));
    await at.contacts();
    expect(at.calls[0]?.externalIdFields).toEqual(["Zendesk"]);
    expect(await at.byExternalId("Stripe")).toEqual([]);
    await at.byExternalId("Zendesk");
    expect(at.calls.map(({ what }) => what)).toEqual(["contacts", "by Zendesk"]);
    expect(at.warnings).toEqual(["external ids are not read: the account has no Stripe, or hides it"]);
  });
});

describe("records that are hidden altogether", () => {
  it("are none, without a call", async () => {
    const at = scene({ Contact: [], Ticket: ["Subject"] });
    expect(await at.contacts()).toEqual([]);
    expect(await at.list()).toEqual({ records: [], next: null });
    expect(await at.count()).toBe(0);
    expect(await at.byEmail()).toEqual([]);
    expect(await at.tickets()).toEqual(new Map());
    expect(at.calls).toEqual([]);
    expect(at.warnings).toEqual([
      "Contact is not read: the account has no records of it, or hides them",
      "Ticket is not read: the account has no records of it, or hides them",
    ]);
  });
});

describe("an account that changes", () => {
  it("is asked again after a while, behind an answer", async () => {
    const at = scene(everything);
    await at.contacts();
    at.state.description = without("Contact", "Email");
    at.clock.ms += HOUR_MS - 1;
    await at.contacts();
    expect(at.state.describing).toBe(1);
    at.clock.ms += 1;
    await at.contacts();
    await at.contacts();
    expect(at.state.describing).toBe(2);
    expect(at.calls.map(({ select }) => select?.includes("email"))).toEqual([true, true, true, false]);
    expect(at.warnings.slice(0, 1)).toEqual(["Contact.email is not read: the account has no Email, or hides it"]);
  });

  it("keeps what is known while it can't be asked", async () => {
    const at = scene(without("Contact", "Email"));
    await at.contacts();
    at.state.description = new UpstreamError("crm", "unavailable");
    at.clock.ms += HOUR_MS;
    await at.contacts();
    await at.contacts();
    expect(at.state.describing).toBe(2);
    expect(at.calls.map(({ select }) => select)).toEqual(Array.from({ length: 3 }, () => ["id", "displayName"]));
    expect(at.warnings.at(-1)).toBe("A source could not be asked what its account hides");
  });

  it("is asked again when it refuses a request, which is then put without what is hidden", async () => {
    const at = scene(everything);
    await at.contacts();
    at.clock.ms += 60_000;
    at.state.description = without("Contact", "Email");
    at.state.failures = [refusal];
    expect(await at.contacts()).toEqual([{ Id: "1" }]);
    expect(at.calls.map(({ select }) => select)).toEqual([
      ["id", "displayName", "email"],
      ["id", "displayName", "email"],
      ["id", "displayName"],
    ]);
  });

  it("is not asked for every refusal, and a refusal stays one where nothing has changed", async () => {
    const at = scene(everything);
    await at.contacts();
    at.state.failure = refusal;
    await expect(at.contacts()).rejects.toBe(refusal);
    expect(at.state.describing).toBe(1);
    at.clock.ms += 60_000;
    await expect(at.contacts()).rejects.toBe(refusal);
    await expect(at.contacts()).rejects.toBe(refusal);
    expect(at.state.describing).toBe(2);
    at.clock.ms += 60_000;
    at.state.failure = new UpstreamError("crm", "unavailable", { status: 503 });
    await expect(at.contacts()).rejects.toBe(at.state.failure);
    expect(at.state.describing).toBe(2);
  });

  it("that can't be asked fails who asks first, and the next one finds out", async () => {
    const at = scene(new UpstreamError("crm", "unavailable"));
    await at.seen.prepare();
    expect(at.warnings).toEqual(["A source could not be asked what its account hides"]);
    await expect(at.contacts()).rejects.toThrow(UpstreamError);
    await expect(at.seen.report(at.http)).rejects.toThrow(UpstreamError);
    expect(at.calls).toEqual([]);
    at.state.description = everything;
    await at.contacts();
    expect(at.calls).toHaveLength(1);
  });
});
