// Every kind of credential of every vendor of the sandbox's list, changed while queries come in: a new one is made, put in
// the old one's place, and the old one revoked as soon as the vendor has taken the new. No query may fail.
// test/credentials/rotation.test.ts varies the order of these steps.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { connectors } from "../../src/connectors/index.ts";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { credentialNames } from "../../src/credentials/choose-scheme.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { startDoor, TOKEN_S } from "./credential-door.ts";
import type { Door, Proof } from "./credential-door.ts";
import { listOf, SOURCES } from "./spanning-query.ts";

const AT_ONCE = 12;
/** Time is counted in queries. */
const QUERY_MS = 2_000;
const SETTLED = 60;
/** In more than a token's life one more was asked for. */
const TOKEN_QUERIES = (1.2 * TOKEN_S * 1_000) / QUERY_MS;

interface Case {
  readonly name: string;
  readonly vendor: Vendor;
  readonly scheme: AuthScheme;
  readonly proof: Proof;
  /** The name of the credential that is the proof. */
  readonly credential: string;
}

function proofsOf(scheme: AuthScheme): readonly (readonly [Proof, string])[] {
  switch (scheme.scheme) {
    case "bearer":
      return [["key", scheme.secret]];
    case "basic":
      return [["key", scheme.password]];
    case "header":
      return [["key", credentialNames(scheme).at(-1) ?? ""]];
    case "oauth2-client-credentials":
      return [["clientSecret", scheme.clientSecret]];
    case "oauth2-refresh":
      return [
        ["clientSecret", scheme.clientSecret],
        ["refreshToken", scheme.refreshToken],
      ];
    case "oauth2-jwt-bearer":
      return [["privateKey", scheme.privateKey]];
  }
}

const vendors = await Promise.all(listedVendors.map(({ load }) => load()));
const cases: readonly Case[] = vendors
  .filter(({ name }) => SOURCES.includes(name))
  .flatMap((vendor) => {
    const auth = connectors.find(({ name }) => name === vendor.name)?.auth ?? [];
    return auth
      .filter((scheme) => credentialNames(scheme).every((name) => Object.hasOwn(vendor.credentials, name)))
      .flatMap((scheme) =>
        proofsOf(scheme).map(([proof, credential]) => ({
          name: `${vendor.name}'s ${credential} (${scheme.scheme})`,
          vendor,
          scheme,
          proof,
          credential,
        })),
      );
  });

const folder = mkdtempSync(join(tmpdir(), "tributary-rotation-"));
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Running {
  readonly gateway: Gateway;
  readonly door: Door;
  /** What failed of the queries, many at a time, until told that it is over. */
  failuresUntil(isOver: (asked: number) => boolean): Promise<readonly unknown[]>;
  put(secret: string): void;
}

async function start({ vendor, scheme, proof, credential }: Case, first: string): Promise<Running> {
  const door = await startDoor(proof);
  open.push({ stop: () => door.close() });
  const place = join(mkdtempSync(join(folder, "secrets-")), "secret");
  const put = (secret: string): void => {
    writeFileSync(`${place}.new`, secret);
    renameSync(`${place}.new`, place);
  };
  put(first);
  door.accept(first);
  const fixed = credentialNames(scheme).filter((name) => name !== credential);
  const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
  const gateway = await startGateway({
    clock,
    sandbox: { customers: 60, vendors: [vendor.name], now: clock.now },
    config: { cache: { responses: false, entities: false, links: false }, server: { deadlineMs: 60_000 } },
    sources: {
      [vendor.name]: {
        baseUrl: door.url,
        credentials: Object.fromEntries([
          ...fixed.map((name) => [name, `file:${fileOf(name, vendor.credentials[name] ?? "")}`]),
          [credential, `file:${place}`],
        ]),
      },
    },
  });
  open.push(gateway);
  door.open(gateway.sandbox.sources[vendor.name]?.url ?? "", vendor.credentials[credential] ?? "");

  return {
    gateway,
    door,
    put,
    async failuresUntil(isOver) {
      const failures: unknown[] = [];
      let asked = 0;
      const caller = async (): Promise<void> => {
        while (!isOver((asked += 1))) {
          clock.aheadMs += QUERY_MS;
          const { errors } = await gateway.ask({ query: listOf(vendor.name, 1 + (asked % 100)) });
          failures.push(...errors);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, caller));
      return failures;
    },
  };
}

function fileOf(name: string, text: string): string {
  const path = join(mkdtempSync(join(folder, "fixed-")), name);
  writeFileSync(path, text);
  return path;
}

function newSecret(proof: Proof, name: string): string {
  if (proof !== "privateKey") return `${name}-secret`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString().trim();
}

describe.each(cases)("$name", (which) => {
  it("is rotated under load without a failed query", async () => {
    const [old, next] = [newSecret(which.proof, "old"), newSecret(which.proof, "new")];
    const { door, put, failuresUntil } = await start(which, old);
    let revokedAt: number | undefined;
    let takenBefore = 0;
    const failures = await failuresUntil((asked) => {
      if (asked === SETTLED) {
        door.accept(next);
        put(next);
      } else if (asked > SETTLED && revokedAt === undefined && door.taken.includes(next)) {
        door.revoke(old);
        revokedAt = asked;
        takenBefore = door.taken.length;
      }
      if (asked > 10 * TOKEN_QUERIES) throw new Error("the new credential was never used");
      return revokedAt !== undefined && asked > revokedAt + (which.proof === "key" ? SETTLED : TOKEN_QUERIES);
    });
    expect(failures).toEqual([]);
    expect(door.taken[0]).toBe(old);
    const after = door.taken.slice(takenBefore);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter((secret) => secret !== next)).toEqual([]);
    expect(door.reused).toEqual([]);
  });
});

describe.each(cases.filter(({ proof }) => proof !== "key"))("an access token by $name", (which) => {
  it("is followed by one other when it is ended early, and no query fails", async () => {
    const only = newSecret(which.proof, "only");
    const { door, failuresUntil } = await start(which, only);
    const failures = await failuresUntil((asked) => {
      if (asked === SETTLED) door.endTokens();
      return asked > 2 * SETTLED;
    });
    expect(failures).toEqual([]);
    expect(door.taken).toEqual([only, only]);
  });
});
