// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows
import { describe, expect, it } from "vitest";
import { guids } from "../../../../src/sandbox/dynamics/guids.ts";
import { book, worldEnd } from "../running-environment.ts";
import { accountId, contactId, employer, serialsWhere, useEnvironment } from "../use-environment.ts";

const { get, idsOf } = useEnvironment();
const some = Array.from({ length: 20 }, (_, place) => place * 7);

describe("filters", () => {
  it("find contacts by e-mail in any case, by many at once, and by company", async () => {
    const rows = some.map((serial) => book.contacts.at(serial)).filter((row) => row.email !== null);
    for (const row of rows) {
      const email = String(row.email).toUpperCase().replaceAll("+", "%2B");
      const expected = book.contacts.withEmail(String(row.email)).map(contactId);
      expect(await idsOf("contacts", "contactid", `$filter=emailaddress1 eq '${email}'`)).toEqual(expected);
    }
    const list = JSON.stringify(rows.map((row) => row.email));
    const found = await idsOf(
      "contacts",
      "contactid",
      `$filter=${encodeURIComponent("Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)")}&@p1='emailaddress1'&@p2=${encodeURIComponent(list)}`,
    );
    expect(found).toEqual(expect.arrayContaining(rows.map((row) => contactId(row.serial))));
    expect(await idsOf("contacts", "contactid", `$filter=_parentcustomerid_value eq ${accountId(employer)}`)).toEqual(
      book.contactsOfCompany(employer).map(contactId),
    );
    const ids = JSON.stringify([accountId(employer)]);
    expect(
      await idsOf(
        "contacts",
        "contactid",
        `$filter=Microsoft.Dynamics.CRM.In(PropertyName='parentcustomerid',PropertyValues=${ids})`,
      ),
    ).toEqual(book.contactsOfCompany(employer).map(contactId));
  });

  it("find records by key, hundreds at once in a URL of 32 KB", async () => {
    const serials = serialsWhere(Math.min(400, book.contacts.size), () => true).toReversed();
    const list = JSON.stringify([...serials.map(contactId), accountId(0)]);
    const query = `$filter=Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=${list})`;
    expect(encodeURI(query).length).toBeGreaterThan(16_384);
    expect(await idsOf("contacts", "contactid", query)).toEqual(serials.toReversed().map(contactId));
    const tooLong = await get(`contacts?$filter=name eq '${"x".repeat(33_000)}'`);
    expect(tooLong.status).toBe(414);
  });

  it("find what belongs to a contact or an account, in every table", async () => {
    const busy = serialsWhere(
      book.contacts.size,
      (serial) => book.cases.of(serial).length > 2 && book.deals.of(serial).length > 0,
    );
    for (const contact of busy.slice(0, 5)) {
      const id = contactId(contact);
      expect(await idsOf("opportunities", "opportunityid", `$filter=_parentcontactid_value eq ${id}`)).toEqual(
        book.deals.of(contact).map(guids.opportunity.idOf),
      );
      // A case of a person with a company may be the account's.
      expect(
        await idsOf(
          "incidents",
          "incidentid",
          `$filter=_customerid_value eq ${id} or _primarycontactid_value eq ${id}`,
        ),
      ).toEqual(book.cases.of(contact).map(guids.incident.idOf));
      expect(await idsOf("activitypointers", "activityid", `$filter=_regardingobjectid_value eq ${id}`)).toEqual(
        book.activities.of(contact).map(guids.activity.idOf),
      );
      expect(await idsOf("tasks", "activityid", `$filter=_regardingobjectid_value eq ${id}`)).toEqual(
        book.activities
          .of(contact)
          .filter((serial) => book.activities.at(serial).kind === "task")
          .map(guids.activity.idOf),
      );
    }
    const ofAccount = await idsOf(
      "opportunities",
      "opportunityid",
      `$filter=_parentaccountid_value eq ${accountId(employer)}`,
    );
    expect(ofAccount).toEqual(book.dealsOfCompany(employer).map(guids.opportunity.idOf));
    const [ticket = 0] = serialsWhere(book.cases.size, (serial) => book.cases.at(serial).comments.length > 2);
    expect(
      await idsOf("annotations", "annotationid", `$filter=_objectid_value eq ${guids.incident.idOf(ticket)}`),
    ).toEqual(book.cases.at(ticket).comments.map(({ serial }) => guids.annotation.idOf(serial)));
  });

  it("look at related records, and at the pattern of texts", async () => {
    const name = book.companies.at(employer).name;
    const filter = encodeURIComponent(`parentcustomerid_account/name eq '${name.replaceAll("'", "''")}'`);
    const sameName = serialsWhere(book.contacts.size, (serial) => {
      const company = book.companyOfContact(serial);
      return company !== null && book.companies.at(company).name.toLowerCase() === name.toLowerCase();
    });
    expect(await idsOf("contacts", "contactid", `$filter=${filter}`)).toEqual(sameName.map(contactId));
    const like = serialsWhere(book.contacts.size, (serial) => /^[a-c]/i.test(book.contacts.at(serial).givenName ?? ""));
    expect(await idsOf("contacts", "contactid", `$filter=startswith(firstname,'[a-c]')`)).toEqual(like.map(contactId));
    const inner = serialsWhere(book.contacts.size, (serial) => /a.*n/is.test(book.contacts.at(serial).givenName ?? ""));
    expect(await idsOf("contacts", "contactid", `$filter=contains(firstname,'a%25n')`)).toEqual(inner.map(contactId));
  });

  it.each([
    [
      "Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=30)",
      worldEnd - 30 * 86_400_000,
      worldEnd + 1,
    ],
    ["Microsoft.Dynamics.CRM.LastMonth(PropertyName='createdon')", Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)],
    ["Microsoft.Dynamics.CRM.OlderThanXYears(PropertyName='createdon',PropertyValue=2)", 0, Date.UTC(2024, 10, 1)],
    [
      "Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='createdon',PropertyValue='2026-01-15')",
      Date.UTC(2026, 0, 15),
      Infinity,
    ],
    ["createdon ge 2025-01-01 and createdon lt 2025-02-01T00:00:00Z", Date.UTC(2025, 0, 1), Date.UTC(2025, 1, 1)],
    [
      "Microsoft.Dynamics.CRM.Between(PropertyName='createdon',PropertyValues=['2024-01-01T00:00:00','2024-06-30'])",
      Date.UTC(2024, 0, 1),
      Date.UTC(2024, 5, 30) + 1,
    ],
  ])("on dates: %s", async (filter, from, until) => {
    const expected = serialsWhere(book.contacts.size, (serial) => {
      const at = Math.floor(book.contacts.at(serial).createdAt / 1_000) * 1_000;
      return at >= from && at < until;
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(await idsOf("contacts", "contactid", `$filter=${filter}`)).toEqual(expected.map(contactId));
  });

  it.each([
    ["$filter=foo eq 1", "0x0", "Could not find a property named 'foo' on type 'Microsoft.Dynamics.CRM.contact'."],
    [
      "$select=fullname,Fullname",
      "0x0",
      "Could not find a property named 'Fullname' on type 'Microsoft.Dynamics.CRM.contact'.",
    ],
    ["$select=parentcustomerid", "0x0", "Could not find a property named 'parentcustomerid' on type"],
    ["$expand=parentcustomerid", "0x0", "Could not find a property named 'parentcustomerid' on type"],
    ["$orderby=foo", "0x0", "Could not find a property named 'foo'"],
    ["$filter=parentcustomerid_account/foo eq 1", "0x0", "named 'foo' on type 'Microsoft.Dynamics.CRM.account'."],
    [
      "$filter=Microsoft.Dynamics.CRM.In(PropertyName='_parentcustomerid_value',PropertyValues=['x'])",
      "0x80041103",
      "'Contact' entity doesn't contain attribute with Name = '_parentcustomerid_value' and NameMapping = 'Logical'.",
    ],
    [
      `$filter=_parentcustomerid_value eq '${"0".repeat(8)}-0000-0000-0000-000000000000'`,
      "0x80060888",
      "A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'.",
    ],
    [
      "$filter=firstname gt 5",
      "0x80060888",
      "A binary operator with incompatible types was detected. Found operand types 'Edm.String' and 'Edm.Int32' for operator kind 'GreaterThan'.",
    ],
    ["$filter=createdon gt '2026-01-01'", "0x80060888", "Found operand types 'Edm.DateTimeOffset' and 'Edm.String'"],
    ["$filter=contains(statuscode,'1')", "0x80060888", "No function signature for the function with name 'contains'"],
    ["$filter=firstname eq 'a", "0x80060888", "There is an unterminated literal at position 15"],
    ["$search=x", "0x80060888", "The query parameter $search is not supported."],
    ["$top=1&$top=2", "0x80060888", "Query option '$top' was specified more than once"],
    ["$filter=%zz", "0x80060888", "is not validly percent-encoded"],
  ])("that are wrong are refused: %s", async (query, code, message) => {
    const { status, body } = await get(`contacts?${query}`);
    expect(status).toBe(400);
    expect(body["error"]).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
