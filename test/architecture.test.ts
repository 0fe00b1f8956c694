// The house's plan, held against what the files really import: which part may know which.
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseModule, readModules, valueCycles, type Module } from "./support/module-graph.ts";

interface Layer {
  /** What it may import, as values or types. */
  readonly imports: readonly string[];
  /** What it may know the shape of, without running any of it. */
  readonly types?: readonly string[];
}

/** A layer is a folder of src/, or a file in src/ itself. It imports only layers above it. */
const LAYERS: Readonly<Record<string, Layer>> = {
  "errors.ts": { imports: [] },
  // The resolvers' signatures name what resolvers get; codegen.yml says which.
  generated: { imports: [], types: ["mapping", "loaders", "sums", "identity", "search", "graphql"] },
  // The schema's text.
  "schema-files.ts": { imports: [] },
  runtime: { imports: ["errors.ts"] },
  mapping: { imports: ["errors.ts", "generated", "runtime"] },
  // What can be asked of lists, and what a list can carry: for connectors, and for those who ask them.
  filters: { imports: ["errors.ts"], types: ["generated"] },
  credentials: { imports: ["errors.ts", "runtime"] },
  upstream: { imports: ["errors.ts", "runtime", "credentials"] },
  connectors: { imports: ["errors.ts", "mapping", "filters"], types: ["generated", "credentials", "upstream"] },
  // The log levels are the logger's, and which credentials make a scheme is known where schemes are.
  // Which types of entity there are is known to mapping.
  config: {
    imports: ["errors.ts", "schema-files.ts", "runtime", "mapping", "credentials"],
    types: ["generated", "connectors"],
  },
  // It implements what others declare: the token store, the quota ledger.
  store: { imports: ["errors.ts", "runtime"], types: ["config", "credentials", "upstream"] },
  cache: { imports: ["runtime"] },
  // Which roles there are, and what counts as a second factor, the configuration knows too.
  auth: { imports: ["errors.ts", "generated", "runtime", "config"] },
  loaders: {
    imports: ["errors.ts", "runtime", "mapping", "filters", "cache", "auth"],
    types: ["generated", "connectors", "upstream"],
  },
  // Records of vendors that can't be asked for them, kept in the store and read as if they could.
  projections: {
    imports: ["errors.ts", "runtime", "mapping", "filters", "loaders"],
    types: ["connectors", "upstream", "store"],
  },
  // What accounts have defined, held against the mapping.
  drift: { imports: ["mapping", "loaders"], types: ["connectors"] },
  // Counting and adding up what whole lists hold.
  sums: {
    imports: ["errors.ts", "runtime", "mapping", "cache", "loaders"],
    types: ["generated", "connectors", "upstream"],
  },
  identity: {
    imports: ["errors.ts", "runtime", "mapping", "filters", "loaders"],
    types: ["generated", "connectors", "upstream", "store"],
  },
  search: { imports: ["errors.ts", "mapping", "loaders", "identity"] },
  graphql: {
    imports: [
      "errors.ts",
      "schema-files.ts",
      "runtime",
      "mapping",
      "filters",
      "cache",
      "auth",
      "loaders",
      "sums",
      "identity",
      "search",
    ],
    types: ["generated", "connectors"],
  },
  http: { imports: ["errors.ts", "runtime", "cache", "auth", "graphql"] },
  // Parts of the composition that the command `check` uses too.
  "resolve-auth.ts": { imports: ["credentials"], types: ["auth", "config"] },
  "sources.ts": {
    imports: ["errors.ts", "credentials", "upstream", "loaders", "projections"],
    types: ["runtime", "mapping", "connectors", "config", "store"],
  },
  "open-caches.ts": { imports: ["cache", "identity", "sums"], types: ["runtime", "config"] },
  "kept-tokens.ts": { imports: ["credentials", "store"], types: ["runtime", "config"] },
  "app.ts": {
    imports: [
      "errors.ts",
      "schema-files.ts",
      "runtime",
      "mapping",
      "credentials",
      "upstream",
      "connectors",
      "config",
      "store",
      "cache",
      "auth",
      "loaders",
      "projections",
      "sums",
      "identity",
      "graphql",
      "http",
      "resolve-auth.ts",
      "open-caches.ts",
      "kept-tokens.ts",
      "sources.ts",
    ],
    types: ["generated"],
  },
  sandbox: { imports: ["runtime"] },
  cli: {
    imports: [
      "errors.ts",
      "schema-files.ts",
      "runtime",
      "credentials",
      "connectors",
      "drift",
      "loaders",
      "config",
      "store",
      "auth",
      "graphql",
      "resolve-auth.ts",
      "open-caches.ts",
      "kept-tokens.ts",
      "sources.ts",
      "app.ts",
      "sandbox",
    ],
    types: ["generated", "upstream", "http"],
  },
};

/** Packages that are a layer's business and nobody else's. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  graphql: ["auth", "graphql", "generated", "config"],
  "graphql-jit": ["graphql"],
  "@apollo/server": ["graphql", "http"],
  fastify: ["http", "sandbox", "app.ts"],
  undici: ["upstream"],
  "openid-client": ["credentials"],
  "@aws-sdk/client-secrets-manager": ["credentials"],
  "@azure/identity": ["credentials"],
  "@azure/keyvault-secrets": ["credentials"],
  cockatiel: ["upstream", "runtime"],
  pg: ["store"],
  "@electric-sql/pglite": ["store"],
  dataloader: ["loaders", "identity"],
  jsonwebtoken: ["auth"],
  "jwks-rsa": ["auth"],
  pino: ["runtime"],
  zod: ["config", "sandbox"],
  yaml: ["config", "cli"],
  commander: ["cli"],
};

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = readModules(root, "src");

const layerOf = (path: string): string => path.split("/")[1] ?? "";
const vendorOf = (path: string): string | undefined => /^src\/connectors\/([^/]+)\//.exec(path)?.[1];

/** Every import of a file of ours, as one line to read when it is wrong. */
const ownImports = modules.flatMap(({ path, imports }) =>
  imports
    .filter(({ target }) => target.startsWith("src/"))
    .map(({ target, isTypeOnly }) => ({ path, target, isTypeOnly, line: `${path} imports ${target}` })),
);

const usersOf = (pattern: RegExp, isAllowed: (path: string) => boolean): readonly string[] =>
  modules.flatMap(({ path, uses }) =>
    isAllowed(path) ? [] : uses.filter((use) => pattern.test(use)).map((use) => `${path} uses ${use}`),
  );

describe("the layers", () => {
  it("are all in the table", () => {
    const unknown = modules.map(({ path }) => layerOf(path)).filter((layer) => !Object.hasOwn(LAYERS, layer));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it("import only layers above them", () => {
    const names = Object.keys(LAYERS);
    const upwards = Object.entries(LAYERS).flatMap(([name, { imports }]) =>
      imports.filter((other) => names.indexOf(other) >= names.indexOf(name)).map((other) => `${name} imports ${other}`),
    );
    expect(upwards).toEqual([]);
  });

  it("import what the table says, and no more", () => {
    const wrong = ownImports.filter(({ path, target, isTypeOnly }) => {
      const [from, to] = [layerOf(path), layerOf(target)];
      const layer = LAYERS[from];
      return from !== to && !layer?.imports.includes(to) && !(isTypeOnly && layer?.types?.includes(to));
    });
    expect(wrong.map(({ line }) => line)).toEqual([]);
  });

  it("take a package only where it is their business", () => {
    const wrong = modules.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => Object.hasOwn(PACKAGES, target) && !PACKAGES[target]?.includes(layerOf(path)))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the parts", () => {
  it("never import each other in a circle", () => {
    expect(valueCycles(modules)).toEqual([]);
  });

  it("keep vendors apart: a connector knows no other vendor, and only the list knows them all", () => {
    const wrong = ownImports.filter(({ path, target }) => {
      const vendor = vendorOf(target);
      return vendor !== undefined && vendorOf(path) !== vendor && path !== "src/connectors/index.ts";
    });
    expect(wrong.map(({ line }) => line)).toEqual([]);
  });

  it("know each other's front door only: the connectors' contract and list", () => {
    const wrong = ownImports.filter(
      ({ path, target }) =>
        layerOf(target) === "connectors" &&
        layerOf(path) !== "connectors" &&
        !["src/connectors/contract.ts", "src/connectors/index.ts"].includes(target),
    );
    expect(wrong.map(({ line }) => line)).toEqual([]);
  });

  it("read the environment in the configuration and the command line only", () => {
    expect(usersOf(/^process\.env$/, (path) => /^src\/(?:config|cli)\//.test(path))).toEqual([]);
  });

  it("get time and randomness handed in", () => {
    const isRoot = (path: string): boolean =>
      // The system's clock itself, and the two roots that hand things out: the product's and the sandbox's.
      ["src/runtime/clock.ts", "src/app.ts", "src/sandbox/sandbox.ts"].includes(path) || path.startsWith("src/cli/");
    expect(usersOf(/^(?:Date\.now|Date\(\)|new Date\(\)|Math\.random|performance\.now)/, isRoot)).toEqual([]);
  });

  it("keep what a connector is in data: its index.ts has under 100 lines", () => {
    const indexes = modules.filter(({ path }) => /^src\/connectors\/[^/]+\/index\.ts$/.test(path));
    expect(indexes.length).toBeGreaterThan(5);
    expect(indexes.filter(({ text }) => lineCount(text) >= 100).map(({ path }) => path)).toEqual([]);
  });

  it("are short, or say at their top why they are long", () => {
    const long = modules.filter(({ path, text }) => layerOf(path) !== "generated" && lineCount(text) > 250);
    const unexplained = long.filter(({ text }) => !/^(?:\/\/|\/\*)[^\n]*\bLong because\b/m.test(head(text)));
    expect(unexplained.map(({ path, text }) => `${path} has ${lineCount(text)} lines`)).toEqual([]);
  });

  it("are short in the middle: half of the files have under 80 lines", () => {
    const sizes = modules.filter(({ path }) => layerOf(path) !== "generated").map(({ text }) => lineCount(text));
    expect(sizes.sort((one, other) => one - other)[Math.floor(sizes.length / 2)]).toBeLessThan(80);
  });
});

describe("the reader of all this", () => {
  const of = (text: string): Module => parseModule("src/a/b.ts", text);

  it("resolves paths, and tells what runs from what is only a type", () => {
    const { imports } = of(`
      import { one, type Two } from "../c/one.ts";
      import type { Three } from "./three.ts";
      export * from "four";
      export type { Five } from "five";
      type Six = import("six").Six;
      const seven = await import("./seven.ts");
      export { seven };`);
    expect(imports.map(({ target, isTypeOnly }) => `${target}${isTypeOnly ? " type" : ""}`)).toEqual([
      "src/c/one.ts",
      "src/a/three.ts type",
      "four",
      "five type",
      "six type",
      "src/a/seven.ts",
    ]);
  });

  it("sees names read by dot and by bracket, and `new Date()` only without a date", () => {
    const { uses } = of(`f(process["env"].HOME, process.env, new Date(), new Date(5), Math.random);`);
    expect(uses.filter((use) => !use.startsWith("f("))).toEqual([
      "process.env",
      "process.env",
      "new Date()",
      "Math.random",
    ]);
  });

  it("refuses an import that nobody could check", () => {
    expect(() => of("await import(name);")).toThrow("not written out");
  });

  it("finds a circle of values, and none of types", () => {
    const a = parseModule("src/a.ts", 'import { b } from "./b.ts"; export const a = b;');
    const b = parseModule("src/b.ts", 'import { a } from "./a.ts"; export const b = a;');
    const typed = parseModule("src/b.ts", 'import type { A } from "./a.ts"; export type B = A;');
    expect(valueCycles([a, b])).toEqual(["src/a.ts -> src/b.ts -> src/a.ts"]);
    expect(valueCycles([a, typed])).toEqual([]);
  });
});

function lineCount(text: string): number {
  return text.trimEnd().split("\n").length;
}

function head(text: string): string {
  return text.split("\n").slice(0, 10).join("\n");
}
