import type { DealRow } from "../../world.ts";
import { accountIds, opportunityIds, userIds } from "../ids.ts";
import { apiDate } from "../wire-time.ts";
import { field } from "./field.ts";
import { amountOf, conversionRates } from "./money.ts";
import { integrationUserId, pickBy } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { forecastCategoryLabels, forecastCategoryOf, percentOf, stageAt } from "./stages.ts";
import { streams } from "./streams.ts";
import { mainObjectFields } from "./system-fields.ts";

const types = ["Existing Customer - Upgrade", "Existing Customer - Replacement", "New Customer", null];
const leadSources = ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"];

/** Opportunities: deals, with amounts in the currency of `CurrencyIsoCode`. */
export function createOpportunity({ book, seed, hiddenFields }: OrgContext): SObject {
  const integrationUser = integrationUserId(book);
  const ownerOf = (row: DealRow): string => userIds.idOf(row.owner);
  const stageOf = (row: DealRow) => stageAt(book, row.stage);
  const quarterOf = (row: DealRow): number => Math.floor(new Date(row.closeAt).getUTCMonth() / 3) + 1;
  const yearOf = (row: DealRow): number => new Date(row.closeAt).getUTCFullYear();

  return defineSObject<DealRow>(
    {
      name: "Opportunity",
      label: "Opportunity",
      labelPlural: "Opportunities",
      ids: opportunityIds,
      end: () => book.deals.size,
      rowAt: (serial) => book.deals.at(serial),
      isInOrderOfCreation: true,
      lookups: {
        AccountId(value) {
          const company = accountIds.serialOf(value);
          return company === null || company >= book.companies.size ? [] : book.dealsOfCompany(company);
        },
      },
      fields: {
        ...mainObjectFields<DealRow>({
          label: "Opportunity",
          ids: opportunityIds,
          createdBy: integrationUser,
          ownerOf,
        }),
        AccountId: field.reference("Account ID", { name: "Account", objects: ["Account"] }, (row) =>
          row.company === null ? null : accountIds.idOf(row.company),
        ),
        Name: field.text("Name", 120, (row) => row.name, { isRequired: true }),
        Description: field.longText("Description", 32_000),
        StageName: field.picklist(
          "Stage",
          book.stages.map(({ key }) => key),
          (row) => stageOf(row).key,
          { isRequired: true },
        ),
        Amount: field.currency("Amount", (row) => amountOf(row.amountMinor, row.currency)),
        CurrencyIsoCode: field.picklist("Opportunity Currency", Object.keys(conversionRates), (row) => row.currency),
        Probability: field.percent("Probability (%)", (row) => percentOf(stageOf(row))),
        CloseDate: field.date("Close Date", (row) => apiDate(row.closeAt), { isRequired: true }),
        Type: field.picklist(
          "Opportunity Type",
          types.filter((type) => type !== null),
          (row) => pickBy(types, seed, streams.dealType, row.serial),
        ),
        NextStep: field.text("Next Step", 255),
        LeadSource: field.picklist("Lead Source", leadSources),
        IsClosed: field.flag("Closed", (row) => stageOf(row).outcome !== "open", { isReadOnly: true }),
        IsWon: field.flag("Won", (row) => stageOf(row).outcome === "won", { isReadOnly: true }),
        ForecastCategory: field.picklist(
          "Forecast Category",
          ["Omitted", "Pipeline", "BestCase", "Forecast", "Closed"],
          (row) => forecastCategoryOf(stageOf(row)).name,
          { isRequired: true, isReadOnly: true },
        ),
        ForecastCategoryName: field.picklist(
          "Forecast Category",
          forecastCategoryLabels,
          (row) => forecastCategoryOf(stageOf(row)).label,
        ),
        HasOpportunityLineItem: field.flag("Has Line Item", undefined, { isReadOnly: true }),
        OwnerId: field.reference("Owner ID", { name: "Owner", objects: ["User"] }, ownerOf, { isRequired: true }),
        LastActivityDate: field.date("Last Activity", undefined, { isReadOnly: true }),
        FiscalQuarter: field.int("Fiscal Quarter", quarterOf, { isReadOnly: true }),
        FiscalYear: field.int("Fiscal Year", yearOf, { isReadOnly: true }),
        Fiscal: field.text("Fiscal Period", 6, (row) => `${yearOf(row)} ${quarterOf(row)}`, { isReadOnly: true }),
        HasOpenActivity: field.flag("Has Open Activity", undefined, { isReadOnly: true }),
        HasOverdueTask: field.flag("Has Overdue Task", undefined, { isReadOnly: true }),
      },
    },
    hiddenFields["Opportunity"] ?? [],
  );
}
