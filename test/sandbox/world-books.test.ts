// The eight books of the data set, each by itself and all together.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { groundTruth, personRecordsOf } from "../../src/sandbox/world/ground-truth.ts";
import { makeReady } from "../../src/sandbox/world/make-ready.ts";
import { bookNames } from "../../src/sandbox/world/membership.ts";
import type { BookName, Children, CrmBook, PersonRecord, PersonRecords, Rows, World } from "../../src/sandbox/world.ts";

const customers = 10_000;
const world = createWorld({ seed: 1, customers });
const { hubspot, salesforce, dynamics, zendesk, intercom, stripe, paypal, smartico } = world.books;
const end = Date.UTC(2026, 10, 1);
const crms: readonly (readonly [string, CrmBook])[] = [
  ["hubspot", hubspot],
  ["salesforce", salesforce],
  ["dynamics", dynamics],
];
const people = bookNames.map((name): readonly [BookName, PersonRecords] => [name, personRecordsOf(world, name)]);

function all<T>(rows: Rows<T>): T[] {
  return Array.from({ length: rows.size }, (_, serial) => rows.at(serial));
}

function shareOf<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length / items.length;
}

function childrenIn({ books }: World): readonly (readonly [string, Children<{ createdAt: number }>, PersonRecords])[] {
  return [
    ...(["hubspot", "salesforce", "dynamics"] as const).flatMap((name) => {
      const { deals, activities, cases, contacts } = books[name];
      return [
        [`${name} deals`, deals, contacts],
        [`${name} activities`, activities, contacts],
        [`${name} cases`, cases, contacts],
      ] as const;
    }),
    ["hubspot notes", books.hubspot.notes, books.hubspot.contacts],
    ...(["zendesk", "intercom"] as const).map(
      (name) => [`${name} tickets`, books[name].tickets, books[name].users] as const,
    ),
    ...(["stripe", "paypal"] as const).flatMap((name) => {
      const { payments, invoices, subscriptions, payers } = books[name];
      return [
        [`${name} payments`, payments, payers],
        [`${name} invoices`, invoices, payers],
        [`${name} subscriptions`, subscriptions, payers],
      ] as const;
    }),
  ];
}
const children = childrenIn(world);

describe("the books", () => {
  it("have exact totals", () => {
    expect(Object.fromEntries(children.map(([name, rows]) => [name, rows.size]))).toEqual({
      "hubspot deals": 15_000,
      "hubspot activities": 10_000,
      "hubspot notes": 4_000,
      "hubspot cases": 1_000,
      "salesforce deals": 8_000,
      "salesforce activities": 12_000,
      "salesforce cases": 5_000,
      "dynamics deals": 5_000,
      "dynamics activities": 6_000,
      "dynamics cases": 3_000,
      "zendesk tickets": 15_000,
      "intercom tickets": 6_000,
      "stripe payments": 25_000,
      "stripe invoices": 10_000,
      "stripe subscriptions": 3_000,
      "paypal payments": 8_000,
      "paypal invoices": 2_000,
      "paypal subscriptions": 1_000,
    });
    expect(crms.map(([, { companies, agents }]) => [companies.size, agents.length])).toEqual([
      [500, 40],
      [300, 24],
      [200, 12],
    ]);
    expect([zendesk.agents.length, intercom.agents.length]).toEqual([40, 10]);
  });

  it("are the same for the same seed, on every machine, whatever was read before", () => {
    const digest = (of: World): string => {
      const rows: readonly Rows<unknown>[] = [
        ...bookNames.map((name) => personRecordsOf(of, name)),
        ...childrenIn(of).map(([, child]) => child),
        of.books.salesforce.companies,
        of.books.dynamics.companies,
      ].toReversed();
      const sample = rows.map((one) => [0, 0.3, 0.7].map((part) => one.at(Math.floor(part * one.size))));
      const players = [0, 100, 3_000].map((serial) => of.books.smartico.player(serial));
      const staff = [of.books.salesforce.agents, of.books.dynamics.agents, of.books.intercom.agents];
      return createHash("sha256")
        .update(JSON.stringify([sample, players, staff]))
        .digest("hex");
    };
    expect(digest(world)).toMatchInlineSnapshot(`"f639f051f9701a0f951720f7640202a15b72d569c46aa1bf1b6a1e02206301ac"`);
    expect(digest(createWorld({ seed: 1, customers }))).toBe(digest(world));
    expect(digest(createWorld({ seed: 2, customers }))).not.toBe(digest(world));
  });

  it.each([1, 2, 3, 7, 40, 70])("work with %i customers", (few) => {
    const small = createWorld({ seed: 5, customers: few });
    for (const [name, rows, parents] of childrenIn(small)) {
      for (const [serial, row] of all(rows).entries()) {
        if (row.createdAt >= end) throw new Error(`${name} ${serial} is later than the end`);
      }
      if (parents.size === 0 && rows.size > 0) throw new Error(`${name} have no parents`);
    }
    for (const book of [small.books.salesforce, small.books.dynamics]) {
      const employed = all(book.contacts).filter(({ serial }) => book.companyOfContact(serial) !== null);
      const staff = all(book.companies).flatMap(({ serial }) => book.contactsOfCompany(serial));
      expect(staff).toHaveLength(employed.length);
    }
    expect([...groundTruth(small)]).toHaveLength(small.people.size);
  });

  it("are made only when read", () => {
    const large = createWorld({ seed: 3, customers: 200_000 });
    const before = process.memoryUsage().arrayBuffers;
    expect(large.books.salesforce.contacts.size).toBeGreaterThan(70_000);
    // Two indexes of one book; all eight books together take forty megabytes.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    expect(large.books.salesforce.contacts).toBe(large.books.salesforce.contacts);
    expect(large.books.salesforce.deals).toBe(large.books.salesforce.deals);
  });

  it("are made whole when made ready", () => {
    const read: string[] = [];
    makeReady({
      get users() {
        read.push("users");
        return zendesk.users;
      },
      get tickets() {
        read.push("tickets");
        return zendesk.tickets;
      },
      agents: zendesk.agents,
    });
    expect(read).toEqual(["users", "tickets"]);
  });

  it.each(children)("%s are in order of creation, each of one parent who was there first", (_name, rows, parents) => {
    const times = all(rows).map((row) => row.createdAt);
    expect(times.every((time, serial) => time < end && time > (times[serial - 1] ?? 0))).toBe(true);
    let seen = 0;
    for (let parent = 0; parent < parents.size; parent += 1) {
      const [first, ...more] = rows.of(parent);
      if (first === undefined) continue;
      seen += 1 + more.length;
      if (rows.at(first).createdAt <= parents.at(parent).createdAt) throw new Error(`${first} is older than ${parent}`);
    }
    expect(seen).toBe(rows.size);
    expect(() => rows.of(parents.size)).toThrow(RangeError);
    expect(() => rows.at(rows.size)).toThrow(RangeError);
  });

  it("split what a person does, and copy nothing", () => {
    const copies = (one: Rows<unknown>, other: Rows<unknown>, field: string): number => {
      const text = (row: object): string => JSON.stringify(Object.entries(row).filter(([key]) => key === field));
      return Array.from({ length: 1_000 }, (_, serial) => [one.at(serial), other.at(serial)] as const).filter(
        ([a, b]) => text(Object(a)) === text(Object(b)),
      ).length;
    };
    expect(copies(hubspot.deals, salesforce.deals, "amountMinor")).toBeLessThan(10);
    expect(copies(salesforce.deals, dynamics.deals, "amountMinor")).toBeLessThan(10);
    expect(copies(stripe.payments, paypal.payments, "amountMinor")).toBeLessThan(10);
    expect(copies(zendesk.tickets, hubspot.cases, "subject")).toBeLessThan(200);
  });
});

describe("the people of the books", () => {
  const shares: Readonly<Record<BookName, number>> = {
    hubspot: 0.7,
    salesforce: 0.4,
    dynamics: 0.25,
    smartico: 0.35,
    zendesk: 0.6,
    intercom: 0.25,
    stripe: 0.55,
    paypal: 0.2,
  };
  const truth = [...groundTruth(world)];
  const booksOf = truth.map(({ records }) => [...new Set(records.map(({ source }) => source))]);

  it.each(bookNames)("%s has its share of them, 1 to 3.5 % of these nowhere else", (name) => {
    const there = booksOf.filter((books) => books.includes(name));
    expect(there.length / customers).toBeCloseTo(shares[name], 1.6);
    const alone = there.filter((books) => books.length === 1).length / customers;
    expect(alone).toBeGreaterThan(0.01);
    expect(alone).toBeLessThan(0.035);
  });

  it("are in one to eight books", () => {
    expect(new Set(booksOf.map((books) => books.length))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });

  it("overlap at random: who is in one later book is as likely as others to be in the next", () => {
    const asked = booksOf.slice(0, customers);
    const inBoth = shareOf(asked, (books) => books.includes("salesforce") && books.includes("intercom"));
    expect(inBoth).toBeCloseTo(0.385 * 0.235, 1.9);
  });

  it.each(people)("%s numbers them in order of creation, each after the person came", (_name, records) => {
    let last = 0;
    for (const [serial, row] of all(records).entries()) {
      expect(row.serial).toBe(serial);
      if (row.createdAt <= last || row.createdAt <= row.person.createdAt) throw new Error(`${serial} is too early`);
      if (row.updatedAt < row.createdAt || row.updatedAt >= end) throw new Error(`${serial} changed at no good time`);
      last = row.createdAt;
    }
  });

  it.each(people)("%s finds them by e-mail and by person", (_name, records) => {
    for (const row of all(records)) {
      if (!records.serialsOf(row.person.index).includes(row.serial)) throw new Error(`${row.serial} is lost`);
      if (row.email === null) continue;
      if (!records.withEmail(row.email.toUpperCase()).includes(row.serial)) throw new Error(`${row.email} is lost`);
    }
    for (const nobody of [-1, 0.5, Number.NaN, world.people.size]) expect(records.serialsOf(nobody)).toEqual([]);
  });

  it.each([
    ["zendesk", "hubspot", 0.3],
    ["stripe", "hubspot", 0.25],
    ["smartico", "hubspot", 0.4],
    ["intercom", "salesforce", 0.25],
    ["paypal", "dynamics", 0.2],
  ] as const)("%s carries serials of %s in the stated share, some under another e-mail", (name, crm, share) => {
    const records = personRecordsOf(world, name);
    const linked = all(records).filter((row) => row.externalOf !== null);
    expect(linked.length / records.size).toBeCloseTo(share, 1.6);
    let otherEmails = 0;
    for (const { serial, person, email, externalOf, crmSerial } of linked) {
      if (externalOf === null) continue;
      expect(externalOf.book).toBe(crm);
      expect(crmSerial).toBe(crm === "hubspot" ? externalOf.serial : null);
      expect(world.books[crm].contacts.at(externalOf.serial).person.index).toBe(person.index);
      expect(records.withExternal(externalOf)).toContain(serial);
      if (email !== null && !email.toLowerCase().startsWith(person.email?.split("@")[0] ?? "-")) otherEmails += 1;
    }
    expect(otherEmails / linked.length).toBeCloseTo(0.1, 1.2);
    const unlinked = all(records).find((row) => row.externalOf === null && contactOf(crm, row) !== undefined);
    expect(unlinked).toBeDefined();
    const unlinkedContact = unlinked === undefined ? undefined : contactOf(crm, unlinked);
    expect(records.withExternal({ book: crm, serial: unlinkedContact ?? -1 })).toEqual([]);
    const other = crm === "hubspot" ? "salesforce" : "hubspot";
    expect(records.withExternal({ book: other, serial: linked[0]?.externalOf?.serial ?? 0 })).toEqual([]);
    expect(records.withExternal({ book: crm, serial: world.books[crm].contacts.size })).toEqual([]);
  });

  function contactOf(crm: "hubspot" | "salesforce" | "dynamics", row: PersonRecord): number | undefined {
    return world.books[crm].contacts.serialsOf(row.person.index)[0];
  }

  it("are twice in Stripe, Dynamics, PayPal and Intercom, with the first record named by the second", () => {
    const shareOfSeconds = new Map([
      ["stripe", 0.036],
      ["dynamics", 0.02],
      ["paypal", 0.02],
      ["intercom", 0.02],
    ]);
    for (const [name, records] of people) {
      const doubled = all(records).filter((row) => row.duplicateOf !== null);
      const expected = shareOfSeconds.get(name) ?? 0;
      expect(doubled.length / records.size).toBeGreaterThanOrEqual(expected * 0.6);
      expect(doubled.length / records.size).toBeLessThanOrEqual(expected * 1.4);
      for (const row of doubled) {
        const first = records.at(row.duplicateOf ?? -1);
        expect(first.person.index).toBe(row.person.index);
        expect(first.serial).toBeLessThan(row.serial);
        expect(records.serialsOf(row.person.index)).toEqual([first.serial, row.serial]);
      }
    }
  });

  it("are told by the ground truth, every record once", () => {
    const told = new Map<string, number>();
    for (const { person, records } of truth) {
      for (const { source, serial } of records) told.set(`${source} ${serial}`, person);
    }
    for (const [name, records] of people) {
      for (const row of all(records)) {
        if (told.get(`${name} ${row.serial}`) !== row.person.index)
          throw new Error(`${name} ${row.serial} is not told`);
      }
    }
    expect(told.size).toBe(people.reduce((sum, [, records]) => sum + records.size, 0));
    expect(truth).toHaveLength(world.people.size);
    const two = [...groundTruth(world, ["paypal", "dynamics"])];
    expect(two.every(({ records }) => records.length > 0)).toBe(true);
    expect(two.flatMap(({ records }) => records)).toHaveLength(paypal.payers.size + dynamics.contacts.size);
  });
});

describe.each(crms)("the CRM %s", (_name, book) => {
  it("has companies that are real ones by their domain, in order, all there before its people", () => {
    const real = new Map(all(world.companies).map((company) => [company.domain, company]));
    let last = 0;
    for (const [serial, company] of all(book.companies).entries()) {
      expect(company.serial).toBe(serial);
      expect(real.get(company.domain)).toMatchObject({ country: company.country, industry: company.industry });
      if (company.createdAt <= last) throw new Error(`company ${serial} is too early`);
      last = company.createdAt;
    }
    expect(last).toBeLessThan(world.people.at(0).createdAt);
    expect(new Set(all(book.companies).map(({ domain }) => domain)).size).toBe(book.companies.size);
  });

  it("knows who works where, and whose deals these are", () => {
    const domainOf = (company: number | null): string | null =>
      company === null ? null : world.companies.at(company).domain;
    const known = new Set(all(book.companies).map(({ domain }) => domain));
    const staff = new Map<number, number[]>();
    for (const { serial, person } of all(book.contacts)) {
      const company = book.companyOfContact(serial);
      const expected = domainOf(person.company);
      expect(company === null ? null : book.companies.at(company).domain).toBe(
        expected !== null && known.has(expected) ? expected : null,
      );
      if (company !== null) staff.set(company, [...(staff.get(company) ?? []), serial]);
    }
    const dealsOf = Map.groupBy(all(book.deals), (deal) => deal.company);
    for (let company = 0; company < book.companies.size; company += 1) {
      expect(book.contactsOfCompany(company)).toEqual(staff.get(company) ?? []);
      expect(book.dealsOfCompany(company)).toEqual((dealsOf.get(company) ?? []).map(({ serial }) => serial));
    }
    for (const deal of all(book.deals)) expect(deal.company).toBe(book.companyOfContact(deal.contact));
    expect(() => book.contactsOfCompany(book.companies.size)).toThrow(RangeError);
    expect(() => book.dealsOfCompany(-1)).toThrow(RangeError);
    expect(() => book.companyOfContact(book.contacts.size)).toThrow(RangeError);
  });

  it("has deals in all of its stages, owned by all of its agents", () => {
    const deals = all(book.deals);
    expect(new Set(deals.map(({ stage }) => stage))).toEqual(new Set(book.stages.keys()));
    expect(new Set(deals.map(({ owner }) => owner))).toEqual(new Set(book.agents.keys()));
    expect(new Set(book.stages.map(({ key }) => key)).size).toBe(book.stages.length);
    for (const { closeAt, stage } of deals)
      expect(closeAt >= end - 300_000).toBe(book.stages[stage]?.outcome === "open");
  });

  it("has agents who are employees by their e-mail", () => {
    expect(book.agents.map(({ serial }) => serial)).toEqual([...book.agents.keys()]);
    const staff = world.agents.map(({ email }) => email);
    for (const { email } of book.agents) expect(staff).toContain(email);
  });

  it("has activities of every kind, done ones in the past and planned meetings ahead", () => {
    const activities = all(book.activities);
    const seen = new Set<string>();
    for (const { kind, status, dueAt, durationMinutes, createdAt, updatedAt, owner, contact, serial } of activities) {
      seen.add(`${kind} ${status}`);
      expect(updatedAt >= createdAt && updatedAt < end).toBe(true);
      expect(dueAt === null || dueAt >= createdAt).toBe(true);
      expect(durationMinutes === null).toBe(kind === "task" || kind === "email");
      expect(dueAt !== null || kind === "task").toBe(true);
      const isAhead = dueAt !== null && dueAt > end - 300_000;
      expect(isAhead && status === "done").toBe(false);
      expect(!isAhead && status === "planned" && kind !== "task").toBe(false);
      expect(book.agents[owner]).toBeDefined();
      expect(book.activities.of(contact)).toContain(serial);
    }
    expect([...seen].toSorted()).toEqual([
      "call canceled",
      "call done",
      "call planned",
      "email done",
      "meeting canceled",
      "meeting done",
      "meeting planned",
      "task canceled",
      "task done",
      "task in_progress",
      "task planned",
    ]);
    const overdue = (row: (typeof activities)[number]): boolean =>
      row.status === "planned" && row.dueAt !== null && row.dueAt < end - 300_000;
    expect(activities.some(overdue)).toBe(true);
    expect(activities.some(({ subject }) => subject.includes("<script>"))).toBe(true);
  });

  it("has notes of its contacts, where it keeps them apart", () => {
    expect(book.notes.size).toBe(book === hubspot ? 4_000 : 0);
    for (const { contact, owner, serial, createdAt, updatedAt } of all(book.notes)) {
      expect(book.notes.of(contact)).toContain(serial);
      expect(book.agents[owner]).toBeDefined();
      expect(updatedAt >= createdAt && updatedAt < end).toBe(true);
    }
  });

  it("has cases of its contacts, taken by its agents", () => {
    for (const { requester, assignee, serial } of all(book.cases)) {
      expect(book.cases.of(requester)).toContain(serial);
      expect(assignee === null || book.agents[assignee] !== undefined).toBe(true);
    }
  });
});

describe("companies in several CRMs", () => {
  it("are spelled differently more often than not, and never beyond recognition", () => {
    const byDomain = new Map(all(dynamics.companies).map((company) => [company.domain, company.name]));
    const pairs = all(salesforce.companies).flatMap(({ domain, name }) => {
      const other = byDomain.get(domain);
      return other === undefined ? [] : [[name, other] as const];
    });
    expect(pairs.length).toBeGreaterThan(100);
    expect(shareOf(pairs, ([one, other]) => one !== other)).toBeGreaterThan(0.6);
    const stem = (name: string): string => name.toLowerCase().split(" ").slice(0, 2).join(" ");
    for (const [one, other] of pairs) expect(stem(one)).toBe(stem(other));
    expect(pairs.some(([one, other]) => [one, other].some((name) => name.endsWith(" LTD.")))).toBe(true);
  });
});

describe("PayPal", () => {
  it("has only what PayPal has words and money for", () => {
    const [payments, invoices, subscriptions] = [paypal.payments, paypal.invoices, paypal.subscriptions] as const;
    expect(new Set(all(payments).map(({ status }) => status))).toEqual(
      new Set(["succeeded", "processing", "requires_capture", "canceled"]),
    );
    expect(new Set(all(invoices).map(({ status }) => status))).toEqual(new Set(["draft", "open", "paid", "void"]));
    expect(new Set(all(subscriptions).map(({ status }) => status))).toEqual(
      new Set(["active", "incomplete", "paused", "canceled"]),
    );
    expect(all(payments).some(({ isLegacyCharge }) => isLegacyCharge)).toBe(false);
    const money = [...all(payments), ...all(invoices), ...all(subscriptions)];
    expect(new Set(money.map(({ currency }) => currency))).toEqual(new Set(["USD", "EUR", "GBP", "JPY"]));
    const kuwaitis = all(payments).filter((row) => paypal.payers.at(row.customer).person.country === "KW");
    expect(kuwaitis.length).toBeGreaterThan(10);
    expect(all(payments).some(({ refunds }) => refunds.length > 0)).toBe(true);
  });
});

describe("players", () => {
  const players = Array.from({ length: smartico.players.size }, (_, serial) => smartico.player(serial));

  it("are spread over the brands, the third of which has no predictions", () => {
    expect(smartico.brands.map(({ serial }) => serial)).toEqual([0, 1, 2]);
    expect(new Set(smartico.brands.map(({ key }) => key)).size).toBe(3);
    for (const [brand, share] of [0.5, 0.3, 0.2].entries()) {
      expect(shareOf(players, (player) => player.brand === brand)).toBeCloseTo(share, 1.5);
    }
    for (const { brand, predictedLifetimeValueMinor, churnRisk } of players) {
      expect(predictedLifetimeValueMinor === null).toBe(churnRisk === null);
      expect(brand === 2 && churnRisk !== null).toBe(false);
      if (predictedLifetimeValueMinor === null || churnRisk === null) continue;
      expect(Number.isSafeInteger(predictedLifetimeValueMinor) && predictedLifetimeValueMinor > 0).toBe(true);
      expect(churnRisk >= 0 && churnRisk <= 1).toBe(true);
    }
    const first = players.filter(({ brand }) => brand === 0);
    expect(shareOf(first, ({ churnRisk }) => churnRisk !== null)).toBeGreaterThan(0.97);
    expect(first.some(({ churnRisk }) => churnRisk === null)).toBe(true);
  });

  it("have a level by their points, and missions begun or done", () => {
    const ranked = players.toSorted((a, b) => a.points - b.points);
    expect(ranked.every(({ level }, place) => level >= (ranked[place - 1]?.level ?? 1))).toBe(true);
    expect(new Set(players.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    expect(new Set(players.map(({ level, levelName }) => `${level} ${levelName}`)).size).toBe(7);
    const missions = players.flatMap((player) => player.missions);
    for (const { progressPercent } of missions) {
      expect(Number.isInteger(progressPercent) && progressPercent >= 0 && progressPercent <= 100).toBe(true);
    }
    expect(missions.some(({ progressPercent }) => progressPercent === 100)).toBe(true);
    expect(players.some(({ segments, badges }) => segments.length > 1 && badges.length > 1)).toBe(true);
  });

  it("speak a language and changed after their record", () => {
    for (const { serial, language, updatedAt } of players) {
      expect(language).toMatch(/^[a-z]{2}$/);
      expect(updatedAt >= smartico.players.at(serial).updatedAt && updatedAt < end).toBe(true);
    }
    expect(new Set(players.map(({ language }) => language)).size).toBeGreaterThan(10);
    expect(() => smartico.player(smartico.players.size)).toThrow(RangeError);
  });
});
