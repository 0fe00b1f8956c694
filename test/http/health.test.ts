import { describe, expect, it } from "vitest";
import { openServer } from "./open-server.ts";

describe("health", () => {
  it("is live and ready, and says how each source's breaker stands", async () => {
    const { app } = await openServer();
    expect((await app.inject("/health/live")).json()).toEqual({ status: "ok" });
    const ready = await app.inject("/health/ready");
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ status: "ok", sources: { crm: "closed" } });
  });

  it("is still live and no longer ready while it drains", async () => {
    const { app, readiness } = await openServer();
    readiness.isReady = false;
    expect((await app.inject("/health/live")).statusCode).toBe(200);
    const ready = await app.inject("/health/ready");
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ status: "draining" });
  });

  it("ends the connection of what was asked before it drained", async () => {
    const { ask, readiness, during } = await openServer();
    expect((await ask("{ count }")).headers["connection"]).not.toBe("close");
    during.count = () => {
      readiness.isReady = false;
    };
    expect((await ask("{ count(by: 2) }")).headers["connection"]).toBe("close");
  });

  it("leaves no line in the log", async () => {
    const { app, readiness, log } = await openServer();
    await app.inject("/health/live");
    readiness.isReady = false;
    await app.inject("/health/ready");
    expect(log).toEqual([]);
  });
});
