// Who belongs to whom. Each link has one type, or two when the company is the primary one:
// https://developers.hubspot.com/docs/api/crm/associations
import type { Rows, World } from "../world.ts";
import type { Catalog } from "./catalog.ts";
import type { CrmObject, ObjectName } from "./crm-object.ts";
import type { EngagementRows } from "./engagement-rows.ts";
import { invalid } from "./errors.ts";

export interface AssociationType {
  /** The name in the CRM v3 replies. */
  readonly name: string;
  /** The number in the v4 replies. */
  readonly typeId: number;
  /** "Primary", or undefined for the unlabelled type that every link has. */
  readonly label?: string;
}

export interface Associations {
  /** Serials of the linked records, ascending. Throws HubspotError 400 when the two object types have no links. */
  linked(from: CrmObject, serial: number, to: CrmObject): readonly number[];
  typesOf(from: CrmObject, to: CrmObject): readonly AssociationType[];
  /** `associations` of one record for the asked object types; those without a link are left out. */
  inline(from: CrmObject, serial: number, names: readonly string[]): Record<string, InlineAssociations> | undefined;
}

interface InlineAssociations {
  readonly results: readonly { readonly id: string; readonly type: string }[];
  readonly paging?: { readonly next: { readonly after: string; readonly link: string } };
}

/** Linked records in one reply, before paging begins. */
export const associationPageSize = 100;

const primary = "Primary";
const types: Readonly<Record<string, readonly AssociationType[]>> = {
  "contacts companies": [
    { name: "contact_to_company", typeId: 1, label: primary },
    { name: "contact_to_company_unlabeled", typeId: 279 },
  ],
  "companies contacts": [
    { name: "company_to_contact", typeId: 2, label: primary },
    { name: "company_to_contact_unlabeled", typeId: 280 },
  ],
  "deals contacts": [{ name: "deal_to_contact", typeId: 3 }],
  "contacts deals": [{ name: "contact_to_deal", typeId: 4 }],
  "deals companies": [
    { name: "deal_to_company", typeId: 5, label: primary },
    { name: "deal_to_company_unlabeled", typeId: 341 },
  ],
  "companies deals": [
    { name: "company_to_deal", typeId: 6, label: primary },
    { name: "company_to_deal_unlabeled", typeId: 342 },
  ],
  "contacts notes": [{ name: "contact_to_note", typeId: 201 }],
  "notes contacts": [{ name: "note_to_contact", typeId: 202 }],
  "contacts tasks": [{ name: "contact_to_task", typeId: 203 }],
  "tasks contacts": [{ name: "task_to_contact", typeId: 204 }],
  "contacts calls": [{ name: "contact_to_call", typeId: 193 }],
  "calls contacts": [{ name: "call_to_contact", typeId: 194 }],
  "contacts meetings": [{ name: "contact_to_meeting_event", typeId: 199 }],
  "meetings contacts": [{ name: "meeting_event_to_contact", typeId: 200 }],
  "contacts emails": [{ name: "contact_to_email", typeId: 197 }],
  "emails contacts": [{ name: "email_to_contact", typeId: 198 }],
};

type Link = (serial: number) => readonly number[];

export function createAssociations(world: World, engagementRows: EngagementRows, catalog: Catalog): Associations {
  const dealsOfCompany = (company: number): readonly number[] =>
    world
      .contactsOfCompany(company)
      .flatMap((contact) => world.deals.of(contact))
      .filter((deal) => world.deals.at(deal).company === company)
      .sort((a, b) => a - b);
  const { notes, tasks, calls, meetings, emails } = engagementRows;
  const contactOf =
    (rows: Rows<{ readonly contact: number }>): Link =>
    (serial) => [rows.at(serial).contact];
  const present = (serial: number | null): readonly number[] => (serial === null ? [] : [serial]);

  const links: Readonly<Record<ObjectName, Readonly<Partial<Record<ObjectName, Link>>>>> = {
    contacts: {
      companies: (serial) => present(world.contacts.at(serial).person.company),
      deals: (serial) => world.deals.of(serial),
      notes: notes.of,
      tasks: tasks.of,
      calls: calls.of,
      meetings: meetings.of,
      emails: emails.of,
    },
    companies: { contacts: (serial) => world.contactsOfCompany(serial), deals: dealsOfCompany },
    deals: {
      contacts: (serial) => [world.deals.at(serial).contact],
      companies: (serial) => present(world.deals.at(serial).company),
    },
    notes: { contacts: contactOf(notes) },
    tasks: { contacts: contactOf(tasks) },
    calls: { contacts: contactOf(calls) },
    meetings: { contacts: contactOf(meetings) },
    emails: { contacts: contactOf(emails) },
  };

  function linked(from: CrmObject, serial: number, to: CrmObject): readonly number[] {
    const link = links[from.name][to.name];
    if (link === undefined) throw invalid(`No association types exist between ${from.singular} and ${to.singular}`);
    return link(serial);
  }
  const typesOf = (from: CrmObject, to: CrmObject): readonly AssociationType[] =>
    types[`${from.name} ${to.name}`] ?? [];

  return {
    linked,
    typesOf,
    inline(from, serial, names) {
      const found = names
        .map((name) => catalog.find(name))
        .map(
          (to) =>
            [
              to.name,
              inlineOf(from, serial, { to, serials: linked(from, serial, to), types: typesOf(from, to) }),
            ] as const,
        )
        .filter(([, association]) => association.results.length > 0);
      return found.length === 0 ? undefined : Object.fromEntries(found);
    },
  };
}

interface Linked {
  readonly to: CrmObject;
  readonly serials: readonly number[];
  readonly types: readonly AssociationType[];
}

function inlineOf(from: CrmObject, serial: number, linked: Linked): InlineAssociations {
  const { to, serials } = linked;
  const page = serials.slice(0, associationPageSize);
  const results = page.flatMap((other) => linked.types.map((type) => ({ id: to.ids.idOf(other), type: type.name })));
  const last = page.at(-1);
  if (last === undefined || serials.length <= page.length) return { results };
  const after = to.ids.idOf(last);
  const link = `https://api.hubapi.com/crm/v4/objects/${from.name}/${from.ids.idOf(serial)}/associations/${to.name}?after=${after}`;
  return { results, paging: { next: { after, link } } };
}
