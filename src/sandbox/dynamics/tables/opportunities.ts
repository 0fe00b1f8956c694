import type { CrmBook, DealRow } from "../../world.ts";
import { opportunityRatings, opportunityStates, opportunityStatuses, salesStages } from "../choices.ts";
import { defineTable } from "../define-table.ts";
import { pickFor } from "../draws.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { choice, customer, date, integer, lookup, money, ownership, status, text } from "./column-plans.ts";
import { currencySerial, exchangeRateOf, inBase, unitsOf } from "./currencies.ts";
import { opportunityColumns } from "./opportunity-columns.ts";

export function createOpportunities(book: CrmBook): Table {
  const stageOf = (row: DealRow) => {
    const stage = book.stages[row.stage];
    if (stage === undefined) throw new RangeError(`deal ${row.serial} is at stage ${row.stage}, which does not exist`);
    return stage;
  };
  const isClosed = (row: DealRow): boolean => stageOf(row).outcome !== "open";

  // Won and lost are states of an opportunity, which keeps the sales stage that it was closed at.
  function salesStageOf(row: DealRow): number {
    const { label, outcome } = stageOf(row);
    const stages = salesStages.map(({ value }) => value);
    if (outcome === "won") return stages.at(-1) ?? 0;
    if (outcome === "lost") return pickFor("lostStage", row.serial, stages);
    const stage = salesStages.find((choice) => choice.label === label);
    if (stage === undefined) throw new RangeError(`${label} is not a sales stage of Dynamics`);
    return stage.value;
  }

  function statusOf(row: DealRow): number {
    const { outcome } = stageOf(row);
    return outcome === "won" ? 3 : outcome === "lost" ? pickFor("lostReason", row.serial, [4, 5]) : 1;
  }

  return defineTable<DealRow>({
    name: "opportunity",
    setName: "opportunities",
    displayName: "Opportunity",
    schemaName: "Opportunity",
    key: "opportunityid",
    primaryName: "name",
    typeCode: 3,
    guids: guids.opportunity,
    rows: book.deals,
    columns: {
      name: text((row) => row.name),
      estimatedvalue: money((row) => unitsOf(row.amountMinor, row.currency)),
      estimatedvalue_base: money((row) => inBase(row.amountMinor, row.currency)),
      actualvalue: money((row) => (stageOf(row).outcome === "won" ? unitsOf(row.amountMinor, row.currency) : null)),
      actualvalue_base: money((row) => (stageOf(row).outcome === "won" ? inBase(row.amountMinor, row.currency) : null)),
      transactioncurrencyid: lookup("transactioncurrency", (row) => currencySerial(row.currency)),
      exchangerate: { type: "decimal", read: (row) => exchangeRateOf(row.currency) },
      estimatedclosedate: date((row) => row.closeAt),
      actualclosedate: date((row) => (isClosed(row) ? row.closeAt : null)),
      closeprobability: integer((row) => Math.round(stageOf(row).probability * 100)),
      salesstage: choice(salesStages, salesStageOf),
      stepname: text((row) => `${salesStageOf(row) + 1}-${salesStages[salesStageOf(row)]?.label}`),
      opportunityratingcode: choice(opportunityRatings, () => 2),
      parentcontactid: lookup("contact", (row) => row.contact),
      parentaccountid: lookup("account", (row) => row.company),
      customerid: customer((row) =>
        row.company === null ? { table: "contact", serial: row.contact } : { table: "account", serial: row.company },
      ),
      ...ownership((row: DealRow) => row.owner),
      ...status(opportunityStates, opportunityStatuses, statusOf),
    },
    idle: opportunityColumns,
    lookupIndexes: {
      parentcontactid: ({ serial }) => book.deals.of(serial),
      parentaccountid: ({ serial }) => book.dealsOfCompany(serial),
      customerid: ({ table, serial }) => (table === "account" ? book.dealsOfCompany(serial) : book.deals.of(serial)),
    },
  });
}
