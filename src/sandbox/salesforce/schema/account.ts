import { localeOf } from "../../world/locales.ts";
import { hash, share } from "../../world/random.ts";
import type { CompanyRow } from "../../world.ts";
import { accountIds, userIds } from "../ids.ts";
import { addressFields } from "./address.ts";
import { field } from "./field.ts";
import { lastActivityDate } from "./last-activity.ts";
import { conversionRates } from "./money.ts";
import { integrationUserId, pickBy } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { streams } from "./streams.ts";
import { mainObjectFields } from "./system-fields.ts";

const types = ["Prospect", "Customer - Direct", "Customer - Channel", "Channel Partner / Reseller", "Other"];
const sources = ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];
/** The values of the standard picklist that the companies need. */
const industries: Readonly<Record<string, string>> = {
  COMPUTER_SOFTWARE: "Technology",
  FINANCIAL_SERVICES: "Finance",
  FOOD_PRODUCTION: "Food & Beverage",
  HOSPITAL_HEALTH_CARE: "Healthcare",
  INSURANCE: "Insurance",
  LOGISTICS_AND_SUPPLY_CHAIN: "Shipping",
  MARKETING_AND_ADVERTISING: "Media",
  RETAIL: "Retail",
  TEXTILES: "Apparel",
};
const revenuePerEmployee = 140_000;
const unknownRevenueShare = 0.3;

/** Accounts: the CRM's companies. */
export function createAccount({ book, seed, hiddenFields }: OrgContext): SObject {
  const integrationUser = integrationUserId(book);
  const ownerOf = (row: CompanyRow): string =>
    userIds.idOf(hash(seed, streams.accountOwner, row.serial) % book.agents.length);
  const countryOf = (row: CompanyRow): string => localeOf(row.country).countryName;
  const currencyOf = (row: CompanyRow): string => localeOf(row.country).currency;

  function revenueOf(row: CompanyRow): number | null {
    if (share(seed, streams.accountRevenue, row.serial) < unknownRevenueShare) return null;
    const inCurrency = row.employees * revenuePerEmployee * (conversionRates[currencyOf(row)] ?? 1);
    return Math.round(inCurrency / 1_000) * 1_000;
  }

  return defineSObject<CompanyRow>(
    {
      name: "Account",
      label: "Account",
      labelPlural: "Accounts",
      ids: accountIds,
      end: () => book.companies.size,
      rowAt: (serial) => book.companies.at(serial),
      isInOrderOfCreation: true,
      fields: {
        ...mainObjectFields<CompanyRow>({ label: "Account", ids: accountIds, createdBy: integrationUser, ownerOf }),
        MasterRecordId: field.reference("Master Record ID", { name: "MasterRecord", objects: ["Account"] }),
        Name: field.text("Account Name", 255, (row) => row.name, { isRequired: true }),
        Type: field.picklist("Account Type", types, (row) => pickBy(types, seed, streams.accountType, row.serial)),
        ParentId: field.reference("Parent Account ID", { name: "Parent", objects: ["Account"] }),
        ...addressFields("Billing", "Billing", countryOf),
        ...addressFields<CompanyRow>("Shipping", "Shipping", () => null),
        Phone: field.phone("Account Phone"),
        Fax: field.phone("Account Fax"),
        AccountNumber: field.text("Account Number", 40),
        Website: field.url("Website", (row) => `https://www.${row.domain}`),
        PhotoUrl: field.url("Photo URL", undefined, { isReadOnly: true }),
        Sic: field.text("SIC Code", 20),
        SicDesc: field.text("SIC Description", 80),
        Industry: field.picklist("Industry", Object.values(industries), (row) => industries[row.industry] ?? "Other"),
        AnnualRevenue: field.currency("Annual Revenue", revenueOf),
        CurrencyIsoCode: field.picklist("Account Currency", Object.keys(conversionRates), currencyOf),
        NumberOfEmployees: field.int("Employees", (row) => row.employees),
        Description: field.longText("Account Description", 32_000),
        OwnerId: field.reference("Owner ID", { name: "Owner", objects: ["User"] }, ownerOf, { isRequired: true }),
        LastActivityDate: field.date(
          "Last Activity",
          (row) => lastActivityDate(book, book.contactsOfCompany(row.serial)),
          { isReadOnly: true },
        ),
        AccountSource: field.picklist("Account Source", sources),
        Jigsaw: field.text("Data.com Key", 20),
        JigsawCompanyId: field.text("Jigsaw Company ID", 20, undefined, { isReadOnly: true }),
      },
      lookups: {},
    },
    hiddenFields["Account"] ?? [],
  );
}
