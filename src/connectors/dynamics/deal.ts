// https://learn.microsoft.com/dynamics365/developer/reference/entities/opportunity
import type { Money } from "../../generated/types.ts";
import { dateOf, id, isoInstant, text } from "../../mapping/converters.ts";
import type { Deal } from "../../mapping/entities.ts";
import { at, firstOf, required, valueAtPath, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource, List } from "../contract.ts";
import { lookup, lookupTo } from "./annotated.ts";
import { byCloseDate } from "./close-date-list.ts";
import { isInStage, stageId } from "./deal-stage.ts";
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
  closeDate: firstOf(["actualclosedate", "estimatedclosedate"], dateOf(isoInstant)),
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

export const deal: EntitySource<Deal> = {
  fields,
  getMany: (http, ids, select) => readById(http, opportunities, ids, select),
  list: byCloseDate(opportunities, listOf(opportunities, can, { field: "createdAt", direction: "ASC" })),
  related: {
    Contact: relatedBy(opportunities, ["parentcontactid"], {
      ...can,
      defaultOrder: { field: "createdAt", direction: "DESC" },
    }),
  },
};
