// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts
import { z } from "zod";
import { companyObject } from "./company.ts";
import type { Company } from "./company.ts";
import type { Contact } from "./contact.ts";
import { searchableContacts } from "./contact-fields.ts";
import { contactObject, contactReference } from "./contact-object.ts";
import { contactBody, createContactWrites } from "./contact-writes.ts";
import { notFound } from "./errors.ts";
import { numberParameter, readBody } from "./inputs.ts";
import { maxPageSize } from "./paging.ts";
import type { Page } from "./paging.ts";
import type { Route } from "./router.ts";
import { listedPage, searchedPage } from "./search-route.ts";
import { createSearch } from "./search/search.ts";
import type { Workspace } from "./workspace.ts";

const defaultPageSize = 50;

const attachBody = z.object({ id: z.string() });

export function addContactRoutes(route: Route, workspace: Workspace): void {
  const { contacts, companies, now, options, world } = workspace;
  const records = searchableContacts(contacts, world.books.intercom);
  const search = createSearch(records, options);
  const writes = createContactWrites(workspace, records);

  const render = ({ serials, totalCount, pages }: Page) => ({
    type: "list",
    data: serials.flatMap((serial) => contacts.get(serial) ?? []).map(contactObject),
    total_count: totalCount,
    pages,
  });

  route("GET", "/contacts", async (call) => render(await listedPage(search, call, defaultPageSize)));

  route("POST", "/contacts/search", async (call) => render(await searchedPage(search, call, defaultPageSize)));

  route("GET", "/contacts/find_by_external_id/:id", async (call) => {
    const results = await search.find({ field: "external_id", operator: "=", value: call.id("id") }, null);
    const contact = results.size === 0 ? null : contacts.get(results.at(0));
    // Leads are not found here.
    if (contact?.role !== "user") throw notFound("User Not Found");
    return contactObject(contact);
  });

  route("GET", "/contacts/:id", (call) => contactObject(workspace.contact(call.id("id"))));

  route("GET", "/contacts/:id/companies", async (call) => {
    const contact = workspace.contact(call.id("id"));
    const perPage = numberParameter(call.query, "per_page", defaultPageSize, maxPageSize);
    const page = numberParameter(call.query, "page", 1, Number.MAX_SAFE_INTEGER);
    const people = await workspace.companyPeople();
    const shown = contact.companies.slice((page - 1) * perPage, page * perPage);
    const data = shown
      .flatMap((serial) => companies.get(serial) ?? [])
      .map((company) => companyObject(company, people.of(company.serial).length));
    const totalPages = Math.ceil(contact.companies.length / perPage);
    // Of all lists the one that says in a link where it goes on.
    const link = `${call.origin}/contacts/${call.id("id")}/companies?per_page=${perPage}&page=${page + 1}`;
    return {
      type: "list",
      [options.attachedCompaniesIn]: data,
      pages: { type: "pages", next: page < totalPages ? link : null, page, per_page: perPage, total_pages: totalPages },
      total_count: contact.companies.length,
    };
  });

  route("POST", "/contacts/:id/companies", (call) => {
    const contact = workspace.contact(call.id("id"));
    const company = workspace.company(readBody(attachBody, call.body).id);
    const others = contact.companies.filter((serial) => serial !== company.serial);
    return putCompanies(contact, [...others, company.serial], company);
  });

  route("DELETE", "/contacts/:id/companies/:company", (call) => {
    const contact = workspace.contact(call.id("id"));
    const company = workspace.company(call.id("company"));
    const others = contact.companies.filter((serial) => serial !== company.serial);
    return putCompanies(contact, others, company);
  });

  async function putCompanies(contact: Contact, serials: readonly number[], company: Company) {
    contacts.put(contact.serial, { ...contact, companies: serials, updatedAt: now() });
    return companyObject(company, (await workspace.companyPeople()).of(company.serial).length);
  }

  route("POST", "/contacts", (call) => contactObject(writes.create(readBody(contactBody, call.body))));

  route("PUT", "/contacts/:id", (call) => {
    const contact = workspace.contact(call.id("id"));
    return contactObject(writes.update(contact, readBody(contactBody, call.body)));
  });

  route("DELETE", "/contacts/:id", (call) => {
    const contact = workspace.contact(call.id("id"));
    contacts.remove(contact.serial);
    return { ...contactReference(contact), deleted: true };
  });
}
