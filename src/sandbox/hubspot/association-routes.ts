import type { FastifyInstance } from "fastify";
import { associationPageSize } from "./associations.ts";
import type { Associations } from "./associations.ts";
import { batchTimes } from "./batch.ts";
import type { Catalog } from "./catalog.ts";
import type { CrmObject } from "./crm-object.ts";
import { invalid, notFound } from "./errors.ts";
import { associationsBody, readBody, readQuery } from "./inputs.ts";

const maxPageSize = 500;

interface Parts {
  readonly catalog: Catalog;
  readonly associations: Associations;
  readonly now: () => number;
}

/** The v4 associations: of one record, and of up to a thousand at once. */
export function registerAssociationRoutes(app: FastifyInstance, parts: Parts): void {
  const { catalog, associations, now } = parts;

  function page(from: CrmObject, serial: number, to: CrmObject, wanted: { after: string | undefined; size: number }) {
    const start = serialAfter(to, wanted.after);
    const rest = associations.linked(from, serial, to).filter((other) => other >= start);
    const serials = rest.slice(0, wanted.size);
    const associationTypes = associations.typesOf(from, to).map(({ typeId, label }) => ({
      category: "HUBSPOT_DEFINED",
      typeId,
      ...(label !== undefined && { label }),
    }));
    const last = serials.at(-1);
    const next = last !== undefined && rest.length > serials.length ? to.ids.idOf(last) : undefined;
    return { linked: serials.map((other) => ({ toObjectId: to.ids.idOf(other), associationTypes })), next };
  }

  app.get<{ Params: { from: string; id: string; to: string } }>(
    "/crm/v4/objects/:from/:id/associations/:to",
    async (request) => {
      const [from, to] = [catalog.find(request.params.from), catalog.find(request.params.to)];
      const query = readQuery(request.query);
      const serial = serialIn(from, request.params.id);
      if (serial === null) throw notFound(`${from.singular} ${request.params.id} does not exist`, [request.params.id]);
      const { linked, next } = page(from, serial, to, {
        after: query.one("after"),
        size: query.limit(maxPageSize, maxPageSize),
      });
      return { results: linked, ...(next !== undefined && { paging: { next: { after: next } } }) };
    },
  );

  app.post<{ Params: { from: string; to: string } }>(
    "/crm/v4/associations/:from/:to/batch/read",
    async (request, reply) => {
      const [from, to] = [catalog.find(request.params.from), catalog.find(request.params.to)];
      const { inputs } = readBody(associationsBody, request.body);
      const found = inputs.map((input) => {
        const serial = serialIn(from, input.id);
        const part = serial === null ? null : page(from, serial, to, { after: input.after, size: associationPageSize });
        return { id: input.id, linked: part?.linked ?? [], next: part?.next };
      });
      // HubSpot counts a record without links as an error, so that such a reply is a 207.
      const errors = found.filter(({ linked }) => linked.length === 0).map(({ id }) => noneFound(from, id, to));
      return reply.code(errors.length === 0 ? 200 : 207).send({
        status: "COMPLETE",
        results: found
          .filter(({ linked }) => linked.length > 0)
          .map(({ id, linked, next }) => ({
            from: { id },
            to: linked,
            ...(next !== undefined && { paging: { next: { after: next } } }),
          })),
        ...(errors.length > 0 && { numErrors: errors.length, errors }),
        ...batchTimes(now),
      });
    },
  );
}

function serialIn(object: CrmObject, id: string): number | null {
  const serial = object.ids.serialOf(id);
  return serial !== null && serial < object.size ? serial : null;
}

function serialAfter(to: CrmObject, after: string | undefined): number {
  if (after === undefined) return 0;
  if (!/^\d{1,15}$/.test(after)) throw invalid(`after is ${after}: it must be what paging.next.after gave`, "after");
  return to.ids.serialAfter(Number(after));
}

function noneFound(from: CrmObject, id: string, to: CrmObject) {
  return {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
    links: {},
    errors: [],
  };
}
