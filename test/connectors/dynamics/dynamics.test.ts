import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import { dynamics } from "../../../src/connectors/dynamics/index.ts";
import { RequestError } from "../../../src/errors.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createAnsweringHttp, createFakeHttp } from "../../support/fake-http.ts";
import { runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";
import { columnsIn, unknownColumns } from "./column-names.ts";
import contacts from "./fixtures/contacts.json" with { type: "json" };
import { API, get, rows, SECOND_PAGE } from "./replies.ts";

const { yvonne } = contacts;
const guid = (index: number): string => `00000000-34cb-ed11-b596-${String(index).padStart(12, "0")}`;

describe("dynamics", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(dynamics, one);
    expect(result).toEqual(one.expected);
    expect(http.asked.length).toBeLessThanOrEqual(one.exchanges.length);
    expect(new Set(http.asked.map((ask) => JSON.stringify(ask))).size).toBe(http.asked.length);
  });

  it.each(cases)("names columns that the vendor has: $name", ({ exchanges }) => {
    for (const { ask } of exchanges) expect(unknownColumns(ask), ask.path).toEqual([]);
  });

  it("would notice a column that the vendor does not have", () => {
    const { ask } = get("contacts", { $select: "contactid,_nobody_value", $filter: "nothing eq 0" }, null);
    expect(columnsIn(ask)).toEqual(["contactid", "nobody", "nothing"]);
    expect(unknownColumns(ask)).toEqual(["nobody", "nothing"]);
  });

  it("asks for no column, lookup or annotation of a field that is not selected", async () => {
    for (const [type, source] of Object.entries(dynamics.entities)) {
      for (const name of Object.keys(source.fields)) {
        const http = createAnsweringHttp(() => ({ value: [], OptionSet: { Options: [] } }), {
          externalIdFields: ["new_stripeid"],
        });
        await source.getMany?.(http, [guid(1)], [name]);
        const [first] = http.asked;
        const line: { paths: readonly string[] } | undefined = Object.entries(source.fields).find(
          ([field]) => field === name,
        )?.[1];
        if (type === "DealStage" || line === undefined) continue;
        const selected = String(first?.query?.["$select"]).split(",").length;
        const plain = line.paths.filter((path) => !path.includes("@") && !path.includes("."));
        const external = name === "externalIds" ? 1 : 0;
        expect(selected, `${type}.${name}`).toBe(name === "id" ? 1 : 1 + plain.length + external);
        const isAnnotated = line.paths.some((path) => path.includes("@"));
        expect(first?.headers !== undefined, `${type}.${name}`).toBe(isAnnotated);
        expect(first?.query?.["$expand"] !== undefined).toBe(name === "amount");
      }
    }
  });

  it("keeps every address of a full batch within what Dataverse and proxies read", async () => {
    const http = createAnsweringHttp(() => ({ value: [] }));
    const ids = Array.from({ length: 200 }, (_, index) => guid(index));
    const emails = ids.map((id) => `${"ö".repeat(60)}'${id}@contoso.example`);
    const request = {
      select: ["id", "status"],
      filter: EVERYTHING,
      order: { field: "updatedAt", direction: "DESC" },
      after: null,
      first: 5,
    } as const;
    await dynamics.entities.Contact?.getMany?.(http, ids, Object.keys(dynamics.entities.Contact.fields));
    await dynamics.entities.Ticket?.related?.Contact?.find(http, ids, request);
    expect(http.asked).toHaveLength(2);
    await dynamics.entities.Contact?.byEmail?.find(http, emails, ["id"]);
    expect(http.asked.length).toBeGreaterThan(4);
    for (const { query = {} } of http.asked) {
      const text = Object.entries(query).map(
        ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
      );
      expect(text.join("&").length).toBeLessThan(16_000);
    }
  });

  it.each([
    [null],
    [{}],
    [{ value: {} }],
    [[]],
    [{ value: [], "@odata.nextLink": 5 }],
    [{ value: [], "@odata.nextLink": "x" }],
  ])("takes %o for no answer", async (reply) => {
    const http = createAnsweringHttp(() => reply);
    await expect(dynamics.entities.Contact?.getMany?.(http, [guid(1)], ["id"])).rejects.toThrow(ReplyShapeError);
  });

  it("takes a count that is none for no answer", async () => {
    const http = createAnsweringHttp(() => ({ value: [] }));
    await expect(dynamics.entities.Contact?.list?.count?.(http, EVERYTHING)).rejects.toThrow(ReplyShapeError);
  });

  it("does not follow a link that leads nowhere, nor one to another host", async () => {
    const circular = createAnsweringHttp(() => rows("contacts", [], SECOND_PAGE));
    await expect(dynamics.entities.Contact?.getMany?.(circular, [guid(1)], ["id"])).rejects.toThrow("leads on");
    expect(circular.asked).toHaveLength(2);
    const elsewhere = createAnsweringHttp(({ query = {} }) =>
      "$skiptoken" in query
        ? rows("contacts", [])
        : { value: [], "@odata.nextLink": "https://evil.example/x?$skiptoken=A" },
    );
    await dynamics.entities.Contact?.getMany?.(elsewhere, [guid(1)], ["id"]);
    expect(elsewhere.asked.map(({ path }) => path)).toEqual([`${API}/contacts`, `${API}/contacts`]);
  });

  it.each(["x", "0.0.", "2.x.token", "-1.0.", "2"])("refuses %j as a position, and asks nothing", async (after) => {
    const http = createFakeHttp([]);
    const request = { select: ["id"], filter: EVERYTHING, order: null, after, size: 10 } as const;
    await expect(dynamics.entities.Contact?.list?.read(http, request)).rejects.toThrow(RequestError);
    const byDate = { ...request, order: { field: "closeDate", direction: "ASC" } } as const;
    await expect(dynamics.entities.Deal?.list?.read(http, byDate)).rejects.toThrow(RequestError);
    expect(http.asked).toEqual([]);
  });

  it("says that it can't filter by a status that it does not know", async () => {
    const request = {
      select: ["id"],
      filter: where({ status: { in: ["OPEN", "UNKNOWN"] } }),
      order: null,
      after: null,
      size: 10,
    };
    await expect(dynamics.entities.Ticket?.list?.read(createFakeHttp([]), request)).rejects.toThrow(
      "can't filter by status UNKNOWN",
    );
  });

  it("says whose fault it is when an external id field is no column", async () => {
    const http = createAnsweringHttp(() => ({ value: [] }), { externalIdFields: ["new_x,passwordhash"] });
    await expect(dynamics.entities.Contact?.getMany?.(http, [guid(1)], ["externalIds"])).rejects.toThrow(
      "logical name",
    );
  });
});

describe("what the application user may read", () => {
  const UserId = yvonne.contactid;
  const path = `${API}/systemusers(${UserId})/Microsoft.Dynamics.CRM.RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p1)`;
  const all = ["Contact", "Account", "Opportunity", "Currency", "Activity", "Incident", "Note", "User"];
  const who = { ask: { method: "GET", path: `${API}/WhoAmI` } as const, reply: { UserId } };
  const privileges = (RolePrivileges: readonly object[]) =>
    createFakeHttp([
      who,
      {
        ask: { method: "GET", path, query: { "@p1": JSON.stringify(all.map((name) => `prvRead${name}`)) } },
        reply: { RolePrivileges },
      },
    ]);
  const held = all.map((name) => ({ PrivilegeName: `prvRead${name}`, Depth: "Global" }));

  it("probes by asking who it is", async () => {
    const http = createFakeHttp([who]);
    await dynamics.probe(http);
    expect(http.asked).toHaveLength(1);
    await expect(dynamics.probe(createAnsweringHttp(() => ({})))).rejects.toThrow(ReplyShapeError);
  });

  it("has nothing to advise where it may read all", async () => {
    expect(await dynamics.advise?.(privileges(held))).toEqual([]);
  });

  it("names what it may not read, and what it reads in part", async () => {
    const some = held
      .filter(({ PrivilegeName }) => PrivilegeName !== "prvReadIncident")
      .map((one) => (one.PrivilegeName === "prvReadNote" ? { ...one, Depth: "Basic" } : one));
    expect(await dynamics.advise?.(privileges(some))).toEqual([
      "it may not read tickets: give its security role prvReadIncident",
      "it reads only its own or its business unit's comments of tickets: prvReadNote has depth Basic",
    ]);
  });
});
