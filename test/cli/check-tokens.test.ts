// `check` beside a gateway, on an account whose refresh tokens are good once: using one twice ends them all.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { keptTokens } from "../../src/kept-tokens.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { openSource } from "../../src/sources.ts";
import { createStore } from "../../src/store/open-store.ts";
import { createDatabase, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubServer } from "../support/stub-server.ts";
import { runCli } from "./run-cli.ts";
import type { CliResult } from "./run-cli.ts";

const NOT_ASKED = "not asked: its refresh token may be good for one use.";

interface Account {
  readonly server: StubServer;
  /** Refresh tokens that were used, in order. */
  readonly used: readonly string[];
  /** Ends the access token that it gave last. */
  revokeAccess(): void;
}

async function startAccount(): Promise<Account> {
  const used: string[] = [];
  const current = { refresh: "r0", access: "" };
  const server = await startStub((request, reply) => {
    if (request.url !== "/oauth/v1/token") {
      const isGood = current.access !== "" && request.headers.authorization === `Bearer ${current.access}`;
      sendJson(reply, isGood ? { results: [] } : { message: "no" }, isGood ? 200 : 401);
      return;
    }
    const refresh = new URLSearchParams(request.body).get("refresh_token") ?? "";
    used.push(refresh);
    const isGood = refresh === current.refresh;
    current.access = isGood ? `a${used.length}` : "";
    current.refresh = isGood ? `r${used.length}` : "none is good any more";
    if (isGood) sendJson(reply, { access_token: current.access, refresh_token: current.refresh, expires_in: 1_800 });
    else sendJson(reply, { error: "invalid_grant" }, 400);
  });
  return {
    server,
    used,
    revokeAccess: () => {
      current.access = "";
    },
  };
}

let folder: string;
let account: Account;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tributary-check-"));
  account = await startAccount();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await account.server.close();
  rmSync(folder, { recursive: true });
});

const env = { KEY: "k".repeat(32), SEAL: "s".repeat(32), ID: "client", SECRET: "client's", REFRESH: "r0" };

function documentOf(store: object): Readonly<Record<string, unknown>> {
  const credentials = { clientId: "env:ID", clientSecret: "env:SECRET", refreshToken: "env:REFRESH" };
  return {
    auth: { issuer: "i", audience: "a", keys: [{ algorithm: "HS256", secret: "env:KEY" }] },
    store,
    sources: [{ name: "crm", connector: "hubspot", baseUrl: account.server.url, credentials }],
  };
}

async function check(store: object, more: Record<string, string> = {}): Promise<CliResult> {
  writeFileSync(join(folder, "tributary.yaml"), JSON.stringify(documentOf(store)));
  return runCli(["check"], { cwd: folder, env: { ...env, ...more } });
}

interface Gateway {
  /** One call to the source, as a query would make it. */
  call(): Promise<unknown>;
  stop(): Promise<void>;
}

/** The part of a gateway that signs in. Each call is ten seconds after the last: no token is too young to be renewed. */
async function startGateway(store: object, more: Record<string, string> = {}): Promise<Gateway> {
  const config = parseConfig(documentOf(store), connectors);
  let behindMs = 600_000;
  const clock = { now: () => Date.now() - behindMs };
  const log = createLogger({ level: "silent" });
  const secrets = createSecrets({ env: { ...env, ...more } });
  const opened = createStore({ config: config.store, readSecret: (at) => secrets.get(at), log });
  const tokens = await keptTokens(config.store, { store: opened, secrets, clock });
  const [source] = config.sources.map((each) =>
    openSource(each, { connectors, secrets, clock, random: Math.random, log, tokens }),
  );
  const stop = async (): Promise<void> => {
    await source?.client.close();
    await opened.close();
  };
  ends.push(stop);
  return {
    async call() {
      behindMs -= 10_000;
      return source?.client.http({ deadlineMs: clock.now() + 20_000 }).get("/crm/v3/objects/contacts");
    },
    stop,
  };
}

describe("check, where tokens are kept in a PostgreSQL", () => {
  beforeEach(({ skip }) => skip(WHY_NO_POSTGRESQL !== null, WHY_NO_POSTGRESQL ?? ""));

  it("signs in as the gateway does, and leaves it what it gets", async () => {
    const database = await createDatabase("postgresql");
    ends.push(() => database.drop());
    const store = { url: "env:URL", secret: ["env:SEAL"] };
    const url = { URL: database.url ?? "" };
    const gateway = await startGateway(store, url);
    await gateway.call();
    expect(account.used).toEqual(["r0"]);

    expect(await check(store, url)).toMatchObject({ code: 0, stdout: expect.stringMatching(/crm +hubspot +ok/) });
    expect(account.used).toEqual(["r0"]); // the gateway's access token is as good

    account.revokeAccess();
    expect(await check(store, url)).toMatchObject({ code: 0, stdout: expect.stringMatching(/crm +hubspot +ok/) });
    expect(account.used).toEqual(["r0", "r1"]);
    await gateway.call();
    expect(account.used).toEqual(["r0", "r1"]);

    account.revokeAccess();
    await gateway.call();
    expect(account.used).toEqual(["r0", "r1", "r2"]);
  });

  it("does not bring an older program's database to its own schema", async () => {
    const database = await createDatabase("postgresql");
    ends.push(() => database.drop());
    const store = { url: "env:URL", secret: "env:SEAL" };
    const older = database.open();
    await older.query("delete from tributary_migrations where number > 1");
    const { code, stdout } = await check(store, { URL: database.url ?? "" });
    expect(code).toBe(0);
    expect(stdout).toContain(`${NOT_ASKED} The database has migration 1, and a gateway of this program brings it to`);
    expect(await older.query("select number from tributary_migrations")).toEqual([{ number: 1 }]);
    expect(account.used).toEqual([]);
  });
});

it("check fails where the PostgreSQL can't be had, and asks what needs none", async () => {
  const { code, stdout, stderr } = await check(
    { url: "env:URL", secret: "env:SEAL" },
    { URL: "postgresql://nobody:hunter2@127.0.0.1:1/none" },
  );
  expect(code).toBe(1);
  expect(stdout).toContain(NOT_ASKED);
  expect(stderr).toContain("The database that store.url names can't be used: connect ECONNREFUSED");
  expect(stdout + stderr).not.toContain("hunter2");
  expect(account.used).toEqual([]);
});

describe("check, where tokens are kept in a folder", () => {
  it("uses none while the gateway has it, or has never had it; else the gateway's", async () => {
    const store = { folder: join(folder, "data"), secret: "env:SEAL" };
    const before = await check(store);
    expect(before.code).toBe(0);
    expect(before.stdout).toContain(`${NOT_ASKED} The next one would be kept in ${store.folder}, where no gateway has`);
    expect(account.used).toEqual([]);

    const gateway = await startGateway(store);
    await gateway.call();
    account.revokeAccess();
    const beside = await check(store);
    expect(beside.code).toBe(0);
    expect(beside.stdout).toContain(`${NOT_ASKED} The data folder ${store.folder} is in use by process ${process.pid}`);
    expect(account.used).toEqual(["r0"]);
    await gateway.call();
    expect(account.used).toEqual(["r0", "r1"]);
    await gateway.stop();

    account.revokeAccess();
    expect(await check(store)).toMatchObject({ code: 0, stdout: expect.stringMatching(/crm +hubspot +ok/) });
    expect(account.used).toEqual(["r0", "r1", "r2"]);
    await (await startGateway(store)).call();
    expect(account.used).toEqual(["r0", "r1", "r2"]);
  });
});

it("check uses none where there is nothing to keep the next one", async () => {
  const { code, stdout } = await check({});
  expect(code).toBe(0);
  expect(stdout).toContain(`${NOT_ASKED} Without store.secret the next one would be lost: set it`);
  expect(account.used).toEqual([]);
});
