import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountIds, contactIds } from "../../../src/sandbox/salesforce/ids.ts";
import { book, objectIn, objectsIn, rowsOf, startOrg } from "./running-org.ts";
import type { RunningOrg } from "./running-org.ts";

let org: RunningOrg;
beforeEach(async () => {
  org = await startOrg();
});
afterEach(() => org.stop());

const notFound = [{ message: "The requested resource does not exist", errorCode: "NOT_FOUND" }];

describe("one record", () => {
  it("has the fields asked for and its id, or every field", async () => {
    const path = `/sobjects/contact/${contactIds.idOf(2)}`;
    expect((await org.get(path, { fields: "lastname,Email" })).body).toEqual({
      attributes: { type: "Contact", url: `/services/data/v60.0${path.replace("contact", "Contact")}` },
      LastName: book.contacts.at(2).familyName ?? "[not provided]",
      Email: book.contacts.at(2).email,
      Id: contactIds.idOf(2),
    });
    const whole = objectIn((await org.get(path)).body);
    expect(whole).toMatchObject({
      Id: contactIds.idOf(2),
      MailingAddress: { country: expect.any(String), city: null },
    });
    expect(whole).not.toHaveProperty("Birthdate");
    expect((await org.get(`/sobjects/Contact/${contactIds.idOf(2).slice(0, 15)}`)).status).toBe(200);
  });

  it.each([
    [`/sobjects/Contact/${contactIds.idOf(999_999)}`, 404, notFound],
    [`/sobjects/Contact/${accountIds.idOf(0)}`, 404, notFound],
    [`/sobjects/Nothing/${accountIds.idOf(0)}`, 404, notFound],
    [
      "/sobjects/Contact/abc",
      404,
      [{ errorCode: "NOT_FOUND", message: "Provided external ID field does not exist or is not accessible: abc" }],
    ],
    [
      `/sobjects/Contact/${contactIds.idOf(0)}?fields=Foo`,
      400,
      [{ errorCode: "INVALID_FIELD", message: expect.stringContaining("No such column 'Foo'") }],
    ],
    [
      `/sobjects/Contact/${contactIds.idOf(0)}?fields=Birthdate`,
      400,
      [{ errorCode: "INVALID_FIELD", message: expect.any(String) }],
    ],
    ["/nothing", 404, notFound],
    ["/sobjects/Contact/describe/more", 404, notFound],
  ])("%s is answered %i", async (path, status, body) => {
    const answer = await org.get(path);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it("can as yet be read only", async () => {
    const answer = await org.send("PATCH", `/sobjects/Contact/${contactIds.idOf(0)}`, { LastName: "x" });
    const message = "HTTP Method 'PATCH' not allowed. Allowed are GET";
    expect([answer.status, answer.body]).toEqual([405, [{ message, errorCode: "METHOD_NOT_ALLOWED" }]]);
  });
});

describe("collections of records", () => {
  const ids = [
    contactIds.idOf(1),
    contactIds.idOf(0).slice(0, 15),
    accountIds.idOf(0),
    "rubbish",
    contactIds.idOf(999_999),
    contactIds.idOf(1),
  ];
  const expected = [1, 0, null, null, null, 1].map((serial) =>
    serial === null
      ? null
      : {
          attributes: { type: "Contact", url: `/services/data/v60.0/sobjects/Contact/${contactIds.idOf(serial)}` },
          Id: contactIds.idOf(serial),
          Email: book.contacts.at(serial).email,
        },
  );

  it("have an item for every id, and null for a bad one", async () => {
    const posted = await org.send("POST", "/composite/sobjects/Contact", { ids, fields: ["Id", "email"] });
    expect(posted.body).toEqual(expected);
    const got = await org.get("/composite/sobjects/Contact", { ids: ids.join(","), fields: "Id,Email" });
    expect(got.body).toEqual(expected);
  });

  it("take 2,000 ids by POST, and by GET as many as an URL holds", async () => {
    const many = Array.from({ length: 2_001 }, (_, serial) => contactIds.idOf(serial));
    const posted = await org.send("POST", "/composite/sobjects/Contact", { ids: many.slice(1), fields: ["Id"] });
    expect(posted.body).toHaveLength(2_000);
    const tooMany = await org.send("POST", "/composite/sobjects/Contact", { ids: many, fields: ["Id"] });
    expect([tooMany.status, tooMany.body]).toMatchObject([400, [{ errorCode: "EXCEEDED_ID_LIMIT" }]]);
    const url = (count: number): string =>
      `/composite/sobjects/Contact?fields=Id&ids=${many.slice(0, count).join(",")}`;
    expect((await org.get(url(800))).status).toBe(200);
    expect((await org.get(url(900))).status).toBe(414);
  });

  it.each([
    [{ ids, fields: ["Id", "Foo"] }, "INVALID_FIELD"],
    [{ ids, fields: ["Birthdate"] }, "INVALID_FIELD"],
    [{ fields: ["Id"] }, "INVALID_INPUT"],
    [{ ids: "x", fields: ["Id"] }, "JSON_PARSER_ERROR"],
    [{ ids: [1], fields: ["Id"] }, "JSON_PARSER_ERROR"],
    [[], "JSON_PARSER_ERROR"],
  ])("refuse %j", async (body, errorCode) => {
    const answer = await org.send("POST", "/composite/sobjects/Contact", body);
    expect([answer.status, answer.body]).toMatchObject([400, [{ errorCode }]]);
  });
});

describe("composite requests", () => {
  const get = (url: string, referenceId: string) => ({ method: "GET", url: `/services/data/v60.0${url}`, referenceId });
  const query = (soql: string): string => `/query?q=${soql.replaceAll(" ", "+")}`;

  it("refer to earlier answers, and count as one call", async () => {
    const id = contactIds.idOf(
      rowsOf(book.contacts).findIndex((_row, serial) => book.companyOfContact(serial) !== null),
    );
    const answer = await org.send("POST", "/composite", {
      compositeRequest: [
        get(`/sobjects/Contact/${id}?fields=AccountId`, "contact"),
        get("/sobjects/Account/@{contact.AccountId}?fields=Name", "account"),
        get(query("SELECT Id FROM Contact WHERE AccountId = '@{account.id}' ORDER BY Id"), "staff"),
        get("/sobjects/Contact/@{staff.records[0].Id}?fields=Id", "first"),
        {
          ...get("/composite/sobjects/Contact", "many"),
          method: "POST",
          body: { ids: ["@{first.Id}"], fields: ["Id"] },
        },
      ],
    });
    const parts = objectsIn(objectIn(answer.body)["compositeResponse"]);
    expect(parts.map((part) => [part["referenceId"], part["httpStatusCode"], part["httpHeaders"]])).toEqual(
      ["contact", "account", "staff", "first", "many"].map((name) => [name, 200, {}]),
    );
    const company = book.companyOfContact(Number(contactIds.serialOf(id))) ?? -1;
    expect(parts[1]?.["body"]).toMatchObject({ Name: book.companies.at(company).name });
    const firstId = contactIds.idOf(book.contactsOfCompany(company)[0] ?? -1);
    expect(parts[3]?.["body"]).toMatchObject({ Id: firstId });
    expect(parts[4]?.["body"]).toMatchObject([{ Id: firstId }]);
    expect(answer.headers.get("sforce-limit-info")).toBe("api-usage=1/15000000");
  });

  it("go on after a failure, but not with what depends on it", async () => {
    const requests = [
      get("/sobjects/Contact/abc", "bad"),
      get("/sobjects/Account/@{bad.AccountId}", "dependent"),
      get("/sobjects/Account/@{nobody.Id}", "unknown"),
      get(`/sobjects/Contact/${contactIds.idOf(0)}?fields=Id`, "good"),
    ];
    const answer = await org.send("POST", "/composite", { compositeRequest: requests });
    const parts = objectsIn(objectIn(answer.body)["compositeResponse"]);
    expect(parts.map((part) => part["httpStatusCode"])).toEqual([404, 400, 400, 200]);
    expect(parts[1]?.["body"]).toMatchObject([{ errorCode: "PROCESSING_HALTED" }]);

    const all = await org.send("POST", "/composite", { allOrNone: true, compositeRequest: requests.toReversed() });
    const rolledBack = objectsIn(objectIn(all.body)["compositeResponse"]);
    expect(rolledBack.map((part) => part["httpStatusCode"])).toEqual([400, 400, 400, 400]);
    expect(rolledBack[0]?.["body"]).toMatchObject([{ errorCode: "PROCESSING_HALTED" }]);
  });

  it.each([
    ["26 requests", { compositeRequest: Array.from({ length: 26 }, (_, place) => get("/limits", `a${place}`)) }],
    ["6 queries", { compositeRequest: Array.from({ length: 6 }, (_, place) => get("/query?q=x", `a${place}`)) }],
    ["the same name twice", { compositeRequest: [get("/limits", "a"), get("/limits", "a")] }],
    ["no name", { compositeRequest: [{ method: "GET", url: "/services/data/v60.0/limits" }] }],
    ["no requests", {}],
    ["a request that is none", { compositeRequest: [5] }],
  ])("refuse %s", async (_name, body) => {
    const answer = await org.send("POST", "/composite", body);
    expect(answer.status).toBe(400);
  });

  it("hold no composite request themselves, and no request elsewhere", async () => {
    const answer = await org.send("POST", "/composite", {
      compositeRequest: [
        { ...get("/composite", "a"), method: "POST", body: { compositeRequest: [] } },
        { ...get("/limits", "b"), url: "/services/oauth2/token" },
        { ...get("/limits", "c"), url: "/services/data/v99.0/limits" },
      ],
    });
    const parts = objectsIn(objectIn(answer.body)["compositeResponse"]);
    expect(parts.map((part) => part["httpStatusCode"])).toEqual([404, 404, 404]);
  });
});

describe("batches", () => {
  const url = (serial: number): string => `v60.0/sobjects/Contact/${contactIds.idOf(serial)}?fields=Id`;

  it("answer each request, and count each", async () => {
    const answer = await org.send("POST", "/composite/batch", {
      batchRequests: [
        { method: "GET", url: url(0) },
        { method: "GET", url: "v60.0/sobjects/Contact/abc" },
        { method: "GET", url: `/services/data/${url(1)}` },
      ],
    });
    expect(answer.body).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 200, result: { Id: contactIds.idOf(0) } },
        { statusCode: 404, result: [{ errorCode: "NOT_FOUND" }] },
        { statusCode: 200, result: { Id: contactIds.idOf(1) } },
      ],
    });
    expect(answer.headers.get("sforce-limit-info")).toBe("api-usage=3/15000000");
  });

  it("halt when told so, and hold 25 at most", async () => {
    const requests = [
      { method: "GET", url: url(999_999) },
      { method: "GET", url: url(0) },
    ];
    const halted = await org.send("POST", "/composite/batch", { haltOnError: true, batchRequests: requests });
    expect(halted.body).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 404 }, { statusCode: 412, result: [{ errorCode: "BATCH_PROCESSING_HALTED" }] }],
    });
    const many = Array.from({ length: 26 }, () => requests[1]);
    expect((await org.send("POST", "/composite/batch", { batchRequests: many })).status).toBe(400);
  });
});

describe("the limit of a day", () => {
  it("is told by every answer, and ends in a 403 until a day has passed", async () => {
    await org.stop();
    org = await startOrg({ rateScale: 3 / 15_000 });
    for (const used of [1, 2]) {
      const answer = await org.get("/limits");
      expect(answer.headers.get("sforce-limit-info")).toBe(`api-usage=${used}/3`);
      expect(answer.body).toEqual({ DailyApiRequests: { Max: 3, Remaining: 3 - used } });
    }
    // Errors count as well.
    expect((await org.get("/nothing")).headers.get("sforce-limit-info")).toBe("api-usage=3/3");
    const refused = await org.get("/limits");
    const entry = { message: "TotalRequests Limit exceeded.", errorCode: "REQUEST_LIMIT_EXCEEDED" };
    expect([refused.status, refused.body]).toEqual([403, [entry]]);
    expect(refused.headers.get("sforce-limit-info")).toBe("api-usage=3/3");
    expect(refused.headers.get("retry-after")).toBeNull();
    // The session has ended meanwhile; the window is what this is about.
    org.advance(86_400_000);
    const token = await org.login();
    const again = await fetch(`${org.server.url}/services/data/v60.0/limits`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([again.status, again.headers.get("sforce-limit-info")]).toEqual([200, "api-usage=1/3"]);
  });

  it("is not passed by a batch", async () => {
    await org.stop();
    org = await startOrg({ rateScale: 3 / 15_000 });
    const batchRequests = Array.from({ length: 4 }, () => ({ method: "GET", url: "v60.0/limits" }));
    const answer = await org.send("POST", "/composite/batch", { batchRequests });
    expect([answer.status, answer.body]).toMatchObject([403, [{ errorCode: "REQUEST_LIMIT_EXCEEDED" }]]);
  });
});

describe("the rest", () => {
  it("lists the resources of a version, which must exist", async () => {
    const resources = await org.get("");
    expect(resources.body).toMatchObject({
      query: "/services/data/v60.0/query",
      sobjects: "/services/data/v60.0/sobjects",
    });
    expect((await org.get("/")).body).toEqual(resources.body);
    const token = await org.login();
    for (const version of ["v99.0", "v20.0", "60.0", "v60"]) {
      const response = await fetch(`${org.server.url}/services/data/${version}/limits`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(response.status).toBe(404);
    }
    expect((await fetch(`${org.server.url}/elsewhere`)).status).toBe(404);
  });

  it("counts records", async () => {
    const answer = await org.get("/limits/recordCount", { sObjects: "Contact,Nothing,Account" });
    expect(answer.body).toEqual({
      sObjects: [
        { count: book.contacts.size, name: "Contact" },
        { count: book.companies.size, name: "Account" },
      ],
    });
  });

  it("says what is wrong with a body", async () => {
    const headers = { authorization: `Bearer ${await org.login()}` };
    const url = `${org.server.url}/services/data/v60.0/composite`;
    const broken = await fetch(url, {
      method: "POST",
      body: "{",
      headers: { ...headers, "content-type": "application/json" },
    });
    expect([broken.status, await broken.json()]).toMatchObject([400, [{ errorCode: "JSON_PARSER_ERROR" }]]);
    const other = await fetch(url, { method: "POST", body: "x", headers: { ...headers, "content-type": "text/csv" } });
    expect([other.status, await other.json()]).toMatchObject([415, [{ errorCode: "UNSUPPORTED_MEDIA_TYPE" }]]);
  });

  it("shows faults in the vendor's own form", async () => {
    expect((await org.get("/limits")).status).toBe(200);
    org.server.faults.set({ tooManyRequests: {} });
    expect(await org.get("/limits")).toMatchObject({ status: 429, body: [{ errorCode: "REQUEST_LIMIT_EXCEEDED" }] });
    org.server.faults.set({ serverError: {} });
    expect(await org.get("/limits")).toMatchObject({ status: 500, body: [{ errorCode: "UNKNOWN_EXCEPTION" }] });
  });
});
