// https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/account
import { id, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Company } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { webDomain } from "../../mapping/web-domain.ts";
import type { EntitySource } from "../contract.ts";
import { choiceLabel } from "./annotated.ts";
import { listOf, readById } from "./reading.ts";
import type { Table } from "./table.ts";

const fields: FieldMap<Company> = {
  id: required("accountid", id),
  name: at("name", text),
  domain: at("websiteurl", webDomain),
  industry: choiceLabel("industrycode"),
  createdAt: at("createdon", isoInstant),
  updatedAt: at("modifiedon", isoInstant),
};

const accounts: Table = {
  set: "accounts",
  key: "accountid",
  fields,
  columns: { createdAt: "createdon", updatedAt: "modifiedon", name: "name" },
  always: { kind: "equals", column: "statecode", value: 0 },
};

export const company: EntitySource<Company> = {
  fields,
  getMany: (http, ids, select) => readById(http, accounts, ids, select),
  list: listOf(
    accounts,
    {
      filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
      orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"], name: ["ASC", "DESC"] },
    },
    { field: "createdAt", direction: "ASC" },
  ),
};
