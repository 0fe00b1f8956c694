// What the document has no schema for: versions, tokens, limits, options.
import { describe, expect, it } from "vitest";
import { companyIds, contactIds, threadIds } from "../../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { book, errorIn, idsIn, serialsWhere, world } from "./running-workspace.ts";
import type { RunningWorkspace } from "./running-workspace.ts";
import { useWorkspace } from "./use-workspace.ts";

const start = useWorkspace();

describe("versions and tokens", () => {
  it("take the app's version without a header, and refuse what there is not", async () => {
    const running = await start();
    const answers = await Promise.all(
      ["2.14", "2.13", "9.9"].map((version) =>
        running.call("GET", "/me", { headers: { "intercom-version": version } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400]);
    for (const answer of answers.slice(1)) expect(errorIn(answer)["code"]).toBe("intercom_version_invalid");
    const older = await start({ vendor: { appVersion: "2.13" } });
    expect((await older.get("/me")).status).toBe(400);
    expect((await older.call("GET", "/me", { headers: { "intercom-version": "2.14" } })).status).toBe(200);
  });

  it("tell a missing token from a wrong one", async () => {
    const running = await start();
    const missing = await running.call("GET", "/me", { headers: { authorization: "" } });
    const wrong = await running.call("GET", "/me", { headers: { authorization: "Bearer wrong" } });
    expect([missing.status, errorIn(missing)["code"], wrong.status, errorIn(wrong)["code"]]).toEqual([
      401,
      "token_not_found",
      401,
      "unauthorized",
    ]);
  });
});

describe("the rate limit", () => {
  it("is a sixth of the minute's allowance in each window of ten seconds, of the smaller allowance", async () => {
    const running = await start({ rateScale: 1, vendor: { appRequestsPerMinute: 60, workspaceRequestsPerMinute: 12 } });
    const statuses: number[] = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await running.get("/me")).status);
    expect(statuses).toEqual([200, 200, 429]);
    running.advance(9_000);
    expect((await running.get("/me")).status).toBe(429);
    running.advance(1_000);
    const answer = await running.get("/me");
    expect([
      answer.status,
      answer.headers.get("x-ratelimit-limit"),
      answer.headers.get("x-ratelimit-remaining"),
    ]).toEqual([200, "2", "1"]);
    expect(Number(answer.headers.get("x-ratelimit-reset"))).toBe(Date.UTC(2026, 10, 1) / 1_000 + 20);
  });

  it("is Intercom's published one by default", async () => {
    const running = await start({ rateScale: 1 });
    expect((await running.get("/me")).headers.get("x-ratelimit-limit")).toBe("1666");
  });

  it("has Intercom's own 429 and 500 for the fault switch", async () => {
    const running = await start();
    running.server.faults.set({ tooManyRequests: { count: 1 } });
    const busy = await running.get("/contacts");
    expect([busy.status, errorIn(busy)["code"], busy.headers.get("x-ratelimit-remaining")]).toEqual([
      429,
      "rate_limit_exceeded",
      "0",
    ]);
    running.server.faults.set({ serverError: { count: 1 } });
    const broken = await running.get("/contacts");
    expect([broken.status, errorIn(broken)["code"]]).toEqual([500, "server_error"]);
  });
});

describe("the options", () => {
  const [employee = 0] = serialsWhere(book.users.size, (serial) => {
    const { person, externalOf, duplicateOf } = book.users.at(serial);
    return person.company !== null && externalOf !== null && duplicateOf === null;
  });

  it("say where a contact's companies are", async () => {
    const path = `/contacts/${contactIds.idOf(employee)}/companies`;
    const expected = [companyIds.idOf(book.users.at(employee).person.company ?? 0)];
    const running = await start();
    expect(idsIn((await running.get(path)).body["data"])).toEqual(expected);
    const other = await start({ vendor: { attachedCompaniesIn: "companies" } });
    expect(idsIn((await other.get(path)).body["companies"])).toEqual(expected);
  });

  it("say whether case matters and whether > includes its bound", async () => {
    const [row = 0] = serialsWhere(book.tickets.size, (serial) => kindOf(serial, world.seed) === "conversation");
    const at = Math.floor(book.tickets.at(row).createdAt / 1_000);
    const [person = 0] = serialsWhere(book.users.size, (serial) => /[a-z]/.test(book.users.at(serial).email ?? ""));
    const shouted = book.users.at(person).email?.toUpperCase();
    const bound = [
      { field: "id", operator: "=", value: threadIds.idOf(row) },
      { field: "created_at", operator: ">", value: at },
    ];
    const totals = async (running: RunningWorkspace) => [
      (await running.post("/contacts/search", { query: { field: "email", operator: "=", value: shouted } })).body[
        "total_count"
      ],
      (await running.post("/conversations/search", { query: { operator: "AND", value: bound } })).body["total_count"],
    ];
    const running = await start();
    expect((await totals(running)).map((total) => Number(total) > 0)).toEqual([true, true]);
    expect(await totals(await start({ vendor: { comparesCase: true, includesBound: false } }))).toEqual([0, 0]);
  });
});
