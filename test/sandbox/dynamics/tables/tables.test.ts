// What becomes of the data set's neutral rows: every record of a table against its row.
import { beforeAll, describe, expect, it } from "vitest";
import { guids } from "../../../../src/sandbox/dynamics/guids.ts";
import { book } from "../running-environment.ts";
import { accountId, contactId, nextLinkOf, useEnvironment } from "../use-environment.ts";

type Wire = Readonly<Record<string, unknown>>;

const { get } = useEnvironment();

async function all(query: string): Promise<readonly Wire[]> {
  const records: Wire[] = [];
  for (let next: string | undefined = query; next !== undefined;) {
    const answer = await get(next);
    records.push(...answer.records);
    next = nextLinkOf(answer);
  }
  return records;
}

const userId = guids.systemuser.idOf;
/** Owns what nobody owns, and is no agent. */
const system = userId(book.agents.length);
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const utcSecond = (at: number | null): string | null =>
  at === null ? null : `${new Date(at).toISOString().slice(0, 19)}Z`;

describe("contacts", () => {
  it("are the book's people", async () => {
    const records = await all("contacts");
    expect(records).toHaveLength(book.contacts.size);
    for (const [serial, record] of records.entries()) {
      const row = book.contacts.at(serial);
      const company = book.companyOfContact(serial);
      expect(record).toMatchObject({
        contactid: contactId(serial),
        firstname: row.givenName,
        lastname: row.familyName,
        fullname: [row.givenName, row.familyName].filter((part) => part !== null).join(" "),
        emailaddress1: row.email,
        telephone1: row.phone,
        _parentcustomerid_value: company === null ? null : accountId(company),
        statecode: 0,
        statuscode: 1,
        createdon: utcSecond(row.createdAt),
        modifiedon: utcSecond(row.updatedAt),
      });
    }
    const owners = new Set(records.map((record) => record["_ownerid_value"]));
    expect(owners).toEqual(new Set([...book.agents.map((_, serial) => userId(serial)), system]));
  });
});

describe("accounts", () => {
  it("are the book's companies, with the first of their people as primary contact", async () => {
    const records = await all("accounts");
    expect(records).toHaveLength(book.companies.size);
    for (const [serial, record] of records.entries()) {
      const row = book.companies.at(serial);
      const [first] = book.contactsOfCompany(serial);
      expect(record).toMatchObject({
        accountid: accountId(serial),
        name: row.name,
        websiteurl: expect.stringContaining(row.domain),
        numberofemployees: row.employees,
        industrycode: expect.any(Number),
        _primarycontactid_value: first === undefined ? null : contactId(first),
      });
    }
  });
});

describe("opportunities", () => {
  const stages: Readonly<Record<string, number>> = { Qualify: 0, Develop: 1, Propose: 2, Close: 3 };
  const states = { open: 0, won: 1, lost: 2 } as const;
  const statuses = { open: [1], won: [3], lost: [4, 5] } as const;

  it("are the book's deals", async () => {
    const records = await all("opportunities");
    expect(records).toHaveLength(book.deals.size);
    for (const [serial, record] of records.entries()) {
      const row = book.deals.at(serial);
      const { label = "", outcome = "open", probability = 0 } = book.stages[row.stage] ?? {};
      const account = row.company === null ? null : accountId(row.company);
      const isOpen = outcome === "open";
      expect(record).toMatchObject({
        opportunityid: guids.opportunity.idOf(serial),
        name: row.name,
        statecode: states[outcome],
        closeprobability: Math.round(probability * 100),
        estimatedclosedate: utcDay(row.closeAt),
        actualclosedate: isOpen ? null : utcDay(row.closeAt),
        actualvalue: outcome === "won" ? record["estimatedvalue"] : null,
        _parentcontactid_value: contactId(row.contact),
        _parentaccountid_value: account,
        _customerid_value: account ?? contactId(row.contact),
        _ownerid_value: userId(row.owner),
      });
      expect(statuses[outcome]).toContain(record["statuscode"]);
      const stage = outcome === "won" ? 3 : (stages[label] ?? Number(record["salesstage"]));
      expect(record["salesstage"]).toBe(stage);
      expect(record["stepname"]).toBe(`${stage + 1}-${Object.keys(stages)[stage]}`);
    }
  });
});

describe("incidents", () => {
  const statuses = { new: [1], open: [4], pending: [3], hold: [2], solved: [5], closed: [1_000, 6, 2_000] } as const;
  const states: Readonly<Record<number, number>> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 1, 1_000: 1, 6: 2, 2_000: 2 };
  let records: readonly Wire[] = [];
  beforeAll(async () => {
    records = await all("incidents");
  });

  it("are the book's cases", () => {
    expect(records).toHaveLength(book.cases.size);
    for (const [serial, record] of records.entries()) {
      const row = book.cases.at(serial);
      expect(record).toMatchObject({
        incidentid: guids.incident.idOf(serial),
        title: row.subject,
        description: row.description,
        prioritycode: row.priority === null ? null : { urgent: 1, high: 1, normal: 2, low: 3 }[row.priority],
        statecode: states[Number(record["statuscode"])],
        _ownerid_value: row.assignee === null ? system : userId(row.assignee),
      });
      expect(statuses[row.status]).toContain(record["statuscode"]);
    }
    expect(new Set(records.map((record) => record["statuscode"]))).toEqual(new Set(Object.keys(states).map(Number)));
  });

  it("are a contact's, or an account's with that contact as the primary one, and never both", () => {
    const ofAccounts = records.map((record, serial) => {
      const { requester } = book.cases.at(serial);
      const company = book.companyOfContact(requester);
      const isAccounts = record["_primarycontactid_value"] !== null;
      expect(record).toMatchObject({
        _customerid_value: isAccounts ? accountId(company ?? -1) : contactId(requester),
        _primarycontactid_value: isAccounts ? contactId(requester) : null,
      });
      return isAccounts;
    });
    expect(new Set(ofAccounts)).toEqual(new Set([true, false]));
  });

  it("are found by their number", async () => {
    const { ticketnumber, incidentid } = records[7] ?? {};
    expect(ticketnumber).toMatch(/^CAS-\d{5,}-[0-9A-F]{6}$/);
    const found = await all(
      `incidents?$select=incidentid&$filter=ticketnumber eq '${String(ticketnumber).toLowerCase()}'`,
    );
    expect(found.map((record) => record["incidentid"])).toEqual([incidentid]);
  });
});

describe("activities", () => {
  // Status and state of each kind by what the data set says, from Microsoft's entity references.
  const wire = {
    task: { planned: [2, 0], in_progress: [3, 0], done: [5, 1], canceled: [6, 2] },
    call: { planned: [1, 0], in_progress: [1, 0], done: [2, 1], canceled: [3, 2] },
    meeting: { planned: [5, 3], in_progress: [5, 3], done: [3, 1], canceled: [4, 2] },
    email: { planned: [1, 0], in_progress: [6, 1], done: [3, 1], canceled: [5, 2] },
  } as const;
  const tables = { task: "tasks", call: "phonecalls", meeting: "appointments", email: "emails" } as const;

  it.each(["task", "call", "meeting", "email"] as const)("of the kind %s are the book's", async (kind) => {
    const records = await all(tables[kind]);
    const rows = Array.from({ length: book.activities.size }, (_, serial) => book.activities.at(serial));
    const expected = rows.filter((row) => row.kind === kind);
    expect(records).toHaveLength(expected.length);
    for (const [place, row] of expected.entries()) {
      const [status, state] = wire[kind][row.status];
      const end = row.dueAt === null ? null : row.dueAt + (row.durationMinutes ?? 0) * 60_000;
      expect(records[place]).toMatchObject({
        activityid: guids.activity.idOf(row.serial),
        subject: row.subject,
        description: row.body,
        statuscode: status,
        statecode: state,
        scheduledstart: row.durationMinutes === null ? null : utcSecond(row.dueAt),
        scheduledend: utcSecond(end),
        _regardingobjectid_value: contactId(row.contact),
        _ownerid_value: userId(row.owner),
      });
    }
  });
});
