import { describe } from "vitest";
import { createMemoryTokenStore } from "../../src/credentials/token-store.ts";
import { describesTokenStore } from "./token-store-conformance.ts";

describe("in memory", () => {
  describesTokenStore(() => {
    let nowMs = 1_000_000;
    const store = createMemoryTokenStore({ now: () => nowMs });
    return { stores: [store, store], nowMs: () => nowMs, pass: (ms) => void (nowMs += ms) };
  });
});
