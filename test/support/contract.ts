// Holds requests and replies to a vendor's own contract file (test/contracts/README.md says where each is from).
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { decodeForm } from "./form.ts";
import { isObject, normalised } from "./openapi-schema.ts";
import type { JsonObject } from "./openapi-schema.ts";

export interface ContractRequest {
  readonly method: string;
  /** Without the query; a trailing slash does not matter. */
  readonly path: string;
  /** As it stands in the URL: `{ "page[size]": "100", "expand[]": ["a", "b"] }`. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed JSON, or the raw string of a form. */
  readonly body?: unknown;
}

export interface ContractReply {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
}

/** Each check returns what is wrong, one sentence a finding; nothing wrong is an empty list. */
export interface Contract {
  checkRequest(request: ContractRequest): string[];
  /** A status from 400 on that the contract does not describe is not a finding: contracts leave most of them out. */
  checkResponse(reply: ContractReply): string[];
}

export interface ContractOptions {
  /** Query parameters that the vendor documents elsewhere and its contract file leaves out; by their first name. */
  readonly undeclaredQuery?: readonly string[];
}

interface Operation {
  readonly pointer: readonly string[];
  readonly node: JsonObject;
  readonly parameters: readonly JsonObject[];
}

/** Reads an OpenAPI 3 file. Throws when it is none. Validators are compiled when first needed. */
export function openContract(file: URL, options: ContractOptions = {}): Contract {
  const document = normalised(JSON.parse(readFileSync(file, "utf8")));
  if (!isObject(document) || !isObject(document["paths"])) throw new Error(`${file.pathname} is no OpenAPI document`);
  const root = document;
  const paths = document["paths"];
  const strict = createAjv(document, false);
  const coercing = createAjv(document, "array");
  const templates = Object.keys(paths).map((path) => ({ path, pattern: patternOf(path), literals: literalsIn(path) }));
  templates.sort((a, b) => b.literals - a.literals);

  function operationOf(method: string, path: string): Operation | string {
    const trimmed = path.replace(/\/+$/, "");
    const matching = templates.filter((template) => template.pattern.test(trimmed));
    if (matching.length === 0) return `${path} is not a path of the contract`;
    for (const template of matching) {
      const item = paths[template.path];
      const node = isObject(item) ? item[method.toLowerCase()] : undefined;
      if (!isObject(item) || !isObject(node)) continue;
      const parameters = [...listOf(item["parameters"]), ...listOf(node["parameters"])].map((it) =>
        dereferenced(root, it),
      );
      return { pointer: ["paths", template.path, method.toLowerCase()], node, parameters };
    }
    return `${method} ${path} is not an operation of the contract`;
  }

  return {
    checkRequest(request) {
      const operation = operationOf(request.method, request.path);
      if (typeof operation === "string") return [operation];
      return [
        ...queryFindings(coercing, operation, request.query ?? {}, options.undeclaredQuery ?? []),
        ...requestBodyFindings({ strict, coercing }, operation, request.body),
      ];
    },
    checkResponse(reply) {
      const operation = operationOf(reply.method, reply.path);
      if (typeof operation === "string") return [operation];
      const responses = operation.node["responses"];
      const known = isObject(responses) ? responses : {};
      const key = [String(reply.status), `${String(reply.status)[0]}XX`, "default"].find((name) => name in known);
      if (key === undefined || (key === "default" && reply.status < 400)) {
        return reply.status < 400 ? [`status ${reply.status} is not in the contract`] : [];
      }
      const response = dereferencedAt(root, [...operation.pointer, "responses", key]);
      const media = mediaTypeIn(response.node, /json/);
      const content = media === null ? null : contentOf(response.node)[media];
      if (content !== null && !(isObject(content) && isObject(content["schema"]))) return [];
      if (media === null) return reply.body === undefined ? [] : [`a ${reply.status} has no body in the contract`];
      if (reply.body === undefined) return [`a ${reply.status} must have a body`];
      return findings(strict, [...response.pointer, "content", media, "schema"], reply.body, "reply");
    },
  };
}

/** For hooks and helpers, where a test runner's own assertions do not belong. Throws when there are findings. */
export function assertNoFindings(findings: readonly string[]): void {
  if (findings.length > 0) throw new Error(`not as the contract says:\n${findings.join("\n")}`);
}

function createAjv(document: JsonObject, coerceTypes: "array" | false): Ajv {
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true, coerceTypes });
  ajv.addSchema(document, "contract", false, false);
  return ajv;
}

function findings(ajv: Ajv, pointer: readonly string[], value: unknown, name: string): string[] {
  const reference = `contract#/${pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
  const validate: ValidateFunction = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const found = isObject(error.params) ? JSON.stringify(error.params) : "";
    return `${name}${error.instancePath} ${error.message ?? error.keyword} ${found}`;
  });
}

function queryFindings(
  ajv: Ajv,
  operation: Operation,
  query: Readonly<Record<string, string | readonly string[]>>,
  undeclared: readonly string[],
): string[] {
  const nested = decodeForm(
    Object.entries(query).flatMap(([key, value]) => [value].flat().map((one) => [key, one] as const)),
  );
  const declared = operation.parameters.filter((parameter) => parameter["in"] === "query");
  const names = new Set(declared.map((parameter) => String(parameter["name"])));
  const unknown = Object.keys(query).filter((key) => {
    const first = key.replace(/\[.*$/, "");
    return !names.has(key) && !names.has(first) && !undeclared.includes(first);
  });
  return [
    ...unknown.map((key) => `query parameter ${key} is not in the contract`),
    ...declared.flatMap((parameter) => {
      const name = String(parameter["name"]);
      const value = query[name] ?? nested[name];
      if (value === undefined) return parameter["required"] === true ? [`query parameter ${name} is missing`] : [];
      const schema = parameter["schema"];
      if (!isObject(schema)) return [];
      const isList = schema["type"] === "array" && typeof value === "string";
      const wrapped = { value: isList ? value.split(",") : structuredClone(value) };
      const validate = parameterValidator(ajv, schema);
      if (validate(wrapped)) return [];
      return (validate.errors ?? []).map((error) => `query parameter ${name} ${error.message ?? error.keyword}`);
    }),
  ];
}

const parameterValidators = new WeakMap<JsonObject, ValidateFunction>();

function parameterValidator(ajv: Ajv, schema: JsonObject): ValidateFunction {
  const known = parameterValidators.get(schema);
  if (known !== undefined) return known;
  const validate = ajv.compile({ type: "object", properties: { value: absolute(schema) } });
  parameterValidators.set(schema, validate);
  return validate;
}

function requestBodyFindings(ajv: { strict: Ajv; coercing: Ajv }, operation: Operation, body: unknown): string[] {
  const requestBody = operation.node["requestBody"];
  if (!isObject(requestBody)) return body === undefined ? [] : ["the contract has no request body here"];
  if (body === undefined) return requestBody["required"] === true ? ["the request body is missing"] : [];
  const form = mediaTypeIn(requestBody, /x-www-form-urlencoded/);
  if (form !== null && typeof body === "string") {
    const decoded = decodeForm([...new URLSearchParams(body)]);
    return findings(ajv.coercing, [...operation.pointer, "requestBody", "content", form, "schema"], decoded, "form");
  }
  const json = mediaTypeIn(requestBody, /json/);
  if (json === null) return [`the contract wants ${Object.keys(contentOf(requestBody)).join(" or ")}`];
  return findings(ajv.strict, [...operation.pointer, "requestBody", "content", json, "schema"], body, "body");
}

function contentOf(node: JsonObject): JsonObject {
  return isObject(node["content"]) ? node["content"] : {};
}

function mediaTypeIn(node: JsonObject, kind: RegExp): string | null {
  return Object.keys(contentOf(node)).find((name) => kind.test(name)) ?? null;
}

function patternOf(path: string): RegExp {
  const parts = path.replace(/\/+$/, "").split(/\{[^}]+\}/);
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("[^/]+")}$`);
}

function literalsIn(path: string): number {
  return path.split("/").filter((part) => !part.includes("{")).length;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function dereferenced(document: JsonObject, node: unknown): JsonObject {
  if (!isObject(node)) throw new TypeError("the contract has something other than an object here");
  const reference = node["$ref"];
  return typeof reference === "string" ? dereferencedAt(document, partsOf(reference)).node : node;
}

function dereferencedAt(
  document: JsonObject,
  pointer: readonly string[],
): { pointer: readonly string[]; node: JsonObject } {
  let node: unknown = document;
  for (const part of pointer) node = isObject(node) ? node[part] : undefined;
  if (!isObject(node)) throw new Error(`the contract has nothing at ${pointer.join("/")}`);
  const reference = node["$ref"];
  return typeof reference === "string" ? dereferencedAt(document, partsOf(reference)) : { pointer, node };
}

function partsOf(reference: string): readonly string[] {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

// References inside a schema that is compiled away from its document must name the document.
function absolute(value: unknown): JsonObject {
  const result: unknown = JSON.parse(JSON.stringify(value), (key: string, inner: unknown) =>
    key === "$ref" && typeof inner === "string" && inner.startsWith("#") ? `contract${inner}` : inner,
  );
  if (!isObject(result)) throw new TypeError("a schema must be an object");
  return result;
}
