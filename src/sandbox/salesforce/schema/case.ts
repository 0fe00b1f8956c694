import type { PersonRecord, TicketRow } from "../../world.ts";
import { businessHoursId, caseIds, contactIds, userIds } from "../ids.ts";
import { apiDateTime } from "../wire-time.ts";
import { field } from "./field.ts";
import { supportQueueId } from "./group.ts";
import { accountIdOfContact, contactOf, contactsOfAccount, integrationUserId, pickBy } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { streams } from "./streams.ts";
import { isDeleted, systemFields, viewedDates } from "./system-fields.ts";

/** New, Working, Escalated and Closed are a new org's; the others an administrator added. */
const statusOf: Readonly<Record<TicketRow["status"], string>> = {
  new: "New",
  open: "Working",
  pending: "Waiting on Customer",
  hold: "On Hold",
  solved: "Solved",
  closed: "Closed",
};
const statuses = ["New", "Working", "Escalated", "Waiting on Customer", "On Hold", "Solved", "Closed"];
/** High, Medium and Low are a new org's. */
const priorityOf: Readonly<Record<NonNullable<TicketRow["priority"]>, string>> = {
  urgent: "Critical",
  high: "High",
  normal: "Medium",
  low: "Low",
};
const origins = ["Phone", "Email", "Web"];
const types = ["Mechanical", "Electrical", "Electronic", "Structural", "Other"];
const reasons = ["Installation", "Equipment Complexity", "Performance", "Breakdown", "Equipment Design", "Feedback"];
const firstNumber = 1_001;

/** Whether a case is over. */
function isClosed(row: TicketRow): boolean {
  return row.status === "solved" || row.status === "closed";
}

/** Cases: requests for help. */
export function createCase({ book, seed, hiddenFields }: OrgContext): SObject {
  const integrationUser = integrationUserId(book);
  const contactRow = (row: TicketRow): PersonRecord => book.contacts.at(row.requester);
  const ownerOf = (row: TicketRow): string => (row.assignee === null ? supportQueueId : userIds.idOf(row.assignee));

  return defineSObject<TicketRow>(
    {
      name: "Case",
      label: "Case",
      labelPlural: "Cases",
      ids: caseIds,
      end: () => book.cases.size,
      rowAt: (serial) => book.cases.at(serial),
      isInOrderOfCreation: true,
      lookups: {
        ContactId(value) {
          const contact = contactOf(book, value);
          return contact === null ? [] : book.cases.of(contact);
        },
        AccountId: (value) => contactsOfAccount(book, value).flatMap((contact) => book.cases.of(contact)),
        CaseNumber: (value) => (/^\d{8}$/.test(value) ? [Number(value) - firstNumber] : []),
      },
      fields: {
        ...systemFields<TicketRow>({
          label: "Case",
          idOf: (row) => caseIds.idOf(row.serial),
          createdAt: (row) => row.createdAt,
          updatedAt: (row) => row.updatedAt,
          createdBy: () => integrationUser,
          updatedBy: (row) => (row.assignee === null ? integrationUser : userIds.idOf(row.assignee)),
        }),
        ...isDeleted(),
        ...viewedDates(),
        CaseNumber: field.text("Case Number", 30, (row) => String(row.serial + firstNumber).padStart(8, "0"), {
          isRequired: true,
          isReadOnly: true,
        }),
        ContactId: field.reference("Contact ID", { name: "Contact", objects: ["Contact"] }, (row) =>
          contactIds.idOf(row.requester),
        ),
        AccountId: field.reference("Account ID", { name: "Account", objects: ["Account"] }, (row) =>
          accountIdOfContact(book, row.requester),
        ),
        BusinessHoursId: field.reference(
          "Business Hours ID",
          { name: "BusinessHours", objects: [] },
          () => businessHoursId,
          { isRequired: true },
        ),
        ParentId: field.reference("Parent Case ID", { name: "Parent", objects: ["Case"] }),
        SuppliedName: field.text("Name", 80),
        SuppliedEmail: field.email("Email Address"),
        SuppliedPhone: field.text("Phone", 40),
        SuppliedCompany: field.text("Company", 80),
        Type: field.picklist("Case Type", types),
        Status: field.picklist("Status", statuses, (row) => statusOf[row.status]),
        Reason: field.picklist("Case Reason", reasons),
        Origin: field.picklist("Case Origin", origins, (row) => pickBy(origins, seed, streams.caseOrigin, row.serial)),
        Subject: field.text("Subject", 255, (row) => row.subject),
        Priority: field.picklist("Priority", Object.values(priorityOf), (row) =>
          row.priority === null ? null : priorityOf[row.priority],
        ),
        Description: field.longText("Description", 32_000, (row) => row.description),
        IsClosed: field.flag("Closed", isClosed, { isReadOnly: true }),
        ClosedDate: field.datetime("Closed Date", (row) => (isClosed(row) ? apiDateTime(row.updatedAt) : null), {
          isReadOnly: true,
        }),
        IsEscalated: field.flag("Escalated"),
        OwnerId: field.reference("Owner ID", { name: "Owner", objects: ["Group", "User"] }, ownerOf, {
          isRequired: true,
        }),
        ContactPhone: field.phone("Contact Phone", (row) => contactRow(row).phone, { isReadOnly: true }),
        ContactMobile: field.phone("Contact Mobile", undefined, { isReadOnly: true }),
        ContactEmail: field.email("Contact Email", (row) => contactRow(row).email, { isReadOnly: true }),
        ContactFax: field.phone("Contact Fax", undefined, { isReadOnly: true }),
      },
    },
    hiddenFields["Case"] ?? [],
  );
}
