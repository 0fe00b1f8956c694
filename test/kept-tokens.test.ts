import { describe, expect, it } from "vitest";
import { createSecrets } from "../src/credentials/secrets.ts";
import { createTokenSealer } from "../src/credentials/token-sealer.ts";
import { keptTokens } from "../src/kept-tokens.ts";
import { systemClock } from "../src/runtime/clock.ts";
import { createLogger } from "../src/runtime/logger.ts";
import { createStore } from "../src/store/open-store.ts";

const env = {
  OLD: "the old secret of thirty-two bytes or so",
  NEW: "the new secret of thirty-two bytes or so",
  X: "x",
};

async function kept(secret: readonly [`env:${string}`, ...`env:${string}`[]] | undefined) {
  const secrets = createSecrets({ env });
  const config = { url: undefined, folder: "/nowhere", secret };
  const store = createStore({ config, readSecret: (at) => secrets.get(at), log: createLogger({ level: "silent" }) });
  return keptTokens(config, { store, secrets, clock: systemClock });
}

describe("kept tokens", () => {
  it("are sealed with the first secret, and open with all", async () => {
    const byOld = createTokenSealer(env.OLD).seal("token", "crm");
    const rotated = await kept(["env:NEW", "env:OLD"]);
    expect(rotated?.sealer.open(byOld, "crm")).toBe("token");
    const byNew = rotated?.sealer.seal("token", "crm") ?? "";
    expect(createTokenSealer(env.NEW).open(byNew, "crm")).toBe("token");
    // As an instance has it that is told of the new one before any seals with it.
    expect((await kept(["env:OLD", "env:NEW"]))?.sealer.open(byNew, "crm")).toBe("token");
  });

  it("are none without a secret, and no start with one that will not do", async () => {
    expect(await kept(undefined)).toBeUndefined();
    await expect(kept(["env:OLD", "env:X"])).rejects.toThrow("has 1 bytes: it should have 32");
    await expect(kept(["env:NONE"])).rejects.toThrow("env:NONE is empty or not set");
  });
});
