import { describe, expect, it } from "vitest";
import { encodingFor } from "../../src/http/stored-answer.ts";
import { openServer } from "./open-server.ts";

describe("the encoding of a stored answer", () => {
  it.each([
    [undefined, null],
    ["", null],
    ["identity", null],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.000, *", "gzip"],
    ["*", "br"],
    ["*;q=0", null],
    ["GZIP", "gzip"],
    ["x-br", null],
    ["br; q=0.1", "br"],
  ])("for %j is %j", (header, encoding) => {
    expect(encodingFor(header)).toBe(encoding);
  });
});

describe("a stored answer", () => {
  const LONG = "{ long(length: 5000) }";

  it("has the headers that a new one has", async () => {
    const { ask } = await openServer();
    const headers = { origin: "https://dashboard.example", "x-request-id": "mine" };
    const [first, second] = [await ask(LONG, { headers }), await ask(LONG, { headers })];
    const { age, vary, date: _date, ...others } = second.headers;
    expect({ age, vary }).toEqual({ age: "0", vary: "Origin, accept-encoding" });
    const { date: _first, vary: _vary, ...expected } = first.headers;
    expect(others).toEqual(expected);
    expect(second.body).toBe(first.body);
  });

  it("ends its connection while the process drains", async () => {
    const { ask, readiness } = await openServer();
    await ask(LONG);
    readiness.isReady = false;
    expect((await ask(LONG)).headers).toMatchObject({ age: "0", connection: "close" });
  });

  it("is packed once, and sent so to everyone who takes it", async () => {
    const { ask } = await openServer();
    await ask(LONG);
    const headers = { "accept-encoding": "br" };
    const [one, other] = await Promise.all([ask(LONG, { headers }), ask(LONG, { headers })]);
    expect(one.rawPayload.equals(other.rawPayload)).toBe(true);
    expect(one.headers["content-length"]).toBe(String(one.rawPayload.length));
  });
});
