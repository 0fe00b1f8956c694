import { beforeEach, describe, expect, it } from "vitest";
import { createSharedTokens } from "../../src/credentials/shared-token.ts";
import type { SharedTokens, Token } from "../../src/credentials/shared-token.ts";
import { createTokenSealer } from "../../src/credentials/token-sealer.ts";
import { createMemoryTokenStore } from "../../src/credentials/token-store.ts";
import type { TokenStore } from "../../src/credentials/token-store.ts";
import { UpstreamError } from "../../src/errors.ts";
import { createLogger } from "../../src/runtime/logger.ts";

const NOW = 1_000_000;
const DAY_MS = 86_400_000;

let steps: string[] = [];
let kept: Map<string, { readonly text: string; readonly expiresAtMs: number }>;
let broken: Partial<Record<"read" | "write" | "withLock", boolean>> = {};
let lines: string[] = [];
let store: TokenStore;

beforeEach(() => {
  steps = [];
  kept = new Map();
  broken = {};
  lines = [];
  const memory = createMemoryTokenStore({ now: () => NOW });
  const unlessBroken = (step: keyof typeof broken): void => {
    steps.push(step);
    if (broken[step] === true) throw new Error(`${step} fails`);
  };
  store = {
    async read(key) {
      unlessBroken("read");
      return memory.read(key);
    },
    async write(key, token, { expiresAtMs }) {
      unlessBroken("write");
      kept.set(key, { text: token, expiresAtMs });
      await memory.write(key, token, { expiresAtMs });
    },
    async withLock(key, work) {
      unlessBroken("withLock");
      return memory.withLock(key, work);
    },
  };
});

const SECRET = "a secret of thirty-two bytes at least";

function open(usesRefreshTokens: boolean, secret = SECRET): SharedTokens {
  const log = createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } });
  return createSharedTokens({ source: "crm", store, sealer: createTokenSealer(secret), log }, usesRefreshTokens);
}

const token = (accessToken: string, refreshToken?: string): Token => ({
  accessToken,
  refreshToken,
  bornAtMs: NOW,
  expiresAtMs: NOW + 60_000,
});

const never = (): Promise<Token> => Promise.reject(new Error("asked for a token"));
const all = (): boolean => true;
const none = (): boolean => false;

/** Asks for a token, and notes with which refresh token. */
const giving =
  (given: Token) =>
  (refreshToken: string | undefined): Promise<Token> => {
    steps.push(`request ${refreshToken ?? "as configured"}`);
    return Promise.resolve(given);
  };

describe("a token", () => {
  it("is asked for once, for all instances, and kept sealed", async () => {
    const first = "too-long-to-come-up-in-a-seal-by-chance";
    await expect(open(false).renew("k", all, giving(token(first)))).resolves.toMatchObject({ accessToken: first });
    await expect(open(false).renew("k", all, never)).resolves.toMatchObject({ accessToken: first });
    expect(kept.get("k")?.text).not.toContain(first);
    expect(kept.get("k")?.expiresAtMs).toBe(NOW + 60_000);
    await open(false).renew("k", none, giving(token("a2")));
    await expect(open(false).renew("k", all, never)).resolves.toMatchObject({ accessToken: "a2" });
  });

  it("that another secret sealed is asked for anew", async () => {
    await open(false).renew("k", all, giving(token("a1")));
    await open(false, "another secret of thirty-two bytes at least").renew("k", all, giving(token("a2")));
    expect(lines.join("")).toContain("it was sealed with a secret that is not known here");
    expect(steps.filter((step) => step.startsWith("request"))).toHaveLength(2);
  });

  it.each(["read", "write", "withLock"] as const)("is had without a store whose %s fails", async (step) => {
    broken = { [step]: true };
    await expect(open(false).renew("k", all, giving(token("a1")))).resolves.toMatchObject({ accessToken: "a1" });
    expect(steps.filter((each) => each.startsWith("request"))).toHaveLength(1);
    expect(lines.join("")).toContain("the token store can't be used");
  });

  it("that is refused is not asked for again, store or none", async () => {
    const refusal = new UpstreamError("crm", "rejected");
    let asked = 0;
    const refuse = (): Promise<Token> => {
      asked += 1;
      return Promise.reject(refusal);
    };
    await expect(open(false).renew("k", all, refuse)).rejects.toBe(refusal);
    expect(asked).toBe(1);
    expect(lines).toEqual([]);
  });
});

describe("a refresh token that the source replaced", () => {
  it("is kept before the access token is used, and used the next time", async () => {
    const shared = open(true);
    await shared.renew("k", none, giving(token("a1", "r1")));
    await shared.renew("k", none, giving(token("a2", "r2")));
    await open(true).renew("k", none, giving(token("a3")));
    await open(true).renew("k", none, giving(token("a4")));
    const each = ["withLock", "read", "request", "write"];
    expect(steps.map((step) => step.split(" ", 1)[0])).toEqual([...each, ...each, ...each, ...each]);
    expect(steps.filter((step) => step.startsWith("request"))).toEqual([
      "request as configured",
      "request r1",
      "request r2",
      "request r2",
    ]);
    expect(kept.get("k")?.expiresAtMs).toBe(NOW + 400 * DAY_MS);
  });

  it("is not lost when it can't be kept at once: nobody gets its access token until it is", async () => {
    const shared = open(true);
    broken = { write: true };
    const failing = shared.renew("k", all, giving(token("a1", "r1")));
    await expect(failing).rejects.toMatchObject({ failure: "unavailable" });
    await expect(shared.renew("k", all, never)).rejects.toMatchObject({ failure: "unavailable" });
    broken = {};
    await expect(shared.renew("k", all, never)).resolves.toMatchObject({ accessToken: "a1" });
    await open(true).renew("k", none, giving(token("a2")));
    expect(steps.at(-2)).toBe("request r1");
  });

  it.each(["read", "withLock"] as const)("is not risked while the store's %s fails", async (step) => {
    broken = { [step]: true };
    await expect(open(true).renew("k", all, never)).rejects.toMatchObject({ failure: "unavailable" });
  });
});

describe("a refresh token that stays", () => {
  it("needs no store to go on", async () => {
    const shared = open(true);
    await shared.renew("k", none, giving(token("a1")));
    broken = { write: true };
    await expect(shared.renew("k", none, giving(token("a2")))).resolves.toMatchObject({ accessToken: "a2" });
  });
});
