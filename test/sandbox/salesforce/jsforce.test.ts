// The client that Salesforce's users have in Node, driven against the sandbox.
import jsforce from "jsforce";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountIds, contactIds } from "../../../src/sandbox/salesforce/ids.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { book, credentials, rowsOf, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

const { clientId, clientSecret, refreshToken } = credentials;

let org: RunningOrg;
beforeEach(async () => {
  org = await startOrg();
});
afterEach(() => org.stop());

async function connect(accessToken?: string) {
  return new jsforce.Connection({
    instanceUrl: org.server.url,
    accessToken: accessToken ?? (await org.login()),
    version: "60.0",
  });
}

describe("jsforce", () => {
  it("logs in with client credentials, and learns the org from the answer", async () => {
    const connection = new jsforce.Connection({
      oauth2: { loginUrl: org.server.url, clientId, clientSecret },
      version: "60.0",
    });
    const user = await connection.authorize({ grant_type: "client_credentials" });
    expect(user).toMatchObject({ id: expect.stringMatching(/^005/), organizationId: expect.stringMatching(/^00D/) });
    expect(connection.instanceUrl).toBe(org.server.url);
    expect(await connection.query("SELECT COUNT() FROM Contact")).toMatchObject({ totalSize: book.contacts.size });
  });

  it("queries, and reads the usage of the API", async () => {
    const connection = await connect();
    const result = await connection.query("SELECT Id, Name, Account.Name FROM Contact ORDER BY Id LIMIT 3");
    expect(result).toMatchObject({ totalSize: 3, done: true });
    expect(result.records.map((record) => record["Id"])).toEqual([0, 1, 2].map(contactIds.idOf));
    expect(connection.limitInfo.apiUsage).toEqual({ used: 1, limit: 15_000_000 });
  });

  it("follows query cursors, by hand and by itself", async () => {
    await org.stop();
    const world = createWorld({ seed: 3, customers: 6_000 });
    org = await startOrg({ world });
    const size = world.books.salesforce.contacts.size;
    const connection = await connect();
    const first = await connection.query("SELECT Id FROM Contact");
    expect(first.done).toBe(false);
    const second = await connection.queryMore(first.nextRecordsUrl ?? "");
    expect(second.records[0]).toMatchObject({ Id: contactIds.idOf(2_000) });
    const all = await connection.query("SELECT Id FROM Contact", { autoFetch: true, maxFetch: 10_000 });
    expect(all.records).toHaveLength(size);
  });

  it("retrieves one, and many with null for a missing one", async () => {
    const connection = await connect();
    expect(await connection.sobject("Contact").retrieve(contactIds.idOf(1))).toMatchObject({
      Id: contactIds.idOf(1),
      Email: book.contacts.at(1).email,
    });
    const ids = [contactIds.idOf(2), contactIds.idOf(999_999), contactIds.idOf(0)];
    const many = await connection.sobject("Contact").retrieve(ids, { fields: ["Id", "LastName"] });
    expect(many).toMatchObject([{ Id: ids[0] }, null, { Id: ids[2] }]);
    // Without fields it asks for every field that describe names.
    expect(await connection.sobject("Account").retrieve([accountIds.idOf(0)])).toMatchObject([
      { Name: book.companies.at(0).name },
    ]);
  });

  it("describes the org and an object", async () => {
    const connection = await connect();
    const everything = await connection.describeGlobal();
    expect(everything.sobjects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Account", "Case", "Contact", "Event", "Opportunity", "Task", "User"]),
    );
    const contact = await connection.describe("Contact");
    expect(contact).toMatchObject({ name: "Contact", keyPrefix: "003", queryable: true });
    expect(contact.fields.find(({ name }) => name === "AccountId")).toMatchObject({
      type: "reference",
      referenceTo: ["Account"],
      relationshipName: "Account",
    });
    expect(contact.fields.map(({ name }) => name)).not.toContain("Birthdate");
    expect(contact.childRelationships.map(({ relationshipName }) => relationshipName)).toContain("Cases");
  });

  it("finds by conditions that it writes itself", async () => {
    const connection = await connect();
    const contact = rowsOf(book.contacts).find(({ givenName }) => givenName !== null);
    const given = contact?.givenName ?? "";
    const found = await connection
      .sobject("Contact")
      .find({
        FirstName: given,
        $or: [{ Phone: { $ne: null } }, { Phone: null }],
        CreatedDate: { $lt: jsforce.SfDate.toDateTimeLiteral("2030-01-01T00:00:00Z") },
      })
      .select("Id, FirstName, Account.Name")
      .sort({ CreatedDate: -1 })
      .limit(10);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((record) => String(record["FirstName"]).toLowerCase()))).toEqual(
      new Set([given.toLowerCase()]),
    );
    const among = await connection.sobject("Contact").find({ Id: { $in: [0, 1].map(contactIds.idOf) } }, ["Id"]);
    expect(among).toHaveLength(2);
    const like = await connection
      .sobject("Account")
      .find({ Name: { $like: "%'; DROP --%" } })
      .select("Id");
    expect(like).toEqual([]);
    expect(await connection.sobject("Contact").count({ Email: { $ne: null } })).toBe(
      rowsOf(book.contacts).filter(({ email }) => email !== null).length,
    );
  });

  it("includes children", async () => {
    const connection = await connect();
    const accounts = await connection.sobject("Account").select("Id").include("Contacts").select("Id").end().execute();
    const counts = accounts.map((account) => {
      const contacts: unknown = account["Contacts"];
      return typeof contacts === "object" && contacts !== null && "totalSize" in contacts ? contacts.totalSize : 0;
    });
    expect(counts).toEqual(rowsOf(book.companies).map((_row, serial) => book.contactsOfCompany(serial).length));
  });

  it("aggregates", async () => {
    const connection = await connect();
    const { records } = await connection.query(
      "SELECT StageName stage, COUNT(Id) deals FROM Opportunity GROUP BY StageName ORDER BY COUNT(Id) DESC",
    );
    const total = records.reduce((sum, record) => sum + Number(record["deals"]), 0);
    expect(total).toBe(book.deals.size);
  });

  it("searches", async () => {
    const connection = await connect();
    const email = book.contacts.at(0).email ?? "";
    const result = await connection.search(
      `FIND {${email.replaceAll(/[-+]/g, String.raw`\$&`)}} IN EMAIL FIELDS RETURNING Contact(Id, Email)`,
    );
    expect(result.searchRecords.map((record) => record["Email"])).toContain(email);
  });

  it("reports errors by their codes", async () => {
    const connection = await connect();
    await expect(connection.query("SELECT Id FORM Contact")).rejects.toMatchObject({ errorCode: "MALFORMED_QUERY" });
    await expect(connection.query("SELECT Foo FROM Contact")).rejects.toMatchObject({ errorCode: "INVALID_FIELD" });
    await expect(connection.sobject("Contact").retrieve(contactIds.idOf(999_999))).rejects.toMatchObject({
      errorCode: "NOT_FOUND",
    });
    const stranger = await connect("00D!wrong");
    await expect(stranger.query("SELECT Id FROM Contact")).rejects.toMatchObject({ errorCode: "INVALID_SESSION_ID" });
  });

  it("refreshes an expired session and repeats the call", async () => {
    const accessToken = await org.login();
    const connection = new jsforce.Connection({
      oauth2: { loginUrl: org.server.url, clientId, clientSecret },
      instanceUrl: org.server.url,
      accessToken,
      refreshToken,
      version: "60.0",
    });
    org.advance(7_200_000);
    expect(await connection.query("SELECT COUNT() FROM Contact")).toMatchObject({ totalSize: book.contacts.size });
    expect(connection.accessToken).not.toBe(accessToken);
    const paths = org.exchanges.map(({ path, status }) => [path, status]);
    expect(paths.slice(1)).toEqual([
      ["/services/data/v60.0/query", 401],
      ["/services/oauth2/token", 200],
      ["/services/data/v60.0/query", 200],
    ]);
  });
});
