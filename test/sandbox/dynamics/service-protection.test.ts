import { afterEach, describe, expect, it } from "vitest";
import { createServiceProtection } from "../../../src/sandbox/dynamics/service-protection.ts";
import { objectIn, startEnvironment } from "./running-environment.ts";
import type { RunningEnvironment } from "./running-environment.ts";

let environment: RunningEnvironment | undefined;
afterEach(async () => {
  await environment?.stop();
  environment = undefined;
});

const remaining = "x-ms-ratelimit-burst-remaining-xrm-requests";

describe("service protection", () => {
  it("allows 6,000 requests in five minutes, scaled, and says how many are left", async () => {
    environment = await startEnvironment({ rateScale: 0.001 });
    const left: (string | null)[] = [];
    for (let call = 0; call < 6; call += 1) {
      const { status, headers } = await environment.get("WhoAmI");
      expect(status).toBe(200);
      left.push(headers.get(remaining));
      expect(headers.get("x-ms-ratelimit-time-remaining-xrm-requests")).toMatch(/^[\d,]+\.\d\d$/);
      environment.advance(10_000);
    }
    expect(left).toEqual(["5", "4", "3", "2", "1", "0"]);

    const refused = await environment.get("contacts");
    expect(refused.status).toBe(429);
    expect(refused.body["error"]).toEqual({
      code: "0x80072322",
      message: "Number of requests exceeded the limit of 6 over time window of 300 seconds.",
    });
    const retryAfterS = Number(refused.headers.get("retry-after"));
    expect(retryAfterS).toBe(240);
    environment.advance(retryAfterS * 1_000 - 1);
    expect((await environment.get("WhoAmI")).status).toBe(429);
    environment.advance(1);
    expect((await environment.get("WhoAmI")).status).toBe(200);
  });

  it("counts a batch as one request", async () => {
    environment = await startEnvironment({ rateScale: 0.001 });
    const part = "--b\r\nContent-Type: application/http\r\n\r\nGET WhoAmI HTTP/1.1\r\n\r\n";
    const headers = { "content-type": "multipart/mixed; boundary=b" };
    const reply = await environment.post("$batch", `${part.repeat(20)}--b--`, headers);
    expect(reply.status).toBe(200);
    expect(reply.headers.get(remaining)).toBe("5");
  });

  it("allows 52 requests at a time", async () => {
    const running = await startEnvironment();
    environment = running;
    const seen = running.server.requests;
    const cut = new AbortController();
    running.server.faults.set({ hang: {} });
    const hanging = Array.from({ length: 52 }, () =>
      fetch(`${running.root}/WhoAmI`, { signal: cut.signal }).catch(() => "cut off"),
    );
    await until(() => running.server.requests === seen + 52);
    running.server.faults.clear();

    const refused = await running.get("WhoAmI");
    expect(refused.status).toBe(429);
    expect(objectIn(refused.body["error"])).toEqual({
      code: "0x80072326",
      message: "Number of concurrent requests exceeded the limit of 52.",
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

    cut.abort();
    expect(await Promise.all(hanging)).toEqual(Array.from({ length: 52 }, () => "cut off"));
    let status = 429;
    while (status === 429) ({ status } = await running.get("WhoAmI"));
    expect(status).toBe(200);
  });

  it("allows twenty minutes of execution in five", () => {
    let time = 0;
    const protection = createServiceProtection(() => time, 1);
    for (let request = 0; request < 10; request += 1) {
      protection.admit();
      const ends = Array.from({ length: 5 }, () => protection.begin());
      time += 24_000;
      for (const end of ends) end();
    }
    expect(() => protection.admit()).toThrow("Combined execution time of incoming requests exceeded limit");
    expect(protection.headers()).toMatchObject({ "x-ms-ratelimit-time-remaining-xrm-requests": "0.00" });
    time += 300_000 - 9 * 24_000;
    expect(() => protection.admit()).not.toThrow();
  });

  it("answers the fault switch as the limit itself does", async () => {
    environment = await startEnvironment();
    environment.server.faults.set({ tooManyRequests: { count: 1 } });
    const refused = await environment.get("contacts");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("10");
    expect(objectIn(refused.body["error"])["code"]).toBe("0x80072322");
    environment.server.faults.set({ serverError: { count: 1 } });
    const failed = await environment.get("contacts");
    expect([failed.status, failed.body]).toEqual([
      500,
      { error: { code: "0x80040216", message: "An unexpected error occurred." } },
    ]);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
