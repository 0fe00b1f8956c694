import type { CrmBook } from "../world.ts";
import type { Reference } from "./cell.ts";
import type { DataRecord, Table, TableName } from "./table.ts";
import { createAccounts } from "./tables/accounts.ts";
import { createActivityTables } from "./tables/activities.ts";
import { createAnnotations } from "./tables/annotations.ts";
import { createContacts } from "./tables/contacts.ts";
import { createCurrencies } from "./tables/currencies.ts";
import { createIncidents } from "./tables/incidents.ts";
import { createOpportunities } from "./tables/opportunities.ts";
import { createUsers } from "./tables/users.ts";

export interface Catalog {
  readonly tables: readonly Table[];
  /** By the name of its entity set, in exact case. */
  inSet(setName: string): Table | undefined;
  /** Throws RangeError when the environment does not have the table. */
  table(name: TableName): Table;
  /** By logical name as a caller wrote it. */
  named(name: string): Table | undefined;
  /** Null when the record is not there. */
  find(reference: Reference): DataRecord | null;
}

/** The tables of the environment. `clientId` is that of the application user. */
export function createCatalog(book: CrmBook, clientId: string): Catalog {
  const tables = [
    createAccounts(book),
    ...createActivityTables(book),
    createAnnotations(book),
    createContacts(book),
    createIncidents(book),
    createOpportunities(book),
    createUsers(book, clientId),
    createCurrencies(),
  ];
  const bySet = new Map(tables.map((table) => [table.setName, table]));
  const byName = new Map<string, Table>(tables.map((table) => [table.name, table]));
  const table = (name: TableName): Table => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`the sandbox has no table ${name}`);
    return found;
  };
  return {
    tables,
    inSet: (setName) => bySet.get(setName),
    table,
    named: (name) => byName.get(name),
    find: ({ table: name, serial }) => table(name).at(serial),
  };
}
