// https://developers.hubspot.com/docs/api/crm/contacts and the like for companies and deals
import type { FastifyInstance } from "fastify";
import type { Associations } from "./associations.ts";
import { batchTimes } from "./batch.ts";
import type { Catalog } from "./catalog.ts";
import type { CrmObject } from "./crm-object.ts";
import { invalid, notFound } from "./errors.ts";
import { batchReadBody, readBody, readQuery } from "./inputs.ts";
import type { Query } from "./inputs.ts";
import { toWire } from "./record.ts";
import type { PropertySelection } from "./record.ts";

const maxPageSize = 100;

interface Parts {
  readonly catalog: Catalog;
  readonly associations: Associations;
  readonly now: () => number;
}

interface TypeParams {
  readonly type: string;
}

/** Read one, read a page, read many by id. */
export function registerObjectRoutes(app: FastifyInstance, parts: Parts): void {
  const { catalog, associations, now } = parts;

  const withAssociations = (object: CrmObject, serial: number, query: Query) => {
    const inline = associations.inline(object, serial, query.list("associations"));
    return {
      ...toWire(object, object.at(serial), selectionIn(query)),
      ...(inline !== undefined && { associations: inline }),
    };
  };

  app.get<{ Params: TypeParams & { id: string } }>("/crm/v3/objects/:type/:id", async (request) => {
    const object = catalog.find(request.params.type);
    const query = readQuery(request.query);
    const serial = query.isTrue("archived") ? null : serialBy(object, query.one("idProperty"), request.params.id);
    if (serial === null) throw notFound("resource not found", [request.params.id]);
    return withAssociations(object, serial, query);
  });

  app.get<{ Params: TypeParams }>("/crm/v3/objects/:type", async (request) => {
    const object = catalog.find(request.params.type);
    const query = readQuery(request.query);
    const limit = query.limit(10, maxPageSize);
    const after = query.one("after");
    // Nothing in the data set is archived.
    if (query.isTrue("archived")) return { results: [] };
    const start = after === undefined ? 0 : object.ids.serialAfter(numberIn(after));
    const end = Math.min(object.size, start + limit);
    const serials = Array.from({ length: Math.max(0, end - start) }, (_, place) => start + place);
    return {
      results: serials.map((serial) => withAssociations(object, serial, query)),
      ...(end < object.size && { paging: { next: nextPage(object, end - 1, request.url) } }),
    };
  });

  app.post<{ Params: TypeParams }>("/crm/v3/objects/:type/batch/read", async (request, reply) => {
    const object = catalog.find(request.params.type);
    const body = readBody(batchReadBody, request.body);
    const isArchived = readQuery(request.query).isTrue("archived");
    const ids = [...new Set(body.inputs.map((input) => input.id))];
    const found = ids.map((id) => ({ id, serial: isArchived ? null : serialBy(object, body.idProperty, id) }));
    const serials = new Set(found.flatMap(({ serial }) => (serial === null ? [] : [serial])));
    const missing = found.filter(({ serial }) => serial === null).map(({ id }) => id);
    return reply.code(missing.length === 0 ? 200 : 207).send({
      status: "COMPLETE",
      results: [...serials].map((serial) => toWire(object, object.at(serial), body)),
      ...(missing.length > 0 && { numErrors: 1, errors: [missingError(object, missing)] }),
      ...batchTimes(now),
    });
  });
}

function selectionIn(query: Query): PropertySelection {
  return { properties: query.list("properties"), propertiesWithHistory: query.list("propertiesWithHistory") };
}

function serialBy(object: CrmObject, idProperty: string | undefined, value: string): number | null {
  if (idProperty === undefined || idProperty === "hs_object_id") {
    const serial = object.ids.serialOf(value);
    return serial !== null && serial < object.size ? serial : null;
  }
  const lookup = idProperty === "email" ? object.lookups["email"] : undefined;
  if (lookup === undefined) throw invalid(`${idProperty} is not a unique property of ${object.name}`, "idProperty");
  return lookup(value)[0] ?? null;
}

function numberIn(after: string): number {
  if (!/^\d{1,15}$/.test(after)) throw invalid(`after is ${after}: it must be what paging.next.after gave`, "after");
  return Number(after);
}

function nextPage(object: CrmObject, lastSerial: number, url: string) {
  const after = object.ids.idOf(lastSerial);
  const link = new URL(url, "https://api.hubapi.com");
  link.searchParams.set("after", after);
  return { after, link: link.href };
}

function missingError(object: CrmObject, ids: readonly string[]) {
  return {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    message: `Could not get some ${object.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
    links: {},
    errors: [],
  };
}
