// Pipelines, owners and properties: what the account has defined, apart from its records.
import type { FastifyInstance } from "fastify";
import { companiesFromAt } from "../world/timeline.ts";
import type { AgentRow, World } from "../world.ts";
import type { Catalog } from "./catalog.ts";
import { isoOf } from "./crm-object.ts";
import type { CrmObject, PropertyFacts } from "./crm-object.ts";
import { pipelineId } from "./deals.ts";
import { invalid, notFound } from "./errors.ts";
import { ownerIds, ownerUserIds } from "./ids.ts";
import { readQuery } from "./inputs.ts";

const maxOwners = 500;
/** The account and all that was defined in it began together. */
const definedAt = isoOf(companiesFromAt);

interface Parts {
  readonly world: World;
  readonly catalog: Catalog;
}

export function registerSettingsRoutes(app: FastifyInstance, { world, catalog }: Parts): void {
  registerPipelines(app, world, catalog);
  registerOwners(app, world);
  registerProperties(app, catalog);
}

function registerPipelines(app: FastifyInstance, world: World, catalog: Catalog): void {
  const stages = world.stages.map((stage, displayOrder) => ({
    id: stage.key,
    label: stage.label,
    displayOrder,
    metadata: { isClosed: String(stage.outcome !== "open"), probability: stage.probability.toFixed(1) },
    createdAt: definedAt,
    updatedAt: definedAt,
    archived: false,
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
  }));
  const pipeline = {
    id: pipelineId,
    label: "Sales Pipeline",
    displayOrder: 0,
    stages,
    createdAt: definedAt,
    updatedAt: definedAt,
    archived: false,
  };
  const pipelinesOf = (type: string) => (catalog.find(type).name === "deals" ? [pipeline] : []);
  const pipelineIn = (params: { type: string; id: string }) => {
    const found = pipelinesOf(params.type).find(({ id }) => id === params.id);
    if (found === undefined) throw notFound(`Pipeline ${params.id} does not exist`, [params.id]);
    return found;
  };

  app.get<{ Params: { type: string } }>("/crm/v3/pipelines/:type", async (request) => ({
    results: pipelinesOf(request.params.type),
  }));
  app.get<{ Params: { type: string; id: string } }>("/crm/v3/pipelines/:type/:id", async (request) =>
    pipelineIn(request.params),
  );
  app.get<{ Params: { type: string; id: string } }>("/crm/v3/pipelines/:type/:id/stages", async (request) => ({
    results: pipelineIn(request.params).stages,
  }));
  app.get<{ Params: { type: string; id: string; stage: string } }>(
    "/crm/v3/pipelines/:type/:id/stages/:stage",
    async (request) => {
      const found = pipelineIn(request.params).stages.find(({ id }) => id === request.params.stage);
      if (found === undefined) throw notFound(`Stage ${request.params.stage} does not exist`, [request.params.stage]);
      return found;
    },
  );
}

function registerOwners(app: FastifyInstance, world: World): void {
  const agents = world.agents;

  app.get("/crm/v3/owners", async (request) => {
    const query = readQuery(request.query);
    const limit = query.limit(100, maxOwners);
    const email = query.one("email")?.toLowerCase();
    const after = query.one("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) throw invalid(`after is ${after}: it must be what paging.next.after gave`, "after");
    const rest = agents
      .slice(ownerIds.serialAfter(Number(after)))
      .filter((agent) => email === undefined || agent.email === email);
    // Nobody has left.
    const page = query.isTrue("archived") ? [] : rest.slice(0, limit);
    const last = page.at(-1);
    return {
      results: page.map(ownerOf),
      ...(last !== undefined &&
        page.length < rest.length && { paging: { next: { after: ownerIds.idOf(last.serial) } } }),
    };
  });

  app.get<{ Params: { id: string } }>("/crm/v3/owners/:id", async (request) => {
    const query = readQuery(request.query);
    const scheme = query.one("idProperty") === "userId" ? ownerUserIds : ownerIds;
    const serial = scheme.serialOf(request.params.id);
    const agent = serial === null || query.isTrue("archived") ? undefined : agents[serial];
    if (agent === undefined) throw notFound(`Owner ${request.params.id} does not exist`, [request.params.id]);
    return ownerOf(agent);
  });
}

function ownerOf(agent: AgentRow) {
  const userId = Number(ownerUserIds.idOf(agent.serial));
  return {
    id: ownerIds.idOf(agent.serial),
    email: agent.email,
    type: "PERSON",
    firstName: agent.givenName,
    lastName: agent.familyName,
    userId,
    userIdIncludingInactive: userId,
    createdAt: definedAt,
    updatedAt: definedAt,
    archived: false,
  };
}

const fieldTypes = {
  string: "text",
  number: "number",
  datetime: "date",
  enumeration: "select",
  bool: "booleancheckbox",
} as const;

function registerProperties(app: FastifyInstance, catalog: Catalog): void {
  app.get<{ Params: { type: string } }>("/crm/v3/properties/:type", async (request) => {
    const object = catalog.find(request.params.type);
    const isArchived = readQuery(request.query).isTrue("archived");
    return { results: isArchived ? [] : [...object.properties.values()].map((facts) => propertyOf(object, facts)) };
  });
  app.get<{ Params: { type: string; name: string } }>("/crm/v3/properties/:type/:name", async (request) => {
    const object = catalog.find(request.params.type);
    const facts = object.properties.get(request.params.name);
    if (facts === undefined) throw notFound(`Property ${request.params.name} does not exist`, [request.params.name]);
    return propertyOf(object, facts);
  });
}

function propertyOf(object: CrmObject, facts: PropertyFacts) {
  return {
    name: facts.name,
    label: facts.label,
    type: facts.type,
    fieldType: facts.isMultiple ? "checkbox" : fieldTypes[facts.type],
    description: "",
    groupName: `${object.singular}information`,
    options: facts.options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    hasUniqueValue: facts.name === "hs_object_id",
    hubspotDefined: !facts.isCustom,
    calculated: facts.isReadOnly,
    hidden: false,
    formField: !facts.isReadOnly,
    modificationMetadata: {
      archivable: facts.isCustom,
      readOnlyDefinition: !facts.isCustom,
      readOnlyValue: facts.isReadOnly,
    },
    ...(facts.name === "hubspot_owner_id" && { referencedObjectType: "OWNER", externalOptions: true }),
  };
}
