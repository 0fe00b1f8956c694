import { describe, expect, it, vi } from "vitest";
import { createMemory } from "../../src/runtime/memo.ts";

describe("a memory", () => {
  it("makes a result once", () => {
    const make = vi.fn<(key: string) => string>((key) => key.toUpperCase());
    const memo = createMemory(10)(make);
    expect([memo("a"), memo("b"), memo("a")]).toEqual(["A", "B", "A"]);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("makes null anew each time: whoever asks for nonsense takes no memory", () => {
    const make = vi.fn<() => string | null>(() => null);
    const memo = createMemory(10)(make);
    expect([memo("a"), memo("a")]).toEqual([null, null]);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("keeps what is asked for again, and forgets the rest", () => {
    const make = vi.fn<(key: string) => string>((key) => key);
    const memo = createMemory(3)(make);
    for (const key of ["often", "once", "x1", "often", "x2", "x3", "often", "x4", "x5", "often"]) memo(key);
    expect(make.mock.calls.filter(([key]) => key === "often")).toHaveLength(1);
    memo("once");
    expect(make.mock.calls.filter(([key]) => key === "once")).toHaveLength(2);
  });

  it("is shared: what one function is asked for makes another forget", () => {
    const make = vi.fn<(key: string) => string>((key) => key);
    const memory = createMemory(2);
    const one = memory(make);
    const other = memory((key) => key);
    one("a");
    for (const key of ["b", "c", "d", "e"]) other(key);
    one("a");
    expect(make).toHaveBeenCalledTimes(2);
  });
});
