// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
import { describe, expect, it } from "vitest";
import { objectIn, objectsIn } from "./running-environment.ts";
import { contactId, formatted, serialsWhere, useEnvironment } from "./use-environment.ts";

const { environment } = useEnvironment();

describe("$batch", () => {
  const headers = { "content-type": 'multipart/mixed; boundary="batch_1"' };
  const batchOf = (...requests: readonly string[]): string =>
    [
      ...requests.map(
        (request) =>
          `--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${request}\r\n\r\n`,
      ),
      "--batch_1--\r\n",
    ].join("");
  const bodiesIn = (text: string): readonly Record<string, unknown>[] =>
    text.split(/--batchresponse_[0-9a-f-]+/).flatMap((part) => {
      const start = part.indexOf("{");
      return start < 0 ? [] : [objectIn(JSON.parse(part.slice(start)))];
    });

  it("answers GETs in order, each with its own headers and a URL in any form", async () => {
    const reply = await environment().post(
      "$batch",
      batchOf(
        `GET /api/data/v9.2/contacts(${contactId(1)})?$select=fullname HTTP/1.1\r\nAccept: application/json`,
        `GET ${environment().root}/accounts?$select=name&$top=2 HTTP/1.1`,
        `GET opportunities?$select=statecode&$top=1 HTTP/1.1\r\nPrefer: odata.include-annotations="${formatted}"`,
      ),
      headers,
    );
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/);
    expect(
      reply.text.match(
        /HTTP\/1\.1 200 OK\r\nContent-Type: application\/json; odata.metadata=minimal\r\nOData-Version: 4\.0/g,
      ),
    ).toHaveLength(3);
    const [contact = {}, accounts = {}, opportunities = {}] = bodiesIn(reply.text);
    expect(contact["contactid"]).toBe(contactId(1));
    expect(accounts["value"]).toHaveLength(2);
    expect(objectsIn(opportunities["value"])[0]).toHaveProperty([`statecode@${formatted}`]);
  });

  it("stops at the first that fails, unless told to go on", async () => {
    const batch = batchOf("GET WhoAmI HTTP/1.1", "GET nothing HTTP/1.1", "GET WhoAmI HTTP/1.1");
    const stopped = await environment().post("$batch", batch, headers);
    expect(stopped.status).toBe(404);
    expect(bodiesIn(stopped.text)).toHaveLength(2);
    const whole = await environment().post("$batch", batch, { ...headers, prefer: "odata.continue-on-error" });
    expect(whole.status).toBe(200);
    expect(bodiesIn(whole.text).map((body) => Object.hasOwn(body, "UserId"))).toEqual([true, false, true]);
    expect(bodiesIn(whole.text)[1]).toEqual({
      error: { code: "0x8006088a", message: "Resource not found for the segment 'nothing'." },
    });
  });

  it("takes a thousand requests, and no more; and longer URLs than a GET", async () => {
    const one = "GET WhoAmI HTTP/1.1";
    const full = await environment().post("$batch", batchOf(...Array.from({ length: 1_000 }, () => one)), headers);
    expect(bodiesIn(full.text)).toHaveLength(1_000);
    const over = await environment().post("$batch", batchOf(...Array.from({ length: 1_001 }, () => one)), headers);
    expect([over.status, objectIn(over.body["error"])["code"]]).toEqual([400, "0x80060888"]);
    const ids = serialsWhere(400, () => true).map(contactId);
    const urlWith = (many: readonly string[]): string =>
      encodeURI(
        `contacts?$select=contactid&$filter=Microsoft.Dynamics.CRM.In(PropertyName='contactid',PropertyValues=${JSON.stringify(many)})`,
      );
    const long = urlWith([...ids, ...ids]);
    expect(long.length).toBeGreaterThan(32_768);
    const [found = {}] = bodiesIn((await environment().post("$batch", batchOf(`GET ${long} HTTP/1.1`), headers)).text);
    expect(found["value"]).toHaveLength(400);
    const tooLong = urlWith([...ids, ...ids, ...ids, ...ids]);
    expect((await environment().post("$batch", batchOf(`GET ${tooLong} HTTP/1.1`), headers)).status).toBe(400);
  });

  it("refuses what is not there yet, and what is no batch", async () => {
    const change = await environment().post("$batch", batchOf("POST contacts HTTP/1.1\r\n\r\n{}"), headers);
    expect(change.status).toBe(501);
    expect((await environment().post("$batch", "nonsense", headers)).status).toBe(400);
    expect((await environment().post("$batch", "{}", { "content-type": "application/json" })).status).toBe(400);
  });
});
