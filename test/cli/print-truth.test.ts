import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { truthLines, type TrueLine } from "../../src/cli/print-truth.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { truePeople } from "../support/customer-truth.ts";
import { runCli } from "./run-cli.ts";

const VENDORS = listedVendors.map(({ name }) => name);
const world = createWorld({ seed: 7, customers: 300 });
const named = (records: readonly { source: string; id: string }[]): string[] =>
  records.map(({ source, id }) => `${source} ${id}`).toSorted();

describe("the truth", () => {
  // What the tests know of each vendor is held against what a gateway reads from it (test/e2e).
  it.each([{ sources: VENDORS }, ...VENDORS.map((name) => ({ sources: [name] }))])(
    "names the records that a gateway on $sources finds",
    ({ sources }) => {
      const lines = [...truthLines(world, sources, Date.now)];
      const told = lines.map(({ records }) => named(records.map(({ source, recordId }) => ({ source, id: recordId }))));
      const expected = truePeople(world, sources).map(({ records }) => named(records));
      expect(expected.length).toBeGreaterThan(0);
      expect(told).toEqual(expected);
    },
  );

  it("is of all vendors where none is named, and has no record twice", () => {
    const lines = [...truthLines(world, undefined, Date.now)];
    expect(lines).toHaveLength([...truthLines(world, VENDORS, Date.now)].length);
    const all = lines.flatMap(({ records }) => records.map(({ source, recordId }) => `${source} ${recordId}`));
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(lines.flatMap(({ records }) => records.map(({ source }) => source)))).toEqual(new Set(VENDORS));
  });

  it("leaves out who paid PayPal before it remembers", () => {
    const inAHundredYears = () => Date.now() + 100 * 365 * 86_400_000;
    expect([...truthLines(world, ["paypal"], inAHundredYears)]).toEqual([]);
  });
});

describe("sandbox truth", () => {
  const flags = ["sandbox", "truth", "--seed", "7", "--customers", "300"];

  it("prints a line a person, and nothing else", async () => {
    const { code, stdout, stderr } = await runCli([...flags, "--sources", "stripe,zendesk"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as TrueLine);
    expect(lines).toEqual([...truthLines(world, ["stripe", "zendesk"], Date.now)]);
  });

  it("ends without a complaint when its reader has had enough", async () => {
    const entry = fileURLToPath(new URL("../../src/cli/tributary.ts", import.meta.url));
    const many = ["sandbox", "truth", "--customers", "1000000", "--sources", "hubspot"];
    const child = spawn(process.execPath, [entry, ...many], { stdio: ["ignore", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (part: string) => (complaint += part));
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  });

  it("refuses what it does not know", async () => {
    const { code, stdout, stderr } = await runCli([...flags, "--sources", "oracle"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('"oracle" is no source');
  });
});
