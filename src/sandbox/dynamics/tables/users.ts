import type { AgentRow, CrmBook } from "../../world.ts";
import { companiesFromAt } from "../../world/timeline.ts";
import { defineTable } from "../define-table.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { flag, text } from "./column-plans.ts";

interface UserRow {
  readonly serial: number;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string | null;
  readonly applicationId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Users that are no people, after the book's agents. */
export interface ServiceUsers {
  /** Owns what nobody owns. */
  readonly system: number;
  /** The application user that the client credentials stand for. */
  readonly application: number;
}

export function serviceUsersOf({ agents }: CrmBook): ServiceUsers {
  return { system: agents.length, application: agents.length + 1 };
}

/** Users: the agents, SYSTEM and the application user. */
export function createUsers(book: CrmBook, clientId: string): Table {
  const { system, application } = serviceUsersOf(book);
  const at = { createdAt: companiesFromAt, updatedAt: companiesFromAt };
  const rows: readonly UserRow[] = [
    ...book.agents.map((agent, serial) => ({ ...userOf(agent, serial), ...at })),
    { serial: system, firstName: null, lastName: "SYSTEM", email: null, applicationId: null, ...at },
    { serial: application, firstName: "#", lastName: "Integration", email: null, applicationId: clientId, ...at },
  ];

  return defineTable<UserRow>({
    name: "systemuser",
    setName: "systemusers",
    displayName: "User",
    schemaName: "SystemUser",
    key: "systemuserid",
    primaryName: "fullname",
    typeCode: 8,
    guids: guids.systemuser,
    rows: { size: rows.length, at: (serial) => rows[serial] ?? null },
    columns: {
      fullname: text((row) => (row.firstName === null ? row.lastName : `${row.firstName} ${row.lastName}`)),
      firstname: text((row) => row.firstName),
      lastname: text((row) => row.lastName),
      internalemailaddress: text((row) => row.email),
      domainname: text((row) => row.email),
      applicationid: { type: "guid", read: (row) => row.applicationId },
      ownerid: { type: "guid", read: (row) => guids.systemuser.idOf(row.serial) },
      isdisabled: flag(() => false),
    },
    idle: { string: "address1_telephone1 jobtitle mobilephone title", guid: "azureactivedirectoryobjectid" },
    textIndexes: {
      internalemailaddress: (value) =>
        rows.filter((row) => row.email === value.toLowerCase()).map(({ serial }) => serial),
    },
    manys: { user_accounts: ["account", "owninguser"] },
  });
}

function userOf({ givenName, familyName, email }: AgentRow, serial: number): Omit<UserRow, "createdAt" | "updatedAt"> {
  return { serial, firstName: givenName, lastName: familyName, email, applicationId: null };
}
