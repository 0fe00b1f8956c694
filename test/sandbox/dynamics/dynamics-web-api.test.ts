// The client that JavaScript users of Dataverse have, as they use it, against the sandbox.
import { DynamicsWebApi } from "dynamics-web-api";
import type { RequestError } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guids } from "../../../src/sandbox/dynamics/guids.ts";
import { book, objectIn, objectsIn, startEnvironment } from "./running-environment.ts";
import type { RunningEnvironment } from "./running-environment.ts";

let environment: RunningEnvironment;
let client: DynamicsWebApi;
beforeAll(async () => {
  environment = await startEnvironment();
  const token = await environment.token();
  client = new DynamicsWebApi({
    serverUrl: environment.server.url,
    dataApi: { version: "9.2" },
    onTokenRefresh: () => Promise.resolve(token),
  });
});
afterAll(() => environment.stop());

const contactId = guids.contact.idOf;

async function refusal(call: Promise<unknown>): Promise<RequestError> {
  try {
    await call;
  } catch (error) {
    return error as RequestError;
  }
  throw new Error("the call was not refused");
}

describe("dynamics-web-api", () => {
  it("retrieves a record, with what it belongs to", async () => {
    const serial = Array.from({ length: 50 }, (_, one) => one).find((one) => book.companyOfContact(one) !== null) ?? 0;
    const contact = await client.retrieve({
      collection: "contacts",
      key: contactId(serial),
      select: ["fullname", "emailaddress1"],
      expand: [{ property: "parentcustomerid_account", select: ["name"] }],
    });
    expect(contact).toMatchObject({
      contactid: contactId(serial),
      emailaddress1: book.contacts.at(serial).email,
      parentcustomerid_account: { name: book.companies.at(book.companyOfContact(serial) ?? 0).name },
    });
  });

  it("retrieves many: filtered, ordered, counted, with labels", async () => {
    const reply = await client.retrieveMultiple({
      collection: "opportunities",
      select: ["name", "estimatedvalue", "statecode"],
      filter: "statecode eq 1 and estimatedvalue gt 100",
      orderBy: ["estimatedvalue desc"],
      top: 5,
      count: true,
      includeAnnotations: "OData.Community.Display.V1.FormattedValue",
    });
    const values = objectsIn(reply.value).map((record) => Number(record["estimatedvalue"]));
    expect(values).toHaveLength(5);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    // The client gives the annotation a name of its own.
    expect(objectsIn(reply.value)[0]).toMatchObject({ statecode: 1, statecode_Formatted: "Won" });
    expect(objectIn(reply)["oDataCount"]).toBeGreaterThan(5);
  });

  it("escapes and encodes what it is given", async () => {
    const row = book.contacts.at(4);
    const filter = `emailaddress1 eq '${String(row.email)}' and lastname ne 'O''Brien & "Sons" #1+1'`;
    const { value } = await client.retrieveMultiple({ collection: "contacts", select: ["contactid"], filter });
    expect(objectsIn(value).map((record) => record["contactid"])).toEqual(
      book.contacts.withEmail(String(row.email)).map(contactId),
    );
  });

  it("pages to the end", async () => {
    const first = await client.retrieveMultiple({ collection: "contacts", select: ["fullname"], maxPageSize: 100 });
    expect(objectsIn(first.value)).toHaveLength(100);
    const second = await client.retrieveMultiple(
      { collection: "contacts", select: ["fullname"], maxPageSize: 100 },
      String(objectIn(first)["oDataNextLink"]),
    );
    expect(objectsIn(second.value)[0]).toMatchObject({ contactid: contactId(100) });
    const all = await client.retrieveAll({ collection: "incidents", select: ["incidentid"], filter: "statecode ne 2" });
    const open = await client.countAll({ collection: "incidents", filter: "statecode ne 2" });
    expect(objectsIn(all.value)).toHaveLength(open);
    expect(await client.count({ collection: "contacts" })).toBe(book.contacts.size);
  });

  it("sends several reads as a batch", async () => {
    client.startBatch();
    void client.retrieve({ collection: "contacts", key: contactId(0), select: ["fullname"] });
    void client.retrieveMultiple({ collection: "accounts", select: ["name"], top: 3 });
    void client.count({ collection: "opportunities" });
    const [contact, accounts, opportunities] = await client.executeBatch();
    expect(contact).toMatchObject({ contactid: contactId(0) });
    expect(objectsIn(objectIn(accounts)["value"])).toHaveLength(3);
    expect(opportunities).toBe(book.deals.size);
  });

  it("goes on in a batch with errors, and stops without", async () => {
    client.startBatch();
    void client.retrieve({ collection: "contacts", key: "00000000-0000-0000-0000-000000000009", select: ["fullname"] });
    void client.retrieveMultiple({ collection: "accounts", select: ["name"], top: 1 });
    const results = await client.executeBatch({ continueOnError: true });
    // Of a failed part of a batch the client keeps the body as it is.
    expect(results[0]).toMatchObject({ status: 404, error: { code: "0x80040217" } });
    expect(objectsIn(objectIn(results[1])["value"])).toHaveLength(1);
    client.startBatch();
    void client.retrieveMultiple({ collection: "contacts", select: ["nothing"] });
    const refused = await refusal(client.executeBatch());
    expect(objectIn(Array.isArray(refused) ? refused[0] : refused)).toMatchObject({
      status: 400,
      error: { code: "0x0" },
    });
  });

  it("calls functions, and reads metadata", async () => {
    const me = await client.callFunction({ functionName: "WhoAmI" });
    expect(me).toMatchObject({ UserId: expect.any(String), OrganizationId: expect.any(String) });
    const entity = await client.retrieveEntity({
      key: "LogicalName='contact'",
      select: ["LogicalName", "EntitySetName"],
      expand: [{ property: "Attributes", select: ["LogicalName", "AttributeType"] }],
    });
    expect(entity).toMatchObject({ EntitySetName: "contacts" });
    const choices = await client.retrieveAttribute({
      entityKey: "LogicalName='incident'",
      attributeKey: "LogicalName='statuscode'",
      castType: "Microsoft.Dynamics.CRM.StatusAttributeMetadata",
      select: ["LogicalName"],
      expand: [{ property: "OptionSet" }],
    });
    expect(objectsIn(objectIn(objectIn(choices)["OptionSet"])["Options"])).toHaveLength(8);
  });

  it("tracks changes", async () => {
    const reply = await client.retrieveMultiple({ collection: "accounts", select: ["name"], trackChanges: true });
    expect(objectIn(reply)["oDataDeltaLink"]).toContain("$deltatoken=");
  });

  it("reads our errors as Dataverse's: codes, messages, the seconds to wait", async () => {
    const missing = client.retrieve({ collection: "contacts", key: "00000000-0000-0000-0000-000000000009" });
    expect(await refusal(missing)).toMatchObject({
      status: 404,
      code: "0x80040217",
      message: "Entity 'contact' With Id = 00000000-0000-0000-0000-000000000009 Does Not Exist",
    });
    const wrong = client.retrieveMultiple({ collection: "contacts", select: ["nothing"] });
    expect(await refusal(wrong)).toMatchObject({
      status: 400,
      message: "Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.contact'.",
    });
    environment.server.faults.set({ tooManyRequests: { count: 1 } });
    const busy = await refusal(client.retrieveMultiple({ collection: "contacts", select: ["fullname"] }));
    expect(busy).toMatchObject({ status: 429, code: "0x80072322" });
    expect(objectIn(busy.headers)["retry-after"]).toBe("10");
    const stranger = new DynamicsWebApi({
      serverUrl: environment.server.url,
      dataApi: { version: "9.2" },
      onTokenRefresh: () => Promise.resolve("nonsense"),
    });
    expect(await refusal(stranger.retrieveMultiple({ collection: "contacts" }))).toMatchObject({ status: 401 });
  });
});
