// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/select-columns
import { describe, expect, it } from "vitest";
import { guids } from "../../../../src/sandbox/dynamics/guids.ts";
import { book } from "../running-environment.ts";
import {
  accountId,
  contactId,
  employee,
  employer,
  everything,
  formatted,
  serialsWhere,
  useEnvironment,
} from "../use-environment.ts";

const { environment, get } = useEnvironment();

describe("one record", () => {
  it("has the columns that were asked for and its key, and no other", async () => {
    const row = book.contacts.at(employee);
    const { status, headers, body } = await get(
      `contacts(${contactId(employee)})?$select=firstname,emailaddress1,_parentcustomerid_value,createdon`,
    );
    expect(status).toBe(200);
    expect(headers.get("odata-version")).toBe("4.0");
    expect(headers.get("content-type")).toBe("application/json; odata.metadata=minimal");
    expect(body).toEqual({
      "@odata.context": `${environment().root}/$metadata#contacts(firstname,emailaddress1,_parentcustomerid_value,createdon)/$entity`,
      "@odata.etag": expect.stringMatching(/^W\/"\d+"$/),
      firstname: row.givenName,
      emailaddress1: row.email,
      _parentcustomerid_value: accountId(employer),
      createdon: `${new Date(row.createdAt).toISOString().slice(0, 19)}Z`,
      contactid: contactId(employee),
    });
    expect(headers.get("etag")).toBe(body["@odata.etag"]);
  });

  it("has its money as numbers, with the currency beside them", async () => {
    for (const [currency, exponent] of Object.entries({ USD: 2, EUR: 2, GBP: 2, JPY: 0 })) {
      const [serial = -1] = serialsWhere(book.deals.size, (one) => book.deals.at(one).currency === currency);
      const row = book.deals.at(serial);
      const { body } = await get(
        `opportunities(${guids.opportunity.idOf(serial)})?$select=estimatedvalue,estimatedclosedate&$expand=transactioncurrencyid($select=isocurrencycode)`,
      );
      expect(body["estimatedvalue"]).toBeCloseTo(row.amountMinor / 10 ** exponent, 6);
      expect(body["transactioncurrencyid"]).toMatchObject({ isocurrencycode: row.currency });
      expect(body["_transactioncurrencyid_value"]).toEqual(expect.any(String));
      expect(body["estimatedclosedate"]).toBe(new Date(row.closeAt).toISOString().slice(0, 10));
    }
  });

  it("is found in either case, and not by a key that is none", async () => {
    expect((await get(`contacts(${contactId(3).toUpperCase()})?$select=fullname`)).body["contactid"]).toBe(
      contactId(3),
    );
    const unknown = await get("contacts(00000000-0000-0000-0000-000000000001)");
    expect(unknown.status).toBe(404);
    expect(unknown.body["error"]).toEqual({
      code: "0x80040217",
      message: "Entity 'contact' With Id = 00000000-0000-0000-0000-000000000001 Does Not Exist",
    });
    // An account's id is no contact's.
    expect((await get(`contacts(${accountId(0)})`)).status).toBe(404);
    expect((await get("contacts('x')")).status).toBe(400);
  });

  it("is not sent again to who has it", async () => {
    const path = `contacts(${contactId(3)})?$select=fullname`;
    const { headers } = await get(path);
    const again = await get(path, { "if-none-match": headers.get("etag") ?? "" });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await get(path, { "if-none-match": "null" })).status).toBe(200);
  });
});

describe("annotations", () => {
  it("come when asked for: labels, names, money, dates; what lookups point at", async () => {
    const serial =
      serialsWhere(book.deals.size, (one) => {
        const deal = book.deals.at(one);
        return deal.company !== null && deal.currency === "EUR" && book.stages[deal.stage]?.outcome === "won";
      })[0] ?? 0;
    const row = book.deals.at(serial);
    const path = `opportunities(${guids.opportunity.idOf(serial)})?$select=name,estimatedvalue,statecode,statuscode,_customerid_value,estimatedclosedate,createdon`;
    const { body, headers } = await get(path, everything);
    expect(headers.get("preference-applied")).toBe('odata.include-annotations="*"');
    const closed = new Date(row.closeAt);
    expect(body).toMatchObject({
      statecode: 1,
      [`statecode@${formatted}`]: "Won",
      statuscode: 3,
      [`statuscode@${formatted}`]: "Won",
      [`_customerid_value@${formatted}`]: book.companies.at(row.company ?? 0).name,
      "_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
      "_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty": "customerid_account",
      [`_transactioncurrencyid_value@${formatted}`]: "Euro",
      [`estimatedclosedate@${formatted}`]: `${closed.getUTCMonth() + 1}/${closed.getUTCDate()}/${closed.getUTCFullYear()}`,
      [`createdon@${formatted}`]: expect.stringMatching(/^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d [AP]M$/),
    });
    const amount = (row.amountMinor / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
    expect(body[`estimatedvalue@${formatted}`]).toBe(`€${amount}`);
    expect(Object.keys((await get(path)).body).filter((name) => name.includes("@") && !name.startsWith("@"))).toEqual(
      [],
    );
  });

  it("come by name, and by the beginning of a name", async () => {
    const path = `contacts(${contactId(employee)})?$select=statecode,_parentcustomerid_value`;
    const names = async (annotations: string): Promise<readonly string[]> => {
      const { body } = await get(path, { prefer: `odata.include-annotations="${annotations}"` });
      return Object.keys(body).filter((name) => name.includes("@") && !name.startsWith("@"));
    };
    expect(await names(formatted)).toEqual([`statecode@${formatted}`, `_parentcustomerid_value@${formatted}`]);
    expect(await names("Microsoft.Dynamics.CRM.*")).toEqual([
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname",
    ]);
    expect(await names("Microsoft.Dynamics.CRM.lookuplogicalname,Nothing")).toHaveLength(1);
  });
});
