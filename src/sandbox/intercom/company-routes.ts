// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies
import { changedCompany, createCompanyBody, emptyCompany, updateCompanyBody } from "./company-bodies.ts";
import { companyObject } from "./company.ts";
import type { Company } from "./company.ts";
import { createCompanyScroll } from "./company-scroll.ts";
import { contactObject } from "./contact-object.ts";
import { invalid, notFound } from "./errors.ts";
import { companyIds } from "./ids.ts";
import { maxPageSize } from "./paging.ts";
import { numberParameter, readBody, textParameter } from "./inputs.ts";
import type { Call, Route } from "./router.ts";
import type { Workspace } from "./workspace.ts";

const defaultPageSize = 15;
const defaultPeopleSize = 50;
const maxListed = 10_000;

export function addCompanyRoutes(route: Route, workspace: Workspace): void {
  const { companies, contacts, now } = workspace;
  const scroll = createCompanyScroll(workspace.world.seed, now);

  const render = async (company: Company) =>
    companyObject(company, (await workspace.companyPeople()).of(company.serial).length);
  const renderAll = (serials: readonly number[]) =>
    Promise.all(serials.flatMap((serial) => companies.get(serial) ?? []).map(render));

  let kept: { readonly versions: string; readonly serials: readonly number[] } | null = null;
  /** Companies that have people, the one heard of last first: the others are not listed. */
  async function listed(): Promise<readonly number[]> {
    const versions = `${companies.version} ${contacts.version}`;
    if (kept?.versions === versions) return kept.serials;
    const people = await workspace.companyPeople();
    const all: Company[] = [];
    for (let serial = 0; serial < companies.limit; serial += 1) {
      const company = people.of(serial).length === 0 ? null : companies.get(serial);
      if (company !== null) all.push(company);
    }
    const heardOf = ({ lastRequestAt }: Company): number => lastRequestAt ?? 0;
    const serials = all.sort((a, b) => heardOf(b) - heardOf(a) || b.serial - a.serial).map(({ serial }) => serial);
    kept = { versions, serials };
    return serials;
  }

  async function page(serials: readonly number[], call: Call) {
    const perPage = numberParameter(call.query, "per_page", defaultPageSize, maxPageSize);
    const number = numberParameter(call.query, "page", 1, Number.MAX_SAFE_INTEGER);
    if (number * perPage > maxListed) throw invalid("page limit reached, please use scroll API", "page");
    const data = await renderAll(serials.slice((number - 1) * perPage, number * perPage));
    return { type: "list", data, ...numbered(serials.length, number, perPage) };
  }

  route("POST", "/companies/list", async (call) => {
    const order = textParameter(call.query, "order") ?? "desc";
    if (order !== "asc" && order !== "desc") throw invalid("order must be asc or desc", "order");
    const serials = await listed();
    return page(order === "desc" ? serials : serials.toReversed(), call);
  });

  route("GET", "/companies/scroll", async (call) => {
    const { serials, parameter } = await scroll.turn(textParameter(call.query, "scroll_param"), listed);
    const data = await renderAll(serials);
    return {
      type: "list",
      data,
      pages: null,
      total_count: null,
      ...(parameter !== null && { scroll_param: parameter }),
    };
  });

  route("GET", "/companies", async (call) => {
    const name = textParameter(call.query, "name");
    const companyId = textParameter(call.query, "company_id");
    // Nothing is tagged, and there are no segments.
    const isEmpty = ["tag_id", "segment_id"].some((parameter) => textParameter(call.query, parameter) !== undefined);
    const serials = isEmpty ? [] : await listed();
    if (name === undefined && companyId === undefined) return page(serials, call);
    const found = serials.filter((serial) => {
      const company = companies.get(serial);
      return companyId === undefined ? company?.name === name : company?.companyId === companyId;
    });
    if (found.length === 0) throw notFound("Company Not Found", "company_not_found");
    return page(found, call);
  });

  route("GET", "/companies/:id", (call) => render(workspace.company(call.id("id"))));

  route("GET", "/companies/:id/contacts", async (call) => {
    const { serial } = workspace.company(call.id("id"));
    const people = (await workspace.companyPeople()).of(serial);
    const perPage = numberParameter(call.query, "per_page", defaultPeopleSize, maxPageSize);
    const number = numberParameter(call.query, "page", 1, Number.MAX_SAFE_INTEGER);
    const shown = people.slice((number - 1) * perPage, number * perPage);
    const data = shown.flatMap((contact) => contacts.get(contact) ?? []).map(contactObject);
    return { type: "list", data, ...numbered(people.length, number, perPage) };
  });

  route("POST", "/companies", async (call) => {
    const body = readBody(createCompanyBody, call.body);
    const known = companyWith(body.company_id);
    const company = known ?? companies.add((serial) => emptyCompany(serial, body.company_id, now()));
    const remoteCreatedAt = body.remote_created_at ?? company.remoteCreatedAt;
    const changed = { ...changedCompany(company, body, now()), remoteCreatedAt };
    companies.put(company.serial, changed);
    return render(changed);
  });

  route("PUT", "/companies/:id", (call) => {
    const company = workspace.company(call.id("id"));
    const changed = changedCompany(company, readBody(updateCompanyBody, call.body), now());
    companies.put(company.serial, changed);
    return render(changed);
  });

  route("DELETE", "/companies/:id", async (call) => {
    const { serial } = workspace.company(call.id("id"));
    for (const person of (await workspace.companyPeople()).of(serial)) {
      const contact = contacts.get(person);
      if (contact === null) continue;
      contacts.put(person, { ...contact, companies: contact.companies.filter((company) => company !== serial) });
    }
    companies.remove(serial);
    return { id: companyIds.idOf(serial), object: "company", deleted: true };
  });

  function companyWith(companyId: string): Company | null {
    for (let serial = 0; serial < companies.limit; serial += 1) {
      const company = companies.get(serial);
      if (company?.companyId === companyId) return company;
    }
    return null;
  }
}

/** `total_count` and the pages object of lists that are paged by number. */
function numbered(size: number, page: number, perPage: number): Record<string, unknown> {
  const next = page * perPage < size ? { page: page + 1, per_page: perPage } : null;
  return {
    pages: { type: "pages", next, page, per_page: perPage, total_pages: Math.ceil(size / perPage) },
    total_count: size,
  };
}
