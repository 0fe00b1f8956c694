import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import type { ListRequest, RelatedRequest } from "../../../src/connectors/contract.ts";
import { salesforce } from "../../../src/connectors/salesforce/index.ts";
import { MappingError, RequestError } from "../../../src/errors.ts";
import type { DealStage, EntityType, Ticket } from "../../../src/mapping/entities.ts";
import { fieldOf } from "../../../src/mapping/field-map.ts";
import { recordMapper } from "../../../src/mapping/map-record.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createAnsweringHttp, createFakeHttp } from "../../support/fake-http.ts";
import type { Ask } from "../../support/fake-http.ts";
import { mappingContext, runCase, sourceOf } from "../connector-case.ts";
import { cases } from "./cases.ts";
import people from "./fixtures/people.json" with { type: "json" };
import { DATA, page, query } from "./replies.ts";
import { columnsIn, fieldsIn } from "./soql-reader.ts";

const options = { ...salesforce.options };
const { ada, grace } = people;

interface SObjectContract {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parents: Readonly<Record<string, { readonly type: string }>>;
}

const { objects } = JSON.parse(
  readFileSync(new URL("../../contracts/salesforce/standard-objects.derived.json", import.meta.url), "utf8"),
) as { objects: Record<string, SObjectContract> };

/** Which names the contract lacks. Custom fields, and those of organizations with several currencies, it can't have. */
function unknownIn(object: string, names: readonly string[]): string[] {
  const isKnown = (name: string, on: string): boolean => {
    const [first = "", ...rest] = name.split(".");
    const parent = objects[on]?.parents[first]?.type;
    if (rest.length > 0) return parent !== undefined && isKnown(rest.join("."), parent);
    return first in (objects[on]?.fields ?? {}) || first.endsWith("__c") || first === "CurrencyIsoCode";
  };
  return names.filter((name) => !isKnown(name, object)).map((name) => `${object}.${name}`);
}

describe("salesforce", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(salesforce, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  it.each(cases)("names only objects and fields of the contract: $name", ({ exchanges }) => {
    const unknown = exchanges.flatMap(({ ask: { path, query: { q: soql } = {}, body } }) => {
      if (typeof soql === "string") return unknownIn(columnsIn(soql).from, fieldsIn(soql));
      const { fields = [] } = (body ?? {}) as { fields?: readonly string[] };
      return unknownIn(path.split("/").at(-1) ?? "", fields);
    });
    expect(unknown).toEqual([]);
  });

  it("reads ids of either length as one", () => {
    expect(salesforce.canonicalId?.("Contact", "001D000000IRFma")).toBe("001D000000IRFmaIAH");
    expect(salesforce.canonicalId?.("Contact", "x")).toBe("x");
    expect(salesforce.canonicalId?.("DealStage", "Closed Won 2025")).toBe("Closed Won 2025");
  });

  it("asks for no more than a batch at once", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `0035g000000${String(index).padStart(4, "0")}`);
    const http = createAnsweringHttp(() => ({ totalSize: 0, done: true, records: [] }), { options });
    await salesforce.entities.Contact?.getMany?.(http, ids, ["id", "email", "phone", "displayName"]);
    expect(http.asked.map(({ method }) => method)).toEqual(["GET"]);
    expect(String(http.asked[0]?.query?.["q"]).match(/0035g000000\d{4}AA\w/g)).toHaveLength(200);
  });

  it("keeps every address short, and loses no e-mail by it", async () => {
    const emails = Array.from(
      { length: 200 },
      (_, index) => `${String(index).padStart(3, "0")}${"ü".repeat(60)}@x.example`,
    );
    const found: string[] = [];
    const answer = ({ path, query: asked }: Ask): unknown => {
      const address = `${path}?q=${encodeURIComponent(String(asked?.["q"]))}`;
      expect(address.length).toBeLessThan(16_000);
      found.push(...(String(asked?.["q"]).match(/\d{3}ü+@x\.example/g) ?? []));
      return { totalSize: 0, done: true, records: [] };
    };
    await salesforce.entities.Contact?.byEmail?.find(createAnsweringHttp(answer, { options }), emails, ["id"]);
    expect(found).toEqual(emails);
  });

  it("refuses a query that is too long for an address, and says what to do", async () => {
    const http = createFakeHttp([], { options });
    const stages = Array.from({ length: 400 }, (_, index) => `${"stage ".repeat(6)}${index}`);
    const filter = where({ stageId: { in: stages } });
    const request = { select: ["id"], filter, order: null, after: null, size: 2 };
    await expect(salesforce.entities.Deal?.list?.read(http, request)).rejects.toThrow("filter by fewer values");
    await expect(salesforce.entities.Deal?.list?.count?.(http, filter)).rejects.toThrow(RequestError);
  });

  it("does not ask for texts that no field can hold", async () => {
    const http = createFakeHttp([], { options });
    const keys = ["", "x".repeat(256)];
    expect(await salesforce.entities.Contact?.byEmail?.find(http, keys, ["id"])).toEqual([]);
    expect(await salesforce.entities.DealStage?.getMany?.(http, keys, ["id"])).toEqual([]);
  });

  it("probes by one cheap call", async () => {
    const http = createFakeHttp([query("SELECT Id FROM Contact LIMIT 1", ada)], { options });
    await salesforce.probe(http);
    expect(http.asked).toHaveLength(1);
  });

  it.each([["60.0"], ["v60"], ["v60.0/../x"], [""], [undefined]])("takes %j for no version", async (apiVersion) => {
    const http = createFakeHttp([], { options: { ...options, apiVersion } });
    await expect(salesforce.probe(http)).rejects.toThrow("Option apiVersion");
  });

  it("says what dealsBy can be", async () => {
    const http = createFakeHttp([], { options: { ...options, dealsBy: "constructor" } });
    const finding = sourceOf(salesforce, "Deal").related?.Contact?.find(http, [ada.Id], related);
    await expect(finding).rejects.toThrow("dealsBy should be contactRole or account");
  });
});

const related: RelatedRequest = {
  select: ["id"],
  filter: EVERYTHING,
  order: { field: "createdAt", direction: "DESC" },
  after: null,
  first: 5,
};

describe("a list", () => {
  const list = (type: EntityType, request: Partial<ListRequest>, http = createFakeHttp([], { options })) =>
    sourceOf(salesforce, type).list?.read(http, {
      select: ["id"],
      filter: EVERYTHING,
      order: null,
      after: null,
      size: 2,
      ...request,
    });
  const byTime = { field: "updatedAt", direction: "ASC" } as const;

  it.each<[string, Partial<ListRequest>]>([
    ["of another order", { after: `2025-06-01T08:00:00Z ${ada.Id}` }],
    ["without its time", { after: ada.Id, order: byTime }],
    ["of another record", { after: "x" }],
    ["with syntax in it", { after: `${ada.Id}' OR Id != '` }],
    ["with syntax in its time", { after: `2025-06-01T08:00:00Z)OR(Id>0 ${ada.Id}`, order: byTime }],
    ["with no time", { after: `2025-13-01T08:00:00Z ${ada.Id}`, order: byTime }],
  ])("refuses a cursor %s", async (_, request) => {
    await expect(list("Contact", request)).rejects.toThrow("The cursor is not one of this list's");
  });

  it("skips no more than Salesforce does, and says what to do", async () => {
    const byName = { field: "name", direction: "ASC" } as const;
    await expect(list("Company", { after: "2001", order: byName })).rejects.toThrow(
      "skips no more than 2000 records in this order: filter by createdAt",
    );
    await expect(list("Company", { after: "-1", order: byName })).rejects.toThrow(RequestError);
    await expect(list("Company", { after: ada.Id, order: byName })).rejects.toThrow(RequestError);
  });

  it("can't be ordered or filtered by anything else", async () => {
    for (const field of ["phone", "constructor", "__proto__"]) {
      await expect(list("Contact", { order: { field, direction: "ASC" } })).rejects.toThrow(RequestError);
      await expect(list("Contact", { filter: { field, operator: "in", value: ["x"] } })).rejects.toThrow(RequestError);
    }
    await expect(list("Ticket", { filter: where({ status: { in: ["UNKNOWN"] } }) })).rejects.toThrow(
      "Salesforce can't filter by status UNKNOWN",
    );
  });

  it("stands before a record that can't be read, and never still", async () => {
    const soql = "SELECT Id FROM Contact ORDER BY Id ASC LIMIT 3";
    const read = async (...records: readonly unknown[]) =>
      list(
        "Contact",
        {},
        createAnsweringHttp(() => ({ totalSize: 3, done: true, records }), { options }),
      );
    expect(await read(ada, null, grace)).toMatchObject({ positions: [ada.Id, ada.Id], next: ada.Id });
    expect(await read(null, ada, grace)).toMatchObject({ positions: ["", ada.Id], next: ada.Id });
    expect(await read()).toEqual({ records: [], positions: [], next: null });
    await expect(read({}, {}, {})).rejects.toThrow(ReplyShapeError);
    const http = createFakeHttp([page(soql, [ada], null)], { options });
    expect((await list("Contact", { after: "" }, http))?.records).toHaveLength(1);
  });
});

describe("a reply", () => {
  const read = (reply: unknown) =>
    salesforce.entities.Contact?.getMany?.(
      createAnsweringHttp(() => reply, { options }),
      [ada.Id],
      ["id"],
    );

  it.each([[null], [{}], [[]], [{ records: [] }], [{ records: {}, done: true }]])("%j is none", async (reply) => {
    await expect(read(reply)).rejects.toThrow(ReplyShapeError);
  });

  it.each([
    [undefined],
    ["/services/data/v60.0/sobjects/Contact"],
    ["https://elsewhere.example/query/"],
    ["/services/data/v60.0/query/../limits"],
    ["/services/data/v60.0/query/01g?x=1"],
  ])("does not go on to %j", async (nextRecordsUrl) => {
    await expect(read({ records: [], done: false, nextRecordsUrl })).rejects.toThrow("address of more records");
  });

  it("goes on at its own host only, by the locator that the reply names", async () => {
    const http = createAnsweringHttp(
      ({ path }) =>
        path.endsWith("/query")
          ? {
              records: [],
              done: false,
              nextRecordsUrl: "https://elsewhere.example/services/data/v60.0/query/01gA-2000",
            }
          : { records: [ada], done: true },
      { options },
    );
    expect(await salesforce.entities.Contact?.getMany?.(http, [ada.Id], ["id"])).toEqual([ada]);
    expect(http.asked[1]).toEqual({ method: "GET", path: `${DATA}/query/01gA-2000`, query: {} });
  });

  it("that leads to itself is not followed for ever", async () => {
    const reply = { records: [], done: false, nextRecordsUrl: `${DATA}/query/01gA-2000` };
    await expect(read(reply)).rejects.toThrow("a cursor that leads on");
  });
});

describe("what an organization defines itself", () => {
  const toTicket = (own: Record<string, string>, unknown: string[] = []) => {
    const { fields } = salesforce.entities.Ticket ?? {};
    if (fields === undefined) throw new Error("salesforce has no Ticket");
    const onUnknownValue = (path: string, value: string): void => void unknown.push(`${path}=${value}`);
    const context = mappingContext({ options: own, onUnknownValue });
    return recordMapper<Ticket>("Ticket", fields, ["status", "priority"], context);
  };

  it("is unknown, and told of", () => {
    const unknown: string[] = [];
    const { status, priority } = toTicket({}, unknown)({ Id: ada.Id, Status: "new", Priority: "constructor" });
    expect([status, priority]).toEqual(["UNKNOWN", "UNKNOWN"]);
    expect(unknown).toEqual(["Status=new", "Priority=constructor"]);
  });

  it.each([["Escalated"], ["Escalated=OPENED"], ["=OPEN"], ["Escalated=UNKNOWN"]])(
    "is told wrong by %j",
    (ticketStatuses) => {
      const { status } = toTicket({ ticketStatuses })({ Id: ada.Id, Status: "New" });
      expect(status).toBeInstanceOf(MappingError);
      expect(String(status)).toContain("needs option ticketStatuses to be pairs such as Escalated=NEW");
    },
  );

  it.each([
    [{ IsClosed: true, IsWon: true }, "WON"],
    [{ IsClosed: true, IsWon: false }, "LOST"],
    [{ IsClosed: false, IsWon: false }, "OPEN"],
    [{}, null],
  ])("a stage: %o is %s", (flags, expected) => {
    const { fields } = salesforce.entities.DealStage ?? {};
    if (fields === undefined) throw new Error("salesforce has no DealStage");
    const toStage = recordMapper<DealStage>("DealStage", fields, ["outcome"], mappingContext());
    expect(toStage({ ApiName: "x", ...flags }).outcome).toBe(expected);
  });
});

describe("an activity", () => {
  const { fields } = sourceOf(salesforce, "Activity");
  const kind = (record: unknown): unknown => fieldOf(fields, "kind")?.read(record, mappingContext());

  it("is of a kind where that was asked for and is known", () => {
    expect(kind({ Task: { TaskSubtype: "ListEmail" } })).toBe("EMAIL");
    expect(kind({ Task: { TaskSubtype: null } })).toBe("TASK");
    expect(kind({ Task: {} })).toBeNull(); // hidden
    expect(kind({ Task: { TaskSubtype: "LinkedIn" } })).toBe("UNKNOWN");
    expect(kind({ Event: {} })).toBe("MEETING");
    expect(kind({})).toBeNull();
  });
});

describe("what the organization hides", () => {
  const described = (lacking: readonly string[], gone: readonly string[] = []) =>
    createAnsweringHttp(
      ({ path }) => {
        const object = /\/sobjects\/(\w+)\/describe$/.exec(path)?.[1] ?? "";
        if (gone.includes(object)) return undefined;
        const names = Object.keys(objects[object]?.fields ?? {}).filter(
          (name) => !lacking.includes(`${object}.${name}`),
        );
        return { name: object, fields: names.map((name) => ({ name, type: "string" })) };
      },
      { options },
    );

  const everyType = Object.keys(salesforce.entities) as EntityType[];

  it("is not among what it describes", async () => {
    const http = described(["Contact.Phone", "Contact.Email", "Event.Description"], ["Case"]);
    const description = await salesforce.describe?.(http, everyType);
    const missing = Object.entries(description ?? {}).flatMap(([type, paths]) => {
      const { fields, related: relations = {}, byEmail } = sourceOf(salesforce, type as EntityType);
      const needed = [
        ...Object.keys(fields).flatMap((field) => fieldOf(fields, field)?.paths ?? []),
        ...Object.values(relations).flatMap(({ goesBy = [] }) => goesBy),
        ...(byEmail?.goesBy ?? []),
      ];
      return [...new Set(needed)].filter((path) => !paths.includes(path)).map((path) => `${type} ${path}`);
    });
    expect(missing.filter((each) => !each.startsWith("Ticket "))).toEqual([
      "Contact Email",
      "Contact Phone",
      "Activity Event.Description",
      "User Email",
    ]);
    expect(description?.Ticket).toEqual([]);
    expect(Object.keys(description ?? {}).toSorted()).toEqual(Object.keys(salesforce.entities).toSorted());
    expect(http.asked).toHaveLength(9);
  });

  it("is asked for of the types that are served", async () => {
    const http = described([], []);
    const description = await salesforce.describe?.(http, ["Contact", "Company"]);
    expect(description?.Company?.length).toBeGreaterThan(0);
    expect(http.asked).toHaveLength(2);
  });

  it("is nothing to tell of where not even contacts are described: that is a wrong address", async () => {
    await expect(salesforce.describe?.(described([], ["Contact"]), everyType)).rejects.toThrow("404");
  });
});

describe("advice", () => {
  const advise = (columns: readonly string[], multiCurrency: boolean, [remaining, max]: readonly [number, number]) =>
    salesforce.advise?.(
      createAnsweringHttp(
        ({ path }) =>
          path === `${DATA}/limits`
            ? { DailyApiRequests: { Max: max, Remaining: remaining } }
            : { fields: columns.map((name) => ({ name })) },
        { options: { ...options, multiCurrency } },
      ),
    );

  it("is none where all is well", async () => {
    expect(await advise(["Id"], false, [5_000, 15_000])).toEqual([]);
    expect(await advise(["Id", "CurrencyIsoCode"], true, [3_000, 15_000])).toEqual([]);
    expect(await advise([], true, [15_000, 15_000])).toEqual([]);
  });

  it("tells of currencies and calls", async () => {
    expect(await advise(["Id", "CurrencyIsoCode"], false, [2_999, 15_000])).toEqual([
      expect.stringContaining("has several currencies: set option multiCurrency"),
      "only 2999 of the 15000 calls that the organization may make in 24 hours are left",
    ]);
    expect(await advise(["Id"], true, [15_000, 15_000])).toEqual([expect.stringContaining("has one currency")]);
  });
});

describe("the quota", () => {
  it.each([
    ["api-usage=18/5000", [{ window: "daily", limit: 5_000, remaining: 4_982 }]],
    [
      "api-usage=25/5000; per-app-api-usage=17/250(appName=sample)",
      [{ window: "daily", limit: 5_000, remaining: 4_975 }],
    ],
    ["api-usage=5003/5000", [{ window: "daily", limit: 5_000, remaining: 0 }]],
    ["per-app-api-usage=17/250(appName=sample)", []],
    ["api-usage=unknown", []],
    [undefined, []],
  ])("reads %j", (header, readings) => {
    expect(salesforce.quota?.read?.({ "sforce-limit-info": header }, 200, "")).toEqual(readings);
  });

  it("knows a refusal for want of it", () => {
    const body = (errorCode: string): string =>
      JSON.stringify([{ message: "TotalRequests Limit exceeded.", errorCode }]);
    expect(salesforce.quota?.isSpent?.(403, body("REQUEST_LIMIT_EXCEEDED"))).toBe(true);
    expect(salesforce.quota?.isSpent?.(403, body("INSUFFICIENT_ACCESS"))).toBe(false);
    expect(salesforce.quota?.isSpent?.(400, body("REQUEST_LIMIT_EXCEEDED"))).toBe(false);
  });
});
