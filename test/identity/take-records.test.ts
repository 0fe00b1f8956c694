import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL, type TestDatabase } from "../support/databases.ts";
import { peopleStore, type PeopleStore } from "./store-cases.ts";

const BY = { subject: "admin", requestId: "r1", reason: "said so" };
const key = (name: string): { source: string; recordId: string } => {
  const [source = "", recordId = ""] = name.split("/");
  return { source, recordId };
};

describe.each(KINDS)("who is who in the %s store", (kind) => {
  describe.skipIf(kind === "postgresql" && WHY_NO_POSTGRESQL !== null)(`${WHY_NO_POSTGRESQL ?? "there"}`, () => {
    let database: TestDatabase;
    let store: Store;
    let book: PeopleStore;

    beforeAll(async () => {
      database = await createDatabase(kind);
      store = database.open();
      await store.query("select 1");
    });
    afterAll(() => database.drop());
    beforeEach(async () => {
      await store.query("truncate identity_records, identity_people, identity_decisions, identity_crawls, audit_log");
      book = peopleStore(store);
    });

    it("joins records as they come, and the id stays that of the first", async () => {
      await book.tell("desk", [{ id: "1", email: "ann@example.com" }]);
      expect(await book.everybody()).toEqual([["desk/1"]]);
      expect(
        await book.tell("crm", [
          { id: "7", email: "Ann@Example.com" },
          { id: "8", email: "bob@example.com" },
        ]),
      ).toEqual(["crm/7", "crm/8", "desk/1"]);
      expect(await book.everybody()).toEqual([["crm/8"], ["desk/1", "crm/7"]]);
    });

    it("makes ids of the sources that anchor first while nothing is settled", async () => {
      await book.tell("desk", [{ id: "1", email: "ann@example.com" }], [], true);
      await book.tell("crm", [{ id: "7", email: "ann@example.com" }], [], true);
      expect(await book.everybody()).toEqual([["crm/7", "desk/1"]]);
    });

    it("knows what it was told already, and changes nothing", async () => {
      const told = [{ id: "1", email: "ann@example.com", names: [key("crm/7")] }];
      expect(await book.tell("desk", told)).toEqual(["desk/1"]);
      expect(await book.tell("desk", told)).toEqual([]);
    });

    it("joins two people by a record that knows both; the older id lives on, and the younger still leads there", async () => {
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      await book.tell("pay", [{ id: "9", email: "a.work@example.com" }]);
      await book.tell("desk", [{ id: "5", email: "a.work@example.com", names: [key("crm/1")] }]);
      expect(await book.everybody()).toEqual([["crm/1", "desk/5", "pay/9"]]);
      const [person] = await book.people.ofRecords([key("pay/9")]);
      expect(person?.id).toEqual(key("crm/1"));
    });

    it("parts them when the record no longer says so; each keeps what it had", async () => {
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      await book.tell("desk", [{ id: "5", email: "ann@example.com" }]);
      await book.tell("pay", [{ id: "9", email: "ann@example.com" }]);
      await book.tell("desk", [{ id: "5", email: "bob@example.com" }]);
      expect(await book.everybody()).toEqual([["crm/1", "pay/9"], ["desk/5"]]);
    });

    it("lets ids of records that are gone lead to the person, also through later merges", async () => {
      await book.tell("desk", [{ id: "5", email: "ann@example.com" }]);
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      expect(await book.tell("desk", [], ["5"])).toEqual(["crm/1", "desk/5"]);
      const [gone] = await book.people.ofRecords([key("desk/5")]);
      expect(gone?.members.map(({ recordId }) => recordId)).toEqual(["1"]);
      expect(gone?.id).toEqual(key("desk/5"));
      await book.tell("pay", [{ id: "9", email: "old@example.com" }]);
      await book.decisions.merge([key("pay/9"), key("crm/1")], BY);
      const [later] = await book.people.ofRecords([key("desk/5")]);
      expect(later?.members.map(({ recordId }) => recordId).sort()).toEqual(["1", "9"]);
    });

    it("takes back who was gone", async () => {
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      await book.tell("crm", [], ["1"]);
      expect(await book.everybody()).toEqual([]);
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      expect(await book.everybody()).toEqual([["crm/1"]]);
    });

    it("gives whoever has an address, once, and null for nobody's", async () => {
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      const [ann, nobody] = await book.people.byEmails(["ann@example.com", "who@example.com"]);
      expect([ann?.id, nobody]).toEqual([key("crm/1"), null]);
    });

    it("lists those anchored in a source behind others, in the order of their records, page by page", async () => {
      await book.tell("crm", [{ id: "1", email: "a@example.com" }]);
      await book.tell(
        "desk",
        ["a", "b", "c", "d"].map((name, index) => ({
          id: `d${index}`,
          email: `${name}@example.com`,
          createdAt: `2026-01-0${9 - index}T00:00:00.000Z`,
        })),
      );
      await book.tell("desk", [{ id: "b2", email: "b@example.com", createdAt: "2026-01-01T00:00:00.000Z" }]);
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const page = await book.people.anchoredIn({ source: "desk", before: ["crm"], after, size: 2 });
        ids.push(...page.map(({ person }) => person.id.recordId));
        after = page.length < 2 ? null : (page.at(-1)?.position ?? null);
      } while (after !== null);
      expect(ids).toEqual(["d1", "d3", "d2"]);
      expect([await book.people.count(["crm", "desk"]), await book.people.count(["crm"])]).toEqual([4, 1]);
    });

    it("merges and splits as administrators say, for good, and tells the audit log", async () => {
      await book.tell("crm", [
        { id: "1", email: "ann@example.com" },
        { id: "2", email: "anna@example.com" },
      ]);
      const merged = await book.decisions.merge([key("crm/2"), key("crm/1")], BY);
      expect(merged?.id).toEqual(key("crm/2"));
      expect(await book.everybody()).toEqual([["crm/2", "crm/1"]]);
      const parted = await book.decisions.split(key("crm/2"), [key("crm/1")], BY);
      expect(parted?.kept.members.map(({ recordId }) => recordId)).toEqual(["2"]);
      expect(parted?.separated.members.map(({ recordId }) => recordId)).toEqual(["1"]);
      const log = await store.query(
        "select subject, request_id, action, reason, before, after from audit_log order by number",
      );
      expect(log.map(({ subject, action, reason }) => [subject, action, reason])).toEqual([
        ["admin", "mergeCustomers", "said so"],
        ["admin", "splitCustomer", "said so"],
      ]);
      expect(JSON.stringify(log)).not.toContain("example.com");
    });

    it("decides nothing about records that it does not know", async () => {
      await book.tell("crm", [{ id: "1", email: "ann@example.com" }]);
      expect(await book.decisions.merge([key("crm/1"), key("crm/404")], BY)).toBeNull();
      expect(await store.query("select 1 from identity_decisions")).toEqual([]);
      expect(await store.query("select 1 from audit_log")).toEqual([]);
    });

    it("does not follow an address that hundreds of records have", async () => {
      const many = Array.from({ length: 600 }, (_, index) => ({ id: `m${index}`, email: "none@example.com" }));
      await book.tell("crm", [...many, { id: "x", email: "ann@example.com" }]);
      await book.tell("crm", [{ id: "y", email: "none@example.com", names: [key("crm/x")] }]);
      const [person] = await book.people.ofRecords([key("crm/y")]);
      expect(person?.members.map(({ recordId }) => recordId).sort()).toEqual(["x", "y"]);
      // It is kept as it was given all the same, and so is known when it is told again.
      expect(await book.tell("crm", [{ id: "y", email: "none@example.com", names: [key("crm/x")] }])).toEqual([]);
    });
  });
});
