// docs/adding-a-connector.md shows code as it is.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const unindented = (text: string): string => text.replaceAll(/^ +/gm, "");
const blocks = [...read("docs/adding-a-connector.md").matchAll(/```ts\n(.*?)```/gs)].map(([, block = ""]) => {
  const [head = "", ...lines] = block.split("\n");
  return { file: head.replace(/^\/\/ /, ""), parts: lines.join("\n").split("// …\n") };
});

describe("docs/adding-a-connector.md", () => {
  it("shows code", () => {
    expect(blocks.length).toBeGreaterThan(5);
  });

  it.each(blocks)("has it from $file", ({ file, parts }) => {
    const source = unindented(read(file));
    for (const part of parts) expect(source).toContain(unindented(part));
  });
});
