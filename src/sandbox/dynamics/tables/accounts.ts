import { localeOf } from "../../world/locales.ts";
import type { CompanyRow, CrmBook } from "../../world.ts";
import { activeStates, activeStatuses, industries } from "../choices.ts";
import { defineTable } from "../define-table.ts";
import { pickFor } from "../draws.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { accountColumns } from "./account-columns.ts";
import { choice, integer, lookup, ownership, status, text } from "./column-plans.ts";

/** Dataverse's industry for each of the data set's. */
const industryLabels: Readonly<Record<string, string>> = {
  COMPUTER_SOFTWARE: "Business Services",
  FINANCIAL_SERVICES: "Financial",
  FOOD_PRODUCTION: "Food and Tobacco Processing",
  HOSPITAL_HEALTH_CARE: "Doctor's Offices and Clinics",
  INSURANCE: "Insurance",
  LOGISTICS_AND_SUPPLY_CHAIN: "Transportation",
  MARKETING_AND_ADVERTISING: "Design, Direction and Creative Management",
  RETAIL: "Service Retail",
  TEXTILES: "Non-Durable Merchandise Retail",
};

export function createAccounts(book: CrmBook): Table {
  const agents = book.agents.map((_, serial) => serial);

  return defineTable<CompanyRow>({
    name: "account",
    setName: "accounts",
    displayName: "Account",
    schemaName: "Account",
    key: "accountid",
    primaryName: "name",
    typeCode: 1,
    guids: guids.account,
    rows: book.companies,
    columns: {
      name: text((row) => row.name),
      accountnumber: text((row) => `AC-${String(row.serial + 1).padStart(6, "0")}`),
      // As people type it.
      websiteurl: text((row) => (row.serial % 3 === 0 ? `https://${row.domain}` : `http://www.${row.domain}/`)),
      industrycode: choice(industries, (row) => {
        const label = industryLabels[row.industry];
        return industries.find((industry) => industry.label === label)?.value ?? null;
      }),
      numberofemployees: integer((row) => row.employees),
      address1_country: text((row) => localeOf(row.country).countryName),
      primarycontactid: lookup("contact", (row) => book.contactsOfCompany(row.serial)[0] ?? null),
      ...ownership((row: CompanyRow) => pickFor("accountOwner", row.serial, agents)),
      ...status(activeStates, activeStatuses, () => 1),
    },
    idle: accountColumns,
    manys: {
      contact_customer_accounts: ["contact", "parentcustomerid"],
      opportunity_parent_account: ["opportunity", "parentaccountid"],
      opportunity_customer_accounts: ["opportunity", "customerid"],
      incident_customer_accounts: ["incident", "customerid"],
    },
  });
}
