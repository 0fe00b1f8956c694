import { openContract } from "./contract.ts";
import type { Contract } from "./contract.ts";

const files: readonly (readonly [path: string, contract: Contract])[] = [
  ["/crm/v3/objects/contacts", open("contacts")],
  ["/crm/v3/objects/companies", open("companies")],
  ["/crm/v3/objects/deals", open("deals")],
  ["/crm/v3/objects/notes", open("notes")],
  ["/crm/v3/owners", open("owners")],
  ["/crm/v3/pipelines", open("pipelines")],
  ["/crm/v3/properties", open("properties")],
  ["/crm/v4/", open("associations-v4")],
  ["/oauth/", open("oauth")],
];

/** HubSpot's contract files as one: each path is looked up in the file that it belongs to. */
export const hubspotContract: Contract = {
  checkRequest: (request) => contractOf(request.path)?.checkRequest(asOfNotes(request)) ?? [unknown(request.path)],
  checkResponse: (reply) => contractOf(reply.path)?.checkResponse(asOfNotes(reply)) ?? [unknown(reply.path)],
};

// HubSpot's SDK has the same code for these as for notes, but for the name.
const LIKE_NOTES = /^\/crm\/v3\/objects\/(?:tasks|calls|meetings|emails)(?=\/|$)/;

function pathAsOfNotes(path: string): string {
  return path.replace(LIKE_NOTES, "/crm/v3/objects/notes");
}

function asOfNotes<T extends { readonly path: string }>(message: T): T {
  return { ...message, path: pathAsOfNotes(message.path) };
}

function open(name: string): Contract {
  return openContract(new URL(`../contracts/hubspot/${name}.derived.openapi.json`, import.meta.url));
}

function contractOf(path: string): Contract | undefined {
  return files.find(([start]) => pathAsOfNotes(path).startsWith(start))?.[1];
}

function unknown(path: string): string {
  return `${path} is in none of HubSpot's contract files`;
}
