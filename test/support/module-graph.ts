// What the source files really import and call, read by a parser: `import type` is told apart from what runs.
import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseAst } from "vitest/node";

export interface Import {
  /** As written for a package; from the repository's root for a file of ours. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

export interface Module {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Dotted names that are read (`process.env`), called (`Date.now()`) or constructed (`new Date()`, with no argument). */
  readonly uses: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Parses every file under a folder of the repository. */
export function readModules(root: string, folder: string): readonly Module[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => parseModule(path, readFileSync(join(root, path), "utf8")));
}

/** Parses one file. Throws on an import whose target is not a literal: nobody could check it. */
export function parseModule(path: string, text: string): Module {
  const imports: Import[] = [];
  const uses: string[] = [];
  visit(parseAst(text, { lang: "ts" }), (node) => {
    const read = importOf(node, path);
    if (read !== null) imports.push(read);
    const used = useOf(node);
    if (used !== null) uses.push(used);
  });
  return { path, text, imports, uses };
}

function importOf(node: Node, path: string): Import | null {
  const { type, source } = node;
  const isDeclaration =
    type === "ImportDeclaration" || type === "ExportAllDeclaration" || type === "ExportNamedDeclaration";
  if (!isDeclaration && type !== "ImportExpression" && type !== "TSImportType") return null;
  if (!isNode(source)) return null; // `export { name }` of this very file
  if (typeof source["value"] !== "string") throw new Error(`${path} imports something that is not written out`);
  const name = source["value"];
  return {
    target: name.startsWith(".") ? posix.join(posix.dirname(path), name) : name,
    isTypeOnly: type === "TSImportType" || node["importKind"] === "type" || node["exportKind"] === "type",
  };
}

function useOf(node: Node): string | null {
  if (node.type === "MemberExpression") return nameOf(node);
  const name = nameOf(node["callee"]);
  const hasArguments = Array.isArray(node["arguments"]) && node["arguments"].length > 0;
  if (name === null || hasArguments) return null;
  return node.type === "CallExpression" ? `${name}()` : node.type === "NewExpression" ? `new ${name}()` : null;
}

/** `name` or `object.property`, also where it is written `object["property"]`. */
function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Identifier") return String(node["name"]);
  if (node.type !== "MemberExpression" || !isNode(node["object"]) || !isNode(node["property"])) return null;
  const { object, property } = node;
  if (object.type !== "Identifier") return null;
  const key = node["computed"] === true ? property["value"] : property["name"];
  return typeof key === "string" ? `${String(object["name"])}.${key}` : null;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (!isNode(value)) return;
  see(value);
  for (const child of Object.values(value)) if (typeof child === "object") visit(child, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Ways along which files import each other at run time and come back to where they began. One for each file found so. */
export function valueCycles(modules: readonly Module[]): readonly string[] {
  const next = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.filter(({ isTypeOnly }) => !isTypeOnly).map(({ target }) => target),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(" -> "));
    if (at >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return cycles;
}
