import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysOf } from "../../src/identity/keys.ts";
import { resolve, type Decision, type IdentityRecord } from "../../src/identity/resolve.ts";
import { SETTINGS } from "./store-cases.ts";

const record = (name: string, facts: Partial<IdentityRecord> = {}): IdentityRecord => {
  const [source = "", recordId = ""] = name.split("/");
  return { source, recordId, email: null, phone: null, name: null, externalIds: [], createdAt: null, ...facts };
};
const key = (name: string): { source: string; recordId: string } => {
  const [source = "", recordId = ""] = name.split("/");
  return { source, recordId };
};
const names = (name: string): IdentityRecord["externalIds"] => [{ source: key(name).source, id: key(name).recordId }];

/** People as the names of their records, sorted. */
function people(records: readonly IdentityRecord[], decisions: readonly Decision[] = []): string[] {
  return resolve(records, decisions, SETTINGS)
    .map((members) =>
      members
        .map(({ record: { source, recordId } }) => `${source}/${recordId}`)
        .sort()
        .join(" "),
    )
    .sort();
}

const ruleOf = (records: readonly IdentityRecord[], name: string): string | undefined =>
  resolve(records, [], SETTINGS)
    .flat()
    .find(({ record: { source, recordId } }) => `${source}/${recordId}` === name)?.rule;

describe("resolve", () => {
  it("joins by an id that one names, in either direction, and by one that both name", () => {
    expect(people([record("crm/1"), record("desk/5", { externalIds: names("crm/1") })])).toEqual(["crm/1 desk/5"]);
    expect(people([record("crm/1", { externalIds: names("pay/9") }), record("pay/9")])).toEqual(["crm/1 pay/9"]);
    const both = [record("desk/5", { externalIds: names("crm/1") }), record("pay/9", { externalIds: names("crm/1") })];
    expect(people(both)).toEqual(["desk/5 pay/9"]);
  });

  it("joins by an address whatever its case, and by what its provider ignores", () => {
    const ann = record("crm/1", { email: "ann.smith@gmail.com" });
    expect(ruleOf([ann, record("desk/5", { email: "Ann.Smith@GMail.com" })], "desk/5")).toBe("EMAIL");
    expect(ruleOf([ann, record("desk/5", { email: "annsmith+shop@gmail.com" })], "desk/5")).toBe("EMAIL_VARIANT");
    const elsewhere = [record("crm/1", { email: "a.b@x.org" }), record("desk/5", { email: "ab+shop@x.org" })];
    expect(people(elsewhere)).toEqual(["crm/1", "desk/5"]);
  });

  it("joins by a telephone number of people of one name, and not of a family", () => {
    const phone = "+4930123456";
    const ann = record("crm/1", { phone, name: "Ann Smith" });
    expect(ruleOf([ann, record("desk/5", { phone, name: "SMITH, Ann" })], "desk/5")).toBe("PHONE");
    expect(people([ann, record("desk/5", { phone, name: "Bob Smith" })])).toEqual(["crm/1", "desk/5"]);
    expect(people([ann, record("desk/5", { phone })])).toEqual(["crm/1", "desk/5"]);
  });

  it("does not let an initial that fits two people join them", () => {
    const phone = "+4930123456";
    const found = people([
      record("crm/1", { phone, name: "Jane Smith" }),
      record("crm/2", { phone, name: "John Smith" }),
      record("desk/5", { phone, name: "J. Smith" }),
    ]);
    expect(found).not.toContain("crm/1 crm/2 desk/5");
    expect(found).toHaveLength(2);
  });

  it("takes a team's mailbox, and one of several people in a source, for nobody's own", () => {
    const shared = (name: string, who: string): IdentityRecord =>
      record(name, { email: "info@acme.example", name: who });
    expect(people([shared("crm/1", "Ann Smith"), shared("desk/5", "Bob Jones")])).toEqual(["crm/1", "desk/5"]);
    expect(people([shared("crm/1", "Ann Smith"), shared("desk/5", "A. Smith")])).toEqual(["crm/1 desk/5"]);
    const family = (name: string, who: string): IdentityRecord => record(name, { email: "smith@x.org", name: who });
    const found = people([family("crm/1", "Ann Smith"), family("crm/2", "Bob Smith"), family("desk/5", "Ann Smith")]);
    expect(found).toEqual(["crm/1 desk/5", "crm/2"]);
  });

  it("lets an id beat an address, also where a third stands between", () => {
    const email = "ann@x.org";
    expect(people([record("crm/1", { email }), record("desk/5", { email, externalIds: names("crm/2") })])).toEqual([
      "crm/1",
      "desk/5",
    ]);
    const between = people([
      record("desk/5", { email, externalIds: names("crm/1") }),
      record("desk/6", { email: "ANN@x.org", externalIds: names("crm/2") }),
      record("pay/9", { email }),
    ]);
    expect(between).toHaveLength(2);
    expect(between.some((one) => one.includes("desk/5") && one.includes("desk/6"))).toBe(false);
  });

  it("lets an id beat an address that leads to another record of its source by way of a third", () => {
    const email = "ann@x.org";
    const found = people([
      record("crm/1", { email }),
      record("crm/2", { email: "bob@x.org" }),
      record("desk/5", { email, externalIds: names("crm/2") }),
      record("pay/9", { email }),
    ]);
    expect(found.some((one) => one.includes("crm/1") && one.includes("desk/5"))).toBe(false);
    expect(found).toHaveLength(2);
  });

  it("joins two records of one source though only one of them is named", () => {
    const email = "ann@x.org";
    const [one, two] = [record("crm/1", { email }), record("crm/2", { email })];
    const found = people([one, two, record("desk/5", { externalIds: names("crm/2") }), record("a/9", { email })]);
    expect(found).toEqual(["a/9 crm/1 crm/2 desk/5"]);
  });

  it("lets what was decided last win by way of others too, and over ids", () => {
    const merge = (at: string, ...all: string[]): Decision => ({ kind: "merge", at, records: all.map(key), from: [] });
    const split: Decision = { kind: "split", at: "2", records: [key("crm/2")], from: [key("crm/3")] };
    const three = [record("crm/1"), record("crm/2"), record("crm/3")];
    expect(people(three, [merge("1", "crm/1", "crm/2"), split, merge("3", "crm/1", "crm/3")])).toEqual([
      "crm/1 crm/3",
      "crm/2",
    ]);
    const named = [record("crm/1", { externalIds: names("crm/2") }), record("crm/2"), record("crm/3")];
    const parted: Decision = { kind: "split", at: "1", records: [key("crm/1")], from: [key("crm/3")] };
    expect(people(named, [parted, merge("2", "crm/2", "crm/3")])).toEqual(["crm/1", "crm/2 crm/3"]);
  });

  it("lets an administrator's last word win", () => {
    const email = "ann@x.org";
    const records = [record("crm/1", { email }), record("desk/5", { email }), record("pay/9")];
    const split: Decision = { kind: "split", at: "1", records: [key("desk/5")], from: [key("crm/1")] };
    const merge: Decision = { kind: "merge", at: "2", records: [key("crm/1"), key("pay/9"), key("desk/5")], from: [] };
    expect(people(records, [split])).toEqual(["crm/1", "desk/5", "pay/9"]);
    expect(people(records, [merge, split])).toEqual(["crm/1 desk/5 pay/9"]);
    expect(people(records, [{ ...merge, at: "0" }, split])).toEqual(["crm/1 pay/9", "desk/5"]);
  });

  it("keeps apart whom an administrator parted, whoever comes between", () => {
    const email = "ann@x.org";
    const split: Decision = { kind: "split", at: "1", records: [key("desk/5")], from: [key("crm/1")] };
    const found = people(
      [record("crm/1", { email }), record("desk/5", { email }), record("pay/9", { email })],
      [split],
    );
    expect(found.some((one) => one.includes("crm/1") && one.includes("desk/5"))).toBe(false);
    expect(found).toHaveLength(2);
  });

  const anyRecord = fc.record({
    source: fc.constantFrom("crm", "desk", "pay"),
    recordId: fc.constantFrom("1", "2", "3", "4"),
    email: fc.option(
      fc.constantFrom("ann@x.org", "ANN@x.org", "bob@x.org", "info@x.org", "a.b@gmail.com", "ab+c@gmail.com"),
    ),
    phone: fc.option(fc.constantFrom("+4930123456", "+4930123457")),
    name: fc.option(fc.constantFrom("Ann Smith", "Bob Smith", "A. Smith", "Ann", "bob@x.org")),
    externalIds: fc.array(fc.record({ source: fc.constantFrom("crm", "desk"), id: fc.constantFrom("1", "2", "3") }), {
      maxLength: 1,
    }),
    createdAt: fc.constant(null),
  });
  const anyRecords = fc.uniqueArray(anyRecord, {
    maxLength: 10,
    selector: ({ source, recordId }) => `${source}/${recordId}`,
  });

  it("gives the same people in whatever order the records come", () => {
    fc.assert(
      fc.property(
        anyRecords.chain((records) =>
          fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
        ),
        ([records, shuffled]) => {
          expect(people(shuffled)).toEqual(people(records));
          expect(resolve(records, [], SETTINGS).flat()).toHaveLength(records.length);
        },
      ),
    );
  });

  it("keeps to the last decision, whatever was decided before and whatever the records say", () => {
    const anyKeys = fc.uniqueArray(fc.constantFrom("crm/1", "crm/2", "desk/1", "desk/2", "pay/1"), { minLength: 2 });
    const anyDecision = fc.tuple(fc.boolean(), anyKeys).map(([isMerge, all]): Omit<Decision, "at"> => {
      const keys = all.map(key);
      return isMerge
        ? { kind: "merge", records: keys, from: [] }
        : { kind: "split", records: keys.slice(0, 1), from: keys.slice(1) };
    });
    fc.assert(
      fc.property(anyRecords, fc.array(anyDecision, { minLength: 1, maxLength: 5 }), (records, said) => {
        const decisions = said.map((one, index): Decision => ({ ...one, at: String(index) }));
        const found = people(records, decisions).map((one) => one.split(" "));
        const groupOf = ({ source, recordId }: { source: string; recordId: string }): number =>
          found.findIndex((members) => members.includes(`${source}/${recordId}`));
        const last = decisions.at(-1);
        const own = (last?.records ?? []).map(groupOf).filter((group) => group >= 0);
        const others = (last?.from ?? []).map(groupOf).filter((group) => group >= 0);
        expect(new Set(own).size).toBeLessThanOrEqual(1);
        expect(others.filter((group) => own.includes(group))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives of records that share keys, by themselves, what it gives of them among others", () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const near = new Set(records.slice(0, 1));
        for (let size = 0; size !== near.size;) {
          size = near.size;
          const keys = new Set([...near].flatMap((one) => keysOf(one, SETTINGS)));
          for (const one of records) if (keysOf(one, SETTINGS).some((each) => keys.has(each))) near.add(one);
        }
        const alone = people([...near]);
        expect(people(records)).toEqual(expect.arrayContaining(alone));
      }),
    );
  });
});
