import type { Exchange } from "../../src/sandbox/vendor-server.ts";
import { openContract, type Contract } from "./contract.ts";
import { hubspotContract } from "./hubspot-contract.ts";

/** Of the vendors that have published one for whole requests and replies. */
export const vendorContracts: Record<string, Contract> = {
  hubspot: hubspotContract,
  zendesk: openContract(new URL("../contracts/zendesk/support.openapi.trimmed.json", import.meta.url), {
    undeclaredQuery: ["page", "per_page", "sort", "sort_by", "sort_order", "include", "role", "start_time", "cursor"],
  }),
  // Of these two parameters of GET /contacts the page on paging tells, and not the contract file.
  intercom: openContract(new URL("../contracts/intercom/2.14.openapi.trimmed.json", import.meta.url), {
    undeclaredQuery: ["per_page", "starting_after"],
  }),
  stripe: openContract(new URL("../contracts/stripe/openapi.trimmed.json", import.meta.url)),
};

/** What a vendor's contract has against an exchange. */
export function findingsOf({ vendor, method, path, query, requestBody, status, responseBody }: Exchange): string[] {
  const contract = vendorContracts[vendor];
  if (contract === undefined) return [`${vendor} has no contract`];
  const trimmed = path.replace(/\.json$/, "");
  return [
    ...contract.checkRequest({ method, path: trimmed, query: { ...givenBefore(query), ...query }, body: requestBody }),
    ...contract.checkResponse({ method, path: trimmed, status, body: responseBody }),
  ].map((finding) => `${vendor} ${method} ${path}: ${finding}`);
}

// The contract demands a start of every page of an incremental export; Zendesk's page on it, and its own `after_url`, have
// only the cursor behind the first: https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
function givenBefore(query: Exchange["query"]): Exchange["query"] {
  return query["cursor"] === undefined ? {} : { start_time: "0" };
}
