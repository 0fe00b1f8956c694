import { describe, expect, it } from "vitest";
import { createTurns } from "../../src/sums/turns.ts";

describe("turns", () => {
  it("let so many work at once, in the order in which they came", async () => {
    const turns = createTurns(2);
    const begun: number[] = [];
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const results = gates.map(({ promise }, index) =>
      turns.take(async () => {
        begun.push(index);
        await promise;
        return index;
      }),
    );
    await Promise.resolve();
    expect([begun, turns.size]).toEqual([[0, 1], 4]);
    gates[1]?.resolve();
    expect(await results[1]).toBe(1);
    await Promise.resolve();
    expect([begun, turns.size]).toEqual([[0, 1, 2], 3]);
    for (const { resolve } of gates) resolve();
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
    expect(turns.size).toBe(0);
  });

  it("go on after a failure", async () => {
    const turns = createTurns(1);
    const failing = turns.take(() => Promise.reject(new Error("no")));
    const next = turns.take(async () => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });
});
