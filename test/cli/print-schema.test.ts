import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, parse } from "graphql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { printSchema } from "../../src/cli/print-schema.ts";
import { compose } from "../support/supergraph.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tributary-schema-"))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const nodeIn = (sdl: string): boolean =>
  buildSchema(compose(sdl), { assumeValidSDL: true }).getQueryType()?.getFields()["node"] !== undefined;

describe("printSchema", () => {
  it("prints the schema with its rules", () => {
    const sdl = printSchema({});
    expect(() => buildSchema(sdl)).not.toThrow();
    expect(sdl).toContain("type Payment implements Node @auth(requires: [FINANCE])");
  });

  it("prints a subgraph as the file has it", () => {
    const file = join(folder, "some.yaml");
    writeFileSync(
      file,
      `auth: { issuer: a, audience: b, jwksUrl: "https://id.example/keys" }
federation: { node: false }
sources: [{ name: desk, connector: zendesk, baseUrl: "https://acme.zendesk.com", credentials: { email: env:E, apiToken: env:T } }]
`,
    );
    for (const name of ["E", "T"]) vi.stubEnv(name, "given");
    expect(nodeIn(printSchema({ federation: true }))).toBe(true);
    expect(nodeIn(printSchema({ federation: true, config: file }))).toBe(false);
  });
});

describe("tributary schema print --federation", () => {
  it("writes the SDL and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["schema", "print", "--federation"], { cwd: folder });
    expect([code, stderr]).toEqual([0, ""]);
    expect(() => parse(stdout)).not.toThrow();
    expect(stdout).toContain('type Customer implements Node @key(fields: "id")');
  });
});
