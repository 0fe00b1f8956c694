import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountIds, contactIds, opportunityIds, userIds } from "../../../src/sandbox/salesforce/ids.ts";
import { exponentOf } from "../../../src/sandbox/world/money.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { book, objectIn, objectsIn, rowsOf, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

let org: RunningOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.stop());

const rates: Readonly<Record<string, number>> = { USD: 1, EUR: 0.92, GBP: 0.79, JPY: 151, KWD: 0.307 };
const amountOf = (deal: { amountMinor: number; currency: string }): number =>
  deal.amountMinor / 10 ** exponentOf(deal.currency);
const deals = rowsOf(book.deals);

describe("records", () => {
  it("hold what was selected, in the order of the SELECT, under the fields' own names", async () => {
    const [record] = await org.query("SELECT email, LASTNAME, Id FROM contact LIMIT 1");
    const first = book.contacts.at(0);
    expect(JSON.stringify(record)).toBe(
      JSON.stringify({
        attributes: {
          type: "Contact",
          url: `/services/data/v60.0/sobjects/Contact/${contactIds.idOf(0)}`,
        },
        Email: first.email,
        LastName: first.familyName ?? "[not provided]",
        Id: contactIds.idOf(0),
      }),
    );
  });

  it("hold parents, and null for a parent that there is not", async () => {
    const records = await org.query("SELECT Id, c.Account.Name, Account.Owner.Name, Account.Id FROM Contact c");
    expect(records).toHaveLength(book.contacts.size);
    const isWithout = (serial: number): boolean => book.companyOfContact(serial) === null;
    expect(records.map((record) => record["Account"] === null)).toEqual(
      records.map((_record, serial) => isWithout(serial)),
    );
    const place = records.findIndex((_record, serial) => !isWithout(serial));
    const company = book.companyOfContact(place) ?? -1;
    expect(records[place]?.["Account"]).toMatchObject({
      attributes: { type: "Account", url: expect.stringContaining(`/sobjects/Account/${accountIds.idOf(company)}`) },
      Name: book.companies.at(company).name,
      Owner: { attributes: { type: "User" }, Name: expect.any(String) },
      Id: accountIds.idOf(company),
    });
  });

  it("hold children, and null for none", async () => {
    const records = await org.query("SELECT Id, (SELECT LastName FROM Contacts ORDER BY Id DESC LIMIT 2) FROM Account");
    const found = records.map(({ Contacts: children }) =>
      children === null ? null : objectsIn(objectIn(children)["records"]).map((child) => child["LastName"]),
    );
    const expected = rowsOf(book.companies).map((_row, company) => {
      const staff = book.contactsOfCompany(company).toReversed().slice(0, 2);
      return staff.length === 0 ? null : staff.map((serial) => book.contacts.at(serial).familyName ?? "[not provided]");
    });
    expect(found).toEqual(expected);
    expect(records.find((record) => record["Contacts"] !== null)?.["Contacts"]).toMatchObject({
      totalSize: expect.any(Number),
      done: true,
    });
    expect(records.some((record) => record["Contacts"] === null)).toBe(true);
  });

  it("hold no children of a relationship that nothing is in", async () => {
    const records = await org.query(
      "SELECT (SELECT Id FROM Tasks), (SELECT ContactId FROM OpportunityContactRoles) FROM Opportunity",
    );
    expect(new Set(records.map((record) => record["Tasks"]))).toEqual(new Set([null]));
    expect(new Set(records.map((record) => objectIn(record["OpportunityContactRoles"])["totalSize"]))).toEqual(
      new Set([1]),
    );
  });

  it("tell who a reference of several kinds leads to", async () => {
    const records = await org.query("SELECT Owner.Name, Owner.Type, OwnerId FROM Case");
    for (const [serial, record] of records.entries()) {
      const { assignee } = book.cases.at(serial);
      const agent = assignee === null ? undefined : book.agents[assignee];
      expect(record["Owner"]).toEqual({
        attributes: { type: "Name", url: expect.stringContaining(agent === undefined ? "/Group/00G" : "/User/005") },
        Name: agent === undefined ? "Support Queue" : `${agent.givenName} ${agent.familyName}`,
        Type: agent === undefined ? "Queue" : "User",
      });
    }
    expect(new Set(records.map((record) => objectIn(record["Owner"])["Type"]))).toEqual(new Set(["Queue", "User"]));
  });

  it("are deals with their contact, by the role of the contact", async () => {
    const contact = deals[0]?.contact ?? -1;
    const records = await org.query(
      `SELECT Opportunity.Name, OpportunityId FROM OpportunityContactRole WHERE ContactId = '${contactIds.idOf(contact)}'`,
    );
    expect(records.map((record) => record["OpportunityId"])).toEqual(
      book.deals.of(contact).map((serial) => opportunityIds.idOf(serial)),
    );
  });

  it("are split between tasks and events, and comments say who wrote them", async () => {
    const kinds = rowsOf(book.activities).map(({ kind }) => kind);
    expect(await org.query("SELECT Id FROM Event")).toHaveLength(kinds.filter((kind) => kind === "meeting").length);
    const tasks = await org.query("SELECT TaskSubtype FROM Task");
    expect(tasks.map((task) => String(task["TaskSubtype"]).toLowerCase())).toEqual(
      kinds.filter((kind) => kind !== "meeting"),
    );
    const comments = await org.query(
      "SELECT CommentBody, IsPublished, CreatedById, CreatedBy.UserType FROM CaseComment",
    );
    const written = rowsOf(book.cases).flatMap((row) => row.comments);
    expect(comments).toMatchObject(
      written.map(({ author, body, isPublic }) => ({
        CommentBody: body,
        IsPublished: isPublic,
        CreatedById: userIds.idOf(author === "requester" ? book.agents.length + 1 : author),
        CreatedBy: { UserType: author === "requester" ? "Guest" : "Standard" },
      })),
    );
    expect(new Set(written.map(({ author }) => author === "requester"))).toEqual(new Set([true, false]));
  });
});

describe("conditions", () => {
  it("find an e-mail address in any case", async () => {
    const contact = rowsOf(book.contacts).find(({ email }) => email !== null);
    const email = contact?.email ?? "";
    for (const text of [email, email.toUpperCase()]) {
      const found = await org.query(`SELECT Id FROM Contact WHERE Email = '${text}'`);
      expect(found.map((record) => record["Id"])).toContain(contactIds.idOf(contact?.serial ?? -1));
    }
  });

  it("take ids of 15 characters, and of 18 in any case", async () => {
    const id = contactIds.idOf(3);
    for (const written of [id, id.slice(0, 15), id.toLowerCase()]) {
      expect(await org.query(`SELECT Id FROM Contact WHERE Id = '${written}'`)).toMatchObject([{ Id: id }]);
    }
    expect(await org.query(`SELECT Id FROM Contact WHERE Id = '${accountIds.idOf(0)}'`)).toEqual([]);
  });

  it("take literal periods, by the org's clock", async () => {
    const found = await org.query("SELECT Id FROM Opportunity WHERE CreatedDate = LAST_N_DAYS:400");
    const from = Date.UTC(2026, 10, 1) - 400 * 86_400_000;
    expect(found).toHaveLength(deals.filter(({ createdAt }) => createdAt >= from).length);
    expect(found.length).toBeGreaterThan(0);
    const ahead = await org.query("SELECT Id FROM Opportunity WHERE CloseDate > TODAY");
    expect(ahead).toHaveLength(deals.filter(({ closeAt }) => closeAt >= Date.UTC(2026, 10, 2)).length);
  });

  it("compare amounts as numbers, or by their worth when a currency is named", async () => {
    const plain = await org.query("SELECT Id FROM Opportunity WHERE Amount > 5000");
    expect(plain).toHaveLength(deals.filter((deal) => amountOf(deal) > 5_000).length);
    const worth = await org.query("SELECT Id FROM Opportunity WHERE Amount > JPY500000");
    const limit = 500_000 / 151;
    expect(worth).toHaveLength(deals.filter((deal) => amountOf(deal) / (rates[deal.currency] ?? 1) > limit).length);
    expect(worth.length).not.toBe(plain.length);
  });

  it("take the ids that another query finds", async () => {
    const found = await org.query(
      "SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM Case WHERE IsClosed = true)",
    );
    const requesters = rowsOf(book.cases).filter(({ status }) => status === "solved" || status === "closed");
    const serials = [...new Set(requesters.map(({ requester }) => requester))].toSorted((a, b) => a - b);
    expect(found.map((record) => record["Id"])).toEqual(serials.map((serial) => contactIds.idOf(serial)));
    const others = await org.query(
      "SELECT Id FROM Contact WHERE Id NOT IN (SELECT ContactId FROM Case WHERE IsClosed = true)",
    );
    expect(others).toHaveLength(book.contacts.size - serials.length);
  });

  it("sort amounts by their worth", async () => {
    const found = await org.query("SELECT Amount, CurrencyIsoCode FROM Opportunity ORDER BY Amount DESC");
    const worths = found.map((record) => Number(record["Amount"]) / (rates[String(record["CurrencyIsoCode"])] ?? 1));
    expect(worths).toEqual(worths.toSorted((a, b) => b - a));
  });
});

describe("aggregates", () => {
  it("count, also with COUNT()", async () => {
    const answer = await org.get("/query", { q: "SELECT COUNT() FROM Contact" });
    expect(answer.body).toEqual({ totalSize: book.contacts.size, done: true, records: [] });
    const withEmail = rowsOf(book.contacts).filter(({ phone }) => phone !== null).length;
    expect(await org.query("SELECT COUNT(Id), COUNT(Phone) phones, COUNT_DISTINCT(OwnerId) FROM Contact")).toEqual([
      {
        attributes: { type: "AggregateResult" },
        expr0: book.contacts.size,
        phones: withEmail,
        expr1: expect.any(Number),
      },
    ]);
  });

  it("sum amounts in the corporate currency, by group", async () => {
    const found = await org.query(
      "SELECT StageName, COUNT(Id) deals, SUM(Amount) total, MIN(CloseDate), MAX(Amount), AVG(Amount) " +
        "FROM Opportunity GROUP BY StageName ORDER BY StageName",
    );
    expect(found.length).toBeGreaterThan(5);
    for (const record of found) {
      const members = deals.filter((deal) => book.stages[deal.stage]?.key === record["StageName"]);
      const worths = members.map((deal) => amountOf(deal) / (rates[deal.currency] ?? 1));
      const total = worths.reduce((sum, worth) => sum + worth, 0);
      expect(record["deals"]).toBe(members.length);
      expect(record["total"]).toBeCloseTo(total, 4);
      expect(record["expr0"]).toBe(
        new Date(Math.min(...members.map(({ closeAt }) => closeAt))).toISOString().slice(0, 10),
      );
      expect(record["expr1"]).toBeCloseTo(Math.max(...worths), 4);
      expect(record["expr2"]).toBeCloseTo(total / members.length, 4);
    }
  });

  it("group by parts of a date, by parents, and by nothing", async () => {
    const found = await org.query(
      "SELECT CALENDAR_YEAR(CloseDate) y, CALENDAR_MONTH(CloseDate) m, COUNT(Id) n FROM Opportunity " +
        "WHERE IsWon = true GROUP BY CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate) " +
        "HAVING COUNT(Id) > 1 ORDER BY CALENDAR_YEAR(CloseDate) DESC, CALENDAR_MONTH(CloseDate)",
    );
    const months = new Map<string, number>();
    for (const deal of deals) {
      if (book.stages[deal.stage]?.outcome !== "won") continue;
      const at = new Date(deal.closeAt);
      const month = `${at.getUTCFullYear()}-${at.getUTCMonth() + 1}`;
      months.set(month, (months.get(month) ?? 0) + 1);
    }
    const counted = new Map(found.map((record) => [`${Number(record["y"])}-${Number(record["m"])}`, record["n"]]));
    expect(counted).toEqual(new Map([...months].filter(([, count]) => count > 1)));
    const order = found.map((record) => Number(record["y"]) * -100 + Number(record["m"]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));

    const byIndustry = await org.query("SELECT Account.Industry, COUNT(Id) FROM Contact GROUP BY Account.Industry");
    expect(byIndustry.reduce((sum, record) => sum + Number(record["expr0"]), 0)).toBe(book.contacts.size);
    expect(byIndustry.map((record) => record["Industry"])).toContain(null);
    expect(await org.query("SELECT COUNT(Id) n, SUM(Amount) FROM Opportunity WHERE Name = 'none'")).toEqual([
      { attributes: { type: "AggregateResult" }, n: 0, expr0: null },
    ]);
  });
});

describe("pages", () => {
  const wide = createWorld({ seed: 3, customers: 6_000 });

  it("hold 2,000 records, or as many as asked for between 200 and 2,000", async () => {
    const large = await startOrg({ world: wide });
    const size = wide.books.salesforce.contacts.size;
    expect(size).toBeGreaterThan(2_000);
    const first = objectIn((await large.get("/query", { q: "SELECT Id FROM Contact" })).body);
    expect(first).toMatchObject({ totalSize: size, done: false });
    expect(objectsIn(first["records"])).toHaveLength(2_000);
    expect(first["nextRecordsUrl"]).toMatch(/^\/services\/data\/v60\.0\/query\/0r8\w{15}-2000$/);
    const ids = (await large.query("SELECT Id FROM Contact")).map((record) => record["Id"]);
    expect(ids).toEqual(Array.from({ length: size }, (_, serial) => contactIds.idOf(serial)));

    for (const [batchSize, expected] of [
      ["500", 500],
      ["10", 200],
      ["9999", 2_000],
    ] as const) {
      const headers = { "sforce-query-options": `batchSize=${batchSize}` };
      const { body } = await large.get("/query", { q: "SELECT Id FROM Contact" }, headers);
      expect(objectsIn(objectIn(body)["records"])).toHaveLength(expected);
    }
    const { body } = await large.get("/query", { q: "SELECT Id, Description FROM Contact" });
    expect(objectsIn(objectIn(body)["records"])).toHaveLength(500);
    await large.stop();
  });

  it("are found by a locator for two days, ten of them at a time", async () => {
    const large = await startOrg({ world: wide, settings: { sessionLifetimeS: 7 * 86_400 } });
    const open = async (): Promise<string> => {
      const { body } = await large.get("/query", { q: "SELECT Id FROM Contact" });
      return String(objectIn(body)["nextRecordsUrl"]).replace("/services/data/v60.0", "");
    };
    const invalid = [400, [{ message: "invalid query locator", errorCode: "INVALID_QUERY_LOCATOR" }]];
    const at = async (path: string): Promise<unknown> => {
      const { status, body } = await large.get(path);
      return status === 200 ? status : [status, body];
    };
    const oldest = await open();
    for (let opened = 0; opened < 9; opened += 1) await open();
    expect(await at(oldest)).toBe(200);
    const newest = await open();
    expect(await at(oldest)).toEqual(invalid);
    expect(await at(newest)).toBe(200);
    expect(await at(newest.replace(/-2000$/, ""))).toEqual(invalid);
    expect(await at(newest.replace(/-2000$/, "-999999"))).toEqual(invalid);
    large.advance(2 * 86_400_000 - 1);
    expect(await at(newest)).toBe(200);
    large.advance(1);
    expect(await at(newest)).toEqual(invalid);
    await large.stop();
  });

  it("are not given by aggregates, of which there are 2,000 groups at most", async () => {
    const large = await startOrg({ world: wide });
    expect(await large.queryError("SELECT Id, COUNT(Email) FROM Contact GROUP BY Id")).toMatchObject({
      errorCode: "EXCEEDED_ID_LIMIT",
    });
    expect(await large.query("SELECT Id, COUNT(Email) FROM Contact GROUP BY Id LIMIT 2000")).toHaveLength(2_000);
    await large.stop();
  });
});
