import type { CrmBook, TicketRow } from "../../world.ts";
import type { Reference } from "../cell.ts";
import { caseOrigins, incidentPriorities, incidentStates, incidentStatuses } from "../choices.ts";
import { defineTable } from "../define-table.ts";
import { pickFor, shareOf } from "../draws.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { choice, customer, lookup, memo, ownership, status, text } from "./column-plans.ts";
import { incidentColumns } from "./incident-columns.ts";
import { serviceUsersOf } from "./users.ts";

const caseOfAccountShare = 0.4;

const statuses: Readonly<Record<TicketRow["status"], readonly number[]>> = {
  new: [1],
  open: [4],
  pending: [3],
  hold: [2],
  solved: [5],
  closed: [1_000, 1_000, 1_000, 6, 2_000],
};
const priorities = { urgent: 1, high: 1, normal: 2, low: 3 } as const;

/** Cases. Of a person with a company some are the account's, with the person as primary contact; the others the person's own. */
export function createIncidents(book: CrmBook): Table {
  const { system } = serviceUsersOf(book);
  const accountOf = (row: TicketRow): number | null =>
    shareOf("caseOfAccount", row.serial) < caseOfAccountShare ? book.companyOfContact(row.requester) : null;

  function casesOf({ table, serial }: Reference): readonly number[] {
    if (table === "contact") return book.cases.of(serial);
    return book
      .contactsOfCompany(serial)
      .flatMap((contact) => book.cases.of(contact))
      .toSorted((a, b) => a - b);
  }

  return defineTable<TicketRow>({
    name: "incident",
    setName: "incidents",
    displayName: "Case",
    schemaName: "Incident",
    key: "incidentid",
    primaryName: "title",
    typeCode: 112,
    guids: guids.incident,
    rows: book.cases,
    columns: {
      title: text((row) => row.subject),
      description: memo((row) => row.description),
      ticketnumber: text((row) => ticketNumberOf(row.serial)),
      prioritycode: choice(incidentPriorities, (row) => (row.priority === null ? null : priorities[row.priority])),
      caseorigincode: choice(caseOrigins, (row) => pickFor("caseOrigin", row.serial, [1, 2, 2, 3])),
      customerid: customer((row) => {
        const account = accountOf(row);
        return account === null ? { table: "contact", serial: row.requester } : { table: "account", serial: account };
      }),
      primarycontactid: lookup("contact", (row) => (accountOf(row) === null ? null : row.requester)),
      ...ownership((row: TicketRow) => row.assignee ?? system),
      ...status(incidentStates, incidentStatuses, (row: TicketRow) =>
        pickFor("closedCase", row.serial, statuses[row.status]),
      ),
    },
    idle: incidentColumns,
    textIndexes: {
      ticketnumber(value) {
        const serial = Number(/^CAS-(\d+)-/i.exec(value)?.[1] ?? 0) - firstNumber;
        return serial >= 0 && serial < book.cases.size ? [serial] : [];
      },
    },
    lookupIndexes: { customerid: casesOf, primarycontactid: casesOf },
    manys: { Incident_Annotation: ["annotation", "objectid"] },
  });
}

const firstNumber = 1_001;

// The default format of case numbers: a prefix, a running number, six characters.
function ticketNumberOf(serial: number): string {
  const suffix = guids.incident.idOf(serial).slice(0, 6).toUpperCase();
  return `CAS-${String(serial + firstNumber).padStart(5, "0")}-${suffix}`;
}
