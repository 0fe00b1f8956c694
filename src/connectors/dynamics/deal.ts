// https://learn.microsoft.com/dynamics365/developer/reference/entities/opportunity
import type { Money } from "../../generated/types.ts";
import { id, text } from "../../mapping/converters.ts";
import { isoDate, isoInstant } from "../../mapping/dates.ts";
import type { Deal } from "../../mapping/entities.ts";
import { at, firstOf, required, valueAtPath, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource, List, Sums } from "../contract.ts";
import { flagOption } from "../options.ts";
import { lookup, lookupTo } from "./annotated.ts";
import { byCloseDate } from "./close-date-list.ts";
import { isInStage, stageId } from "./deal-stage.ts";
import { columnsBehind, readGroups, WHOLE_LIST_PAGE_SIZE, type Part } from "./group-sums.ts";
import type { Condition } from "./odata-filter.ts";
import { listOf, readById, relatedBy } from "./reading.ts";
import type { Table } from "./table.ts";

const CURRENCY = "transactioncurrencyid.isocurrencycode";
const expected = decimalMoney("estimatedvalue", CURRENCY);
const paid = decimalMoney("actualvalue", CURRENCY);
const WON = 1;

/** What it is expected to bring; of a deal that is won, what it brought. */
const amount: Field<Money | null> = {
  paths: [...new Set([...expected.paths, ...paid.paths, "statecode"])],
  read: (record, context) => {
    const before = expected.read(record, context);
    return valueAtPath(record, ["statecode"]) === WON ? (paid.read(record, context) ?? before) : before;
  },
};

const fields: FieldMap<Deal> = {
  id: required("opportunityid", id),
  name: at("name", text),
  amount,
  closeDate: firstOf(["actualclosedate", "estimatedclosedate"], isoDate),
  createdAt: at("createdon", isoInstant),
  updatedAt: at("modifiedon", isoInstant),
  stageId,
  companyId: lookup("parentaccountid"),
  ownerId: lookupTo("systemuser", "ownerid"),
};

const opportunities: Table = {
  set: "opportunities",
  key: "opportunityid",
  fields,
  columns: { createdAt: "createdon", updatedAt: "modifiedon" },
  oneOf: { stageId: isInStage },
};

const can: Pick<List, "filters" | "orders"> = {
  filters: { stageId: ["in"], createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
  orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"], closeDate: ["ASC", "DESC"] },
};

const isWon: Condition = { kind: "equals", column: "statecode", value: WON };
const isPaid: Condition = { kind: "all", of: [isWon, { kind: "differs", column: "actualvalue", value: null }] };
const isExpected: Condition = {
  kind: "any",
  of: [
    { kind: "differs", column: "statecode", value: WON },
    { kind: "equals", column: "actualvalue", value: null },
  ],
};
/** Which of the two amounts counts, or neither. */
const byAmount: readonly Part[] = [
  { where: isPaid, sum: "actualvalue" },
  {
    where: { kind: "all", of: [isExpected, { kind: "differs", column: "estimatedvalue", value: null }] },
    sum: "estimatedvalue",
  },
  {
    where: { kind: "all", of: [isExpected, { kind: "equals", column: "estimatedvalue", value: null }] },
    sum: null,
  },
];

const sums: Sums = {
  pageSize: WHOLE_LIST_PAGE_SIZE,
  async compute(http, request) {
    const { by, monthOf, amount } = request;
    const columns = columnsBehind(by, { stageId: ["statecode", "statuscode", "stepname"] });
    // Views show sums of several currencies converted into the base currency; what $apply does is not documented.
    if (columns === null || monthOf !== null || (amount !== null && flagOption(http, "multiCurrency"))) return null;
    const parts = amount === null ? [{ where: { kind: "all", of: [] } as const, sum: null }] : byAmount;
    return readGroups(http, opportunities, request, [...new Set([...columns, "statecode"])], parts);
  },
};

export const deal: EntitySource<Deal> = {
  fields,
  getMany: (http, ids, select) => readById(http, opportunities, ids, select),
  list: byCloseDate(opportunities, listOf(opportunities, can, { field: "createdAt", direction: "ASC" })),
  sums,
  related: {
    Contact: relatedBy(opportunities, ["parentcontactid"], {
      ...can,
      defaultOrder: { field: "createdAt", direction: "DESC" },
    }),
  },
};
