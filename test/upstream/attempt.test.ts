import { describe, expect, it } from "vitest";
import type { Authorizer, SignedHeaders } from "../../src/credentials/authorizer.ts";
import { ConfigError, UpstreamError } from "../../src/errors.ts";
import { sendJson } from "../support/stub-server.ts";
import type { StubAnswer } from "../support/stub-server.ts";
import { failureOf, harness } from "./harness.ts";

/** Tokens "t1", "t2", ...: each refresh goes on to the next. */
function tokens(): Authorizer & { refreshed: number } {
  let headers: SignedHeaders = { authorization: "Bearer t1" };
  return {
    refreshed: 0,
    headers: () => headers,
    refresh() {
      this.refreshed += 1;
      headers = { authorization: `Bearer t${this.refreshed + 1}` };
      return Promise.resolve();
    },
  };
}

const accepts =
  (token: string): StubAnswer =>
  (request, reply) =>
    sendJson(reply, "good", request.headers.authorization === `Bearer ${token}` ? 200 : 401);

describe("a 401", () => {
  it("is answered by newer credentials and one repetition", async () => {
    const authorizer = tokens();
    const { http, server } = await harness(accepts("t2"), { authorizer });
    await expect(http().read("/x", { a: 1 })).resolves.toBe("good");
    expect(authorizer.refreshed).toBe(1);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("stays one when the newer credentials are refused too", async () => {
    const authorizer = tokens();
    const { http, server } = await harness(accepts("t9"), { authorizer });
    const error = await failureOf(http().get("/x"));
    expect(error).toMatchObject({ failure: "rejected", details: { status: 401 } });
    expect(authorizer.refreshed).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it("is final when there are no other credentials", async () => {
    const { http, server } = await harness(accepts("t9"));
    expect((await failureOf(http().get("/x"))).failure).toBe("rejected");
    expect(server.requests).toHaveLength(1);
  });

  it("costs one refresh however many calls it hits", async () => {
    const authorizer = tokens();
    const { http } = await harness(accepts("t2"), { authorizer, limits: { concurrency: 3 } });
    const calls = Array.from({ length: 12 }, (_, index) => http().get("/x", { index }));
    await expect(Promise.all(calls)).resolves.toEqual(Array.from({ length: 12 }, () => "good"));
    expect(authorizer.refreshed).toBe(1);
  });
});

describe("headers on trial", () => {
  /** "new" is tried by the first call, and by others once "old" is refused. */
  function trying(): Authorizer & {
    readonly heard: (headers: SignedHeaders, isAccepted: boolean) => void;
    said: string[];
  } {
    const [old, fresh]: SignedHeaders[] = [{ authorization: "old" }, { authorization: "new" }];
    if (old === undefined || fresh === undefined) throw new Error("no keys");
    const said: string[] = [];
    let isTried = false;
    let isOldRefused = false;
    return {
      said,
      headers() {
        const isFirst = !isTried;
        isTried = true;
        return isFirst || isOldRefused ? fresh : old;
      },
      refresh: () => Promise.resolve(),
      isOnTrial: (headers) => headers === fresh,
      heard(headers, isAccepted) {
        said.push(`${headers["authorization"]} ${isAccepted ? "accepted" : "refused"}`);
        if (headers === old) isOldRefused = !isAccepted;
      },
    };
  }
  const answers =
    (...statuses: readonly number[]): StubAnswer =>
    (_request, reply, index) =>
      sendJson(reply, "good", statuses[index] ?? 200);

  it.each<[string, readonly number[], readonly string[]]>([
    ["taken", [200], ["new accepted"]],
    ["refused", [401, 200], ["new refused", "old accepted"]],
    ["not allowed what the old ones may", [403, 200], ["new refused", "old accepted"]],
    ["refused a moment before the old ones end", [401, 401, 200], ["new refused", "old refused", "new accepted"]],
  ])("fail no call when they are %s", async (_name, statuses, said) => {
    const authorizer = trying();
    const { http } = await harness(answers(...statuses), { authorizer });
    await expect(http().get("/x")).resolves.toBe("good");
    expect(authorizer.said).toEqual(said);
  });

  it("are not blamed for what the old ones may not do either, nor for a source in trouble", async () => {
    const authorizer = trying();
    const { http, server } = await harness(answers(403, 403), { authorizer, limits: { maxRetries: 0 } });
    expect((await failureOf(http().get("/x"))).details.status).toBe(403);
    expect(server.requests).toHaveLength(2);
    const other = trying();
    const busy = await harness(answers(503), { authorizer: other, limits: { maxRetries: 0 } });
    expect((await failureOf(busy.http().get("/x"))).failure).toBe("unavailable");
    expect(other.said).toEqual([]);
  });

  it("end in a refusal when all are refused", async () => {
    const { http, server } = await harness(answers(401, 401, 401, 401), { authorizer: trying() });
    expect((await failureOf(http().get("/x"))).details.status).toBe(401);
    expect(server.requests).toHaveLength(3);
  });
});

describe("without credentials", () => {
  const failing = (problem: Error): Authorizer => ({
    headers: () => Promise.reject(problem),
    refresh: () => Promise.reject(problem),
  });

  it("a call fails as the authorizer says, and nothing is sent", async () => {
    const { http, server, client } = await harness((_request, reply) => sendJson(reply, 1), {
      authorizer: failing(new UpstreamError("crm", "rejected", { status: 400 })),
      limits: { breakerFailures: 1 },
    });
    expect((await failureOf(http().get("/x"))).failure).toBe("rejected");
    expect(server.requests).toHaveLength(0);
    expect(client.breaker).toBe("closed");
  });

  it("a missing secret is the source's trouble, not the client's business", async () => {
    const { http } = await harness((_request, reply) => sendJson(reply, 1), {
      authorizer: failing(new ConfigError(["file:/run/secrets/token can't be read"])),
    });
    const error = await failureOf(http().get("/x"));
    expect(error.failure).toBe("unavailable");
    expect(error.message).not.toContain("/run/secrets");
  });
});
