import { localeOf } from "../../world/locales.ts";
import { hash } from "../../world/random.ts";
import type { PersonRecord } from "../../world.ts";
import { contactIds, userIds } from "../ids.ts";
import { addressFields } from "./address.ts";
import { field } from "./field.ts";
import { lastActivityDate } from "./last-activity.ts";
import { conversionRates } from "./money.ts";
import { accountIdOfContact, contactsOfAccount, integrationUserId, pickBy } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { ownContactFields } from "./own-fields.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { streams } from "./streams.ts";
import { mainObjectFields } from "./system-fields.ts";

const salutations = ["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx."];
const leadSources = ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];
const titles = ["CEO", "CFO", "Buyer", "VP Operations", "Head of Procurement", "Office Manager", null, null];

/** What Salesforce writes when it must make a contact of someone whose family name nobody knows: the field is required. */
const unknownLastName = "[not provided]";

/** The full name, as everything that shows a contact writes it. */
export function contactName(row: PersonRecord): string {
  const last = row.familyName ?? unknownLastName;
  return row.givenName === null ? last : `${row.givenName} ${last}`;
}

/** Contacts: the CRM's records of people. */
export function createContact({ book, seed, hiddenFields }: OrgContext): SObject {
  const integrationUser = integrationUserId(book);
  const ownerOf = (row: PersonRecord): string =>
    userIds.idOf(hash(seed, streams.contactOwner, row.serial) % book.agents.length);

  return defineSObject<PersonRecord>(
    {
      name: "Contact",
      label: "Contact",
      labelPlural: "Contacts",
      ids: contactIds,
      end: () => book.contacts.size,
      rowAt: (serial) => book.contacts.at(serial),
      isInOrderOfCreation: true,
      lookups: {
        Email: (value) => book.contacts.withEmail(value),
        AccountId: (value) => contactsOfAccount(book, value),
      },
      fields: {
        ...mainObjectFields<PersonRecord>({ label: "Contact", ids: contactIds, createdBy: integrationUser, ownerOf }),
        MasterRecordId: field.reference("Master Record ID", { name: "MasterRecord", objects: ["Contact"] }),
        AccountId: field.reference("Account ID", { name: "Account", objects: ["Account"] }, (row) =>
          accountIdOfContact(book, row.serial),
        ),
        LastName: field.text("Last Name", 80, (row) => row.familyName ?? unknownLastName, { isRequired: true }),
        FirstName: field.text("First Name", 40, (row) => row.givenName),
        Salutation: field.picklist("Salutation", salutations),
        Name: field.text("Full Name", 121, contactName, { isRequired: true, isReadOnly: true }),
        ...addressFields<PersonRecord>("Other", "Other", () => null),
        ...addressFields<PersonRecord>("Mailing", "Mailing", (row) => localeOf(row.person.country).countryName),
        Phone: field.phone("Business Phone", (row) => row.phone),
        Fax: field.phone("Business Fax"),
        MobilePhone: field.phone("Mobile Phone"),
        HomePhone: field.phone("Home Phone"),
        OtherPhone: field.phone("Other Phone"),
        AssistantPhone: field.phone("Asst. Phone"),
        ReportsToId: field.reference("Reports To ID", { name: "ReportsTo", objects: ["Contact"] }),
        Email: field.email("Email", (row) => row.email),
        Title: field.text("Title", 128, (row) => pickBy(titles, seed, streams.title, row.serial)),
        Department: field.text("Department", 80),
        AssistantName: field.text("Assistant's Name", 40),
        LeadSource: field.picklist("Lead Source", leadSources, (row) =>
          pickBy(leadSources, seed, streams.leadSource, row.serial),
        ),
        Birthdate: field.date("Birthdate"),
        Description: field.longText("Contact Description", 32_000),
        CurrencyIsoCode: field.picklist(
          "Contact Currency",
          Object.keys(conversionRates),
          (row) => localeOf(row.person.country).currency,
        ),
        OwnerId: field.reference("Owner ID", { name: "Owner", objects: ["User"] }, ownerOf, { isRequired: true }),
        HasOptedOutOfEmail: field.flag("Email Opt Out"),
        HasOptedOutOfFax: field.flag("Fax Opt Out"),
        DoNotCall: field.flag("Do Not Call"),
        LastActivityDate: field.date("Last Activity", (row) => lastActivityDate(book, [row.serial]), {
          isReadOnly: true,
        }),
        LastCURequestDate: field.datetime("Last Stay-in-Touch Request Date", undefined, { isReadOnly: true }),
        LastCUUpdateDate: field.datetime("Last Stay-in-Touch Save Date", undefined, { isReadOnly: true }),
        EmailBouncedReason: field.text("Email Bounced Reason", 255),
        EmailBouncedDate: field.datetime("Email Bounced Date"),
        IsEmailBounced: field.flag("Is Email Bounced", undefined, { isReadOnly: true }),
        PhotoUrl: field.url("Photo URL", undefined, { isReadOnly: true }),
        Jigsaw: field.text("Data.com Key", 20),
        JigsawContactId: field.text("Jigsaw Contact ID", 20, undefined, { isReadOnly: true }),
        ...ownContactFields,
      },
    },
    hiddenFields["Contact"] ?? [],
  );
}
