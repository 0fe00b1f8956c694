import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import type { Logger, LogLevel } from "../../src/runtime/logger.ts";
import { scrub } from "../../src/runtime/redaction.ts";

function logging(level: LogLevel = "debug"): { log: Logger; text: () => string; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  return {
    log: createLogger({ level, destination: { write: (line) => lines.push(line) } }),
    text: () => lines.join(""),
    last: () => JSON.parse(lines.at(-1) ?? "{}") as Record<string, unknown>,
  };
}

const SECRET = "s3cr3t-Zq81xvB7";

describe("what is logged under a sensitive name", () => {
  it.each([
    { headers: { authorization: `Bearer ${SECRET}` } },
    { req: { headers: { Authorization: SECRET, cookie: SECRET } } },
    { a: { b: { c: [{ "set-cookie": [SECRET] }] } } },
    { access_token: SECRET, refreshToken: SECRET, clientSecret: SECRET, apiKey: SECRET, "x-api-key": SECRET },
    { credentials: { any: SECRET }, password: SECRET, "stripe-signature": SECRET },
    { customer: { email: SECRET, email_address: SECRET, phone: 301_234_567, mobilePhone: SECRET, workEmail: SECRET } },
  ])("never appears: %j", (fields) => {
    const { log, text } = logging();
    log.info(fields, "fields");
    expect(text()).not.toContain(SECRET);
    expect(text()).not.toContain("301234567");
    expect(text()).toContain("[redacted]");
  });

  it("stays where it says whether, not what", () => {
    const { log, last } = logging();
    log.info({ hasEmail: true, email: null, phone: undefined, tokens: 3, source: "crm" });
    expect(last()).toMatchObject({ hasEmail: true, email: null, tokens: 3, source: "crm" });
  });

  it("never appears in what a serializer makes of an instance", () => {
    class Request {
      readonly headers = { authorization: SECRET, "x-api-key": SECRET };
    }
    const { log, text } = logging();
    log.info({ req: new Request(), body: { toJSON: () => ({ password: SECRET }) } });
    expect(text()).not.toContain(SECRET);
  });
});

describe("an instance of a class", () => {
  it("reaches its serializer as it is", () => {
    class Incoming {
      readonly raw = { socket: 1 };
      get method(): string {
        return "GET";
      }
    }
    const { log, last } = logging();
    const child = log.child({}, { serializers: { req: ({ method }: Incoming) => ({ method }) } });
    child.info({ req: new Incoming() }, "incoming request");
    expect(last()).toMatchObject({ req: { method: "GET" } });
  });
});

describe("text that looks like a secret or reaches a person", () => {
  const texts = [
    `Authorization: Bearer ${SECRET}`,
    "Basic YW5uQGV4YW1wbGUuY29tL3Rva2VuOmFiYw==",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "sk_live_51Habcdefghijk",
    "pat-eu1-0a1b2c3d-1111-2222-3333-444455556666",
    JSON.stringify({ password: `a"b\\${SECRET}`, x: 1 }),
    JSON.stringify({ password: `${SECRET}\\`, x: "y" }),
    `client_secret=${SECRET}&grant_type=refresh_token`,
    `{"access_token":"${SECRET}","x":1}`,
    JSON.stringify(`{"refresh_token":"${SECRET}"}`),
    "ann.lee+tag@example.co.uk",
    "ann.lee%40example.com",
    String.raw`ann.lee\u0040example.com`,
    "Änn.Lee@exämple.de",
    "o'brien@example.com",
    "+49 30 1234567",
    "+14155550123",
    "%2B14155550123",
    "(030) 123 45 67",
    "030 123 45 67",
    "415-555-0123",
  ];
  const leaks = /s3cr3t|YW5u|eyJzdWI|51Habc|0a1b2c|ann\.lee|nn\.Lee|brien|123 ?45|1234567|5550123|555-0123/;

  it.each(texts)("never appears, wherever it stands: %s", (text) => {
    const { log, text: written } = logging();
    log.info(text);
    log.info({ note: text, list: [{ deep: text }] }, `in a message: ${text}`);
    log.info("interpolated: %s, %j", text, { note: text });
    log.child({ caller: text }).warn("bound");
    log.error(new Error(`failed for ${text}`, { cause: new Error(text) }));
    log.error({ err: new UpstreamError("crm", "rejected", { detail: text }) }, "failed");
    expect(written()).not.toMatch(leaks);
    for (const line of written().trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("leaves alone what is needed to find one's way", () => {
    const { log, last } = logging();
    const fields = {
      time2: "2026-11-24T23:45:01.123+01:00",
      requestId: "0b5f3c9e-4a53-4f0e-9d1c-0123456789ab",
      ip: "192.168.100.200",
      url: "/crm/v3/objects/contacts/1234567890123",
      version: "2023-08-16",
      ms: 1_764_027_901_123,
    };
    log.info(fields, "GET /health/live took 12 ms");
    expect(last()).toMatchObject({ ...fields, msg: "GET /health/live took 12 ms" });
  });

  it("leaves every line JSON, whatever is logged", () => {
    const part = oneof(
      string({ unit: "binary" }),
      constantFrom(
        "\n",
        "\u0007",
        "\\",
        '"',
        "ann@example.com",
        "+4930123456",
        "Bearer abcdefgh",
        '"password":"x"',
        "\uD800",
      ),
    );
    assert(
      property(array(part), (parts) => {
        const { log, text } = logging();
        log.info({ note: parts.join("") }, parts.join(""));
        expect(() => JSON.parse(text())).not.toThrow();
      }),
    );
  });

  it("is found in time that grows with the text, not faster", () => {
    const long = "a".repeat(200_000);
    expect(scrub(`${long}@example.com ${long} ${"0 ".repeat(100_000)}${"+1".repeat(100_000)}@`)).not.toContain(
      "@example",
    );
  });
});

describe("an error", () => {
  it("keeps its type, stack and cause, and loses what is not for a log", () => {
    const { log, last } = logging();
    const cause = Object.assign(new Error("socket"), { token: SECRET });
    log.error({ err: new UpstreamError("crm", "unavailable", { status: 503, detail: "ann@example.com", cause }) });
    expect(last()).toMatchObject({
      err: {
        type: "UpstreamError",
        source: "crm",
        failure: "unavailable",
        details: { status: 503, detail: "[e-mail]" },
      },
    });
    expect(JSON.stringify(last())).toContain("socket");
    expect(JSON.stringify(last())).not.toContain(SECRET);
  });

  it("may hold itself", () => {
    const { log, last } = logging();
    const knot: Record<string, unknown> = { a: 1 };
    knot["self"] = knot;
    const error = Object.assign(new Error("knot"), { knot });
    log.error({ err: error, knot });
    expect(last()).toMatchObject({ err: { message: "knot" }, knot: { a: 1 } });
  });
});

describe("the level", () => {
  it("decides what is written", () => {
    const { log, text } = logging("warn");
    log.info("not this");
    log.warn("this");
    expect(text()).not.toContain("not this");
    expect(text()).toContain("this");
  });
});
