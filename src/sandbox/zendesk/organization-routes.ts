// https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/
import type { CompanyRow } from "../world.ts";
import type { Desk } from "./desk.ts";
import { invalidAttribute, recordNotFound } from "./errors.ts";
import { organizationIds } from "./ids.ts";
import { allSerials, listOf, mapListing } from "./listing.ts";
import { pageOf } from "./paging.ts";
import { companyOfExternalId, organizationObject } from "./organization.ts";
import { idsParameter, listParameter, textParameter } from "./query.ts";
import type { Call, Route } from "./router.ts";
import { showMany } from "./show-many.ts";
import { apiTime } from "./wire.ts";

export function addOrganizationRoutes(route: Route, desk: Desk): void {
  const { companies } = desk.world;
  const render = (company: CompanyRow, call: Call) => organizationObject(company, call.origin);

  route("/organizations", (call) => {
    const page = pageOf(
      mapListing(allSerials(companies.size), (serial) => companies.at(serial)),
      call,
    );
    return { organizations: page.items.map((company) => render(company, call)), ...page.envelope };
  });

  route("/organizations/count", () => ({ count: { value: companies.size, refreshed_at: apiTime(desk.now()) } }));

  route("/organizations/show_many", (call) => {
    const ids = idsParameter(call.query, "ids");
    const externalIds = listParameter(call.query, "external_ids");
    if (ids === undefined && externalIds === undefined) throw invalidAttribute("ids", "is required");
    const serials = [
      ...(ids ?? []).map((id) => organizationIds.serialOf(id, companies.size)),
      ...(externalIds ?? []).map((externalId) => companyOfExternalId(externalId, companies.size)),
    ].filter((serial) => serial !== null);
    const found = [...new Set(serials)].map((serial) => companies.at(serial));
    return showMany("organizations", found, (company) => render(company, call));
  });

  route("/organizations/search", (call) => {
    const externalId = textParameter(call.query, "external_id");
    const name = textParameter(call.query, "name")?.toLowerCase();
    if ((externalId === undefined) === (name === undefined)) {
      throw invalidAttribute("external_id", "or name is required, and not both");
    }
    const serial = externalId === undefined ? null : companyOfExternalId(externalId, companies.size);
    const found = serial !== null ? [companies.at(serial)] : name === undefined ? [] : withName(name, desk);
    const page = pageOf(
      listOf(found, (company) => company.serial),
      call,
    );
    return { organizations: page.items.map((company) => render(company, call)), ...page.envelope };
  });

  route("/organizations/:id", (call) => {
    const serial = organizationIds.serialOf(call.id(), companies.size);
    if (serial === null) throw recordNotFound();
    return { organization: render(companies.at(serial), call) };
  });
}

/** Exactly this name, whatever its case. */
function withName(name: string, desk: Desk): readonly CompanyRow[] {
  const { companies } = desk.world;
  const found: CompanyRow[] = [];
  for (let serial = 0; serial < companies.size; serial += 1) {
    const company = companies.at(serial);
    if (company.name.toLowerCase() === name) found.push(company);
  }
  return found;
}
