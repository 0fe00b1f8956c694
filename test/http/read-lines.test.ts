import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines, type Line } from "../../src/http/read-lines.ts";

async function linesOf(chunks: readonly Uint8Array[], maxBytes = 100): Promise<Line[]> {
  async function* arriving(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const lines: Line[] = [];
  for await (const line of readLines(arriving(), maxBytes)) lines.push(line);
  return lines;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe("lines", () => {
  it("are the same however they arrive", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "ß", "😀", " ", "{", "\r"), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(60)), fc.boolean(), async (lines, cuts, isEnded) => {
        const whole = bytes(lines.join("\n") + (isEnded && lines.length > 0 ? "\n" : ""));
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
        const expected = lines
          .map((text, index) => ({ number: index + 1, text }))
          .filter(({ text }) => text.trim() !== "");
        expect(await linesOf(chunks)).toEqual(expected);
      }),
    );
  });

  it("that are too long, or no UTF-8, are known by their number", async () => {
    const chunks = [bytes(`${"x".repeat(60)}`), bytes(`${"x".repeat(60)}\n`), Uint8Array.of(0xff, 0x0a), bytes("fine")];
    expect(await linesOf(chunks)).toEqual([
      { number: 1, text: null },
      { number: 2, text: null },
      { number: 3, text: "fine" },
    ]);
  });

  it("may begin with a byte order mark", async () => {
    expect(await linesOf([bytes("\ufeff{}\n")])).toEqual([{ number: 1, text: "{}" }]);
  });
});
