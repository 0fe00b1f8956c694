import { describe, expect, it } from "vitest";
import { createVaultReader } from "../../src/credentials/vault-reader.ts";
import type { Vault, VaultSecret } from "../../src/credentials/vault-reader.ts";
import { ConfigError } from "../../src/errors.ts";

const clock = { now: () => 1_000_000 };

function vault(fetch: (name: string) => Promise<VaultSecret>): Vault {
  return { nameOf: (place) => place, partOf: (_place, text) => text, fetch };
}

describe("a vault", () => {
  it("is asked once by many at a time", async () => {
    let asked = 0;
    const reader = createVaultReader(
      "vault",
      vault(async () => ({ text: `value ${(asked += 1)}` })),
      clock,
    );
    const all = await Promise.all(Array.from({ length: 20 }, () => reader.read("a", 0)));
    expect(new Set(all)).toEqual(new Set(["value 1"]));
  });

  it("that does not answer is given up, and asked anew by the next", async () => {
    let asked = 0;
    const answer = (): Promise<VaultSecret> =>
      (asked += 1) === 1 ? new Promise(() => undefined) : Promise.resolve({ text: "there" });
    const reader = createVaultReader("vault", vault(answer), clock, 1);
    const failing = reader.read("a", undefined);
    await expect(failing).rejects.toThrow(ConfigError);
    await expect(failing).rejects.toThrow("vault:a can't be read (Error: no answer within 1 ms)");
    await expect(reader.read("a", undefined)).resolves.toBe("there");
  });

  it("that fails leaves no trace, and what it said is one short line", async () => {
    const problem = new Error(`first\nsecond ${"x".repeat(1_000)}`);
    const reader = createVaultReader(
      "vault",
      vault(() => Promise.reject(problem)),
      clock,
    );
    const error: unknown = await reader.read("a", undefined).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/first second x+\.\.\.\)/);
    expect(String(error).length).toBeLessThan(500);
    expect(reader.about?.("a")).toBeNull();
  });
});
