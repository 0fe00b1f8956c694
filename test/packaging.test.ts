// What ships: that the image holds all that the gateway needs, and nothing needs more.
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { isBuiltin } from "node:module";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readModules } from "./support/module-graph.ts";

interface PackageJson {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: true; readonly resolved?: string }>>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const textOf = (path: string): string => readFileSync(root + path, "utf8");
const manifest = JSON.parse(textOf("package.json")) as PackageJson;
const lock = JSON.parse(textOf("package-lock.json")) as Lock;
const run = promisify(execFile);

/** The instructions of the Dockerfile, each with its continuation lines joined. */
const instructions = textOf("Dockerfile")
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => ({ name: line.slice(0, line.indexOf(" ")), rest: line.slice(line.indexOf(" ") + 1) }));

const all = (name: string): string[] => instructions.filter((each) => each.name === name).map(({ rest }) => rest);

/** The words of the JSON list that an instruction ends with. */
function wordsOf(instruction: string | undefined): string[] {
  return JSON.parse(instruction?.slice(instruction.indexOf("[")) ?? "null") as string[];
}

describe("the image", () => {
  const copied = all("COPY")
    .filter((rest) => !rest.startsWith("--from="))
    .flatMap((rest) => rest.split(" ").slice(0, -1));

  it("copies what there is, and what is not held back from it", () => {
    expect(copied).toEqual(expect.arrayContaining(["package.json", "package-lock.json", "schema", "src"]));
    expect(copied.filter((path) => !existsSync(root + path))).toEqual([]);
    const letThrough = textOf(".dockerignore").split("\n");
    expect(copied.filter((path) => !letThrough.includes(`!${path}`))).toEqual([]);
  });

  it("runs the gateway, by a command that there is, as nobody special", async () => {
    const [command, ...words] = wordsOf(all("CMD").at(-1));
    expect([command, ...words.slice(1)]).toEqual(["node", "serve", "--config", "/etc/tributary/tributary.yaml"]);
    const { stdout } = await run(process.execPath, [...words, "--help"], { cwd: root });
    expect(stdout).toContain("--config");
    expect(all("USER").at(-1)).toBe("node");
    expect(all("STOPSIGNAL")).toEqual(["SIGTERM"]);
  });

  it("is healthy when the gateway says so, and only then", async () => {
    const [, ...words] = wordsOf(all("HEALTHCHECK")[0]);
    let status = 200;
    const server = createServer((request, reply) => {
      reply.writeHead(request.url === "/health/live" ? status : 404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const env = { ...process.env, PORT: String((server.address() as AddressInfo).port) };
    const isHealthy = () =>
      run(process.execPath, words, { env }).then(
        () => true,
        () => false,
      );
    expect(await isHealthy()).toBe(true);
    status = 503;
    expect(await isHealthy()).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isHealthy()).toBe(false);
  });

  it("asks for the Node that `engines` names", () => {
    expect(all("FROM").every((rest) => rest.startsWith("node:24-slim"))).toBe(true);
  });
});

describe("the packages", () => {
  it("that src/ imports are production dependencies, every one", () => {
    const imported = new Set(
      readModules(root, "src")
        .flatMap(({ imports }) => imports)
        .filter(({ target }) => !target.startsWith("src/") && !isBuiltin(target))
        .map(({ target }) => target.split("/", target.startsWith("@") ? 2 : 1).join("/")),
    );
    expect(imported.size).toBeGreaterThan(10);
    expect([...imported].filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
  });

  it("are pinned", () => {
    const ranges = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
      .flatMap((each) => Object.entries(each))
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(ranges).toEqual([]);
  });

  it("whose objects others recognise by their class are there once", () => {
    for (const name of ["graphql", "@apollo/server", "fastify", "undici", "zod"]) {
      const places = Object.entries(lock.packages)
        .filter(([path, { dev }]) => path.endsWith(`node_modules/${name}`) && dev !== true)
        .map(([path]) => path);
      expect(places).toEqual([`node_modules/${name}`]);
    }
  });

  it("come from whatever registry npm is set to: the lock names none", () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe("the changelog", () => {
  it("has a heading for what is not released yet, or for this version", () => {
    const headings = [...textOf("CHANGELOG.md").matchAll(/^## \[([^\]]+)\]/gm)].map(([, name]) => name);
    expect(["Unreleased", manifest.version]).toContain(headings[0]);
  });
});
