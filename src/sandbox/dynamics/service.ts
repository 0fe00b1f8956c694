// The Web API as a function of requests, so that those inside a batch are answered like any other.
import type { Catalog } from "./catalog.ts";
import { badQuery, DataverseError, noRecord, notImplemented, unknownResource } from "./errors.ts";
import { businessUnitId, guids, organizationId } from "./guids.ts";
import { metadataBody } from "./metadata.ts";
import { parseArray } from "./odata/parse-array.ts";
import { readPrefer } from "./odata/prefer.ts";
import { readQuery } from "./odata/query-options.ts";
import type { QueryOptions } from "./odata/query-options.ts";
import { splitList } from "./odata/split-list.ts";
import { collectionBody, collectionCount } from "./query/collection.ts";
import { toExpandedWire } from "./query/expand.ts";
import type { Environment } from "./query/list.ts";
import { privilegesBody } from "./privileges.ts";
import { etagOf } from "./query/record.ts";
import { relatedRecord } from "./query/property.ts";
import { contextOf, readSelection } from "./query/selection.ts";
import type { DataRecord, Table } from "./table.ts";

export interface ServiceRequest {
  /** Below the root, percent-encoded or not: `contacts(..)`. */
  readonly path: string;
  /** Raw, without the question mark. */
  readonly query: string;
  readonly prefer: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** `http://host/api/data/v9.2`. */
  readonly root: string;
}

export interface ServiceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON or text, as the content type says; empty for a 304. */
  readonly body: string;
}

export interface Service {
  /** Answers a GET. Throws DataverseError. */
  read(request: ServiceRequest): ServiceReply;
}

export function createService(catalog: Catalog, now: () => number, userSerial: number): Service {
  const userId = guids.systemuser.idOf(userSerial);
  return {
    read(request) {
      const environment: Environment = { catalog, now: now(), userId, root: request.root };
      const segments = splitList(decodedPath(request.path), "/").filter((segment) => segment !== "");
      return readSegments(environment, request, segments, readQuery(request.query));
    },
  };
}

function readSegments(
  environment: Environment,
  request: ServiceRequest,
  segments: readonly string[],
  options: QueryOptions,
): ServiceReply {
  const { catalog, root } = environment;
  const [first, ...rest] = segments;
  if (first === undefined) {
    const value = catalog.tables.map(({ setName }) => ({ name: setName, kind: "EntitySet", url: setName }));
    return json({ "@odata.context": `${root}/$metadata`, value });
  }
  if (first === "$metadata") throw notImplemented("$metadata");
  if (first.startsWith("EntityDefinitions")) return json(metadataBody(catalog, root, segments, options));
  if (rest.length === 0 && /^WhoAmI(?:\(\))?$/.test(first)) return json(whoAmI(environment));
  if (rest.length === 0 && first.startsWith("RetrieveTotalRecordCount(")) {
    return json(totalRecordCount(environment, first, options));
  }

  const [, setName = "", key] = /^(\w+)(?:\((.*)\))?$/.exec(first) ?? [];
  const table = catalog.inSet(setName);
  if (table === undefined) throw unknownResource(setName === "" ? first : setName);
  const preferences = readPrefer(request.prefer);
  const applied = preferences.applied.length > 0 ? { "preference-applied": preferences.applied.join(",") } : {};
  if (key === undefined) {
    const collection = { table, path: first, options, preferences };
    if (rest.length === 0) return json(collectionBody(environment, collection), applied);
    if (rest.length === 1 && rest[0] === "$count") return text(String(collectionCount(environment, collection)));
    throw unknownResource(rest[0] ?? "");
  }

  const record = recordOf(table, key);
  const [property, last, ...more] = rest;
  if (more.length > 0) throw unknownResource(more[0] ?? "");
  if (property === undefined) return single(environment, request, record, options);
  const privileges = table.name === "systemuser" ? privilegesBody(catalog, root, property, options) : null;
  if (privileges !== null && last === undefined) return json(privileges);
  const many = table.manys.get(property);
  if (many !== undefined) {
    const target = catalog.table(many.target);
    const owner = { navigation: many, table: table.name, serial: record.serial };
    const collection = { table: target, owner, path: `${first}/${property}`, options, preferences };
    if (last === undefined) return json(collectionBody(environment, collection), applied);
    if (last === "$count") return text(String(collectionCount(environment, collection)));
    throw unknownResource(last);
  }
  const navigation = table.singles.get(property);
  if (navigation === undefined || last !== undefined) throw unknownResource(last ?? property);
  const related = relatedRecord(catalog, record.get(navigation.column), navigation.target);
  return related === null
    ? { status: 204, headers: { "odata-version": "4.0" }, body: "" }
    : single(environment, request, related, options);
}

function single(
  environment: Environment,
  request: ServiceRequest,
  record: DataRecord,
  options: QueryOptions,
): ServiceReply {
  for (const option of ["$filter", "$orderby", "$top", "$count", "$apply"] as const) {
    if (options.get(option) === undefined) continue;
    throw badQuery(`The query option '${option}' can't be used with one record.`);
  }
  if (request.ifNoneMatch === etagOf(record)) return { status: 304, headers: { etag: etagOf(record) }, body: "" };
  const preferences = readPrefer(request.prefer);
  const selection = readSelection(environment.catalog, record.table, options.get("$select"), options.get("$expand"));
  const context = `${environment.root}/$metadata#${record.table.setName}${contextOf(selection)}/$entity`;
  const applied = preferences.applied.length > 0 ? { "preference-applied": preferences.applied.join(",") } : {};
  const body = { "@odata.context": context, ...toExpandedWire(environment, record, selection, preferences) };
  return json(body, { ...applied, etag: etagOf(record) });
}

function recordOf(table: Table, key: string): DataRecord {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
    throw badQuery(`Bad Request - Error in query syntax: '${key}' is no key of '${table.name}'.`);
  }
  const serial = table.guids.serialOf(key);
  const record = serial === null ? null : table.at(serial);
  if (record === null) throw noRecord(table.name, key.toLowerCase());
  return record;
}

function whoAmI({ root, userId }: Environment) {
  return {
    "@odata.context": `${root}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: businessUnitId,
    UserId: userId,
    OrganizationId: organizationId,
  };
}

function totalRecordCount({ root, catalog }: Environment, call: string, options: QueryOptions) {
  const [, argument = ""] = /^RetrieveTotalRecordCount\(EntityNames=(.+)\)$/.exec(call) ?? [];
  const names = parseArray(argument.startsWith("@") ? (options.aliases.get(argument) ?? "[]") : argument);
  const counts = names.map((name) => {
    const table = catalog.named(name);
    if (table === undefined) throw new DataverseError(400, "0x80060888", `Could not find an entity with name ${name}.`);
    let count = 0;
    for (let serial = 0; serial < table.capacity; serial += 1) count += table.at(serial) === null ? 0 : 1;
    return count;
  });
  return {
    "@odata.context": `${root}/$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values: counts },
  };
}

function json(body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}): ServiceReply {
  return {
    status: 200,
    headers: { "content-type": "application/json; odata.metadata=minimal", "odata-version": "4.0", ...headers },
    body: JSON.stringify(body),
  };
}

function text(body: string): ServiceReply {
  return { status: 200, headers: { "content-type": "text/plain", "odata-version": "4.0" }, body };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badQuery(`The path '${path}' is not validly percent-encoded.`);
  }
}
