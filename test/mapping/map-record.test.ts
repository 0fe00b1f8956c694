import { describe, expect, it } from "vitest";
import { MappingError } from "../../src/errors.ts";
import { decimal, email, flag, flagOf, id, integer, oneOf, optionSet, text } from "../../src/mapping/converters.ts";
import { dateOf, epochMillis, epochSeconds, isoDate, isoInstant, isoOrMillis } from "../../src/mapping/dates.ts";
import { configurableConverter } from "../../src/mapping/configurable.ts";
import type { Contact } from "../../src/mapping/entities.ts";
import { valueOf } from "../../src/mapping/entities.ts";
import { externalIdsField } from "../../src/mapping/external-ids.ts";
import { at, firstOf, pathsOf, required, type Field, type FieldMap } from "../../src/mapping/field-map.ts";
import { choicesOf, listOf, texts } from "../../src/mapping/lists.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import { decimalAmount, decimalMoney, minorUnitMoney, moneyIn } from "../../src/mapping/money.ts";
import { personName } from "../../src/mapping/person-name.ts";
import { phone } from "../../src/mapping/phone.ts";
import { plainText } from "../../src/mapping/plain-text.ts";
import { webDomain } from "../../src/mapping/web-domain.ts";
import { writtenDate, writtenInstant } from "../../src/mapping/written-dates.ts";
import { mappingContext } from "../connectors/connector-case.ts";

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName: personName(["props.first", "props.last"], "props.email"),
  email: at("props.email", email),
  createdAt: at("created", isoInstant),
  companyId: firstOf(["props.company", "props.account"], id),
  externalIds: externalIdsField((field) => ["props", field]),
};
const select = ["id", "displayName", "email", "createdAt", "companyId"];
const record = {
  id: 7,
  created: "2026-01-31T08:15:00Z",
  props: { first: " Ada ", last: "Lovelace", email: "ada@example.com", account: "12" },
};
const context = mappingContext({ source: "crm" });
const map = (raw: unknown, selected = select): Contact =>
  recordMapper<Contact>("Contact", fields, selected, context)(raw);

describe("a record", () => {
  it("becomes an entity of the selected fields", () => {
    expect(map(record)).toEqual({
      type: "Contact",
      source: "crm",
      id: "7",
      displayName: "Ada Lovelace",
      email: "ada@example.com",
      createdAt: "2026-01-31T08:15:00.000Z",
      companyId: "12",
    });
    expect(map(record, ["email"])).toEqual({ type: "Contact", source: "crm", id: "7", email: "ada@example.com" });
  });

  it("has null for a field that it lacks or that the source has no line for", () => {
    expect(map({ id: "7", props: { email: "" } }, ["email", "displayName", "phone", "companyId"])).toEqual({
      type: "Contact",
      source: "crm",
      id: "7",
      email: null,
      displayName: null,
      phone: null,
      companyId: null,
    });
  });

  it("keeps its good fields beside a bad one, which says where and what", () => {
    const contact = map({ ...record, created: "yesterday" });
    expect(contact.email).toBe("ada@example.com");
    expect(contact.createdAt).toBeInstanceOf(MappingError);
    expect(contact.createdAt).toMatchObject({
      message: 'crm record 7: Contact.createdAt should be an ISO 8601 instant, instead got "yesterday"',
      recordId: "7",
      field: "Contact.createdAt",
    });
    expect(() => valueOf(contact, "createdAt")).toThrow(MappingError);
    expect(valueOf(contact, "email")).toBe("ada@example.com");
  });

  it.each([{}, { id: null }, { id: "" }, { id: {} }, { id: 1.5 }, null, undefined, 42, "text", []])(
    "is lost when its id is bad: %o",
    (raw) => {
      expect(() => map(raw)).toThrow(MappingError);
    },
  );

  it("does not find fields that only every object has", () => {
    expect(map({ id: "1", props: Object.create({ email: "inherited@example.com" }) as unknown }).email).toBeNull();
    expect(map({ id: "1" }, ["constructor", "toString"])).toMatchObject({ constructor: null, toString: null });
  });
});

describe("what a request must name", () => {
  it("is what the selected fields read, once each", () => {
    expect(pathsOf(fields, ["displayName", "email", "nonsense"], "props.")).toEqual(["first", "last", "email"]);
    expect(pathsOf(fields, ["createdAt"])).toEqual(["created"]);
    expect(pathsOf(fields, ["createdAt"], "props.")).toEqual([]);
  });
});

describe("a person's name", () => {
  it.each([
    [{ first: "Ada" }, "Ada"],
    [{ last: "Lovelace", email: "ada@example.com" }, "Lovelace"],
    [{ first: " ", last: null, email: "ada@example.com" }, "ada@example.com"],
    [{}, null],
  ])("%o", (props, expected) => {
    expect(map({ id: "1", props }).displayName).toBe(expected);
  });

  it("is bad when a part is", () => {
    expect(map({ id: "1", props: { first: {}, last: "L" } }).displayName).toBeInstanceOf(MappingError);
  });
});

describe("external ids", () => {
  const read = (props: unknown): unknown =>
    fields.externalIds?.read(
      { props },
      mappingContext({
        externalIds: [
          { field: "stripe_id", source: "payments" },
          { field: "desk_id", source: "desk" },
        ],
      }),
    );

  it("are those that the record has, of the fields that the settings name", () => {
    expect(read({ stripe_id: "cus_1", desk_id: 12, other: "x" })).toEqual([
      { source: "payments", id: "cus_1" },
      { source: "desk", id: "12" },
    ]);
    expect(read({ stripe_id: "", desk_id: null })).toEqual([]);
    expect(read(undefined)).toEqual([]);
  });

  it("are bad when one is", () => {
    expect(() => read({ stripe_id: {} })).toThrow("should be an id");
  });
});

describe("a bad value, whatever reads it", () => {
  const lines: Readonly<Record<string, readonly [Field<unknown>, unknown]>> = {
    text: [at("value", text), {}],
    id: [at("value", id), 1.5],
    flag: [at("value", flag), "maybe"],
    flagOf: [at("value", flagOf(["Yes"], ["No"])), "maybe"],
    decimal: [at("value", decimal), "1,5"],
    integer: [at("value", integer), "1.5"],
    email: [at("value", email), "ada"],
    phone: [at("value", phone), "12"],
    plainText: [at("value", plainText), {}],
    webDomain: [at("value", webDomain), "localhost"],
    oneOf: [at("value", oneOf({ a: "A" })), {}],
    optionSet: [at("value", optionSet({ 1: "A" })), {}],
    texts: [at("value", texts), ["a", {}]],
    listOf: [at("value", listOf(id)), "a"],
    choicesOf: [at("value", choicesOf(integer, ",")), "1,b"],
    isoInstant: [at("value", isoInstant), "yesterday"],
    isoDate: [at("value", isoDate), "2026-02-30"],
    isoOrMillis: [at("value", isoOrMillis), "soon"],
    dateOf: [at("value", dateOf(isoOrMillis)), "soon"],
    epochSeconds: [at("value", epochSeconds), "2026-01-31"],
    epochMillis: [at("value", epochMillis), 1e300],
    writtenDate: [at("value", writtenDate("DD/MM/YYYY")), "01/31/2026"],
    writtenInstant: [at("value", writtenInstant("DD/MM/YYYY HH:mm", "Europe/Berlin")), "31/01/2026"],
    moneyIn: [at("value", moneyIn(decimalAmount, "EUR")), "1.505"],
    decimalMoney: [decimalMoney("value", "currency"), "1.505"],
    minorUnitMoney: [minorUnitMoney("value", "currency"), 1.5],
    required: [required("value", text), null],
    firstOf: [firstOf(["nothing", "value"], isoDate), "soon"],
    configurable: [at("value", configurableConverter({ type: "instant", format: "seconds" })), "soon"],
  };

  it.each(Object.entries(lines))("%s: spoils its field, not its record", (_name, [line, value]) => {
    const bad: FieldMap<Contact> = {
      ...fields,
      companyId: { paths: line.paths, read: (raw, of) => String(line.read(raw, of)) },
    };
    const contact = recordMapper<Contact>("Contact", bad, select, context)({ ...record, value, currency: "EUR" });
    expect(contact).toMatchObject({ id: "7", displayName: "Ada Lovelace", email: "ada@example.com" });
    expect(contact.companyId).toBeInstanceOf(MappingError);
    expect(contact.companyId).toMatchObject({
      message: expect.stringMatching(/^crm record 7: Contact\.companyId (?:should|is missing)/) as unknown,
      source: "crm",
      recordId: "7",
      field: "Contact.companyId",
    });
  });
});

describe("a field, to the source and back", () => {
  it("is written where it is read, and null where it is nothing", () => {
    const created = at("dates.created", epochSeconds);
    expect(created.toVendor("1970-01-01T00:01:00.000Z", context)).toEqual({ "dates.created": 60 });
    expect(created.toVendor(null, context)).toEqual({ "dates.created": null });
    expect(required("id", id).toVendor("7", context)).toEqual({ id: "7" });
  });

  it("has no way back where its converter has none", () => {
    // @ts-expect-error: of HTML only the words are left, and the types say so
    const written: unknown = at("body", plainText).toVendor;
    expect(written).toBeUndefined();
    expect("toVendor" in required("site", webDomain)).toBe(false);
  });
});
