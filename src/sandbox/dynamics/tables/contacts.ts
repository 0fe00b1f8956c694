import { localeOf } from "../../world/locales.ts";
import type { CrmBook, PersonRecord } from "../../world.ts";
import { activeStates, activeStatuses } from "../choices.ts";
import { defineTable } from "../define-table.ts";
import { pickFor, shareOf } from "../draws.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { customer, ownership, status, text } from "./column-plans.ts";
import { contactColumns } from "./contact-columns.ts";
import { ownContactColumns } from "./own-columns.ts";
import { serviceUsersOf } from "./users.ts";

const unownedShare = 0.1;

export function createContacts(book: CrmBook): Table {
  const { system } = serviceUsersOf(book);
  const agents = book.agents.map((_, serial) => serial);
  const ownerOf = ({ serial }: PersonRecord): number =>
    shareOf("contactOwner", serial) < unownedShare ? system : pickFor("contactOwner", serial, agents);

  return defineTable<PersonRecord>({
    name: "contact",
    setName: "contacts",
    displayName: "Contact",
    schemaName: "Contact",
    key: "contactid",
    primaryName: "fullname",
    typeCode: 2,
    guids: guids.contact,
    rows: book.contacts,
    columns: {
      firstname: text((row) => row.givenName),
      lastname: text((row) => row.familyName),
      fullname: text(fullNameOf),
      emailaddress1: text((row) => row.email),
      telephone1: text((row) => row.phone),
      address1_country: text((row) => localeOf(row.person.country).countryName),
      parentcustomerid: customer((row) => {
        const company = book.companyOfContact(row.serial);
        return company === null ? null : { table: "account", serial: company };
      }),
      ...ownership(ownerOf),
      ...status(activeStates, activeStatuses, () => 1),
      ...ownContactColumns,
    },
    idle: contactColumns,
    textIndexes: { emailaddress1: (value) => book.contacts.withEmail(value) },
    lookupIndexes: {
      parentcustomerid: ({ table, serial }) => (table === "account" ? book.contactsOfCompany(serial) : []),
    },
    manys: {
      opportunity_parent_contact: ["opportunity", "parentcontactid"],
      opportunity_customer_contacts: ["opportunity", "customerid"],
      incident_customer_contacts: ["incident", "customerid"],
      contact_as_primary_contact: ["incident", "primarycontactid"],
      Contact_ActivityPointers: ["activitypointer", "regardingobjectid"],
      Contact_Tasks: ["task", "regardingobjectid"],
      Contact_Phonecalls: ["phonecall", "regardingobjectid"],
      Contact_Appointments: ["appointment", "regardingobjectid"],
      Contact_Emails: ["email", "regardingobjectid"],
    },
  });
}

/** As Dataverse makes it from its parts, in the order that an English environment has. */
export function fullNameOf(row: PersonRecord): string | null {
  const parts = [row.givenName, row.familyName].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}
