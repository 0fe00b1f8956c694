// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results, count-rows and order-rows
import { describe, expect, it } from "vitest";
import { book } from "../running-environment.ts";
import type { Answer } from "../running-environment.ts";
import { compare, everything, formatted, nextLinkOf, serialsWhere, useEnvironment } from "../use-environment.ts";

const { environment, get } = useEnvironment();

describe.each([
  ["contacts", "contactid", book.contacts.size],
  ["accounts", "accountid", book.companies.size],
  ["opportunities", "opportunityid", book.deals.size],
  ["incidents", "incidentid", book.cases.size],
  ["activitypointers", "activityid", book.activities.size],
  ["systemusers", "systemuserid", book.agents.length + 2],
  ["transactioncurrencies", "transactioncurrencyid", 5],
] as const)("%s", (set, key, size) => {
  it("are read page by page to the end, each once", async () => {
    const headers = { prefer: "odata.maxpagesize=37" };
    const ids: unknown[] = [];
    let next: string | undefined = `${set}?$select=${key}`;
    while (next !== undefined) {
      const answer: Answer = await get(next, headers);
      expect(answer.records.length).toBeLessThanOrEqual(37);
      ids.push(...answer.records.map((record) => record[key]));
      next = nextLinkOf(answer);
    }
    expect(ids).toHaveLength(size);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("pages", () => {
  it("have the documentation's paging cookie in their next link", async () => {
    const { body, records, headers } = await get("contacts?$select=fullname", { prefer: "odata.maxpagesize=2" });
    expect(headers.get("preference-applied")).toBe("odata.maxpagesize=2");
    const [first, last] = records.map((record) => String(record["contactid"]).toUpperCase());
    expect(body["@odata.nextLink"]).toBe(
      `${environment().root}/contacts?$select=fullname&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%253e%253ccontactid%2520last%253d%2522%257b${last}%257d%2522%2520first%253d%2522%257b${first}%257d%2522%2520%252f%253e%253c%252fcookie%253e%22%20istracking=%22False%22%20/%3E`,
    );
  });

  it("go on in a filtered list, and in an ordered one, both ways", async () => {
    const pages = async (query: string): Promise<readonly unknown[]> => {
      const ids: unknown[] = [];
      let next: string | undefined = `opportunities?$select=name,estimatedvalue&${query}`;
      while (next !== undefined) {
        const answer: Answer = await get(next, { prefer: "odata.maxpagesize=50" });
        ids.push(...answer.records.map((record) => record["opportunityid"]));
        next = nextLinkOf(answer);
      }
      return ids;
    };
    for (const query of [
      "$filter=statecode eq 1",
      "$filter=statecode eq 1&$orderby=estimatedvalue desc",
      "$orderby=_parentaccountid_value,name desc",
      "$orderby=createdon desc",
      "$filter=statecode eq 0&$orderby=createdon desc",
      "$orderby=createdon asc,opportunityid asc",
      "$filter=statecode eq 1&$orderby=createdon desc,opportunityid asc",
    ]) {
      const whole = await get(`opportunities?$select=opportunityid&${query}`);
      expect(await pages(query)).toEqual(whole.records.map((record) => record["opportunityid"]));
    }
  });

  it("have no more than 5,000 records, whatever is asked for", async () => {
    const pages: number[] = [];
    let next: string | undefined = "annotations?$select=annotationid";
    while (next !== undefined) {
      const answer: Answer = await get(next, { prefer: "odata.maxpagesize=9000" });
      pages.push(answer.records.length);
      next = nextLinkOf(answer);
    }
    const all = serialsWhere(book.cases.size, () => true).flatMap((serial) => book.cases.at(serial).comments);
    expect(Math.max(...pages)).toBeLessThanOrEqual(5_000);
    expect(pages.reduce((sum, size) => sum + size, 0)).toBe(all.length);
  });

  it("end with $top, which a page size makes Dataverse ignore", async () => {
    const top = await get("contacts?$select=fullname&$top=3");
    expect([top.records.length, top.body["@odata.nextLink"]]).toEqual([3, undefined]);
    expect((await get("contacts?$select=fullname&$top=3", { prefer: "odata.maxpagesize=4" })).records).toHaveLength(4);
    expect((await get("contacts?$top=0")).records).toEqual([]);
    expect((await get("contacts?$top=x")).status).toBe(400);
  });

  it("are not skipped to, nor found by an invented cookie", async () => {
    const skipped = await get("contacts?$skip=10");
    expect(skipped.body["error"]).toEqual({ code: "0x80060888", message: "Skip Clause is not supported in CRM" });
    for (const token of ["x", "%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%22%20/%3E"]) {
      expect((await get(`contacts?$skiptoken=${token}`)).status).toBe(400);
    }
  });
});

describe("counting", () => {
  it("tells how many match, whatever the page", async () => {
    const won = serialsWhere(book.deals.size, (serial) => book.stages[book.deals.at(serial).stage]?.outcome === "won");
    const { body, records } = await get("opportunities?$select=name&$filter=statecode eq 1&$count=true", {
      prefer: 'odata.maxpagesize=3,odata.include-annotations="*"',
    });
    expect(records).toHaveLength(3);
    expect(body).toMatchObject({
      "@odata.count": won.length,
      "@Microsoft.Dynamics.CRM.totalrecordcount": won.length,
      "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": false,
    });
    const plain = await get("opportunities/$count?$filter=statecode eq 1");
    expect([plain.text, plain.headers.get("content-type")]).toEqual([String(won.length), "text/plain"]);
    expect((await get("contacts?$top=1", everything)).body["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(-1);
  });

  it("ends at 5,000, and says so", async () => {
    expect((await get("annotations?$top=1&$count=true")).body["@odata.count"]).toBeLessThanOrEqual(5_000);
    const { body } = await get("RetrieveTotalRecordCount(EntityNames=['contact','task'])");
    const tasks = serialsWhere(book.activities.size, (serial) => book.activities.at(serial).kind === "task");
    expect(body["EntityRecordCountCollection"]).toEqual({
      Count: 2,
      IsReadOnly: false,
      Keys: ["contact", "task"],
      Values: [book.contacts.size, tasks.length],
    });
  });
});

describe("ordering", () => {
  it("puts what is empty first, minds no case, and takes the names of lookups", async () => {
    const order = async (query: string): Promise<readonly unknown[]> =>
      (await get(`opportunities?$select=name,estimatedvalue&${query}`)).records.map((record) => record["name"]);
    const names = await order("$orderby=name");
    expect(names).toEqual(names.toSorted((a, b) => compare(String(a).toLowerCase(), String(b).toLowerCase())));
    const byAccount = (
      await get("opportunities?$select=_parentaccountid_value&$orderby=_parentaccountid_value desc", everything)
    ).records;
    const shown = byAccount.map((record) => record[`_parentaccountid_value@${formatted}`]);
    const firstEmpty = shown.indexOf(undefined);
    expect(firstEmpty).toBeGreaterThan(0);
    expect(shown.slice(firstEmpty).every((name) => name === undefined)).toBe(true);
    const named = shown.slice(0, firstEmpty).map((name) => String(name).toLowerCase());
    expect(named).toEqual(named.toSorted((a, b) => compare(b, a)));
    expect(await order("$orderby=@by desc&@by=name")).toEqual(await order("$orderby=name desc"));
  });
});
