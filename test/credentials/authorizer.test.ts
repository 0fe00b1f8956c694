import { describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/credentials/authorizer.ts";
import type { Authorizer, AuthorizerDeps } from "../../src/credentials/authorizer.ts";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { ConfigError } from "../../src/errors.ts";
import { authorizerDeps } from "./authorizer-deps.ts";

interface Held {
  /** By reference; one that is missing can't be read. */
  readonly secrets: Map<string, string>;
  nowMs: number;
  reads: number;
  readonly lines: string[];
}

function holding(secrets: Readonly<Record<string, string>>): { held: Held; deps: AuthorizerDeps } {
  const held: Held = { secrets: new Map(Object.entries(secrets)), nowMs: 1_000_000, reads: 0, lines: [] };
  const deps = authorizerDeps({
    secrets: {
      get(reference) {
        held.reads += 1;
        const secret = held.secrets.get(reference);
        return secret === undefined
          ? Promise.reject(new ConfigError([`${reference} is empty or not set`]))
          : Promise.resolve(secret);
      },
    },
    clock: { now: () => held.nowMs },
    lines: held.lines,
  });
  return { held, deps };
}

const bearer: AuthScheme = { scheme: "bearer", secret: "accessToken" };
const make = (deps: AuthorizerDeps): Authorizer => createAuthorizer(bearer, { accessToken: "file:/token" }, deps);

/** What was read meanwhile has arrived. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe("bearer", () => {
  it("signs, and at once from the second time on", async () => {
    const { deps } = holding({ "file:/token": "abc" });
    const authorizer = make(deps);
    const first = await authorizer.headers();
    expect(first).toEqual({ authorization: "Bearer abc" });
    expect(authorizer.headers()).toBe(first);
  });

  it("reads once for many first calls", async () => {
    const { held, deps } = holding({ "file:/token": "abc" });
    const authorizer = make(deps);
    await Promise.all(Array.from({ length: 20 }, () => authorizer.headers()));
    expect(held.reads).toBe(1);
  });

  it("picks up a rotated key by itself, without making a call wait", async () => {
    const { held, deps } = holding({ "file:/token": "old" });
    const authorizer = make(deps);
    await authorizer.headers();
    held.secrets.set("file:/token", "new");
    held.nowMs += 14_999;
    expect(authorizer.headers()).toEqual({ authorization: "Bearer old" });
    await settled();
    expect(held.reads).toBe(1);
    held.nowMs += 1;
    expect(authorizer.headers()).toEqual({ authorization: "Bearer old" });
    await settled();
    expect(authorizer.headers()).toEqual({ authorization: "Bearer new" });
  });

  it("picks up a rotated key at once when it is told that the old one was refused", async () => {
    const { held, deps } = holding({ "file:/token": "old" });
    const authorizer = make(deps);
    const old = await authorizer.headers();
    await authorizer.refresh();
    expect(authorizer.headers()).toBe(old);
    held.secrets.set("file:/token", "new");
    await authorizer.refresh();
    expect(authorizer.headers()).toEqual({ authorization: "Bearer new" });
  });

  it("goes on with the last key while it can't be read, and says so in the log", async () => {
    const { held, deps } = holding({ "file:/token": "abc" });
    const authorizer = make(deps);
    await authorizer.headers();
    held.secrets.delete("file:/token");
    held.nowMs += 20_000;
    authorizer.headers();
    await settled();
    expect(authorizer.headers()).toEqual({ authorization: "Bearer abc" });
    expect(held.lines).toHaveLength(1);
    expect(held.lines[0]).toContain("credential can't be read");
  });

  it("fails while there never was a key, and works as soon as there is one", async () => {
    const { held, deps } = holding({});
    const authorizer = make(deps);
    await expect(authorizer.headers()).rejects.toThrow(ConfigError);
    held.secrets.set("file:/token", "abc");
    await expect(authorizer.headers()).resolves.toEqual({ authorization: "Bearer abc" });
  });

  it.each(["two\nlines", "a b", "clé", "x\r\nx-admin: 1"])(
    "refuses a key that no header can carry: %j",
    async (key) => {
      const { deps } = holding({ "file:/token": key });
      const failing = Promise.resolve(make(deps).headers());
      await expect(failing).rejects.toThrow("the credential accessToken should be one line of ASCII");
      await expect(failing).rejects.not.toThrow(key);
    },
  );
});

describe("basic", () => {
  const decoded = async (scheme: AuthScheme, names: Readonly<Record<string, string>>): Promise<string> => {
    const { deps } = holding({ "env:A": "ann@example.com", "env:B": "pässword" });
    const { authorization = "" } = await createAuthorizer(scheme, names, deps).headers();
    expect(authorization).toMatch(/^Basic /);
    return Buffer.from(authorization.slice(6), "base64").toString("utf8");
  };

  it("puts names in braces into the user", async () => {
    const scheme: AuthScheme = { scheme: "basic", user: "{email}/token", password: "apiToken" };
    await expect(decoded(scheme, { email: "env:A", apiToken: "env:B" })).resolves.toBe(
      "ann@example.com/token:pässword",
    );
  });

  it("takes a user without braces for a name", async () => {
    const scheme: AuthScheme = { scheme: "basic", user: "email", password: "apiToken" };
    await expect(decoded(scheme, { email: "env:A", apiToken: "env:B" })).resolves.toBe("ann@example.com:pässword");
  });
});

describe("a header of the vendor's own", () => {
  it("carries the key as the vendor wants it", async () => {
    const { deps } = holding({ "env:KEY": "k-1" });
    const plain: AuthScheme = { scheme: "header", header: "Authorization", value: "{apiKey}" };
    await expect(createAuthorizer(plain, { apiKey: "env:KEY" }, deps).headers()).resolves.toEqual({
      authorization: "k-1",
    });
    const other: AuthScheme = { scheme: "header", header: "X-Api-Key", value: "key={apiKey}" };
    await expect(createAuthorizer(other, { apiKey: "env:KEY" }, deps).headers()).resolves.toEqual({
      "x-api-key": "key=k-1",
    });
  });

  it("carries nothing that is no header, and is none that logs would show", async () => {
    const { deps } = holding({ "env:KEY": "a\r\nb" });
    const scheme: AuthScheme = { scheme: "header", header: "authorization", value: "{apiKey}" };
    await expect(createAuthorizer(scheme, { apiKey: "env:KEY" }, deps).headers()).rejects.toThrow(ConfigError);
    const shown: AuthScheme = { scheme: "header", header: "x-shown", value: "{apiKey}" };
    await expect(createAuthorizer(shown, { apiKey: "env:KEY" }, deps).headers()).rejects.toThrow("Logs would show");
  });
});

describe("a rotated key", () => {
  it("is tried by one call and given up for the old one, until the source takes it", async () => {
    const { held, deps } = holding({ "file:/token": "old" });
    const authorizer = make(deps);
    const old = await authorizer.headers();
    held.secrets.set("file:/token", "new");
    await authorizer.refresh();
    const tried = await authorizer.headers();
    expect(tried).toEqual({ authorization: "Bearer new" });
    expect(authorizer.headers()).toBe(old);
    expect(authorizer.isOnTrial?.(tried)).toBe(true);
    authorizer.heard?.(tried, false);
    expect(authorizer.headers()).toBe(old);
    expect(held.lines.join("")).toContain("the new credential is refused: the old one stays in use");
    expect(held.lines.join("")).not.toMatch(/Bearer|"new"/);
  });
});

describe("expiry", () => {
  it("is that of what signs, as far as its place tells", async () => {
    const { deps } = holding({ "file:/token": "abc" });
    const secrets = { ...deps.secrets, about: () => ({ createdAtMs: 400_000, expiresAtMs: 2_000_000 }) };
    const authorizer = make({ ...deps, secrets });
    expect(authorizer.expiry?.()).toBeNull();
    await authorizer.headers();
    expect(authorizer.expiry?.()).toEqual({ expiresAtMs: 2_000_000, ageMs: 600_000 });
  });
});
