// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables
import { describe, expect, it } from "vitest";
import { guids } from "../../../../src/sandbox/dynamics/guids.ts";
import { book, objectsIn } from "../running-environment.ts";
import type { Answer } from "../running-environment.ts";
import {
  accountId,
  contactId,
  employee,
  employer,
  nextLinkOf,
  serialsWhere,
  useEnvironment,
} from "../use-environment.ts";

const { environment, get } = useEnvironment();

describe("expanding", () => {
  it("brings what a lookup points at, and what that points at; null where it points elsewhere", async () => {
    const { body } = await get(
      `contacts(${contactId(employee)})?$select=fullname&$expand=parentcustomerid_account($select=name;$expand=owninguser($select=fullname)),parentcustomerid_contact($select=fullname)`,
    );
    expect(body["@odata.context"]).toBe(
      `${environment().root}/$metadata#contacts(fullname,parentcustomerid_account(name,owninguser(fullname)),parentcustomerid_contact(fullname))/$entity`,
    );
    expect(body["parentcustomerid_account"]).toEqual({
      name: book.companies.at(employer).name,
      accountid: accountId(employer),
      owninguser: { fullname: expect.any(String), systemuserid: expect.any(String) },
    });
    expect(body["parentcustomerid_contact"]).toBeNull();
  });

  it("brings collections, filtered, ordered and cut, with the link to all of them", async () => {
    const contact = serialsWhere(book.contacts.size, (serial) => book.deals.of(serial).length > 3)[0] ?? 0;
    const options = "$select=name,estimatedvalue;$filter=estimatedvalue gt 0;$orderby=estimatedvalue desc;$top=2";
    const { body } = await get(
      `contacts(${contactId(contact)})?$select=fullname&$expand=opportunity_parent_contact(${options})`,
    );
    const deals = objectsIn(body["opportunity_parent_contact"]);
    const values = (await get(`opportunities?$filter=_parentcontactid_value eq ${contactId(contact)}`)).records.map(
      (record) => Number(record["estimatedvalue"]),
    );
    expect(deals.map((deal) => deal["estimatedvalue"])).toEqual(values.toSorted((a, b) => b - a).slice(0, 2));
    const next = String(body["opportunity_parent_contact@odata.nextLink"]);
    expect(next).toBe(
      `${environment().root}/contacts(${contactId(contact)})/opportunity_parent_contact?${options.replaceAll(";", "&")}`,
    );
    expect((await get(next)).records).toMatchObject(deals);
    const all = await get(`contacts(${contactId(contact)})/opportunity_parent_contact?$select=name&$count=true`);
    expect(all.body["@odata.count"]).toBe(book.deals.of(contact).length);
  });

  it("pages the collections when there is a nested $expand anywhere", async () => {
    const contact = serialsWhere(book.contacts.size, (serial) => book.deals.of(serial).length > 3)[0] ?? 0;
    const query = `$filter=contactid eq ${contactId(contact)}&$select=fullname&$expand=opportunity_parent_contact($select=name;$expand=owninguser($select=fullname))`;
    const headers = { prefer: "odata.maxpagesize=2" };
    const [person = {}] = (await get(`contacts?${query}`, headers)).records;
    const names = objectsIn(person["opportunity_parent_contact"]).map((deal) => deal["opportunityid"]);
    expect(names).toHaveLength(2);
    let next = person["opportunity_parent_contact@odata.nextLink"] as string | undefined;
    while (next !== undefined) {
      const answer: Answer = await get(next, headers);
      names.push(...answer.records.map((deal) => deal["opportunityid"]));
      next = nextLinkOf(answer);
    }
    expect(names).toEqual(book.deals.of(contact).map(guids.opportunity.idOf));
  });

  it("refuses what Dataverse refuses", async () => {
    const only =
      "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.";
    for (const expand of [
      "parentcustomerid_account($top=1)",
      "opportunity_parent_contact($top=1;$expand=owninguser)",
    ]) {
      const { status, body } = await get(`contacts?$expand=${expand}`);
      expect(status).toBe(400);
      expect(body["error"]).toEqual({ code: "0x80060888", message: only });
    }
    const many = Array.from({ length: 16 }, () => "owninguser($select=fullname)").join(",");
    expect((await get(`contacts?$expand=${many}`)).status).toBe(400);
    expect((await get("contacts?$expand=owninguser($count=true)")).status).toBe(400);
  });
});
